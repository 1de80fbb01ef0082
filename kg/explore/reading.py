"""A store and things in, all that is claimed of them and their figures out, sorted.

Things go into a question as RDF terms that serialise themselves, so no name becomes part of its text. The nodes are
chosen in a SELECT of their own: without it, some stores join all labels first and take a hundred times as long.
"""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.explore.values import Claim, Figure, Proof, make_thing
from kg.store import Cell, Store
from kg.vocabulary import PK, PREFIXES

HEAD = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("pk", "rdfs", "nif", "prov", "dcterms"))
_PROOF = """
  pk:evidence ?evidence ; prov:wasDerivedFrom ?source .
  ?evidence nif:anchorOf ?sentence ; nif:beginIndex ?begin ; nif:endIndex ?end .
  ?source rdfs:label ?title .
  OPTIONAL { ?node pk:period ?period }
  OPTIONAL { ?node pk:year ?year }
  OPTIONAL { ?source pk:year ?sourceYear }
"""
_SIDES: Mapping[str, str] = {
    "subject": "VALUES ?subject { %s } ?node pk:subject ?subject",
    "object": "VALUES ?object { %s } ?node pk:object ?object",
    "own": "VALUES ?place { %s } ?subject pk:scope ?place . ?node pk:subject ?subject",
}
_CLAIMS = f"""{HEAD}
SELECT * WHERE {{
  {{ SELECT DISTINCT ?node WHERE {{ %s }} }}
  ?node a pk:Statement ; pk:subject ?subject ; pk:predicate ?predicate ; pk:object ?object ; pk:status ?status ;
  {_PROOF}
  ?subject rdfs:label ?subjectName .
  ?object rdfs:label ?objectName .
}}"""
_FIGURES = f"""{HEAD}
SELECT * WHERE {{
  {{ SELECT ?node WHERE {{ VALUES ?about {{ %s }} ?node pk:about ?about }} }}
  ?node pk:about ?about ; pk:indicator ?indicator ; pk:indicatorText ?wording ; pk:kind ?kind ; pk:status ?status ;
    pk:valueText ?text ; {_PROOF}
  ?indicator rdfs:label ?name .
  ?about rdfs:label ?aboutName .
  OPTIONAL {{ ?node pk:value ?number }}
  OPTIONAL {{ ?node pk:unit ?unit }}
}}"""
_DOCUMENTS = f"""{HEAD}
SELECT ?source ?title (COUNT(DISTINCT ?node) AS ?count) WHERE {{
  VALUES ?thing {{ %s }}
  ?node pk:refersTo ?thing ; pk:inSource ?source .
  ?source rdfs:label ?title .
}}
GROUP BY ?source ?title"""
_ABOUT = f"""{HEAD}
SELECT ?thing ?property ?value ?name WHERE {{
  VALUES ?thing {{ %s }}
  ?thing ?property ?value .
  OPTIONAL {{ ?value rdfs:label ?name }}
}}"""

Row = dict[str, str]


def read_claims(store: Store, iris: Iterable[str], *, side: str) -> tuple[Claim, ...]:
    """The claims whose subject or object is one of the things, or (`own`) whose subject belongs to one of them."""
    rows = read_rows(store, _CLAIMS % (_SIDES[side] % to_terms(iris)))
    return tuple(sorted(map(_claim, _one_a_node(rows))))


def read_figures(store: Store, iris: Iterable[str]) -> tuple[Figure, ...]:
    """The measures of the things."""
    return tuple(sorted(map(_figure, _one_a_node(read_rows(store, _FIGURES % to_terms(iris))))))


def read_documents(store: Store, iris: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """The titles of the sources that name the things, with how often; the most frequent first."""
    rows = read_rows(store, _DOCUMENTS % to_terms(iris))
    return tuple(sorted(((row["title"], int(row["count"])) for row in rows), key=lambda pair: (-pair[1], pair[0])))


def read_properties(store: Store, iri: str) -> tuple[tuple[str, str], ...]:
    """What is said of a thing itself: pairs of a property's IRI and a name or value."""
    rows = read_rows(store, _ABOUT % to_terms([iri]))
    return tuple(sorted({(row["property"], row.get("name", row["value"])) for row in rows}))


def to_terms(iris: Iterable[str]) -> str:
    """Things as they stand between the braces of VALUES."""
    return " ".join(str(NamedNode(iri)) for iri in sorted(set(iris)))


def read_rows(store: Store, sparql: str) -> Iterator[Row]:
    """The rows of a SELECT as texts by name of the variable; a variable without a value is left out."""
    table = store.select(sparql)
    for row in table.rows:
        yield {name: _text(cell) for name, cell in zip(table.columns, row, strict=True) if cell is not None}


def _text(cell: Cell) -> str:
    return cell.value if isinstance(cell, NamedNode | Literal | BlankNode) else str(cell)


def _one_a_node(rows: Iterable[Row]) -> list[Row]:
    """A thing with several labels makes several rows of one statement: the first in order stays."""
    first: dict[str, Row] = {}
    for row in rows:
        first[row["node"]] = min(first.get(row["node"], row), row, key=lambda r: sorted(r.items()))
    return list(first.values())


def _claim(row: Row) -> Claim:
    return Claim(
        year=_year(row),
        period=row.get("period", ""),
        predicate=row["predicate"].removeprefix(str(PK)),
        subject=make_thing(row["subject"], row["subjectName"]),
        object=make_thing(row["object"], row["objectName"]),
        status=row["status"].removeprefix(str(PK)),
        proof=_proof(row),
    )


def _figure(row: Row) -> Figure:
    return Figure(
        name=row["name"],
        kind=row["kind"].removeprefix(str(PK)).removesuffix("Kind"),
        year=_year(row),
        period=row.get("period", ""),
        status=row["status"].removeprefix(str(PK)),
        value=row["text"],
        number=row.get("number", ""),
        unit=row.get("unit", ""),
        indicator=row["indicator"],
        wording=row["wording"],
        about=make_thing(row["about"], row["aboutName"]),
        proof=_proof(row),
    )


def _proof(row: Row) -> Proof:
    return Proof(
        title=row["title"],
        source=row["source"],
        start=int(row["begin"]),
        end=int(row["end"]),
        sentence=" ".join(row["sentence"].split()),
    )


def _year(row: Row) -> int:
    return int(row.get("year") or row.get("sourceYear") or 0)
