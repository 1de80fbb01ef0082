"""A name as a text has it in, the form under which it is compared out.

Width, quotation marks, title brackets and blanks are matters of typing; 第5届 and 第五届 of counting. What is left
is the name. The form is idempotent and still readable, because it becomes the last part of an IRI.
"""

import re
import unicodedata
from functools import lru_cache

_TYPING = re.compile(r"[\s\u200b-\u200f\ufeff“”„‟\"‘’'`「」『』《》〈〉【】]+")
_DASHES = re.compile(r"[‐‑‒–—―−─━]+")
_DOTS = re.compile(r"[••‧∙・⋅･·．]")
_TRIM = "、,。;:.·-/?!|#%\\"
_BREAKS = re.compile(r"(?<=[一-鿿]{3})[\s·•・,，;；]+(?=[“‘]?[一-鿿]{3})")


def normalise_slogan(name: str) -> str:
    """The comparable form of a slogan, whose halves may be set apart by a blank, a dot or a comma.

    >>> normalise_slogan("云想尖峰 花享罗店")
    '云想尖峰、花享罗店'
    """
    return normalise_name(_BREAKS.sub("、", name))


@lru_cache(maxsize=16384)
def normalise_name(name: str) -> str:
    """The comparable form of a name: NFKC, without quotation marks, title brackets and blanks.

    >>> normalise_name("“最多跑一次”")
    '最多跑一次'
    """
    text = name
    while True:  # taking a mark out can bring a combining character into place
        plain = unicodedata.normalize("NFKC", _TYPING.sub("", text))
        plain = _DOTS.sub("·", _DASHES.sub("-", plain)).strip(_TRIM)
        if plain == text:
            return plain or name.strip() or name
        text = plain
