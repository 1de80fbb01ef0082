"""Names of data files in, paths out: the one place that knows where ontology/, queries/ and data files are.

A wheel carries `ontology/` and `queries/` inside the package; an editable install has them in the repository
root. So one function looks in the package first and beside it second.
"""

from pathlib import Path

from kg.errors import NotFoundError

_PACKAGE = Path(__file__).parent
_ROOTS = (_PACKAGE, _PACKAGE.parent)


def locate(name: str) -> Path:
    """The path of a shipped file or folder such as `ontology/policy.ttl` or `queries`.

    Raises:
        NotFoundError: neither the package nor the repository has it.
    """
    for root in _ROOTS:
        if (path := root / name).exists():
            return path
    raise NotFoundError("shipped file", name)


def locate_data(name: str) -> Path:
    """The path of a data file of the package, such as `lexicon/programs.tsv`.

    Raises:
        NotFoundError: the package has no such file.
    """
    return locate(f"data/{name}")


def read_data(name: str) -> str:
    """The text of a data file of the package."""
    return locate_data(name).read_text("utf-8")
