"""A store of many graphs in, the same store with one more copy of every triple in its default graph out.

Each report's graph has the names and classes of what it names again. Asked of the union of all graphs, a name that is
in sixty reports is sixty rows, which every further step of a question multiplies; asked of the copies it is one. The
copies take a third more room and make many questions ten to a hundred times as fast. A file beside those of the store
says that they are there, so that stores that other programs made are still asked for the union.
"""

from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.settings import DEFAULT_BASE

NO_GRAPH: Final = NamedNode(f"{DEFAULT_BASE}no-graph")  # of what came without one, to tell it from the copies
_MARK: Final = "MERGED"
_NOTE: Final = "The default graph of this store has one copy of each triple of its named graphs.\n"


def is_merged(folder: Path) -> bool:
    """Whether the default graph of the store in a folder has everything."""
    return (folder / _MARK).is_file()


def mark_merged(folder: Path) -> None:
    """Say that the default graph of the store in a folder has everything."""
    (folder / _MARK).write_text(_NOTE, "utf-8")


def make_twin(quad: Quad) -> Quad:
    """The copy that a quad of a graph has in the default graph; and the other way round for one without a graph."""
    graph = NO_GRAPH if quad.graph_name == DefaultGraph() else DefaultGraph()
    return Quad(quad.subject, quad.predicate, quad.object, graph)


def drop_graph(store: pyoxigraph.Store, name: NamedNode) -> None:
    """Take a graph out of a merged store, with the copies that no other graph calls for."""
    twins = [make_twin(quad) for quad in store.quads_for_pattern(None, None, None, name)]
    store.remove_graph(name)
    for twin in twins:
        same = store.quads_for_pattern(twin.subject, twin.predicate, twin.object, None)
        if all(quad == twin for quad in same):
            store.remove(twin)
