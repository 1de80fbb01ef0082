"""A folder of gold files in, a model folder for `kg.backends.tagger` out. Needs the extra `train`."""

from kg.training.recipe import Recipe, train

__all__ = ["Recipe", "train"]
