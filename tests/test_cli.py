"""What the command line promises: results on stdout, sentences on stderr, exit codes 0, 1 and 2."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg import __version__


def run(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", input=stdin, check=False)


def test_the_version_is_the_package_s() -> None:
    assert run("--version").stdout.strip() == f"policykg {__version__}"


def test_extract_prints_one_json_object_a_line_and_nothing_else(reports: Path) -> None:
    answer = run("extract", reports / "luodian_2021h1.txt", reports / "niutang_2022h1.txt", "--tagger", "none")
    records = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [record["document"] for record in records] == ["luodian_2021h1", "niutang_2022h1"]
    assert {"jurisdiction", "mentions", "measures", "facts"} <= set(records[0])
    assert answer.stderr == ""
    assert answer.returncode == 0


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path, reports: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    answer = run("extract", tmp_path / "empty.txt", reports / "luodian_2021h1.txt", "--tagger", "none")
    assert answer.returncode == 1
    assert "empty.txt: has no text" in answer.stderr
    assert len(answer.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["build", "nowhere"], "nowhere"),
        (["query", "no_such_question"], "no_such_question"),
        (["query", "programs_shared", "--store", "nowhere"], "nowhere"),
        (["validate", "nowhere.ttl"], "nowhere.ttl"),
        (["extract", ".", "--tagger", "magic"], "magic"),
        (["query", "programs_shared", "--param", "x"], "key=value"),
    ],
)
def test_an_error_is_one_sentence_that_names_the_thing(arguments: list[str], sentence: str) -> None:
    answer = run(*arguments)
    assert answer.returncode == 2
    assert sentence in answer.stderr
    assert "Traceback" not in answer.stderr
    assert answer.stdout == ""


def test_validate_accepts_what_build_wrote(demo: Path) -> None:
    answer = run("validate", demo / "graph.ttl")
    assert answer.returncode == 0, answer.stdout


def test_a_named_question_answers_from_the_store(demo: Path) -> None:
    answer = run("query", "programs_shared", "--store", demo / "store", "--format", "csv")
    assert answer.returncode == 0, answer.stderr
    assert "乡村振兴" in answer.stdout


def test_a_question_may_come_from_standard_input(demo: Path) -> None:
    text = "PREFIX pk: <https://w3id.org/policykg/ontology#> SELECT (COUNT(*) AS ?n) WHERE { ?r a pk:Report }"
    answer = run("query", "-", "--store", demo / "store", "--format", "csv", stdin=text)
    assert answer.stdout.split() == ["n", "5"]


def test_evaluate_gives_the_figures_of_a_perfect_extraction(tmp_path: Path) -> None:
    gold = Path(__file__).parent / "gold"
    records = [json.loads(path.read_text("utf-8")) for path in sorted(gold.glob("*.gold.json"))]
    (tmp_path / "x.jsonl").write_text("\n".join(json.dumps(record) for record in records), "utf-8")
    answer = run("evaluate", gold, "--extracted", tmp_path / "x.jsonl", "--json")
    assert json.loads(answer.stdout)["figures"]["facts"]["f1"] == 1.0


def test_the_view_of_one_entity_is_a_page(tmp_path: Path, demo: Path) -> None:
    answer = run("view", "山下湖镇", "--depth", "1", "--from", demo, "-o", tmp_path / "focus.html")
    assert answer.returncode == 0, answer.stderr
    assert "山下湖镇" in (tmp_path / "focus.html").read_text("utf-8")


def test_an_unknown_entity_gets_near_names(demo: Path) -> None:
    answer = run("view", "山下胡镇", "--from", demo)
    assert answer.returncode == 2
    assert "山下湖镇" in answer.stderr


def test_a_graph_is_loaded_into_a_store_of_its_own_and_again(tmp_path: Path, demo: Path) -> None:
    for _ in range(2):
        answer = run("load", demo / "graph.nq", "--to", tmp_path / "store")
        assert answer.returncode == 0, answer.stderr
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?r a <https://w3id.org/policykg/ontology#Report> }"
    answer = run("query", "-", "--store", tmp_path / "store", "--format", "csv", stdin=count)
    assert answer.stdout.split() == ["n", "5"]


def test_the_ontology_is_printed_as_it_is() -> None:
    assert run("ontology").stdout == (Path(__file__).parents[1] / "ontology/policy.ttl").read_text("utf-8")


def test_a_file_over_the_limit_is_told_how_to_raise_it(reports: Path) -> None:
    answer = run("extract", reports / "luodian_2021h1.txt", "--max-bytes", "1000")
    assert answer.returncode == 1
    assert "--max-bytes" in answer.stderr
