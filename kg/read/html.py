"""Bytes of an .html or .htm file → Source: the main text of the page, one block a line, without menus.

The charset is taken from the bytes first and from the page's own declaration second, since pages are often saved in
another encoding than they say. trafilatura finds the main text, but drops titles above it and tables in it; so it only
says from which block to which block the text runs, and the blocks are ours. Where it keeps too little of the page's
sentences, all blocks of the page are taken. What page furniture is left is told apart later.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.errors import EmptyFileError, TooLargeError
from kg.read.encodings import decode_bytes
from kg.read.furniture import is_sentence, is_title_line
from kg.read.head import squeeze
from kg.read.source import DEFAULT_LIMITS, Limits, Source, clean_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,80}?encoding=["']([\w.:-]+)""", re.IGNORECASE
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|br|caption|center|d[dlt]|div|fieldset|figcaption|figure|footer|form|h[1-6r]"
    r"|header|li|main|nav|[ou]l|option|p|pre|section|t(?:able|body|foot|head|r)"
)
_SILENT = re.compile(r"script|style|noscript|template|head|iframe|object|svg|select|textarea|button|input")
_ENOUGH = 0.7  # share of the page's sentences that the main text must hold to be believed
_TITLE_BLOCKS = 25  # blocks above the first sentence in which titles are looked for


def read_html(data: bytes, path: str, *, limits: Limits = DEFAULT_LIMITS) -> Source:
    """The main text of a page, with headings and paragraphs on lines of their own.

    Raises:
        BinaryFileError: the bytes are no text.
        EmptyFileError: no element in it.
        TooLargeError: more text than the limits allow.
    """
    declared = _CHARSET.search(data[:4096])
    charset = (declared[1] or declared[2]).decode("ascii", "replace") if declared else None
    markup, encoding = decode_bytes(data, path, declared=charset)
    if len(markup) > limits.max_chars:
        raise TooLargeError(path, f"{limits.max_chars:,} characters")
    tree = _parse(_DECLARATION.sub("", markup), path)
    title = " ".join("".join(tree.xpath("//title[1]//text()")).split())
    blocks = _write_blocks(tree)
    # The search for the main text takes time with the square of the number of elements.
    crowded = sum(1 for _ in tree.iter()) > limits.max_elements
    text = "\n".join(blocks if crowded else _choose_blocks(blocks, _find_main(tree)))
    return Source(text=clean_text(text), encoding=encoding, media_type="text/html", title=_trim_title(title))


def _parse(markup: str, path: str) -> "Element":
    """The page as lxml sees it. No network, no entities; nesting and sizes are held to libxml2's own limits."""
    from lxml import etree, html

    # Encoded again, so that a charset named in the page cannot contradict the one that was found.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as err:
        raise EmptyFileError(path) from err


def _find_main(tree: "Element") -> str:
    from copy import deepcopy

    import trafilatura

    try:
        return trafilatura.extract(deepcopy(tree), include_comments=False, include_tables=True) or ""
    except RecursionError:  # nested beyond what its tree walk can follow; the plain blocks will do
        return ""


def _choose_blocks(blocks: Sequence[str], main: str) -> Sequence[str]:
    """The blocks from the title above the main text to the last block of it; all blocks where it holds too little."""
    known = {squeeze(line.replace("|", "")) for line in main.splitlines()} - {""}
    found = [number for number, block in enumerate(blocks) if squeeze(block) in known]
    sentences = [number for number, block in enumerate(blocks) if is_sentence(block)]
    first = next((number for number in found if number in set(sentences)), None)
    held = sum(len(blocks[number]) for number in sentences if squeeze(blocks[number]) in known)
    if first is None or held < _ENOUGH * sum(len(blocks[number]) for number in sentences):
        return blocks
    above = range(max(0, first - _TITLE_BLOCKS), first)
    start = next((number for number in above if number in found or is_title_line(blocks[number])), first)
    return blocks[start : found[-1] + 1]


def _write_blocks(tree: "Element") -> list[str]:
    """All visible text, a block or table row a line. Walks by events, not by recursion: pages may be nested deep."""
    from lxml import etree

    pieces: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "script"
        hidden = _SILENT.fullmatch(tag) is not None
        if _BLOCKS.fullmatch(tag):
            pieces.append("\n")
        elif tag in {"td", "th"}:
            pieces.append("\t")
        if event == "start":
            silent += hidden
            text = element.text
        else:
            silent -= hidden
            text = element.tail
        if text and not silent:
            pieces.append(re.sub(r"\s+", " ", text) if tag != "pre" else text)
    lines = (re.sub(r" *\t[ \t]*", "\t", line).strip() for line in "".join(pieces).split("\n"))
    return [line for line in lines if line]


def _trim_title(title: str) -> str:
    """A page's title without the site's name after it: 2024年某市政府工作报告_某市人民政府."""
    return re.split(r"\s*[_|]\s*|\s+[-–—]+\s+", title, maxsplit=1)[0]
