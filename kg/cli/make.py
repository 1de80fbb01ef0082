"""Commands that make something: build, extract, view."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import (
    AsJson,
    Base,
    Confidence,
    Decided,
    Force,
    Lexicon,
    MaxBytes,
    MaxDrawn,
    MaxSeconds,
    Output,
    Paths,
    Place,
    Retry,
    Tagger,
    Without,
    Workers,
    app,
)
from kg.cli.cluster import Engine, EngineChoice, Master, SparkConf, build_with_spark
from kg.cli.printing import print_build, print_json, print_problem, show_progress, sum_up
from kg.cli.stopping import Stopped
from kg.settings import DEFAULT_BASE, MAX_BYTES, MAX_DRAWN, MAX_SECONDS, Settings

OUTPUT = Path("output")


@app.command()
def build(
    paths: Paths,
    output: Output = OUTPUT,
    base: Base = DEFAULT_BASE,
    jurisdiction: Place = None,
    tagger: Tagger = "neural",
    lexicon: Lexicon = None,
    decisions: Decided = None,
    min_confidence: Confidence = 0.0,
    workers: Workers = 1,
    max_bytes: MaxBytes = MAX_BYTES,
    max_seconds: MaxSeconds = MAX_SECONDS,
    max_drawn: MaxDrawn = MAX_DRAWN,
    without: Without = None,
    force: Force = False,
    retry: Retry = False,
    engine: EngineChoice = Engine.LOCAL,
    master: Master = "local[*]",
    spark_conf: SparkConf = None,
    as_json: AsJson = False,
) -> None:
    """Build the graph of reports: Turtle, N-Quads, JSON-LD, GraphML, store, page, report. 构建知识图谱。

    What has not changed since the last build is not read again. 未变动的文件不会重新处理。
    """
    from kg.building import build_folder

    settings = _settings(
        base, jurisdiction, tagger, lexicon=lexicon, decisions=decisions, min_confidence=min_confidence
    )
    settings = replace(settings, max_bytes=max_bytes, max_seconds=max_seconds)
    if engine is Engine.SPARK:
        build_with_spark(paths, output, settings, master=master, conf=spark_conf or [], as_json=as_json)
        return
    with show_progress("reading") as progress, _say_what_is_kept(output):
        report = build_folder(
            paths,
            output,
            settings=settings,
            workers=workers,
            apart=True,
            force=force,
            retry=retry,
            without=without or (),
            max_drawn=max_drawn,
            progress=progress,
        )
    if as_json:
        print_json(sum_up(report, str(output)))
    else:
        print_build(report, str(output))


@app.command()
def extract(
    paths: Paths,
    jurisdiction: Place = None,
    tagger: Tagger = "neural",
    lexicon: Lexicon = None,
    decisions: Decided = None,
    min_confidence: Confidence = 0.0,
    workers: Workers = 1,
    max_bytes: MaxBytes = MAX_BYTES,
    max_seconds: MaxSeconds = MAX_SECONDS,
) -> None:
    """Print what each report says as one JSON object a line. 逐篇输出抽取结果（JSON）。"""
    from kg.building import extract_files

    settings = _settings(
        DEFAULT_BASE, jurisdiction, tagger, lexicon=lexicon, decisions=decisions, min_confidence=min_confidence
    )
    settings = replace(settings, max_bytes=max_bytes, max_seconds=max_seconds, rdf=False)
    skipped = False
    with show_progress("reading") as progress:
        for outcome in extract_files(paths, settings=settings, workers=workers, apart=True, progress=progress):
            if outcome.problem is None:
                sys.stdout.buffer.write(f"{outcome.record}\n".encode())
            else:
                skipped = True
                print_problem(f"{outcome.path}: {outcome.problem}")
    if skipped:
        raise typer.Exit(1)


@app.command()
def view(
    entity: Annotated[str | None, typer.Argument(help="Name of the entity to start from.", show_default=False)] = None,
    depth: Annotated[int, typer.Option(min=1, help="How many steps from it to show.")] = 1,
    folder: Annotated[Path, typer.Option("--from", help="Output folder of a build.")] = OUTPUT,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="HTML file to write.")] = None,
) -> None:
    """Write the graph, or what stands around one entity, as one offline HTML page. 导出可离线打开的图谱页面。"""
    from kg.assemble import write_focus

    typer.echo(write_focus(folder, entity, depth=depth, output=output))


@contextmanager
def _say_what_is_kept(output: Path) -> Iterator[None]:
    try:
        yield
    except Stopped:
        print_problem(
            "Stopped. What has been read is kept, and the same command goes on from there. The last output "
            f"in {output} is whole."
        )
        raise


def _settings(
    base: str,
    jurisdiction: str | None,
    tagger: str,
    *,
    lexicon: Path | None,
    decisions: Path | None,
    min_confidence: float,
) -> Settings:
    return Settings(
        base=base,
        jurisdiction=jurisdiction,
        tagger=tagger,
        lexicon=str(lexicon) if lexicon else None,
        min_confidence=min_confidence,
        decisions=str(decisions) if decisions else None,
    )
