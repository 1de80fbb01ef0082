"""Commands that make something: build, extract, view."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import (
    AsJson,
    Base,
    Confidence,
    Decided,
    Lexicon,
    MaxBytes,
    MaxSeconds,
    Output,
    Paths,
    Place,
    Tagger,
    Workers,
    app,
)
from kg.cli.printing import print_build, print_json, print_problem, show_progress
from kg.settings import DEFAULT_BASE, MAX_BYTES, MAX_SECONDS, Settings

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
    as_json: AsJson = False,
) -> None:
    """Build the graph of reports: Turtle, N-Quads, JSON-LD, GraphML, store, page, report. 构建知识图谱。"""
    from kg.building import build_folder

    settings = _settings(
        base, jurisdiction, tagger, lexicon=lexicon, decisions=decisions, min_confidence=min_confidence
    )
    settings = replace(settings, max_bytes=max_bytes, max_seconds=max_seconds)
    with show_progress("reading") as progress:
        report = build_folder(paths, output, settings=settings, workers=workers, progress=progress)
    if as_json:
        print_json({"output": str(output), "documents": len(report.built), "skipped": len(report.skipped)})
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
        for outcome in extract_files(paths, settings=settings, workers=workers, progress=progress):
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
