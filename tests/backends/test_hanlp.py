"""HanLP does real work: a small component is trained, loaded in a fresh process without network, and predicts."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.backends.hanlp import HanlpTagger, join_spans
from kg.errors import NotFoundError, UsageError
from kg.recognisers import make_recognisers
from kg.settings import Settings

GOLD = Path(__file__).parents[1] / "gold"

TRAIN = """
import sys
from pathlib import Path
from kg.training.hanlp import train_hanlp
train_hanlp(Path(sys.argv[1]), Path(sys.argv[2]), epochs=int(sys.argv[3]), hidden=64)
"""
PREDICT = """
import json, socket, sys
from pathlib import Path

def refuse(*_):
    raise OSError("no network here")

socket.socket.connect = refuse
from kg.backends.hanlp import HanlpTagger
from kg.read import read_document
from kg.structure import outline_document
document = read_document(Path(sys.argv[2]))
found = HanlpTagger(Path(sys.argv[1]))(document.text, outline_document(document).sentences)
assert all(document.text[m.start : m.end] == m.text for m in found)
assert all(a.end <= b.start for a, b in zip(found, found[1:]))
json.dump([[m.text, m.type] for m in found], sys.stdout, ensure_ascii=False)
"""


def run(script: str, *arguments: object) -> str:
    environment = os.environ | {"HANLP_HOME": os.devnull, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def component(tmp_path_factory: pytest.TempPathFactory, reports: Path) -> Path:
    folder = tmp_path_factory.mktemp("gold")
    for gold in GOLD.glob("*.gold.json"):
        shutil.copy(gold, folder)
        shutil.copy(reports / gold.name.replace(".gold.json", ".txt"), folder)
    run(TRAIN, folder, folder / "component", 15)
    return folder / "component"


def test_a_trained_component_predicts_without_network(component: Path, reports: Path) -> None:
    found = json.loads(run(PREDICT, component, reports / "luodian_2021h1.txt").splitlines()[-1])
    assert len(found) > 20
    assert ["罗店镇人民政府", "Organization"] in found or ["枇杷节", "Event"] in found


def test_the_component_is_hanlp_s_own(component: Path) -> None:
    config = json.loads((component / "config.json").read_text("utf-8"))
    assert config["classpath"].startswith("hanlp.")


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        HanlpTagger(tmp_path / "nowhere")


def test_a_folder_without_a_component_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"config\.json"):
        HanlpTagger(tmp_path)


def test_the_tagger_needs_a_folder() -> None:
    with pytest.raises(UsageError, match="hanlp:FOLDER"):
        make_recognisers(Settings(tagger="hanlp"))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ([[("乙山", "Place", 0, 2)], []], [[("Place", 0, 2)], []]),
        (
            {"tok/fine": [["乙山", "办", "节"], ["好"]], "ner/msra": [[("乙山", "LOC", 0, 1)], []]},
            [[("LOC", 0, 2)], []],
        ),
    ],
    ids=["single component", "multi-task model"],
)
def test_both_forms_of_answer_become_character_spans(answer: object, expected: object) -> None:
    assert join_spans(answer, ["乙山 办节", "好"]) == expected
