"""An output folder in, its work area out: locked, tidied up, and with what earlier builds left that is still good.

    output/.build/lock              who is building
                  manifest.sqlite   what was read, under which key
                  parts/3f/3f0a….*  what each document gave
                  stage/            the next output while it is made
                  ready/            the next output, complete, on its way to its place

Names are fixed: the lock keeps others out, so what stands there when a build starts is the work of one that ended.
"""

import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final

from kg.building.lock import hold_lock
from kg.building.manifest import Built, Manifest, open_manifest
from kg.building.switch import commit_stage, finish_switch, remove_folder

FOLDER: Final = ".build"


class Area:
    """The work area of one output folder, held by this process."""

    def __init__(self, output: Path, manifest: Manifest) -> None:
        folder = output / FOLDER
        self.output = output
        self.manifest = manifest
        self.parts = folder / "parts"
        self.stage = folder / "stage"
        self._ready = folder / "ready"

    def start_stage(self) -> Path:
        """A new, empty folder for the next output."""
        remove_folder(self.stage)
        self.stage.mkdir()
        return self.stage

    def put_in_place(self, built: Built, *, names: Sequence[str]) -> None:
        """Make what is staged the output; of `names`, those that are not staged vanish from it."""
        self.manifest.untidy = True
        commit_stage(self.stage, self._ready, names=names, note=asdict(built))
        self.recover()

    def recover(self) -> None:
        """Finish what a build that ended too early had decided, and drop what it had not."""
        if (note := finish_switch(self._ready, self.output)) is not None:
            self.manifest.note_built(Built(**note))
        remove_folder(self._ready)
        remove_folder(self.stage)

    def tidy(self, *, keys: Collection[str] = (), paths: Collection[Path] = ()) -> None:
        """Drop every part whose key is not one of these, and what is known of files other than `paths`."""
        if self.manifest.untidy:
            self.manifest.forget(keys=keys, paths=paths)
            for file in self.parts.glob("*/*"):
                if file.suffix == ".new" or file.name.split(".", 1)[0] not in keys:
                    file.unlink()
            self.manifest.untidy = False


@contextmanager
def open_area(output: Path, *, anew: bool = False) -> Iterator[Area]:
    """The work area of an output folder, for as long as the block runs; `anew` forgets all that is kept in it.

    Raises:
        BusyError: another build holds it.
    """
    folder = output / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with hold_lock(folder / "lock", place=output):
        for old in output.glob(".building-*"):  # left by versions before this one
            shutil.rmtree(old)
        with open_manifest(folder / "manifest.sqlite") as manifest:
            area = Area(output, manifest)
            area.recover()
            area.parts.mkdir(exist_ok=True)
            if anew:
                manifest.untidy = True
                area.tidy()
            try:
                yield area
            finally:
                area.recover()
