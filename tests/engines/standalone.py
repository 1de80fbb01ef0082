"""A Spark standalone cluster on loopback for tests: a master and two workers of one core and bounded memory."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

MEMORY = "512m"  # of an executor; Spark needs 450m
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # of Java: little is done, so nothing pays off that starts slowly
_ADDRESS = re.compile(r"Starting Spark master at (spark://\S+)")
_REGISTERED = "Registering worker"


@contextmanager
def start_cluster(folder: Path) -> Iterator[str]:
    """The address of the master of a cluster that lives as long as the block."""
    with ExitStack() as stack:
        log = folder / "master.log"
        stack.enter_context(_start("master.Master", "--port", "0", "--webui-port", "0", log=log))
        master = _wait_for(log, _ADDRESS, 1)
        for name in ("one", "two"):
            options = ("--cores", "1", "--memory", MEMORY, "--port", "0", "--webui-port", "0")
            work = ("--work-dir", str(folder / name))
            stack.enter_context(_start("worker.Worker", *options, *work, master, log=folder / f"{name}.log"))
        _wait_for(log, re.compile(f"({_REGISTERED})"), 2)
        yield master


@contextmanager
def _start(name: str, *options: str, log: Path) -> Iterator[None]:
    """A process of the cluster with its children, ended with the block."""
    import pyspark

    home = Path(pyspark.__file__).parent
    command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}", "--host", "127.0.0.1", *options]
    memory = {"SPARK_DAEMON_MEMORY": "256m", "SPARK_DAEMON_JAVA_OPTS": QUICK}
    environment = os.environ | memory | {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1"}
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, stdout=file, stderr=subprocess.STDOUT, env=environment, start_new_session=True
        )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for(log: Path, pattern: re.Pattern[str], times: int) -> str:
    """What a log says, once it has said it so many times."""
    end = time.monotonic() + 90
    while time.monotonic() < end:
        if len(found := pattern.findall(log.read_text("utf-8", "replace"))) >= times:
            return str(found[0])
        time.sleep(0.1)
    raise TimeoutError(log.read_text("utf-8", "replace"))
