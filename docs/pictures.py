"""ontology/policy.ttl in, the two pictures of docs/images out: static SVG, the same bytes every time.

Where a box stands is decided here; what stands in it, and which lines there are, comes from the ontology: a line whose
property does not join the classes of its two boxes is an error.
"""

import html
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rdflib import URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from docs.ontology import label_of, list_classes, list_groups, load_ontology
from kg.model import EntityType, Predicate
from kg.view.labels import read_labels
from kg.vocabulary import CLASSES, PK, PREDICATES

Point = tuple[int, int]

_FACE = "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif"
_INK, _SOFT, _LINE, _SHEET, _PAPER = "#20262c", "#66717a", "#8d98a1", "#fffefb", "#faf8f4"
_ROW = 19


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A class and where it stands."""

    name: str
    at: Point
    width: int
    height: int
    colour: str

    def side(self, name: str, share: float = 0.5) -> Point:
        """A point on a side; `share` is how far along it, from the left or the top."""
        (x, y), along = self.at, {"x": round(self.width * share), "y": round(self.height * share)}
        return {
            "left": (x, y + along["y"]),
            "right": (x + self.width, y + along["y"]),
            "top": (x + along["x"], y),
            "bottom": (x + along["x"], y + self.height),
        }[name]


_BOXES = {
    box.name: box
    for box in (
        Box(name="Mention", at=(30, 60), width=230, height=60, colour="#7a5ea8"),
        Box(name="Sentence", at=(30, 190), width=230, height=60, colour="#7a5ea8"),
        Box(name="Section", at=(30, 320), width=230, height=60, colour="#7a5ea8"),
        Box(name="Source", at=(30, 450), width=230, height=98, colour="#7a5ea8"),
        Box(name="Statement", at=(420, 176), width=250, height=79, colour="#1f6fb2"),
        Box(name="Measure", at=(420, 346), width=250, height=117, colour="#c9711d"),
        Box(name="Entity", at=(830, 60), width=290, height=250, colour="#22303c"),
        Box(name="Period", at=(830, 374), width=290, height=79, colour="#2e8b57"),
        Box(name="Indicator", at=(830, 474), width=290, height=28, colour="#2e8b57"),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Properties from one box to another: by way of which points, and where their names stand."""

    names: tuple[str, ...]
    source: str
    target: str
    points: tuple[Point, ...]
    label: Point
    anchor: str = "middle"


def _straight(names: str, source: str, target: str, *, sides: tuple[str, str], share: tuple[float, float]) -> Line:
    start, end = _BOXES[source].side(sides[0], share[0]), _BOXES[target].side(sides[1], share[1])
    upright = sides[0] in {"top", "bottom"}
    label = ((start[0] + end[0]) // 2 + (10 if upright else 0), (start[1] + end[1]) // 2 + (4 if upright else -7))
    return Line(
        names=tuple(names.split()),
        source=source,
        target=target,
        points=(start, end),
        label=label,
        anchor="start" if upright else "middle",
    )


_LINES = (
    _straight("inSentence", "Mention", "Sentence", sides=("bottom", "top"), share=(0.5, 0.5)),
    _straight("inSection", "Sentence", "Section", sides=("bottom", "top"), share=(0.5, 0.5)),
    _straight("inSource", "Section", "Source", sides=("bottom", "top"), share=(0.5, 0.5)),
    _straight("refersTo", "Mention", "Entity", sides=("right", "left"), share=(0.5, 0.12)),
    _straight("evidence", "Statement", "Sentence", sides=("left", "right"), share=(0.405, 0.3)),
    _straight("subject object", "Statement", "Entity", sides=("right", "left"), share=(0.405, 0.592)),
    _straight("refPeriod", "Measure", "Period", sides=("right", "left"), share=(0.6, 0.535)),
    Line(
        names=("indicator",),
        source="Measure",
        target="Indicator",
        points=((670, 448), (700, 448), (700, 488), (830, 488)),
        label=(706, 482),
        anchor="start",
    ),
    Line(
        names=("evidence",),
        source="Measure",
        target="Sentence",
        points=((420, 400), (340, 400), (340, 234), (260, 234)),
        label=(348, 330),
        anchor="start",
    ),
    Line(
        names=("about",),
        source="Measure",
        target="Entity",
        points=((670, 366), (705, 366), (705, 284), (830, 284)),
        label=(712, 276),
        anchor="start",
    ),
    Line(
        names=("jurisdiction",),
        source="Source",
        target="Entity",
        points=((260, 530), (1146, 530), (1146, 185), (1120, 185)),
        label=(545, 522),
    ),
)


def draw_overview() -> str:
    """How a source, what it says and what it names hang together."""
    parts = [_draw_line(line) for line in _LINES]
    parts += [part for box in _BOXES.values() for part in _draw_box(box)]
    parts += [_text((30, 34), "Where it is said", "出处", colour="#7a5ea8", size=15)]
    parts += [_text((420, 150), "What is said", "所述", colour="#1f6fb2", size=15)]
    parts += [_text((830, 34), "What it is about", "所指", colour="#22303c", size=15)]
    return _picture(parts, size=(1176, 572), name="Classes of the ontology and the properties between them")


def draw_predicates() -> str:
    """For each predicate between entities, what it takes on either side: chips, an arrow, chips."""
    parts: list[str] = []
    top = 26
    for predicate in Predicate:
        domain, range_ = (_types(predicate, side) for side in (RDFS.domain, RDFS.range))
        left, right = _wrap(domain, 440), _wrap(range_, 440)
        height = max(len(left), len(right)) * 30 + 18
        middle = top + height // 2
        parts += _draw_chips(left, edge=460, middle=middle, rightwards=False)
        parts += _draw_chips(right, edge=690, middle=middle, rightwards=True)
        parts += _draw_predicate(predicate, middle)
        top += height
        parts.append(f'<path d="M20 {top}H1130" stroke="#e3ded4" fill="none"/>')
    return _picture(parts, size=(1150, top + 14), name="What each predicate joins")


def _draw_predicate(predicate: Predicate, middle: int) -> Iterator[str]:
    term = PREDICATES[predicate]
    arrow = "both" if (term, RDF.type, OWL.SymmetricProperty) in load_ontology() else "end"
    start = ' marker-start="url(#back)"' if arrow == "both" else ""
    line = f'<path d="M480 {middle + 6}H668" stroke="{_LINE}" stroke-width="1.6" fill="none"'
    yield f'{line} marker-end="url(#tip)"{start}/>'
    yield _text((575, middle - 3), predicate, label_of(term, "zh"), anchor="middle", size=14)


def _types(predicate: Predicate, side: URIRef) -> list[EntityType]:
    named: dict[Node, EntityType] = {term: kind for kind, term in CLASSES.items()}
    found = list_classes(load_ontology().value(PREDICATES[predicate], side))
    order = list(EntityType)
    return sorted((named[term] for term in found), key=order.index)


def _wrap(types: Iterable[EntityType], room: int) -> list[list[EntityType]]:
    rows: list[list[EntityType]] = [[]]
    for kind in types:
        if rows[-1] and sum(_chip_width(each) + 8 for each in [*rows[-1], kind]) > room:
            rows.append([])
        rows[-1].append(kind)
    return rows


def _draw_chips(rows: Sequence[Sequence[EntityType]], *, edge: int, middle: int, rightwards: bool) -> Iterator[str]:
    for number, row in enumerate(rows):
        top = middle - len(rows) * 15 + number * 30 + 3
        left = edge if rightwards else edge - sum(_chip_width(kind) + 8 for kind in row) + 8
        for kind in row:
            yield _chip(kind, (left, top))
            left += _chip_width(kind) + 8


def _chip_width(kind: EntityType, *, small: bool = False) -> int:
    return round(_width(f"{kind} {label_of(CLASSES[kind], 'zh')}", 12 if small else 13)) + 30


def _chip(kind: EntityType, at: Point, *, small: bool = False) -> str:
    (x, y), width = at, _chip_width(kind, small=small)
    colour = read_labels("type")[kind].colour
    shape = f'<rect x="{x}" y="{y}" width="{width}" height="24" rx="12" fill="{_SHEET}" stroke="{colour}"/>'
    dot = f'<circle cx="{x + 13}" cy="{y + 12}" r="5" fill="{colour}"/>'
    return shape + dot + _text((x + 23, y + 17), kind, label_of(CLASSES[kind], "zh"), size=12 if small else 13)


def _draw_line(line: Line) -> str:
    for name in line.names:
        _check(name, line)
    path = "M" + "L".join(f"{x} {y}" for x, y in line.points)
    stroke = f'<path d="{path}" stroke="{_LINE}" stroke-width="1.6" fill="none" marker-end="url(#tip)"/>'
    english, chinese = " / ".join(line.names), " / ".join(label_of(PK[name], "zh") for name in line.names)
    return stroke + _text(line.label, english, chinese, anchor=line.anchor, size=12.5)


def _check(name: str, line: Line) -> None:
    """The ontology must say what the picture shows."""
    graph = load_ontology()
    sides = zip((RDFS.domain, RDFS.range), (line.source, line.target), strict=True)
    for side, box in sides:
        allowed = {each for term in list_classes(graph.value(PK[name], side)) for each in _around(term)}
        if PK[box] not in allowed:
            raise ValueError(f"docs/pictures.py: pk:{name} does not join pk:{line.source} and pk:{line.target}")


def _around(term: Node) -> set[Node | None]:
    graph = load_ontology()
    return {*graph.transitive_objects(term, RDFS.subClassOf), *graph.transitive_subjects(RDFS.subClassOf, term)}


def _draw_box(box: Box) -> Iterator[str]:
    (x, y), term = box.at, PK[box.name]
    yield (
        f'<rect x="{x}" y="{y}" width="{box.width}" height="{box.height}" rx="6" fill="{_SHEET}" '
        f'stroke="{box.colour}" stroke-width="1.6"/>'
    )
    yield f'<rect x="{x}" y="{y}" width="{box.width}" height="28" rx="6" fill="{box.colour}"/>'
    yield _text((x + 12, y + 19), box.name, label_of(term, "zh"), colour="#ffffff", size=14, soft="#ffffff")
    if box.name == "Entity":
        yield from _draw_types(box)
        return
    for number, line in enumerate(_fold(_list_attributes(box.name), box.width - 24)):
        yield _text((x + 12, y + 47 + number * _ROW), line, size=12, colour=_SOFT)


def _draw_types(box: Box) -> Iterator[str]:
    (x, y), top = box.at, 38
    for row in _wrap(EntityType, box.width - 10):
        left = x + 10
        for kind in row:
            yield _chip(kind, (left, y + top), small=True)
            left += _chip_width(kind, small=True) + 6
        top += 29


def _list_attributes(name: str) -> list[str]:
    """What a thing of the class carries itself: values, and concepts of the schemes."""
    graph = load_ontology()
    concepts = {term for term in graph.subjects(RDFS.subClassOf, SKOS.Concept) if term != PK.Indicator}
    own = {*graph.subjects(RDF.type, OWL.DatatypeProperty)}
    own |= {term for term in graph.subjects(RDF.type, OWL.ObjectProperty) if graph.value(term, RDFS.range) in concepts}
    names = [each for _, names in list_groups() for each in names]
    return [each for each in names if PK[each] in own and PK[name] in list_classes(graph.value(PK[each], RDFS.domain))]


def _fold(words: Iterable[str], room: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]}, {word}" if lines else word
        if lines and _width(longer, 12) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _text(
    at: Point,
    english: str,
    chinese: str = "",
    *,
    colour: str = _INK,
    soft: str = _SOFT,
    anchor: str = "start",
    size: float,
) -> str:
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    also = f' <tspan fill="{soft}">{html.escape(chinese)}</tspan>' if chinese else ""
    return f'<text x="{at[0]}" y="{at[1]}" font-size="{size}" fill="{colour}"{side}>{html.escape(english)}{also}</text>'


def _width(text: str, size: float) -> float:
    """About how wide a text will be: Chinese characters are square, the others about half as wide."""
    return sum(size if unicodedata.east_asian_width(c) in "WF" else size * 0.53 for c in text)


def _picture(parts: Iterable[str], *, size: Point, name: str) -> str:
    width, height = size
    tip = '<path d="M0 0L9 4.5L0 9z" fill="#8d98a1"/>'
    back = '<path d="M9 0L0 4.5L9 9z" fill="#8d98a1"/>'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{html.escape(name)}" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="{_FACE}">'
    )
    markers = f"<defs>{_marker('tip', tip, at=8.4)}{_marker('back', back, at=0.6)}</defs>"
    paper = f'<rect width="{width}" height="{height}" fill="{_PAPER}"/>'
    return "\n".join((head, markers, paper, *parts, "</svg>\n"))


def _marker(name: str, shape: str, *, at: float) -> str:
    size = 'markerWidth="9" markerHeight="9" orient="auto" markerUnits="userSpaceOnUse"'
    return f'<marker id="{name}" {size} refX="{at}" refY="4.5">{shape}</marker>'
