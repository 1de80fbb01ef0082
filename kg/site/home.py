"""The first page: what there is, the documents, and the best known entities of each type."""

import html
from collections import Counter
from collections.abc import Iterable, Iterator

from kg.site.material import Material
from kg.site.shell import GRAPH_PAGE, Cell, Frame, dot, entity_link, label, link, table, word
from kg.view.labels import read_labels
from kg.view.pages import page_name

_TOP = 8
_CARDS = {
    "graph": GRAPH_PAGE,
    "charts": "charts.html",
    "questions": "questions/index.html",
    "downloads": "downloads.html",
}
_COLUMNS = ("place", "title", "reviewed", "planned", "entities", "facts", "measures")


def write_home(frame: Frame, material: Material) -> None:
    """Write index.html."""
    body = [f"<h1>{html.escape(frame.name)}</h1>", _figures(material), _cards(), *_documents(material)]
    body += [f"<h2>{word('entities')}</h2>", f'<div class="cards">{"".join(_types(material))}</div>']
    frame.write("index.html", body, title=frame.name, tab="home")


def list_by_type(material: Material) -> dict[str, list[str]]:
    """The keys of each type that there is, in the order of the legend; those that most places name come first."""
    catalogue, nodes = material.catalogue, material.graph.nodes
    groups: dict[str, list[str]] = {}
    for key in sorted(catalogue.keys, key=lambda k: (-len(catalogue.homes[k]), -nodes[k]["mentions"], k)):
        groups.setdefault(nodes[key]["type"], []).append(key)
    return {kind: groups[kind] for kind in sorted(groups, key=catalogue_order)}


def catalogue_order(kind: str) -> int:
    """The place of a type in the legend."""
    return list(read_labels("type")).index(kind)


def count_facts(material: Material) -> Counter[str]:
    """The statements of each document."""
    return Counter(proof.document for *_, data in material.graph.edges(data=True) for proof in data["evidence"])


def place_page(key: str) -> str:
    """The page of a reporting place."""
    return f"places/{page_name(key.partition('/')[2])}"


def _figures(material: Material) -> str:
    graph = material.graph
    measures = sum(len(graph.nodes[key]["measures"]) for key in material.catalogue.keys)
    numbers = {
        "documents": len(material.reports),
        "places": len(material.places),
        "entities": graph.number_of_nodes(),
        "facts": sum(count_facts(material).values()),
        "measures": measures,
    }
    return (
        f'<div class="figures">{"".join(f"<span><b>{n:,}</b>{word(key)}</span>" for key, n in numbers.items())}</div>'
    )


def _cards() -> str:
    cards = (
        f'<a class="card" href="{address}"><h3>{word(key)}</h3><p>{word(f"{key}_note")}</p></a>'
        for key, address in _CARDS.items()
    )
    return f'<div class="cards">{"".join(cards)}</div>'


def _documents(material: Material) -> Iterator[str]:
    facts, nodes = count_facts(material), material.graph.nodes
    entities = Counter(document for key in material.catalogue.keys for document in nodes[key]["documents"])
    measures = Counter(item.document for key in material.catalogue.keys for item in nodes[key]["measures"])
    rows = [
        (
            Cell(markup=link(place_page(report.place), material.name(report.place)), kind="short"),
            Cell(markup=link(f"view/documents/{page_name(report.id)}", report.title)),
            Cell(markup=html.escape(report.reviewed), kind="short"),
            Cell(markup=html.escape(report.planned), kind="short"),
            *(Cell(markup=f"{count[report.id]:,}", kind="number") for count in (entities, facts, measures)),
        )
        for report in material.reports
    ]
    yield f"<h2>{word('documents')}</h2>"
    yield table([word(column) for column in _COLUMNS], rows, name="documents")


def _types(material: Material) -> Iterator[str]:
    for kind, keys in list_by_type(material).items():
        more = f'<a href="entities/{kind}.html">{word("all")} {len(keys):,}</a>'
        yield f'<section class="card"><h3>{dot(kind)}{label("type", kind)}{more}</h3><ol>'
        yield "".join(_top(material, keys[:_TOP]))
        yield "</ol></section>"


def _top(material: Material, keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        count = material.graph.nodes[key]["mentions"]
        yield f'<li>{link(entity_link(key, root=""), material.name(key))}<span class="soft">{count}</span></li>'
