"""Tiny reports, and harm for some of them."""

import os
from pathlib import Path

import pytest

HOOKS = Path(__file__).parent / "hooks"
PLACES = ("嵊州市", "诸暨市", "唐县", "博野县", "新昌县", "安吉县")


def write_report(folder: Path, number: int, *, extra: str = "") -> Path:
    """A report of a few sentences; each number gives another text, and every sixth is of the same place."""
    place, year = PLACES[number % len(PLACES)], 2018 + number // len(PLACES)
    path = folder / f"{place}_{year}.txt"
    text = (
        f"{year}年{place}政府工作报告\n\n一、{year}年工作回顾\n"
        f"{year}年，全市地区生产总值增长{number % 7 + 1}.5%，深入实施乡村振兴战略，建成珍珠湖公园。{extra}\n"
        f"二、{year + 1}年工作安排\n{year + 1}年，地区生产总值增长{number % 5 + 2}%以上，加快建设珍珠湖公园。\n"
    )
    path.write_text(text, "utf-8")
    return path


@pytest.fixture(scope="session")
def twelve(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of twelve reports of six places."""
    folder = tmp_path_factory.mktemp("twelve")
    for number in range(12):
        write_report(folder, number)
    return folder


def prepare_poison(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """An empty folder for reports; processes started from here on are harmed by what `hooks/sitecustomize.py` lists."""
    patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(HOOKS), os.environ.get("PYTHONPATH")])))
    patch.setenv("POLICYKG_TEST_MARK", str(folder / "mark"))
    reports = folder / "reports"
    reports.mkdir()
    return reports


@pytest.fixture
def poisonous(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for poisonous reports."""
    return prepare_poison(tmp_path, monkeypatch)
