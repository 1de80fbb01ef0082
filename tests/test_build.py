"""What a user of `kg build` relies on: all formats, the same bytes, and nothing lost by a bad file or a crash."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from kg.building import FILES, BuildReport, build_folder, extract_files
from kg.errors import NoInputError
from kg.settings import Settings

PLAIN = Settings(tagger="none")
TEXTS = (
    "graph.ttl",
    "graph.nq",
    "graph.jsonld",
    "graph.graphml",
    "documents.jsonl",
    "search.sqlite",
    "view/index.html",
)


def contents(output: Path) -> dict[str, bytes]:
    return {name: (output / name).read_bytes() for name in TEXTS}


def triples(path: Path) -> set[str]:
    return {str(quad.triple) for quad in pyoxigraph.parse(path=str(path))}


def test_every_output_is_there(demo: Path) -> None:
    names = {path.name for path in demo.iterdir()}
    assert names == {*FILES, ".build"} - {"decisions.csv"}
    assert {name.split("/")[0] for name in TEXTS} <= names


def test_turtle_json_ld_quads_and_store_hold_the_same_triples(demo: Path) -> None:
    turtle = triples(demo / "graph.ttl")
    quads = list(pyoxigraph.parse(path=str(demo / "graph.nq")))
    assert len(turtle) > 5000
    assert triples(demo / "graph.jsonld") == turtle
    assert {str(quad.triple) for quad in quads if "/dataset" not in str(quad.graph_name)} == turtle
    # The store writes numbers in its own way (8.0 as 8), so only their count can be held against the file.
    store = [quad.graph_name for quad in pyoxigraph.Store.read_only(str(demo / "store"))]
    assert len(store) - store.count(pyoxigraph.DefaultGraph()) == len(set(quads))


def test_rdflib_reads_the_same_triples(demo: Path) -> None:
    graph = rdflib.Graph().parse(demo / "graph.ttl")
    again = rdflib.Graph()
    again.parse(
        data=pyoxigraph.serialize(
            pyoxigraph.parse(path=str(demo / "graph.ttl")), format=pyoxigraph.RdfFormat.N_TRIPLES
        ),
        format="nt",
    )
    assert set(graph) == set(again)
    assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)


def test_there_is_a_named_graph_for_each_document(demo: Path) -> None:
    graphs = {str(quad.graph_name) for quad in pyoxigraph.parse(path=str(demo / "graph.nq"))}
    assert len([name for name in graphs if "/doc/" in name]) == 5


def test_order_and_place_of_the_files_do_not_matter(tmp_path: Path, reports: Path) -> None:
    shutil.copytree(reports, tmp_path / "b")
    files = sorted((tmp_path / "b").iterdir())
    build_folder([reports], tmp_path / "one", settings=PLAIN)
    build_folder(files[::-1], tmp_path / "two", settings=PLAIN)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_workers_hash_seed_locale_and_zone_do_not_matter(tmp_path: Path, reports: Path) -> None:
    build_folder([reports], tmp_path / "one", settings=PLAIN)
    environment = os.environ | {"PYTHONHASHSEED": "77", "TZ": "Asia/Shanghai", "LC_ALL": "C"}
    command = [sys.executable, "-m", "kg", "build", str(reports), "-o", str(tmp_path / "two"), "--tagger", "none"]
    subprocess.run([*command, "--workers", "2"], check=True, env=environment, capture_output=True)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_building_apart_and_merging_equals_building_whole(tmp_path: Path, reports: Path) -> None:
    files = sorted(reports.iterdir())
    for name, part in (("whole", files), ("first", files[:2]), ("second", files[2:])):
        build_folder(part, tmp_path / name, settings=PLAIN)
    graphs = {name: _document_quads(tmp_path / name / "graph.nq") for name in ("whole", "first", "second")}
    assert graphs["whole"] == graphs["first"] | graphs["second"]


def _document_quads(path: Path) -> set[str]:
    """All quads but those of the description of the data set, which counts the whole."""
    return {str(quad) for quad in pyoxigraph.parse(path=str(path)) if "/doc/" in str(quad.graph_name)}


def test_a_bad_file_is_reported_and_the_rest_is_built(tmp_path: Path, reports: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(reports / "luodian_2021h1.txt", folder)
    shutil.copy(reports / "luodian_2021h1.txt", folder / "twin.txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.pdf").write_bytes(b"not a pdf")
    report = build_folder([folder], tmp_path / "out", settings=PLAIN)
    assert [Path(row.file).name for row in report.built] == ["luodian_2021h1.txt"]
    problems = {Path(row.file).name: row.problem for row in report.skipped}
    assert "no text" in str(problems["empty.txt"])
    assert "damaged" in str(problems["picture.pdf"])
    assert "same text" in str(problems["twin.txt"])


def test_nothing_to_read_leaves_the_last_build_whole(tmp_path: Path, reports: Path) -> None:
    build_folder([reports / "luodian_2021h1.txt"], tmp_path / "out", settings=PLAIN)
    before = contents(tmp_path / "out")
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(NoInputError, match=r"empty\.txt"):
        build_folder([tmp_path / "empty.txt"], tmp_path / "out", settings=PLAIN)
    assert contents(tmp_path / "out") == before
    assert not list((tmp_path / "out").glob(".building-*"))


def test_the_report_counts_what_was_found(demo_build: tuple[Path, BuildReport]) -> None:
    output, report = demo_build
    written = json.loads((output / "report.json").read_text("utf-8"))
    assert written["totals"]["facts"] == report.total("facts") > 300
    assert [row["problem"] for row in written["documents"]] == [None] * 5


def test_extraction_gives_the_source_text_at_every_offset(reports: Path) -> None:
    for outcome in extract_files([reports], settings=PLAIN):
        record = json.loads(outcome.record)
        text = (reports / f"{record['document']}.txt").read_bytes().decode("utf-8")
        spans = [(m["start"], m["end"], m["text"]) for m in record["mentions"]]
        spans += [(m["start"], m["end"], m["value"]) for m in record["measures"]]
        assert spans
        assert [text[start:end] for start, end, _ in spans] == [said for _, _, said in spans]


def test_outcomes_of_plans_are_in_a_graph_of_their_own(tmp_path: Path) -> None:
    reports = {
        2020: "一、2020年工作回顾\n实施珍珠提升工程。\n二、2021年工作安排\n2021年，地区生产总值增长7%以上。\n",
        2021: "一、2021年工作回顾\n2021年，地区生产总值增长8.1%。\n二、2022年工作安排\n2022年，办好珍珠大会。\n",
    }
    for year, text in reports.items():
        (tmp_path / f"嵊州市_{year}.txt").write_text(f"{year}年嵊州市政府工作报告\n\n{text}", "utf-8")
    build_folder([tmp_path], tmp_path / "out", settings=PLAIN)
    quads = list(pyoxigraph.parse(path=str(tmp_path / "out/graph.nq")))
    quads = [quad for quad in quads if quad.predicate.value.endswith("outcomeOf")]
    assert [str(quad.graph_name) for quad in quads] == ["<https://w3id.org/policykg/outcomes>"]
    assert {str(quad.triple) for quad in quads} <= triples(tmp_path / "out/graph.ttl")
