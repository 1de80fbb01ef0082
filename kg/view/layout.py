"""A graph of reports in, a point for every node out: places as anchors, their own entities around them by type.

Force layouts turn such graphs into dandelions whose labels cover each other. So every node gets a cell of a lattice
that is wide enough for its label: an anchor's own entities fill the cells nearest to it, one sector a type and the best
connected nearest; what several places share goes to the free cells between them. No randomness, whole numbers only.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

Point = tuple[int, int]
Homes = Mapping[str, Sequence[str]]  # node → the anchors it belongs to
Rank = Callable[[str], tuple[int, int]]  # node → the place of its type in the legend, how well it is connected

_CELL_X, _CELL_Y = 160, 62  # room for a label of ten Chinese characters under a dot
_CORE = 120  # kept free around an anchor
_GAP = 100  # between neighbouring clusters
_STEPS = 240  # of pulling clusters together
_STRETCH = 1.25  # screens are wider than high


def place_nodes(homes: Homes, *, rank: Rank) -> dict[str, Point]:
    """A point for each node; an anchor is its own home."""
    own: dict[str, list[str]] = defaultdict(list)
    shared: list[str] = []
    for node, places in sorted(homes.items()):
        if len(places) != 1:
            shared.append(node)
        elif places[0] != node:
            own[places[0]].append(node)
    anchors = sorted({place for places in homes.values() for place in places})
    clusters = {anchor: place_around(own[anchor], rank=rank) for anchor in anchors}
    room = shared_room(len(homes), len(shared))
    middle = math.sqrt(len(shared) * _CELL_X * _CELL_Y / math.pi) * room
    radii = {anchor: _radius(points.values()) for anchor, points in clusters.items()}
    centres = _place_clusters(radii, middle=middle)
    points = {anchor: centres[anchor] for anchor in anchors}
    for anchor, cluster in clusters.items():
        points |= {node: _shift(point, centres[anchor]) for node, point in cluster.items()}
    return points | _place_shared(shared, homes=homes, centres=centres, taken=points)


def place_around(nodes: Sequence[str], *, rank: Rank) -> dict[str, Point]:
    """Points around (0, 0): sectors by type, in each the best connected next to the centre, the unconnected outside."""
    inner = [node for node in nodes if rank(node)[1] > 0]
    outer = [node for node in nodes if rank(node)[1] <= 0]
    cells = _nearest_cells(len(nodes))
    return _fill_sectors(inner, cells[: len(inner)], rank=rank) | _fill_sectors(outer, cells[len(inner) :], rank=rank)


def _fill_sectors(nodes: Sequence[str], cells: Sequence[Point], *, rank: Rank) -> dict[str, Point]:
    around = sorted(cells, key=_angle)
    points: dict[str, Point] = {}
    for _, run in groupby(sorted(nodes, key=lambda node: (rank(node)[0], node)), key=lambda node: rank(node)[0]):
        best = sorted(run, key=lambda node: (-rank(node)[1], node))
        sector = sorted(around[: len(best)], key=lambda cell: (_distance(cell), cell))
        points |= dict(zip(best, sector, strict=True))
        around = around[len(best) :]
    return points


def place_in_spiral(nodes: Sequence[str], *, step: int, skip: int) -> dict[str, Point]:
    """Points for bubbles of about the same size, in the order given, as the seeds of a sunflower; `skip` stay free."""
    golden = math.pi * (3 - math.sqrt(5))
    return {
        node: (
            round(step * _STRETCH * math.sqrt(number + 0.5) * math.cos(number * golden)),
            round(step * math.sqrt(number + 0.5) * math.sin(number * golden)),
        )
        for number, node in enumerate(nodes, skip)
    }


def place_on_ring(nodes: Sequence[str], *, radius: int) -> dict[str, Point]:
    """Points on an ellipse, clockwise from the top."""
    turns = {node: 2 * math.pi * number / len(nodes) - math.pi / 2 for number, node in enumerate(nodes)}
    wide = radius * 1.5
    return {node: (round(wide * math.cos(turn)), round(radius * math.sin(turn))) for node, turn in turns.items()}


def _nearest_cells(count: int) -> list[Point]:
    reach = math.ceil(math.sqrt((count + 30) * _CELL_X * _CELL_Y)) + _CORE
    cells = [
        (column * _CELL_X + (row % 2) * _CELL_X // 2, row * _CELL_Y)
        for row in range(-(reach // _CELL_Y), reach // _CELL_Y + 1)
        for column in range(-(reach // _CELL_X) - 1, reach // _CELL_X + 2)
    ]
    free = (cell for cell in cells if _distance(cell) >= _CORE)
    return sorted(free, key=lambda cell: (_distance(cell), cell))[:count]


def _place_clusters(radii: Mapping[str, float], *, middle: float) -> dict[str, Point]:
    """Cluster centres: a ring, drawn together until they touch each other or the middle, kept for what is shared."""
    if len(radii) == 1:
        return dict.fromkeys(radii, (0, 0))
    sizes = [radius + _GAP / 2 for radius in radii.values()]
    middles = [sum(sizes[:number]) + size / 2 for number, size in enumerate(sizes)]
    turns = [2 * math.pi * (place - middles[0]) / sum(sizes) for place in middles]  # the first stands at the left
    ring = sum(sizes) / math.pi + middle
    spots = [(-ring * math.cos(turn), -ring * math.sin(turn)) for turn in turns]
    for _ in range(_STEPS):
        spots = _push_apart([(x * 0.985, y * 0.985) for x, y in spots], sizes=sizes, middle=middle)
    for _ in range(_STEPS):
        spots = _push_apart(spots, sizes=sizes, middle=middle)
    return {anchor: (round(x * _STRETCH), round(y)) for anchor, (x, y) in zip(radii, spots, strict=True)}


def _push_apart(
    spots: Sequence[tuple[float, float]], *, sizes: Sequence[float], middle: float
) -> list[tuple[float, float]]:
    """One step away from every circle that is overlapped, and from the middle."""
    moved = list(spots)
    for one, (x, y) in enumerate(spots):
        inside = max(0.0, middle + sizes[one] - math.hypot(x, y)) / (math.hypot(x, y) or 1.0)
        dx, dy = x * inside, y * inside
        for other, (u, v) in enumerate(spots):
            apart = math.hypot(x - u, y - v) or 1.0
            if other != one and apart < sizes[one] + sizes[other]:
                overlap = (sizes[one] + sizes[other] - apart) / (2 * apart)
                dx, dy = dx + (x - u) * overlap, dy + (y - v) * overlap
        moved[one] = (x + dx, y + dy)
    return moved


def shared_room(total: int, shared: int) -> float:
    """How many times the usual cell a shared node gets: its label should be legible when the whole picture is in view.

    The picture of `total` nodes is about `sqrt(total)` cells wide; half of it may go to what is shared.
    """
    legible = math.sqrt(total) / 7
    return max(1.0, min(legible, math.sqrt(0.6 * total / max(shared, 1))))


def _place_shared(
    nodes: Sequence[str], *, homes: Homes, centres: Mapping[str, Point], taken: Mapping[str, Point]
) -> dict[str, Point]:
    """Each shared node in the free cell nearest to the middle of its places; the most shared choose first."""
    import numpy as np

    if not nodes:
        return {}
    room = shared_room(len(homes), len(nodes))
    cells = _free_cells(len(nodes), taken, size=(round(_CELL_X * room), round(_CELL_Y * room)))
    points: dict[str, Point] = {}
    for node in sorted(nodes, key=lambda node: (-len(homes[node]), node)):
        at = [centres[place] for place in homes[node]] or [(0, 0)]
        target = np.array([sum(x for x, _ in at), sum(y for _, y in at)], dtype=np.int64) // len(at)
        nearest = int(((cells - target) ** 2).sum(axis=1).argmin())
        points[node] = (int(cells[nearest][0]), int(cells[nearest][1]))
        cells = np.delete(cells, nearest, axis=0)
    return points


def _free_cells(count: int, taken: Mapping[str, Point], *, size: Point) -> "np.ndarray":
    """Cells of one lattice over the whole picture that are clear of all placed nodes, with some to spare around it."""
    import numpy as np

    wide, high = size
    spots = np.array(list(taken.values()) or [(0, 0)], dtype=np.int64)
    margin = 2 * _CORE + math.ceil(math.sqrt(count * wide * high))
    low, top = spots.min(axis=0) - margin, spots.max(axis=0) + margin
    columns, rows = np.arange(low[0] // wide, top[0] // wide + 1), np.arange(low[1] // high, top[1] // high + 1)
    grid = np.stack(np.meshgrid(columns * wide, rows * high), axis=-1).reshape(-1, 2).astype(np.int64)
    grid[:, 0] += (grid[:, 1] // high % 2) * (wide // 2)
    clear = np.ones(len(grid), dtype=bool)
    for x, y in taken.values():
        apart = np.abs(grid - np.array([x, y]))
        clear &= (apart[:, 0] >= (wide + _CELL_X) // 2) | (apart[:, 1] >= (high + _CELL_Y) // 2)
    return grid[clear]


def _radius(points: Iterable[Point]) -> float:
    return max((_distance(point) for point in points), default=0.0) + _CELL_X / 2


def _distance(cell: Point) -> float:
    return math.hypot(cell[0] / _STRETCH, cell[1])


def _angle(cell: Point) -> tuple[float, float]:
    return (round(math.atan2(cell[1], cell[0] / _STRETCH), 9), _distance(cell))


def _shift(point: Point, centre: Point) -> Point:
    return (point[0] + centre[0], point[1] + centre[1])
