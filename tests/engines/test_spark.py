"""A real cluster, one executor of which is killed midway: the same triples and tables as in one process.

The job is the command as users run it, in a process of its own, since a Java machine stays for as long as a process.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.building import build_folder
from kg.export import export_build
from kg.settings import Settings
from tests.engines.conftest import HOOKS, write_report
from tests.engines.standalone import MEMORY, QUICK, start_cluster

pytest.importorskip("pyspark")
pa = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")
pytestmark = [
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java"),
    pytest.mark.xdist_group("spark"),
]

POISONS = {3: "毒：exit", 5: "毒：executor", 9: "毒：loop", 10: "毒：once"}
LIMIT = 8  # seconds a document
SMALL = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": MEMORY,
    "spark.driver.extraJavaOptions": QUICK,
    "spark.executor.memory": MEMORY,
    "spark.executor.extraJavaOptions": QUICK,
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


@dataclass(frozen=True)
class Built:
    """A cluster's output and the local one that it is held against, the input of both, and what the cluster said."""

    cluster: Path
    local: Path
    reports: Path
    said: dict[str, Any]


def run_spark(*arguments: str, conf: dict[str, str]) -> dict[str, Any]:
    """What `kg build --engine spark --json` says."""
    pairs = [part for key, value in (SMALL | conf).items() for part in ("--spark-conf", f"{key}={value}")]
    command = [
        sys.executable,
        "-m",
        "kg",
        "build",
        *arguments,
        "--engine",
        "spark",
        "--tagger",
        "none",
        "--json",
        *pairs,
    ]
    environment = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Fifteen reports on the cluster, four of them poisonous and one a twin, and the harmless ones in one process."""
    root = tmp_path_factory.mktemp("spark")
    reports, harmless = root / "reports", root / "harmless"
    reports.mkdir()
    files = [write_report(reports, number, extra=POISONS.get(number, "")) for number in range(14)]
    shutil.copy(files[0], reports / "齐.txt")
    shutil.copytree(reports, harmless, ignore=lambda *_: [files[3].name, files[9].name])
    conf = {"spark.executorEnv.PYTHONPATH": str(HOOKS), "spark.executorEnv.POLICYKG_TEST_MARK": str(root / "mark")}
    with start_cluster(root) as master:
        limits = ("--max-seconds", str(LIMIT))
        said = run_spark(str(reports), "-o", str(root / "out"), "--master", master, *limits, conf=conf)
    build_folder([harmless], root / "local", settings=Settings(tagger="none"))
    assert (root / "mark").exists()  # an executor was killed
    return Built(cluster=root / "out", local=root / "local", reports=reports, said=said)


def read_graph(output: Path) -> list[str]:
    parts = sorted((output / "graph").glob("part-*.nq.gz"))
    return sorted(line for part in parts for line in gzip.decompress(part.read_bytes()).decode().split("\n") if line)


def read_rows(path: Path) -> list[dict[str, Any]]:
    return sorted(parquet.read_table(path).to_pylist(), key=lambda row: row["iri"])


def test_the_graph_is_that_of_one_process(built: Built) -> None:
    local = sorted((built.local / "graph.nq").read_text("utf-8").split("\n")[:-1])
    assert read_graph(built.cluster) == local
    assert any("outcomeOf" in line for line in local)


@pytest.mark.parametrize("table", ["entities", "facts", "measures", "reports"])
def test_the_tables_are_those_of_one_process(built: Built, table: str, tmp_path: Path) -> None:
    files = {file.stem: file for file in export_build(built.local, tmp_path, form="parquet")}
    assert read_rows(built.cluster / "tables" / table) == read_rows(files[table])
    schemas = [parquet.read_table(path).schema for path in (built.cluster / "tables" / table, files[table])]
    assert [schema.names for schema in schemas] == [schemas[0].names] * 2


def test_the_records_are_those_of_one_process(built: Built) -> None:
    parts = (built.cluster / "documents").glob("part-*.jsonl.gz")
    lines = [line for part in parts for line in gzip.decompress(part.read_bytes()).decode().split("\n") if line]
    assert sorted(lines) == sorted((built.local / "documents.jsonl").read_text("utf-8").split("\n")[:-1])


def test_the_report_names_what_was_left_out(built: Built) -> None:
    report = json.loads((built.cluster / "report.json").read_text("utf-8"))
    problems = {Path(row["file"]).name: row["problem"] for row in report["documents"]}
    assert sorted(problems) == sorted(["齐.txt", "博野县_2018.txt", "博野县_2019.txt"])
    assert "ended the process that read it, twice (exit code 7)" in problems["博野县_2018.txt"]
    assert "takes longer than the limit" in problems["博野县_2019.txt"]
    assert "has the same text as" in problems["齐.txt"]
    assert (report["built"], report["skipped"]) == (built.said["documents"], built.said["skipped"]) == (12, 3)


def test_nothing_unfinished_is_left(built: Built) -> None:
    assert sorted(path.name for path in built.cluster.iterdir() if not path.name.endswith(".crc")) == [
        "documents",
        "graph",
        "report.json",
        "tables",
    ]


def test_tables_and_files_of_hadoop_are_read_like_files(built: Built, tmp_path: Path) -> None:
    files = sorted(path for path in built.reports.iterdir() if "毒" not in path.read_text("utf-8"))
    rows = [{"name": file.name, "text": file.read_text("utf-8")} for file in files]
    first, rest, last = rows[:4], rows[4:8], files[8:]
    (tmp_path / "some.jsonl").write_text("".join(json.dumps(row) + "\n" for row in first), "utf-8")
    table = pa.table({"name": [row["name"] for row in rest], "bytes": [row["text"].encode() for row in rest]})
    parquet.write_table(table, tmp_path / "some.parquet")
    (tmp_path / "files").mkdir()
    for file in last:
        shutil.copy(file, tmp_path / "files")
    sources = [str(tmp_path / "some.jsonl"), str(tmp_path / "some.parquet"), "viewfs://docs/reports"]
    mount = {"spark.hadoop.fs.viewfs.mounttable.docs.link./reports": f"file://{tmp_path}/files"}
    run_spark(*sources, "-o", str(tmp_path / "out"), "--master", "local[1]", conf=mount)
    build_folder(files, tmp_path / "local", settings=Settings(tagger="none"))
    assert read_graph(tmp_path / "out") == sorted((tmp_path / "local/graph.nq").read_text("utf-8").split("\n")[:-1])
