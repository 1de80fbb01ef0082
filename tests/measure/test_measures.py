"""Measures of small reports: indicator, kind, status, time and owner."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.measure import find_measures
from kg.model import Document, EntityType, Measure, MeasureKind, MeasureStatus, Mention, Metadata
from kg.structure import outline_document


def make_document(text: str, *, reviewed: str = "2023", planned: str = "2024") -> Document:
    return Document(
        name="report",
        path="report.txt",
        media_type="text/plain",
        encoding="utf-8",
        text=text,
        body=((0, len(text)),),
        sha256="",
        metadata=Metadata(reviewed=reviewed, planned=planned, organ="甲县人民政府"),
    )


def measure(text: str, *, mentions: tuple[Mention, ...] = (), reviewed: str = "2023") -> tuple[Measure, ...]:
    document = make_document(text, reviewed=reviewed)
    return find_measures(document, outline_document(document), mentions=mentions)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("全县地区生产总值46亿元、增长6%。", [("地区生产总值", "46亿元"), ("地区生产总值", "6%")]),
        ("新增城镇就业3万人，完成改厕200户。", [("新增城镇就业", "3万人"), ("改厕", "200户")]),
        ("成功创建8个省级和美乡村。", [("创建省级和美乡村", "8个")]),
        ("甲厂、乙厂等7个项目投产。", [("项目投产", "7个")]),
        (
            "城乡居民人均可支配收入分别达77400元和43200元，分别增长6.3%、6.8%。",
            [("城乡居民人均可支配收入", v) for v in ("77400元", "43200元", "6.3%", "6.8%")],
        ),
        (
            "城镇、农村居民人均可支配收入分别增长6%、7%。",
            [("城镇居民人均可支配收入", "6%"), ("农村居民人均可支配收入", "7%")],
        ),
        ("税收收入9亿元，占比提高2个百分点。", [("税收收入", "9亿元"), ("税收收入占比", "2个百分点")]),
        ("实施总投资11亿元的16个城建项目。", [("城建项目总投资", "11亿元"), ("城建项目", "16个")]),
        ("投资2亿元新建公路30公里。", [("新建公路投资", "2亿元"), ("新建公路", "30公里")]),
        ("办结率、满意率均达100%。", [("办结率、满意率", "100%")]),
        ("粮食产量5万吨，增速居全省第3。", [("粮食产量", "5万吨"), ("粮食产量增速", "全省第3")]),
        ("95%的村庄通了公路。", [("村庄通了公路", "95%")]),
    ],
)
def test_indicator_is_read_from_either_side(text: str, pairs: list[tuple[str, str]]) -> None:
    assert [(m.indicator, m.value) for m in measure(text)] == pairs


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("投资增长6%。", MeasureKind.GROWTH, "6"),
        ("能耗下降5%以上。", MeasureKind.GROWTH, "-5"),
        ("覆盖率提升至85%。", MeasureKind.SHARE, "85"),
        ("占比提高1.5个百分点。", MeasureKind.GROWTH, "1.5"),
        ("新增学位500个。", MeasureKind.LEVEL, "500"),
        ("污染天数同比减少10天。", MeasureKind.GROWTH, "-10"),
        ("经济总量居全市第2位。", MeasureKind.RANK, "2"),
    ],
)
def test_kind_and_sign_come_from_the_verb(text: str, kind: MeasureKind, number: str) -> None:
    (found,) = measure(text)
    assert (found.kind, found.number) == (kind, Decimal(number))


def test_bounds_of_a_fall_change_places() -> None:
    (found,) = measure("单位能耗下降5%以上。")
    assert (found.lower, found.upper) == (None, Decimal(-5))


@pytest.mark.parametrize(
    ("text", "period", "status"),
    [
        ("全年接待游客5万人次。", "2023", MeasureStatus.ACTUAL),
        ("1-6月接待游客5万人次。", "2023-01/2023-06", MeasureStatus.ACTUAL),
        ("五年来，新建公路50公里。", "2019/2023", MeasureStatus.ACTUAL),
        ("一、2024年工作安排\n力争接待游客6万人次。", "2024", MeasureStatus.TARGET),
        ("一、2024年工作安排\n到2026年，产值达到5亿元。", "2026", MeasureStatus.TARGET),
        ("产值5亿元，比2019年增长5%。", "2023", MeasureStatus.ACTUAL),
    ],
)
def test_time_and_status(text: str, period: str, status: MeasureStatus) -> None:
    assert {(m.period, m.status) for m in measure(text)} == {(period, status)}


def test_months_hold_for_the_next_sentence_of_the_paragraph() -> None:
    text = "1-6月财政总收入3亿元。其中区级收入1亿元。\n新建公园2个。"
    assert [m.period for m in measure(text, reviewed="2021-H1")] == ["2021-01/2021-06"] * 2 + ["2021-H1"]


def test_a_named_thing_owns_its_numbers() -> None:
    text = "林海水库完成投资8亿元、获得资金2亿元，新建公园3个。总投资1亿元的富泉项目开工。"
    mentions = tuple(
        Mention(start=text.index(name), end=text.index(name) + len(name), text=name, type=kind)
        for name, kind in (("林海水库", EntityType.FACILITY), ("富泉项目", EntityType.PROJECT))
    )
    assert [m.subject for m in measure(text, mentions=mentions)] == ["林海水库", "林海水库", None, "富泉项目"]


def test_a_number_inside_a_name_is_no_measure() -> None:
    text = "推进2万吨桥项目。"
    name = Mention(start=2, end=7, text="2万吨桥项", type=EntityType.PROJECT)
    assert measure(text, mentions=(name,)) == ()


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("全县地区生产总值46亿元。", "GDP"),
        ("规上工业增加值增长8%。", "INDUSTRIAL-VALUE-ADDED-LARGE"),
        ("农村居民人均可支配收入2万元。", "INCOME-RURAL"),
        ("战略性新兴工业增加值3亿元。", None),
        ("森林覆盖率达60%。", "FOREST-COVER"),
    ],
)
def test_standard_indicators_have_a_notation(text: str, concept: str | None) -> None:
    assert [m.concept for m in measure(text)] == [concept]


@given(st.text(alphabet="新建公路增长下降至达到3万5%元个，。、；分别第一全省前和的\n", max_size=60))
def test_value_spans_slice_back(text: str) -> None:
    for found in measure(text):
        assert text[found.start : found.end] == found.value
        assert 0 < found.score <= 1
