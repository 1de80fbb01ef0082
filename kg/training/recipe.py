"""Gold in, a trained model folder out: what a caller of the training can choose. torch is imported when it starts."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from kg.errors import MissingExtraError
from kg.training.calibrate import calibrate_model
from kg.training.data import assign_folds, read_reports

FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How long each step learns, in passes over its texts, and how much of the corpus the student sees."""

    language: int = 2
    teacher: int = 6
    student: int = 4
    gold: int = 4
    windows: int = 25_000
    gold_rate: float = 5e-4
    layers: int = 2


def train(
    gold_dir: Path,
    out_dir: Path,
    *,
    seed: int = 1,
    corpus_dir: Path | None = None,
    start: Path | None = None,
    hold_out: int | None = None,
    recipe: Recipe | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Train a tagger on all gold files under a folder and write it to another; one thread, so that bytes repeat.

    With `corpus_dir` everything is learnt anew; without, the student of `start` (the shipped model) learns on.
    `hold_out` leaves out the reports of one of five folds and measures on them what the scores are worth; with a corpus
    only, since the shipped model has seen all folds.

    Raises:
        NoInputError: the folder has no gold files.
        MissingExtraError: a wheel of the extra `train` is not installed.
    """
    if find_spec("torch") is None:
        raise MissingExtraError("Training a tagger", "train")
    from kg.training import steps

    every = read_reports(gold_dir)
    folds = assign_folds(every, FOLDS)
    reports = tuple(report for report in every if folds[report.name] != hold_out)
    job = steps.Job(out_dir, seed, recipe or Recipe(), progress)
    with steps.use_one_thread():
        if corpus_dir is None:
            steps.go_on(job, reports, start)
        else:
            steps.learn_anew(job, reports, steps.read_corpus(corpus_dir, without={report.name for report in every}))
        if unseen := [report for report in every if folds[report.name] == hold_out]:
            calibrate_model(out_dir, unseen)
