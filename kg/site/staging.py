"""A folder to write in, in; the same files in the folder of the site out, less those that an earlier run left there.

A site is written beside its place and moved there file by file when all of it is made, so a run that fails changes
nothing. The list of what was written stays in the site: the next run deletes what it no longer writes, and nothing else
(people put files of their own beside a site).
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

MANIFEST = "files.txt"


@contextmanager
def stage(output: Path) -> Iterator[Path]:
    """A folder whose files take their place in `output` when the block ends without an error."""
    output.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(dir=output.parent, prefix=".site-"))
    try:
        yield staging
        replace_files(staging, output)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def replace_files(staging: Path, output: Path) -> None:
    """Move all files over, delete what only the earlier run wrote, and keep the list of what is there now."""
    names = sorted(path.relative_to(staging).as_posix() for path in staging.rglob("*") if path.is_file())
    earlier = read_manifest(output)
    for name in names:
        target = output / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (staging / name).replace(target)
    delete_files(output, earlier - set(names))
    (output / MANIFEST).write_bytes("".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape"))


def read_manifest(output: Path) -> set[str]:
    """The files that an earlier run wrote; none where there was no run."""
    path = output / MANIFEST
    text = path.read_bytes().decode("utf-8", "surrogateescape") if path.is_file() else ""
    return {name for name in text.split("\n") if name and _is_inside(name)}


def delete_files(output: Path, names: Iterable[str]) -> None:
    """Delete files below `output`, and the folders that they leave empty."""
    for name in sorted(names, reverse=True):
        path = output / name
        if path.is_file() and path.resolve().is_relative_to(output.resolve()):
            path.unlink()
            _delete_empty(path.parent, output)


def _delete_empty(folder: Path, output: Path) -> None:
    while folder != output and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts
