"""Values → the terminal: results to stdout, everything else to stderr."""

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

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


def sum_up(report: "BuildReport", output: str) -> dict[str, Any]:
    """What a build did, for machines."""
    return {
        "output": output,
        "documents": len(report.built),
        "skipped": len(report.skipped),
        "read": report.read,
        "unchanged": report.unchanged,
        "left_out": report.left_out,
    }


def print_build(report: "BuildReport", output: str) -> None:
    """A table of the documents, the problems, and what to try next; one sentence where nothing had to be done."""
    from rich.console import Console
    from rich.markup import escape

    console = Console()
    if report.unchanged:
        console.print(f"Nothing has changed: {output} holds these {len(report.built)} documents.", soft_wrap=True)
    else:
        _print_documents(report, output, console=console)
    if report.decisions:
        console.print(
            f"{report.decisions} of your decisions on names followed ({output}/decisions.csv)", soft_wrap=True
        )
    for row in report.skipped:
        console.print(f"[yellow]left out[/] {escape(row.file)}: {escape(row.problem or '')}", soft_wrap=True)
    for name, reason in report.left_out.items():
        console.print(f"[yellow]not made[/] {name}: {reason}", soft_wrap=True)
    if not report.unchanged:
        page = "" if "view" in report.left_out else f"open {output}/view/index.html in a browser, or "
        console.print(f"\nNext: {page}try")
        for line in _next_commands(output):
            console.print(f"  [cyan]{line}[/]", soft_wrap=True)


def _print_documents(report: "BuildReport", output: str, *, console: "Console") -> None:
    from rich.markup import escape
    from rich.table import Table

    kept = len(report.documents) - report.read
    title = f"{len(report.built)} documents → {output}" + (f" ({report.read} files read, {kept} kept)" if kept else "")
    table = Table(title=title, title_justify="left")
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
