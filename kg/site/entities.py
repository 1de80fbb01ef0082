"""A page for each type: all entities of it, with who names them."""

import html

from kg.site.home import list_by_type
from kg.site.material import Material
from kg.site.shell import Cell, Frame, dot, entity_link, label, link, table, word
from kg.view.labels import read_labels

_PLACES = 6
_COLUMNS = ("name", "also", "named_by", "facts", "measures", "mentions")


def write_entities(frame: Frame, material: Material) -> None:
    """Write entities/TYPE.html, and entities/index.html with the first of them."""
    groups = list_by_type(material)
    for number, (kind, keys) in enumerate(groups.items()):
        rows = [_row(material, key) for key in keys]
        body = [
            f"<h1>{label('type', kind)}</h1>",
            f'<p class="note">{word("open_entity")}</p>',
            _tabs(groups, kind),
            table([word(column) for column in _COLUMNS], rows, name="entities"),
        ]
        title = f"{read_labels('type')[kind].zh} · {frame.name}"
        for name in (kind, *(["index"] if number == 0 else [])):
            frame.write(f"entities/{name}.html", body, title=title, tab="entities")


def _tabs(groups: dict[str, list[str]], current: str) -> str:
    tabs = (
        f'<a href="{kind}.html"{" aria-current=page" if kind == current else ""}>{dot(kind)}{label("type", kind)}'
        f'<span class="soft">{len(keys):,}</span></a>'
        for kind, keys in groups.items()
    )
    return f'<nav class="tabs">{"".join(tabs)}</nav>'


def _row(material: Material, key: str) -> tuple[Cell, ...]:
    node, graph = material.graph.nodes[key], material.graph
    edges = [*graph.out_edges(key, data=True), *graph.in_edges(key, data=True)]
    facts = sum(len(data["evidence"]) for *_, data in edges)
    homes = [material.name(place) for place in material.catalogue.homes[key]]
    named = "、".join(homes[:_PLACES]) + (f" … {len(homes)}" if len(homes) > _PLACES else "")
    return (
        Cell(markup=link(entity_link(key, root="../"), material.name(key))),
        Cell(markup=html.escape("、".join(node["alternatives"]))),
        Cell(markup=html.escape(named)),
        *(Cell(markup=f"{n:,}", kind="number") for n in (facts, len(node["measures"]), node["mentions"])),
    )
