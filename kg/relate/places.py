"""A masked sentence and the places of its document in, what it says of where things are out.

Two sources: a name that contains a place (罗店卫生院), where the place is a mention somewhere in the document, and
the words around (落户, 位于, a place right before a name). Both are judged by one linear model.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.model import EntityType, Jurisdiction, Mention, Predicate
from kg.relate.features import NO_WORD
from kg.relate.lexicon import subject_types
from kg.relate.masking import MaskedSentence
from kg.relate.subjects import YES
from kg.relate.weights import LinearModel

_REACH = 40  # letters between a thing and its place in the masked text


@dataclass(frozen=True, slots=True)
class Location:
    """`thing` is in `place`; `place` may be a mention elsewhere in the document."""

    thing: Mention
    place: Mention
    score: float
    rule: str


class PlaceFinder:
    """Finds the places of one document: inside names and around them."""

    def __init__(self, mentions: Sequence[Mention], jurisdiction: Jurisdiction) -> None:
        places = {m.text: m for m in reversed(mentions) if m.type is EntityType.PLACE and len(m.text) > 1}
        self._places = places
        self._names = sorted(places)
        self._own = set(jurisdiction.names)
        self._matcher = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest) if places else None

    def __call__(self, masked: MaskedSentence, *, model: LinearModel, threshold: float) -> tuple[Location, ...]:
        """The locations that one sentence states, in the order of their things."""
        found = []
        for thing, place, features in self.candidates(masked):
            chance = model.judge(features)[YES]
            if chance >= threshold:
                found.append(Location(thing, place, chance, features[1]))
        return tuple(found)

    def candidates(self, masked: MaskedSentence) -> Iterator[tuple[Mention, Mention, list[str]]]:
        """Pairs of a thing and a place that the sentence may put it in, with their features."""
        for number, thing in enumerate(masked.mentions):
            if thing.type in subject_types()[Predicate.LOCATED_IN]:
                yield from chain(self._in_name(thing), self._around(masked, number))

    def _in_name(self, thing: Mention) -> Iterator[tuple[Mention, Mention, list[str]]]:
        found = self._matcher.find_matches_as_indexes(thing.text) if self._matcher else ()
        for index, start, end in found:
            name = self._names[index]
            if name != thing.text:
                yield thing, self._places[name], self._describe_name(thing, start, end)

    def _describe_name(self, thing: Mention, start: int, end: int) -> list[str]:
        kind, name = thing.type.value, thing.text
        whose = name[start:end] in self._own
        features = [
            f"t={kind}",
            f"at={min(start, 2)}",
            f"tat={kind}{min(start, 1)}{whose}",
            f"own={whose}",
            f"s1={name[-1:]}",
            f"s2={name[-2:]}",
            f"R1={name[end : end + 1]}",
            f"R2={name[end : end + 2]}",
            f"rest={min(len(name) - end, 8)}",
            f"p1={name[end - 1 : end]}",
        ]
        return ["bias", "name", *(f"name|{feature}" for feature in features)]

    def _around(self, masked: MaskedSentence, number: int) -> Iterator[tuple[Mention, Mention, list[str]]]:
        here = masked.letters[number]
        for other, place in enumerate(masked.mentions):
            there = masked.letters[other]
            near = (
                other != number
                and abs(here - there) < _REACH
                and abs(masked.clause_of(here) - masked.clause_of(there)) < 2
            )
            if (
                near
                and place.type in (EntityType.PLACE, EntityType.FACILITY)
                and place.text not in masked.mentions[number].text
            ):
                yield masked.mentions[number], place, self._describe_around(masked, number, other)

    def _describe_around(self, masked: MaskedSentence, number: int, other: int) -> list[str]:
        text, kind = masked.text, masked.mentions[number].type.value
        place = masked.mentions[other]
        mine, its = masked.chain_of(masked.letters[number]), masked.chain_of(masked.letters[other])
        before = its[0] < mine[0]
        start, end = (its[1], mine[0]) if before else (mine[1], its[0])
        between = text[start:end] if mine != its else ""
        verb = next((verb for verb in masked.verbs if start <= verb.start and verb.end <= end), NO_WORD)
        order = f"{'<' if before else '>'}{'same' if mine == its else ''}"
        touching = masked.letters[number] - masked.letters[other]
        features = [
            f"o={order}",
            f"to={kind}{order}{place.type.value}",
            f"touch={touching if abs(touching) < 3 else ''}{kind}",
            f"gap={order}{between if len(between) < 5 else ''}",
            f"len={order}{min(len(between), 9)}",
            f"v={order}{verb.text}",
            f"vf={order}{verb.tags[0]}",
            f"cl={masked.clause_of(mine[0]) - masked.clause_of(its[0])}",
            f"pt={place.type.value}",
            f"open={its[0] == 0}{order}",
            f"own={place.text in self._own}{order}",
            f"before={text[max(0, its[0] - 1) : its[0]]}{order}",
            f"after={text[its[1] : its[1] + 1]}{order}",
            f"s2={masked.mentions[number].text[-2:]}",
        ]
        return ["bias", "around", *(f"around|{feature}" for feature in features)]
