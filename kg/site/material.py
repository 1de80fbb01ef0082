"""A build's folder in, what all pages of the site draw on out: the graph, the store, the sections of the reports."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import NotFoundError
from kg.graph import Evidence, Observation, Report, build_graph, document_id
from kg.model import Extraction, Section
from kg.records import from_record, read_records
from kg.store import Store, open_store
from kg.view.catalogue import Catalogue

if TYPE_CHECKING:
    import networkx as nx

_DEEPEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionCount:
    """How many facts of each status a section of a report has, with those of its subsections below `_DEEPEST`."""

    index: int
    title: str
    depth: int
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Material:
    """All that the pages are made from; it is only read."""

    graph: "nx.MultiDiGraph"
    store: Store
    sections: dict[str, tuple[SectionCount, ...]]
    pages: dict[str, str]  # last part of a source's IRI → id of its document

    @cached_property
    def catalogue(self) -> Catalogue:
        """The entities, sorted and numbered."""
        return Catalogue(self.graph)

    @property
    def reports(self) -> tuple[Report, ...]:
        """The documents, sorted."""
        return tuple(self.catalogue.documents.values())

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The keys of the places whose own reports were read, sorted."""
        return tuple(key for key in self.catalogue.keys if self.catalogue.is_anchor(key))

    @cached_property
    def names(self) -> dict[str, str]:
        """The key of each name that only one entity bears."""
        bearers: dict[str, list[str]] = {}
        for key in self.catalogue.keys:
            bearers.setdefault(self.name(key), []).append(key)
        return {name: keys[0] for name, keys in bearers.items() if len(keys) == 1}

    @cached_property
    def sentences(self) -> dict[str, Evidence | Observation]:
        """A proof with each sentence that says anything: where it stands."""
        proofs: list[Evidence | Observation] = [
            proof for *_, data in self.graph.edges(data=True) for proof in data["evidence"]
        ]
        proofs += [item for key in self.catalogue.keys for item in self.graph.nodes[key]["measures"]]
        proofs.sort(key=lambda proof: (proof.document, proof.start), reverse=True)
        return {proof.sentence: proof for proof in proofs}

    def name(self, key: str) -> str:
        """The name of an entity."""
        return str(self.graph.nodes[key]["label"])

    def document(self, source: str) -> str:
        """The id of the document whose source has this IRI."""
        return self.pages.get(source.rpartition("/")[2], "")


def gather_material(folder: Path) -> Material:
    """Read the folder of a build.

    Raises:
        NotFoundError: there is no build in it.
    """
    records = folder / "documents.jsonl"
    if not records.is_file():
        raise NotFoundError("build (documents.jsonl) in", str(folder))
    extractions = [from_record(record) for record in read_records(records)]
    return make_material(extractions, open_store(folder / "store"))


def make_material(extractions: Iterable[Extraction], store: Store) -> Material:
    """The material of these extractions and of the store that holds them."""
    extractions = list(extractions)
    return Material(
        graph=build_graph(extractions),
        store=store,
        sections={document_id(e.document): count_sections(e) for e in extractions},
        pages={e.document.sha256[:16]: document_id(e.document) for e in extractions},
    )


def count_sections(extraction: Extraction) -> tuple[SectionCount, ...]:
    """The sections that have facts, in the order of the text."""
    sections = {section.index: section for section in extraction.outline.sections}
    counts: dict[int, Counter[str]] = {}
    for fact in extraction.facts:
        index = _climb(sections, fact.sentence.section)
        counts.setdefault(index, Counter())[fact.status.value] += 1
    ordered = sorted(counts, key=lambda index: (sections[index].start, index) if index in sections else (0, index))
    return tuple(
        SectionCount(
            index=index,
            title=sections[index].title if index in sections else "",
            depth=sections[index].level if index in sections else 0,
            counts=tuple(sorted(counts[index].items())),
        )
        for index in ordered
    )


def _climb(sections: dict[int, Section], index: int) -> int:
    section = sections.get(index)
    while section and section.level > _DEEPEST and section.parent is not None:
        section = sections.get(section.parent)
    return section.index if section else index
