"""Sorted lines of N-Triples in, nodes of JSON-LD out: one line a node, so that tools for lines can read it too.

Lines are cut, not parsed: a large graph has millions, and N-Triples escapes nearly as JSON does.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Final

from rdflib.namespace import RDF, RDFS

_TYPE: Final = f"<{RDF.type}>"
_FIRST: Final = {_TYPE: 0, f"<{RDFS.label}>": 1}
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|.)")


class NodeWriter:
    """Writes nodes with the names of one set of prefixes; each prefix ends in / or #."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._names = {iri: name for name, iri in prefixes.items()}
        self._shorten = lru_cache(maxsize=65536)(self._shorten_iri)
        self._value = lru_cache(maxsize=65536)(self._write_value)

    def __call__(self, lines: Iterable[str]) -> Iterator[str]:
        """A node for each subject: its types and label first. Lines are sorted."""
        for subject, group in groupby(lines, key=_subject_of):
            yield self._write_node(subject, sorted((_cut(line) for line in group), key=_rank))

    def _write_node(self, subject: str, pairs: Iterable[tuple[str, str]]) -> str:
        members = [f'"@id":{self._shorten_iri(subject[1:-1])}']
        for predicate, group in groupby(pairs, key=_predicate_of):
            if predicate == _TYPE:
                values = ",".join(self._shorten(value[1:-1]) for _, value in group)
                members.append(f'"@type":[{values}]')
            else:
                values = ",".join(self._value(value) for _, value in group)
                members.append(f"{self._shorten(predicate[1:-1])}:[{values}]")
        return "{" + ",".join(members) + "}"

    def _write_value(self, term: str) -> str:
        if term[0] != '"':
            return f'{{"@id":{self._shorten(term[1:-1])}}}'
        close = term.rindex('"')
        text, kind = _to_json(term[: close + 1]), term[close + 1 :]
        if not kind:
            return text
        if kind[0] == "@":
            return f'{{"@value":{text},"@language":"{kind[1:]}"}}'
        return f'{{"@value":{text},"@type":{self._shorten(kind[3:-1])}}}'

    def _shorten_iri(self, iri: str) -> str:
        """The IRI with the longest prefix that fits, as a string of JSON; whole where none does."""
        cut = len(iri)
        while (cut := max(iri.rfind("/", 0, cut), iri.rfind("#", 0, cut))) >= 0:
            name = self._names.get(iri[: cut + 1])
            if name and not iri.startswith("//", cut + 1):
                return _to_json(f'"{name}:{iri[cut + 1 :]}"')
            if name:
                break
        return _to_json(f'"{iri}"')


def _subject_of(line: str) -> str:
    return line[: line.index(" ")]


def _cut(line: str) -> tuple[str, str]:
    _, predicate, value = line.split(" ", 2)
    return predicate, value[:-2]


def _rank(pair: tuple[str, str]) -> int:
    return _FIRST.get(pair[0], 2)


def _predicate_of(pair: tuple[str, str]) -> str:
    return pair[0]


def _to_json(quoted: str) -> str:
    r"""A quoted string of N-Triples as one of JSON; they differ in \u and \U alone."""
    return _ESCAPE.sub(_recode, quoted) if "\\u" in quoted or "\\U" in quoted else quoted


def _recode(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return json.dumps(chr(int(code, 16)), ensure_ascii=False)[1:-1] if code else match.group()
