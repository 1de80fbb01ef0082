"""Files → output folder, and files → outcomes: what `kg build` and `kg extract` do."""

from kg.building.folder import FILES, build_folder, extract_files
from kg.building.reading import Progress
from kg.building.report import BuildReport, DocumentReport

__all__ = ["FILES", "BuildReport", "DocumentReport", "Progress", "build_folder", "extract_files"]
