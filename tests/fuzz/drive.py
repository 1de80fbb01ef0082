"""A number of inputs in, what broke and how long it took out: the long form of fuzzing.

    python -m tests.fuzz.drive --inputs 100000 --seed 1

Files are made by `hostile` from so many seeds, so the same ones every time. Every file is read; every tenth that can be
read goes through the stages and the outputs as well. `guided` does the same with files that coverage chooses.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from kg.settings import Settings
from tests.fuzz.hostile import HostileFile, make_numbered
from tests.fuzz.invariants import check_extraction, check_outputs, check_reading

SLOW = 5.0  # seconds of processor time for a file of a few kilobytes


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a run has done so far."""

    inputs: int = 0
    read: int = 0
    extracted: int = 0
    slowest: float = 0.0
    findings: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)  # which input showed a finding first
    started: float = field(default_factory=time.monotonic)

    def report(self) -> dict[str, object]:
        """The figures, for people and for JSON."""
        return {
            "inputs": self.inputs,
            "read": self.read,
            "extracted": self.extracted,
            "seconds": round(time.monotonic() - self.started),
            "processor_seconds": round(time.process_time()),
            "slowest": round(self.slowest, 2),
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "findings": dict(self.findings),
            "first": self.first,
        }


class Checker:
    """Checks one file after the other and keeps the tally."""

    def __init__(self, folder: Path, *, every: int = 10) -> None:
        self.tally = Tally()
        self._folder = folder
        self._every = every

    def check(self, file: HostileFile, name: str) -> None:
        """One input; what it breaks is noted under the place where it broke."""
        started = time.process_time()
        self.tally.inputs += 1
        try:
            self._check(file)
        except Exception as problem:  # noqa: BLE001 -- whatever it is, it is what we look for
            self._note(_locate(problem), name)
        took = time.process_time() - started
        self.tally.slowest = max(self.tally.slowest, took)
        if took > SLOW:
            self._note(f"slow: {Path(file.name).suffix}", name)

    def _check(self, file: HostileFile) -> None:
        document = check_reading(file.name, file.data)
        if document is None:
            return
        self.tally.read += 1
        if self.tally.read % self._every == 0:
            self.tally.extracted += 1
            neural = self.tally.extracted % self._every == 0
            check_outputs(check_extraction(document, Settings(tagger="neural" if neural else "none")), self._folder)

    def _note(self, finding: str, name: str) -> None:
        self.tally.findings[finding] += 1
        self.tally.first.setdefault(finding, name)


def drive(inputs: int, *, seed: int, every: int = 10) -> Tally:
    """Check files made from as many seeds, one after the other from `seed` on."""
    with tempfile.TemporaryDirectory() as folder:
        checker = Checker(Path(folder), every=every)
        for number in range(seed, seed + inputs):
            checker.check(make_numbered(number), f"seed {number}")
            if checker.tally.inputs % 2000 == 0:
                write_figures(checker.tally)
        return checker.tally


def _locate(problem: Exception) -> str:
    frames = traceback.extract_tb(problem.__traceback__)
    return f"{type(problem).__name__} {Path(frames[-1].filename).name}:{frames[-1].lineno} {str(problem)[:80]}"


def write_figures(tally: Tally) -> None:
    """One line of JSON to stdout."""
    sys.stdout.write(json.dumps(tally.report(), ensure_ascii=True) + "\n")
    sys.stdout.flush()


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Fuzz the readers and the stages.")
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def main() -> None:
    """Run as the arguments say."""
    options = _read_arguments()
    write_figures(drive(options.inputs, seed=options.seed))


if __name__ == "__main__":
    main()
