"""The records of a build in, how the merge of entities fares with a million documents out.

    kg build REPORTS -o output && python bench/simulate_keys.py output/documents.jsonl [--documents 1000000] [--spark]

Three kinds of keys are fitted to the records: those that at least one document in twenty names, each as often as it is
named; the others that places share; and those of each place. The last two follow Zipf's law with a shift (rank r with
weight (1 + r/q)^-a, without end), so new keys go on turning up, as they do in reports. One share of the keys (1 in 50,
by hash) is made of all documents, in parts of 200, and merged by the real merge: that of `kg build`, which is
`kg.parts.merge_parts`, or with `--spark` that of the cluster, `merge_entities`. Shares know nothing of each other, so
the whole takes as many times as long, on as many cores as there are.
"""

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.engines.spark.sources import PART
from kg.parts import merge_parts

REPORTS = 25  # of a place: yearly ones since 2000
SHARES = 50
HEAD = 0.05  # of the documents
Ids = NDArray[np.int64]
Keys = tuple[str, set[str], set[str]]  # of a document: place, what it shares with others, what is of its place
Growth = Sequence[tuple[float, float]]  # keys named so far, different ones among them


@dataclass(frozen=True)
class Law:
    """How keys of one kind turn up: so many a document, with these weights."""

    many: float
    shift: float
    exponent: float

    def expect(self, named: float) -> float:
        """How many different keys there are when so many were named."""
        ranks = np.geomspace(1e-3, 1e12, 4000)
        weights = (self.exponent - 1) / self.shift * (1 + ranks / self.shift) ** -self.exponent
        return float(np.trapezoid(-np.expm1(-named * weights), ranks))

    def draw(self, random: np.random.Generator, many: int) -> Ids:
        """So many ranks."""
        ranks = self.shift * (random.random(many) ** (-1 / (self.exponent - 1)) - 1)
        return np.minimum(ranks, 1e12).astype(np.int64)


@dataclass(frozen=True)
class Model:
    """How often each common key is named, and the laws of the others."""

    head: Sequence[float]
    shared: Law
    local: Law

    @property
    def many(self) -> float:
        """Keys a document."""
        return sum(self.head) + self.shared.many + self.local.many

    def expect(self, documents: int) -> float:
        """How many entities so many documents name."""
        places = documents / REPORTS
        shared = self.shared.expect(self.shared.many * documents)
        return len(self.head) + shared + places * self.local.expect(self.local.many * REPORTS)


def fit_model(documents: Sequence[Keys]) -> tuple[Model, Growth]:
    """The model of the documents, and the growth of the keys that they share."""
    counts = Counter(key for _, shared, _ in documents for key in shared)
    common = {key for key, many in counts.items() if many >= HEAD * len(documents)}
    rest = [shared - common for _, shared, _ in documents]
    growth = measure_growth(rest)
    model = Model(
        head=sorted((counts[key] / len(documents) for key in common), reverse=True),
        shared=fit(growth, float(np.mean([len(keys) for keys in rest]))),
        local=fit(
            measure_place_growth([(place, local) for place, _, local in documents]),
            float(np.mean([len(local) for _, _, local in documents])),
        ),
    )
    return model, growth


def fit(growth: Growth, many: float) -> Law:
    """The law that comes nearest to how the number of keys grew."""
    laws = [Law(many, shift, a) for shift in np.geomspace(0.5, 50_000, 50) for a in np.arange(1.05, 2.5, 0.025)]
    return min(laws, key=lambda law: sum(np.log(law.expect(named) / found) ** 2 for named, found in growth))


def read_keys(path: Path) -> list[Keys]:
    """Of each document its place, the keys that it shares with other places, and those of its place."""
    found = []
    with path.open(encoding="utf-8", newline="\n") as file:
        for record in map(json.loads, file):
            keys = {entity["key"] for entity in record["entities"]}
            shared = {key for key in keys if key.count("/") == 1}
            found.append((record["place"]["key"], shared, keys - shared))
    return found


def measure_growth(documents: Sequence[set[str]]) -> Growth:
    """How the keys grow, at a quarter, a half and all of the documents; the median of some orders."""
    rows = []
    for seed in range(9):
        seen: set[str] = set()
        named, order = 0, np.random.default_rng(seed).permutation(len(documents))
        steps = {len(documents) // 4, len(documents) // 2, len(documents)}
        for done, number in enumerate(order, 1):
            named, seen = named + len(documents[number]), seen | documents[number]
            if done in steps:
                rows.append((done, named, len(seen)))
    return [tuple(np.median([row[1:] for row in rows if row[0] == step], axis=0)) for step in sorted(steps)]


def measure_place_growth(documents: Sequence[tuple[str, set[str]]]) -> Growth:
    """How the keys of one place grow from report to report, over the places that have so many."""
    places: defaultdict[str, list[set[str]]] = defaultdict(list)
    for place, keys in documents:
        places[place].append(keys)
    steps: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for told in places.values():
        seen: set[str] = set()
        named = 0
        for number, keys in enumerate(told, 1):
            named, seen = named + len(keys), seen | keys
            steps[number].append((named, len(seen)))
    return [tuple(np.mean(rows, axis=0)) for rows in steps.values() if len(rows) >= 3]


def draw_head(random: np.random.Generator, head: Sequence[float], *, first: int, share: int) -> tuple[Ids, Ids]:
    """The common keys of a share in the documents of one part; those of the first share have the most common key."""
    found = [np.flatnonzero(random.random(PART) < often) + first for often in head[share::SHARES]]
    keys = [np.full(len(who), (1 << 62) + number, np.int64) for number, who in enumerate(found)]
    return np.concatenate(found), np.concatenate(keys)


def draw_parts(model: Model, *, documents: int, share: int) -> Iterator[tuple[Ids, Ids]]:
    """The documents and keys of one share, a part at a time. A folder in order has the reports of a place together."""
    for part in range(documents // PART):
        random, first = np.random.default_rng(part), part * PART
        numbers = np.repeat(np.arange(first, first + PART), round(model.shared.many))
        places = np.repeat(np.arange(first, first + PART), round(model.local.many))
        own = model.local.draw(random, len(places)) % (1 << 32) + ((places // REPORTS + 1) << 33)
        who, keys = np.concatenate([numbers, places]), np.concatenate([model.shared.draw(random, len(numbers)), own])
        mine = (keys.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(40)) % SHARES == share
        often = draw_head(random, model.head, first=first, share=share)
        yield np.concatenate([who[mine], often[0]]), np.concatenate([keys[mine], often[1]])


def write_line(key: int) -> str:
    """What each graph that names a thing says of it, as long as it is in life."""
    kind, place = ("facility", f"{(key >> 33) + 110000}/") if key >> 33 else ("program", "")
    iri = f"https://w3id.org/policykg/id/{kind}/{place}某某工程{key & 0xFFFFFFFF:09}"
    kind = "<https://w3id.org/policykg/ontology#Entity>"
    return f"<{iri}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> {kind} <g:g> .\n"


def write_parts(folder: Path, parts: Iterator[tuple[Ids, Ids]]) -> list[Path]:
    """Sorted parts, as a build leaves them."""
    written = []
    for number, (_, keys) in enumerate(parts):
        lines = sorted(map(write_line, np.unique(keys).tolist()))
        written.append(folder / f"{number:06}.nq")
        written[-1].write_text("".join(lines), "utf-8", newline="\n")
    return written


def merge_on_disk(parts: Sequence[Path], scratch: Path) -> dict[str, float]:
    """The merge of `kg build`, measured."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_merge, (parts, scratch))


def _merge(parts: Sequence[Path], scratch: Path) -> dict[str, float]:
    started, many = time.process_time(), 0
    for _ in merge_parts([], scratch, also=parts):
        many += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"keys": many, "cpu s": time.process_time() - started, "peak MB": peak}


def merge_on_spark(folder: Path, parts: Iterator[tuple[Ids, Ids]], memory: str) -> dict[str, float]:
    """The merge of the cluster on one core, measured."""
    from kg.engines.spark.cluster import start_session
    from kg.engines.spark.merging import merge_entities

    written = sum(_write_table(folder / f"{n:06}.parquet", *part) for n, part in enumerate(_gather(parts, 50)))
    with start_session("local[1]", {"spark.driver.memory": memory, "spark.ui.enabled": "false"}) as spark:
        machine: Any = spark.sparkContext._jvm  # noqa: SLF001
        pid = machine.java.lang.ProcessHandle.current().pid()
        started = _read_seconds(pid)
        merge_entities(spark.read.parquet(str(folder))).write.parquet(str(folder.parent / "entities"))
        seconds = _read_seconds(pid) - started
        many = spark.read.parquet(str(folder.parent / "entities")).count()
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
    return {"rows": written, "keys": many, "cpu s": seconds, "peak MB": peak}


def _gather(parts: Iterator[tuple[Ids, Ids]], many: int) -> Iterator[tuple[Ids, Ids]]:
    waiting: list[tuple[Ids, Ids]] = []
    for part in parts:
        waiting.append(part)
        if len(waiting) == many:
            yield _join(waiting)
            waiting = []
    if waiting:
        yield _join(waiting)


def _join(parts: Sequence[tuple[Ids, Ids]]) -> tuple[Ids, Ids]:
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def _write_table(path: Path, who: Ids, keys: Ids) -> int:
    """The column `entities` of the wide table: for each document the rows of its entities."""
    import pyarrow as pa
    from pyarrow import parquet

    order = np.lexsort((keys, who))
    who, keys = who[order], keys[order]
    fresh = np.append(True, (who[1:] != who[:-1]) | (keys[1:] != keys[:-1]))
    who, keys = who[fresh], keys[fresh]
    names = [f"某某工程{key:09}" for key in keys.tolist()]
    many, none = len(keys), pa.nulls(len(keys), pa.string())
    iris = [f"https://w3id.org/policykg/id/program/{name}" for name in names]
    told = pa.array([[f"某某县_{number:07}"] for number in who.tolist()])
    empty = pa.array([[]] * many, pa.list_(pa.string()))
    columns = {
        "iri": pa.array(iris), "key": pa.array(names), "name": pa.array(names), "type": pa.array(["Program"] * many),
        "alternatives": empty, "scope": none, "within": none, "code": none, "level": none,
        "mentions": pa.array(np.ones(many, np.int64)), "documents": told,
    }  # fmt: skip
    rows = pa.StructArray.from_arrays(list(columns.values()), list(columns))
    starts = np.append(np.flatnonzero(np.append(True, who[1:] != who[:-1])), many)
    parquet.write_table(pa.table({"entities": pa.ListArray.from_arrays(starts.astype(np.int32), rows)}), path)
    return many


def _read_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def main() -> None:
    """Print the laws, what they foretell, and the merge of one share."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--memory", default="1g", help="of Java, for --spark")
    parser.add_argument("--spark", action="store_true")
    options = parser.parse_args()
    model, growth = fit_model(read_keys(options.records))
    _print_model(model, growth, documents=options.documents)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("parts", "scratch", "table"):
            Path(folder, name).mkdir()
        drawn = draw_parts(model, documents=options.documents, share=0)
        if options.spark:
            _print("Spark", merge_on_spark(Path(folder, "table"), drawn, options.memory))
            return
        parts = write_parts(Path(folder, "parts"), drawn)
        lines = sum(part.read_bytes().count(b"\n") for part in parts)
        _print("disk", {"parts": len(parts), "lines": lines} | merge_on_disk(parts, Path(folder, "scratch")))


def _print_model(model: Model, growth: Growth, *, documents: int) -> None:
    say = sys.stdout.write
    say(f"common keys: {len(model.head)}, {sum(model.head):.0f} a document, the first in {model.head[0]:.0%}\n")
    for name, law in (("other shared keys", model.shared), ("keys of a place", model.local)):
        say(f"{name}: {law.many:.0f} a document, shift {law.shift:.1f}, exponent {law.exponent:.3f}\n")
    for named, found in growth:
        say(f"other shared keys: {named:,.0f} named, {found:,.0f} found, {model.shared.expect(named):,.0f} foretold\n")
    half = fit(growth[:-1], 0)
    say(f"fitted to half of the reports: {half.expect(growth[-1][0]):,.0f} foretold for all\n")
    say(f"{documents:,} documents: {documents * model.many:,.0f} named, {model.expect(documents):,.0f} entities\n")


def _print(what: str, figures: dict[str, float]) -> None:
    sys.stdout.write(f"{what}, 1 share of {SHARES}: " + ", ".join(f"{k} {v:,.0f}" for k, v in figures.items()) + "\n")


if __name__ == "__main__":
    main()
