"""Files and a work area in, a reading of each out: the kept one where nothing has changed, else a new one.

Each new part is kept as soon as it is made, so a run that ends early loses nothing but the documents in its hands.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.building.area import Area
from kg.building.fingerprint import hash_content, hash_texts, make_key
from kg.building.manifest import Reading, look_at
from kg.parts import Part, write_part
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.batch import Outcome
    from kg.engines import Engine

Progress = Callable[[int, int, str], None]
Readings = Sequence[tuple[Path, Reading]]


class Reader:
    """Reads the files of one build into its work area; `pipeline` is the fingerprint of code and settings."""

    def __init__(self, area: Area, settings: Settings, *, pipeline: str) -> None:
        self._area = area
        self._settings = settings
        self._pipeline = pipeline

    def read(
        self, files: Sequence[Path], *, engine: "Engine", retry: bool = False, progress: Progress
    ) -> tuple[Readings, int]:
        """The reading of each file, in the order given, and how many of them were read now.

        With `retry`, files that could not be read before are tried again.
        """
        keys = {path: self._identify(path) for path in files}
        found = {path: reading for path in files if (reading := self._recall(keys[path], retry=retry))}
        wanted = {str(path): path for path in files if path not in found}
        if wanted:
            self._area.manifest.untidy = True
        for done, outcome in enumerate(engine(list(wanted.values()), self._settings) if wanted else (), 1):
            path = wanted[outcome.path]
            found[path] = self._keep(path, outcome, key=keys[path])
            progress(done, len(wanted), outcome.name)
        return [(path, found[path]) for path in files], len(wanted)

    def part_of(self, reading: Reading) -> Part:
        """The part of a file that could be read."""
        return Part(name=reading.name, sha256=reading.sha256, folder=self._area.parts, key=reading.key or "")

    def _identify(self, path: Path) -> str | None:
        """The key of the part that a file gives; None where its content cannot be known."""
        manifest, look = self._area.manifest, look_at(path)
        content = manifest.recall_content(path)
        if content is None and (content := hash_content(path, max_bytes=self._settings.max_bytes)):
            manifest.note_content(path, content, look=look)
        return make_key(self._pipeline, path, content) if content else None

    def _recall(self, key: str | None, *, retry: bool) -> Reading | None:
        reading = self._area.manifest.find_reading(key) if key else None
        if reading is None or reading.problem is not None:
            return None if retry else reading
        return reading if self.part_of(reading).sizes == reading.sizes else None

    def _keep(self, path: Path, outcome: "Outcome", *, key: str | None) -> Reading:
        if key is None or self._identify(path) != key:  # it changed while it was read: good for this build only
            key = None if outcome.problem else hash_texts([os.fspath(path), outcome.sha256])
        sizes = []
        if key and not outcome.problem:
            sizes = write_part(self._area.parts, outcome, key=key).sizes
        reading = Reading.of(outcome, key=key, sizes=sizes)
        if key:
            self._area.manifest.note_reading(reading)
        return reading
