"""What one question may cost. Everything is bounded: a server must answer the next person too."""

from dataclasses import dataclass

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of a server; a question beyond one of them is told so, never answered by halves."""

    seconds: float = 20.0  # that a question may run
    rows: int = 10_000  # of an answer; triples, where the answer is a graph
    answer_bytes: int = 64 * _MEBIBYTE
    memory_bytes: int = 4096 * _MEBIBYTE  # of a process that answers, its address space included
    workers: int = 2  # questions that run at once
    waiting: int = 16  # questions that wait for one of them
    query_bytes: int = 64 * 1024  # of a request
