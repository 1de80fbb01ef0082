"""Word documents: paragraphs and tables in order, and no harm from a hostile package."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import CorruptFileError, EmptyFileError, ProtectedFileError, ReadError, TooLargeError
from kg.read import Limits, read_document
from kg.read.docx import read_docx

Save = Callable[[str, bytes], Path]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _pack(*lines: str, xml: str = "") -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if xml:
        document.element.body.insert(len(lines), parse_xml(xml))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _replace(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one of its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return buffer.getvalue()


@pytest.fixture(scope="module")
def sample() -> bytes:
    return _pack("政府工作报告", "全镇工作取得新的进步。")


def test_paragraphs_come_in_order_with_the_metadata_of_the_head(save: Save, report: str) -> None:
    document = read_document(save("a.docx", _pack(*report.splitlines())))

    assert document.text == report
    assert document.encoding is None
    assert (document.metadata.date, document.metadata.reviewed) == ("2024-01-08", "2023")


def test_a_table_stands_where_it_is_a_row_a_line() -> None:
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in ("产值", "35亿元"))
    data = _pack("前文。", "后文。", xml=f"<w:tbl {W}><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>")

    assert read_docx(data, "a").text == "前文。\n后文。\n产值\t35亿元\n产值\t35亿元"


def test_inserted_and_controlled_text_counts_and_deleted_text_does_not() -> None:
    runs = "<w:ins><w:r><w:t>新增</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    moved = (
        "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:r><w:tab/><w:t>项目</w:t><w:br/><w:t>10个</w:t></w:r>"
    )
    data = _pack(xml=f"<w:sdt {W}><w:sdtContent><w:p>{runs}{moved}</w:p></w:sdtContent></w:sdt>")

    assert read_docx(data, "a").text.strip() == "新增\t项目\n10个"


def test_nested_tables_end_at_the_limit() -> None:
    inner = "<w:p><w:r><w:t>深</w:t></w:r></w:p>"
    for _ in range(60):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    data = _pack("浅", xml=inner.replace("<w:tbl>", f"<w:tbl {W}>", 1))

    assert "深" in read_docx(data, "a").text
    assert "深" not in read_docx(data, "a", limits=Limits(max_depth=20)).text


def test_a_bomb_is_refused_before_it_is_unpacked(sample: bytes) -> None:
    bomb = _replace(sample, "docProps/core.xml", lambda _: b" " * 30_000_000)

    with pytest.raises(TooLargeError, match="unpacks to"):
        read_docx(bomb, "a")


@pytest.mark.parametrize("entity", ["'秘密'", "SYSTEM 'file:///etc/hostname'"])
def test_declared_entities_are_refused(sample: bytes, entity: str) -> None:
    doctype = f"?><!DOCTYPE x [<!ENTITY e {entity}>]>".encode()
    hostile = _replace(sample, "word/document.xml", lambda part: part.replace(b"?>", doctype, 1))

    with pytest.raises(CorruptFileError, match="entities"):
        read_docx(hostile, "a")


def test_a_locked_file_and_an_old_one_are_told_apart() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

    with pytest.raises(ProtectedFileError):
        read_docx(ole + "EncryptedPackage".encode("utf-16-le"), "a")
    with pytest.raises(CorruptFileError, match=r"old \.doc"):
        read_docx(ole, "a")


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "_rels/.rels"])
def test_a_broken_part_is_called_damage(sample: bytes, part: str) -> None:
    with pytest.raises(CorruptFileError):
        read_docx(_replace(sample, part, lambda content: content[: len(content) // 2]), "a")


def test_a_link_to_nothing_is_called_damage(sample: bytes) -> None:
    with pytest.raises(CorruptFileError):
        read_docx(_replace(sample, "_rels/.rels", lambda part: part.replace(b"Target=", b"Targat=")), "a")


def test_a_document_without_text_is_empty(save: Save) -> None:
    with pytest.raises(EmptyFileError):
        read_document(save("a.docx", _pack("", " ")))


@settings(deadline=None)
@given(st.data())
def test_no_damage_raises_anything_but_a_read_error(sample: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(sample)))
    broken = sample[:start] + data.draw(st.binary(max_size=8)) + sample[data.draw(st.integers(start, len(sample))) :]
    try:
        source = read_docx(broken, "a")
    except ReadError:
        return
    assert source.text.encode("utf-8")
