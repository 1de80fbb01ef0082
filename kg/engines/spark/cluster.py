"""The address of a master in, a Spark session out; what goes wrong there becomes one of our errors."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import MissingExtraError, WorkerError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_CAUSE = re.compile(r"^(?:Caused by: )?([\w.]+(?:Error|Exception): .*)$", re.MULTILINE)
_OURS = re.compile(r"^kg\.errors\.\w+: (.*)$", re.MULTILINE)


@contextmanager
def start_session(master: str, conf: Mapping[str, str]) -> "Iterator[SparkSession]":
    """A session on a cluster, stopped afterwards.

    Raises:
        MissingExtraError: pyspark is not installed.
        WorkerError: Java is missing, the master does not answer, or the job failed.
    """
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as problem:
        raise MissingExtraError("The engine spark", "spark") from problem
    # The same path on every machine, unless the user says otherwise.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("policykg")
    builder = builder.config("spark.executorEnv.OPENBLAS_NUM_THREADS", "1")
    for key, value in conf.items():
        builder = builder.config(key, value)
    try:
        session = builder.getOrCreate()
    except (Py4JError, PySparkException, OSError) as problem:
        raise WorkerError(
            f"Spark does not start with the master {master} ({_find_cause(problem)}). It needs Java 17 or newer, and a "
            "master that answers: spark://HOST:7077, or local[2] to try it on one machine."
        ) from problem
    try:
        session.sparkContext.setLogLevel("ERROR")
        yield session
    except (Py4JError, PySparkException) as problem:
        ours = _OURS.search(str(problem))
        raise WorkerError(ours.group(1) if ours else f"The Spark job failed: {_find_cause(problem)}") from problem
    finally:
        session.stop()


def _find_cause(problem: Exception) -> str:
    """The line of a long trace that says most: the last error of Python or cause of Java, else the first line."""
    text = str(problem)
    causes = _CAUSE.findall(text) or [line.strip() for line in text.splitlines() if line.strip()][:1]
    return (causes[-1] if causes else type(problem).__name__)[:300]
