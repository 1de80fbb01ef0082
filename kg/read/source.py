"""What a format reader hands on: the text of one file and what its format says of itself; and the limits it keeps.

A reader takes the bytes of a file, never the path alone, so that one place opens files and weighs them.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The source text of a file. For .txt and .md it is the decoded file, untouched, so offsets point into the file."""

    text: str
    media_type: str
    encoding: str | None = None  # None where the format has no character encoding of its own
    title: str = ""  # as the format's own metadata has it; a last resort


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one file may ask for, whoever wrote it."""

    max_bytes: int = 64 * 1024 * 1024  # of the file itself
    max_unpacked: int = 256 * 1024 * 1024  # of the parts inside a .docx
    max_ratio: int = 200  # unpacked to packed; office files stay under 50
    max_chars: int = 5_000_000  # of the text; the longest reports have 60,000
    max_pages: int = 5_000
    max_elements: int = 20_000  # of a page, to look for its main text in; beyond it is read block by block
    max_depth: int = 256  # of nested tables or elements


DEFAULT_LIMITS = Limits()

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean_text(text: str) -> str:
    """Extracted text without what XML cannot hold and soft hyphens, with a line feed as its only line end.

    For formats whose extracted text is the source text; a .txt file is never touched.
    """
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
