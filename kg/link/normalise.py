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


@lru_cache(maxsize=65536)
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
