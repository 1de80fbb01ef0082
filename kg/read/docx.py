"""Bytes of a .docx file → Source: its paragraphs and tables in their order, a paragraph or a table row a line.

The file is weighed before anything is unpacked, and its parts may declare no entities. python-docx opens it; the walk
over the body is ours, since text in content controls and in accepted insertions counts as well.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import CorruptFileError, ProtectedFileError, TooLargeError
from kg.read.source import DEFAULT_LIMITS, Limits, Source, clean_text

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BREAKS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
# Deleted or moved away, said twice for old readers, or a box of its own that floats over the text.
_LEFT_OUT = frozenset((_W + "del", _W + "moveFrom", _FALLBACK, _W + "pPr", _W + "rPr"))


def read_docx(data: bytes, path: str, *, limits: Limits = DEFAULT_LIMITS) -> Source:
    """The text of a Word document.

    Raises:
        ProtectedFileError: a password is needed.
        CorruptFileError: no readable document.
        TooLargeError: it unpacks to more than the limits allow.
    """
    _check_package(data, path, limits)
    document = _open_document(data, path)
    lines = _write_blocks(document.element.body, depth=limits.max_depth)
    title = document.core_properties.title or ""
    return Source(text=clean_text("\n".join(lines)), media_type=_MEDIA_TYPE, title=" ".join(title.split()))


def _check_package(data: bytes, path: str, limits: Limits) -> None:
    """Refuse what is no package, is locked, unpacks to too much or declares entities, before a parser sees it."""
    if data.startswith(_OLE):  # the container of old .doc files, and of encrypted .docx files
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ProtectedFileError(path)
        raise CorruptFileError(path, "it is an old .doc file by content")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise ProtectedFileError(path)
            unpacked = sum(part.file_size for part in parts)
            if unpacked > limits.max_unpacked or unpacked > limits.max_ratio * len(data) + 2**20:
                raise TooLargeError(path, f"it unpacks to {unpacked:,} bytes")
            if any(_declares_entities(package, part) for part in parts):
                raise CorruptFileError(path, "it declares XML entities")
    except _ZIP_ERRORS as err:
        raise CorruptFileError(path) from err


def _declares_entities(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether an XML part has a DOCTYPE, which no Office program writes: there entities would be declared."""
    if not part.filename.lower().endswith((".xml", ".rels")):
        return False
    content = package.read(part)
    return any("<!DOCTYPE".encode(encoding) in content for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def _open_document(data: bytes, path: str) -> "Document":
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        document = docx.Document(io.BytesIO(data))
        _ = document.element.body, document.core_properties.title  # both are parsed when first asked for
    except (OpcError, etree.LxmlError, KeyError, AttributeError, TypeError, *_ZIP_ERRORS) as err:
        # KeyError and AttributeError: a part that the package names and does not have. TypeError: a link to nothing.
        raise CorruptFileError(path) from err
    return document


def _write_blocks(parent: "Element", *, depth: int) -> Iterator[str]:
    """The lines of a body, cell or content control; below `depth` nested ones nothing more is read."""
    for child in parent if depth else ():
        if child.tag == _W + "p":
            yield from "".join(_write_runs(child)).split("\n")
            for box in child.iter(_W + "txbxContent"):
                if not any(ancestor.tag == _FALLBACK for ancestor in box.iterancestors()):
                    yield from _write_blocks(box, depth=depth - 1)
        elif child.tag == _W + "tbl":
            for row in child.iterchildren(_W + "tr", _W + "sdt"):
                cells = (" ".join(_write_blocks(cell, depth=depth - 1)).strip() for cell in _find_cells(row))
                yield "\t".join(cell for cell in cells if cell)
        elif child.tag in {_W + "sdt", _W + "sdtContent", _W + "ins", _W + "moveTo", _W + "customXml"}:
            yield from _write_blocks(child, depth=depth - 1)


def _find_cells(row: "Element") -> Iterator["Element"]:
    """The cells of a row, also those inside content controls, without those of tables inside them."""
    for child in row:
        if child.tag == _W + "tc":
            yield child
        elif child.tag in {_W + "sdt", _W + "sdtContent", _W + "tr", _W + "customXml"}:
            yield from _find_cells(child)


def _write_runs(paragraph: "Element") -> Iterator[str]:
    """The pieces of text of a paragraph, by a stack of our own: runs may be nested deep."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag == _W + "t":
            yield element.text or ""
        elif element.tag in _BREAKS:
            yield _BREAKS[element.tag]
        elif element.tag not in _LEFT_OUT and element.tag != _W + "txbxContent":
            stack.extend(reversed(element))
