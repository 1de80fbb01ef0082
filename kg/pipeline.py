"""Document → Extraction: the stages in their order, and no logic of its own."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from kg.link import Decision, link_mentions, resolve_jurisdiction
from kg.measure import find_measures
from kg.model import Document, Extraction, Recogniser
from kg.recognise import recognise_mentions
from kg.relate import relate_mentions
from kg.structure import outline_document
from kg.themes import find_themes


def extract_document(
    document: Document,
    *,
    recognisers: Sequence[Recogniser],
    jurisdiction: str | None = None,
    min_confidence: float = 0.0,
    decisions: Sequence[Decision] = (),
) -> Extraction:
    """All that one document says: its outline, mentions, measures, facts and the entities they are about.

    Args:
        document: a text as `kg.read.read_document` gives it.
        recognisers: what finds the mentions; `kg.recognisers.make_recognisers` makes the default ones.
        jurisdiction: name or division code of the report's place, where the text is not to decide.
        min_confidence: what is less certain than this (0 to 1) is left out.
        decisions: which names a user says mean the same thing, or do not; they win over all rules.

    Raises:
        NotFoundError: `jurisdiction` names no division, or more than one.
    """
    place = resolve_jurisdiction(document, override=jurisdiction)
    outline = outline_document(document)
    found = recognise_mentions(document, outline, place=place, recognisers=recognisers)
    mentions = _keep(found, min_confidence)
    measures = find_measures(document, outline, mentions=mentions)
    facts = relate_mentions(document, outline, jurisdiction=place, mentions=mentions)
    return Extraction(
        document=document,
        jurisdiction=place,
        outline=outline,
        mentions=mentions,
        measures=_keep(measures, min_confidence),
        facts=_keep(facts, min_confidence),
        links=link_mentions(document, place, mentions, decisions=decisions),
        themes=find_themes(document, outline),
    )


class _Scored(Protocol):
    @property
    def score(self) -> float: ...


_S = TypeVar("_S", bound=_Scored)


def _keep(values: Iterable[_S], least: float) -> tuple[_S, ...]:
    return tuple(value for value in values if value.score >= least)
