"""The folder of a build in, a site that opens from the disk out."""

from pathlib import Path

from kg.site.answers import write_answers
from kg.site.downloads import write_downloads
from kg.site.entities import write_entities
from kg.site.home import write_home
from kg.site.material import gather_material
from kg.site.pictures import write_charts
from kg.site.places import write_places
from kg.site.shell import Frame, word
from kg.site.staging import stage
from kg.view.pages import write_page
from kg.vocabulary import DEFAULT_BASE

TITLE = "政策知识图谱"
_BAR = '<header class="bar">'


def write_site(folder: Path, output: Path, *, title: str = TITLE, base: str = DEFAULT_BASE) -> Path:
    """Write the site of a build into `output`; its first page.

    What an earlier run wrote there and this one does not is deleted; other files are left alone.

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
    with stage(output) as staging:
        frame = Frame(folder=staging, name=title)
        copy_view(folder / "view", staging / "view")
        write_home(frame, material)
        write_entities(frame, material)
        write_places(frame, material, base=base)
        write_answers(frame, material)
        write_charts(frame, material)
        write_downloads(frame, material, folder=folder)
    return output / "index.html"


def copy_view(source: Path, target: Path) -> None:
    """The graph page and the document pages, with a way back to the site; not the pages of single entities."""
    _copy_page(source / "index.html", target / "index.html", home="../index.html")
    for page in sorted((source / "documents").glob("*.html")):
        _copy_page(page, target / "documents" / page.name, home="../../index.html")


def _copy_page(source: Path, target: Path, *, home: str) -> None:
    link = f'<a class="home" href="{home}">⌂ {word("home")}</a>'
    write_page(target, source.read_text("utf-8").replace(_BAR, _BAR + link, 1))
