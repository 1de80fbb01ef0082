"""Reports and, where there is one, a corpus in; a model folder out: the order of the training steps.

With a corpus: a reader learns its language, a teacher learns the gold, the student learns what the teacher
thinks of the corpus, and then the gold itself. Without: the student of a model folder goes on learning from the gold.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch

from kg.backends.tagger import read_names
from kg.resources import locate_data
from kg.tagger.features import FeatureReader, NameMatcher, match_divisions
from kg.training.data import (
    Example,
    Report,
    count_characters,
    count_names,
    make_examples,
    make_unlabelled,
    settle_types,
)
from kg.training.export import write_model
from kg.training.fit import Chances, Progress, fit_student, take_labels
from kg.training.recipe import Recipe
from kg.training.student import Student

_SHORTEST = 10  # characters of a corpus window worth reading


@dataclass(frozen=True, slots=True)
class Job:
    """What every step of one training shares."""

    out_dir: Path
    seed: int
    recipe: Recipe
    progress: Progress


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a student learns from: gold examples, and corpus examples with a teacher's view of each."""

    gold: Sequence[Example]
    corpus: Sequence[Example] = ()
    views: Sequence[Chances] = ()


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
    settings = json.loads((folder / "model.json").read_text("utf-8"))
    vocabulary, known = settings["vocabulary"], count_names(reports, read_names(folder))
    reader = FeatureReader(vocabulary, NameMatcher(settle_types(known)), match_divisions())
    student = Student(len(vocabulary), layers=job.recipe.layers)
    with np.load(folder / "weights.npz", allow_pickle=False) as weights:
        student.load_weights(weights)
    teach_student(job, student, Lesson(make_examples(reports, reader, known=known)))
    _write(job.out_dir, student, known, vocabulary=vocabulary, calibration=settings["calibration"])


def learn_anew(job: Job, reports: Sequence[Report], texts: Sequence[str]) -> None:
    """Learn the language, the gold, and the teacher's view of the texts."""
    vocabulary, known = count_characters([*texts, *(report.text for report in reports)]), count_names(reports)
    reader = FeatureReader(vocabulary, NameMatcher(settle_types(known)), match_divisions())
    gold = make_examples(reports, reader, known=known)
    corpus = pick_windows(texts, reader, count=job.recipe.windows, seed=job.seed)
    sources = {report.name: report.text for report in reports} | {str(at): text for at, text in enumerate(texts)}
    rows, views = _ask_teacher(job, Lesson(gold, corpus), sources, reader=reader)
    student = Student(len(vocabulary), layers=job.recipe.layers)
    student.tables["characters"].weight.data.copy_(rows)
    teach_student(job, student, Lesson(gold, corpus, views))
    _write(job.out_dir, student, known, vocabulary=vocabulary, calibration=list(np.linspace(0, 1, 21)))


def pick_windows(texts: Sequence[str], reader: FeatureReader, *, count: int, seed: int) -> list[Example]:
    """Some windows of the texts, chosen by chance; `report` of each is the number of its text."""
    parts = (replace(each, report=str(at)) for at, text in enumerate(texts) for each in make_unlabelled([text], reader))
    windows = [window for window in parts if len(window) >= _SHORTEST]
    order = np.random.default_rng(seed).permutation(len(windows))
    return [windows[index] for index in order[:count]]


def _ask_teacher(
    job: Job, lesson: Lesson, sources: Mapping[str, str], *, reader: FeatureReader
) -> tuple[torch.Tensor, list[Chances]]:
    """The pretrained vectors of the characters, and what a teacher of the gold thinks of the corpus."""
    from kg.training import pretrain, teacher

    torch.manual_seed(job.seed)
    first = teacher.CharacterReader(len(reader.vocabulary), fields=pretrain.READ)
    pretrain.start_from_lac(first, reader.vocabulary)
    stretches = pretrain.cut_stretches(list(sources.values()), reader)
    pretrain.pretrain_reader(first, stretches, epochs=job.recipe.language, seed=job.seed, progress=job.progress)
    gold_tokens, corpus_tokens = (teacher.tokenise(part, sources) for part in (lesson.gold, lesson.corpus))
    used = sorted({row for rows, _ in (*gold_tokens, *corpus_tokens) for row in rows})
    master = teacher.Teacher(len(reader.vocabulary), used)
    pretrain.copy_reader(first, master.reader)
    teacher.fit_teacher(
        master, lesson.gold, gold_tokens, epochs=job.recipe.teacher, seed=job.seed, progress=job.progress
    )
    return first.tables["characters"].weight.detach(), teacher.find_chances(master, lesson.corpus, corpus_tokens)


def teach_student(job: Job, student: Student, lesson: Lesson) -> None:
    """First the teacher's view of the corpus together with the gold, then the gold alone, at a lower rate."""
    answers, recipe = take_labels(lesson.gold), job.recipe
    if lesson.corpus:
        examples, targets = [*lesson.corpus, *lesson.gold, *lesson.gold], [*lesson.views, *answers, *answers]
        fit_student(student, examples, targets, epochs=recipe.student, seed=job.seed, progress=job.progress)
    slow, small = recipe.gold_rate, 16
    fit_student(
        student,
        lesson.gold,
        answers,
        epochs=recipe.gold,
        seed=job.seed,
        rate=slow,
        size=small,
        progress=job.progress,
    )


def _write(
    folder: Path,
    student: Student,
    known: Mapping[str, Counter[int]],
    *,
    vocabulary: Sequence[str],
    calibration: Sequence[float],
) -> None:
    names, weights = settle_types(known), student.list_weights()
    write_model(folder, weights=weights, vocabulary=vocabulary, names=names, calibration=calibration)
