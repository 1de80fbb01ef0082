"""A graph in, numbered entities with what a page must know of each out: type, size, degree, homes.

Pages hold entities by number, which keeps them small; numbers follow the sorted keys, so they are the same every time.
"""

import math
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from kg.view.labels import JURISDICTION, read_labels

if TYPE_CHECKING:
    import networkx as nx

_LABEL_LENGTH = 10
_ANCHOR_SIZE = 30
_LARGEST = 24


@dataclass(frozen=True)
class Catalogue:
    """The graph with its entities numbered; everything derived from it is worked out once."""

    graph: "nx.MultiDiGraph"

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """All entity keys, sorted; an entity's number is its position here."""
        return tuple(sorted(self.graph))

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each key."""
        return {key: number for number, key in enumerate(self.keys)}

    @cached_property
    def documents(self) -> dict[str, Any]:
        """The reports by id, sorted."""
        return dict(sorted(self.graph.graph.get("documents", {}).items()))

    @cached_property
    def degrees(self) -> dict[str, int]:
        """How many other entities each one has facts with."""
        return {key: len({*self.graph.successors(key), *self.graph.predecessors(key)} - {key}) for key in self.keys}

    @cached_property
    def homes(self) -> dict[str, tuple[str, ...]]:
        """The places whose reports name the entity or say something of it; a reporting place is its own home."""
        return {key: self._homes(key) for key in self.keys}

    def _homes(self, key: str) -> tuple[str, ...]:
        node = self.graph.nodes[key]
        if node["reports"]:
            return (key,)
        places = {self.documents[document].place for document in node["documents"] if document in self.documents}
        return tuple(sorted(places & self.numbers.keys()))

    def is_linked(self, key: str) -> bool:
        """Whether anything is said of the entity; others are only named."""
        return self.is_anchor(key) or self.rank(key)[1] > 0

    def is_anchor(self, key: str) -> bool:
        """Whether the entity is a place whose own report was read."""
        return bool(self.graph.nodes[key]["reports"])

    def group(self, key: str) -> str:
        """The legend entry of an entity: its type, or that it is a reporting place."""
        return JURISDICTION if self.is_anchor(key) else str(self.graph.nodes[key]["type"])

    def rank(self, key: str) -> tuple[int, int]:
        """Place in the legend, and degree (a measure counts for one): what the layout sorts by."""
        weight = self.degrees[key] + bool(self.graph.nodes[key]["measures"])
        return (_legend_order()[self.group(key)], weight)

    def label(self, key: str) -> str:
        """The name as it stands under the dot, cut when long."""
        name = " ".join(str(self.graph.nodes[key]["label"]).split())
        return name if len(name) <= _LABEL_LENGTH else f"{name[: _LABEL_LENGTH - 1]}…"

    def size(self, key: str) -> int:
        """The radius of the dot: anchors largest, the others by degree."""
        if self.is_anchor(key):
            return _ANCHOR_SIZE
        return min(_LARGEST, round(5 + 4 * math.log2(1 + self.degrees[key])))


@cache
def _legend_order() -> dict[str, int]:
    return {key: number for number, key in enumerate(read_labels("type"))}
