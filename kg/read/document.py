"""Path → Document: the bytes, the reader that the ending asks for, and what can be told from the text itself."""

import hashlib
import unicodedata
from collections.abc import Callable
from pathlib import Path

from kg.errors import EmptyFileError, TooLargeError, UnknownFormatError
from kg.model import Document
from kg.read.files import check_size, display_path, read_bytes
from kg.read.furniture import find_body
from kg.read.metadata import find_metadata
from kg.read.source import DEFAULT_LIMITS, Limits, Source

Reader = Callable[..., Source]


def _text_reader() -> Reader:
    from kg.read.text import read_text

    return read_text


def _html_reader() -> Reader:
    from kg.read.html import read_html

    return read_html


def _docx_reader() -> Reader:
    from kg.read.docx import read_docx

    return read_docx


def _pdf_reader() -> Reader:
    from kg.read.pdf import read_pdf

    return read_pdf


# Each reader is imported when its ending turns up: parsers are heavy, and most runs need one.
_READERS: dict[str, Callable[[], Reader]] = {
    ".txt": _text_reader,
    ".md": _text_reader,
    ".html": _html_reader,
    ".htm": _html_reader,
    ".docx": _docx_reader,
    ".pdf": _pdf_reader,
}


def is_plain(path: Path) -> bool:
    """Whether a file is read by our own code alone; others go through native libraries, which a file may bring down."""
    return _READERS.get(path.suffix.lower(), _text_reader) is _text_reader


def read_document(path: Path, *, limits: Limits = DEFAULT_LIMITS, data: bytes | None = None) -> Document:
    """The report in a .txt, .md, .html, .htm, .docx or .pdf file; or in `data`, the content of such a file.

    Raises:
        ReadError: or one of its children, which says what is wrong with the file and what to do.
    """
    name = display_path(path)
    factory = _READERS.get(path.suffix.lower())
    if factory is None:
        raise UnknownFormatError(name, path.suffix and display_path(Path(path.suffix)))
    if data is None:
        data = read_bytes(path, max_bytes=limits.max_bytes)
    check_size(data, name, max_bytes=limits.max_bytes)
    source = factory()(data, name, limits=limits)
    if not any(char.isalnum() for char in source.text):
        raise EmptyFileError(name)
    if len(source.text) > limits.max_chars:
        raise TooLargeError(name, f"{limits.max_chars:,} characters")
    return _to_document(source, path)


def _to_document(source: Source, path: Path) -> Document:
    body = find_body(source.text)
    stem = _clean_name(display_path(Path(path.stem)))
    return Document(
        name=stem,
        path=display_path(path),
        media_type=source.media_type,
        encoding=source.encoding,
        text=source.text,
        body=body,
        sha256=hashlib.sha256(source.text.encode("utf-8")).hexdigest(),
        metadata=find_metadata(source.text, body, name=stem, title=source.title),
    )


def _clean_name(name: str) -> str:
    """A file name fit for a graph: control characters, which Linux allows in names, become U+FFFD."""
    return "".join("\ufffd" if unicodedata.category(char) == "Cc" else char for char in name)
