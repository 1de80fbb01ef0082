"""The layout: anchors in place, sectors by type, labels clear of each other, and no chance in it."""

from itertools import combinations

import pytest

from kg.view.layout import place_around, place_in_spiral, place_nodes, place_on_ring


def rank(node: str) -> tuple[int, int]:
    """The name says it: type number, degree."""
    kind, degree, *_ = node.split("-")
    return int(kind), int(degree)


NODES = [f"{kind}-{degree}-{number}" for kind in range(3) for degree in (0, 1, 5) for number in range(4)]
HOMES = {
    "0-9-a": ("0-9-a",),
    "0-9-b": ("0-9-b",),
    **dict.fromkeys(NODES[:18], ("0-9-a",)),
    **dict.fromkeys(NODES[18:30], ("0-9-b",)),
    **dict.fromkeys(NODES[30:], ("0-9-a", "0-9-b")),
}


def test_no_two_nodes_share_the_room_of_a_label() -> None:
    points = place_nodes(HOMES, rank=rank)
    close = [(a, b) for a, b in combinations(points.values(), 2) if abs(a[0] - b[0]) < 150 and abs(a[1] - b[1]) < 60]
    assert len(points) == len(HOMES)
    assert close == []


def test_the_order_of_the_nodes_does_not_matter() -> None:
    assert place_nodes(dict(reversed(HOMES.items())), rank=rank) == place_nodes(HOMES, rank=rank)


def test_what_two_places_share_lies_between_them() -> None:
    points = place_nodes(HOMES, rank=rank)
    left, right = sorted((points["0-9-a"], points["0-9-b"]))
    assert all(left[0] < points[node][0] < right[0] for node in NODES[30:])


def test_the_best_connected_stand_nearest_to_the_centre() -> None:
    points = place_around([node for node in NODES if node.startswith("0")], rank=rank)
    far = {node: (x / 1.25) ** 2 + y**2 for node, (x, y) in points.items()}
    assert max(far[n] for n in far if rank(n)[1] == 5) <= min(far[n] for n in far if rank(n)[1] == 1)
    assert max(far[n] for n in far if rank(n)[1] == 1) <= min(far[n] for n in far if rank(n)[1] == 0)


def test_a_node_without_a_home_has_a_place_too() -> None:
    assert set(place_nodes({"0-1-x": (), "0-1-y": ()}, rank=rank)) == {"0-1-x", "0-1-y"}


@pytest.mark.parametrize("count", [1, 5, 24])
def test_bubbles_stand_apart(count: int) -> None:
    names = [str(number) for number in range(count)]
    for points in (place_in_spiral(names, step=100, skip=4), place_on_ring(names, radius=900)):
        assert len(set(points.values())) == count
