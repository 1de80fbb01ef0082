"""A build of the example reports in, the screenshots of docs/images out; look at each before it is committed.

    kg build examples/reports && kg report && python docs/screenshots.py [OUTPUT] [LARGE_PAGE]

Headless Chromium, 1440 × 900; each file is kept small. LARGE_PAGE is the graph page of
many reports, for the picture of an overview.
"""

import io
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent / "images"
_LIMIT = 300_000  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A picture: its name, the page it is of, and what is done before it is taken."""

    name: str
    page: Path
    fragment: str = ""
    act: Callable[[Page], None] | None = None


def list_shots(output: Path, large: Path | None) -> Iterator[Shot]:
    """The pictures, in the order of the documentation."""
    view, site = output / "view", output / "site"
    report = view / "documents" / next(iter(sorted(p.name for p in (view / "documents").glob("shanxiahu*.html"))))
    yield Shot(name="graph", page=view / "index.html")
    yield Shot(name="entity", page=view / "index.html", fragment="#entity=program/枫桥经验", act=_open_surroundings)
    yield Shot(name="document", page=report, act=_scroll_to_facts)
    yield Shot(name="site", page=site / "index.html")
    yield Shot(name="place", page=site / "places" / "330681108.html")
    yield Shot(name="charts", page=site / "charts.html")
    if large:
        yield Shot(name="overview", page=large)


def _open_surroundings(page: Page) -> None:
    page.click("#panel .actions button >> nth=0")
    page.wait_for_timeout(2500)


def _scroll_to_facts(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.note')[12].scrollIntoView({block: 'center', behavior: 'instant'})")


def take(browser: Browser, shot: Shot) -> bytes:
    """The picture as PNG."""
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.goto(shot.page.resolve().as_uri() + shot.fragment)
    page.wait_for_selector("html[data-ready=true]", state="attached", timeout=120_000)
    page.wait_for_timeout(1500)
    if shot.act:
        shot.act(page)
    raw = page.screenshot()
    context.close()
    return shrink(raw)


def shrink(raw: bytes) -> bytes:
    """The same picture in fewer bytes: in full colour where that is small enough, else in 256 colours."""
    image, full, few = Image.open(io.BytesIO(raw)).convert("RGB"), io.BytesIO(), io.BytesIO()
    image.save(full, "PNG", optimize=True)
    if len(full.getvalue()) < _LIMIT:
        return full.getvalue()
    image.quantize(256, method=Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE).save(
        few, "PNG", optimize=True
    )
    return few.getvalue()


def main() -> int:
    """Take them all; 1 when one is too big."""
    output = Path(sys.argv[1] if len(sys.argv) > 1 else "output")
    large = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        made = {shot.name: take(browser, shot) for shot in list_shots(output, large)}
        browser.close()
    for name, data in made.items():
        (FOLDER / f"{name}.png").write_bytes(data)
        sys.stdout.write(f"{name}.png {len(data):,}\n")
    return 1 if max(map(len, made.values())) > _LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
