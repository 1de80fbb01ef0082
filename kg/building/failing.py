"""What the system says when it cannot write in; one sentence with what, where and what to do out."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kg.errors import OutputError, StoreError

_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN: Final = {errno.EACCES, errno.EPERM, errno.EROFS}
_FULL_TEXTS: Final = ("no space left", "quota exceeded", "file too large", "database or disk is full")
_SOME_FAILURE: Final = "disk I/O error"  # all that SQLite says of what it does not know
_KEPT = "run it again: what is done is kept, and the last output is whole"
_ROOM: Final = f"Make room there, or choose another folder with -o, and {_KEPT}."
_RIGHTS: Final = "Choose a folder that you may write to with -o."
_AGAIN: Final = f"Check the disk and {_KEPT}. If that does not help, add --force."


@contextmanager
def explain_failures(output: Path) -> Iterator[None]:
    """Raise whatever prevents writing under `output` as an OutputError.

    Raises:
        OutputError: the disk is full, the folder may not be written, or the disk fails.
    """
    try:
        yield
    except ConnectionError:  # about a pipe to somebody else
        raise
    except (OSError, sqlite3.Error) as problem:
        raise _explain(problem, output) from problem
    except StoreError as problem:
        if not isinstance(problem.__cause__, OSError):
            raise
        raise _explain(problem.__cause__, output) from problem


def _explain(problem: OSError | sqlite3.Error, output: Path) -> OutputError:
    number = problem.errno if isinstance(problem, OSError) else None
    detail = os.strerror(number) if number else str(problem)
    if number in _FULL or any(text in detail.lower() for text in _FULL_TEXTS):
        return OutputError(str(output), "the disk is full, or a limit on size is reached", remedy=_ROOM)
    if detail == _SOME_FAILURE:
        detail += ", as from a full disk or a limit on size"
    remedy = _RIGHTS if number in _FORBIDDEN or "readonly database" in detail else _AGAIN
    return OutputError(_place(problem) or str(output), detail[:1].lower() + detail[1:], remedy=remedy)


def _place(problem: OSError | sqlite3.Error) -> str:
    name = problem.filename if isinstance(problem, OSError) else None
    return os.fsdecode(name) if isinstance(name, str | bytes) else ""
