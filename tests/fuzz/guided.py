"""Files that Atheris (libFuzzer) chooses by the lines of the readers that they reach; figures as `drive` gives them.

    python -m tests.fuzz.guided FOLDER --inputs 100000 --seed 1

FOLDER keeps the inputs that reached something new, and what broke something; a later run goes on from there. The first
byte of an input says of which kind the file is.
"""

import argparse
import importlib
import os
import random
import sys
import tempfile
from pathlib import Path

import atheris

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does; threads that wait would count as work

with atheris.instrument_imports(include=["kg.read"]):  # lines count that run after this, so these come first
    for _name in ("document", "docx", "html", "pdf", "text"):
        importlib.import_module(f"kg.read.{_name}")

from tests.fuzz.drive import Checker, write_figures
from tests.fuzz.hostile import HostileFile, break_bytes, break_parts
from tests.fuzz.seeds import make_seeds

KINDS = tuple(make_seeds())
_MOST = 40_000  # bytes of an input: a small Word document


def fuzz(corpus: Path, *, inputs: int, seed: int) -> None:
    """Run so many inputs. Ends the process, as libFuzzer does."""
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seeds in enumerate(make_seeds().values()):
        for place, data in enumerate(seeds):
            (corpus / f"seed-{number}-{place}").write_bytes(bytes([number]) + data)
    checker = Checker(Path(tempfile.mkdtemp()))

    def check(data: bytes) -> None:
        kind = KINDS[data[0] % len(KINDS)] if data else KINDS[0]
        before = checker.tally.findings.total()
        checker.check(HostileFile(name=f"f{kind}", data=data[1:]), f"input {checker.tally.inputs}")
        if checker.tally.findings.total() > before:
            (corpus / f"finding-{checker.tally.inputs}").write_bytes(data)
        if checker.tally.inputs % 2000 == 0 or checker.tally.inputs >= inputs:
            write_figures(checker.tally)

    limits = [f"-max_len={_MOST}", "-timeout=1800", "-rss_limit_mb=4096", f"-artifact_prefix={corpus}/", "-verbosity=0"]
    atheris.Setup(
        [sys.argv[0], f"-runs={inputs}", f"-seed={seed}", *limits, str(corpus)], check, custom_mutator=_mutate
    )
    atheris.Fuzz()


def _mutate(data: bytes, most: int, seed: int) -> bytes:
    """Half of the time as libFuzzer does it; else as we do, who know what a Word document is."""
    rng = random.Random(seed)  # noqa: S311 -- made to be made again
    if len(data) < 2 or rng.random() < 0.5:
        return bytes(atheris.Mutate(data, most))
    kind, content = KINDS[data[0] % len(KINDS)], data[1:]
    is_package = kind == ".docx" and content in make_seeds()[kind]
    broken = break_parts(rng, content) if is_package else break_bytes(rng, content)
    return (data[:1] + broken)[:most]


def main() -> None:
    """Run as the arguments say."""
    parser = argparse.ArgumentParser(description="Fuzz the readers, guided by coverage.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    fuzz(options.folder, inputs=options.inputs, seed=options.seed)


if __name__ == "__main__":
    main()
