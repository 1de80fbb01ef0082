"""The body of a page in, the whole page in a file out: the frame that all pages of the site share.

Pages lie at most one folder deep and link to one another relatively, so the site works from a disk, below any path of a
web server, and inside an archive.
"""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kg.resources import read_data
from kg.view.labels import Label, read_labels
from kg.view.notes import both_languages
from kg.view.pages import fill_template, page_name, write_page

GRAPH_PAGE = "view/index.html"
_MENU = {
    "home": "index.html",
    "graph": GRAPH_PAGE,
    "entities": "entities/index.html",
    "questions": "questions/index.html",
    "charts": "charts.html",
    "downloads": "downloads.html",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table; `markup` is escaped already, `kind` names its look: number, sentence, short or nothing."""

    markup: str
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where the site is written and what it is called."""

    folder: Path
    name: str

    def write(self, path: str, body: Iterable[str], *, title: str, tab: str) -> None:
        """Write a page of the site; `path` is relative to its folder, `tab` the entry of the menu that it is under."""
        root = root_of(path)
        page = fill_template(
            "site.html",
            scripts=(read_data("view/site.js"),),
            style=read_data("view/common.css") + read_data("view/site.css"),
            words={"title": title, "brand": self.name, "root": f"{root}index.html"},
            markup={
                "menu": "".join(_menu_entry(key, root, current=key == tab) for key in _MENU),
                "body": "".join(body),
            },
        )
        write_page(self.folder / path, page)


def root_of(path: str) -> str:
    """The way from a page back to the folder of the site."""
    return "../" * path.count("/")


def word(key: str) -> str:
    """A word of the site in both languages, as markup."""
    return both_languages(read_labels("site")[key])


def label(kind: str, key: str) -> str:
    """A label in both languages, as markup; the key itself where there is no label."""
    found = read_labels(kind).get(key)
    return both_languages(found) if found else html.escape(key)


def dot(kind: str) -> str:
    """The coloured dot of a type."""
    found = read_labels("type").get(kind, Label(key=kind, zh=kind, en=kind, colour="#888"))
    return f'<span class="dot" style="background:{found.colour}"></span>'


def entity_link(key: str, *, root: str) -> str:
    """The address at which the graph page opens on an entity."""
    return f"{root}{GRAPH_PAGE}#entity={quote(key, safe='/')}"


def sentence_link(document: str, span: tuple[int, int], *, root: str) -> str:
    """The address of a sentence in the page of its document."""
    return f"{root}view/documents/{page_name(document)}#char={span[0]},{span[1]}"


def link(address: str, text: str) -> str:
    """A link with plain text."""
    return f'<a href="{html.escape(address)}">{html.escape(text)}</a>'


def proof_link(address: str, markup: str, *, sentence: str, colour: str) -> str:
    """A coloured link to a sentence, which shows the sentence when pointed at."""
    tip = html.escape(sentence)
    return f'<a class="mark" style="color:{colour}" href="{html.escape(address)}" title="{tip}">{markup}</a>'


def table(columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, name: str = "") -> str:
    """A table; `columns` are markup. With a name it gets a filter above it."""
    rows = list(rows)
    kinds = [cell.kind for cell in rows[0]] if rows else [""] * len(columns)
    head = "".join(f"<th{_look(kind)}>{column}</th>" for column, kind in zip(columns, kinds, strict=True))
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in rows)
    grid = f'<div class="scroll"><table id="{name}"><thead><tr>{head}</tr></thead><tbody>\n{body}</tbody></table></div>'
    return _filter(name) + grid if name else grid.replace(' id=""', "")


def _filter(name: str) -> str:
    words = read_labels("site")["filter"]
    zh, en = html.escape(words.zh), html.escape(words.en)
    return f'<input class="filter" type="search" data-table="{name}" data-zh="{zh}" data-en="{en}" aria-label="{zh}">'


def _cell(cell: Cell) -> str:
    return f"<td{_look(cell.kind)}>{cell.markup}</td>"


def _look(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _menu_entry(key: str, root: str, *, current: bool) -> str:
    mark = ' aria-current="page"' if current else ""
    return f'<a href="{root}{_MENU[key]}"{mark}>{word(key)}</a>'
