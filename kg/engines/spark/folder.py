"""A location that Hadoop knows in, a folder out that is filled beside its place and then put there.

Spark's own committer sees to it that a task tried twice writes once; this sees to it that a job that ends early leaves
the last good output whole. The calls go to Hadoop's FileSystem, so HDFS, S3 and a local disk are the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


class Folder:
    """The output folder of a build; names are relative to it."""

    def __init__(self, spark: "SparkSession", location: str) -> None:
        jvm: Any = spark.sparkContext._jvm  # noqa: SLF001 -- the only door to Hadoop's FileSystem
        self._path = jvm.org.apache.hadoop.fs.Path
        root = self._path(location)
        self._files = root.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration())  # noqa: SLF001
        self._root = self._files.makeQualified(root)
        self.stage = f".building-{spark.sparkContext.applicationId}"

    def locate(self, name: str) -> str:
        """The address of something in the folder."""
        return str(self._at(name).toString())

    def write_text(self, name: str, text: str) -> None:
        """Write a small file."""
        stream = self._files.create(self._at(name), True)
        stream.write(bytearray(text.encode("utf-8")))
        stream.close()

    def rename_parts(self, name: str, ending: str) -> None:
        """Give the parts of a data set names that say what they are and do not change from run to run."""
        files = [each.getPath() for each in self._files.listStatus(self._at(name))]
        parts = sorted((path for path in files if path.getName().startswith("part-")), key=lambda path: path.getName())
        for number, path in enumerate(parts):
            self._files.rename(path, self._path(path.getParent(), f"part-{number:05}{ending}"))
        for path in files:
            if path not in parts:
                self._files.delete(path, False)

    @contextmanager
    def staging(self) -> Iterator[None]:
        """A place for what is not finished, gone afterwards whatever happens."""
        try:
            yield
        finally:
            self._files.delete(self._at(self.stage), True)

    def replace(self, names: tuple[str, ...]) -> None:
        """Put what was staged in the place of what was there."""
        for name in names:
            target, old = self._at(name), self._at(f"{self.stage}/old-{name}")
            if self._files.exists(target):
                self._files.rename(target, old)
            self._files.rename(self._at(f"{self.stage}/{name}"), target)

    def _at(self, name: str) -> Any:  # noqa: ANN401 -- a Path of Hadoop
        return self._path(self._root, name)
