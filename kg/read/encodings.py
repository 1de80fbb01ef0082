"""Bytes → text: which of UTF-8, UTF-16, GB18030 and Big5 a file is written in.

Nearly every byte string decodes as GB18030 and many decode as UTF-16, so "it decodes" proves nothing for these; only
UTF-8 proves itself. The order is: a byte order mark, strict UTF-8 with Chinese in it, and then whichever of the rest
makes the most sense, measured by how many of its characters are frequent ones (`plausibility`).
"""

import codecs
import functools
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import BinaryFileError
from kg.resources import read_data

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Big5 grew by region; the first that takes the bytes without loss is the one.
_BIG5 = ("big5", "cp950", "big5hkscs")
_SAMPLE = 60_000  # bytes that are weighed; enough to be sure, small enough to be quick
_MIN_PLAUSIBLE = 0.3  # Chinese text scores about 0.7, wrong decodings under 0.25
_MAX_BROKEN = 0.01  # share of characters that may be damaged in an otherwise sound file
_MAX_CONTROL = 0.002


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guess:
    encoding: str
    score: float


def decode_bytes(data: bytes, path: str, *, declared: str | None = None) -> tuple[str, str]:
    """The text of `data` without its byte order mark, and the name of its encoding. Line ends stay as they are.

    A `declared` encoding is believed when it makes sense of the bytes, and not otherwise.

    Raises:
        BinaryFileError: no encoding makes sense of the bytes, or the text has NULs or many control characters.
    """
    encoding, skip = _choose_encoding(data, path, declared)
    text = data[skip:].decode(encoding, "replace")
    _reject_binary(text, path)
    return text, "big5" if encoding in _BIG5 else encoding


def plausibility(text: str) -> float:
    """How much `text` looks like text that somebody wrote, Chinese or ASCII: about 0.7 if so, under 0.25 if not."""
    counts = Counter(text)
    total = weight = 0.0
    for char, count in counts.items():
        value = _weigh(char)
        if value is not None:
            total += count
            weight += value * count
    return weight / total if total else 0.5


def _choose_encoding(data: bytes, path: str, declared: str | None) -> tuple[str, int]:
    """The encoding and how many bytes of mark to skip."""
    for mark, encoding in _MARKS:
        if data.startswith(mark) and _is_sound(data[len(mark) :], encoding):
            return encoding, len(mark)
    if _is_utf8(data):
        return "utf-8", 0
    guesses = sorted(_guess(data, declared), key=lambda guess: -guess.score)  # stable: the first of equals wins
    if not guesses or guesses[0].score < _MIN_PLAUSIBLE:
        raise BinaryFileError(path)
    return guesses[0].encoding, 0


def _is_utf8(data: bytes) -> bool:
    """Whether `data` proves itself UTF-8: no NUL, and either plain ASCII or Chinese in three-byte forms."""
    if b"\0" in data:
        return False
    if data.isascii():
        return True
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        # A file cut off within a character or with a few damaged bytes is still UTF-8; mojibake would be worse.
        return _is_sound(data, "utf-8") and _has_chinese(data[:_SAMPLE].decode("utf-8", "replace"))
    # “目录” in GBK is also valid UTF-8 (two Latin letters): without Chinese, the rest must be weighed.
    return _has_chinese(text)


def _has_chinese(text: str) -> bool:
    return any("\u2e80" <= char <= "\U0003ffff" and char != "\ufffd" for char in text)


def _is_sound(data: bytes, encoding: str) -> bool:
    """Whether at most a very small share of the characters is damaged."""
    text = data.decode(encoding, "replace")
    return text.count("\ufffd") <= 1 + _MAX_BROKEN * len(text)


def _guess(data: bytes, declared: str | None) -> Iterator[_Guess]:
    """Each encoding that could be, with how much sense it makes."""
    if declared and (name := _known_codec(declared)) and _is_sound(data, name):
        yield _score(data, name, bonus=0.15)
    for encoding in ("utf-8", "gb18030", _choose_big5(data), "utf-16-le", "utf-16-be"):
        if _is_sound(data, encoding):
            yield _score(data, encoding)


def _score(data: bytes, encoding: str, *, bonus: float = 0.0) -> _Guess:
    text = data[:_SAMPLE].decode(encoding, "replace")
    return _Guess(encoding=encoding, score=plausibility(text[:-1] if len(data) > _SAMPLE else text) + bonus)


def _choose_big5(data: bytes) -> str:
    for encoding in _BIG5:
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return _BIG5[1]


def _known_codec(name: str) -> str | None:
    """Our name for a declared encoding, or None. GB2312 and GBK are read as GB18030, which holds them both."""
    try:
        codec = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return None
    if codec in {"gb2312", "gbk", "gb18030", "hz"}:
        return "gb18030"
    if codec in _BIG5:
        return codec
    return codec if codec in {"utf-8", "utf-16-le", "utf-16-be"} else None


def _weigh(char: str) -> float | None:
    """How much a character speaks for a decoding; None where it says nothing either way."""
    if char in "\t\n\r\f" or " " <= char <= "~":
        return None
    if char in _frequent_characters():
        return 1.0
    if "\u3000" <= char <= "\u303f" or "\uff01" <= char <= "\uff5e" or "\u2010" <= char <= "\u2030":
        return 0.6
    if unicodedata.category(char) in {"Cc", "Cn", "Co", "Cs"} or char == "\ufffd":
        return -1.0
    return 0.4 if _is_common(char) else 0.0


@functools.cache
def _is_common(char: str) -> bool:
    """Whether a character is in the first plane of GB2312 or of Big5, where a character of daily use is."""
    for encoding, last in (("gb2312", 0xD7), ("big5", 0xC6)):
        encoded = char.encode(encoding, "ignore")
        if len(encoded) == 2 and encoded[0] <= last and "\u4e00" <= char <= "\u9fff":
            return True
    return False


@functools.cache
def _frequent_characters() -> frozenset[str]:
    lines = read_data("read/frequent_characters.txt").splitlines()
    return frozenset("".join(line for line in lines if not line.startswith("#")))


def _reject_binary(text: str, path: str) -> None:
    if "\0" in text:
        raise BinaryFileError(path, "NUL characters in it")
    controls = sum(text.count(char) for char in _CONTROLS)
    if controls > 2 + _MAX_CONTROL * len(text):
        raise BinaryFileError(path, f"{controls} control characters in it")


_CONTROLS = (*(chr(code) for code in range(1, 32) if chr(code) not in "\t\n\v\f\r"), "\x7f", "\ufffe", "\uffff")
