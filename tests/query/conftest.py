"""A store of three made-up reports of two towns."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, serialize

from kg.model import EntityType, Extraction, Predicate, Status
from kg.rdf import find_outcomes, to_quads
from kg.store import Store, open_store
from tests.made_up import Line, Says, make_report, make_town

TOWN_A = make_town("甲溪镇", "330681901")
TOWN_B = make_town("乙山镇", "330681902")
PROGRAM, SLOGAN = ("最多跑一次", EntityType.PROGRAM), ("人民至上", EntityType.SLOGAN)
HONOUR, PARK = ("国家卫生镇", EntityType.HONOUR), ("明珠公园", EntityType.FACILITY)
FIRM, PROJECT = ("立华牧业", EntityType.ENTERPRISE), ("冷链物流项目", EntityType.PROJECT)
INDUSTRY, EVENT = ("珍珠产业", EntityType.INDUSTRY), ("珍珠大会", EntityType.EVENT)

REPORTS = (
    make_report(
        TOWN_A,
        2021,
        [
            Line("深化“最多跑一次”改革。", [Says(Predicate.IMPLEMENTS, PROGRAM, Status.ONGOING)]),
            Line("坚持人民至上。", [Says(Predicate.UPHOLDS, SLOGAN, Status.ONGOING)]),
            Line(
                "明年建成明珠公园，争创国家卫生镇。",
                [
                    Says(Predicate.IMPLEMENTS, PARK, Status.PLANNED),
                    Says(Predicate.TARGETS, HONOUR, Status.PLANNED),
                ],
                ahead=True,
            ),
            Line(
                "地区生产总值46亿元，增长8%。",
                [],
                [("地区生产总值", "46亿元", 4600000000, "GDP"), ("地区生产总值", "8%", 8, "GDP")],
            ),
        ],
    ),
    make_report(
        TOWN_A,
        2022,
        [
            Line("明珠公园建成。", [Says(Predicate.IMPLEMENTS, PARK, Status.DONE)]),
            Line(
                "立华牧业投资的冷链物流项目开工。",
                [
                    Says(Predicate.UNDERTAKES, PROJECT, Status.ONGOING, subject=FIRM),
                    Says(Predicate.IMPLEMENTS, PROJECT, Status.ONGOING),
                ],
            ),
            Line(
                "做大珍珠产业，举办珍珠大会。",
                [
                    Says(Predicate.TARGETS, INDUSTRY, Status.ONGOING),
                    Says(Predicate.HOSTS, EVENT, Status.DONE),
                ],
            ),
            Line("地区生产总值50亿元。", [], [("地区生产总值", "50亿元", 5000000000, "GDP")]),
        ],
    ),
    make_report(
        TOWN_B,
        2022,
        [
            Line("全面推行“最多跑一次”改革。", [Says(Predicate.IMPLEMENTS, PROGRAM, Status.DONE)]),
            Line("获评国家卫生镇。", [Says(Predicate.AWARDED, HONOUR, Status.DONE)]),
            Line("坚持人民至上。", [Says(Predicate.UPHOLDS, SLOGAN, Status.ONGOING)]),
            Line("地区生产总值61亿元。", [], [("地区生产总值", "61亿元", 6100000000, "GDP")]),
        ],
    ),
)


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three reports as N-Quads, a graph for each."""
    return write_graph(REPORTS, tmp_path_factory.mktemp("store") / "graph.nq")


@pytest.fixture(scope="session")
def store(graph: Path) -> Store:
    """The three reports as RDF in memory."""
    return open_store(graph)


def write_graph(reports: Sequence[Extraction], file: Path) -> Path:
    """Write reports as N-Quads with the outcomes of their plans."""
    quads = [quad for report in reports for quad in to_quads(report)[0]] + find_outcomes(reports)
    file.write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    return file
