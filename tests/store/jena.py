"""Apache Jena as Debian packs it, run as it is: its own commands `riot` and `arq`, in a process of their own."""

import csv
import os
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

JARS = Path("/usr/share/java")
_MOVED = "org/apache/jena/ext/"  # Debian takes this off the names of the classes, and not off those of their messages
_NEEDED = (
    "jena-arq jena-base jena-cmds jena-core jena-dboe-base jena-dboe-index jena-dboe-storage jena-dboe-trans-data"
    " jena-dboe-transaction jena-iri jena-rdfconnection jena-shacl jena-shex jena-tdb jena-tdb2 commons-cli"
    " commons-codec commons-compress commons-csv commons-io commons-lang3 dexx.collection failureaccess gson guava"
    " httpclient httpcore jackson-annotations jackson-core jackson-databind jakarta.json-api jsonld-java protobuf"
    " slf4j-api slf4j-nop thrift titanium-json-ld"
)


def has_jena() -> bool:
    """Whether there is a Jena to run, and a Java to run it with."""
    return shutil.which("java") is not None and (JARS / "jena-cmds.jar").exists()


class Jena:
    """Jena's commands. `folder` receives the messages that its classes look for at another name."""

    def __init__(self, folder: Path) -> None:
        with ZipFile(JARS / "jena-core.jar") as jar:
            for name in jar.namelist():
                if name.startswith(_MOVED) and name.endswith(".properties"):
                    target = folder / name.removeprefix(_MOVED)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(jar.read(name))
        jars = [JARS / f"{name}.jar" for name in _NEEDED.split()]
        self._path = os.pathsep.join(map(str, [folder, *filter(Path.exists, jars)]))

    def count(self, file: Path) -> int:
        """How many triples or quads `riot` finds in a file that it finds nothing wrong with."""
        (line,) = self._run("riotcmd.riot", "--strict", "--count", str(file)).splitlines()
        return int(line.rpartition("=")[2].replace(",", ""))

    def select(self, file: Path, sparql: str) -> list[list[str]]:
        """The rows of an answer."""
        said = self._run("arq.arq", f"--data={file}", "--results=CSV", sparql)
        return list(csv.reader(said.splitlines()))[1:]

    def _run(self, *command: str) -> str:
        options = ["-Xmx512m", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-cp", self._path]
        done = subprocess.run(
            ["java", *options, *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,  # so that a warning is found among the lines
            check=False,
            timeout=600,
        )
        text = done.stdout.decode("utf-8")
        assert done.returncode == 0, text
        return text
