"""A catalogue in, the data of the page out: lists of numbers and strings, each sentence once.

A page of 5,000 entities must open at once, so rows are lists whose columns graph.js knows by position, and refer to
entities, documents and sentences by number.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from kg.graph import Evidence, Observation, Report
from kg.view.catalogue import Catalogue
from kg.view.labels import read_labels
from kg.view.pages import page_name
from kg.view.scene import lay_out_clusters, make_scenes

_KINDS = ("type", "predicate", "status", "measure", "ui")


class _Numbers:
    """Sentences numbered in the order of asking."""

    def __init__(self, documents: Iterable[str]) -> None:
        self._documents = {document: number for number, document in enumerate(documents)}
        self._sentences: dict[tuple[int, int, int, str], int] = {}

    def of(self, item: Evidence | Observation) -> int:
        document = self._documents.get(item.document, -1)
        return self._sentences.setdefault((document, item.start, item.end, item.sentence), len(self._sentences))

    def rows(self) -> list[list[Any]]:
        return [list(row) for row in self._sentences]

    def documents(self, ids: Iterable[str]) -> list[int]:
        return [self._documents[document] for document in ids if document in self._documents]


def make_payload(catalogue: Catalogue, *, focus: str | None, documents: str | None) -> dict[str, Any]:
    """Everything that the page shows; `documents` is the folder of the document pages as seen from the page."""
    numbers = _Numbers(catalogue.documents)
    payload = {
        "focus": -1 if focus is None else catalogue.numbers[focus],
        "documents": [_document(report, catalogue, documents) for report in catalogue.documents.values()],
        "entities": [_entity(key, catalogue, numbers) for key in catalogue.keys],
        "facts": _facts(catalogue, numbers),
        "scenes": make_scenes(catalogue),
        "clusters": lay_out_clusters(catalogue),
        "labels": {kind: _labels(kind) for kind in _KINDS},
    }
    return payload | {"sentences": numbers.rows()}


def _document(report: Report, catalogue: Catalogue, folder: str | None) -> list[Any]:
    href = "" if folder is None else f"{quote(folder)}/{page_name(report.id)}"
    return [report.title, catalogue.numbers.get(report.place, -1), report.reviewed, report.planned, href]


def _entity(key: str, catalogue: Catalogue, numbers: _Numbers) -> list[Any]:
    node = catalogue.graph.nodes[key]
    return [
        key,
        node["label"],
        catalogue.group(key),
        catalogue.label(key),
        catalogue.size(key),
        list(node["alternatives"]),
        catalogue.numbers.get(node["scope"], -1),
        numbers.documents(node["documents"]),
        [[item.indicator, item.value, item.period, item.status, numbers.of(item)] for item in node["measures"]],
        len(catalogue.homes[key]),
    ]


def _facts(catalogue: Catalogue, numbers: _Numbers) -> list[list[Any]]:
    edges = sorted(catalogue.graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    return [
        [
            catalogue.numbers[subject],
            data["predicate"],
            catalogue.numbers[target],
            [[numbers.of(item), item.status.value, item.period] for item in data["evidence"]],
        ]
        for subject, target, _, data in edges
    ]


def _labels(kind: str) -> dict[str, list[str]]:
    return {
        label.key: [label.zh, label.en, label.colour, label.inverse_zh, label.inverse_en]
        for label in read_labels(kind).values()
    }
