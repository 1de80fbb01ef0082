"""Plain text: the decoded file and nothing else, in every encoding a Chinese report comes in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import BinaryFileError, EmptyFileError, ReadError
from kg.read import read_document
from kg.read.encodings import decode_bytes, plausibility

Save = Callable[[str, bytes], Path]
SIMPLIFIED = "全镇上下坚持稳中求进，实现地区生产总值46亿元，同比增长6.5%。\r\n新招引项目12个，主要指标好于预期。"
TRADITIONAL = "本市持續推動都市更新與公共建設，全年經濟成長率達百分之三，就業人數較上年增加，各項施政計畫均如期完成。"


@pytest.mark.parametrize(
    ("codec", "mark", "name"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("gb18030", b"", "gb18030"),
        ("gbk", b"", "gb18030"),
    ],
)
def test_simplified_text_comes_back_unchanged(codec: str, mark: bytes, name: str) -> None:
    assert decode_bytes(mark + SIMPLIFIED.encode(codec), "a.txt") == (SIMPLIFIED, name)


@pytest.mark.parametrize("codec", ["big5", "cp950", "gb18030", "utf-8", "utf-16-be"])
def test_traditional_text_comes_back_unchanged(codec: str) -> None:
    text, name = decode_bytes(TRADITIONAL.encode(codec), "a.txt")

    assert text == TRADITIONAL
    assert name == ("big5" if codec == "cp950" else codec)


@pytest.mark.parametrize("text", ["目录", "罗店镇政府工作报告", "一、2023年工作回顾", "2021年", "联通"])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_few_characters_are_enough(text: str, codec: str) -> None:
    assert decode_bytes(text.encode(codec), "a.txt")[0] == text


def test_characters_beyond_the_basic_plane_survive() -> None:
    text = SIMPLIFIED + "𠮷𡈽村"

    assert decode_bytes(text.encode("gb18030"), "a.txt")[0] == text
    assert decode_bytes(text.encode("utf-16-le"), "a.txt")[0] == text


def test_utf8_cut_off_within_a_character_is_still_utf8() -> None:
    text, encoding = decode_bytes(SIMPLIFIED.encode()[:-1], "a.txt")

    assert encoding == "utf-8"
    assert text[:-1] == SIMPLIFIED[:-1]


def test_a_declared_encoding_is_not_believed_against_the_bytes() -> None:
    assert decode_bytes(SIMPLIFIED.encode(), "a.html", declared="gb2312") == (SIMPLIFIED, "utf-8")
    assert decode_bytes(SIMPLIFIED.encode("gb18030"), "a.html", declared="utf-8") == (SIMPLIFIED, "gb18030")
    assert decode_bytes(SIMPLIFIED.encode(), "a.html", declared="no-such-charset") == (SIMPLIFIED, "utf-8")


def test_line_ends_and_blanks_are_not_touched(save: Save) -> None:
    text = "\r\n　朗读\r政府工作报告\n\n各位代表：\u2028全镇工作取得进步。\t \n"

    assert read_document(save("a.txt", text.encode())).text == text


def test_the_byte_order_mark_is_no_part_of_the_text(save: Save) -> None:
    document = read_document(save("a.md", b"\xef\xbb\xbf" + SIMPLIFIED.encode()))

    assert document.text == SIMPLIFIED
    assert (document.media_type, document.encoding, document.name) == ("text/markdown", "utf-8", "a")


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", "　\n".encode(), "——。\n".encode()])
def test_a_file_without_text_is_empty(save: Save, data: bytes) -> None:
    with pytest.raises(EmptyFileError):
        read_document(save("a.txt", data))


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"PK\x03\x04" + bytes(range(255, 0, -1)) * 20,
        SIMPLIFIED.encode() + b"\0",
        SIMPLIFIED.encode() * 3 + b"\x01\x02\x03\x04\x05\x06",
        "Le château est fermé, à côté du café. ".encode("cp1252") * 40,
    ],
)
def test_what_is_no_text_is_called_binary(save: Save, data: bytes) -> None:
    with pytest.raises(BinaryFileError):
        read_document(save("a.txt", data))


def test_a_stray_control_character_stays_so_that_offsets_hold(save: Save) -> None:
    text = SIMPLIFIED.replace("。", "。\x0b\x02", 1)

    assert read_document(save("a.txt", text.encode())).text == text


def test_text_is_more_plausible_in_its_own_encoding() -> None:
    encoded = SIMPLIFIED.encode("gb18030")

    assert plausibility(SIMPLIFIED) > 0.5
    assert plausibility(encoded.decode("big5", "replace")) < 0.3
    assert plausibility(encoded.decode("utf-16-le", "replace")) < 0.3


@settings(deadline=None)
@given(st.binary(max_size=600))
def test_no_bytes_raise_anything_but_a_read_error(data: bytes) -> None:
    try:
        text, _ = decode_bytes(data, "a.txt")
    except ReadError:
        return
    assert text.encode("utf-8").decode("utf-8") == text
    assert "\0" not in text


@settings(deadline=None)
@given(st.text(st.characters(codec="gb2312", min_codepoint=0x4E00), min_size=8, max_size=60), st.integers(2, 5))
def test_sentences_around_any_words_decode_from_every_encoding(words: str, times: int) -> None:
    text = f"{SIMPLIFIED}{words}" * times

    for codec in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        assert decode_bytes(text.encode(codec), "a.txt")[0] == text
