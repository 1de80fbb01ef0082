"""A file in, what must hold of whatever is made of it: read or refused, spans that slice back, outputs that parse."""

import io
import json
from dataclasses import asdict
from pathlib import Path
from xml.etree import ElementTree as ET

from lxml import html
from pyoxigraph import RdfFormat, parse

from kg.errors import ReadError
from kg.graph import build_graph
from kg.graphml import write_graphml
from kg.model import Document, Extraction
from kg.pipeline import extract_document
from kg.rdf import to_quads, write_lines, write_turtle
from kg.read import Limits, read_document
from kg.recognisers import make_recognisers
from kg.records import format_record, from_record, parse_record, to_record
from kg.settings import DEFAULT_BASE, Settings
from kg.view.document import render_document

LIMITS = Limits(max_bytes=2**20, max_chars=100_000, max_unpacked=2**22)
PLAIN = Settings(tagger="none")


def check_reading(name: str, data: bytes, *, limits: Limits = LIMITS) -> Document | None:
    """The document, or None where it was refused as a file may be; anything else that is raised is a finding."""
    try:
        document = read_document(Path(name), limits=limits, data=data)
    except ReadError:
        return None
    assert document.text.encode("utf-8").decode("utf-8") == document.text
    assert len(document.text) <= limits.max_chars
    assert all(0 <= start < end <= len(document.text) for start, end in document.body)
    json.dumps(asdict(document), ensure_ascii=False).encode("utf-8")
    return document


def check_extraction(document: Document, settings: Settings = PLAIN) -> Extraction:
    """The extraction, all of whose spans give their text, and whose record and quads read back."""
    text = document.text
    extraction = extract_document(document, recognisers=make_recognisers(settings))
    for sentence in extraction.outline.sentences:
        assert 0 <= sentence.start < sentence.end <= len(text)
    for mention in extraction.mentions:
        assert text[mention.start : mention.end] == mention.text != ""
    for measure in extraction.measures:
        assert text[measure.start : measure.end] == measure.value != ""
    line = format_record(to_record(extraction))
    assert "\n" not in line
    assert format_record(to_record(from_record(parse_record(line)))) == line
    return extraction


def check_quads(extraction: Extraction) -> list[str]:
    """The N-Quads lines, each of which is one quad of a strict parser, all of them about this document."""
    quads, _ = to_quads(extraction, base=DEFAULT_BASE)
    lines = write_lines(quads)
    read = list(parse("\n".join(lines), format=RdfFormat.N_QUADS))
    assert len(read) == len(lines)
    assert len({quad.graph_name for quad in read}) == 1
    return lines


def check_outputs(extraction: Extraction, folder: Path) -> None:
    """Turtle, GraphML and the page parse; the page has no element that the product did not write."""
    lines = check_quads(extraction)
    triples = sorted({f"{line.rstrip().rsplit(' ', 2)[0]} ." for line in lines})
    write_turtle(folder / "g.ttl", iter(triples), base=DEFAULT_BASE)
    again = parse(path=str(folder / "g.ttl"), format=RdfFormat.TURTLE)
    assert {str(quad.triple) for quad in again} == {line.removesuffix(" .") for line in triples}
    write_graphml(build_graph([extraction]), folder / "g.graphml")
    ET.parse(folder / "g.graphml")  # noqa: S314 -- our own
    check_page(render_document(extraction, graph_page="index.html", link=lambda _: "index.html"))


def check_page(page: str) -> None:
    """No script but our own, no handler, no address beyond the folder."""
    tree = html.parse(io.BytesIO(page.encode("utf-8")), html.HTMLParser(encoding="utf-8")).getroot()
    assert not tree.xpath("//img|//iframe|//object|//embed|//base|//form")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    addresses = [str(address) for address in tree.xpath("//@href|//@src")]
    assert {address for address in addresses if ":" in address.split("#")[0]} <= {"data:,"}  # no icon is asked for
    assert all("alert(1)" not in (script.text or "") for script in tree.iter("script"))
