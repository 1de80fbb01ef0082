"""A store and things in, all that is claimed of them and their figures out, sorted.

Things go into a question as RDF terms that serialise themselves, so no name becomes part of its text. Names
are read apart: each report's graph has them again, and a store that does not merge its graphs would multiply them.
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
    "both": "VALUES ?subject { %s } ?node pk:subject ?subject ; pk:object ?object . FILTER(?object IN (%t))",
}
_CLAIMS = f"""{HEAD}
SELECT * WHERE {{
  {{ SELECT DISTINCT ?node WHERE {{ %s }} }}
  ?node a pk:Statement ; pk:subject ?subject ; pk:predicate ?predicate ; pk:object ?object ; pk:status ?status ;
  {_PROOF}
}}"""
_FIGURES = f"""{HEAD}
SELECT * WHERE {{
  {{ SELECT ?node WHERE {{ VALUES ?about {{ %s }} ?node pk:about ?about }} }}
  ?node pk:about ?about ; pk:indicator ?indicator ; pk:indicatorText ?wording ; pk:kind ?kind ; pk:status ?status ;
    pk:valueText ?text ; {_PROOF}
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
SELECT DISTINCT ?property ?value WHERE {{ VALUES ?thing {{ %s }} ?thing ?property ?value }}"""
_NAMES = f"""{HEAD}
SELECT DISTINCT ?thing ?name WHERE {{ VALUES ?thing {{ %s }} ?thing rdfs:label ?name }}"""
_OWN = f"""{HEAD}
SELECT DISTINCT ?thing WHERE {{ VALUES ?place {{ %s }} ?thing pk:scope ?place }}"""
_CHUNK = 500  # things in one question

Row = dict[str, str]


def read_claims(store: Store, iris: Iterable[str], *, side: str) -> tuple[Claim, ...]:
    """The claims whose `side` (subject, object or both) is one of the things."""
    terms = to_terms(iris)
    which = _SIDES[side].replace("%s", terms).replace("%t", terms.replace(" ", ", "))
    rows = _one_a_node(read_rows(store, _CLAIMS % which))
    names = read_names(store, (row[end] for row in rows for end in ("subject", "object")))
    return tuple(sorted(_claim(row, names) for row in rows))


def read_deeds(store: Store, place: str) -> tuple[Claim, ...]:
    """The claims whose subject is a place, or one of the things that belong to it."""
    own = {row["thing"] for row in read_rows(store, _OWN % to_terms([place]))}
    return read_claims(store, {place, *own}, side="subject")


def read_figures(store: Store, iris: Iterable[str]) -> tuple[Figure, ...]:
    """The measures of the things."""
    rows = _one_a_node(read_rows(store, _FIGURES % to_terms(iris)))
    names = read_names(store, (row[end] for row in rows for end in ("indicator", "about")))
    return tuple(sorted(_figure(row, names) for row in rows))


def read_names(store: Store, iris: Iterable[str]) -> dict[str, str]:
    """The name of each thing, the first in order where it has several; its IRI where it has none."""
    things = sorted(set(iris))
    names: dict[str, str] = {}
    for first in range(0, len(things), _CHUNK):
        for row in read_rows(store, _NAMES % to_terms(things[first : first + _CHUNK])):
            names[row["thing"]] = min(names.get(row["thing"], row["name"]), row["name"])
    return {iri: names.get(iri, iri) for iri in things}


def read_documents(store: Store, iris: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """The titles of the sources that name the things, with how often; the most frequent first."""
    rows = read_rows(store, _DOCUMENTS % to_terms(iris))
    return tuple(sorted(((row["title"], int(row["count"])) for row in rows), key=lambda pair: (-pair[1], pair[0])))


def read_properties(store: Store, iri: str) -> tuple[tuple[str, str], ...]:
    """What is said of a thing itself: pairs of a property's IRI and an IRI or value."""
    return tuple(sorted((row["property"], row["value"]) for row in read_rows(store, _ABOUT % to_terms([iri]))))


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
    """A source with several titles makes several rows of one statement: the first in order stays."""
    first: dict[str, Row] = {}
    for row in rows:
        first[row["node"]] = min(first.get(row["node"], row), row, key=lambda r: sorted(r.items()))
    return list(first.values())


def _claim(row: Row, names: Mapping[str, str]) -> Claim:
    return Claim(
        year=_year(row),
        period=row.get("period", ""),
        predicate=row["predicate"].removeprefix(str(PK)),
        subject=make_thing(row["subject"], names[row["subject"]]),
        object=make_thing(row["object"], names[row["object"]]),
        status=row["status"].removeprefix(str(PK)),
        proof=_proof(row),
    )


def _figure(row: Row, names: Mapping[str, str]) -> Figure:
    return Figure(
        name=names[row["indicator"]],
        kind=row["kind"].removeprefix(str(PK)).removesuffix("Kind"),
        year=_year(row),
        period=row.get("period", ""),
        status=row["status"].removeprefix(str(PK)),
        value=row["text"],
        number=row.get("number", ""),
        unit=row.get("unit", ""),
        indicator=row["indicator"],
        wording=row["wording"],
        about=make_thing(row["about"], names[row["about"]]),
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
