"""Files that are small and ask for much: they are refused, or read in a time and room that go with their size."""

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import ReadError, TooLargeError
from kg.read import Limits, find_files, read_document
from tests.fuzz.invariants import LIMITS, check_extraction, check_reading
from tests.fuzz.seeds import write_docx

_ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
_LAUGHS = f'<!DOCTYPE html [<!ENTITY e0 "笑">{_ENTITIES}]><p>&e11;</p>'


def replace_document(content: bytes) -> bytes:
    """A Word document with other content in it."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write_docx("全镇"))) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, content if name == "word/document.xml" else old.read(name))
    return buffer.getvalue()


BOMBS: dict[str, bytes] = {
    "nested.docx": replace_document(b"<a>" * 200_000 + b"</a>" * 200_000),
    "laughs.docx": replace_document(_LAUGHS.encode()),
    "zeros.docx": replace_document(bytes(3_000_000)),
    "inside.docx": replace_document(write_docx("全镇") * 20),
    "laughs.html": _LAUGHS.encode(),
    "nested.html": b"<table><tr><td>" * 20_000,
    "attributes.html": b"<p " + b" ".join(b"a%d=1" % n for n in range(20_000)) + b">x",
    "open.html": b"<!--<![CDATA[<script>" * 5_000,
    "headings.html": "<h1>一、标题</h1>".encode() * 3_000,
    "headings.txt": "一、标题\n".encode() * 10_000,
    "line.txt": "推进青溪湖公园建设，".encode() * 3_000,
    "quotes.txt": "“《（".encode() * 10_000,
    "digits.txt": b"9" * 100_000,
    "numerals.txt": "一".encode() * 30_000,
    "blanks.txt": b" \t" * 40_000 + "全镇。".encode(),
    "marks.txt": "e\u0301\u0301\u0301".encode() * 20_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_or_read_in_bounds(name: str) -> None:
    started = time.process_time()
    document = check_reading(name, BOMBS[name])
    if document:
        check_extraction(document)
    assert time.process_time() - started < 20


def test_a_package_that_lies_about_its_sizes_gives_no_more_than_it_said() -> None:
    bomb = bytearray(replace_document(bytes(900_000)))
    said = (900_000).to_bytes(4, "little")
    assert said in bomb
    lie = bytes(bomb).replace(said, (10).to_bytes(4, "little"))
    with pytest.raises(ReadError):
        read_document(Path("a.docx"), data=lie)


@pytest.mark.parametrize("ending", [".txt", ".md", ".html"])
def test_a_line_longer_than_the_limit_is_refused_before_anything_else(ending: str) -> None:
    with pytest.raises(TooLargeError):
        read_document(Path(f"a{ending}"), data="全".encode() * LIMITS.max_bytes, limits=LIMITS)
    with pytest.raises(TooLargeError):
        read_document(Path(f"a{ending}"), data="全".encode() * 2_000, limits=Limits(max_chars=1_000))


@pytest.mark.parametrize("make", [lambda n: "一、标题\n" * n, lambda n: "推进青溪湖公园建设，增长5%，" * n])
def test_time_goes_with_size(make: Callable[[int], str]) -> None:
    check_extraction_of(make(50))  # what is loaded once is loaded
    small, large = check_extraction_of(make(1_000)), check_extraction_of(make(4_000))
    assert large < 12 * small + 1


def check_extraction_of(text: str) -> float:
    document = check_reading("a.txt", text.encode())
    assert document
    started = time.process_time()
    check_extraction(document)
    return time.process_time() - started


def test_very_long_names_and_circles_of_links(tmp_path: Path) -> None:
    (tmp_path / ("长" * 80 + ".txt")).write_text("全镇工作取得进步。", "utf-8")
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "c.txt").symlink_to("c.txt")
    read, refused = [], []
    for path in find_files([tmp_path]):
        try:
            read.append(read_document(path).name)
        except ReadError:
            refused.append(path.name)
    assert (read, refused) == (["长" * 80], ["c.txt"])
    with pytest.raises(ReadError):
        read_document(tmp_path / ("长" * 5_000 + ".txt"))
