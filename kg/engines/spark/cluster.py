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
            f"Spark does not start with the master {master} ({_first_line(problem)}). It needs Java 17 or newer, and a "
            "master that answers: spark://HOST:7077, or local[2] to try it on one machine."
        ) from problem
    try:
        session.sparkContext.setLogLevel("ERROR")
        yield session
    except (Py4JError, PySparkException) as problem:
        ours = _OURS.search(str(problem))
        raise WorkerError(ours.group(1) if ours else f"The Spark job failed: {_first_line(problem)}") from problem
    finally:
        session.stop()


def _first_line(problem: Exception) -> str:
    return next((line.strip() for line in str(problem).splitlines() if line.strip()), type(problem).__name__)[:300]
