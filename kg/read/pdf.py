"""Bytes of a .pdf file → Source: its text layer, with the paragraphs that the layout broke into lines made whole again.

Where a line ends at the right margin and the next one starts at the left margin, a paragraph goes on; so indents,
headings and short last lines keep their breaks. Page numbers and lines that repeat at the top or foot of most pages
are left out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import CorruptFileError, EmptyFileError, ProtectedFileError, ScannedPdfError, TooLargeError
from kg.read.source import DEFAULT_LIMITS, Limits, Source, clean_text

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

_PAGE_NUMBER = re.compile(r"(?:第 *)?[-—–―－·•| ]*\d{1,4}[-—–―－·•| ]*(?:页)?(?:[/共 ]*\d{1,4} *页?)?")
_STARTS = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|——|第[一二三四五六七八九十]{1,3}[章条部节]"
)
_SENTENCE_ENDS = ("。", "！", "？", "；", "：", "!", "?", ";", ":")
_MIN_CHARS = 5  # letters and digits a page; fewer are stamps and page numbers on pictures
_MIN_LINES = 4  # fewer on a page tell nothing of its right margin
_SLACK = 1.6  # characters that a full line may be short of the margin, for marks that may not start a line
_LATIN = re.compile(r"[A-Za-z0-9,.;:)]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    text: str
    left: float
    right: float
    size: float  # height of its characters, in points


def read_pdf(data: bytes, path: str, *, limits: Limits = DEFAULT_LIMITS) -> Source:
    """The text layer of a PDF.

    Raises:
        ScannedPdfError: pages of pictures, without text.
        ProtectedFileError: a password is needed to open it.
        CorruptFileError: no readable PDF.
        TooLargeError: more pages or text than the limits allow.
    """
    document = _open_document(data, path)
    try:
        if len(document) > limits.max_pages:
            raise TooLargeError(path, f"{limits.max_pages:,} pages")
        pages = _read_pages(document, path, limits)
        text = clean_text("\n".join(_join_lines(_drop_margins(pages))))
        if sum(map(str.isalnum, text)) < _MIN_CHARS * len(pages):
            raise ScannedPdfError(path) if _has_pictures(document) else EmptyFileError(path)
        title = document.get_metadata_value("Title")
    finally:
        document.close()
    return Source(text=text, media_type="application/pdf", title=" ".join(clean_text(title).split()))


def _open_document(data: bytes, path: str) -> "PdfDocument":
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as err:
        if "password" in str(err).lower() or "security" in str(err).lower():
            raise ProtectedFileError(path) from err
        raise CorruptFileError(path) from err


def _read_pages(document: "PdfDocument", path: str, limits: Limits) -> list[list[_Line]]:
    import pypdfium2

    pages: list[list[_Line]] = []
    chars = 0
    try:
        for number in range(len(document)):
            page = document[number]
            pages.append(list(_read_lines(page.get_textpage())))
            page.close()  # closes the text page too; a long document must not hold all its pages
            chars += sum(len(line.text) for line in pages[-1])
            if chars > limits.max_chars:
                raise TooLargeError(path, f"{limits.max_chars:,} characters")
    except pypdfium2.PdfiumError as err:
        raise CorruptFileError(path, f"page {len(pages) + 1}") from err
    return pages


def _read_lines(textpage: "PdfTextPage") -> Iterator[_Line]:
    """The lines of a page with something in them, in reading order."""
    place = 0
    for raw in re.split(r"(?<=\n)", textpage.get_text_range()):
        text = raw.strip()
        if text:
            start = place + len(raw) - len(raw.lstrip())
            first, last = _find_box(textpage, start), _find_box(textpage, start + len(text) - 1)
            yield _Line(text=text, left=first[0], right=last[2], size=max(first[3] - first[1], last[3] - last[1], 1.0))
        place += len(raw)


def _find_box(textpage: "PdfTextPage", place: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the character at a place in the page's text; zeros if the page does not know."""
    from pypdfium2 import PdfiumError, raw

    try:
        index = raw.FPDFText_GetCharIndexFromTextIndex(textpage, place)
        left, bottom, right, top = textpage.get_charbox(index, loose=True)
    except PdfiumError:
        return (0.0, 0.0, 0.0, 0.0)
    return (left, bottom, right, top)


def _drop_margins(pages: Sequence[Sequence[_Line]]) -> list[list[_Line]]:
    """The pages without page numbers and without lines that stand at the top or foot of most pages."""
    outer = [[_blur(line) for line in (*page[:2], *page[2:][-2:])] for page in pages]
    counts = Counter(key for keys in outer for key in set(keys))
    repeated = {key for key, count in counts.items() if len(pages) > 2 and count > len(pages) / 2}
    return [
        [
            line
            for number, line in enumerate(page)
            if 2 <= number < len(page) - 2 or not (_blur(line) in repeated or _PAGE_NUMBER.fullmatch(line.text))
        ]
        for page in pages
    ]


def _blur(line: _Line) -> str:
    """A line with its numbers made equal, so that “第3页” on one page is “第4页” on the next."""
    return re.sub(r"\d+", "0", line.text)


def _join_lines(pages: Sequence[Sequence[_Line]]) -> Iterator[str]:
    """The paragraphs: a line that reaches the right margin goes on in one that starts at the left margin."""
    paragraph, reaches = "", False
    widest = max((line.right for page in pages for line in page), default=0.0)
    for page in pages:
        left = min((line.left for line in page), default=0.0)
        right = max(line.right for line in page) if len(page) >= _MIN_LINES else widest
        for line in page:
            goes_on = reaches and line.left < left + line.size and not _starts_anew(paragraph, line.text)
            if paragraph and not goes_on:
                yield paragraph
                paragraph = ""
            gap = (
                " "
                if paragraph and _LATIN.search(paragraph) and line.text[0].isascii() and line.text[0].isalpha()
                else ""
            )
            paragraph += gap + line.text
            reaches = line.right > right - _SLACK * line.size
    if paragraph:
        yield paragraph


def _starts_anew(before: str, text: str) -> bool:
    return bool(_STARTS.match(text)) and before.endswith(_SENTENCE_ENDS)


def _has_pictures(document: "PdfDocument") -> bool:
    from pypdfium2 import PdfiumError, raw

    try:
        return any(True for page in document for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))
    except PdfiumError:  # a page whose text could be asked for, and whose objects cannot be counted
        return False
