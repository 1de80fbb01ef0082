"""Parts of a build → every output format.

Formats that keep documents apart are the parts one after the other; Turtle and JSON-LD are merged from the sorted
parts without loading them all. The graph for people (GraphML, pages) is made from the records.
"""

import os
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from pathlib import Path

from kg.errors import NotFoundError
from kg.graph import build_graph
from kg.graphml import write_graphml
from kg.model import Extraction
from kg.parts import Part, merge_parts, read_line, read_lines
from kg.rdf import (
    describe_dataset,
    find_outcomes,
    merge_lines,
    write_jsonld,
    write_lines,
    write_nquads,
    write_turtle,
)
from kg.records import from_record, parse_record, read_records
from kg.search import write_index
from kg.settings import Settings
from kg.store import bulk_load
from kg.view import write_documents, write_view
from kg.view.document import DOCUMENT_FOLDER
from kg.view.pages import page_file

GRAPH_PAGE = "index.html"


def assemble(parts: Sequence[Part], stage: Path, settings: Settings, *, without: Collection[str] = ()) -> None:
    """Write every format into `stage` but those in `without`. The order of `parts` does not matter."""
    parts = sorted(parts)
    write_rdf(parts, stage, base=settings.base)
    records = stage / "documents.jsonl"
    with records.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{read_line(part.record)}\n" for part in parts)
    if "store" not in without:
        bulk_load(stage / "store", [stage / "graph.nq"], copies=[stage / "union.nt", stage / "dataset.nt"])
    if "search" not in without:
        write_index(read_extractions(records), stage / "search.sqlite")
    write_people(records, stage, without=without)


def write_rdf(parts: Sequence[Part], stage: Path, *, base: str) -> None:
    """Turtle and JSON-LD of the union, N-Quads with a graph for each document and two that take them all together."""
    union, outcomes = stage / "union.nt", stage / "outcomes.nq"
    write_nquads(outcomes, find_outcome_lines(parts, base=base))
    write_nquads(union, merge_parts(parts, stage, also=[outcomes]))
    write_turtle(stage / "graph.ttl", read_lines(union), base=base)
    write_jsonld(stage / "graph.jsonld", read_lines(union), base=base)
    about = write_lines(describe_dataset(read_lines(union), base=base))
    write_nquads(stage / "dataset.nt", merge_lines([about]))
    write_nquads(stage / "graph.nq", chain(*map(read_lines, [*(part.quads for part in parts), outcomes]), about))


def write_people(records: Path, stage: Path, *, without: Collection[str] = ()) -> None:
    """GraphML for Gephi, and the pages: made from the records, and the only formats that hold all of the graph."""
    if {"graphml", "view"} <= set(without):
        return
    graph = build_graph(read_extractions(records))
    if "graphml" not in without:
        write_graphml(graph, stage / "graph.graphml")
    if "view" not in without:
        write_view(graph, stage / "view" / GRAPH_PAGE)
        write_documents(read_extractions(records), stage / "view")


def find_outcome_lines(parts: Sequence[Part], *, base: str) -> list[str]:
    """The outcomes of plans as sorted N-Quads lines, found place by place: most places have one report only."""
    places: defaultdict[str, list[Part]] = defaultdict(list)
    for part in parts:
        places[parse_record(read_line(part.record))["place"]["key"]].append(part)
    groups = (group for group in places.values() if len(group) > 1)
    return write_lines(quad for group in groups for quad in find_outcomes(map(read_part, group), base=base))


def read_part(part: Part) -> Extraction:
    """The extraction of one part."""
    return from_record(parse_record(read_line(part.record)))


def read_extractions(path: Path) -> Iterator[Extraction]:
    """The extractions of a `documents.jsonl`, one at a time."""
    return (from_record(record) for record in read_records(path))


def find_records(folder: Path) -> Path:
    """The records of the build in a folder.

    Raises:
        NotFoundError: there is no build.
    """
    records = folder / "documents.jsonl"
    if not records.is_file():
        raise NotFoundError("build (documents.jsonl) in", str(folder))
    return records


def write_focus(folder: Path, entity: str | None, *, depth: int, output: Path | None = None) -> Path:
    """Write the page of the graph in a build's folder, or of what stands around one entity; its path.

    Raises:
        NotFoundError: there is no build in `folder`, or no such entity in its graph.
    """
    records = find_records(folder)
    path = output or folder / "view" / (page_file(entity) if entity else GRAPH_PAGE)
    documents = os.path.relpath(folder / "view" / DOCUMENT_FOLDER, path.parent)
    graph = build_graph(read_extractions(records))
    write_view(graph, path, focus=entity, depth=depth, documents=Path(documents).as_posix())
    return path
