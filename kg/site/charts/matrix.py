"""Facts of places in, a square for each place and each thing that several places share out."""

import html
from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.graph import Evidence
from kg.model import Status
from kg.site.charts.drawing import Picture, Sample, cut_text, draw_bar, draw_link, draw_text, measure_text
from kg.site.material import Material
from kg.site.shell import entity_link, sentence_link, word
from kg.view.labels import Label, read_labels

TYPES = ("Program", "Slogan", "Honour", "Industry")
_ROWS, _COLUMNS = 40, 40
_LEFT, _STEP, _HEAD = 200, 26, 110
_ORDER = {status: rank for rank, status in enumerate(Status)}

Cells = Mapping[str, Mapping[str, Evidence]]


def draw_shared(material: Material, kind: str, *, root: str) -> Picture | None:
    """The matrix of one type; None where no two places share anything of it."""
    found = _gather(material, kind)
    shared = sorted((key for key in found if len(found[key]) > 1), key=lambda key: (-len(found[key]), key))
    if not shared:
        return None
    rows = shared[:_ROWS]
    columns = _choose_columns(found, rows)
    head = min(_HEAD, 22 + 0.71 * max(measure_text(material.name(place)) for place in columns))
    wide = max(_LEFT, min(420, 12 + max(measure_text(material.name(key)) for key in rows)))
    parts = [_draw_head(material.name(place), (wide + _STEP * (at + 0.5), head)) for at, place in enumerate(columns)]
    for number, key in enumerate(rows):
        name = draw_text(0, head + number * _STEP + 17, cut_text(material.name(key), wide - 12))
        parts.append(draw_link(entity_link(key, root=root), material.name(key), name))
        for at, place in enumerate(columns):
            parts.append(_draw_cell(found[key].get(place), (wide + _STEP * at, head + number * _STEP), root=root))
    cut = len(shared) > len(rows) or len({place for key in shared for place in found[key]}) > len(columns)
    type_label, before = read_labels("type")[kind], read_labels("site")["shared"]
    return Picture(
        name=f"shared-{kind.lower()}",
        title=Label(key=kind, zh=f"{before.zh}的{type_label.zh}", en=f"{type_label.en}: {before.en.lower()}"),
        parts=tuple(parts),
        width=wide + _STEP * len(columns) + 60,
        height=head + _STEP * len(rows) + 6,
        note=word("only_first") if cut else "",
        samples=tuple(Sample(label=status) for status in read_labels("status").values()),
    )


def _gather(material: Material, kind: str) -> Cells:
    """For each thing of a type, the places whose facts have it as their object, with the best proof of each."""
    graph, places = material.graph, set(material.places)
    found: dict[str, dict[str, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
    for subject, target, data in graph.edges(data=True):
        place = subject if subject in places else graph.nodes[subject]["scope"]
        if place in places and graph.nodes[target]["type"] == kind:
            found[target][place] += data["evidence"]
    return {
        key: {place: min(proofs, key=_rank) for place, proofs in sides.items()} for key, sides in sorted(found.items())
    }


def _choose_columns(found: Cells, rows: Sequence[str]) -> list[str]:
    """The places that share most of the rows, in the order of their keys."""
    counts: dict[str, int] = defaultdict(int)
    for key in rows:
        for place in found[key]:
            counts[place] += 1
    best = sorted(counts, key=lambda place: (-counts[place], place))[:_COLUMNS]
    return sorted(best)


def _rank(proof: Evidence) -> tuple[int, Evidence]:
    return _ORDER[proof.status], proof


def _draw_head(name: str, point: tuple[float, float]) -> str:
    text = html.escape(cut_text(name, _HEAD))
    return f'<text transform="translate({point[0] + 3:.1f} {point[1] - 8:.1f}) rotate(-45)">{text}</text>'


def _draw_cell(proof: Evidence | None, point: tuple[float, float], *, root: str) -> str:
    x, y = point
    if proof is None:
        return draw_bar(x + 2, y + 2, (_STEP - 4, _STEP - 4), colour="#f1ede4")
    square = draw_bar(x + 2, y + 2, (_STEP - 4, _STEP - 4), colour=read_labels("status")[proof.status].colour)
    address = sentence_link(proof.document, (proof.start, proof.end), root=root)
    return draw_link(address, f"{proof.period} {proof.sentence}".strip(), square)
