"""A page for each reporting place: its reports by section, its plans against its results, its figures by year."""

import html
from collections.abc import Iterable, Iterator

from kg.explore.reading import read_deeds, read_figures
from kg.explore.timeline import Line, Timeline, make_timeline
from kg.explore.values import Figure, Thing, make_thing
from kg.graph import Report
from kg.rdf.iris import entity_iri
from kg.site.charts import StatusRow, draw_statuses
from kg.site.home import place_page
from kg.site.material import Material
from kg.site.shell import Cell, Frame, entity_link, label, link, proof_link, sentence_link, table, word
from kg.view.labels import Label, read_labels
from kg.view.pages import page_name

_ROOT = "../"
_WORDED = "/indicator/zh/"  # not a standard indicator: these come last
_MARKS = {"done": "●", "ongoing": "◐", "planned": "○"}


def write_places(frame: Frame, material: Material, *, base: str) -> None:
    """Write places/CODE.html for each place whose own report was read."""
    for key in material.places:
        name = material.name(key)
        thing = make_thing(entity_iri(key, base=base), name)
        body = [
            _head(material, key),
            *_sections(material, key),
            *_timeline(material, thing),
            *_figures(material, thing),
        ]
        frame.write(place_page(key), body, title=f"{name} · {frame.name}", tab="home")


def draw_key(*, marks: bool = False) -> str:
    """What the colours of statuses mean, and the marks where there are any."""
    spans = (
        f'<span style="color:{status.colour}"><i class="swatch" style="background:{status.colour}"></i>'
        f"{_MARKS[status.key] if marks else ''} {label('status', status.key)}</span>"
        for status in read_labels("status").values()
    )
    return f'<p class="key">{"".join(spans)}</p>'


def _head(material: Material, key: str) -> str:
    graph_link = f'<a href="{html.escape(entity_link(key, root=_ROOT))}">{word("graph")}</a>'
    note = f'<p class="note">{html.escape(key)} · {graph_link}</p>'
    return f"<h1>{html.escape(material.name(key))}</h1>{note}{_jumps()}{draw_key()}"


def _jumps() -> str:
    links = (f'<a href="#part-{part}">{word(part)}</a>' for part in ("sections", "timeline", "measures"))
    return f'<nav class="tabs">{"".join(links)}</nav>'


def _sections(material: Material, key: str) -> Iterator[str]:
    reports = [report for report in material.reports if report.place == key]
    yield f'<h2 id="part-sections">{word("sections")}</h2>'
    for report in reports:
        address = f"{_ROOT}view/documents/{page_name(report.id)}"
        yield f"<h3>{link(address, report.title)} <span class=soft>{html.escape(_periods(report))}</span></h3>"
        rows = [
            StatusRow(
                name=section.title or report.title,
                address=f"{address}#section-{section.index}" if section.depth else address,
                counts=dict(section.counts),
                indent=max(0, section.depth - 1),
            )
            for section in material.sections.get(report.id, ())
        ]
        title = Label(key=report.id, zh=report.title, en=report.title)
        yield picture.to_figure(titled=False) if (picture := draw_statuses(rows, title=title)) else ""


def _periods(report: Report) -> str:
    return " → ".join(period for period in (report.reviewed, report.planned) if period)


def _timeline(material: Material, place: Thing) -> Iterator[str]:
    timeline = make_timeline(place, read_deeds(material.store, place.iri))
    years = [str(year) if year else word("undated") for year in timeline.years]
    yield f'<h2 id="part-timeline">{word("timeline")}</h2><p class="note">{word("timeline_note")}</p>'
    yield draw_key(marks=True)
    columns = [label("column", "type"), word("name"), *years, word("result")]
    yield table(columns, (_line(material, timeline, line) for line in timeline.lines), name="timeline")


def _line(material: Material, timeline: Timeline, line: Line) -> tuple[Cell, ...]:
    thing = line.item.thing
    colour = read_labels("outcome")[line.outcome].colour
    return (
        Cell(markup=label("type", thing.type), kind="short"),
        Cell(markup=link(entity_link(thing.key, root=_ROOT), thing.name)),
        *(Cell(markup=" ".join(_marks(material, line, year)), kind="short") for year in timeline.years),
        Cell(markup=f'<span style="color:{colour}">{label("outcome", line.outcome)}</span>', kind="short"),
    )


def _marks(material: Material, line: Line, year: int) -> Iterator[str]:
    """One mark for each status, which leads to the first sentence that says so."""
    for status in line.statuses(year):
        proof = next(c.proof for c in line.item.claims if c.year == year and c.status == status)
        address = sentence_link(material.document(proof.source), (proof.start, proof.end), root=_ROOT)
        colour = read_labels("status")[status].colour
        markup = f"{_MARKS[status]} {label('status', status)}"
        yield proof_link(address, markup, sentence=proof.sentence, colour=colour)


def _figures(material: Material, place: Thing) -> Iterator[str]:
    figures = read_figures(material.store, [place.iri])
    rows: dict[tuple[bool, str, str], dict[str, list[Figure]]] = {}
    for figure in figures:
        rows.setdefault((_WORDED in figure.indicator, figure.name, figure.kind), {}).setdefault(
            figure.period, []
        ).append(figure)
    periods = sorted({figure.period for figure in figures})
    columns = [label("explore", "indicator"), label("explore", "kind")]
    columns += [html.escape(period) or word("undated") for period in periods]
    yield f'<h2 id="part-measures">{word("measures")}</h2>'
    yield table(
        columns, (_figure_row(material, key, rows[key], periods=periods) for key in sorted(rows)), name="figures"
    )


def _figure_row(
    material: Material, key: tuple[bool, str, str], found: dict[str, list[Figure]], *, periods: Iterable[str]
) -> tuple[Cell, ...]:
    _, name, kind = key
    cells = (
        Cell(markup="<br>".join(_value(material, figure) for figure in found.get(period, ()))) for period in periods
    )
    return Cell(markup=html.escape(name)), Cell(markup=label("kind", kind), kind="short"), *cells


def _value(material: Material, figure: Figure) -> str:
    proof = figure.proof
    address = sentence_link(material.document(proof.source), (proof.start, proof.end), root=_ROOT)
    target = figure.status == "targeted"
    markup = html.escape(figure.value) + (f" {label('measure', 'target')}" if target else "")
    colour = read_labels("measure")["target"].colour if target else "inherit"
    return proof_link(address, markup, sentence=proof.sentence, colour=colour)
