"""Plans of one report and their outcomes in later ones, on three made-up reports of one county in consecutive years."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from pyoxigraph import Quad, RdfFormat, Store, serialize

from kg.model import Entity, EntityType, Extraction, Fact, Level, Predicate, Status
from kg.query import load_query, run_query
from kg.rdf import find_outcomes, to_quads
from kg.rdf.outcomes import load_pairs
from kg.store import EmbeddedStore, Table
from kg.validate import validate_file
from tests.made_up import Line, Says, make_report

COUNTY = Entity(key="place/130699", type=EntityType.PLACE, name="甲溪县", code="130699", level=Level.COUNTY)
PARK, HONOUR = ("明珠公园", EntityType.FACILITY), ("国家卫生县", EntityType.HONOUR)
PROGRAM, SLOGAN = ("乡村振兴", EntityType.PROGRAM), ("人民至上", EntityType.SLOGAN)
EVENT = ("珍珠大会", EntityType.EVENT)


def says(predicate: Predicate, named: tuple[str, EntityType], status: Status) -> Sequence[Says]:
    return [Says(predicate, named, status)]


REPORTS = (
    make_report(COUNTY, 2019, [
        Line("建成明珠公园。", says(Predicate.IMPLEMENTS, PARK, Status.PLANNED), ahead=True),
        Line("创建国家卫生县。", says(Predicate.TARGETS, HONOUR, Status.PLANNED), ahead=True),
        Line("全面推进乡村振兴。", says(Predicate.IMPLEMENTS, PROGRAM, Status.PLANNED), ahead=True),
        Line("坚持人民至上。", says(Predicate.UPHOLDS, SLOGAN, Status.PLANNED), ahead=True),
        Line("地区生产总值增长7%。", [], [("地区生产总值", "7%", 7, "GDP")], ahead=True),
        Line("收入分别增长8%和9%。", [], [("收入", "8%", 8, "INCOME"), ("收入", "9%", 9, "INCOME")], ahead=True),
        Line("举办珍珠大会。", says(Predicate.HOSTS, EVENT, Status.DONE)),
    ]),
    make_report(COUNTY, 2020, [
        Line("乡村振兴开局良好。", says(Predicate.IMPLEMENTS, PROGRAM, Status.DONE)),
        Line("加快建设明珠公园。", says(Predicate.IMPLEMENTS, PARK, Status.ONGOING)),
        Line("坚守人民至上。", says(Predicate.UPHOLDS, SLOGAN, Status.DONE)),
        Line("地区生产总值增长6%。", [], [("地区生产总值", "6%", 6, "GDP")]),
        Line("收入增长8%。", [], [("收入", "8%", 8, "INCOME")]),
        Line("接续推进乡村振兴。", says(Predicate.IMPLEMENTS, PROGRAM, Status.PLANNED), ahead=True),
        Line("再办珍珠大会。", says(Predicate.HOSTS, EVENT, Status.PLANNED), ahead=True),
    ]),
    make_report(COUNTY, 2021, [
        Line("明珠公园建成开放。", says(Predicate.IMPLEMENTS, PARK, Status.DONE)),
        Line("获评国家卫生县。", says(Predicate.AWARDED, HONOUR, Status.DONE)),
        Line("乡村振兴任务完成。", says(Predicate.IMPLEMENTS, PROGRAM, Status.DONE)),
        Line("地区生产总值增长9%。", [], [("地区生产总值", "9%", 9, "GDP")]),
    ]),
)  # fmt: skip


def make_store(reports: Sequence[Extraction]) -> EmbeddedStore:
    quads: list[Quad] = [quad for report in reports for quad in to_quads(report)[0]]
    store = Store()
    store.bulk_load(serialize([*quads, *find_outcomes(reports)], format=RdfFormat.N_QUADS) or b"", RdfFormat.N_QUADS)
    return EmbeddedStore("memory", store)


def ask(name: str, columns: Sequence[str]) -> list[str]:
    table = run_query(make_store(REPORTS), load_query(name))
    assert isinstance(table, Table)
    found = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return [" ".join(getattr(row[column], "value", "-") for column in columns) for row in found]


def test_a_plan_is_matched_with_the_first_later_report_that_tells_it_done() -> None:
    assert ask("outcomes", ["predicate", "planned", "done", "planSentence", "doneSentence"]) == [
        "implements 2020 2021 全面推进乡村振兴。 乡村振兴任务完成。",
        "awarded 2020 2021 创建国家卫生县。 获评国家卫生县。",
        "implements 2020 2021 建成明珠公园。 明珠公园建成开放。",
        "implements 2021 2021 接续推进乡村振兴。 乡村振兴任务完成。",
    ]


def test_a_target_is_matched_with_the_number_of_its_own_year() -> None:
    assert ask("targets_met", ["aboutName", "indicatorName", "period", "target", "reached", "difference"]) == [
        "甲溪县 地区生产总值 2020 7% 6% -1"
    ]


def test_the_order_of_the_reports_does_not_matter() -> None:
    assert find_outcomes(REPORTS[::-1]) == find_outcomes(REPORTS)


def test_one_report_alone_or_reports_of_other_places_have_no_outcomes() -> None:
    other = Entity(key="place/130698", type=EntityType.PLACE, name="乙山县", code="130698", level=Level.COUNTY)
    moved = replace(REPORTS[2], links=replace(REPORTS[2].links, place=other))
    assert find_outcomes(REPORTS[:1]) == find_outcomes([REPORTS[0], moved]) == []


def unsure(fact: Fact) -> Fact:
    return replace(fact, score=0.4)


@pytest.mark.parametrize("which", [0, 2], ids=["plan", "outcome"])
def test_what_is_not_sure_is_neither_plan_nor_outcome(which: int) -> None:
    reports = [REPORTS[0], REPORTS[2]]
    assert len(find_outcomes(reports)) == 3
    reports[which // 2] = replace(REPORTS[which], facts=tuple(map(unsure, REPORTS[which].facts)))
    assert find_outcomes(reports) == []


def test_a_plan_is_given_up_after_five_years() -> None:
    late = [
        make_report(COUNTY, year, [Line("获评国家卫生县。", says(Predicate.AWARDED, HONOUR, Status.DONE))])
        for year in (2025, 2026)
    ]
    assert [len(find_outcomes([REPORTS[0], report])) for report in late] == [1, 0]


def test_pairs_are_predicates_of_the_model() -> None:
    pairs = load_pairs()
    assert {*pairs, *(outcome for outcomes in pairs.values() for outcome in outcomes)} <= set(Predicate)


def test_outcomes_conform_to_the_shapes(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("outcomes") / "graph.nq"
    quads = [quad for report in REPORTS for quad in to_quads(report)[0]] + find_outcomes(REPORTS)
    path.write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    report = validate_file(path)
    assert report.conforms, report.as_text()
