"""A build in, the time of every named question on it out, as Markdown tables: first and then warm, median of five runs.

    python bench/questions.py BUILD [--runs 5]                  a folder that kg build wrote
    python bench/questions.py --reports FOLDER [--count 64]     builds one first; 64 county reports make 1M triples

Each question is asked for something of which much is said (the median of the hundred of each class of which most is
said), for that of which most is said, and for all there is. Time is the process's own, so that other work on the
machine counts little. The first run is on a store just opened, with whatever the system has of its files in memory.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from kg.building import build_folder
from kg.explore import compare_places, show_entity, trace_place
from kg.explore.index import open_index
from kg.query import Question, list_queries, run_query
from kg.read import find_files
from kg.search import find_words
from kg.store import Store, Table, open_store

_PREFIXES = """PREFIX pk: <https://w3id.org/policykg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_TOP = f"""{_PREFIXES}
SELECT ?name WHERE {{
  {{ SELECT ?thing (COUNT(*) AS ?count) WHERE {{ ?node pk:%s ?thing }} GROUP BY ?thing }}
  ?thing a pk:%s ; rdfs:label ?name .
  %s
}}
ORDER BY DESC(?count) ?name LIMIT 100"""
_REPORTING = "FILTER EXISTS { ?source pk:jurisdiction ?thing }"
_SAID = {"Program": "object", "Slogan": "object", "Industry": "object", "Project": "object", "Enterprise": "subject"}
_WORDS = {"text": "乡村", "year": "2022", "number": "3", "status": "done", "type": "Program", "predicate": "implements"}
_OPEN = 1.0  # seconds after which once is enough

Values = Mapping[str, Sequence[str]]


def choose_values(store: Store) -> dict[str, list[str]]:
    """For each kind of parameter two typical values and the two of which most is said."""
    found = {"Place": _list_top(store, "subject", "Place", _REPORTING), "Indicator": ["GDP"]}
    found |= {kind: _list_top(store, side, kind) for kind, side in _SAID.items()}
    found["Entity"] = found["Program"]
    return {kind: _pick(names) for kind, names in found.items() if names}


def _list_top(store: Store, side: str, kind: str, condition: str = "") -> list[str]:
    rows = store.select(_TOP % (side, kind, condition)).rows
    return list(dict.fromkeys(str(getattr(name, "value", name)) for (name,) in rows))


def _pick(names: Sequence[str]) -> list[str]:
    middle = len(names) // 2
    return [names[middle], names[middle - 1], names[0], names[min(1, len(names) - 1)]]


def bind(question: Question, values: Values, *, first: int) -> dict[str, str] | None:
    """The parameters that must be given and the first that may; None where nothing can be given."""
    given: dict[str, str] = {}
    for param in question.params:
        if param.default is None or (not given and param.default == "any"):
            names = values.get(param.kind, [])
            given[param.name] = names[first + len(given) % 2] if names else _WORDS[param.kind]
    return given or None


def time_question(place: Path, question: Question, params: Mapping[str, str], *, runs: int) -> tuple[int, float, float]:
    """The count of rows, the milliseconds of the first run and the median of the others."""
    store = open_store(place)
    answer = run_query(store, question, params)
    rows = len(answer.rows) if isinstance(answer, Table) else len(answer) if isinstance(answer, tuple) else 1
    return rows, *time_work(lambda: run_query(store, question, params), runs=runs, first=_time(place, question, params))


def _time(place: Path, question: Question, params: Mapping[str, str]) -> float:
    store = open_store(place)
    started = time.process_time()
    run_query(store, question, params)
    return (time.process_time() - started) * 1000


def time_work(work: Callable[[], object], *, runs: int, first: float | None = None) -> tuple[float, float]:
    """The milliseconds of a first run and the median of those that follow."""
    times = [] if first is None else [first]
    while len(times) <= runs:
        started = time.process_time()
        work()
        times.append((time.process_time() - started) * 1000)
        if times[-1] > _OPEN * 1000:
            break
    return times[0], median(times[1:] or times)


def list_rows(place: Path, *, runs: int) -> Iterator[str]:
    """The table of the questions."""
    values = choose_values(open_store(place))
    yield "| question | given | rows | first ms | ms | most said of | rows | ms | all: rows | ms |"
    yield "|---|---|--:|--:|--:|---|--:|--:|--:|--:|"
    for question in list_queries():
        cells = [question.name]
        for first in (0, 2):
            params = bind(question, values, first=first)
            if params is None:
                cells += ["–"] * (4 if first == 0 else 3)
                continue
            rows, cold, warm = time_question(place, question, params, runs=runs)
            cells += ["、".join(params.values()), str(rows), *([f"{cold:.0f}"] if first == 0 else []), f"{warm:.0f}"]
        if any(param.default is None for param in question.params):
            cells += ["–", "–"]
        else:
            rows, _, warm = time_question(place, question, {}, runs=runs)
            cells += [str(rows), f"{warm:.0f}"]
        yield f"| {' | '.join(cells)} |"


def list_commands(build: Path, *, runs: int) -> Iterator[str]:
    """The table of the commands that ask more than one question."""
    store, index = open_store(build / "store"), open_index(build)
    values = choose_values(store)
    place, other, busiest, _ = values["Place"]
    program = values["Program"][2]
    works: dict[str, Callable[[], object]] = {
        f"kg show {place}": lambda: show_entity(store, place),
        f"kg show {busiest}": lambda: show_entity(store, busiest),
        f"kg show {program}": lambda: show_entity(store, program),
        f"kg compare {place} {other}": lambda: compare_places(store, place, other),
        f"kg timeline {place}": lambda: trace_place(store, place),
        f"kg timeline {busiest}": lambda: trace_place(store, busiest),
    }
    for words in ("珍珠", "乡村 振兴", "发展", "GDP"):
        works[f"kg search {words}"] = lambda words=words: find_words(index, words)  # type: ignore[misc]
    yield "| command | first ms | ms |"
    yield "|---|--:|--:|"
    for name, work in works.items():
        cold, warm = time_work(work, runs=runs)
        yield f"| {name} | {cold:.0f} | {warm:.0f} |"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", nargs="?", type=Path)
    parser.add_argument("--reports", type=Path)
    parser.add_argument("--count", type=int, default=64)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    if (given.build is None) == (given.reports is None):
        parser.error("give the folder of a build, or --reports FOLDER")
    with tempfile.TemporaryDirectory() as scratch:
        build = given.build or Path(scratch)
        if given.reports:
            build_folder(find_files([given.reports])[: given.count], build)
        count = open_store(build / "store").select("SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }").rows[0][0]
        print(f"{getattr(count, 'value', count)} triples\n")
        for rows in (list_rows(build / "store", runs=given.runs), list_commands(build, runs=given.runs)):
            for row in rows:
                print(row, flush=True)
            print()


if __name__ == "__main__":
    main()
