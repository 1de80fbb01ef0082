"""Parts of a build → every output format.

A part is one document's sorted N-Quads and its record. Formats that keep documents apart are the parts one after
the other; formats that do not (Turtle, JSON-LD) are merged from the sorted parts without loading them all.
"""

from collections.abc import Iterator
from pathlib import Path

from kg.graph import build_graph, write_graphml
from kg.model import Extraction
from kg.rdf import describe_dataset, write_jsonld, write_turtle
from kg.records import format_record, from_record, read_records, write_records
from kg.settings import Settings
from kg.store import bulk_load
from kg.view import write_view


def assemble(stage: Path, settings: Settings) -> None:
    """Write every format into `stage` from `stage/parts`; documents in the order of name and content."""
    records = sorted((stage / "parts").glob("*.json"))
    raise NotImplementedError
