"""What the trainings share: how a student is taught, and how the student of a model folder learns on from new gold."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from kg.backends.tagger import read_names, read_settings
from kg.resources import locate_data
from kg.tagger.features import FeatureReader, NameMatcher, match_divisions
from kg.tagger.pairs import PairMatcher
from kg.training.data import Example, Report, count_names, make_examples, settle_types
from kg.training.export import write_model
from kg.training.fit import Chances, Progress, fit_student, take_labels
from kg.training.recipe import Recipe
from kg.training.student import Student


@dataclass(frozen=True, slots=True)
class Job:
    """What every step of one training shares."""

    out_dir: Path
    seed: int
    recipe: Recipe
    progress: Progress
    work_dir: Path | None = None  # where long steps leave their results, and find them again


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a student learns from: gold examples, and corpus examples with a teacher's view of each."""

    gold: Sequence[Example]
    corpus: Sequence[Example] = ()
    views: Sequence[Chances] = ()


@dataclass(frozen=True, slots=True)
class Signs:
    """What a student has vectors for: characters, and pairs of them one behind the other."""

    vocabulary: Sequence[str]
    pairs: str

    def make_reader(self, names: Mapping[str, int]) -> FeatureReader:
        """A reader of these that knows some names."""
        pairs = PairMatcher.of(self.pairs, self.vocabulary)
        return FeatureReader(self.vocabulary, pairs, NameMatcher(names), match_divisions())

    def make_student(self, *, layers: int) -> Student:
        """A student that knows nothing yet."""
        return Student(len(self.vocabulary), pairs=len(self.pairs) // 2, layers=layers)


@contextmanager
def use_one_thread() -> Iterator[None]:
    """Sums come out the same only when they are made in the same order."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def read_corpus(folder: Path, *, without: set[str]) -> list[str]:
    """The texts under a folder, sorted by path, without those of the reports named."""
    return [path.read_bytes().decode("utf-8") for path in sorted(folder.rglob("*.txt")) if path.stem not in without]


def go_on(job: Job, reports: Sequence[Report], start: Path | None) -> None:
    """Let the student of a model folder, by default the shipped one, learn from the reports."""
    folder = start or locate_data("tagger")
    settings, known = read_settings(folder / "model.json"), count_names(reports, read_names(folder))
    signs = Signs(settings["vocabulary"], settings["pairs"])
    reader = signs.make_reader(settle_types(known))
    student = signs.make_student(layers=job.recipe.layers)
    with np.load(folder / "weights.npz", allow_pickle=False) as weights:
        student.load_weights(weights)
    teach_student(job, student, Lesson(make_examples(reports, reader, known=known)))
    write_student(job.out_dir, student, known, signs=signs, calibration=settings["calibration"])


def teach_student(job: Job, student: Student, lesson: Lesson) -> None:
    """Let it learn from the gold alone, in small steps."""
    recipe = job.recipe
    fit_student(
        student,
        lesson.gold,
        take_labels(lesson.gold),
        epochs=recipe.gold,
        seed=job.seed,
        rate=recipe.gold_rate,
        size=16,
        progress=job.progress,
    )


def teach_views(job: Job, student: Student, lesson: Lesson, *, epochs: int, rate: float = 2e-3) -> None:
    """Let it learn the teacher's view of the corpus together with the gold."""
    examples, targets = [*lesson.corpus, *lesson.gold], [*lesson.views, *take_labels(lesson.gold)]
    fit_student(student, examples, targets, epochs=epochs, rate=rate, seed=job.seed, progress=job.progress)


def teach_annotations(job: Job, student: Student, examples: Sequence[Example]) -> None:
    """Let it learn from many annotations without a teacher; more than usual is hidden, or it learns them by heart."""
    usual, student.drop.p = student.drop.p, job.recipe.annotated_drop
    labels, epochs = take_labels(examples), job.recipe.annotated
    fit_student(student, examples, labels, epochs=epochs, seed=job.seed, progress=job.progress)
    student.drop.p = usual


def write_student(
    folder: Path,
    student: Student,
    known: Mapping[str, Counter[int]],
    *,
    signs: Signs,
    calibration: Sequence[float],
) -> None:
    """Write the model folder of a student that knows these names."""
    names, weights = settle_types(known), student.list_weights()
    write_model(
        folder,
        weights=weights,
        vocabulary=signs.vocabulary,
        pairs=signs.pairs,
        names=names,
        calibration=calibration,
    )
