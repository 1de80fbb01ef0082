"""The page of charts: figures by place, what several places share, plans and results by report (a row for each)."""

import html
from collections import Counter
from collections.abc import Iterable

from kg.model import MeasureStatus
from kg.site.charts import TYPES, Picture, StatusRow, draw_indicators, draw_shared, draw_statuses
from kg.site.home import place_page
from kg.site.material import Material
from kg.site.places import draw_key
from kg.site.shell import Frame, label, word
from kg.view.labels import Label, read_labels
from kg.view.pages import write_page

_FOLDER = "charts"


def write_charts(frame: Frame, material: Material) -> None:
    """Write charts.html, and each picture as charts/NAME.svg."""
    nothing = f'<p class="note">{word("no_chart")}</p>'
    indicators = draw_indicators(material, root="")
    shared = [picture for kind in TYPES if (picture := draw_shared(material, kind, root=""))]
    statuses = _draw_reports(material)
    for picture in (*indicators, *shared, *statuses):
        write_page(frame.folder / _FOLDER / f"{picture.name}.svg", picture.to_file())
    body = [
        f'<h1>{word("charts")}</h1><p class="note">{word("slide_note")}</p>',
        f'<h2>{word("indicators")}</h2><p class="note">{word("indicators_note")}</p>{_measure_key()}',
        f'<div class="charts">{_show(indicators)}</div>' if indicators else nothing,
        f'<h2>{word("shared")}</h2><p class="note">{word("shared_note")}</p>{draw_key()}',
        f'<div class="matrices">{_show(shared) or nothing}</div>',
        f"<h2>{word('statuses')}</h2>{draw_key()}{_show(statuses) or nothing}",
    ]
    frame.write("charts.html", body, title=f"图表 · {frame.name}", tab="charts")


def _show(pictures: Iterable[Picture]) -> str:
    return "".join(picture.to_figure(tools=_tools(picture.name)) for picture in pictures)


def _tools(name: str) -> str:
    """The file of a picture, to put on a slide: as it is, or as a bitmap that the page makes."""
    name = html.escape(name)
    return (
        f'<span class="tools"><a href="{_FOLDER}/{name}.svg" download>SVG</a>'
        f'<button type="button" data-png="{name}">PNG</button></span>'
    )


def _draw_reports(material: Material) -> list[Picture]:
    rows = []
    for report in material.reports:
        counts: Counter[str] = Counter()
        for section in material.sections.get(report.id, ()):
            counts.update(dict(section.counts))
        name = f"{material.name(report.place)} {report.reviewed}".strip()
        rows.append(StatusRow(name=name, address=place_page(report.place), counts=dict(counts)))
    words = read_labels("site")["statuses"]
    picture = draw_statuses(rows, title=Label(key="statuses", zh=words.zh, en=words.en))
    return [picture] if picture else []


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
