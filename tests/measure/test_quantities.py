"""Numbers with units and bounds: where they begin and end, and what they amount to."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.measure.quantities import find_quantities
from kg.measure.ranks import find_ranks
from kg.measure.refusals import is_refused


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("增长6.5%左右，", "6.5%左右"),
        ("增长8%以上。", "8%以上"),
        ("吸引超1000人次参与", "超1000人次"),
        ("新增1-2个示范村", "1-2个"),
        ("改造近2平方公里", "近2平方公里"),
        ("贷款不低于5亿元。", "不低于5亿元"),
        ("浓度降至36.8微克/立方米。", "36.8微克/立方米"),
        ("总投资超百亿元，", "超百亿元"),
        ("产值翻一番。", "翻一番"),
        ("改造2.2万余套，", "2.2万余套"),
        ("低保提高到725元/月、", "725元/月"),
        ("超七成企业开工", "超七成"),
    ],
)
def test_span_takes_in_unit_and_bound(text: str, value: str) -> None:
    found = [text[q.start : q.end] for q in find_quantities(text, 0, len(text)) if not is_refused(text, q)]
    assert found == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("46亿元", ("4600000000", None, None)),
        ("8%以上", ("8", "8", None)),
        ("3.5%以内", ("3.5", None, "3.5")),
        ("1-2个", (None, "1", "2")),
        ("5-6万亩", (None, "33333333.33", "40000000")),
        ("10公里", ("10000", None, None)),
        ("翻两番", ("300", None, None)),
    ],
)
def test_numbers_are_in_base_units(text: str, values: tuple[str | None, ...]) -> None:
    (quantity,) = find_quantities(text, 0, len(text))
    assert quantity.values() == tuple(None if value is None else Decimal(value) for value in values)


@pytest.mark.parametrize(
    "text",
    [
        "入选第一批试点",
        "打造“15分钟”健身圈",
        "办好十件民生实事",
        "围绕三个“一号工程”",
        "连续3年获评",
        "经营性收入50万元以上的村",
        "出台39条政策措施",
        "培育50亿级企业",
        "打造一批街区",
        "截至2023年，",
        "国道G4215成都段",
    ],
)
def test_what_is_no_measure(text: str) -> None:
    assert [text[q.start : q.end] for q in find_quantities(text, 0, len(text)) if not is_refused(text, q)] == []


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("增速居全省第16，", "全省第16"),
        ("综合实力百强县市第89位，", "第89位"),
        ("考核位列全市第一。", "全市第一"),
        ("进入全省前30位。", "全省前30位"),
        ("增速居同类市（州）第2名，", "同类市（州）第2名"),
        ("销量连续五年全省首位。", "全省首位"),
    ],
)
def test_rank_keeps_its_scope(text: str, rank: str) -> None:
    assert [text[r.start : r.end] for r in find_ranks(text, 0, len(text))] == [rank]


@pytest.mark.parametrize("text", ["第一产业增长", "第一中学扩建", "放在第一位", "第28中学", "全国第一批", "提前三天"])
def test_ordinals_are_no_ranks(text: str) -> None:
    assert list(find_ranks(text, 0, len(text))) == []


@given(st.text(alphabet="0123456789.,一二两十百千万亿余%元个人户第位超近以上左右至-的，。全省 "))
def test_quantities_are_in_order_and_apart(text: str) -> None:
    before = 0
    for quantity in find_quantities(text, 0, len(text)):
        assert before <= quantity.core < quantity.end <= len(text)
        assert quantity.start <= quantity.core
        before = quantity.end
        quantity.values()
