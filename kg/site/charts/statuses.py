"""Counts of facts in, rows of bars out: done, ongoing and planned beside each other, by section or by document."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Status
from kg.site.charts.drawing import ROW, Picture, Sample, cut_text, draw_bar, draw_link, draw_text
from kg.view.labels import Label, read_labels

_LEFT, _WIDTH, _NUMBER = 330, 760, 30
_NARROW = 15  # a bar too small for its number


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """One row: what it counts, where it leads, and how many of each status."""

    name: str
    address: str
    counts: dict[str, int]
    indent: int = 0


def draw_statuses(rows: Sequence[StatusRow], *, title: Label) -> Picture | None:
    """The chart; None where there are no facts."""
    most = max((sum(row.counts.values()) for row in rows), default=0)
    if not most:
        return None
    scale = _WIDTH / most
    parts = [_draw_row(row, number * ROW, scale) for number, row in enumerate(rows)]
    return Picture(
        name=title.key,
        title=title,
        parts=tuple(parts),
        width=_LEFT + _WIDTH + _NUMBER + 20,
        height=len(rows) * ROW + 4,
        samples=tuple(Sample(label=status) for status in read_labels("status").values()),
    )


def _draw_row(row: StatusRow, top: float, scale: float) -> str:
    inner = [draw_text(row.indent * 14, top + 15, cut_text(row.name, _LEFT - 14 - row.indent * 14))]
    x: float = _LEFT
    for status in Status:
        if count := row.counts.get(status, 0):
            width = count * scale
            inner.append(draw_bar(x, top + 3, (width - 1, ROW - 7), colour=read_labels("status")[status].colour))
            if width > _NARROW:
                inner.append(draw_text(x + width / 2, top + 14.5, str(count), look="inside", anchor="middle"))
            x += width
    inner.append(draw_text(x + 6, top + 15, str(sum(row.counts.values())), look="soft"))
    return draw_link(row.address, row.name, "".join(inner))
