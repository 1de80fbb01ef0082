"""A shelf in, the page of the SPARQL editor out, with what it offers: questions, prefixes, terms of the ontology."""

import html
from functools import cache
from typing import Any

from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store
from starlette.requests import Request

from kg.query import list_queries
from kg.rdf.files import list_prefixes
from kg.resources import locate
from kg.server.shelf import Shelf
from kg.server.shell import render, word
from kg.vocabulary import PK, PREFIXES

_ASSETS = ("yasgui.min.css", "yasgui.min.js", "editor.js")
_TERMS = """PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT ?term ?kind { VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty } ?term a ?kind }"""
_SERVICE = """@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .

[] a sd:Service ;
  sd:endpoint <{endpoint}> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:feature sd:UnionDefaultGraph ;
  sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
    formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples, formats:RDF_XML, formats:JSON-LD .
"""


def show_editor(shelf: Shelf) -> str:
    """The page of the editor, with the named questions beside it."""
    body = [
        f'<div class="editor" data-base="{html.escape(shelf.base)}"><aside><h2>{word("examples")}</h2>',
        '<div id="examples"></div></aside>',
        f'<section><p class="note">{word("editor_note")}</p><div id="yasgui"></div></section></div>',
    ]
    return render(body, title="SPARQL", tab="query", look="wide", assets=_ASSETS)


def list_questions() -> list[dict[str, str]]:
    """The named questions with their SPARQL, which runs as it stands."""
    return [
        {"name": q.name, "zh": q.question_zh or q.question, "en": q.question or q.question_zh, "sparql": q.sparql}
        for q in list_queries()
    ]


def list_terms(shelf: Shelf) -> dict[str, Any]:
    """Prefixes, classes and properties, for completion."""
    return {"prefixes": list_prefixes(shelf.base), **_read_terms()}


@cache
def _read_terms() -> dict[str, list[str]]:
    store = Store()
    store.bulk_load(path=str(locate("ontology/policy.ttl")), format=RdfFormat.TURTLE)
    classes: set[str] = set()
    properties: set[str] = set()
    rows = store.query(_TERMS)
    for row in rows if isinstance(rows, QuerySolutions) else ():
        term, kind = row["term"], row["kind"]
        if isinstance(term, NamedNode) and isinstance(kind, NamedNode) and term.value.startswith(str(PK)):
            (classes if kind.value.endswith("Class") else properties).add(term.value)
    rdfs = PREFIXES["rdfs"]
    return {"classes": sorted(classes), "properties": sorted({*properties, f"{rdfs}label"})}


def describe_service(request: Request) -> str:
    """The description of the endpoint, as SPARQL 1.1 Service Description has it."""
    return _SERVICE.replace("{endpoint}", str(request.url.replace(query="", fragment="")))
