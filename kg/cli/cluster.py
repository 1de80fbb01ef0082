"""`kg build --engine spark`: its options, and what it prints."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.printing import print_json
from kg.errors import UsageError
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.engines.spark import ClusterReport


class Engine(StrEnum):
    """What does the work: this machine, or a cluster."""

    LOCAL = "local"
    SPARK = "spark"


EngineChoice = Annotated[Engine, typer.Option("--engine", help="local, or spark for a cluster (docs/how-to/spark.md).")]
Master = Annotated[str, typer.Option("--master", help="Spark's master: spark://HOST:7077, yarn, k8s://…, local[2].")]
SparkConf = Annotated[
    list[str] | None, typer.Option("--spark-conf", help="A setting of Spark as KEY=VALUE; may be repeated.")
]


def build_with_spark(
    paths: list[Path], output: Path, settings: Settings, *, master: str, conf: list[str], as_json: bool
) -> None:
    """Build on a cluster and say what came of it."""
    from kg.engines.spark import build_on_cluster

    report = build_on_cluster(
        [str(path) for path in paths], str(output), master=master, settings=settings, conf=parse_conf(conf)
    )
    if as_json:
        print_json({"output": str(output), "documents": report.built, "skipped": report.skipped})
    else:
        _print_report(report, str(output))


def parse_conf(pairs: list[str]) -> dict[str, str]:
    """Settings of Spark from KEY=VALUE.

    Raises:
        UsageError: one has no equals sign.
    """
    if wrong := [pair for pair in pairs if "=" not in pair]:
        raise UsageError(f"“{wrong[0]}” is no setting of Spark: give KEY=VALUE, such as spark.executor.memory=4g.")
    return dict(pair.split("=", 1) for pair in pairs)


def _print_report(report: "ClusterReport", output: str) -> None:
    from rich.console import Console
    from rich.markup import escape

    console = Console()
    totals = ", ".join(f"{many:,} {what}" for what, many in report.totals.items())
    console.print(f"{report.built:,} documents → {output}: {totals}", soft_wrap=True)
    for file, problem in report.left_out[:20]:
        console.print(f"[yellow]left out[/] {escape(file)}: {escape(problem)}", soft_wrap=True)
    if report.skipped > 20:
        console.print(f"… and {report.skipped - 20:,} more, in {output}/report.json")
    console.print("\nNext: load the parts into a store, as docs/how-to/spark.md shows")
