"""How long pages take to open and to answer: kg build's records in, a table of sizes and times out.

    python bench/pages.py OUTPUT/documents.jsonl [NODES ...]

For each number of entities it takes the first reports that have so many, writes their graph page, and opens it in
headless Chromium with the network cut. Times are medians of several fresh pages: `ready` from the start of the
navigation until the first frame after the page's own script is done, `CPU` what the page's process worked until then
(whatever else the machine did), `longest` the longest stretch without an answer to the user, `search` from a key press
to the list of matches, `around` until an entity's surroundings are drawn. The heap is after a collection.
"""

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from kg.graph import build_graph
from kg.model import Extraction
from kg.records import from_record, read_records
from kg.view import write_view

RUNS = 5
_WATCH = """
window.longest = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration);
}).observe({ type: "longtask", buffered: true });
window.ready = new Promise((resolve) => {
  const settle = () => requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())));
  new MutationObserver((_, watcher) => {
    if (document.documentElement.dataset.ready === "true") { watcher.disconnect(); settle(); }
  }).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-ready"] });
});
"""
_FRAME = (
    "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
)
_SEARCH = """async () => {
  const box = document.getElementById("search"), start = performance.now();
  box.value = "产业"; box.dispatchEvent(new Event("input"));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const spent = performance.now() - start; box.value = ""; box.dispatchEvent(new Event("input"));
  return spent;
}"""
_AROUND = """async () => {
  const start = performance.now();
  kgPage.openAround(window.kgPage.busiest);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - start;
}"""
_BUSIEST = """() => {
  const counts = new Map();
  for (const [from, , to] of JSON.parse(document.getElementById("data").textContent).facts)
    for (const n of [from, to]) counts.set(n, (counts.get(n) || 0) + 1);
  window.kgPage.busiest = [...counts].sort((a, b) => b[1] - a[1])[0][0];
}"""


def main() -> int:
    """Print a Markdown table."""
    records = Path(sys.argv[1])
    sizes = [int(text) for text in sys.argv[2:]] or [1000, 5000, 20000]
    print("| entities | reports | drawn first | page | written in | ready | CPU | longest | search | around | heap |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        path = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
        arguments = ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info", "--js-flags=--expose-gc"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        for size in sizes:
            print(measure(browser, list(take_reports(records, size)), Path(name)), flush=True)
        browser.close()
    return 0


def take_reports(records: Path, size: int) -> Iterator[Extraction]:
    """The first reports that have so many entities between them."""
    seen: set[str] = set()
    for record in read_records(records):
        extraction = from_record(record)
        seen.update(entity.key for entity in extraction.links.entities)
        yield extraction
        if len(seen) >= size:
            return


def measure(browser: Browser, extractions: list[Extraction], folder: Path) -> str:
    """A row of the table."""
    graph = build_graph(extractions)
    page = folder / "index.html"
    start = time.perf_counter()
    write_view(graph, page)
    written = time.perf_counter() - start
    visits = [visit(browser, page) for _ in range(RUNS)]
    middle = {key: statistics.median(float(each[key]) for each in visits) for key in visits[0]}
    cells = (
        f"{graph.number_of_nodes():,}",
        str(len(extractions)),
        f"{middle['nodes']:.0f} entities, {middle['edges']:.0f} lines",
        f"{page.stat().st_size / 1e6:.1f} MB",
        f"{written:.1f} s",
        *(f"{middle[key] / 1000:.2f} s" for key in ("ready", "cpu", "longest", "search", "around")),
        f"{middle['heap'] / 1e6:.0f} MB",
    )
    return f"| {' | '.join(cells)} |"


def visit(browser: Browser, path: Path) -> dict[str, Any]:
    """Open the page afresh, use it, and say how long that took."""
    context = browser.new_context(offline=True, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(_WATCH)
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready=true]", state="attached", timeout=120_000)
    found = {"ready": page.evaluate("window.ready"), "longest": page.evaluate("window.longest")}
    found |= count_drawn(page) | {"cpu": read_cpu(page)}
    page.evaluate(_BUSIEST)
    found |= {"search": page.evaluate(_SEARCH), "around": page.evaluate(_AROUND)}
    page.evaluate(_FRAME)
    page.evaluate("window.gc()")
    found["heap"] = page.evaluate("performance.memory.usedJSHeapSize")
    context.close()
    return found


def read_cpu(page: Page) -> float:
    """Milliseconds that the page's process has worked."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    metrics = {each["name"]: each["value"] for each in devtools.send("Performance.getMetrics")["metrics"]}
    return 1000 * float(metrics["ProcessTime"])


def count_drawn(page: Page) -> dict[str, Any]:
    """How much the page draws when it opens."""
    drawn: dict[str, Any] = page.evaluate("({ nodes: kgPage.nodes.length, edges: kgPage.edges.length })")
    return drawn


if __name__ == "__main__":
    sys.exit(main())
