"""A document and its outline in, its mentions out: recognisers propose, one merge decides, the document agrees."""

from collections.abc import Sequence

from kg.model import Document, Mention, Outline, Recogniser
from kg.recognise.consistency import spread_names, unify_types
from kg.recognise.lexicon import LexiconRecogniser
from kg.recognise.merge import merge_mentions
from kg.recognise.patterns import PatternRecogniser
from kg.recognise.places import PlaceRecogniser

__all__ = ["LexiconRecogniser", "PatternRecogniser", "PlaceRecogniser", "merge_mentions", "recognise_mentions"]


def recognise_mentions(
    document: Document, outline: Outline, *, recognisers: Sequence[Recogniser]
) -> tuple[Mention, ...]:
    """The document's mentions. Sorted by start. Spans do not overlap."""
    text, sentences = document.text, outline.sentences
    candidates = [mention for recognise in recognisers for mention in recognise(text, sentences)]
    merged = unify_types(merge_mentions(candidates))
    return spread_names(text, sentences, merged)
