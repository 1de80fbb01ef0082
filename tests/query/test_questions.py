"""The named questions: each answers on three made-up reports with the rows a reader of them would expect."""

from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, Triple

from kg.query import Question, list_queries, load_query, run_query
from kg.store import Answer, EmbeddedStore, Store, Table, open_store
from tests.made_up import Line, make_report
from tests.query.conftest import TOWN_A, TOWN_B, write_graph

A, B = "甲溪镇", "乙山镇"
ROWS: list[tuple[str, dict[str, str], list[str]]] = [
    ("common_to_two", {"a": A, "b": B}, [
        "Honour 国家卫生镇 targets awarded",
        "Program 最多跑一次 implements implements",
        "Slogan 人民至上 upholds upholds",
    ]),
    ("enterprise_acts", {}, ["立华牧业 undertakes 冷链物流项目 ongoing 立华牧业投资的冷链物流项目开工。"]),
    ("enterprises_of_place", {"place": A}, [f"{A} 立华牧业 1"]),
    ("enterprises_of_place", {"place": B}, []),
    ("entities_with", {"text": "公园"}, ["明珠公园 Facility"]),
    ("events_hosted", {}, [f"{A} {A} 珍珠大会 done 做大珍珠产业，举办珍珠大会。"]),
    ("facilities_built", {"status": "done"}, [f"{A} 明珠公园 - done 明珠公园建成。"]),
    ("facts_of_entity", {"name": "国家卫生镇"}, [
        f"{B} awarded 国家卫生镇 done 2022 {B}2022年报告 获评国家卫生镇。",
        f"{A} targets 国家卫生镇 planned 2022 {A}2021年报告 明年建成明珠公园，争创国家卫生镇。",
    ]),
    ("first_use", {"name": "最多跑一次"}, [f"最多跑一次 2021 {A} {A}2021年报告"]),
    ("honours_by_level", {}, [f"{B} national 1"]),
    ("honours_sought", {}, [f"{A} 国家卫生镇 planned 2022 明年建成明珠公园，争创国家卫生镇。"]),
    ("honours_won", {"year": "2022"}, [f"{B} {B} 国家卫生镇 2022 获评国家卫生镇。"]),
    ("honours_won", {"year": "2021"}, []),
    ("indicator_by_place", {"indicator": "GDP", "place": A}, [
        f"地区生产总值 {A} 2021 46亿元 8%",
        f"地区生产总值 {A} 2022 50亿元 -",
    ]),
    ("indicator_by_place", {"indicator": "地区生产总值", "year": "2022"}, [
        f"地区生产总值 {B} 2022 61亿元 -",
        f"地区生产总值 {A} 2022 50亿元 -",
    ]),
    ("indicator_growth", {}, [f"地区生产总值 {A} 2021 8% 8 actual"]),
    ("indicator_ranking", {"indicator": "GDP", "year": "2022"}, [
        f"{B} 2022 61亿元 6100000000 CNY",
        f"{A} 2022 50亿元 5000000000 CNY",
    ]),
    ("indicators_common", {}, ["GDP 地区生产总值 2 4"]),
    ("indicators_of_place", {"place": B}, [f"{B} 地区生产总值 61亿元 2022 actual 地区生产总值61亿元。"]),
    ("industries_ranked", {}, ["珍珠产业 1 1"]),
    ("industry_places", {"industry": "珍珠产业"}, [f"珍珠产业 {A} ongoing 做大珍珠产业，举办珍珠大会。"]),
    ("mentions_of_entity", {"name": "人民至上"}, [
        f"{B}2022年报告 人民至上 26 坚持人民至上。",
        f"{A}2021年报告 人民至上 15 坚持人民至上。",
    ]),
    ("only_in_first", {"a": A, "b": B, "type": "Industry"}, ["Industry targets 珍珠产业"]),
    ("outcomes", {}, [f"{A} implements 明珠公园 2022 2022 明年建成明珠公园，争创国家卫生镇。 明珠公园建成。"]),
    ("places_alike", {}, [f"{A} {B} 3"]),
    ("planned_then_done", {}, [f"{A} implements 明珠公园 2021 2022 明年建成明珠公园，争创国家卫生镇。 明珠公园建成。"]),
    ("plans_of_place", {"place": B}, []),
    ("plans_without_result", {}, [f"{A} targets 国家卫生镇 2022 明年建成明珠公园，争创国家卫生镇。"]),
    ("program_places", {"program": "最多跑一次", "status": "done"}, [
        f"最多跑一次 {B} done 2022 全面推行“最多跑一次”改革。",
    ]),
    ("programs_of_place", {"place": A}, [f"{A} 最多跑一次 ongoing 2021 深化“最多跑一次”改革。"]),
    ("programs_shared", {}, [f"最多跑一次 2 {B}、{A}"]),
    ("programs_shared", {"least": "3"}, []),
    ("projects", {}, [f"{A} 冷链物流项目 立华牧业 - ongoing 立华牧业投资的冷链物流项目开工。"]),
    ("sentences_with", {"text": "珍珠"}, [f"{A}2022年报告 25 做大珍珠产业，举办珍珠大会。"]),
    ("slogan_places", {"slogan": "人民至上"}, [
        f"人民至上 {B} ongoing 坚持人民至上。",
        f"人民至上 {A} ongoing 坚持人民至上。",
    ]),
    ("slogans_shared", {}, [f"人民至上 2 {B}、{A}"]),
    ("sources", {}, [
        f"{B}2022年报告 {B} 2022 2023 3 1",
        f"{A}2021年报告 {A} 2021 2022 4 2",
        f"{A}2022年报告 {A} 2022 2023 5 1",
    ]),
    ("status_by_place", {}, [
        f"{B} {B}2022年报告 2 1 0",
        f"{A} {A}2021年报告 0 2 2",
        f"{A} {A}2022年报告 2 3 0",
    ]),
    ("timeline_of_place", {"place": B}, [
        f"{B} 2022 done awarded 国家卫生镇",
        f"{B} 2022 done implements 最多跑一次",
        f"{B} 2022 ongoing upholds 人民至上",
    ]),
]  # fmt: skip


GDP = "地区生产总值"


def state_gdp(text: str, number: int, *, ahead: bool = False) -> Line:
    return Line(f"{GDP}{text}。", [], [(GDP, text, number, "GDP")], ahead=ahead)


@pytest.fixture(scope="module")
def targets(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two towns with a target; only one of them reports what it reached."""
    reports = (
        make_report(TOWN_A, 2021, [state_gdp("50亿元", 5000000000, ahead=True)]),
        make_report(TOWN_A, 2022, [state_gdp("52亿元", 5200000000)]),
        make_report(TOWN_B, 2021, [state_gdp("60亿元", 6000000000, ahead=True)]),
    )
    return open_store(write_graph(reports, tmp_path_factory.mktemp("targets") / "graph.nq"))


@pytest.fixture(scope="module")
def repeating(graph: Path) -> Store:
    """A store without copies: its union of graphs has a triple once for each graph that holds it."""
    plain = pyoxigraph.Store()
    plain.bulk_load(path=str(graph), format=pyoxigraph.RdfFormat.N_QUADS)
    return EmbeddedStore("memory", plain)


def read_rows(answer: Answer) -> list[str]:
    assert isinstance(answer, Table)
    return [
        " ".join("-" if cell is None else cell.value for cell in row if not isinstance(cell, Triple))
        for row in answer.rows
    ]


@pytest.mark.parametrize(("name", "params", "rows"), ROWS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_question_gives_the_expected_rows(store: Store, name: str, params: dict[str, str], rows: list[str]) -> None:
    assert read_rows(run_query(store, load_query(name), params)) == rows


@pytest.mark.parametrize(("name", "params", "rows"), ROWS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_store_that_repeats_triples_gives_the_same_rows(
    repeating: Store, name: str, params: dict[str, str], rows: list[str]
) -> None:
    assert sorted(read_rows(run_query(repeating, load_query(name), params))) == sorted(rows)


def test_a_target_stands_beside_what_was_reached_or_alone(targets: Store) -> None:
    rows = read_rows(run_query(targets, load_query("targets_and_results")))
    assert rows == [f"{B} 地区生产总值 2022 60亿元 -", f"{A} 地区生产总值 2022 50亿元 52亿元"]
    assert read_rows(run_query(targets, load_query("targets_and_results"), {"place": A})) == rows[1:]


def test_a_target_is_met_by_a_later_report_only(targets: Store) -> None:
    rows = [f"{A} 地区生产总值 2022 50亿元 52亿元 200000000"]
    assert read_rows(run_query(targets, load_query("targets_met"))) == rows
    assert read_rows(run_query(targets, load_query("targets_met"), {"place": B})) == []


def test_what_is_most_connected_counts_facts_and_reports(store: Store) -> None:
    rows = read_rows(run_query(store, load_query("most_connected")))
    assert rows[:3] == ["人民至上 Slogan 2 2", "国家卫生镇 Honour 2 2", "明珠公园 Facility 2 2"]
    assert read_rows(run_query(store, load_query("most_connected"), {"type": "Event"})) == ["珍珠大会 Event 1 1"]


def test_the_neighbourhood_is_a_graph_with_labels(store: Store) -> None:
    triples = run_query(store, load_query("neighbourhood"), {"name": "珍珠大会"})
    assert isinstance(triples, tuple)
    assert {t.object.value for t in triples if isinstance(t.object, Literal)} == {A, "珍珠大会"}


def test_there_are_at_least_thirty_questions() -> None:
    assert len(list_queries()) >= 30


@pytest.mark.parametrize("question", list_queries(), ids=lambda question: question.name)
def test_a_question_says_what_it_asks_in_english_and_chinese(question: Question) -> None:
    assert question.question.endswith((".", "?"))
    assert question.question_zh.endswith(("？", "。"))


@pytest.mark.parametrize("question", list_queries(), ids=lambda question: question.name)
def test_a_question_runs_as_it_stands_in_its_file(store: Store, question: Question) -> None:
    store.query(question.sparql)
