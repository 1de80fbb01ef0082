"""Three made-up reports: one town in two years, and another town."""

from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import RdfFormat, serialize

from kg.model import EntityType, Extraction, Predicate, Status
from kg.rdf import to_quads
from tests.made_up import Line, Says, make_report, make_town

TOWN_A = make_town("甲溪镇", "330681901")
TOWN_B = make_town("乙山镇", "330681902")
PROGRAM, HONOUR = ("最多跑一次", EntityType.PROGRAM), ("国家卫生镇", EntityType.HONOUR)
PARK, ROAD = ("明珠公园", EntityType.FACILITY), ("环湖公路", EntityType.FACILITY)
NAMESAKE = ("明珠公园", EntityType.PROJECT)


def make_reports() -> tuple[Extraction, ...]:
    """甲溪镇 plans a park, an honour and a road, and then reports the first two; 乙山镇 has an honour at once."""
    plans = [
        Says(Predicate.IMPLEMENTS, PARK, Status.PLANNED),
        Says(Predicate.TARGETS, HONOUR, Status.PLANNED),
        Says(Predicate.IMPLEMENTS, ROAD, Status.PLANNED),
    ]
    first = [
        Line("深化“最多跑一次”改革。", [Says(Predicate.IMPLEMENTS, PROGRAM, Status.ONGOING)]),
        Line("明年建成明珠公园，争创国家卫生镇，动工环湖公路。", plans),
        Line("地区生产总值46亿元。", [], [("地区生产总值", "46亿元", 4600000000, "GDP")]),
    ]
    done = [Says(Predicate.IMPLEMENTS, PARK, Status.DONE), Says(Predicate.AWARDED, HONOUR, Status.DONE)]
    second = [
        Line("明珠公园建成，获评国家卫生镇。", done),
        Line("地区生产总值50亿元。", [], [("地区生产总值", "50亿元", 5000000000, "GDP")]),
    ]
    other = [
        Line("推行“最多跑一次”改革。", [Says(Predicate.IMPLEMENTS, PROGRAM, Status.DONE)]),
        Line("推进明珠公园项目。", [Says(Predicate.IMPLEMENTS, NAMESAKE, Status.ONGOING)]),
        Line("地区生产总值61亿元。", [], [("地区生产总值", "61亿元", 6100000000, "GDP")]),
    ]
    rows = ((TOWN_A, 2021, first), (TOWN_A, 2022, second), (TOWN_B, 2021, other))
    return tuple(make_report(place, year, lines) for place, year, lines in rows)


def write_graph(path: Path, reports: Sequence[Extraction] = ()) -> Path:
    """Reports as N-Quads; those of this file unless others are given."""
    quads = [quad for report in (reports or make_reports()) for quad in to_quads(report)[0]]
    path.write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    return path
