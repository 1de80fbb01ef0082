"""Tiny reports and what a build made of them, as values that can be compared."""

from pathlib import Path

import pyoxigraph

from kg.building import BuildReport, build_folder
from kg.settings import Settings

PLAIN = Settings(tagger="none")
KEPT = {"lock", "manifest.sqlite", "parts"}


def write_reports(folder: Path, *names: str, year: int = 2021) -> Path:
    """A folder with a report for each place."""
    folder.mkdir(exist_ok=True)
    for name in names:
        text = (
            f"{year}年{name}政府工作报告\n\n一、{year}年工作回顾\n{name}实现地区生产总值12.5亿元，增长8.1%。"
            f"实施珍珠提升工程，开展“最多跑一次”改革。\n二、{year + 1}年工作安排\n办好珍珠大会。\n"
        )
        (folder / f"{name}_{year}.txt").write_text(text, "utf-8")
    return folder


def build(folder: Path, output: Path, settings: Settings = PLAIN) -> BuildReport:
    """A build without the tagger, which would take most of the time."""
    return build_folder([folder], output, settings=settings)


def take_snapshot(output: Path) -> dict[str, bytes | frozenset[str]]:
    """All that a reader of an output folder sees: files by name, and the store by what is in it."""
    own = (path for path in output.rglob("*") if path.is_file() and not {".build", "store"} & set(path.parts))
    files: dict[str, bytes | frozenset[str]] = {str(path.relative_to(output)): path.read_bytes() for path in own}
    store = pyoxigraph.Store.read_only(str(output / "store"))
    return files | {"store": frozenset(map(str, store))}


def list_parts(output: Path) -> dict[str, int]:
    """The files of parts with their inode numbers, which tell a file from another that took its place."""
    return {path.name: path.stat().st_ino for path in (output / ".build/parts").glob("*/*")}
