"""Write the generated pages of docs/reference, or with --check say which are out of step with the code."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from kg.cli import app
from kg.query import list_queries

PAGES = Path(__file__).parent / "reference"


def write_cli() -> str:
    """The command line, from its own help."""
    group = typer.main.get_command(app)
    lines = ["# Command line", "", "Generated from the commands' own help by `make docs`.", ""]
    for name, command in sorted(group.commands.items()):
        lines += [f"## kg {name}", "", command.help or "", "", *_parameters(command), ""]
    return "\n".join(lines).rstrip() + "\n"


def _parameters(command: Any) -> Iterator[str]:  # noqa: ANN401 -- Click's, which Typer may carry under its own name
    yield "| argument or option | what it does |"
    yield "|---|---|"
    for parameter in command.params:
        names = ", ".join(f"`{option}`" for option in parameter.opts)
        yield f"| {names} | {getattr(parameter, 'help', '') or ''} |"


def write_queries() -> str:
    """The named questions, from their comment lines."""
    lines = ["# Named questions", "", "Generated from `queries/*.rq` by `make docs`. Ask one with `kg query NAME`.", ""]
    for question in list_queries():
        lines += [f"## `{question.name}`", "", question.question, "", question.question_zh, ""]
        lines += [f"- `{p.name}`: {p.description}" for p in question.params]
        lines += [""] if question.params else []
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Write or check every page; 1 when one is out of step."""
    pages = {"cli.md": write_cli(), "queries.md": write_queries()}
    stale = [name for name, text in pages.items() if not _same(PAGES / name, text)]
    if "--check" in sys.argv[1:]:
        sys.stderr.writelines(f"docs/reference/{name} is out of step: run make docs\n" for name in stale)
        return 1 if stale else 0
    PAGES.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (PAGES / name).write_text(pages[name], "utf-8", newline="\n")
    return 0


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
