"""The divisions of China: their codes, names, short forms and what stands in what."""

from kg.gazetteer.divisions import Division, Gazetteer, cut_suffix, level_of, load_gazetteer, prefix_of

__all__ = ["Division", "Gazetteer", "cut_suffix", "level_of", "load_gazetteer", "prefix_of"]
