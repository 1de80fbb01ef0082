"""A catalogue in, what the page draws first out: a pyvis network of everything, or an overview when that is too much.

pyvis 0.3.2 loses parallel edges of undirected networks, writes into graphs it is given and checks each new edge against
a list of all nodes; so networks here are directed, get their nodes from us, and stay below a size where that matters.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.view.catalogue import Catalogue
from kg.view.labels import JURISDICTION, read_labels
from kg.view.layout import Point, place_around, place_in_spiral, place_nodes, place_on_ring, shared_room

if TYPE_CHECKING:
    from pyvis.network import Network

FULL_LIMIT = 1800  # above this many entities with facts the page opens on an overview
_WITH_UNLINKED_LIMIT = 1200  # above this many entities those without facts are left to the search
_RING_LIMIT = 24  # so many places fit on a ring
_CLUSTER_LIMIT = 240  # of one place, opened from the overview
_HUBS = 34
_TOP_OF_TYPE = 8
_COLUMNS, _BLOCK_X, _BLOCK_Y = 5, 390, 480  # of the table of types
_BUBBLE_STEP = 124
_HUB_ROOM = 2.3  # times the usual cell, so that the names can be read from afar
_SHORT_LABEL = 8
_SHARED_FONT, _SHARED_LABEL = 25, 6  # times the room of a cell, and characters: what is shared is to be read from afar
_VIEW = 1100  # pixels across which a scene is first seen

Scene = dict[str, Any]
Look = dict[str, Any]  # fields of a vis-network node


def make_scenes(catalogue: Catalogue) -> dict[str, Scene]:
    """What the page can open on, by name: `all`, or `places` and `types` for a large graph."""
    linked = [key for key in catalogue.keys if catalogue.is_linked(key)]
    if len(linked) <= FULL_LIMIT:
        return {
            "all": _full_scene(catalogue, catalogue.keys if len(catalogue.keys) <= _WITH_UNLINKED_LIMIT else linked)
        }
    return {"places": _place_scene(catalogue), "types": _type_scene(catalogue)}


def lay_out_clusters(catalogue: Catalogue) -> dict[int, list[list[int]]]:
    """For each reporting place, the number and point of its best connected entities: what opens around it."""
    members: dict[str, list[str]] = {key: [] for key in catalogue.keys if catalogue.is_anchor(key)}
    for key, homes in catalogue.homes.items():
        for home in homes:
            if home != key:
                members[home].append(key)
    clusters = {}
    for anchor, keys in members.items():
        linked = {*catalogue.graph.successors(anchor), *catalogue.graph.predecessors(anchor)} - {anchor}
        best = sorted({*keys, *linked}, key=lambda key: (key not in linked, -catalogue.degrees[key], key))
        points = place_around(best[:_CLUSTER_LIMIT], rank=catalogue.rank)
        clusters[catalogue.numbers[anchor]] = [[catalogue.numbers[key], x, y] for key, (x, y) in points.items()]
    return clusters


def _full_scene(catalogue: Catalogue, keys: Sequence[str]) -> Scene:
    homes = {key: catalogue.homes[key] for key in keys}
    points = place_nodes(homes, rank=catalogue.rank)
    shared = [key for key in keys if len(homes[key]) != 1]
    zoom = max(1.0, _width(points.values()) / _VIEW)
    room = shared_room(len(keys), len(shared))
    looks = {key: _look(zoom, size=14, font=21) for key in keys if catalogue.is_anchor(key)}
    for key in shared:
        look = _look(room, size=catalogue.size(key) * 0.6, font=_SHARED_FONT)
        looks[key] = look | {"label": _cut(catalogue, key, _SHARED_LABEL)}
    network = _new_network()
    _add_entities(network, catalogue, points, looks=looks)
    for subject, target in sorted(set(catalogue.graph.edges())):
        if subject != target:
            _add_edge(network, catalogue, (subject, target))
    return _finish(network)


def _place_scene(catalogue: Catalogue) -> Scene:
    """What most places share in the middle, the places around it in the order of their codes."""
    shared = [key for key in catalogue.keys if len(catalogue.homes[key]) > 2 and catalogue.degrees[key] > 0]
    hubs = sorted(shared, key=lambda key: (-len(catalogue.homes[key]), key))[:_HUBS]
    points = {
        key: (round(x * _HUB_ROOM), round(y * _HUB_ROOM))
        for key, (x, y) in place_around(hubs, rank=catalogue.rank).items()
    }
    anchors = [key for key in catalogue.keys if catalogue.is_anchor(key)]
    reach = max((abs(y) for _, y in points.values()), default=0) + _BUBBLE_STEP
    around = place_on_ring(anchors, radius=reach + _BUBBLE_STEP) if len(anchors) <= _RING_LIMIT else {}
    inner = math.ceil((reach / _BUBBLE_STEP) ** 2) if hubs else 0
    around = around or place_in_spiral(anchors, step=_BUBBLE_STEP, skip=inner)
    counts = Counter(home for homes in catalogue.homes.values() for home in homes)
    looks = {key: {"size": round(10 + 2 * math.sqrt(counts[key])), "font": {"size": 38}} for key in anchors}
    for key in hubs:
        looks[key] = {"size": catalogue.size(key), "font": {"size": 38}, "label": _cut(catalogue, key)}
    network = _new_network()
    _add_entities(network, catalogue, points | around, looks=looks)
    return _finish(network)


def _type_scene(catalogue: Catalogue) -> Scene:
    """A table of the types: under the name of each, the entities that most places name."""
    groups: dict[str, list[str]] = {kind: [] for kind in read_labels("type") if kind != JURISDICTION}
    for key in catalogue.keys:
        if not catalogue.is_anchor(key):
            groups[catalogue.group(key)].append(key)
    network = _new_network()
    for number, (kind, keys) in enumerate((kind, keys) for kind, keys in groups.items() if keys):
        left, top = number % _COLUMNS * _BLOCK_X, number // _COLUMNS * _BLOCK_Y
        best = sorted(keys, key=lambda key: (-len(catalogue.homes[key]), -catalogue.degrees[key], key))[:_TOP_OF_TYPE]
        points = {key: (left + place % 2 * 160, top + place // 2 * 84) for place, key in enumerate(best)}
        looks = {key: {"font": {"size": 18}, "label": _cut(catalogue, key)} for key in best}
        _add_entities(network, catalogue, points, looks=looks)
        font = {"size": 30, "color": read_labels("type")[kind].colour}
        label = f"{read_labels('type')[kind].zh}  {len(keys)}"
        network.add_node(f"type:{kind}", label=label, shape="text", group=kind, font=font, x=left + 80, y=top - 66)
    return _finish(network)


def _cut(catalogue: Catalogue, key: str, length: int = _SHORT_LABEL) -> str:
    label = str(catalogue.graph.nodes[key]["label"])
    return label if len(label) <= length else f"{label[: length - 1]}…"


def _new_network() -> "Network":
    from pyvis.network import Network

    return Network(directed=True)


def _add_entities(
    network: "Network", catalogue: Catalogue, points: Mapping[str, Point], *, looks: Mapping[str, Look] | None = None
) -> None:
    for key in sorted(points):
        look = {"label": catalogue.label(key), "size": catalogue.size(key)} | dict((looks or {}).get(key, {}))
        network.add_node(catalogue.numbers[key], group=catalogue.group(key), **look, **_point(points[key]))


def _look(zoom: float, *, size: float, font: int) -> Look:
    return {"size": round(zoom * size), "font": {"size": round(zoom * font)}}


def _width(points: Iterable[Point]) -> int:
    columns = [x for x, _ in points]
    return max(columns, default=0) - min(columns, default=0)


def _add_edge(network: "Network", catalogue: Catalogue, pair: tuple[str, str]) -> None:
    subject, target = (catalogue.numbers[key] for key in pair)
    statuses = {status for data in catalogue.graph[pair[0]][pair[1]].values() for status in data["statuses"]}
    network.add_edge(subject, target, id=f"{subject}-{target}", dashes=statuses == {"planned"})


def _finish(network: "Network") -> Scene:
    nodes, edges, *_ = network.get_network_data()
    return {"nodes": _sorted(nodes, "id"), "edges": _sorted(edges, "id")}


def _sorted(rows: Iterable[dict[str, Any]], field: str) -> list[dict[str, Any]]:
    """Rows with their fields in a fixed order."""
    return [dict(sorted(row.items())) for row in sorted(rows, key=lambda row: str(row[field]))]


def _point(point: Point) -> dict[str, int]:
    return {"x": point[0], "y": point[1]}
