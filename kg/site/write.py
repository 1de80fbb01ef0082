"""The folder of a build in, a site that opens from the disk out."""

import shutil
from pathlib import Path

from kg.site.answers import write_answers
from kg.site.downloads import write_downloads
from kg.site.entities import write_entities
from kg.site.home import write_home
from kg.site.material import gather_material
from kg.site.pictures import write_charts
from kg.site.places import write_places
from kg.site.shell import GRAPH_PAGE, Frame
from kg.vocabulary import DEFAULT_BASE

TITLE = "政策知识图谱"


def write_site(folder: Path, output: Path, *, title: str = TITLE, base: str = DEFAULT_BASE) -> Path:
    """Write the site of a build into `output`; its first page. Files of the same names are replaced, others are left.

    Args:
        folder: what `kg build` wrote.
        output: the folder of the site; it is made.
        title: what the site is called.
        base: the base IRI that the build was made with.

    Raises:
        NotFoundError: there is no build in `folder`.
        StoreError: its store cannot be opened.
    """
    material = gather_material(folder)
    frame = Frame(folder=output, name=title)
    copy_view(folder / "view", output / "view")
    write_home(frame, material)
    write_entities(frame, material)
    write_places(frame, material, base=base)
    write_answers(frame, material)
    write_charts(frame, material)
    write_downloads(frame, material, folder=folder)
    return output / "index.html"


def copy_view(source: Path, target: Path) -> None:
    """The graph page and the document pages; not the pages that people made of single entities."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source / Path(GRAPH_PAGE).name, target / Path(GRAPH_PAGE).name)
    shutil.copytree(source / "documents", target / "documents", dirs_exist_ok=True)
