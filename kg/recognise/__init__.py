"""A document and its outline in, its mentions out: recognisers propose, one merge decides, the document agrees."""

from collections.abc import Sequence

from kg.model import Document, Mention, Outline, Recogniser
from kg.recognise.consistency import spread_names, unify_types
from kg.recognise.lexicon import LexiconRecogniser
from kg.recognise.merge import merge_mentions
from kg.recognise.patterns import PatternRecogniser
from kg.recognise.places import PlaceRecogniser
from kg.recognise.spans import complete_span

__all__ = ["LexiconRecogniser", "PatternRecogniser", "PlaceRecogniser", "merge_mentions", "recognise_mentions"]


def recognise_mentions(
    document: Document, outline: Outline, *, recognisers: Sequence[Recogniser]
) -> tuple[Mention, ...]:
    """The document's mentions. Sorted by start. Spans do not overlap."""
    text, sentences = document.text, outline.sentences
    proposed = (mention for recognise in recognisers for mention in recognise(text, sentences))
    candidates = [complete_span(text, mention) for mention in proposed if is_name(mention.text)]
    merged = unify_types(merge_mentions(candidates))
    return spread_names(text, sentences, merged)


def is_name(text: str) -> bool:
    """Whether a span can be a name: two letters or digits, and neither white space nor a comma at its ends."""
    return sum(map(str.isalnum, text)) >= 2 and text.strip(" \t\n\u3000，,。、；;：:") == text
