"""The folder of a build, made by hand from extractions without reading any file."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kg.graph import build_graph
from kg.model import EntityType, Extraction, Predicate, Status
from kg.records import to_record, write_records
from kg.store import bulk_load
from kg.view import write_documents, write_view
from tests.explore.samples import make_reports, write_graph
from tests.made_up import Line, Says, make_report, make_town

SCRIPT = '<script>document.title="owned"</script>'
QUOTE = '"><img src=x onerror=alert(1)>'


def write_build(folder: Path, reports: Sequence[Extraction] = ()) -> Path:
    """What `kg build` leaves, as far as the site uses it."""
    reports = reports or make_reports()
    folder.mkdir(parents=True, exist_ok=True)
    write_records(folder / "documents.jsonl", map(to_record, reports))
    bulk_load(folder / "store", [write_graph(folder / "graph.nq", reports)])
    write_view(build_graph(reports), folder / "view" / "index.html")
    write_documents(reports, folder / "view")
    return folder


def make_hostile() -> tuple[Extraction, ...]:
    """Two reports whose names, titles, sentences and numbers are markup."""
    program = (f"行动{SCRIPT}", EntityType.PROGRAM)
    honour = (f"称号{QUOTE}", EntityType.HONOUR)
    lines = [
        Line(
            f"实施行动{SCRIPT}，获称号{QUOTE}。",
            [
                Says(Predicate.IMPLEMENTS, program, Status.DONE),
                Says(Predicate.AWARDED, honour, Status.PLANNED),
            ],
        ),
        Line(f"指标{SCRIPT}为46亿元。", [], [(f"指标{SCRIPT}", "46亿元", 4600000000, "GDP")]),
    ]
    towns = (make_town(f"甲{SCRIPT}镇", "330681901"), make_town(f"乙{QUOTE}镇", "330681902"))
    reports = (make_report(town, 2021, lines) for town in towns)
    return tuple(_name_safely(report, number) for number, report in enumerate(reports))


def _name_safely(report: Extraction, number: int) -> Extraction:
    """File names come from the disk; titles do not."""
    title = f"{SCRIPT}{QUOTE}"
    metadata = replace(report.document.metadata, title=title)
    text = report.document.text + "\n" * number  # the two must not be one document
    document = replace(report.document, name=f"r{number}", text=text, sha256=f"{number}" * 64, metadata=metadata)
    return replace(report, document=document)
