"""What the charts draw: one bar for each figure, one square for each place and thing in common."""

import re

import lxml.html
import pytest
from lxml import etree

from kg.site.charts import StatusRow, draw_indicators, draw_shared, draw_statuses
from kg.site.charts.drawing import cut_text, measure_text
from kg.site.charts.indicators import gather_bars, name_file
from kg.site.material import Material, gather_material
from kg.view.labels import Label
from tests.site.samples import write_build

TITLE = Label(key="x", zh="题", en="title")


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
    first, second, third = widths("".join(chart.parts))
    assert (first / third, second / third) == pytest.approx((46 / 61, 50 / 61), abs=0.01)
    assert "46亿元" in chart.to_figure()
    assert chart.to_figure().count("#char=") == 3


def test_only_what_two_places_share_is_in_the_matrix(material: Material) -> None:
    picture = draw_shared(material, "Program", root="")
    assert picture is not None
    chart = lxml.html.fragment_fromstring(picture.to_figure())
    assert [text.text for text in chart.iter("text")] == ["甲溪镇", "乙山镇", "最多跑一次"]
    assert len(chart.xpath(".//a[contains(@href, '#char=')]/rect")) == 2
    assert draw_shared(material, "Honour", root="") is None


def test_statuses_stand_beside_each_other_with_their_counts() -> None:
    rows = [StatusRow(name="一、回顾", address="a.html#section-1", counts={"done": 3, "planned": 1})]
    picture = draw_statuses(rows, title=TITLE)
    assert picture is not None
    done, planned = widths("".join(picture.parts))
    assert (done + 1) / (planned + 1) == pytest.approx(3, abs=0.01)
    assert 'href="a.html#section-1"' in picture.to_figure()


def test_a_picture_in_a_file_tells_its_title_and_colours_and_leads_nowhere(material: Material) -> None:
    (chart,) = draw_indicators(material, root="")
    svg = etree.fromstring(chart.to_file().encode())
    words = [text for text in svg.itertext() if text.strip()]
    assert {"地区生产总值（数值）", "Gross domestic product (level)", "实绩", "46亿元", "甲溪镇"} <= set(words)
    assert svg.xpath("//*[local-name()='a' or local-name()='title' or @href]") == []
    left, top, width, height = map(float, svg.get("viewBox").split())
    assert (left, top) == (-20, -64)
    assert (width, height) == (float(svg.get("width")), float(svg.get("height")))


def test_a_hostile_name_stays_text_in_a_file() -> None:
    rows = [StatusRow(name="</text><script>x</script>\x0b\ud800", address='"><a>', counts={"done": 1})]
    picture = draw_statuses(rows, title=Label(key="x", zh="<b>题</b>", en="<i>"))
    assert picture is not None
    svg = etree.fromstring(picture.to_file().encode())
    assert {etree.QName(node).localname for node in svg.iter()} == {"svg", "style", "rect", "text"}


@pytest.mark.parametrize(
    ("parts", "name"),
    [(("GDP", "level", "CNY"), "gdp-level-CNY"), (("A/B", "growth", "%"), "a-b-growth-percent")],
)
def test_the_file_of_a_chart_has_a_safe_name(parts: tuple[str, str, str], name: str) -> None:
    assert name_file(*parts) == name


def test_nothing_to_count_is_no_chart() -> None:
    assert draw_statuses([], title=TITLE) is None


def test_a_text_is_cut_to_a_width() -> None:
    assert cut_text("最多跑一次", 100) == "最多跑一次"
    assert measure_text(cut_text("最多跑一次改革", 50)) <= 50
    assert cut_text("最多跑一次改革", 50).endswith("…")


def test_sections_count_the_facts_under_them(material: Material) -> None:
    counts = {name.partition("-")[0]: rows for name, rows in material.sections.items()}
    assert [dict(row.counts) for row in counts["甲溪镇2021"]] == [{"ongoing": 1, "planned": 3}]
