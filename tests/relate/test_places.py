"""Where things are: from names that hold a place, and from the words around."""

from collections.abc import Callable

import pytest

Rows = Callable[..., set[tuple[str | None, str, str, str]]]


def test_a_place_inside_a_name_counts_when_it_is_a_mention_elsewhere(rows: Rows) -> None:
    found = rows("[青山]".replace("]", "|Place]") + "风景好。", "[青山博物馆|Facility]建成开放。")
    assert ("青山博物馆", "locatedIn", "青山", "done") in found


def test_a_place_that_is_no_mention_anywhere_is_left_out(rows: Rows) -> None:
    assert rows("[青山博物馆|Facility]建成开放。") == {(None, "implements", "青山博物馆", "done")}


@pytest.mark.parametrize("verb", ["落户", "落地"])
def test_a_verb_of_settling_tells_the_place(rows: Rows, verb: str) -> None:
    found = rows(f"[中部数据中心|Facility]{verb}[青山|Place]。")
    assert ("中部数据中心", "locatedIn", "青山", "done") in found


def test_a_location_has_the_status_of_what_is_built_there(rows: Rows) -> None:
    found = rows("[青山|Place]要有新面貌。", "建成[青山博物馆|Facility]。", role="plan")
    assert ("青山博物馆", "locatedIn", "青山", "planned") in found
