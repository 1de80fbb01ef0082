"""A document and its outline in, its mentions out: recognisers propose, one merge decides, the document agrees.

A tagger that can be asked (`kg.model.Reader`) also tells the merge what it thinks of the proposals of the others.
"""

from collections.abc import Sequence

from kg.model import Document, Jurisdiction, Mention, Outline, Reader, Recogniser, Sentence
from kg.recognise.consistency import name_own_town, spread_names, unify_types
from kg.recognise.lexicon import LexiconRecogniser
from kg.recognise.merge import Look, merge_mentions
from kg.recognise.patterns import PatternRecogniser
from kg.recognise.places import PlaceRecogniser
from kg.recognise.spans import complete_span

__all__ = ["LexiconRecogniser", "PatternRecogniser", "PlaceRecogniser", "merge_mentions", "recognise_mentions"]


def recognise_mentions(
    document: Document, outline: Outline, *, place: Jurisdiction | None = None, recognisers: Sequence[Recogniser]
) -> tuple[Mention, ...]:
    """The document's mentions, `place` being whose report it is. Sorted by start. Spans do not overlap."""
    text, sentences = document.text, outline.sentences
    candidates, look = propose_mentions(text, sentences, recognisers)
    return agree_through(text, sentences, merge_mentions(candidates, look=look), place=place)


def agree_through(
    text: str, sentences: tuple[Sentence, ...], merged: Sequence[Mention], *, place: Jurisdiction | None
) -> tuple[Mention, ...]:
    """The merged mentions, made to agree through the document."""
    found = spread_names(text, sentences, unify_types(merged))
    return name_own_town(text, sentences, found, place=place) if place else found


def propose_mentions(
    text: str, sentences: tuple[Sentence, ...], recognisers: Sequence[Recogniser]
) -> tuple[tuple[Mention, ...], Look | None]:
    """The candidates of all recognisers, and how to ask the tagger about them: the last one, where several can be."""
    proposed: list[Mention] = []
    look = None
    for recognise in recognisers:
        if isinstance(recognise, Reader):
            reading = recognise.read(text, sentences)
            proposed += reading.mentions
            look = reading.view
        else:
            proposed += recognise(text, sentences)
    return tuple(complete_span(text, mention) for mention in proposed if is_name(mention.text)), look


def is_name(text: str) -> bool:
    """Whether a span can be a name: two letters or digits, and neither white space nor a comma at its ends."""
    return sum(map(str.isalnum, text)) >= 2 and text.strip(" \t\n\u3000，,。、；;：:") == text
