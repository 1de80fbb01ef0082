"""Commands that check: validate a graph, evaluate against gold."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import AsJson, Confidence, Lexicon, Tagger, Workers, app
from kg.cli.printing import print_evaluation, print_json, show_progress
from kg.settings import Settings


@app.command()
def validate(
    file: Annotated[Path, typer.Argument(help="Turtle, N-Quads or JSON-LD.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Check a graph against the shapes of the ontology; exit code 1 when it breaks them. 校验图谱。"""
    from kg.validate import validate_file

    report = validate_file(file)
    if as_json:
        print_json(report.as_json())
    else:
        typer.echo(report.as_text())
    if not report.conforms:
        raise typer.Exit(1)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder of *.gold.json with their texts.", show_default=False)],
    extracted: Annotated[
        Path | None, typer.Option("--extracted", help="Score this JSON-lines file instead of extracting anew.")
    ] = None,
    tagger: Tagger = "neural",
    lexicon: Lexicon = None,
    min_confidence: Confidence = 0.0,
    workers: Workers = 1,
    as_json: AsJson = False,
) -> None:
    """Score the extraction of annotated reports: the figures of the gold set's scorer. 按标注评测。"""
    from kg.building import extract_files
    from kg.evaluate import evaluate as score
    from kg.evaluate import read_gold
    from kg.records import parse_record, read_records

    records = read_gold(gold)
    if extracted:
        result = score(records, read_records(extracted))
    else:
        settings = Settings(tagger=tagger, lexicon=str(lexicon) if lexicon else None, min_confidence=min_confidence)
        settings = replace(settings, rdf=False)
        paths = [path for name in records if (path := gold / f"{name}.txt").exists()]
        with show_progress("reading") as progress:
            outcomes = extract_files(paths, settings=settings, workers=workers, progress=progress)
            result = score(records, [parse_record(outcome.record) for outcome in outcomes if outcome.record])
    if as_json:
        print_json(result.as_json())
    else:
        print_evaluation(result)
