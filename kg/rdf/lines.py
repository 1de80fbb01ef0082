"""Quads in, sorted N-Quads lines out, and the union of many such parts.

Sorted lines are the form in which graphs are kept and merged: they stream, they compare byte for byte, and merging
sorted parts takes no memory.
"""

import heapq
from collections.abc import Iterable, Iterator

from pyoxigraph import Quad, RdfFormat, serialize


def write_lines(quads: Iterable[Quad]) -> list[str]:
    """N-Quads, one statement a line, without line ends. Sorted, without repeats."""
    text = (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()
    return sorted(set(text.split("\n")) - {""})  # not splitlines: a literal may hold U+2028


def merge_lines(parts: Iterable[Iterable[str]]) -> Iterator[str]:
    """The union of graphs as N-Triples lines; each part is sorted N-Quads lines. Sorted, without repeats."""
    last = ""
    for line in heapq.merge(*(map(_drop_graph, part) for part in parts)):
        if line != last:
            yield line
            last = line


def _drop_graph(line: str) -> str:
    return f"{line.rstrip().rsplit(' ', 2)[0]} ."
