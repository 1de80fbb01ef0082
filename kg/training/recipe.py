"""Gold in, a trained model folder out: what a caller of the training can choose. torch is imported when it starts."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from kg.errors import MissingExtraError
from kg.training.calibrate import calibrate_model
from kg.training.data import find_held_out, keep_apart, read_reports

FOLDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How long each step learns, in passes over its texts, and how many windows of the corpus it sees."""

    language: int = 2
    pieces: int = 9_600  # windows that the encoder reads
    first: int = 2  # a first teacher's passes over the reports of other places
    teacher: int = 6  # a teacher's passes over the gold where there is no first one
    further: int = 0  # and where there is; with none the student goes on by itself
    windows: int = 12_000
    further_windows: int = 9_000
    student: int = 6  # passes over the teacher's view and the annotations
    annotated: int = 20  # and then over the annotations alone
    annotated_drop: float = 0.2  # share of the values hidden meanwhile
    further_student: int = 2
    gold: int = 3
    gold_rate: float = 5e-4
    layers: int = 2


def train(
    gold_dir: Path,
    out_dir: Path,
    *,
    seed: int = 1,
    corpus_dir: Path | None = None,
    more_dir: Path | None = None,
    work_dir: Path | None = None,
    start: Path | None = None,
    hold_out: str | None = None,
    folds: int = FOLDS,
    recipe: Recipe | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Train a tagger on all gold files under a folder and write it to another; one thread, so that bytes repeat.

    With `corpus_dir` everything is learnt anew; without, the student of `start` (the shipped model) learns on.
    `more_dir` has further annotated reports, less sure than the gold. `work_dir` keeps the results of the long steps
    that no gold report has a part in: a later training with the same corpus and reports there finds them.
    `hold_out` leaves out the reports of a fold of places (`0`), of a fold of documents (`document-0`) or of a place,
    by its name, with all further reports of their places, and measures on them what the scores are worth; with a
    corpus only, since the shipped model has seen all of them.

    Raises:
        NoInputError: a folder has no gold files.
        UsageError: nothing is held out by that name.
        MissingExtraError: a wheel of the extra `train` is not installed.
    """
    if find_spec("torch") is None:
        raise MissingExtraError("Training a tagger", "train")
    from kg.training import steps

    every = read_reports(gold_dir)
    more = read_reports(more_dir) if more_dir else ()
    held_out = find_held_out(every, hold_out, folds=folds) if hold_out is not None else frozenset()
    reports = tuple(report for report in every if report.name not in held_out)
    unseen = tuple(report for report in every if report.name in held_out)
    job = steps.Job(out_dir, seed, recipe or Recipe(), progress, work_dir)
    with steps.use_one_thread():
        if corpus_dir is None:
            steps.go_on(job, (*reports, *more), start)
        else:
            from kg.training.anew import Sources, learn_anew

            texts = steps.read_corpus(corpus_dir, without={report.name for report in every})
            further, apart = keep_apart(more, unseen), keep_apart(more, every)
            learn_anew(job, Sources(gold=reports, more=further, apart=apart, every=every, texts=tuple(texts)))
        if unseen:
            calibrate_model(out_dir, unseen)
