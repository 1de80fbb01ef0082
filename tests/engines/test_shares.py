"""What the cluster does without Spark's help: shares of the work add up to what one process finds."""

import builtins
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.batch import Outcome
from kg.cli.cluster import parse_conf
from kg.engines import run_in_process
from kg.engines.spark import build_on_cluster
from kg.engines.spark.merging import describe
from kg.engines.spark.rows import count_all, limit_size, part_lines
from kg.engines.spark.sources import count_parts, restore_scheme
from kg.errors import MissingExtraError, UsageError
from kg.rdf import describe_dataset, find_outcomes, merge_lines, write_lines
from kg.rdf.outcomes import link_tellings, list_tellings
from kg.read import find_files
from kg.records import from_record, parse_record
from kg.settings import DEFAULT_BASE, Settings

PLAIN = Settings(tagger="none")
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


@pytest.fixture(scope="module")
def outcomes(twelve: Path) -> Sequence[Outcome]:
    return list(run_in_process(find_files([twelve]), PLAIN))


def count_shared(lines: set[str]) -> Counter[str]:
    """What `merging.count_shared` has Spark do."""
    words = [line.split(" ", 3) for line in lines]
    named = [f"property {each[1]}" for each in words if len(each) > 1]
    classes = [f"class {each[2]}" for each in words if len(each) > 1 and each[1] == _TYPE]
    return Counter(named + classes + ["subjects" if len(each) == 1 else "triples" for each in words])


def test_counts_of_shares_add_up_to_those_of_the_whole(outcomes: Sequence[Outcome]) -> None:
    counts: Counter[str] = Counter()
    shared: set[str] = set()
    for outcome in outcomes:
        own, others = part_lines(outcome.quads, DEFAULT_BASE)
        counts.update(count_all(outcome, own))
        shared.update(others)
    links = write_lines(find_outcomes(from_record(parse_record(each.record)) for each in outcomes))
    whole = describe_dataset(merge_lines([*(each.quads for each in outcomes), links]))
    assert len(links) > 0
    assert describe(counts + count_shared(shared), outcomes=len(links), base=DEFAULT_BASE) == write_lines(whole)


def test_outcomes_are_found_key_by_key(outcomes: Sequence[Outcome]) -> None:
    extractions = [from_record(parse_record(each.record)) for each in outcomes]
    told = [each for extraction in extractions for each in list_tellings(extraction, DEFAULT_BASE)]
    apart = {
        line
        for key in {telling.key for telling, _ in told}
        for line in write_lines(link_tellings([each for each in told if each[0].key == key], DEFAULT_BASE))
    }
    assert sorted(apart) == write_lines(find_outcomes(extractions))


def test_the_lines_of_a_document_are_its_own_or_shared(outcomes: Sequence[Outcome]) -> None:
    own, shared = part_lines(outcomes[0].quads, DEFAULT_BASE)
    assert own.triples + len([line for line in shared if " " in line]) == len(outcomes[0].quads)
    assert not any("/doc/" in line.split(" ", 1)[0] for line in shared)


def test_a_document_too_rich_for_a_row_is_named(outcomes: Sequence[Outcome]) -> None:
    assert limit_size(outcomes[0]) is outcomes[0]
    refused = limit_size(outcomes[0], 1000)
    assert (refused.path, refused.quads) == (outcomes[0].path, ())
    assert "more triples than a row of Spark holds" in str(refused.problem)


@pytest.mark.parametrize(("documents", "cores", "parts"), [(1_000_000, 64, 5000), (100, 4, 16), (3, 4, 3), (0, 4, 1)])
def test_parts_are_many_enough_for_the_cores_and_small_enough_to_lose(documents: int, cores: int, parts: int) -> None:
    assert count_parts(documents, cores) == parts


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("hdfs:/host:9000/reports", "hdfs://host:9000/reports"),
        ("s3a://bucket/a", "s3a://bucket/a"),
        ("file:/data/a", "file:///data/a"),
        ("data/甲.txt", "data/甲.txt"),
        ("/data", "/data"),
    ],
)
def test_addresses_survive_being_paths(location: str, address: str) -> None:
    assert restore_scheme(location) == address


def test_a_setting_of_spark_needs_a_value() -> None:
    assert parse_conf(["a.b=c=d"]) == {"a.b": "c=d"}
    with pytest.raises(UsageError, match=r"spark\.x.*KEY=VALUE"):
        parse_conf(["spark.x"])


def test_a_mistake_in_the_settings_is_told_before_spark_starts(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no tagger"):
        build_on_cluster([str(tmp_path)], str(tmp_path), master="local[1]", settings=Settings(tagger="nothing"))


def test_without_pyspark_the_pip_line_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load = builtins.__import__

    def refuse(name: str, *args: Any) -> Any:
        if name.split(".", maxsplit=1)[0] in {"pyspark", "py4j"}:
            raise ImportError(name)
        return load(name, *args)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtraError, match=r"policykg\[spark\]"):
        build_on_cluster([str(tmp_path)], str(tmp_path), master="local[1]", settings=PLAIN)
