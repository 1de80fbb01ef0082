"""Fingerprints change when what a document gives could, and what they leave out has no say in it."""

import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from kg.building.fingerprint import ELSEWHERE, fingerprint_path, fingerprint_pipeline, hash_content, make_key
from kg.settings import Settings

LIST_USED = """
import sys
from pathlib import Path
used = set()
sys.addaudithook(lambda event, arguments: used.add(str(arguments[0])) if event == "open" else None)
import kg
from kg.batch import process_file
from kg.settings import Settings
outcome = process_file(Path(sys.argv[1]), Settings())
assert outcome.problem is None, outcome
used |= {str(module.__file__) for name, module in sys.modules.items() if name.startswith("kg.")}
root = Path(kg.__file__).parent
for path in sorted(used):
    if Path(path).is_relative_to(root) and "__pycache__" not in path:
        print(Path(path).relative_to(root))
"""


def test_nothing_that_is_left_out_is_used_for_a_document(reports: Path) -> None:
    command = [sys.executable, "-c", LIST_USED, str(reports / "luodian_2021h1.txt")]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    used = [Path(line) for line in answer.stdout.splitlines()]
    assert Path("pipeline.py") in used
    assert Path("data/tagger/model.json") in used
    assert [path for path in used if not ELSEWHERE.isdisjoint(path.parts)] == []


@pytest.mark.parametrize("name", [field.name for field in fields(Settings)])
def test_every_setting_counts(name: str) -> None:
    other = Settings()
    value = getattr(other, name)
    changed: Any = not value if isinstance(value, bool) else value + 1 if isinstance(value, int | float) else "other"
    if name in {"lexicon", "decisions"}:
        changed = __file__
    assert fingerprint_pipeline(replace(other, **{name: changed})) != fingerprint_pipeline(other)


def test_a_tagger_of_one_s_own_counts_by_what_is_in_its_folder(tmp_path: Path) -> None:
    settings = Settings(tagger=f"neural:{tmp_path / 'a'}")
    for name, text in (("a", "x"), ("b", "x"), ("c", "y")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "model.json").write_text(text)
    a, b, c = (fingerprint_pipeline(replace(settings, tagger=f"neural:{tmp_path / name}")) for name in "abc")
    assert a == b != c


def test_a_path_counts_by_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    before = fingerprint_path(str(tmp_path))
    (tmp_path / "a").rename(tmp_path / "b")
    assert fingerprint_path(str(tmp_path)) != before
    assert fingerprint_path(None) == ""
    assert fingerprint_path(str(tmp_path / "nowhere")) == fingerprint_path(str(tmp_path / "gone"))


@pytest.mark.parametrize(
    ("one", "other", "same"), [("a/x.txt", "b/x.TXT", True), ("x.txt", "x.md", False), ("x.txt", "y.txt", False)]
)
def test_a_key_depends_on_name_and_format_but_not_on_the_folder(one: str, other: str, *, same: bool) -> None:
    assert (make_key("p", Path(one), "c") == make_key("p", Path(other), "c")) is same


def test_what_cannot_be_read_has_no_content(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"xyz")
    assert hash_content(tmp_path / "large", max_bytes=3)
    assert hash_content(tmp_path / "large", max_bytes=2) is None
    assert hash_content(tmp_path, max_bytes=3) is None
    assert hash_content(tmp_path / "nowhere", max_bytes=3) is None
