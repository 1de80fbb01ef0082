r"""A SPARQL text in, nothing out; RefusedError where it would reach beyond the store.

Oxigraph sends a request to any address that SERVICE names, so SERVICE is refused before the question is run. Its parser
needs no blank after a keyword, allows comments between any two tokens, and decides by context whether “<” opens an IRI.
So we do not cut the text into tokens, which a hostile text could make us cut differently: the keyword, a target and an
opening brace are looked for at every position, in strings and comments too. A question that only talks about SERVICE in
exactly this shape is refused as well; that is the price, and it is small.

>>> check_query("SELECT * { ?s ?p 'serviceable' }")
"""

import re
from collections.abc import Iterable
from typing import Final

from kg.errors import RefusedError

_BLANK: Final = r"(?:[\s\ufeff]|\#[^\n\r]*+)*+"
_PASSIVE: Final = "|".join(  # comments and strings; what is not closed reaches as far as it may
    (r"\#[^\n\r]*+", *(rf"{q}{{3}}(?:.*?{q}{{3}}|.*)|{q}(?:[^{q}\\\n\r]|\\.)*+{q}?" for q in "'\""))
)
_IRI: Final = r"""<[^<>\"{}|^`\\\s]*>"""


def _spell(word: str) -> str:
    r"""A pattern for a keyword each of whose letters may be written as it is or as \u0053."""
    return "".join(map(_spell_letter, word))


def _spell_letter(letter: str) -> str:
    codes = f"{ord(letter):x}|{ord(letter.upper()):x}"
    return rf"(?:{letter}|\\u00(?:{codes})|\\U000000(?:{codes}))"


_SERVICE: Final = re.compile(
    rf"(?<![?$]){_spell('service')}{_BLANK}(?:{_spell('silent')}{_BLANK})?"
    rf"(?:<[^>]*+>|(?:[^\s<>{{}}\#\\]|\\.)++){_BLANK}\{{",
    re.IGNORECASE | re.DOTALL,
)
_FROM: Final = re.compile(rf"(?<![\w?$:@])from{_BLANK}(?:named{_BLANK})?(?:<([^>]*)>|[\w.-]*:)", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")
_CODE: Final = re.compile(f"({_IRI})|{_PASSIVE}", re.DOTALL)
_WORD: Final = re.compile(r"(?<![\w?$:@<])[a-z]+(?![\w:])", re.IGNORECASE)
_READS: Final = {"select", "ask", "construct", "describe"}
_WRITES: Final = {"insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with"}
_INSIDE: Final = ("http:", "https:", "urn:")  # schemes of names that graphs may have


def check_query(sparql: str) -> None:
    """Let a question pass that reads this store and nothing else.

    Raises:
        RefusedError: it calls SERVICE, changes data, or takes a file for a graph.
    """
    for text in {sparql, decode(sparql)}:
        if _SERVICE.search(text):
            raise RefusedError(
                "SERVICE is not allowed here, not even in a comment: this server asks no other server. "
                "Ask the other one yourself and put its answer into VALUES."
            )
    verb = next((word for word in _list_words(sparql) if word in _READS | _WRITES), "")
    if verb in _WRITES:
        raise RefusedError("This endpoint is read only: it answers SELECT, ASK, CONSTRUCT and DESCRIBE.")
    check_graphs(filter(None, find_graphs(sparql)))


def find_graphs(sparql: str) -> list[str]:
    """The graphs that a question names by FROM; an empty name for each that is written with a prefix.

    >>> find_graphs("SELECT * FROM <urn:a> FROM NAMED ex:b { ?from ex:c 'from <urn:d>' }")
    ['urn:a', '']
    """
    return [found.group(1) or "" for found in _FROM.finditer(_strip(sparql))]


def check_graphs(names: Iterable[str]) -> None:
    """Let names of graphs pass that can be graphs of the store.

    Raises:
        RefusedError: one is the address of a file or the like.
    """
    for name in names:
        if ":" in name and not name.lower().startswith(_INSIDE):
            raise RefusedError(f"<{name}> cannot be asked: this server reads no file and no address, only its graphs.")


def decode(sparql: str) -> str:
    r"""The text with \u and \U escapes written out, as SPARQL 1.1 reads it.

    >>> decode(r"SERV\u0049CE")
    'SERVICE'
    """
    return _ESCAPE.sub(_character, sparql)


def _character(found: re.Match[str]) -> str:
    code = int(found.group(1) or found.group(2), 16)
    return chr(code) if code <= 0x10FFFF else found.group()


def _strip(sparql: str) -> str:
    """The text without strings and comments."""
    return _CODE.sub(lambda found: found.group(1) or " ", sparql)


def _list_words(sparql: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(re.sub(_IRI, " ", _strip(sparql)))]
