"""Files, settings and our own code in, short texts out that change when the result could.

What a document gives depends on its bytes and its name, on our code and data, on the libraries that read it, and on the
settings; files that settings name count by what is in them. A part is kept under a hash of all that, and is used again
when, and only when, reading the file once more would give the same.
"""

import hashlib
import platform
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Final

from kg import __version__
from kg.errors import ReadError
from kg.read.files import read_bytes
from kg.resources import locate
from kg.settings import Settings

# Folders and modules that have no say in what one document gives; a test holds them against what reading one imports.
ELSEWHERE: Final = frozenset(
    {
        *("assemble.py", "building", "cli", "engines", "evaluate.py", "explore", "export", "graph.py", "graphml.py"),
        *("library.py", "merges.py", "parts.py", "query", "search.py", "server", "site", "store", "training"),
        *("validate.py", "view"),
    }
)
_PACKAGE: Final = Path(__file__).parents[1]
_PATHS: Final = ("lexicon", "decisions")  # settings that name a file
_REQUIREMENT: Final = re.compile(r"[\w.-]+")
_FOREIGN: Final = {"hanlp": ("hanlp", "torch")}  # taggers that bring libraries of their own


def fingerprint_pipeline(settings: Settings) -> str:
    """What the part of a document depends on besides the file."""
    chosen = asdict(settings)
    chosen |= {name: fingerprint_path(chosen[name]) for name in _PATHS}
    tagger, _, folder = settings.tagger.partition(":")
    chosen["tagger"] = f"{tagger}:{fingerprint_path(folder)}"
    versions = _list_versions(_FOREIGN.get(tagger, ()))
    files = ((name, path) for name, path in _list_package() if ELSEWHERE.isdisjoint(Path(name).parts))
    return hash_texts([__version__, repr(sorted(chosen.items())), *versions, *_hash_files(files)])


def fingerprint_package() -> str:
    """What the output depends on besides the parts: all our code and data."""
    return hash_texts([__version__, *_list_versions(()), *_hash_files(_list_package())])


def fingerprint_path(name: str | None) -> str:
    """A hash of a file, or of the files in a folder; whoever uses it says so when it is not there."""
    if not name:
        return ""
    root = Path(name)
    paths = sorted(root.rglob("*")) if root.is_dir() else [root]
    return hash_texts(_hash_files((str(path.relative_to(root)), path) for path in paths if path.is_file()))


def hash_content(path: Path, *, max_bytes: int) -> str | None:
    """A hash of what is in a file; None where it cannot be read or is more than the limit."""
    try:
        return hashlib.sha256(read_bytes(path, max_bytes=max_bytes)).hexdigest()
    except ReadError:
        return None


def make_key(pipeline: str, path: Path, content: str) -> str:
    """The name of the part that a file with this content gives."""
    return hash_texts([pipeline, ascii(path.stem), ascii(path.suffix.lower()), content])


def hash_texts(texts: Iterable[str]) -> str:
    """One hash of them all, in order."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(f"{text}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _list_package() -> Iterator[tuple[str, Path]]:
    """Our files by name, from wherever they are installed."""
    for root in (_PACKAGE, locate("ontology")):
        found = (path for path in root.rglob("*") if "__pycache__" not in path.parts and path.is_file())
        yield from sorted((f"{root.name}/{path.relative_to(root).as_posix()}", path) for path in found)


def _hash_files(files: Iterable[tuple[str, Path]]) -> Iterator[str]:
    for name, path in files:
        yield name
        yield hashlib.sha256(path.read_bytes()).hexdigest()


def _list_versions(also: Iterable[str]) -> Iterator[str]:
    """The versions of Python and of the libraries that we ask for."""
    yield ".".join(platform.python_version_tuple()[:2])
    try:
        lines = metadata.requires("policykg") or []
    except metadata.PackageNotFoundError:  # run from a copy of the source
        lines = []
    names = (_REQUIREMENT.match(line) for line in lines if "extra ==" not in line)
    for name in sorted({*(found[0] for found in names if found), *also}):
        yield f"{name} {_find_version(name)}"


def _find_version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
