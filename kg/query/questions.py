"""A .rq file in, a question out: its wording in two languages, its parameters, its SPARQL.

A file is plain SPARQL that runs anywhere as it stands. Its head is comments:

    # Which places implement a program, and how far are they?
    # 中文：哪些地方在实施某项政策举措，进展如何？
    # param program [Program]: name of the program (default any)

and each parameter has one or more lines `VALUES ?program { UNDEF } # param program`, whose braces receive the value.
What stands in brackets is the kind: a class of the ontology (then the value is a name, and must be in the graph), or
one of year, number, text, status, type, predicate and level.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TextIO

from kg.errors import NotFoundError, UsageError
from kg.resources import locate

_PARAMETER = re.compile(r"#\s*param\s+(\w+)\s*(?:\[(\w+)\])?\s*:\s*(.*)")
_DEFAULT = re.compile(r"[（(]default\s+(.+?)[)）]\s*$")
_CHINESE = re.compile(r"#\s*中文[：:]\s*(.*)")
ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A blank in a question. `default` is None where a value must be given, and `any` where all values will do."""

    name: str
    kind: str
    description: str
    default: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question in SPARQL with its wording in English and Chinese."""

    name: str
    question: str
    question_zh: str
    params: tuple[Parameter, ...]
    sparql: str


@cache
def list_queries() -> tuple[Question, ...]:
    """All named questions, sorted by name."""
    return tuple(_read(path) for path in sorted(locate("queries").glob("*.rq")))


def load_query(name: str, *, stdin: TextIO | None = None) -> Question:
    """The question of a name, of a .rq file, or from `stdin` when the name is “-”.

    Raises:
        NotFoundError: neither a named question nor a file; it knows near matches.
        UsageError: “-” without a text to read.
    """
    if name == "-":
        if stdin is None:
            raise UsageError("There is no standard input to read the question from.")
        return parse_question(stdin.read(), name="stdin")
    named = {question.name: question for question in list_queries()}
    if (found := named.get(name.removesuffix(".rq"))) and not Path(name).is_file():
        return found
    if Path(name).is_file():
        return _read(Path(name))
    raise NotFoundError("question", name, find_near(name, named))


def parse_question(text: str, *, name: str) -> Question:
    """A question from the text of a .rq file."""
    comments = [line for line in text.splitlines() if line.startswith("#")]
    params = tuple(map(_parameter, filter(_PARAMETER.match, comments)))
    chinese = [found.group(1).strip() for found in map(_CHINESE.match, comments) if found]
    plain = [line.lstrip("# ").strip() for line in comments if not (_PARAMETER.match(line) or _CHINESE.match(line))]
    return Question(
        name=name,
        question=plain[0] if plain else "",
        question_zh=chinese[0] if chinese else "",
        params=params,
        sparql=text,
    )


def find_near(name: str, names: Iterable[str]) -> list[str]:
    """Up to five of the names that look like this one: those that hold it or are held by it, then the similar."""
    known = sorted(set(names))
    holding = sorted((other for other in known if name and (name in other or other in name)), key=lambda n: (len(n), n))
    return list(dict.fromkeys([*holding[:3], *get_close_matches(name, known, n=5, cutoff=0.4)]))[:5]


def _read(path: Path) -> Question:
    return parse_question(path.read_text("utf-8"), name=path.stem)


def _parameter(line: str) -> Parameter:
    found = _PARAMETER.match(line)
    if found is None:
        raise UsageError(f"This is no parameter line: {line}")
    name, kind, description = found.groups()
    default = _DEFAULT.search(description)
    return Parameter(
        name=name, kind=kind or "text", description=description.strip(), default=default.group(1) if default else None
    )
