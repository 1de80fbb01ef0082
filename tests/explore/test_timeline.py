"""Plans against results, year by year."""

import pytest

from kg.explore import Outcome, Wording, trace_place
from kg.explore.timeline import judge
from kg.explore.values import Claim, Proof, make_thing
from kg.store import Store


def claim(status: str, year: int) -> Claim:
    return Claim(
        year=year,
        period=str(year),
        predicate="implements",
        subject=make_thing("http://a/id/place/1", "甲"),
        object=make_thing("http://a/id/program/乙", "乙"),
        status=status,
        proof=Proof(title="", source="", start=0, end=1, sentence="。"),
    )


@pytest.mark.parametrize(
    ("claims", "outcome"),
    [
        ([("planned", 2022), ("done", 2022)], Outcome.KEPT),
        ([("planned", 2022), ("done", 2023)], Outcome.KEPT),
        ([("planned", 2022), ("ongoing", 2022)], Outcome.UNDER_WAY),
        ([("done", 2021), ("planned", 2022)], Outcome.OPEN),
        ([("planned", 2022)], Outcome.OPEN),
        ([("done", 2021), ("ongoing", 2022)], Outcome.UNPLANNED),
    ],
)
def test_a_plan_is_kept_by_what_comes_in_its_year_or_later(claims: list[tuple[str, int]], outcome: Outcome) -> None:
    assert judge([claim(status, year) for status, year in claims]) is outcome


def test_an_honour_planned_by_one_verb_is_kept_by_another(store: Store) -> None:
    lines = {line.item.thing.name: line for line in trace_place(store, "甲溪镇").lines}
    assert {name: line.outcome for name, line in lines.items()} == {
        "最多跑一次": Outcome.UNPLANNED,
        "明珠公园": Outcome.KEPT,
        "环湖公路": Outcome.OPEN,
        "国家卫生镇": Outcome.KEPT,
    }
    assert lines["国家卫生镇"].statuses(2022) == ("done", "planned")
    assert lines["国家卫生镇"].statuses(2021) == ()


def test_only_one_type_when_asked(store: Store) -> None:
    found = trace_place(store, "甲溪镇", kind="Honour")
    assert [line.item.thing.name for line in found.lines] == ["国家卫生镇"]
    assert found.years == (2022,)


def test_the_table_has_a_column_for_each_year(store: Store) -> None:
    text = Wording(english=True, form="md").timeline(trace_place(store, "甲溪镇"))
    assert "| type | name | 2021 | 2022 | outcome |" in text
    assert "| Honour | 国家卫生镇 |  | ●done ○planned | planned, then done |" in text
