"""Pages as files: all inside, the same bytes each time, hostile text harmless, links to the sentence."""

import base64
import hashlib
import json
import re
from pathlib import Path

import lxml.html
import pytest

from kg.errors import NotFoundError
from kg.graph import build_graph
from kg.model import Entity, EntityType, Predicate, Status
from kg.view import find_entity, write_documents, write_view
from tests.made_up import Line, Says, make_report, make_town

PAYLOAD = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
TOWN = make_town("甲溪镇", "330681901")
REPORT = make_report(
    TOWN,
    2021,
    [
        Line("深化八八战略。", [Says(Predicate.IMPLEMENTS, ("八八战略", EntityType.PROGRAM), Status.ONGOING)]),
        Line(f"争创{PAYLOAD}。", [Says(Predicate.TARGETS, (PAYLOAD, EntityType.HONOUR), Status.PLANNED)]),
        Line("总产值5亿元。", [], [("总产值", "5亿元", 500000000, None)]),
    ],
)
GRAPH = build_graph([REPORT])


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The graph page and the document page."""
    folder = tmp_path_factory.mktemp("view")
    write_view(GRAPH, folder / "index.html", title=f"标题{PAYLOAD}")
    write_documents([REPORT], folder)
    (document,) = (folder / "documents").iterdir()
    return {"graph": (folder / "index.html").read_text("utf-8"), "document": document.read_text("utf-8")}


@pytest.mark.parametrize("page", ["graph", "document"])
def test_only_the_scripts_whose_hash_the_policy_names_are_in_a_page(pages: dict[str, str], page: str) -> None:
    scripts = re.findall(r"<script>(.*?)</script>", pages[page], flags=re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    policy = re.search('Content-Security-Policy" content="(.*?)"', pages[page])
    assert policy is not None
    assert policy.group(1).startswith("default-src 'none'; script-src ")
    assert re.findall("sha256-([^']+)", policy.group(1)) == hashes


@pytest.mark.parametrize("page", ["graph", "document"])
def test_a_page_loads_nothing(pages: dict[str, str], page: str) -> None:
    markup = re.sub(r"<script>.*?</script>", "", pages[page], flags=re.DOTALL)
    assert not re.search(r"<(?:script|img|iframe|source)\b[^>]*\bsrc=", markup)
    assert set(re.findall(r"<link [^>]*>", markup)) == {'<link rel="icon" href="data:,">'}
    assert "@import" not in markup
    assert "url(" not in markup


@pytest.mark.parametrize("page", ["graph", "document"])
def test_hostile_text_is_escaped(pages: dict[str, str], page: str) -> None:
    assert "<img src=x" not in pages[page]
    assert "<script>alert" not in pages[page]


def test_the_data_of_the_page_holds_the_hostile_text_unchanged(pages: dict[str, str]) -> None:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', pages["graph"], flags=re.DOTALL)
    assert found is not None
    assert PAYLOAD in {entity[1] for entity in json.loads(found.group(1))["entities"]}


def test_the_document_page_has_every_character_of_the_source(pages: dict[str, str]) -> None:
    paragraphs = re.findall(r"<p>(.*?)</p>", pages["document"], flags=re.DOTALL)
    text = "\n".join(re.sub("<[^>]*>", "", paragraph) for paragraph in paragraphs)
    unescaped = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&#x27;", "'")
    assert unescaped.replace("&amp;", "&") == REPORT.document.text.rstrip("\n")


def test_a_sentence_has_the_fragment_that_facts_link_to(pages: dict[str, str]) -> None:
    assert 'id="char=0,7"' in pages["document"]
    assert pages["document"].count('href="#char=0,7"') == 1
    assert "../index.html#entity=program/八八战略" in pages["document"]


def test_facts_that_differ_in_their_objects_alone_share_a_note(tmp_path: Path) -> None:
    won = [Says(Predicate.AWARDED, (name, EntityType.HONOUR), Status.DONE) for name in ("国家卫生镇", "大禹鼎")]
    sought = Says(Predicate.TARGETS, ("美丽城镇", EntityType.HONOUR), Status.PLANNED)
    write_documents(
        [make_report(TOWN, 2021, [Line("获评国家卫生镇、大禹鼎，争创美丽城镇。", [*won, sought])])], tmp_path
    )
    (page,) = (path.read_text("utf-8") for path in (tmp_path / "documents").iterdir())
    notes = lxml.html.document_fromstring(page).find_class("note")
    assert [[name.text for name in note.findall(".//b")] for note in notes] == [["国家卫生镇", "大禹鼎"], ["美丽城镇"]]


def test_what_places_share_has_a_label_that_fits_its_room(tmp_path: Path) -> None:
    name = "新时代乡村振兴战略行动"
    says = [Says(Predicate.IMPLEMENTS, (name, EntityType.PROGRAM), Status.DONE)]
    towns = (TOWN, make_town("乙山镇", "330681902"))
    write_view(
        build_graph([make_report(town, 2021, [Line(f"实施{name}。", says)]) for town in towns]), tmp_path / "v.html"
    )
    data = json.loads(re.search(r'id="data">(.*?)</script>', (tmp_path / "v.html").read_text("utf-8")).group(1))  # type: ignore[union-attr]
    nodes = {node["label"]: node for node in data["scenes"]["all"]["nodes"]}
    assert "新时代乡村…" in nodes
    assert nodes["新时代乡村…"]["font"]["size"] * 6 < 160


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        write_view(build_graph([REPORT]), tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


@pytest.mark.parametrize(("depth", "count"), [(0, 1), (1, 2), (2, 3)])
def test_a_focus_shows_what_is_within_reach(tmp_path: Path, depth: int, count: int) -> None:
    write_view(GRAPH, tmp_path / "focus.html", focus="八八战略", depth=depth)
    found = re.search(r'id="data">(.*?)</script>', (tmp_path / "focus.html").read_text("utf-8"), flags=re.DOTALL)
    assert found is not None
    assert len(json.loads(found.group(1))["entities"]) == count


@pytest.mark.parametrize("name", ["八八战略", "program/八八战略"])
def test_an_entity_is_found_by_name_and_by_key(name: str) -> None:
    assert find_entity(GRAPH, name) == "program/八八战略"


def test_a_misspelt_entity_is_told_with_near_matches() -> None:
    with pytest.raises(NotFoundError, match="Did you mean 八八战略"):
        find_entity(GRAPH, "八八戰略")


def test_a_large_graph_opens_on_an_overview(tmp_path: Path) -> None:
    lines = [
        Line(f"推进第{n}号行动。", [Says(Predicate.IMPLEMENTS, (f"第{n}号行动", EntityType.PROGRAM), Status.DONE)])
        for n in range(1900)
    ]
    write_view(build_graph([make_report(TOWN, 2021, lines)]), tmp_path / "large.html")
    found = re.search(r'id="data">(.*?)</script>', (tmp_path / "large.html").read_text("utf-8"), flags=re.DOTALL)
    assert found is not None
    data = json.loads(found.group(1))
    assert set(data["scenes"]) == {"places", "types"}
    assert len(data["scenes"]["places"]["nodes"]) < 100
    assert [len(rows) for rows in data["clusters"].values()] == [240]


def test_places_with_unsafe_names_get_safe_files(tmp_path: Path) -> None:
    odd = make_report(Entity(key="place/x", type=EntityType.PLACE, name="../a b?#"), 2021, [Line("一句话。")])
    write_documents([odd], tmp_path)
    (file,) = (tmp_path / "documents").iterdir()
    assert not set(file.name) & set('/\\?#%"')
