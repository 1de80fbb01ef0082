"""Small sound files of every kind that is read, made on the spot: what the fuzzers break."""

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

REPORTS = Path(__file__).parents[2] / "examples" / "reports"
_TAKEN = 1200  # characters of a report: enough for a head, a heading and facts, few enough to be quick


@cache
def read_excerpts() -> tuple[str, ...]:
    """The beginning and a middle part of each example report."""
    texts = [path.read_bytes().decode("utf-8") for path in sorted(REPORTS.glob("*.txt"))]
    return tuple(text[start : start + _TAKEN] for text in texts for start in (0, len(text) // 2))


@cache
def make_seeds() -> Mapping[str, tuple[bytes, ...]]:
    """The files by their ending."""
    texts = read_excerpts()
    return {
        ".txt": tuple(text.encode(codec) for text in texts for codec in ("utf-8", "gb18030", "utf-16", "utf-16-be")),
        ".md": tuple(text.encode() for text in texts[:4]),
        ".html": tuple(page for text in texts[:6] for page in (write_html(text), write_html(text, charset="gb2312"))),
        ".htm": (write_html(texts[0], charset="big5"),),
        ".docx": tuple(map(write_docx, texts[:3])),
        ".pdf": tuple(map(write_pdf, texts[:3])),
    }


def write_html(text: str, *, charset: str = "") -> bytes:
    """A page with a menu, a table and a paragraph a line."""
    lines = "".join(f"<p>{line}</p>" for line in text.splitlines())
    head = f'<meta charset="{charset}">' if charset else ""
    table = "<table><tr><th>指标</th><td>产值</td></tr><tr><td>35亿元</td><td>46亿元</td></tr></table>"
    page = (
        f"<!DOCTYPE html><html><head>{head}<title>报告_网站</title></head><body><ul><li>首页</ul>{lines}{table}</body>"
    )
    return page.encode("gb18030" if charset == "gb2312" else "utf-8")


def write_docx(text: str) -> bytes:
    """A Word document with a table."""
    import docx

    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text, row.cells[1].text = "产值", "35亿元"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def write_pdf(text: str) -> bytes:
    """A PDF of two pages, its contents not compressed, so that breaking it reaches what the pages say."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=0)
    for page in (text[:300], text[300:600]):
        canvas.setFont("STSong-Light", 12)
        for row in range(0, len(page), 30):
            canvas.drawString(80, 760 - row, page[row : row + 30].replace("\n", " "))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
