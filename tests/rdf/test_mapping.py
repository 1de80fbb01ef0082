"""What an extraction becomes: direct triples, statements, measures, sources, and nothing outside the schema."""

from dataclasses import replace

import pytest
from pyoxigraph import BlankNode, QuerySolutions, Store

from kg import __version__
from kg.errors import UsageError
from kg.model import Extraction, Predicate
from kg.rdf import to_quads, write_lines
from tests.rdf.samples import BASE, TEXT, make_extraction, make_measures

PREFIXES = """
PREFIX pk: <https://w3id.org/policykg/ontology#>
PREFIX honour: <https://w3id.org/policykg/id/honour/>
PREFIX place: <https://w3id.org/policykg/id/place/>
PREFIX program: <https://w3id.org/policykg/id/program/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX indicator: <https://w3id.org/policykg/indicator/>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def ask(extraction: Extraction, select: str, pattern: str) -> list[tuple[str, ...]]:
    """The sorted rows of a pattern in the graph of an extraction; terms of our namespace without it."""
    store = Store()
    store.extend(to_quads(extraction)[0])
    rows = store.query(f"{PREFIXES} SELECT {select} {{ {pattern} }}", use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    return sorted(tuple(shorten(cell) for cell in row) for row in rows)


def shorten(cell: object) -> str:
    text = str(getattr(cell, "value", ""))
    for start in ("https://w3id.org/policykg/ontology#", "https://w3id.org/policykg/"):
        text = text.removeprefix(start)
    return text


def change_fact(extraction: Extraction, predicate: Predicate, subject: str | None, target: str) -> Extraction:
    """The extraction with one fact between mentions of these names."""
    named = {mention.text: mention for mention in extraction.mentions}
    fact = replace(
        extraction.facts[0], subject=named[subject] if subject else None, predicate=predicate, object=named[target]
    )
    return replace(extraction, facts=(fact,))


def test_an_entity_is_described() -> None:
    rows = ask(
        make_extraction(), "?o", "place:330681108 ?p ?o FILTER(?p IN (rdf:type, pk:code, pk:level, skos:altLabel))"
    )
    assert rows == [("330681108",), ("Entity",), ("Place",), ("Town",), ("townLevel",), ("山下湖",)]


def test_a_local_thing_has_a_scope() -> None:
    rows = ask(make_extraction(), "?thing ?place", "?thing pk:scope ?place")
    assert rows == [("id/facility/330681108/珍珠湖公园", "id/place/330681108")]


def test_divisions_come_from_the_gazetteer_and_from_no_source() -> None:
    pattern = """?st a pk:GazetteerStatement ; prov:wasDerivedFrom pk:gazetteer ; pk:subject ?in ; pk:object ?out .
        ?in pk:locatedIn ?out . ?out rdfs:label ?name . FILTER NOT EXISTS { ?st pk:evidence|pk:status ?any }"""
    rows = ask(make_extraction(), "?in ?name", pattern)
    assert rows == [("id/place/330600", "浙江省"), ("id/place/330681", "绍兴市"), ("id/place/330681108", "诸暨市")]


def test_a_direct_triple_stands_for_all_statements() -> None:
    pattern = "place:330681108 pk:implements ?what . ?park pk:awarded ?honour"
    rows = ask(make_extraction(), "?what ?park ?honour", pattern)
    assert rows == [("id/program/八八战略", "id/facility/330681108/珍珠湖公园", "id/honour/4A级景区")]


def test_a_statement_says_status_period_and_sentence() -> None:
    pattern = """?st a pk:Statement ; pk:predicate pk:implements ; pk:object program:八八战略 ; pk:status ?status ;
        pk:year ?year ; pk:confidence ?sure ; pk:rule ?rule ; pk:evidence/nif:anchorOf ?said"""
    assert ask(make_extraction(), "?status ?year ?sure ?rule ?said", pattern) == [
        ("ongoing", "2021", "0.9", "verb", "深入实施“八八战略”，GDP达到46亿元，增长8%以上。"),
        ("planned", "2022", "0.9", "verb", "今年要实施“八八战略”，坚持人民至上，GDP增长6.5%左右。"),
    ]


def test_a_measure_is_an_observation_in_the_base_unit() -> None:
    pattern = """?m a qb:Observation ; pk:indicator indicator:GDP ; pk:about place:330681108 ; pk:kind ?kind ;
        pk:status ?st ; pk:value ?value ; pk:unit ?unit ; pk:valueText ?text ; pk:year ?year
        OPTIONAL { ?m pk:lower ?low }"""
    assert ask(make_extraction(), "?kind ?st ?value ?low ?unit ?text ?year", pattern) == [
        ("growthKind", "actual", "8", "8", "%", "8%以上", "2021"),
        ("growthKind", "targeted", "6.5", "", "%", "6.5%左右", "2022"),
        ("levelKind", "actual", "4600000000", "", "CNY", "46亿元", "2021"),
    ]


def test_a_standard_indicator_is_named_by_its_scheme() -> None:
    rows = ask(
        make_extraction(),
        "?name ?also",
        "indicator:GDP skos:prefLabel ?name ; skos:altLabel ?also FILTER(lang(?name) = 'zh')",
    )
    assert rows == [("地区生产总值", "GDP")]


@pytest.mark.parametrize("wording", ["工业用电量", "全镇工业用电量", "我镇“工业用电量”"])
def test_an_indicator_without_a_notation_is_its_wording(wording: str) -> None:
    measure = replace(make_measures()[0], concept=None, indicator=wording)
    rows = ask(
        replace(make_extraction(), measures=(measure,)), "?i ?name", "?m pk:indicator ?i . ?i skos:prefLabel ?name"
    )
    assert rows == [("indicator/zh/工业用电量", "工业用电量")]


@pytest.mark.parametrize(
    ("subject", "about", "area"),
    [
        (None, "id/place/330681108", "id/place/330681108"),
        ("珍珠湖公园", "id/facility/330681108/珍珠湖公园", "id/place/330681108"),
        ("无名公司", "", "id/place/330681108"),
    ],
)
def test_a_measure_is_about_the_jurisdiction_or_what_the_sentence_names(
    subject: str | None, about: str, area: str
) -> None:
    extraction = replace(make_extraction(), measures=(replace(make_measures()[0], subject=subject),))
    assert ask(
        extraction,
        "?about ?area ?text",
        "?m pk:area ?area OPTIONAL { ?m pk:about ?about } OPTIONAL { ?m pk:aboutText ?text }",
    ) == [(about, area, subject or "")]


def test_a_measure_without_a_number_is_no_observation() -> None:
    extraction = replace(make_extraction(), measures=(replace(make_measures()[0], number=None),))
    assert ask(extraction, "?type", "?m pk:valueText ?text ; a ?type") == [("Measure",)]


def test_a_mention_leads_from_its_span_to_its_entity() -> None:
    pattern = (
        "?m a pk:Mention ; nif:beginIndex ?from ; nif:endIndex ?to ; nif:anchorOf ?text ; pk:refersTo honour:4A级景区"
    )
    ((begin, end, text),) = ask(make_extraction(), "?from ?to ?text", pattern)
    assert TEXT[int(begin) : int(end)] == text == "4A级景区"


def test_a_source_says_what_its_head_says() -> None:
    pattern = """?doc a pk:Report ; dcterms:identifier ?name ; dcterms:date ?day ; pk:jurisdiction place:330681108 ;
        pk:reviewedPeriod ?past ; pk:plannedPeriod ?next . ?run prov:used ?doc ; prov:wasAssociatedWith ?software"""
    rows = ask(make_extraction(), "?name ?day ?past ?next ?software", pattern)
    assert rows == [("shanxiahu_2021", "2022-01-20", "2021", "2022", f"software/policykg/{__version__}")]


@pytest.mark.parametrize(
    ("predicate", "subject", "target", "reason"),
    [
        (Predicate.HOSTS, None, "八八战略", "range"),
        (Predicate.UPHOLDS, "珍珠湖公园", "人民至上", "domain"),
        (Predicate.LOCATED_IN, "珍珠湖公园", "珍珠湖公园", "itself"),
        (Predicate.PART_OF, None, "珍珠湖公园", "range"),
    ],
)
def test_a_fact_outside_the_schema_is_handed_back(
    predicate: Predicate, subject: str | None, target: str, reason: str
) -> None:
    extraction = change_fact(make_extraction(), predicate, subject, target)
    (rejected,) = to_quads(extraction)[1]
    assert (rejected.predicate, rejected.object, rejected.reason) == (predicate, target, reason)
    assert rejected.sentence == "深入实施“八八战略”，GDP达到46亿元，增长8%以上。"
    assert ask(extraction, "?st", "?st a pk:Statement") == []


def test_a_fact_of_an_unlinked_mention_is_handed_back() -> None:
    extraction = make_extraction()
    links = replace(extraction.links, of={})
    assert {each.reason for each in to_quads(replace(extraction, links=links))[1]} == {"unlinked"}


def test_a_fact_found_twice_is_one_statement_with_the_surer_reading() -> None:
    extraction = make_extraction()
    fact = extraction.facts[0]
    twice = replace(extraction, facts=(fact, replace(fact, score=0.95, rule="frame")))
    rows = ask(twice, "?sure ?rule", "?st a pk:Statement ; pk:confidence ?sure ; pk:rule ?rule")
    assert rows == [("0.95", "frame")]


def test_flat_output_has_direct_triples_only() -> None:
    quads, _ = to_quads(make_extraction(), flat=True)
    predicates = {shorten(quad.predicate) for quad in quads}
    assert {"implements", "awarded", "upholds", "locatedIn"} <= predicates
    assert not predicates & {"subject", "evidence", "value", "refersTo"}


def test_all_is_in_the_graph_of_the_source_without_blank_nodes() -> None:
    extraction = make_extraction()
    quads, _ = to_quads(extraction)
    assert {str(quad.graph_name) for quad in quads} == {f"<{BASE}doc/{extraction.document.sha256[:16]}>"}
    assert not any(isinstance(term, BlankNode) for quad in quads for term in quad)


def test_the_base_is_the_users() -> None:
    lines = write_lines(to_quads(make_extraction(), base="https://example.org/")[0])
    assert not [line for line in lines if BASE in line.replace(f"{BASE}ontology#", "")]


def test_a_base_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError):
        to_quads(make_extraction(), base="example")


def test_the_path_of_the_file_is_nowhere() -> None:
    extraction = make_extraction()
    secret = replace(extraction, document=replace(extraction.document, path="/home/ann/report.txt"))
    assert to_quads(secret) == to_quads(extraction)


def test_the_order_of_what_was_found_does_not_matter() -> None:
    extraction = make_extraction()
    turned = replace(extraction, facts=extraction.facts[::-1], measures=extraction.measures[::-1])
    assert to_quads(turned) == to_quads(extraction)
