"""The networkx graph in, GraphML for Gephi and yEd out: text and numbers only, the same bytes every time.

GraphML knows no lists and XML 1.0 no control characters, so tuples are joined and forbidden characters dropped; edges
get numbers of their own, because Gephi takes edges of one id, as ours are keyed by predicate, for one edge.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.graph import Evidence, Observation

if TYPE_CHECKING:
    import networkx as nx

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SEPARATOR = "；"


def write_graphml(graph: "nx.MultiDiGraph", path: Path) -> None:
    """Write the graph as UTF-8 GraphML, evidence flattened to one line a sentence."""
    from networkx.readwrite.graphml import GraphMLWriter

    # The writer in pure Python, not the one on lxml: networkx picks by what is installed, and their bytes differ.
    writer = GraphMLWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(_flatten(graph))
    with path.open("wb") as file:
        writer.dump(file)


def _flatten(graph: "nx.MultiDiGraph") -> "nx.MultiDiGraph":
    import networkx as nx

    flat = nx.MultiDiGraph()
    for key in sorted(graph):
        flat.add_node(_clean(key), **_node(graph.nodes[key]))
    for number, (subject, target, _, data) in enumerate(
        sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    ):
        flat.add_edge(_clean(subject), _clean(target), key=f"e{number}", **_edge(data))
    return flat


def _node(data: dict[str, Any]) -> dict[str, str | int]:
    texts: dict[str, str | int] = {name: _clean(data[name]) for name in ("label", "type", "scope", "code", "level")}
    lists = {name: _join(data[name]) for name in ("alternatives", "documents", "reports")}
    return texts | lists | {"mentions": data["mentions"], "measures": _join(map(_measure_line, data["measures"]), "\n")}


def _measure_line(item: Observation) -> str:
    return f"{item.period or '?'} {item.indicator}: {item.value} ({item.status})"


def _edge(data: dict[str, Any]) -> dict[str, str | int | float]:
    evidence: tuple[Evidence, ...] = data["evidence"]
    return {
        "label": data["predicate"],
        "predicate": data["predicate"],
        "status": _join(data["statuses"]),
        "period": _join(sorted({item.period for item in evidence if item.period})),
        "documents": _join(sorted({item.document for item in evidence})),
        "sentences": _join(
            (f"{item.document}#char={item.start},{item.end} {item.sentence}" for item in evidence), "\n"
        ),
        "confidence": float(max(item.score for item in evidence)),
        "weight": len(evidence),
    }


def _join(values: Iterable[str], separator: str = _SEPARATOR) -> str:
    return _clean(separator.join(values))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
