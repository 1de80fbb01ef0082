"""Bytes of an .html or .htm file → Source: the main text of the page, one block a line, without menus.

The charset is taken from the bytes first and from the page's own declaration second, since pages are often saved in
another encoding than they say. trafilatura finds the main text; where it keeps too little of the page's sentences
(frames of tables, `<br>` for paragraphs), all blocks of the page are taken and the page furniture is told apart later.
"""

import re
from typing import TYPE_CHECKING

from kg.errors import CorruptFileError, TooLargeError
from kg.read.encodings import decode_bytes
from kg.read.furniture import is_sentence
from kg.read.source import DEFAULT_LIMITS, Limits, Source, clean_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,80}?encoding=["']([\w.:-]+)""", re.IGNORECASE
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|br|caption|center|d[dlt]|div|fieldset|figcaption|figure|footer|form|h[1-6r]"
    r"|header|li|main|nav|[ou]l|option|p|pre|section|t(?:able|body|d|foot|h|head|r)"
)
_SILENT = re.compile(r"script|style|noscript|template|head|iframe|object|svg|select|textarea|button|input")
_ENOUGH = 0.7  # share of the page's sentences that the main text must hold to be believed


def read_html(data: bytes, path: str, *, limits: Limits = DEFAULT_LIMITS) -> Source:
    """The main text of a page, with headings and paragraphs on lines of their own.

    Raises:
        BinaryFileError: the bytes are no text.
        CorruptFileError: no page can be made of it.
        TooLargeError: more text than the limits allow.
    """
    declared = _CHARSET.search(data[:4096])
    charset = (declared[1] or declared[2]).decode("ascii", "replace") if declared else None
    markup, encoding = decode_bytes(data, path, declared=charset)
    if len(markup) > limits.max_chars:
        raise TooLargeError(path, f"{limits.max_chars:,} characters")
    tree = _parse(_DECLARATION.sub("", markup), path)
    title = " ".join("".join(tree.xpath("//title[1]//text()")).split())
    everything = _write_blocks(tree)
    main = _find_main(tree)
    text = main if _weigh(main) >= _ENOUGH * _weigh(everything) else everything
    return Source(text=clean_text(text), encoding=encoding, media_type="text/html", title=_trim_title(title))


def _parse(markup: str, path: str) -> "Element":
    """The page as lxml sees it. No network, no entities; nesting and sizes are held to libxml2's own limits."""
    from lxml import etree, html

    # Encoded again, so that a charset named in the page cannot contradict the one that was found.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as err:
        raise CorruptFileError(path, "no page in it") from err


def _find_main(tree: "Element") -> str:
    from copy import deepcopy

    import trafilatura

    try:
        return trafilatura.extract(deepcopy(tree), include_comments=False, include_tables=True, favor_recall=True) or ""
    except RecursionError:  # nested beyond what its tree walk can follow; the plain blocks will do
        return ""


def _weigh(text: str) -> int:
    """How many characters stand in lines that look like sentences."""
    return sum(len(line) for line in text.splitlines() if is_sentence(line.strip()))


def _write_blocks(tree: "Element") -> str:
    """All visible text, a block a line. Walks by events, not by recursion: pages may be nested deep."""
    from lxml import etree

    pieces: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "script"
        hidden = _SILENT.fullmatch(tag) is not None
        if _BLOCKS.fullmatch(tag):
            pieces.append("\n")
        if event == "start":
            silent += hidden
            text = element.text
        else:
            silent -= hidden
            text = element.tail
        if text and not silent:
            pieces.append(re.sub(r"\s+", " ", text) if tag != "pre" else text)
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _trim_title(title: str) -> str:
    """A page's title without the site's name after it: 2024年某市政府工作报告_某市人民政府."""
    return re.split(r"\s*[_|]\s*|\s+[-–—]+\s+", title, maxsplit=1)[0]
