"""Commands that learn from annotated reports: train."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import app


@app.command()
def train(
    gold: Annotated[Path, typer.Argument(help="Folder of *.gold.json with their texts.", show_default=False)],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the trained model.")] = Path("tagger"),
    corpus: Annotated[
        Path | None, typer.Option(help="Folder of reports without annotation, to learn everything anew.")
    ] = None,
    more: Annotated[
        Path | None, typer.Option(help="Folder of further annotated reports, less sure than the gold.")
    ] = None,
    work: Annotated[
        Path | None, typer.Option(help="Folder where long steps leave their results and find them.")
    ] = None,
    hold_out: Annotated[
        str | None,
        typer.Option(help="What to leave out and measure on: a fold (0, document-0) or the name of a place."),
    ] = None,
    hanlp: Annotated[bool, typer.Option("--hanlp", help="Train HanLP's own BiLSTM-CRF instead.")] = False,
    seed: Annotated[int, typer.Option(help="Number that the training starts from.")] = 1,
) -> None:
    """Train the tagger on your own annotated reports; use it with --tagger neural:FOLDER. 用自己的标注训练识别器。"""
    if hanlp:
        from kg.training.hanlp import train_hanlp

        train_hanlp(gold, output, seed=seed)
    else:
        from kg.training import train as train_tagger

        train_tagger(
            gold,
            output,
            seed=seed,
            corpus_dir=corpus,
            more_dir=more,
            work_dir=work,
            hold_out=hold_out,
            progress=lambda line: typer.echo(line, err=True),
        )
    typer.echo(output)
