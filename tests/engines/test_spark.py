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
LEFT_OUT = {3, 9}
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
    """A cluster's output, the local one that it is held against, and what the cluster said."""

    cluster: Path
    local: Path
    said: dict[str, Any]


def run_spark(*arguments: str, conf: dict[str, str], tagger: str = "none") -> dict[str, Any]:
    """What `kg build --engine spark --json` says."""
    pairs = [part for key, value in (SMALL | conf).items() for part in ("--spark-conf", f"{key}={value}")]
    build = [sys.executable, "-m", "kg", "build", *arguments, "--engine", "spark", "--tagger", tagger, "--json"]
    environment = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run([*build, *pairs], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def make_sources(root: Path) -> tuple[list[str], dict[str, str]]:
    """Twenty reports in four sources, some poisonous and one a twin; and what Spark must be told to read the last.

    The harmless ones lie in a folder of their own as well.
    """
    folders = [root / name for name in ("files", "json", "table", "mounted", "harmless")]
    for folder in folders:
        folder.mkdir()
    for number in range(20):
        file = write_report(folders[max(0, number - 12) // 2], number, extra=POISONS.get(number, ""))
        if number not in LEFT_OUT:
            shutil.copy(file, root / "harmless")
    shutil.copy(root / "files" / "嵊州市_2018.txt", root / "files" / "齐.txt")
    rows = [{"name": file.name, "text": file.read_text("utf-8")} for file in sorted((root / "json").iterdir())]
    (root / "some.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    files = sorted((root / "table").iterdir())
    table = pa.table({"name": [file.name for file in files], "bytes": [file.read_bytes() for file in files]})
    parquet.write_table(table, root / "some.parquet")
    mount = {"spark.hadoop.fs.viewfs.mounttable.docs.link./reports": f"file://{root}/mounted"}
    return [*(str(root / name) for name in ("files", "some.jsonl", "some.parquet")), "viewfs://docs/reports"], mount


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """All of that on the cluster, and the harmless reports in one process."""
    root = tmp_path_factory.mktemp("spark")
    sources, mount = make_sources(root)
    conf = {"spark.executorEnv.PYTHONPATH": str(HOOKS), "spark.executorEnv.POLICYKG_TEST_MARK": str(root / "mark")}
    options = ("-o", str(root / "out"), "--max-seconds", str(LIMIT))
    with start_cluster(root) as master:
        said = run_spark(*sources, *options, "--master", master, conf=conf | mount)
    build_folder([root / "harmless"], root / "local", settings=Settings(tagger="none"))
    assert (root / "mark").exists()  # an executor was killed
    return Built(cluster=root / "out", local=root / "local", said=said)


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
    assert (report["built"], report["skipped"]) == (built.said["documents"], built.said["skipped"]) == (18, 3)


def test_nothing_unfinished_is_left(built: Built) -> None:
    assert sorted(path.name for path in built.cluster.iterdir() if not path.name.endswith(".crc")) == [
        "documents",
        "graph",
        "report.json",
        "tables",
    ]


@pytest.mark.soak
def test_real_reports_with_the_tagger_are_those_of_one_process(reports: Path, tmp_path: Path) -> None:
    with start_cluster(tmp_path) as master:
        out = ("-o", str(tmp_path / "out"), "--master", master)
        said = run_spark(str(reports), *out, conf={"spark.driver.memory": "1g"}, tagger="neural")
    build_folder([reports], tmp_path / "local")
    assert said["documents"] == 5
    assert read_graph(tmp_path / "out") == sorted((tmp_path / "local/graph.nq").read_text("utf-8").split("\n")[:-1])
