"""What is shown of one thing, by whichever of its names."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import NotFoundError
from kg.explore import Wording, show_entity
from kg.explore.wording import clean
from kg.store import Store
from tests.explore.samples import write_graph

BASE = "https://w3id.org/policykg/id/"


@pytest.mark.parametrize("name", ["甲溪镇", "330681901", "place/330681901", f"{BASE}place/330681901"])
def test_a_place_is_found_by_name_code_key_and_iri(store: Store, name: str) -> None:
    assert show_entity(store, name).thing.key == "place/330681901"


def test_what_a_place_does_comes_with_status_period_and_sentence(store: Store) -> None:
    claims = [claim for claim in show_entity(store, "甲溪镇").claims if claim.object.name == "明珠公园"]
    assert [(claim.predicate, claim.status, claim.period) for claim in claims] == [
        ("implements", "done", "2022"),
        ("implements", "planned", "2022"),
    ]
    assert claims[0].proof.sentence == "明珠公园建成，获评国家卫生镇。"
    assert claims[0].proof.title == "甲溪镇2022年报告"


def test_what_is_done_with_a_program_is_on_its_other_side(store: Store) -> None:
    profile = show_entity(store, "最多跑一次")
    assert [(claim.subject.name, claim.status) for claim in profile.inverse] == [
        ("乙山镇", "done"),
        ("甲溪镇", "ongoing"),
    ]
    assert profile.claims == ()
    assert dict(profile.documents) == {"甲溪镇2021年报告": 1, "乙山镇2021年报告": 1}


def test_figures_come_by_year(store: Store) -> None:
    figures = show_entity(store, "甲溪镇").figures
    assert [(figure.year, figure.value, figure.unit) for figure in figures] == [
        (2021, "46亿元", "CNY"),
        (2022, "50亿元", "CNY"),
    ]


def test_of_namesakes_the_best_known_is_shown_and_the_others_are_listed(store: Store) -> None:
    profile = show_entity(store, "明珠公园")
    assert profile.thing.key == "facility/330681901/明珠公园"
    assert [thing.key for thing in profile.namesakes] == ["project/330681902/明珠公园"]


@pytest.mark.parametrize("name", ["最多跑一趟", "program/最多跑一趟", '最多跑一次" } #', "http://nowhere/x"])
def test_an_unknown_name_is_told_with_near_ones(store: Store, name: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        show_entity(store, name)
    assert name == caught.value.name
    assert "最多跑一次" in caught.value.near or "http" in name


def test_long_lists_are_cut_and_say_so(store: Store) -> None:
    text = Wording(english=True).profile(show_entity(store, "甲溪镇"), limit=1)
    assert "implements (4)" in text
    assert "… 3 more (--limit 0 shows all)" in text


def test_what_does_not_print_is_left_out() -> None:
    assert clean("a\x1b[31m\u202eb\n") == "a[31mb"


@pytest.mark.parametrize(
    ("arguments", "field"),
    [(["show", "甲溪镇"], "thing"), (["timeline", "甲溪镇"], "place"), (["compare", "甲溪镇", "乙山镇"], "first")],
)
def test_the_commands_give_all_of_it_as_json(tmp_path: Path, arguments: list[str], field: str) -> None:
    graph = write_graph(tmp_path / "graph.nq")
    command = [sys.executable, "-m", "kg", *arguments, "--store", str(graph), "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert "place/330681901" in json.dumps(json.loads(answer.stdout)[field])
