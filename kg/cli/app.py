"""The Typer application and the options that more than one command takes."""

from pathlib import Path
from typing import Annotated

import typer

from kg import __version__
from kg.settings import Format

app = typer.Typer(
    name="kg",
    help="Knowledge graphs from Chinese policy documents. 从中文政策文件构建知识图谱。",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)

Paths = Annotated[list[Path], typer.Argument(help="Files and folders: .txt .md .html .docx .pdf", show_default=False)]
Output = Annotated[Path, typer.Option("-o", "--output", help="Folder for everything that is made.")]
Base = Annotated[str, typer.Option(help="IRI that all identifiers start with.")]
Place = Annotated[
    str | None,
    typer.Option("--jurisdiction", help="Name or code of the reports' place, where the text must not decide."),
]
Tagger = Annotated[str, typer.Option(help="neural, neural:FOLDER, none, or hanlp:FOLDER.")]
Lexicon = Annotated[Path | None, typer.Option(help="CSV of your own names: name,type[,variants].")]
Decided = Annotated[
    Path | None, typer.Option("--decisions", help="CSV of names that are the same or not: decision,type,name,other.")
]
Confidence = Annotated[float, typer.Option("--min-confidence", min=0, max=1, help="Leave out what is less certain.")]
MaxBytes = Annotated[int, typer.Option("--max-bytes", min=1, help="Largest file that is read, in bytes.")]
MaxSeconds = Annotated[
    float, typer.Option("--max-seconds", min=0, help="Longest that one file may take; 0 is without limit.")
]
Workers = Annotated[int, typer.Option(min=1, help="Processes to share the files among.")]
Force = Annotated[bool, typer.Option("--force", help="Read and make everything again, even what has not changed.")]
Retry = Annotated[bool, typer.Option("--retry", help="Try files again that could not be read the last time.")]
Without = Annotated[list[Format] | None, typer.Option("--without", help="An output not to make. May be repeated.")]
MaxDrawn = Annotated[
    int,
    typer.Option("--max-drawn", min=0, help="Documents above which GraphML and pages are left out: they need memory."),
]
StorePlace = Annotated[str, typer.Option("--store", help="Store folder, graph file, or URL of a SPARQL endpoint.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"policykg {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options before any command."""
