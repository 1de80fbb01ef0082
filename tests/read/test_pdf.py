"""PDFs: the text layer with whole paragraphs; scans, locked and broken files say what they are."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from kg.errors import CorruptFileError, EmptyFileError, ProtectedFileError, ReadError, ScannedPdfError, TooLargeError
from kg.read import Limits, read_document
from kg.read.pdf import read_pdf

Save = Callable[[str, bytes], Path]
SIZE, LEFT, PER_LINE, PER_PAGE = 14, 80, 30, 12


def _wrap(paragraph: str) -> list[str]:
    """The lines of a paragraph as a page has them: the first indented by two characters, all filled to the margin."""
    lines = ["　　"]
    for char in paragraph:
        if sum(1 if wide > "~" else 0.5 for wide in lines[-1] + char) > PER_LINE:
            lines.append("")
        lines[-1] += char
    return lines


def _print(paragraphs: Sequence[str], *, header: str = "", password: str = "") -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    lock = StandardEncryption(password) if password else None
    canvas = Canvas(buffer, pagesize=A4, encrypt=lock, invariant=1)
    lines = [line for paragraph in paragraphs for line in _wrap(paragraph)]
    for page in range(0, max(len(lines), 1), PER_PAGE):
        canvas.setFont("STSong-Light", SIZE)
        canvas.drawString(LEFT, 800, header)
        for row, line in enumerate(lines[page : page + PER_PAGE]):
            indent = 2 * SIZE if line.startswith("　　") else 0
            canvas.drawString(LEFT + indent, 760 - 24 * row, line.strip("　"))
        canvas.drawCentredString(300, 40, f"— {page // PER_PAGE + 1} —")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture(scope="module")
def sample() -> bytes:
    return _print(["全镇工作取得新的进步。"] * 3)


def test_paragraphs_broken_by_the_layout_are_whole_again(save: Save, report: str) -> None:
    document = read_document(save("a.pdf", _print(report.splitlines())))

    assert document.text == report
    assert (document.media_type, document.metadata.speaker) == ("application/pdf", "王晓明")


def test_page_numbers_and_running_heads_go_and_paragraphs_cross_pages(report: str) -> None:
    paragraphs = report.splitlines() * 4

    text = read_pdf(_print(paragraphs, header="青溪镇第十九届人大三次会议文件"), "a").text
    assert text.splitlines() == paragraphs


def test_a_short_line_ends_its_paragraph() -> None:
    paragraphs = ["一、工作回顾", "全镇工作取得新的进步，" * 5 + "成绩来之不易。", "二、工作安排", "继续努力。"]

    assert read_pdf(_print(paragraphs), "a").text.splitlines() == paragraphs


def test_pages_of_pictures_are_a_scan() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.drawImage(ImageReader(Image.new("L", (20, 20))), 0, 0, 500, 700)
    canvas.save()

    with pytest.raises(ScannedPdfError, match="OCR"):
        read_pdf(buffer.getvalue(), "a.pdf")


def test_a_pdf_with_nothing_on_its_page_is_empty() -> None:
    with pytest.raises(EmptyFileError):
        read_pdf(_print([]), "a.pdf")


def test_a_page_whose_objects_cannot_be_counted_has_no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        message = "Failed to get number of page objects."
        raise pypdfium2.PdfiumError(message)

    monkeypatch.setattr(pypdfium2.PdfPage, "get_objects", refuse)
    with pytest.raises(EmptyFileError):
        read_pdf(_print([]), "a.pdf")


def test_a_password_is_asked_for() -> None:
    with pytest.raises(ProtectedFileError):
        read_pdf(_print(["全镇工作取得新的进步。"], password="secret"), "a.pdf")  # noqa: S106 -- a made-up one


@pytest.mark.parametrize("keep", [0.0, 0.02, 0.1])
def test_a_file_cut_short_is_damaged(sample: bytes, keep: float) -> None:
    with pytest.raises(CorruptFileError):
        read_pdf(sample[: int(len(sample) * keep)], "a.pdf")


def test_limits_are_kept(report: str) -> None:
    data = _print(report.splitlines() * 4)

    with pytest.raises(TooLargeError, match="2 pages"):
        read_pdf(data, "a.pdf", limits=Limits(max_pages=2))
    with pytest.raises(TooLargeError, match="300 characters"):
        read_pdf(data, "a.pdf", limits=Limits(max_chars=300))


@settings(deadline=None)
@given(st.data())
def test_no_damage_raises_anything_but_a_read_error(sample: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(sample)))
    broken = sample[:start] + data.draw(st.binary(max_size=8)) + sample[data.draw(st.integers(start, len(sample))) :]
    try:
        source = read_pdf(broken, "a")
    except ReadError:
        return
    assert source.text.encode("utf-8")
