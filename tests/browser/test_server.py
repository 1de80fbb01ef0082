"""The server's pages in a real browser that can reach the server and nothing else."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.server.live import Live, serve
from tests.site.samples import make_hostile, write_build

pytestmark = pytest.mark.browser

HERE = ("http://127.0.0.1:", "data:")
CUT = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"  # no other name leads anywhere


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu", CUT])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with serve(write_build(tmp_path_factory.mktemp("server") / "output")) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test when it complains, or asks anybody but the server."""
    said: list[str] = []
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(120_000)
    context.on("request", lambda request: None if request.url.startswith(HERE) else said.append(request.url))
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda error: said.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert said == []


def test_from_a_search_to_a_fact_to_its_sentence(page: Page, live: Live) -> None:
    page.goto(live.base)
    page.fill(".ask input", "最多跑")
    page.press(".ask input", "Enter")
    page.click(".hits >> text=最多跑一次")
    expect(page.locator("h1")).to_have_text("最多跑一次")
    page.click(".fact:has-text('乙山镇') a.quote")
    page.wait_for_selector(".s.target")
    assert page.inner_text(".s.target") == "推行“最多跑一次”改革。"


def test_a_mention_leads_to_its_entity_and_on_to_the_graph(page: Page, live: Live) -> None:
    page.goto(f"{live.base}/id/place/330681901")
    page.click(".about dd a >> text=2021")
    page.click("a.m >> text=明珠公园")
    expect(page.locator("h1")).to_have_text("明珠公园")
    page.click("a.go")
    page.wait_for_selector("html[data-ready=true]")
    expect(page.locator("#panel h2")).to_have_text("明珠公园")


def test_the_graph_is_walked_through_and_leads_to_a_sentence(page: Page, live: Live) -> None:
    page.goto(f"{live.base}/graph?entity=program/最多跑一次")
    page.wait_for_selector("html[data-ready=true]")
    assert page.evaluate("kgPage.nodes.length") == 3
    page.evaluate("kgPage.openAround(kgPage.nodes.getIds().find((id) => kgPage.nodes.get(id).label === '甲溪镇'))")
    page.wait_for_url("**/graph?entity=place%2F330681901")
    page.wait_for_selector("html[data-ready=true]")
    expect(page.locator("#panel h2")).to_have_text("甲溪镇")
    page.click("#panel a.quote >> nth=0")
    page.wait_for_selector(".s.target")


def test_a_question_runs_in_the_editor(page: Page, live: Live) -> None:
    page.goto(f"{live.base}/query")
    page.wait_for_selector("html[data-editor=ready]")
    page.fill(".filter-examples", "荣誉 获得者")
    page.fill(".filter-examples", "honours_won")
    page.click("[data-name=honours_won]")
    page.click(".tabPanel.active .yasqe_queryButton")
    expect(page.locator(".tabPanel.active .yasr table tbody")).to_contain_text("国家卫生镇")


def test_a_named_question_is_answered_with_its_sentence(page: Page, live: Live) -> None:
    page.goto(f"{live.base}/questions/honours_won")
    page.fill("input[name=place]", "甲溪镇")
    page.click(".parameters button")
    page.click("#answer td.sentence a >> nth=0")
    page.wait_for_selector(".s.target")
    assert "国家卫生镇" in page.inner_text(".s.target")


def test_the_language_is_kept_from_page_to_page(page: Page, live: Live) -> None:
    page.goto(live.base)
    page.click("#language")
    page.click(".menu >> text=Questions")
    expect(page.locator("h1")).to_have_text("Questions", use_inner_text=True)
    page.click("#language")
    expect(page.locator("h1")).to_have_text("问题", use_inner_text=True)


def test_markup_in_reports_runs_nothing(page: Page, tmp_path_factory: pytest.TempPathFactory) -> None:
    with serve(write_build(tmp_path_factory.mktemp("hostile") / "output", make_hostile())) as hostile:
        for path in ("/", "/search?q=行动", "/id/place/330681901", "/graph", "/questions/honours_won"):
            page.goto(hostile.base + path)
            page.wait_for_selector("html[data-ready=true]")
            assert page.title() != "owned"
