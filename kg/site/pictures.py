"""The page of charts: figures by place, what several places share, plans and results by report (a row for each)."""

from collections import Counter

from kg.model import MeasureStatus
from kg.site.charts import TYPES, StatusRow, draw_indicators, draw_shared, draw_statuses
from kg.site.home import place_page
from kg.site.material import Material
from kg.site.places import draw_key
from kg.site.shell import Frame, label, word
from kg.view.labels import read_labels


def write_charts(frame: Frame, material: Material) -> None:
    """Write charts.html."""
    nothing = f'<p class="note">{word("no_chart")}</p>'
    indicators = "".join(draw_indicators(material, root=""))
    shared = "".join(draw_shared(material, kind, root="") for kind in TYPES)
    body = [
        f"<h1>{word('charts')}</h1>",
        f'<h2>{word("indicators")}</h2><p class="note">{word("indicators_note")}</p>{_measure_key()}',
        f'<div class="charts">{indicators}</div>' if indicators else nothing,
        f'<h2>{word("shared")}</h2><p class="note">{word("shared_note")}</p>{draw_key()}',
        f'<div class="matrices">{shared or nothing}</div>',
        f"<h2>{word('statuses')}</h2>{draw_key()}{_statuses(material) or nothing}",
    ]
    frame.write("charts.html", body, title=f"图表 · {frame.name}", tab="charts")


def _statuses(material: Material) -> str:
    rows = []
    for report in material.reports:
        counts: Counter[str] = Counter()
        for section in material.sections.get(report.id, ()):
            counts.update(dict(section.counts))
        name = f"{material.name(report.place)} {report.reviewed}".strip()
        rows.append(StatusRow(name=name, address=place_page(report.place), counts=dict(counts)))
    return draw_statuses(rows, caption="", name="Facts of each report")


def _measure_key() -> str:
    spans = []
    for status, look in (
        (MeasureStatus.ACTUAL, "background:currentColor"),
        (MeasureStatus.TARGET, "border-style:dashed"),
    ):
        colour = read_labels("measure")[status].colour
        swatch = f'<i class="swatch" style="{look}"></i>'
        spans.append(f'<span style="color:{colour}">{swatch}{label("measure", status)}</span>')
    return f'<p class="key">{"".join(spans)}</p>'
