"""Values → the terminal: results to stdout, everything else to stderr."""

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.building import BuildReport, Progress
    from kg.evaluate import Evaluation, Score


def print_problem(sentence: str) -> None:
    """One sentence about what went wrong, to stderr."""
    typer.secho(sentence, err=True, fg=typer.colors.RED)


def print_json(value: Any) -> None:  # noqa: ANN401 -- whatever JSON can hold
    """A value as indented JSON with Chinese left readable."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


@contextmanager
def show_progress(title: str) -> "Iterator[Progress]":
    """A progress bar on stderr while it is a terminal, else silence."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(title, total=None)

        def advance(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=f"{title} {name[:24]}")

        yield advance


def print_build(report: "BuildReport", output: str) -> None:
    """A table of the documents, the problems, and what to try next."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console()
    table = Table(title=f"{len(report.built)} documents → {output}", title_justify="left")
    table.add_column("document")
    counts = ("characters", "entities", "mentions", "measures", "facts")
    for name in counts:
        table.add_column(name, justify="right")
    table.add_column("seconds", justify="right")
    for row in report.built[:20]:
        table.add_row(escape(row.document), *(f"{row.found[name]:,}" for name in counts), f"{row.seconds:.2f}")
    if len(report.built) > 20:
        table.add_row(f"… and {len(report.built) - 20} more", *([""] * (len(counts) + 1)))
    console.print(table)
    if report.decisions:
        console.print(
            f"{report.decisions} of your decisions on names followed ({output}/decisions.csv)", soft_wrap=True
        )
    for row in report.skipped:
        console.print(f"[yellow]left out[/] {escape(row.file)}: {escape(row.problem or '')}", soft_wrap=True)
    console.print(f"\nNext: open {output}/view/index.html in a browser, or try")
    for line in _next_commands(output):
        console.print(f"  [cyan]{line}[/]", soft_wrap=True)


def _next_commands(output: str) -> tuple[str, str, str]:
    store = "" if output == "output" else f" --store {output}/store"
    return (f"kg queries{store and ''}", f"kg query programs_shared{store}", f"kg validate {output}/graph.ttl")


def print_evaluation(result: "Evaluation") -> None:
    """Precision, recall and F1 of every figure, type and predicate."""
    absent = ", ".join(result.absent) or "none"
    typer.echo(f"documents: {result.documents}   absent from the extraction: {absent}")
    tables = {"figures": result.figures, "types": result.types, "predicates": result.predicates}
    for title, scores in tables.items():
        typer.echo(f"\n{title:<16}{'P':>8}{'R':>8}{'F1':>8}{'gold':>8}")
        rows = scores.items() if title == "figures" else sorted(scores.items())
        for name, score in rows:
            typer.echo(_score_row(name, score))
    right = ", ".join(f"{name} {score.recall:.3f}" for name, score in result.attributes.items())
    typer.echo(f"\nof the values found, right in: {right}")


def _score_row(name: str, score: "Score") -> str:
    return f"{name:<16}{score.precision:>8.3f}{score.recall:>8.3f}{score.f1:>8.3f}{score.gold:>8}"
