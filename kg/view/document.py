"""An extraction in, the report as a page out: its text with mentions coloured, facts and measures in the margin.

This is where a reader checks us, so the text is the source's own, every character of it in order; what was found lies
over it. A sentence has the id `char=START,END`, the fragment that the graph gives it, so any fact links to its proof.
"""

import html
from collections.abc import Callable, Iterable
from pathlib import Path

from kg.graph import document_id, document_title
from kg.model import Extraction, Role, Section
from kg.resources import read_data
from kg.view.labels import read_labels
from kg.view.notes import Notes, both_languages
from kg.view.overlay import Line, Overlay, split_lines
from kg.view.pages import fill_template, page_file, write_page

DOCUMENT_FOLDER = "documents"
_DEEPEST = 3  # run-in headings below this level stay in the text
_TITLE_LENGTH = 30


def write_documents(extractions: Iterable[Extraction], folder: Path, *, graph_page: str = "index.html") -> None:
    """Write one page per document under `folder`/documents, linked with the graph page in `folder`."""
    for extraction in extractions:
        write_document(extraction, folder / DOCUMENT_FOLDER, graph_page=f"../{graph_page}")


def write_document(extraction: Extraction, folder: Path, *, graph_page: str = "../index.html") -> Path:
    """Write the page of one document into `folder`; its path."""
    path = folder / page_file(document_id(extraction.document))
    write_page(path, render_document(extraction, graph_page=graph_page, link=lambda key: _link_graph(graph_page, key)))
    return path


def render_document(extraction: Extraction, *, graph_page: str, link: Callable[[str], str], menu: str = "") -> str:
    """The page of one document. `link` gives the page of an entity by its key; `menu` is markup for the bar."""
    sections = sorted(_headings(extraction), key=lambda section: section.start)
    return fill_template(
        "document.html",
        scripts=(read_data("view/document.js"),),
        style=read_data("view/common.css") + read_data("view/document.css") + _type_rules(),
        words={"title": document_title(extraction), "graph": graph_page},
        markup={
            "legend": _legend(extraction),
            "contents": "".join(map(_contents_line, sections)),
            "head": _head(extraction),
            "body": _body(extraction, sections, link=link),
            "menu": menu,
        },
    )


def _headings(extraction: Extraction) -> Iterable[Section]:
    return (section for section in extraction.outline.sections if 0 < section.level <= _DEEPEST)


def _head(extraction: Extraction) -> str:
    """What the report says of itself."""
    words, data = read_labels("ui"), extraction.document.metadata
    rows = [(read_labels("type")["Jurisdiction"], extraction.links.place.name)]
    rows += [(words[name], getattr(data, name) or "") for name in ("organ", "speaker", "congress", "date")]
    rows += [(words[name], getattr(data, name) or "") for name in ("reviewed", "planned")]
    return "".join(
        f"<div><dt>{both_languages(label)}</dt><dd>{html.escape(value)}</dd></div>" for label, value in rows if value
    )


def _link_graph(graph_page: str, key: str) -> str:
    return f"{graph_page}#entity={key.replace('%', '%25').replace(' ', '%20')}"


def _body(extraction: Extraction, sections: Iterable[Section], *, link: Callable[[str], str]) -> str:
    overlay, notes = Overlay(extraction, link=link), Notes(extraction)
    heads = {section.start: section for section in sections}
    lines = []
    for line in split_lines(extraction.document.text):
        head = next((heads[at] for at in range(line.start, line.end) if at in heads), None)
        sentences = overlay.sentences(line)
        margin = "".join(map(notes.of, sentences))
        inside = _is_inside(line, extraction)
        lines.append(
            f"{_open_line(head, inside=inside)}<p>{overlay.mark(line)}{_role(head)}</p><aside>{margin}</aside></div>"
        )
    return "\n".join(lines)


def _is_inside(line: Line, extraction: Extraction) -> bool:
    """Whether a line belongs to the report; what stands around it on the source's page does not."""
    return any(start < line.end and line.start < end for start, end in extraction.document.body)


def _open_line(head: Section | None, *, inside: bool) -> str:
    kind = "line" if inside else "line furniture"
    return (
        f'<div class="{kind}">' if head is None else f'<div class="{kind} heading level-{head.level}" id="{_id(head)}">'
    )


def _contents_line(section: Section) -> str:
    title = section.title if len(section.title) <= _TITLE_LENGTH else f"{section.title[: _TITLE_LENGTH - 1]}…"
    return f'<a class="level-{section.level} {section.role}" href="#{_id(section)}">{html.escape(title)}</a>'


def _role(section: Section | None) -> str:
    """Whether a section reviews or plans, and which period."""
    if section is None or section.role is Role.OTHER:
        return ""
    label, period = read_labels("role")[section.role], html.escape(section.period or "")
    return f'<small class="role" style="color:{label.colour}">{both_languages(label)} {period}</small>'


def _legend(extraction: Extraction) -> str:
    present = {extraction.links.of[mention].type.value for mention in extraction.mentions}
    return "".join(
        f'<button type="button" data-type="{label.key}" aria-pressed="true">'
        f'<span class="dot" style="background:{label.colour}"></span>{both_languages(label)}</button>'
        for label in read_labels("type").values()
        if label.key in present
    )


def _type_rules() -> str:
    return "".join(f".t-{label.key}{{--c:{label.colour}}}" for label in read_labels("type").values())


def _id(section: Section) -> str:
    return f"section-{section.index}"
