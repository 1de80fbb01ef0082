"""Two places, or two years of one, beside each other."""

import pytest

from kg.errors import NotFoundError, UsageError
from kg.explore import Wording, compare_places
from kg.explore.comparison import Comparison
from kg.store import Store


def names(comparison: Comparison, which: str) -> list[str]:
    return [item.thing.name for group in comparison.groups for item in getattr(group, which)]


def test_both_only_one_and_only_the_other(store: Store) -> None:
    found = compare_places(store, "甲溪镇", "乙山镇")
    assert [(a.thing.name, a.statuses, b.statuses) for group in found.groups for a, b in group.both] == [
        ("最多跑一次", ("ongoing",), ("done",))
    ]
    assert names(found, "only_first") == ["明珠公园", "环湖公路", "国家卫生镇"]
    assert names(found, "only_second") == ["明珠公园"]


def test_namesakes_of_two_places_are_not_the_same(store: Store) -> None:
    keys = [item.thing.key for group in compare_places(store, "甲溪镇", "乙山镇").groups for item in group.only_second]
    assert keys == ["project/330681902/明珠公园"]


def test_figures_are_of_the_latest_period_that_both_have(store: Store) -> None:
    (pair,) = compare_places(store, "甲溪镇", "乙山镇").figures
    assert pair.first
    assert pair.second
    assert (pair.name, pair.first.value, pair.second.value) == ("地区生产总值", "46亿元", "61亿元")


def test_a_place_is_compared_with_itself_in_another_year(store: Store) -> None:
    found = compare_places(store, "甲溪镇@2021", "甲溪镇@2022")
    assert names(found, "only_first") == ["最多跑一次"]
    assert names(found, "only_second") == ["明珠公园", "环湖公路", "国家卫生镇"]
    (pair,) = found.figures
    assert pair.first
    assert pair.second
    assert (pair.first.value, pair.second.value) == ("46亿元", "50亿元")


@pytest.mark.parametrize("side", ["甲溪乡", "甲溪乡@2021", "最多跑一次"])
def test_what_is_no_place_is_told(store: Store, side: str) -> None:
    with pytest.raises((NotFoundError, UsageError), match=r"甲溪乡|最多跑一次"):
        compare_places(store, side, "乙山镇")


def test_markdown_has_a_heading_and_a_table_for_each_part(store: Store) -> None:
    text = Wording(form="md").comparison(compare_places(store, "甲溪镇", "乙山镇"))
    assert "# 甲溪镇 ↔ 乙山镇\n" in text
    assert "| 政策举措 | 最多跑一次 | 进行中 2021 | 已完成 2021 |" in text
    assert "| 地区生产总值 | 数值 | 实绩 | 46亿元 (2021) | 61亿元 (2021) |" in text
