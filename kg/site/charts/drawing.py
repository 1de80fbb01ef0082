"""Numbers and words in, SVG out: rectangles, texts and links, everything escaped; colours come from the labels."""

import html
import unicodedata
from collections.abc import Iterable

ROW = 22


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


def draw_figure(parts: Iterable[str], *, width: float, height: float, caption: str, name: str) -> str:
    """A picture with its caption (markup); `name` is what a screen reader says."""
    head = f"<figcaption>{caption}</figcaption>" if caption else ""
    return (
        f'<figure class="chart">{head}'
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{html.escape(name)}" width="{_n(width)}" '
        f'height="{_n(height)}" viewBox="0 0 {_n(width)} {_n(height)}">\n{chr(10).join(parts)}\n</svg></figure>\n'
    )


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
