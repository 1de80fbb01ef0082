"""A store in, what is in it out: how many entities of each type, the best known first, the reports with their facts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.explore.reading import HEAD, read_names, read_rows
from kg.explore.values import Thing, make_thing
from kg.graph import Report
from kg.server.shelf import Shelf
from kg.server.sources import read_sources
from kg.view.labels import JURISDICTION, read_labels

_MENTIONS = f"""{HEAD}
SELECT ?thing (COUNT(?mention) AS ?count) WHERE {{
  ?thing a pk:Entity . OPTIONAL {{ ?mention pk:refersTo ?thing }}
}}
GROUP BY ?thing"""
_FACTS = f"""{HEAD}
SELECT ?source (COUNT(?node) AS ?count) WHERE {{ ?node a %s ; prov:wasDerivedFrom ?source }} GROUP BY ?source"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a store holds. `known` has the entities of each type with their mentions, in the order of the legend."""

    sources: Mapping[str, Report]
    places: Mapping[str, Thing]  # the reporting places by key
    facts: Mapping[str, int]  # by source
    figures: Mapping[str, int]
    known: Mapping[str, tuple[tuple[Thing, int], ...]]

    @property
    def entities(self) -> int:
        """How many there are."""
        return sum(map(len, self.known.values()))


@lru_cache(maxsize=2)
def read_overview(shelf: Shelf) -> Overview:
    """The overview of a shelf; worked out once."""
    sources = read_sources(shelf)
    counts = {row["thing"]: int(row["count"]) for row in read_rows(shelf.store, _MENTIONS)}
    names = read_names(shelf.store, counts)
    groups: dict[str, list[tuple[Thing, int]]] = defaultdict(list)
    for iri, count in counts.items():
        thing = make_thing(iri, names[iri])
        groups[thing.type].append((thing, count))
    kinds = [kind for kind in read_labels("type") if kind in groups and kind != JURISDICTION]
    places = {report.place for report in sources.values()}
    return Overview(
        sources=dict(sorted(sources.items(), key=lambda item: item[1])),
        places={thing.key: thing for thing, _ in groups["Place"] if thing.key in places},
        facts=_count(shelf, "pk:Statement"),
        figures=_count(shelf, "pk:Measure"),
        known={kind: tuple(sorted(groups[kind], key=lambda pair: (-pair[1], pair[0]))) for kind in kinds},
    )


def _count(shelf: Shelf, kind: str) -> dict[str, int]:
    return {row["source"]: int(row["count"]) for row in read_rows(shelf.store, _FACTS % kind)}
