"""Numbers and words in, SVG out: rectangles, texts and links, everything escaped; colours come from the labels.

A picture is shown on a page, where each part leads to its sentence, and written as a file for slides and papers, with
its title and the meaning of its colours inside and without links.
"""

import html
import re
import unicodedata
from dataclasses import dataclass

from kg.view.labels import Label
from kg.view.notes import both_languages

ROW = 22
_HEAD, _MARGIN, _LEAST = 64, 20, 420  # above a picture, around it, and the width for its title
_LINKS = re.compile(r"</?a\b[^>]*>|<title>[^<]*</title>")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML
_FACE = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC','Source Han Sans SC',SimHei,sans-serif"
_STYLE = (
    f"text{{font-family:{_FACE};font-size:12.5px;fill:#20262c}}.title{{font-size:17px;font-weight:600}}"
    ".soft{fill:#66717a;font-size:11.5px}.inside{fill:#fff;font-size:11px}"
)


def measure_text(text: str, size: float = 12.5) -> float:
    """About how wide a text will be: Chinese characters are square, the others about half as wide."""
    return sum(size if unicodedata.east_asian_width(c) in "WFA" else size * 0.58 for c in text)


def cut_text(text: str, width: float, size: float = 12.5) -> str:
    """The text, cut to a width."""
    text = " ".join(text.split())
    if measure_text(text, size) <= width:
        return text
    while text and measure_text(text + "…", size) > width:
        text = text[:-1]
    return f"{text}…"


def draw_text(x: float, y: float, text: str, *, look: str = "", anchor: str = "start") -> str:
    """A line of text whose base line starts (or ends) at a point."""
    kind = f' class="{look}"' if look else ""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{_n(x)}" y="{_n(y)}"{kind}{side}>{html.escape(text)}</text>'


def draw_bar(x: float, y: float, size: tuple[float, float], *, colour: str, hollow: bool = False) -> str:
    """A bar; a hollow one has only its edge, dashed."""
    width, height = size
    fill = f'fill="{colour}"'
    if hollow:
        fill = f'fill="#fffefb" stroke="{colour}" stroke-width="1.4" stroke-dasharray="4 2.5"'
    return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(max(width, 1))}" height="{_n(height)}" rx="1.5" {fill}/>'


def draw_link(address: str, tip: str, inner: str) -> str:
    """What leads somewhere when clicked, and says more when pointed at."""
    return f'<a href="{html.escape(address)}"><title>{html.escape(tip)}</title>{inner}</a>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What a colour of a picture means."""

    label: Label
    hollow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture. `name` is that of its file, `parts` are markup, `note` stands beside the title on a page."""

    name: str
    title: Label
    parts: tuple[str, ...]
    width: float
    height: float
    note: str = ""
    samples: tuple[Sample, ...] = ()

    def to_figure(self, *, tools: str = "", titled: bool = True) -> str:
        """The picture on a page; `tools` is markup for its caption. What only its file shows is there, but hidden."""
        note = f'<span class="soft">{self.note}</span>' if self.note else ""
        caption = f"<figcaption>{both_languages(self.title)}{note}{tools}</figcaption>" if titled else ""
        head = f'<g class="head" display="none">{self._head()}</g>' if tools else ""
        return f'<figure class="chart">{caption}{self._open()}\n{head}{self._body()}\n</svg></figure>\n'

    def to_file(self) -> str:
        """The picture as a file of its own."""
        width, height = max(self.width, _LEAST) + 2 * _MARGIN, self.height + _HEAD + _MARGIN
        paper = f'<rect x="{-_MARGIN}" y="{-_HEAD}" width="{_n(width)}" height="{_n(height)}" fill="#ffffff"/>'
        opened = self._open(left=-_MARGIN, top=-_HEAD, width=width, height=height)
        inside = _FORBIDDEN.sub("\ufffd", f"{self._head()}\n{_LINKS.sub('', self._body())}")
        return f"{opened}\n<style>{_STYLE}</style>{paper}\n{inside}\n</svg>\n"

    def _open(self, *, left: float = 0, top: float = 0, width: float = 0, height: float = 0) -> str:
        box = " ".join(map(_n, (left, top, width or self.width, height or self.height)))
        size = f'width="{_n(width or self.width)}" height="{_n(height or self.height)}" viewBox="{box}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{html.escape(self.title.zh)}" {size}>'

    def _body(self) -> str:
        return "\n".join(self.parts)

    def _head(self) -> str:
        """The title and the meaning of the colours, above the picture."""
        title = draw_text(0, 30 - _HEAD, self.title.zh, look="title")
        parts = [title, draw_text(measure_text(self.title.zh, 17) + 10, 30 - _HEAD, self.title.en, look="soft")]
        left = 0.0
        for sample in self.samples:
            parts.append(draw_bar(left, 39 - _HEAD, (13, 10), colour=sample.label.colour, hollow=sample.hollow))
            parts.append(draw_text(left + 19, 48 - _HEAD, sample.label.zh, look="soft"))
            left += 40 + measure_text(sample.label.zh, 11.5)
        return "".join(parts)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
