"""What the charts draw: one bar for each figure, one square for each place and thing in common."""

import re

import lxml.html
import pytest

from kg.site.charts import StatusRow, draw_indicators, draw_shared, draw_statuses
from kg.site.charts.drawing import cut_text, measure_text
from kg.site.charts.indicators import gather_bars
from kg.site.material import Material, gather_material
from tests.site.samples import write_build


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    return gather_material(write_build(tmp_path_factory.mktemp("charts") / "output"))


def widths(svg: str) -> list[float]:
    return [float(width) for width in re.findall(r'<rect [^>]*width="([\d.]+)"', svg)]


def test_an_indicator_has_a_bar_for_each_place_and_period(material: Material) -> None:
    (bars,) = gather_bars(material).values()
    assert [(bar.place, bar.observation.period, bar.number) for bar in bars] == [
        ("place/330681901", "2021", 4.6e9),
        ("place/330681901", "2022", 5e9),
        ("place/330681902", "2021", 6.1e9),
    ]


def test_bars_are_as_long_as_their_numbers(material: Material) -> None:
    (chart,) = draw_indicators(material, root="")
    first, second, third = widths(chart)
    assert (first / third, second / third) == pytest.approx((46 / 61, 50 / 61), abs=0.01)
    assert "46亿元" in chart
    assert chart.count("#char=") == 3


def test_only_what_two_places_share_is_in_the_matrix(material: Material) -> None:
    chart = lxml.html.fragment_fromstring(draw_shared(material, "Program", root=""))
    assert [text.text for text in chart.iter("text")] == ["甲溪镇", "乙山镇", "最多跑一次"]
    assert len(chart.xpath(".//a[contains(@href, '#char=')]/rect")) == 2
    assert draw_shared(material, "Honour", root="") == ""


def test_statuses_stand_beside_each_other_with_their_counts() -> None:
    rows = [StatusRow(name="一、回顾", address="a.html#section-1", counts={"done": 3, "planned": 1})]
    chart = draw_statuses(rows, caption="", name="x")
    done, planned = widths(chart)
    assert (done + 1) / (planned + 1) == pytest.approx(3, abs=0.01)
    assert 'href="a.html#section-1"' in chart


def test_nothing_to_count_is_no_chart() -> None:
    assert draw_statuses([], caption="", name="x") == ""


def test_a_text_is_cut_to_a_width() -> None:
    assert cut_text("最多跑一次", 100) == "最多跑一次"
    assert measure_text(cut_text("最多跑一次改革", 50)) <= 50
    assert cut_text("最多跑一次改革", 50).endswith("…")


def test_sections_count_the_facts_under_them(material: Material) -> None:
    counts = {name.partition("-")[0]: rows for name, rows in material.sections.items()}
    assert [dict(row.counts) for row in counts["甲溪镇2021"]] == [{"ongoing": 1, "planned": 3}]
