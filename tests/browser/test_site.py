"""The site in a real browser, opened from the disk with the network cut."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.site import write_site
from tests.site.samples import make_hostile, write_build

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_build(tmp_path_factory.mktemp("browser") / "output")
    return write_site(folder, folder / "site").parent


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test when it says anything on the console or asks for anything but files."""
    said: list[str] = []
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else said.append(request.url))
    yield page
    context.close()
    assert said == []


def test_from_the_first_page_to_the_sentence_of_a_plan(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.click("#documents >> text=甲溪镇 >> nth=0")
    page.click("#timeline tr:has-text('环湖公路') .mark")
    page.wait_for_selector(".s.target")
    assert page.inner_text(".s.target") == "明年建成明珠公园，争创国家卫生镇，动工环湖公路。"


def test_the_language_is_kept_from_page_to_page(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    assert page.inner_text(".menu a >> nth=4") == "图表"
    page.click("#language")
    page.click("text=Charts >> nth=0")
    expect(page.locator("h1")).to_have_text("Charts", use_inner_text=True)
    assert page.locator("svg").count() == 3


def test_the_filter_leaves_the_rows_with_all_words(page: Page, site: Path) -> None:
    page.goto((site / "places/330681901.html").as_uri())
    page.fill("[data-table=timeline]", "设施 按计划")
    assert page.locator("#timeline tbody tr:visible").count() == 1


def test_an_entity_opens_in_the_graph(page: Page, site: Path) -> None:
    page.goto((site / "entities/Honour.html").as_uri())
    page.click("text=国家卫生镇")
    page.wait_for_selector("html[data-ready=true]")
    assert page.inner_text("#panel h2") == "国家卫生镇"
    page.click("a.home")
    expect(page.locator("h1")).to_have_text("政策知识图谱", use_inner_text=True)


def test_a_chart_is_saved_as_a_bitmap_for_a_slide(page: Page, site: Path, tmp_path: Path) -> None:
    page.goto((site / "charts.html").as_uri())
    with page.expect_download() as saving:
        page.click("[data-png=gdp-level-CNY]")
    saving.value.save_as(tmp_path / "chart.png")
    data = (tmp_path / "chart.png").read_bytes()
    assert saving.value.suggested_filename == "gdp-level-CNY.png"
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20], "big") > 1200
    assert len(data) > 10_000


def test_hostile_names_run_nothing(page: Page, tmp_path: Path) -> None:
    folder = write_build(tmp_path / "output", make_hostile())
    first = write_site(folder, folder / "site")
    for name in ("index.html", "charts.html", "entities/index.html", "questions/program_places.html"):
        page.goto((first.parent / name).as_uri())
        page.wait_for_selector("html[data-ready=true]")
        assert page.title() != "owned"
