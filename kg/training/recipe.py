"""Gold and, where there is one, a corpus in; a model folder out: the order of the training steps.

With a corpus: a reader learns its language, a teacher learns the gold, the student learns what the teacher
thinks of the corpus, and then the gold itself. Without: the student of a model folder goes on learning from the gold.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from kg.backends.tagger import read_names
from kg.resources import locate_data
from kg.tagger.features import FeatureReader, NameMatcher, match_divisions
from kg.training.data import (
    Example,
    Report,
    assign_folds,
    count_characters,
    count_names,
    make_examples,
    make_unlabelled,
    read_reports,
    settle_types,
)
from kg.training.export import write_model
from kg.training.fit import Chances, Progress, fit_student, take_labels
from kg.training.student import Student

FOLDS = 5
_SHORTEST = 10  # characters of a corpus window worth reading


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


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a student learns from: gold examples, and corpus examples with a teacher's view of each."""

    gold: Sequence[Example]
    corpus: Sequence[Example] = ()
    views: Sequence[Chances] = ()


def train(
    gold_dir: Path,
    out_dir: Path,
    *,
    seed: int = 1,
    corpus_dir: Path | None = None,
    start: Path | None = None,
    hold_out: int | None = None,
    recipe: Recipe | None = None,
    progress: Progress = lambda _: None,
) -> None:
    """Train a tagger on all gold files under a folder and write it to another; one thread, so that bytes repeat.

    With `corpus_dir` everything is learnt anew; without, the student of `start` (the shipped model) learns on.
    `hold_out` leaves out the reports of one of five folds, to be judged on them; with a corpus only, since the shipped
    model has seen all folds.

    Raises:
        NoInputError: the folder has no gold files.
        MissingExtraError: a wheel of the extra `train` is not installed.
    """
    recipe, every = recipe or Recipe(), read_reports(gold_dir)
    folds = assign_folds(every, FOLDS)
    reports = tuple(report for report in every if folds[report.name] != hold_out)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        if corpus_dir is None:
            _go_on(reports, start or locate_data("tagger"), out_dir, seed=seed, recipe=recipe, progress=progress)
        else:
            texts = read_corpus(corpus_dir, without={report.name for report in every})
            _learn_anew(reports, texts, out_dir, seed=seed, recipe=recipe, progress=progress)
    finally:
        torch.set_num_threads(threads)


def read_corpus(folder: Path, *, without: set[str]) -> list[str]:
    """The texts under a folder, sorted by path, without those of the reports named."""
    return [path.read_bytes().decode("utf-8") for path in sorted(folder.rglob("*.txt")) if path.stem not in without]


def _go_on(
    reports: Sequence[Report], start: Path, out_dir: Path, *, seed: int, recipe: Recipe, progress: Progress
) -> None:
    settings = json.loads((start / "model.json").read_text("utf-8"))
    vocabulary, known = settings["vocabulary"], count_names(reports, read_names(start))
    reader = FeatureReader(vocabulary, NameMatcher(settle_types(known)), match_divisions())
    student = Student(len(vocabulary), layers=recipe.layers)
    with np.load(start / "weights.npz", allow_pickle=False) as weights:
        student.load_weights(weights)
    teach_student(student, Lesson(make_examples(reports, reader, known=known)), recipe, seed=seed, progress=progress)
    _write(out_dir, student, known, vocabulary=vocabulary, calibration=settings["calibration"])


def _learn_anew(
    reports: Sequence[Report], texts: Sequence[str], out_dir: Path, *, seed: int, recipe: Recipe, progress: Progress
) -> None:
    vocabulary, known = count_characters([*texts, *(report.text for report in reports)]), count_names(reports)
    reader = FeatureReader(vocabulary, NameMatcher(settle_types(known)), match_divisions())
    gold = make_examples(reports, reader, known=known)
    corpus = pick_windows(texts, reader, count=recipe.windows, seed=seed)
    sources = {report.name: report.text for report in reports} | {str(at): text for at, text in enumerate(texts)}
    rows, views = _ask_teacher(
        Lesson(gold, corpus), sources, vocabulary=vocabulary, reader=reader, seed=seed, recipe=recipe, progress=progress
    )
    student = Student(len(vocabulary), layers=recipe.layers)
    student.tables["characters"].weight.data.copy_(rows)
    teach_student(student, Lesson(gold, corpus, views), recipe, seed=seed, progress=progress)
    _write(out_dir, student, known, vocabulary=vocabulary, calibration=list(np.linspace(0, 1, 21)))


def pick_windows(texts: Sequence[str], reader: FeatureReader, *, count: int, seed: int) -> list[Example]:
    """Some windows of the corpus, chosen by chance."""
    windows = [window for window in make_unlabelled(texts, reader) if len(window) >= _SHORTEST]
    order = np.random.default_rng(seed).permutation(len(windows))
    return [windows[index] for index in order[:count]]


def _ask_teacher(
    lesson: Lesson,
    sources: Mapping[str, str],
    *,
    vocabulary: Sequence[str],
    reader: FeatureReader,
    seed: int,
    recipe: Recipe,
    progress: Progress,
) -> tuple[torch.Tensor, list[Chances]]:
    """The pretrained vectors of the characters, and what a teacher of the gold thinks of the corpus."""
    from kg.training import pretrain, teacher

    torch.manual_seed(seed)
    first = teacher.CharacterReader(len(vocabulary), fields=pretrain.READ)
    pretrain.start_from_lac(first, vocabulary)
    stretches = pretrain.cut_stretches(list(sources.values()), reader)
    pretrain.pretrain_reader(first, stretches, epochs=recipe.language, seed=seed, progress=progress)
    gold_tokens, corpus_tokens = (teacher.tokenise(part, sources) for part in (lesson.gold, lesson.corpus))
    used = sorted({row for rows, _ in (*gold_tokens, *corpus_tokens) for row in rows})
    master = teacher.Teacher(len(vocabulary), used)
    pretrain.copy_reader(first, master.reader)
    teacher.fit_teacher(master, lesson.gold, gold_tokens, epochs=recipe.teacher, seed=seed, progress=progress)
    return first.tables["characters"].weight.detach(), teacher.find_chances(master, lesson.corpus, corpus_tokens)


def teach_student(student: Student, lesson: Lesson, recipe: Recipe, *, seed: int, progress: Progress) -> None:
    """First the teacher's view of the corpus together with the gold, then the gold alone, at a lower rate."""
    answers = take_labels(lesson.gold)
    if lesson.corpus:
        examples, targets = [*lesson.corpus, *lesson.gold, *lesson.gold], [*lesson.views, *answers, *answers]
        fit_student(student, examples, targets, epochs=recipe.student, seed=seed, progress=progress)
    fit_student(
        student, lesson.gold, answers, epochs=recipe.gold, seed=seed, rate=recipe.gold_rate, size=16, progress=progress
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
