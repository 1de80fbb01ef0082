"""Text → what stands above a report's first paragraph, folded so that patterns need one spelling only.

Folding keeps every position: full-width letters, digits and punctuation become half-width, the digits of a Chinese
year become Arabic (二〇二一年 → 2021年), any space becomes a blank. So spans found in folded text hold in the source.
"""

import re

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 9, 11, 12], " ")
_TABLE = {**_WIDE, **{code: ord(blank) for code, blank in _SPACES.items()}}
_DIGITS = dict(zip(map(ord, "〇○零Ｏ一二三四五六七八九"), "0000123456789", strict=True))
_CHINESE_YEAR = re.compile(r"[一二][〇○零Ｏ一二三四五六七八九]{3}(?=\s*年)")
SALUTATION = re.compile(r"各位(?:代表|委员|同志|人大代表)|同志们|(?:现在)?,?(?:我|现)(?:受|代表)")
_LONG = 70  # characters: more is a paragraph, not a heading
_MAX_LINES = 90


def fold(text: str) -> str:
    """`text` with one spelling for digits, letters and spaces; every character keeps its place."""
    plain = _CHINESE_YEAR.sub(lambda match: match.group().translate(_DIGITS), text)
    return plain.translate(_TABLE)


def find_head(folded: str) -> tuple[str, ...]:
    """The lines above the salutation or the first paragraph, stripped, without empty ones."""
    lines: list[str] = []
    for raw in re.split(r"[\r\n\u2028\u2029]+", folded[:6000]):
        line = raw.strip(" \ufeff\u200b")
        if not line:
            continue
        paragraph = len(line) > _LONG and "。" in line
        if paragraph or len(lines) == _MAX_LINES or SALUTATION.match(line):
            break
        lines.append(line)
    return tuple(lines)


def find_headings(text: str) -> tuple[str, ...]:
    """All lines short enough to be headings, folded and without any blanks, in order."""
    short = (line for line in re.split(r"[\r\n\u2028\u2029]+", text) if len(line) <= 2 * _LONG)
    lines = (squeeze(fold(line)) for line in short)
    return tuple(line for line in lines if 3 <= len(line) <= _LONG and not line.endswith(("。", ";")))


def squeeze(text: str) -> str:
    """`text` without any white space."""
    return re.sub(r"\s+", "", text)
