"""A graph in, the explorable page out: all of it, or the surroundings of one entity."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import NotFoundError
from kg.resources import read_data
from kg.view.catalogue import Catalogue
from kg.view.document import DOCUMENT_FOLDER
from kg.view.pages import embed_json, fill_template, read_vis_network, write_page
from kg.view.payload import make_payload

if TYPE_CHECKING:
    import networkx as nx


def write_view(
    graph: "nx.MultiDiGraph",
    path: Path,
    *,
    focus: str | None = None,
    depth: int = 2,
    title: str = "政策知识图谱",
    documents: str | None = DOCUMENT_FOLDER,
) -> None:
    """Write the page. `focus` is a key or a name, and `depth` how many facts away from it the page still reaches.

    Args:
        graph: as `build_graph` makes it; it is only read.
        path: the HTML file to write; its folder is made.
        focus: the entity to show, or None for all.
        depth: steps from the focus, in either direction.
        title: the heading of the page.
        documents: the folder of the document pages beside the page, or None when there are none to link to.

    Raises:
        NotFoundError: no entity has the name or key `focus`.
    """
    key = None if focus is None else find_entity(graph, focus)
    catalogue = Catalogue(graph if key is None else cut_neighbourhood(graph, key, depth=depth))
    data = make_payload(catalogue, focus=key, documents=documents)
    page = fill_template(
        "graph.html",
        scripts=(read_vis_network(), read_data("view/graph.js")),
        style=read_data("view/common.css") + read_data("view/graph.css"),
        words={"title": title},
        markup={"data": embed_json(data)},
    )
    write_page(path, page)


def find_entity(graph: "nx.MultiDiGraph", name: str) -> str:
    """The key of the entity that is called so: by key, by name, by another name; the best connected of namesakes.

    Raises:
        NotFoundError: with the nearest names there are.
    """
    if name in graph:
        return name
    for attribute in ("label", "alternatives"):
        found: list[str] = [key for key, data in graph.nodes(data=True) if name in _names(data[attribute])]
        if found:
            return min(found, key=lambda key: (-int(graph.degree(key)), key))
    labels = sorted({str(data["label"]) for _, data in graph.nodes(data=True)})
    holding = [label for label in labels if name in label]
    near = dict.fromkeys([*sorted(holding, key=len), *get_close_matches(name, labels, n=5, cutoff=0.4)])
    raise NotFoundError("entity", name, list(near)[:5])


def cut_neighbourhood(graph: "nx.MultiDiGraph", key: str, *, depth: int) -> "nx.MultiDiGraph":
    """The part of the graph within `depth` facts of an entity, whatever their direction."""
    import networkx as nx

    near = nx.ego_graph(graph.to_undirected(as_view=True), key, radius=depth)
    return graph.subgraph(sorted(near))


def _names(value: str | Iterable[str]) -> Iterable[str]:
    return (value,) if isinstance(value, str) else value
