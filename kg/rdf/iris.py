"""Keys, hashes and offsets in, IRIs out.

An IRI is a function of content alone: no counter, no time, no machine. What a document says is untrusted:
whatever an IRI may not hold, or would hide from the eye (blanks, bidirectional controls), is percent-encoded. Chinese
stays readable.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from kg.errors import UsageError

_DOC_DIGITS: Final = 16
_HASH_DIGITS: Final = 20

# Everything outside this list is encoded. A list of what is good keeps working when Unicode grows.
_UNSAFE: Final = re.compile(
    "[^A-Za-z0-9._~/:+,@()\u00a1-\u00ac\u00ae-\u061b\u061d-\u167f\u1681-\u180d\u180f-\u1fff\u2010-\u2027\u2030-\u205e"
    "\u2070-\u2fff\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd"
    "\U00030000-\U0003fffd-]"
)
# A browser would climb up a path at ".."; rdflib cannot read a Turtle name that ends in a dot.
_DOTS: Final = re.compile(r"(?<![^/])\.{1,2}(?![^/])|\.\Z")


@lru_cache(maxsize=16384)
def encode(text: str) -> str:
    """The text as the tail of an IRI: readable, but with nothing in it that an IRI may not hold.

    >>> encode("program/八八 战略")
    'program/八八%20战略'
    """
    safe = _UNSAFE.sub(lambda match: _percent(match.group()), text)
    return _DOTS.sub(lambda match: "%2E" * len(match.group()), safe)


def check_base(base: str) -> str:
    """The base IRI, if IRIs can be built on it.

    Raises:
        UsageError: it is no absolute IRI, or would run into what follows it.
    """
    parts = urlsplit(base)
    if not parts.scheme or not base.endswith(("/", "#")) or _UNSAFE.search(base.replace("#", "").replace("%", "")):
        raise UsageError(
            f"“{base}” cannot be a base IRI: give an absolute IRI that ends in / or #, such as https://example.org/kg/."
        )
    return base


@dataclass(frozen=True, slots=True, kw_only=True)
class Iris:
    """The IRIs of one source and of what it names."""

    base: str
    sha256: str

    @property
    def source(self) -> str:
        """The source itself, and the graph of all that it says."""
        return f"{self.base}doc/{self.sha256[:_DOC_DIGITS]}"

    @property
    def measures(self) -> str:
        """The data set of its measures."""
        return f"{self.source}/measures"

    def extraction(self, version: str) -> str:
        """The reading of the source by one version of the software."""
        return f"{self.source}/extraction/{encode(version)}"

    def software(self, version: str) -> str:
        """One version of the software."""
        return f"{self.base}software/policykg/{encode(version)}"

    def section(self, index: int) -> str:
        """A section, by its place in the source."""
        return f"{self.source}/section/{index}"

    def sentence(self, start: int, end: int) -> str:
        """A sentence, as a text fragment of the source after RFC 5147."""
        return f"{self.source}#char={start},{end}"

    def mention(self, start: int, end: int) -> str:
        """A mention; not under the source itself, because a heading may be a sentence and a mention with one span."""
        return f"{self.source}/mention#char={start},{end}"

    def entity(self, key: str) -> str:
        """An entity by its key."""
        return entity_iri(key, base=self.base)

    def indicator(self, notation: str) -> str:
        """A standard indicator by its notation."""
        return f"{self.base}indicator/{encode(notation)}"

    def worded_indicator(self, wording: str) -> str:
        """An indicator that is known by its wording alone."""
        return f"{self.base}indicator/zh/{encode(wording)}"

    def period(self, notation: str) -> str:
        """A period by its notation."""
        return f"{self.base}period/{encode(notation)}"

    def statement(self, *parts: str) -> str:
        """A statement, by all that makes it what it is."""
        return f"{self.base}statement/{_digest(parts)}"

    def measure(self, *parts: str) -> str:
        """A measure, by all that makes it what it is."""
        return f"{self.base}measure/{_digest(parts)}"


def entity_iri(key: str, *, base: str) -> str:
    """The IRI of the entity with this key.

    >>> entity_iri("program/八八战略", base="https://example.org/")
    'https://example.org/id/program/八八战略'
    """
    return f"{base}id/{encode(key)}"


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def _digest(parts: tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]
