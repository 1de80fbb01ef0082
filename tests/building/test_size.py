"""The memory of a build does not grow with the number of documents, once what needs the whole graph is left out."""

import subprocess
import sys
from pathlib import Path

from tests.building.samples import write_reports

MEASURE = """
import resource, sys
from pathlib import Path
from kg.building import build_folder
from kg.settings import Format, Settings
folder = Path(sys.argv[1])
report = build_folder([folder], folder.with_name(f"{folder.name}-output"), settings=Settings(tagger="none"),
                      without=[Format.GRAPHML, Format.VIEW])
print(len(report.built), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def measure(folder: Path) -> int:
    """The peak memory of a build, in KiB."""
    command = [sys.executable, "-c", MEASURE, str(folder)]
    built, peak = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert int(built) == len(list(folder.iterdir()))
    return int(peak)


def test_three_times_the_documents_take_the_same_memory(tmp_path: Path) -> None:
    small = write_reports(tmp_path / "small", *(f"第{number}镇" for number in range(30)))
    large = write_reports(tmp_path / "large", *(f"第{number}镇" for number in range(90)))
    assert measure(large) < 1.1 * measure(small)
