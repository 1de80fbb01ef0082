"""A build of a report whose entities have names by which they try to get out of every format."""

import csv
import json
import os
from pathlib import Path

import pytest

from kg.building import build_folder
from kg.settings import Settings
from kg.site import write_site

NAMES = (
    "<script>alert(1)</script>公园",
    '"><img src=x onerror=alert(1)>公园',
    '""" <http://evil/s> <http://evil/p> <http://evil/o>公园',
    ']]></data><node id="evil"/>公园',
    '=HYPERLINK("http://evil","x")公园',
    "+1+cmd公园",
    "-1+cmd公园",
    "@SUM(A1)公园",
    "＝cmd公园",
    '甲公园" } UNION { ?s ?p ?o } #公园',
    "甲公园> } DROP ALL #公园",
    "../../../../evil公园",
    "a\\nb\\u0022公园",
    "$payload ${payload} {{payload}}公园",
    "]]>--><!--公园",
    "&lt;b&gt;&amp;公园",
    "javascript:alert(1)公园",
    "[red]甲[/red]公园",
    "甲|乙*丙*公园",
    "e\u0301\U0001f600𠮷公园",
)


@pytest.fixture(scope="session")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder, with a site in it. The names come from a lexicon, so all of them become entities."""
    folder = tmp_path_factory.mktemp("besieged")
    with (folder / "lexicon.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((name, "Facility") for name in NAMES)
    says = "".join(f"2023年，建成{name}。\n" for name in NAMES)
    (folder / "in").mkdir()
    report = folder / "in" / "=cmd <img src=x onerror=alert(1)>.txt"
    report.write_text(f"2023年罗店镇政府工作报告\n\n一、2023年工作回顾\n{says}", "utf-8")
    build_folder([folder / "in"], folder / "out", settings=Settings(tagger="none", lexicon=str(folder / "lexicon.csv")))
    write_site(folder / "out", folder / "out" / "site")
    return folder / "out"


@pytest.fixture(scope="session")
def names(besieged: Path) -> frozenset[str]:
    """The names of the facilities, as linking has spelt them."""
    record = json.loads((besieged / "documents.jsonl").read_text("utf-8"))
    return frozenset(entity["name"] for entity in record["entities"] if entity["type"] == "Facility")


@pytest.fixture(scope="session")
def inputs() -> int:
    """How many inputs the long form takes."""
    return int(os.environ.get("SOAK", "100000"))
