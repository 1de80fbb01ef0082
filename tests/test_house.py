"""The rules of the house that a machine can check: sizes, who may import whom, nothing undocumented."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from kg.cli import app

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "kg").rglob("*.py"))
STAGES = {"read", "structure", "recognise", "measure", "link", "relate"}
TOP = {"pipeline", "batch", "building", "parts", "library", "assemble", "engines", "cli", "recognisers", "__init__"}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _body_lines(node: ast.FunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return body[-1].end_lineno - body[0].lineno + 1 if body and body[-1].end_lineno else 0


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_holds_one_noun(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_function_fits_on_a_screen(path: Path) -> None:
    functions = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]
    assert [node.name for node in functions if _body_lines(node) > 30] == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_function_takes_at_most_three_arguments_by_position(path: Path) -> None:
    commands = path.is_relative_to(ROOT / "kg" / "cli")  # Typer's options are parameters
    functions = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]
    many = [node.name for node in functions if len([a for a in node.args.args if a.arg not in {"self", "cls"}]) > 3]
    assert commands or many == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_stage_knows_no_other_stage(path: Path) -> None:
    own = path.relative_to(ROOT / "kg").parts[0].removesuffix(".py")
    others = {name.split(".")[1] for name in _imports(path) if name.startswith("kg.")}
    assert own not in STAGES or not others & (STAGES | TOP) - {own}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_only_the_command_line_speaks_to_people(path: Path) -> None:
    if not path.is_relative_to(ROOT / "kg" / "cli"):
        assert not {"typer", "rich"} & {name.split(".")[0] for name in _imports(path)} - _may_format(path)


def _may_format(path: Path) -> set[str]:
    """Rows become a table in `kg.query`; it returns text and prints nothing."""
    return {"rich"} if "query" in path.as_posix() or "search" in path.as_posix() else set()


def test_every_command_is_in_the_reference() -> None:
    reference = (ROOT / "docs/reference/cli.md").read_text("utf-8")
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert [name for name in commands if f"## kg {name}" not in reference] == []


def test_every_question_is_in_the_reference() -> None:
    reference = (ROOT / "docs/reference/queries.md").read_text("utf-8")
    names = [path.stem for path in (ROOT / "queries").glob("*.rq")]
    assert names
    assert [name for name in names if f"`{name}`" not in reference] == []


def test_the_two_readmes_give_the_same_commands() -> None:
    texts = [(ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")]
    commands = [re.findall(r"^(?:kg|make) .*$", text, flags=re.MULTILINE) for text in texts]
    assert commands[0] == commands[1]
    assert "make demo" in commands[0]
