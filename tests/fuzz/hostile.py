"""A source of random numbers in, a file of an enemy out: its name and its bytes. The same seed gives the same file."""

import io
import random
import struct
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.fuzz.seeds import make_seeds, read_excerpts, write_docx, write_html

CODECS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk", "big5", "cp1252", "hz")
CHARSETS = ("", "utf-8", "gb2312", "big5", "utf-16", "utf-7", "hz-gb-2312", "rot13", "idna", "x\0y", "undefined", "zip")
# Astral, combining, bidirectional, NUL, a lone surrogate, not characters, breaks that are none, joiners, a private one.
ODDITIES = (
    *("\0", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\ufffe", "\uffff", "\ud800", "\udfff", "\U0010ffff"),
    *("\U0001f600", "𠮷", "\U00020000", "e\u0301\u0301\u0301", "\u0e33" * 5, "ﷺ", "\u2028", "\u2029", "\x85", "\x0b"),
    *(
        "\x0c",
        "\x1b[31m",
        "\r",
        "\r\n",
        "\t",
        "\u3000",
        "\u00a0",
        "\u00ad",
        "\ue000",
        "İ",
        "ß",
        "½",
        "²",
        "⑨",
        "㈱",
        "〇",
    ),
    *(
        "\u0660",
        "１２",
        "٣",
        "百亿",
        "万万亿",
        "1e999",
        "0" * 60,
        "9" * 400,
        "一" * 80,
        "十百千万亿",
        "." * 50,
        "…" * 30,
    ),
)
# What breaks out of HTML, Turtle, N-Quads, GraphML, CSV, SPARQL, a terminal or a path where it is not escaped.
BREAKOUTS = (
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</script>", "]]>", "-->", "&lt;", "&#0;", "&e;"),
    *('"""', "\\", '\\"', "\\u0022", "> <http://evil/p> <http://evil/o> .", '" . <a:s> <a:p> <a:o> .', "} UNION {"),
    *('=HYPERLINK("http://evil","x")', "@SUM(1)", "+1", "-1", "\t=1", "../../etc/passwd", "%2e%2e/", "${x}", "{{x}}"),
    *(
        "'; DROP TABLE x; --",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://169.254.1.1/x.dtd",
        "%n%s",
        "\x1b]0;x\x07",
    ),
)
REPEATED = (
    *(
        "一、",
        "（一）",
        "1.",
        "\n",
        "。",
        "；",
        "、",
        "“",
        "”",
        "《",
        "》",
        "（",
        "）",
        "亿元",
        "增长",
        "%",
        "和",
        "镇",
        "的",
    ),
    *(
        "<div>",
        "<p>",
        "<table><tr><td>",
        "<b>",
        "</",
        "<!--",
        "&amp;",
        "<h1>一、</h1>",
        "人民政府",
        "打造",
        "2023年",
        "- ",
        "|",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostileFile:
    """A file that nobody should trust."""

    name: str
    data: bytes


def make_file(rng: random.Random) -> HostileFile:
    """Any hostile file."""
    ending, data = rng.choice(_KINDS)(rng)
    if rng.random() < 0.04:
        ending = rng.choice(list(make_seeds()))
    return HostileFile(name=f"f{ending}", data=data)


def make_numbered(seed: int) -> HostileFile:
    """The hostile file of a number."""
    return make_file(random.Random(seed))  # noqa: S311 -- made to be made again


def make_text(rng: random.Random) -> str:
    """A report with things in it that no report has."""
    text = rng.choice(read_excerpts())
    text = text[: rng.randrange(1, len(text))]
    for _ in range(rng.randrange(1, 6)):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + _make_insert(rng) + text[at + rng.choice((0, 0, 1, 5)) :]
    return text


def _make_insert(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.4:
        return rng.choice(ODDITIES)
    if kind < 0.7:
        return rng.choice(BREAKOUTS)
    if kind < 0.85:
        return rng.choice(REPEATED) * rng.choice((2, 10, 100, 400))
    return "".join(chr(rng.choice((rng.randrange(128), rng.randrange(0x11000)))) for _ in range(rng.randrange(1, 30)))


def break_bytes(rng: random.Random, data: bytes) -> bytes:
    """The bytes with a few things wrong."""
    broken = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4, 12))):
        rng.choice(_BREAKS)(rng, broken)
    return bytes(broken)


def _cut(rng: random.Random, data: bytearray) -> None:
    del data[_place(rng, data) :]


def _drop(rng: random.Random, data: bytearray) -> None:
    at = _place(rng, data)
    del data[at : at + rng.choice((1, 2, 7, 100))]


def _flip(rng: random.Random, data: bytearray) -> None:
    for _ in range(rng.choice((1, 3, 20))):
        if data:
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _insert(rng: random.Random, data: bytearray) -> None:
    at = _place(rng, data)
    data[at:at] = rng.randbytes(rng.choice((1, 2, 8, 60)))


def _insert_words(rng: random.Random, data: bytearray) -> None:
    at = _place(rng, data)
    data[at:at] = _encode(_make_insert(rng), rng.choice(CODECS))


def _repeat(rng: random.Random, data: bytearray) -> None:
    at = _place(rng, data)
    data[at:at] = data[at : at + rng.choice((1, 4, 50))] * rng.choice((2, 20, 200))


def _set_number(rng: random.Random, data: bytearray) -> None:
    """Sizes, counts and offsets of binary formats."""
    at = _place(rng, data)
    data[at : at + 4] = struct.pack(
        rng.choice("<>") + "I", rng.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000, 65535))
    )


def _set_digits(rng: random.Random, data: bytearray) -> None:
    """Numbers of text formats, such as PDF."""
    places = [at for at in range(max(0, _place(rng, data)), len(data)) if 48 <= data[at] <= 57][:1]
    for at in places:
        data[at : at + 1] = rng.choice((b"0", b"-1", b"99999999999", b"1e9", b"0.0000001"))


def _join_other(rng: random.Random, data: bytearray) -> None:
    other = rng.choice(rng.choice(list(make_seeds().values())))
    data[_place(rng, data) :] = other[rng.randrange(len(other)) :]


def _place(rng: random.Random, data: bytearray) -> int:
    return rng.randrange(len(data) + 1)


_BREAKS: Sequence[Callable[[random.Random, bytearray], None]] = (
    *(_cut, _drop, _flip, _flip, _insert, _insert_words, _insert_words, _repeat, _set_number, _set_digits, _join_other),
)


def _encode(text: str, codec: str) -> bytes:
    if codec.startswith("utf"):
        return text.encode(codec, "surrogatepass")
    return text.encode(codec, "replace")


def _make_noise(rng: random.Random) -> tuple[str, bytes]:
    return rng.choice(list(make_seeds())), rng.randbytes(rng.choice((0, 1, 3, 40, 900)))


def _make_broken(rng: random.Random) -> tuple[str, bytes]:
    ending = rng.choice(list(make_seeds()))
    return ending, break_bytes(rng, rng.choice(make_seeds()[ending]))


def _make_plain(rng: random.Random) -> tuple[str, bytes]:
    return rng.choice((".txt", ".txt", ".md")), _encode(make_text(rng), rng.choice(CODECS))


def _make_page(rng: random.Random) -> tuple[str, bytes]:
    charset = rng.choice(CHARSETS)
    page = write_html("").decode().replace("<ul>", f'<meta charset="{charset}">' + make_text(rng) + "<ul>")
    return ".html", _encode(page, rng.choice(CODECS))


def _make_word(rng: random.Random) -> tuple[str, bytes]:
    """A Word document with one of its parts broken, packed anew so that its checksums hold."""
    if rng.random() < 0.3:
        return ".docx", write_docx(
            "".join(
                char
                for char in make_text(rng)
                if char >= " " and not "\ud800" <= char <= "\udfff" and char not in "\ufffe\uffff"
            )
        )
    return ".docx", break_parts(rng, rng.choice(make_seeds()[".docx"]))


def break_parts(rng: random.Random, package: bytes) -> bytes:
    """A package whose parts are broken, not its container."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w") as new:
        names = old.namelist()
        broken = {rng.choice(names), "word/document.xml" if rng.random() < 0.7 else rng.choice(names)}
        for name in names:
            if name not in broken:
                new.writestr(name, old.read(name))
            elif rng.random() < 0.95:
                new.writestr(name, break_bytes(rng, old.read(name)))
    return buffer.getvalue()


_KINDS: Sequence[Callable[[random.Random], tuple[str, bytes]]] = (
    *(
        _make_noise,
        _make_broken,
        _make_broken,
        _make_broken,
        _make_plain,
        _make_plain,
        _make_plain,
        _make_page,
        _make_page,
    ),
    _make_word,
)
