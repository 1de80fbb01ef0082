"""Write the generated pages and pictures of docs/, or with --check say which are out of step with the code."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # run as a script, Python knows the folder of the script only

from docs.ontology import write_ontology  # noqa: E402
from docs.pictures import draw_overview, draw_predicates  # noqa: E402
from kg.cli import app  # noqa: E402
from kg.query import list_queries  # noqa: E402

FOLDER = ROOT / "docs"


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
    pages = {
        "reference/cli.md": write_cli(),
        "reference/queries.md": write_queries(),
        "reference/ontology.md": write_ontology(),
        "images/ontology.svg": draw_overview(),
        "images/ontology-predicates.svg": draw_predicates(),
    }
    stale = [name for name, text in pages.items() if not _same(FOLDER / name, text)]
    if "--check" in sys.argv[1:]:
        sys.stderr.writelines(f"docs/{name} is out of step: run make docs\n" for name in stale)
        return 1 if stale else 0
    for name in stale:
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_text(pages[name], "utf-8", newline="\n")
    return 0


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
