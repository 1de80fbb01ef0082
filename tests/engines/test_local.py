"""Documents that harm the process that reads them: all others are done, and the report names the one."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.batch import Content, Outcome, process_file
from kg.building import build_folder
from kg.engines import local, run_apart, run_in_pool, run_in_process
from kg.engines import pool as pools
from kg.engines.pool import Pool
from kg.errors import UsageError, WorkerError
from kg.read import find_files
from kg.settings import Settings
from tests.engines.conftest import prepare_poison, write_report

PLAIN = Settings(tagger="none", max_seconds=60)


def without_times(outcomes: list[Outcome]) -> list[tuple[object, ...]]:
    return [(o.path, o.name, o.sha256, o.problem, o.record, o.quads) for o in outcomes]


def problems(outcomes: list[Outcome]) -> dict[str, str]:
    return {Path(outcome.path).name: outcome.problem for outcome in outcomes if outcome.problem}


def test_pool_and_process_give_the_same(twelve: Path) -> None:
    files = find_files([twelve])
    alone, pooled = list(run_in_process(files, PLAIN)), list(run_in_pool(files, PLAIN, workers=2))
    assert without_times(alone) == without_times(pooled)
    assert len({outcome.sha256 for outcome in alone}) == 12


def test_content_and_file_give_the_same(twelve: Path) -> None:
    file = find_files([twelve])[0]
    content = Content(path=file, data=file.read_bytes())
    assert without_times([process_file(content, PLAIN)]) == without_times([process_file(file, PLAIN)])


def test_empty_content_is_named() -> None:
    outcome = process_file(Content(path=Path("a.txt"), data=b""), PLAIN)
    assert (outcome.name, "has no text" in str(outcome.problem)) == ("a", True)


POISONS = {1: "毒：exit", 3: "毒：segfault", 4: "毒：fail", 6: "毒：once", 8: "毒：loop"}


@pytest.fixture(scope="module")
def survived(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    """The outcomes of nine reports, five of them poisonous, by their numbers."""
    with pytest.MonkeyPatch.context() as patch:
        folder = prepare_poison(tmp_path_factory.mktemp("survived"), patch)
        files = [write_report(folder, number, extra=POISONS.get(number, "")) for number in range(9)]
        outcomes = list(run_in_pool(files, Settings(tagger="none", max_seconds=5), workers=2))
    assert [outcome.path for outcome in outcomes] == [str(file) for file in files]
    return outcomes


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (1, "ended the process that read it, twice (exit code 7)"),
        (3, "ended the process that read it, twice (SIGSEGV)"),
        (4, "met a mistake of this program (LookupError, sitecustomize.py line"),
        (8, "takes longer than the limit (5 seconds)"),
    ],
)
def test_a_poisonous_document_is_named(survived: list[Outcome], number: int, says: str) -> None:
    assert says in str(survived[number].problem)


def test_all_others_are_done_and_so_is_one_whose_process_died_once(survived: list[Outcome]) -> None:
    assert [number for number, outcome in enumerate(survived) if outcome.problem] == [1, 3, 4, 8]
    assert all(outcome.quads for outcome in survived if outcome.problem is None)


def test_the_parent_ends_what_no_timer_reaches(poisonous: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "GRACE", 1)
    files = [write_report(poisonous, number, extra="毒：hang" if number == 1 else "") for number in range(4)]
    outcomes = list(run_in_pool(files, Settings(tagger="none", max_seconds=5), workers=2))
    assert list(problems(outcomes)) == [files[1].name]
    assert "takes longer than the limit" in problems(outcomes)[files[1].name]


def test_killed_workers_lose_nothing(twelve: Path) -> None:
    files = find_files([twelve])
    with Pool(PLAIN, workers=2) as pool:
        outcomes = []
        for outcome in pool.run(files):
            outcomes.append(outcome)
            if len(outcomes) in {2, 5}:
                os.kill(pool.processes[0], signal.SIGKILL)
    assert without_times(outcomes) == without_times(list(run_in_process(files, PLAIN)))


def test_a_pool_is_used_again_after_a_run_was_left(twelve: Path) -> None:
    files = find_files([twelve])
    with Pool(PLAIN, workers=2) as pool:
        next(pool.run(files))
        assert without_times(list(pool.run(files[:3]))) == without_times(list(run_in_process(files[:3], PLAIN)))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_workers_compute_with_one_thread_each(twelve: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    with Pool(PLAIN, workers=1) as pool:
        for _ in pool.run(find_files([twelve])[:1]):
            pass
        given = Path(f"/proc/{pool.processes[0]}/environ").read_text("utf-8").split("\0")
    assert {"OPENBLAS_NUM_THREADS=1", "OMP_NUM_THREADS=3"} <= {*given}
    assert "OPENBLAS_NUM_THREADS" not in os.environ


def test_the_report_of_a_build_names_the_document(poisonous: Path, tmp_path: Path) -> None:
    files = [write_report(poisonous, number, extra="毒：exit" if number == 2 else "") for number in range(4)]
    report = build_folder([poisonous], tmp_path / "out", settings=PLAIN, workers=2)
    assert [(row.file, row.document) for row in report.skipped] == [(str(files[2]), files[2].stem)]
    assert len(report.built) == 3


def test_one_worker_survives_a_file_that_brings_a_native_library_down(poisonous: Path, tmp_path: Path) -> None:
    for number in range(3):
        write_report(poisonous, number)
    fatal = poisonous / "毒.html"
    fatal.write_text("<p>2021年，全市实施毒：segfault行动。</p>", "utf-8")
    command = [sys.executable, "-m", "kg", "build", str(poisonous), "-o", str(tmp_path / "out"), "--tagger", "none"]
    subprocess.run(command, capture_output=True, check=True)
    rows = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))["documents"]
    named = {row["file"]: row["problem"] for row in rows if row["problem"]}
    assert list(named) == [str(fatal)]
    assert "ended the process that read it, twice (SIGSEGV)" in named[str(fatal)]


def test_texts_need_no_process_of_their_own(twelve: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "Pool", None)
    assert len(list(run_apart(find_files([twelve])[:2], PLAIN))) == 2


def test_a_mistake_in_the_settings_ends_the_run(twelve: Path) -> None:
    with pytest.raises(UsageError, match="no tagger"):
        list(run_in_pool(find_files([twelve]), Settings(tagger="nothing"), workers=2))


def test_workers_that_do_not_start_are_no_fault_of_the_documents(twelve: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "serve", os._exit)
    with pytest.raises(WorkerError, match="does not start"):
        list(run_in_pool(find_files([twelve]), PLAIN, workers=1))


def test_workers_end_when_the_parent_is_killed(twelve: Path) -> None:
    script = f"""
        from pathlib import Path
        from kg.engines.pool import Pool
        from kg.settings import Settings
        if __name__ == "__main__":
            with Pool(Settings(tagger="none"), workers=1) as pool:
                for _ in pool.run(sorted(Path({str(twelve)!r}).iterdir())):
                    print(pool.processes[0], flush=True)
                    input()
    """
    file = twelve.parent / "main.py"
    file.write_text(textwrap.dedent(script), "utf-8")
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, str(file)], stdin=pipe, stdout=pipe, text=True) as parent:
        assert parent.stdout
        worker = int(parent.stdout.readline())
        parent.kill()
    assert wait_until(lambda: not _runs(worker))


def wait_until(true: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text("utf-8").rsplit(")", 1)[-1].split()[0] != "Z"
