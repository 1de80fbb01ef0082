"""The pages in a real browser with the network cut: nothing is asked for, nothing hostile runs, everything works."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.graph import build_graph
from kg.model import EntityType, Predicate, Status
from kg.view import write_documents, write_view
from tests.made_up import Line, Says, make_report, make_town

pytestmark = pytest.mark.browser

PAYLOAD = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=2>"
PROGRAM = ("八八战略", EntityType.PROGRAM)
REPORTS = [
    make_report(
        make_town(name, code),
        2021,
        [
            Line(f"{name}深化八八战略。", [Says(Predicate.IMPLEMENTS, PROGRAM, Status.ONGOING)]),
            Line(f"争创{PAYLOAD}。", [Says(Predicate.TARGETS, (PAYLOAD, EntityType.HONOUR), Status.PLANNED)]),
            Line("建成明珠公园。", [Says(Predicate.IMPLEMENTS, ("明珠公园", EntityType.FACILITY), Status.DONE)]),
            Line("总产值5亿元。", [], [("总产值", "5亿元", 500000000, None)]),
        ],
    )
    for name, code in (("甲溪镇", "330681901"), (f"乙{PAYLOAD}镇", "330681902"))
]


@dataclass
class Visit:
    """An open page and what went wrong on it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the two reports."""
    folder = tmp_path_factory.mktemp("view")
    write_view(build_graph(REPORTS), folder / "index.html", title=f"图谱{PAYLOAD}")
    write_documents(REPORTS, folder)
    return folder


@pytest.fixture
def visit(browser: Browser, folder: Path) -> Iterator[Visit]:
    """The graph page, opened offline; at the end it must have asked for nothing and complained of nothing."""
    context = browser.new_context(offline=True, viewport={"width": 1400, "height": 900})
    context.set_default_timeout(60_000)
    visit = Visit(context.new_page())
    visit.page.on("request", lambda request: visit.requests.append(request.url))
    visit.page.on("console", lambda message: visit.problems.append(message.text))
    visit.page.on("pageerror", lambda error: visit.problems.append(str(error)))
    open_page(visit, folder / "index.html")
    yield visit
    assert [url for url in visit.requests if not url.startswith(folder.as_uri())] == []
    assert visit.problems == []
    assert visit.page.evaluate("window.hacked") is None
    context.close()


def open_page(visit: Visit, file: Path, fragment: str = "") -> None:
    visit.page.goto(f"{file.as_uri()}{fragment}")
    visit.page.wait_for_function("document.documentElement.dataset.ready === 'true'")


def search(visit: Visit, text: str) -> None:
    visit.page.fill("#search", text)
    visit.page.press("#search", "Enter")


def count_visible(visit: Visit) -> int:
    return int(visit.page.evaluate("kgPage.nodes.get({filter: node => !node.hidden}).length"))


def test_the_page_draws_every_entity_that_has_facts(visit: Visit) -> None:
    assert count_visible(visit) == 6
    expect(visit.page.locator("#panel h2")).to_have_text(f"图谱{PAYLOAD}")


def test_search_opens_the_card_with_status_and_sentence(visit: Visit) -> None:
    search(visit, "八八")
    expect(visit.page.locator("#panel h2")).to_have_text("八八战略")
    expect(visit.page.locator("#panel .fact").first).to_contain_text("甲溪镇深化八八战略。")
    expect(visit.page.locator("#panel .badge").first).to_have_text("进行中")


def test_search_finds_sentences_too(visit: Visit) -> None:
    visit.page.fill("#search", "建成明珠")
    expect(visit.page.locator("#matches a").first).to_contain_text("建成明珠公园。")


def test_hovering_over_an_entity_shows_its_sentence(visit: Visit) -> None:
    search(visit, "八八战略")
    visit.page.wait_for_timeout(800)  # until the picture has come to rest
    box = visit.page.locator("#network").bounding_box()
    spot = visit.page.evaluate(
        "kgPage.network.canvasToDOM(kgPage.network.getPosition(kgPage.network.getSelectedNodes()[0]))"
    )
    assert box is not None
    visit.page.mouse.move(box["x"] + spot["x"] + 1, box["y"] + spot["y"] + 1, steps=4)
    expect(visit.page.locator("#hover")).to_be_visible()
    expect(visit.page.locator("#hover")).to_contain_text("深化八八战略。")


def test_the_legend_hides_a_type_and_shows_it_again(visit: Visit) -> None:
    visit.page.click("#legend [data-type=Facility]")
    assert count_visible(visit) == 4
    visit.page.click("#legend [data-type=Facility]")
    assert count_visible(visit) == 6


def test_a_status_filter_hides_what_has_no_other_status(visit: Visit) -> None:
    visit.page.click("#statuses [data-status=planned]")
    assert count_visible(visit) == 5
    expect(visit.page.locator("#statuses [data-status=planned]")).to_have_attribute("aria-pressed", "false")


def test_only_what_several_places_share(visit: Visit) -> None:
    visit.page.check("#shared")
    assert count_visible(visit) == 4


def test_the_language_changes(visit: Visit) -> None:
    visit.page.click("#language")
    expect(visit.page.locator("#legend [data-type=Program]")).to_contain_text("Program")
    expect(visit.page.locator("#statuses")).to_contain_text("planned")


def test_a_neighbourhood_opens_and_closes(visit: Visit) -> None:
    search(visit, "明珠公园")
    visit.page.click("#panel .actions button >> nth=0")
    expect(visit.page.locator("#crumb")).to_contain_text("明珠公园")
    visit.page.click("#crumb button")
    assert count_visible(visit) == 6


def test_a_fact_leads_to_its_sentence_in_the_document(visit: Visit) -> None:
    search(visit, "八八战略")
    visit.page.click("#panel a.quote >> nth=0")
    visit.page.wait_for_function("document.documentElement.dataset.ready === 'true'")
    expect(visit.page.locator(".s.target")).to_have_text("甲溪镇深化八八战略。")


def test_a_mention_in_the_document_leads_back_to_the_graph(visit: Visit, folder: Path) -> None:
    open_page(visit, next(file for file in sorted((folder / "documents").iterdir()) if "甲溪镇" in file.name))
    visit.page.click("a.m >> text=八八战略")
    expect(visit.page.locator("#panel h2")).to_have_text("八八战略")


def test_a_note_in_the_margin_lights_its_sentence(visit: Visit, folder: Path) -> None:
    open_page(visit, next(file for file in sorted((folder / "documents").iterdir()) if "甲溪镇" in file.name))
    visit.page.hover(".notes >> nth=0")
    expect(visit.page.locator(".s.on")).to_have_text("甲溪镇深化八八战略。")
    visit.page.click("#language")
    expect(visit.page.locator(".note .badge >> nth=0")).to_contain_text("ongoing")
