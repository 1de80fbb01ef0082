"""The same reports give the same bytes, whatever the process that reads them was given by its surroundings."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.engines.conftest import write_report

SURROUNDINGS: dict[str, dict[str, str]] = {
    "hash seed": {"PYTHONHASHSEED": "77"},
    "C locale": {"LC_ALL": "C", "LANG": ""},
    "Chinese locale": {"LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"},
    "zone": {"TZ": "Asia/Shanghai", "SOURCE_DATE_EPOCH": "0"},
    "home": {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent"},
    "columns": {"COLUMNS": "40", "NO_COLOR": "1", "TERM": "dumb"},
    "threads": {"OPENBLAS_NUM_THREADS": "2"},
}


def build(
    files: Sequence[Path | str], output: Path, *options: str, cwd: Path | None = None, given: Mapping[str, str] = {}
) -> None:
    command = [sys.executable, "-m", "kg", "build", *map(str, files), "-o", str(output), *options]
    root = str(Path(__file__).parents[2])
    environment = os.environ | {"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": root} | dict(given)
    subprocess.run(command, check=True, env=environment, capture_output=True, cwd=cwd)


def digest(output: Path) -> dict[str, str]:
    """Every file that a user gets; the store's own files are made anew by its library in another order."""
    files = (path for path in sorted(output.rglob("*")) if path.is_file())
    names = {path: path.relative_to(output).as_posix() for path in files}
    kept = {
        path: name for path, name in names.items() if not name.startswith((".", "store/")) and name != "report.json"
    }
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for path, name in kept.items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for number in range(4):
        write_report(folder, number)
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    output = tmp_path_factory.mktemp("expected") / "out"
    build([folder], output)
    found = digest(output)
    assert {"graph.ttl", "graph.nq", "graph.jsonld", "graph.graphml", "documents.jsonl", "view/index.html"} <= set(
        found
    )
    return found


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_surroundings_do_not_matter(name: str, folder: Path, expected: dict[str, str], tmp_path: Path) -> None:
    build([folder], tmp_path / "out", given=SURROUNDINGS[name])
    assert digest(tmp_path / "out") == expected


def test_order_of_files_workers_and_umask_do_not_matter(folder: Path, expected: dict[str, str], tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        build(sorted(folder.iterdir(), reverse=True), tmp_path / "out", "--workers", "3")
    finally:
        os.umask(before)
    assert digest(tmp_path / "out") == expected


def test_a_second_build_over_another_gives_the_same(folder: Path, expected: dict[str, str], tmp_path: Path) -> None:
    build(sorted(folder.iterdir())[:2], tmp_path / "out")
    build([folder], tmp_path / "out", given={"PYTHONHASHSEED": "5"})
    assert digest(tmp_path / "out") == expected


def test_where_one_stands_does_not_matter(folder: Path, expected: dict[str, str], tmp_path: Path) -> None:
    build([folder.name], tmp_path / "out", cwd=folder.parent)
    found = digest(tmp_path / "out")
    # Records hold the path as it was given; everything else is the same.
    assert {name for name in expected if found[name] != expected[name]} <= {"documents.jsonl"}
