"""The networkx graph: evidence is gathered, never overwritten, and order does not matter."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kg.graph import build_graph, document_id, document_title
from kg.model import (
    Document,
    Entity,
    EntityType,
    Extraction,
    Fact,
    Jurisdiction,
    Links,
    Measure,
    MeasureKind,
    MeasureStatus,
    Mention,
    Metadata,
    Outline,
    Predicate,
    Role,
    Section,
    Sentence,
    Status,
)

TEXT = "我镇推进八八战略。全镇深化八八战略。实现工业产值5亿元。"
PLACE = Entity(key="place/330000001", type=EntityType.PLACE, name="甲镇", code="330000001")
PROGRAM = Entity(key="program/八八战略", type=EntityType.PROGRAM, name="八八战略")
SENTENCES = (
    Sentence(index=0, start=0, end=9, section=0, role=Role.REVIEW),
    Sentence(index=1, start=9, end=18, section=0, role=Role.PLAN),
    Sentence(index=2, start=18, end=28, section=0, role=Role.REVIEW),
)
MENTIONS = (
    Mention(start=4, end=8, text="八八战略", type=EntityType.PROGRAM),
    Mention(start=13, end=17, text="八八战略", type=EntityType.PROGRAM),
)
OUTPUT = Measure(
    start=24,
    end=27,
    value="5亿元",
    indicator="工业产值",
    kind=MeasureKind.LEVEL,
    status=MeasureStatus.ACTUAL,
    period="2021",
    sentence=2,
)


def make_fact(number: int, status: Status) -> Fact:
    return Fact(
        subject=None,
        predicate=Predicate.IMPLEMENTS,
        object=MENTIONS[number],
        status=status,
        sentence=SENTENCES[number],
    )


def make_extraction(name: str = "甲镇2021", measures: Sequence[Measure] = (OUTPUT,)) -> Extraction:
    return Extraction(
        document=Document(
            name=name,
            path="",
            media_type="text/plain",
            encoding="utf-8",
            text=TEXT,
            body=((0, len(TEXT)),),
            sha256="0123456789abcdef",
            metadata=Metadata(title="甲镇政府工作报告", reviewed="2021"),
        ),
        jurisdiction=Jurisdiction(name="甲镇", short="甲"),
        outline=Outline(
            sections=(Section(index=0, level=0, title="", start=0, end=len(TEXT), role=Role.REVIEW),),
            sentences=SENTENCES,
        ),
        mentions=MENTIONS,
        measures=tuple(measures),
        facts=(make_fact(0, Status.ONGOING), make_fact(1, Status.PLANNED)),
        links=Links(place=PLACE, entities=(PLACE, PROGRAM), of=dict.fromkeys(MENTIONS, PROGRAM)),
    )


def test_a_repeated_fact_is_one_edge_with_the_evidence_of_both_sentences() -> None:
    graph = build_graph([make_extraction()])
    data = graph.edges[PLACE.key, PROGRAM.key, "implements"]
    assert graph.number_of_edges() == 1
    assert data["statuses"] == ("ongoing", "planned")
    assert [item.sentence for item in data["evidence"]] == ["我镇推进八八战略。", "全镇深化八八战略。"]


def test_evidence_of_several_documents_is_kept_apart() -> None:
    graph = build_graph([make_extraction("甲"), make_extraction("乙")])
    evidence = graph.edges[PLACE.key, PROGRAM.key, "implements"]["evidence"]
    assert [item.document for item in evidence] == ["乙-01234567", "乙-01234567", "甲-01234567", "甲-01234567"]
    assert graph.nodes[PLACE.key]["reports"] == ("乙-01234567", "甲-01234567")


def test_evidence_gives_its_span_of_the_source_text() -> None:
    graph = build_graph([make_extraction()])
    item = graph.edges[PLACE.key, PROGRAM.key, "implements"]["evidence"][1]
    assert TEXT[item.start : item.end] == item.sentence


def test_the_order_of_the_documents_does_not_matter() -> None:
    extractions = [make_extraction("甲"), make_extraction("乙"), make_extraction("丙")]
    one, two = build_graph(extractions), build_graph(reversed(extractions))
    assert list(one.nodes(data=True)) == list(two.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(two.edges(keys=True, data=True))
    assert list(one.graph["documents"].items()) == list(two.graph["documents"].items())


def test_a_measure_without_subject_belongs_to_the_place_of_the_report() -> None:
    measures = build_graph([make_extraction()]).nodes[PLACE.key]["measures"]
    assert [(item.indicator, item.value, item.period, item.sentence) for item in measures] == [
        ("工业产值", "5亿元", "2021", "实现工业产值5亿元。")
    ]


@pytest.mark.parametrize(("subject", "holder"), [("八八战略", PROGRAM.key), ("甲镇", PLACE.key)])
def test_a_measure_with_a_subject_belongs_to_that_entity(subject: str, holder: str) -> None:
    graph = build_graph([make_extraction(measures=[replace(OUTPUT, subject=subject)])])
    assert [key for key in graph if graph.nodes[key]["measures"]] == [holder]


def test_a_measure_of_an_unknown_name_is_given_to_nobody() -> None:
    graph = build_graph([make_extraction(measures=[replace(OUTPUT, subject="某公司")])])
    assert not any(graph.nodes[key]["measures"] for key in graph)


def test_names_of_an_entity_met_in_several_documents_are_joined() -> None:
    one = make_extraction("甲")
    other = replace(PROGRAM, name="“八八战略”", alternatives=("八八",))
    two = replace(
        make_extraction("乙"), links=replace(one.links, entities=(PLACE, other), of=dict.fromkeys(MENTIONS, other))
    )
    node = build_graph([one, two]).nodes[PROGRAM.key]
    assert (node["label"], node["alternatives"]) == ("“八八战略”", ("八八", "八八战略"))


def test_the_graph_knows_its_documents() -> None:
    extraction = make_extraction()
    report = build_graph([extraction]).graph["documents"][document_id(extraction.document)]
    assert (report.title, report.place, report.reviewed) == ("甲镇政府工作报告", PLACE.key, "2021")


@pytest.mark.parametrize(
    ("title", "shown"),
    [("甲镇政府工作报告", "甲镇政府工作报告"), ("政府工作报告", "甲镇 · 政府工作报告"), ("", "甲镇 · report")],
)
def test_a_title_is_shown_with_its_place(title: str, shown: str) -> None:
    extraction = make_extraction()
    document = replace(extraction.document, name="report", metadata=Metadata(title=title))
    assert document_title(replace(extraction, document=document)) == shown
