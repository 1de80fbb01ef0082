"""The address of a server in, the addresses at which it may take graphs out.

Users know one address, that of the questions; each server has its own way from there to its Graph Store.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from urllib.parse import SplitResult, urlsplit

from kg.resources import read_data


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where to try, in this order: the SPARQL 1.1 Graph Store Protocol first, then SPARQL Update."""

    graph_stores: tuple[str, ...]
    updates: tuple[str, ...]


def find_addresses(place: str) -> Addresses:
    """Where the server at an address may take graphs.

    >>> find_addresses("http://localhost:7878/query").updates
    ('http://localhost:7878/update',)
    """
    parts = urlsplit(place)
    path = parts.path or "/"
    graph_stores, updates = next(ways for pattern, *ways in _read_rules() if fnmatchcase(path, pattern))
    return Addresses(graph_stores=_put_all(parts, graph_stores), updates=_put_all(parts, updates))


def _put_all(parts: SplitResult, ways: str) -> tuple[str, ...]:
    here = parts.path.rstrip("/")
    paths = [way.replace("@", here).replace("^", here.rpartition("/")[0]) for way in ways.split() if way != "-"]
    return tuple(dict.fromkeys(parts._replace(path=path).geturl() for path in paths))


@cache
def _read_rules() -> tuple[tuple[str, ...], ...]:
    lines = read_data("store/addresses.tsv").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))
