"""Extractions in; RDF out: quads, sorted lines, and files of them."""

from kg.rdf.dataset import describe_dataset
from kg.rdf.files import write_jsonld, write_nquads, write_turtle
from kg.rdf.iris import entity_iri
from kg.rdf.lines import merge_lines, write_lines
from kg.rdf.mapping import to_lines, to_quads
from kg.rdf.outcomes import find_outcomes
from kg.rdf.statements import Rejected

__all__ = [
    "Rejected",
    "describe_dataset",
    "entity_iri",
    "find_outcomes",
    "merge_lines",
    "to_lines",
    "to_quads",
    "write_jsonld",
    "write_lines",
    "write_nquads",
    "write_turtle",
]
