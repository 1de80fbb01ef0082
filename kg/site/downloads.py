"""Files to take away: tables for Excel made here, and the graph in the formats that the build wrote."""

import html
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Literal

from kg.query import format_answer
from kg.site.material import Material
from kg.site.shell import Cell, Frame, label, table, word
from kg.store import Table
from kg.view.pages import write_page

FOLDER = "downloads"
_COPIED = ("graph.ttl", "graph.nq", "graph.jsonld", "graph.graphml", "documents.jsonl")
_ENTITIES = ("key", "name", "type", "alternatives", "code", "level", "scope", "documents", "mentions")
_FACTS = ("subject", "subject_key", "predicate", "object", "object_key", "status", "period", "document", "sentence")
_MEASURES = (
    *("about", "about_key", "indicator", "concept", "kind", "status", "period", "value", "number", "unit"),
    *("document", "sentence"),
)
_BOM = "\ufeff"  # tells Excel that the file is UTF-8


def write_downloads(frame: Frame, material: Material, *, folder: Path) -> None:
    """Write downloads.html and downloads/; `folder` is that of the build."""
    target = frame.folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    _write_table(target / "entities.csv", _ENTITIES, _entities(material))
    _write_table(target / "facts.csv", _FACTS, _facts(material))
    _write_table(target / "measures.csv", _MEASURES, _measures(material))
    for name in _COPIED:
        if (folder / name).is_file():
            shutil.copyfile(folder / name, target / name)
    names = ("entities.csv", "facts.csv", "measures.csv", *_COPIED)
    rows = [_row(target / name) for name in names if (target / name).is_file()]
    body = [f"<h1>{word('downloads')}</h1>", table([word("file"), word("what"), word("size")], rows)]
    frame.write("downloads.html", body, title=f"下载 · {frame.name}", tab="downloads")


def _row(path: Path) -> tuple[Cell, ...]:
    size = path.stat().st_size
    text = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
    address = f'<a href="{FOLDER}/{path.name}" download>{html.escape(path.name)}</a>'
    return (
        Cell(markup=address, kind="short"),
        Cell(markup=label("download", path.name)),
        Cell(markup=text, kind="number"),
    )


def _write_table(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """A CSV in which no cell can be taken for a formula."""
    cells = tuple(tuple(map(Literal, row)) for row in rows)
    write_page(path, _BOM + format_answer(Table(columns=columns, rows=cells), "csv"))


def _entities(material: Material) -> Iterator[tuple[str, ...]]:
    for key in material.catalogue.keys:
        node = material.graph.nodes[key]
        lists = (
            "、".join(node["alternatives"]),
            node["code"],
            node["level"],
            node["scope"],
            " ".join(node["documents"]),
        )
        yield key, node["label"], node["type"], *lists, str(node["mentions"])


def _facts(material: Material) -> Iterator[tuple[str, ...]]:
    for subject, target, predicate, data in sorted(
        material.graph.edges(keys=True, data=True), key=lambda edge: edge[:3]
    ):
        ends = material.name(subject), subject, predicate, material.name(target), target
        for proof in data["evidence"]:
            yield *ends, proof.status.value, proof.period, proof.document, proof.sentence


def _measures(material: Material) -> Iterator[tuple[str, ...]]:
    for key in material.catalogue.keys:
        for item in material.graph.nodes[key]["measures"]:
            what = item.indicator, item.concept, item.kind, item.status, item.period
            yield material.name(key), key, *what, item.value, item.number, item.unit, item.document, item.sentence
