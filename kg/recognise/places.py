"""The divisions of the gazetteer in, their mentions in a text out, with a chance that the context sets.

A full name (诸暨市, 山下湖镇) is rarely anything else. Short forms of counties and towns often are other words (和平,
朝阳, 长安), so they count for more where the division around them, or their own full name, stands in the same text.
"""

from collections import defaultdict
from collections.abc import Iterator

from kg.gazetteer import Gazetteer, load_gazetteer
from kg.model import EntityType, Level, Mention, Sentence
from kg.recognise.context import read_rows
from kg.recognise.scores import Scores, load_scores
from kg.recognise.spans import Candidate, keep_inside, weigh_candidate

_COUNTRY = "000000"


class PlaceRecogniser:
    """Finds provinces, cities, counties and towns by full name and short form."""

    def __init__(self, gazetteer: Gazetteer | None = None, *, scores: Scores | None = None) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._gazetteer = gazetteer or load_gazetteer()
        self._scores = scores or load_scores()
        self._codes = _index_names(self._gazetteer)
        self._names = sorted(self._codes)
        self._prefixes = {prefix: EntityType(kind) for prefix, kind in read_rows("recognise/place_prefixes.tsv")}
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)

    def __call__(self, text: str, sentences: tuple[Sentence, ...]) -> tuple[Mention, ...]:
        """The places found. Sorted by start. Spans do not overlap."""
        return tuple(
            weigh_candidate(each, text, self._scores, named=each.source.startswith("place/"))
            for each in self.propose(text, sentences)
        )

    def propose(self, text: str, sentences: tuple[Sentence, ...]) -> Iterator[Candidate]:
        """The candidates before they are weighed."""
        matches = list(self._automaton.find_matches_as_indexes(text))
        present = {code for index, _, _ in matches for code in self._codes[self._names[index]]}
        full = {self._names[index] for index, _, _ in matches}
        before = (-1, -1)
        for index, start, end in keep_inside(matches, sentences):
            source = f"place/{self._classify(self._names[index], present, full)}"
            yield Candidate(start=start, end=end, type=EntityType.PLACE, source=source)
            if before[1] == start:
                yield Candidate(start=before[0], end=end, type=EntityType.PLACE, source="places-joined")
            if kind := self._prefixes.get(text[max(0, start - 2) : start]):
                yield Candidate(start=start - 2, end=end, type=kind, source=f"place-branded:{kind}")
            before = (start, end)

    def _classify(self, name: str, present: set[str], full: set[str]) -> str:
        """Level, form and context of a name: `county-short-near` for one whose city stands in the text."""
        codes = self._codes[name]
        division = self._gazetteer.find_code(codes[0])
        if division is None or division.level in (Level.PROVINCE, Level.COUNTRY):
            return "province"
        form = "full" if name == division.name else "short"
        near = any(self._gazetteer.parent_of(code) in present for code in codes)
        whole = form == "short" and any((d := self._gazetteer.find_code(c)) and d.name in full for c in codes)
        return f"{division.level}-{form}-{'whole' if whole else 'near' if near else 'far'}"


def _index_names(gazetteer: Gazetteer) -> dict[str, tuple[str, ...]]:
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for code, name in _list_names(gazetteer):
        if len(name) > 1:
            codes[name].append(code)
    return {
        name: tuple(dict.fromkeys(sorted(found, key=lambda code: (len(code), code)))) for name, found in codes.items()
    }


def _list_names(gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    for code in gazetteer.rows:
        if code != _COUNTRY and (division := gazetteer.find_code(code)):
            names = (division.name,) if division.level is Level.TOWN else division.names
            yield from ((code, name) for name in names)
