"""Figures of places in, a bar chart for each standard indicator that two places or two years have out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.graph import Observation
from kg.model import MeasureKind, MeasureStatus
from kg.rdf.indicators import load_names
from kg.site.charts.drawing import Picture, Sample, cut_text, draw_bar, draw_link, draw_text
from kg.site.material import Material
from kg.site.shell import sentence_link
from kg.view.labels import Label, read_labels

_CHARTS, _BARS = 16, 26
_NAME, _PERIOD, _WIDTH, _VALUE = 88, 108, 224, 116
_STEP = 20
_KINDS = (MeasureKind.LEVEL, MeasureKind.GROWTH)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Bar:
    """One figure of one place."""

    place: str  # key
    observation: Observation

    @property
    def number(self) -> float:
        """Its length."""
        return float(self.observation.number)

    @property
    def is_target(self) -> bool:
        """Whether it is only aimed at."""
        return self.observation.status == MeasureStatus.TARGET


def draw_indicators(material: Material, *, root: str) -> tuple[Picture, ...]:
    """The charts: first the indicators with level and growth, which are neighbours; among them those of most places."""
    groups = [(kind, bars) for kind, bars in gather_bars(material).items() if len(bars) > 1]
    places: dict[str, set[str]] = defaultdict(set)
    for (concept, *_), bars in groups:
        places[concept] |= {bar.place for bar in bars}
    charts = Counter(concept for (concept, *_), _ in groups)
    groups.sort(key=lambda pair: (-charts[pair[0][0]], -len(places[pair[0][0]]), pair[0]))
    return tuple(_draw(kind, bars, material=material, root=root) for kind, bars in groups[:_CHARTS])


def gather_bars(material: Material) -> dict[tuple[str, str, str], list[Bar]]:
    """The figures of reporting places by indicator, kind and unit; of each period and status the first."""
    found: dict[tuple[str, str, str], dict[tuple[str, str, str], Bar]] = defaultdict(dict)
    for place in material.places:
        for item in material.graph.nodes[place]["measures"]:
            if item.concept and item.number and item.period and item.kind in _KINDS:
                slot = (place, item.period, item.status)
                found[item.concept, item.kind, item.unit].setdefault(slot, Bar(place=place, observation=item))
    return {kind: [bars[slot] for slot in sorted(bars)] for kind, bars in found.items()}


def _draw(kind: tuple[str, str, str], bars: Sequence[Bar], *, material: Material, root: str) -> Picture:
    concept, sort, unit = kind
    chosen = bars if len(bars) <= _BARS else _thin(bars)
    low, high = min(0.0, *(bar.number for bar in chosen)), max(0.0, *(bar.number for bar in chosen))
    scale = _WIDTH / ((high - low) or 1)
    zero = _NAME + _PERIOD - low * scale
    parts, before = [], ""
    for number, bar in enumerate(chosen):
        name = "" if bar.place == before else cut_text(material.name(bar.place), _NAME - 8)
        before = bar.place
        parts.append(_draw_bar(bar, name, (zero, number * _STEP), scale=scale, root=root))
    zh, en = load_names().get(concept, (concept, concept))
    kind_label, statuses = read_labels("kind")[sort], read_labels("measure")
    return Picture(
        name=name_file(concept, sort, unit),
        title=Label(key=concept, zh=f"{zh}（{kind_label.zh}）", en=f"{en} ({kind_label.en})"),
        parts=tuple(parts),
        width=_NAME + _PERIOD + _WIDTH + _VALUE,
        height=len(chosen) * _STEP + 4,
        samples=tuple(
            Sample(label=statuses[status], hollow=status == MeasureStatus.TARGET)
            for status in MeasureStatus
            if any(bar.observation.status == status for bar in chosen)
        ),
    )


def name_file(concept: str, kind: str, unit: str) -> str:
    """The name of a chart's file: `gdp-level-CNY`, safe on every disk.

    >>> name_file("GDP", "growth", "%")
    'gdp-growth-percent'
    """
    return re.sub(r"[^\w-]+", "-", f"{concept.lower()}-{kind}-{unit.replace('%', 'percent')}").strip("-")


def _thin(bars: Iterable[Bar]) -> list[Bar]:
    """Where there are too many bars: the latest actual figure of each place, the largest first."""
    latest: dict[str, Bar] = {}
    for bar in bars:
        if not bar.is_target:
            latest[bar.place] = bar
    return sorted(latest.values(), key=lambda bar: (-bar.number, bar.place))[:_BARS]


def _draw_bar(bar: Bar, name: str, start: tuple[float, float], *, scale: float, root: str) -> str:
    zero, top = start
    item, length = bar.observation, bar.number * scale
    colour = read_labels("measure")[item.status].colour
    left = zero + min(length, 0)
    inner = [
        draw_text(0, top + 14, name),
        draw_text(_NAME, top + 14, cut_text(item.period, _PERIOD - 6, 11.5), look="soft"),
        draw_bar(left, top + 3, (abs(length), _STEP - 7), colour=colour, hollow=bar.is_target),
        draw_text(
            max(zero, zero + length) + 6, top + 14, cut_text(f"{'↓' if bar.number < 0 else ''}{item.value}", _VALUE - 8)
        ),
    ]
    address = sentence_link(item.document, (item.start, item.end), root=root)
    return draw_link(address, item.sentence, "".join(inner))
