"""Gold, further annotated reports and a corpus in, a model folder out: every step of a training from nothing.

What no gold report has a part in is learnt once: the language (a character reader, an encoder), a first teacher from
annotated reports of places that are not in the gold, and a first student from its view of the corpus and from the same
reports. Then teacher and student go on with the gold. So a cross-validation trains the first part once and only the
second for each fold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import torch

from kg.tagger.features import FeatureReader
from kg.training import pieces, pretrain, teacher
from kg.training.data import (
    Example,
    Report,
    count_characters,
    count_names,
    make_examples,
    make_unlabelled,
    settle_types,
)
from kg.training.encoder import Encoder, Tokeniser, load_model_file
from kg.training.fit import Chances
from kg.training.keep import keep_chances, keep_json, keep_net
from kg.training.pairs import choose_pairs, learn_vectors
from kg.training.steps import Job, Lesson, Signs, teach_annotations, teach_student, teach_views, write_student
from kg.training.student import Student

_SHORTEST = 10  # characters of a corpus window worth reading
_STRAIGHT = list(np.linspace(0, 1, 21))


@dataclass(frozen=True)
class Sources:
    """What is learnt from: annotated reports that hold a fold's places out, those of no gold place, and plain texts."""

    gold: tuple[Report, ...]
    more: tuple[Report, ...]
    apart: tuple[Report, ...]
    every: tuple[Report, ...]  # all annotated reports: their characters count, and tokens, nothing else
    texts: tuple[str, ...]

    @cached_property
    def by_name(self) -> Mapping[str, str]:
        """The text of each report, and of each corpus text under its number."""
        named = {report.name: report.text for report in (*self.every, *self.apart, *self.more)}
        return named | {str(at): text for at, text in enumerate(self.texts)}


@dataclass(frozen=True)
class Workshop:
    """The characters, pairs and tokens used, shared by all nets of one training."""

    job: Job
    sources: Sources
    signs: Signs
    used: list[int]

    def read(self, reports: Sequence[Report]) -> tuple[FeatureReader, list[Example]]:
        """A reader that knows the names of these reports, and their examples, each without its own names."""
        known = count_names(reports)
        reader = self.signs.make_reader(settle_types(known))
        return reader, make_examples(reports, reader, known=known)

    def make_teacher(self) -> teacher.Teacher:
        """A teacher with pretrained weights that are yet to be loaded."""
        return teacher.Teacher(len(self.signs.vocabulary), self.used)

    def keep(self, name: str) -> Path | None:
        """Where the result of a shared step is kept."""
        return self.job.work_dir / name if self.job.work_dir else None


def learn_anew(job: Job, sources: Sources) -> None:
    """Learn the language, then from annotated reports of other places, then from the gold."""
    shop = _open_workshop(job, sources)
    first_teacher, first_student = _learn_apart(shop)
    _learn_gold(shop, first_teacher, first_student)


def _open_workshop(job: Job, sources: Sources) -> Workshop:
    keep = job.work_dir / "workshop.json" if job.work_dir else None

    def make() -> dict[str, str | list[str] | list[int]]:
        split = Tokeniser(load_model_file())
        texts = [*sources.texts, *(report.text for report in sources.every)]
        used = {row for text in texts for line in text.splitlines() for row in split(line)[0]}
        vocabulary = count_characters(texts)
        return {"vocabulary": vocabulary, "pairs": choose_pairs(sources.texts, vocabulary), "used": sorted(used)}

    made = keep_json(keep, make)
    return Workshop(job, sources, Signs(made["vocabulary"], made["pairs"]), made["used"])


def _learn_language(shop: Workshop) -> tuple[teacher.CharacterReader, Encoder]:
    """A character reader and an encoder that have read the corpus."""
    job, file = shop.job, load_model_file()
    torch.manual_seed(job.seed)
    reader = teacher.CharacterReader(len(shop.signs.vocabulary), fields=pretrain.READ)
    encoder = Encoder(file, shop.used)
    plain = shop.signs.make_reader({})

    def read_characters() -> None:
        pretrain.start_from_lac(reader, shop.signs.vocabulary)
        stretches = pretrain.cut_stretches(shop.sources.texts, plain)
        pretrain.pretrain_reader(reader, stretches, epochs=job.recipe.language, seed=job.seed, progress=job.progress)

    def read_pieces() -> None:
        windows = pick_windows(shop.sources.texts, plain, count=job.recipe.pieces, seed=job.seed)
        rows = [found for found, _ in teacher.tokenise(windows, shop.sources.by_name)]
        mask = file.pieces[pieces.MASK][0]
        pieces.pretrain_encoder(encoder, rows, mask=mask, seed=job.seed, progress=job.progress)

    keep_net(shop.keep("language.pt"), reader, read_characters)
    keep_net(shop.keep("encoder.pt"), encoder, read_pieces)
    return reader, encoder


def _learn_apart(shop: Workshop) -> tuple[teacher.Teacher, Student]:
    """A teacher and a student that know no report of a gold place."""
    job, recipe = shop.job, shop.job.recipe
    reader, encoder = _learn_language(shop)
    features, examples = shop.read(shop.sources.apart)
    master, student = shop.make_teacher(), shop.signs.make_student(layers=recipe.layers)
    pretrain.copy_reader(reader, master.reader)
    master.encoder.load_state_dict(encoder.state_dict())
    if not examples:
        _give_vectors(student, reader, shop)
        return master, student

    def teach() -> None:
        tokens = teacher.tokenise(examples, shop.sources.by_name)
        teacher.fit_teacher(master, examples, tokens, epochs=recipe.first, seed=job.seed, progress=job.progress)

    def imitate() -> None:
        _give_vectors(student, reader, shop)
        views = _view(shop, master, features, skip=0, count=recipe.windows, keep=shop.keep("views.npz"))
        teach_views(job, student, replace(views, gold=examples), epochs=recipe.student)
        teach_annotations(job, student, examples)

    keep_net(shop.keep("teacher.pt"), master, teach)
    keep_net(shop.keep("student.pt"), student, imitate)
    return master, student


def _give_vectors(student: Student, reader: teacher.CharacterReader, shop: Workshop) -> None:
    """The student's first vectors: of characters as the reader has them, of pairs by what stands around them."""
    student.tables["characters"].weight.data.copy_(reader.tables["characters"].weight.detach())
    if shop.signs.pairs:
        vectors = learn_vectors(shop.sources.texts, shop.signs.make_reader({}), seed=shop.job.seed)
        student.pairs.weight.data.copy_(vectors)


def _learn_gold(shop: Workshop, master: teacher.Teacher, student: Student) -> None:
    """Both go on with the gold and the further reports not learnt yet; the student ends on the gold alone.

    The gold comes three times as often as the further reports, which are less sure.
    """
    job, recipe, sources = shop.job, shop.job.recipe, shop.sources
    reports = (*sources.gold, *sources.more)
    features, every = shop.read(reports)
    gold_names, learnt = ({report.name for report in part} for part in (sources.gold, sources.apart))
    examples = [example for example in every if example.report not in learnt]
    gold = [example for example in every if example.report in gold_names]
    lesson = _go_on(shop, master, examples, features=features)
    epochs, rate = (recipe.further_student, 1e-3) if learnt else (recipe.student, 2e-3)
    teach_views(job, student, replace(lesson, gold=[*examples, *gold, *gold]), epochs=epochs, rate=rate)
    teach_student(job, student, Lesson(gold))
    write_student(job.out_dir, student, count_names(reports), signs=shop.signs, calibration=_STRAIGHT)


def _go_on(shop: Workshop, master: teacher.Teacher, examples: Sequence[Example], *, features: FeatureReader) -> Lesson:
    """The teacher learns on, if the recipe says so, and looks at more of the corpus."""
    job, recipe, learnt = shop.job, shop.job.recipe, bool(shop.sources.apart)
    epochs, rate = (recipe.further, 0.5) if learnt else (recipe.teacher, 1.0)
    if not epochs:
        return Lesson(())
    tokens = teacher.tokenise(examples, shop.sources.by_name)
    teacher.fit_teacher(master, examples, tokens, epochs=epochs, rate=rate, seed=job.seed, progress=job.progress)
    skip, count = (recipe.windows, recipe.further_windows) if learnt else (0, recipe.windows)
    return _view(shop, master, features, skip=skip, count=count)


def _view(
    shop: Workshop,
    master: teacher.Teacher,
    features: FeatureReader,
    *,
    skip: int,
    count: int,
    keep: Path | None = None,
) -> Lesson:
    """Windows of the corpus and what the teacher thinks of them."""
    texts, seed = shop.sources.texts, shop.job.seed
    windows = pick_windows(texts, features, count=skip + count, seed=seed)[skip:]

    def look() -> list[Chances]:
        tokens = teacher.tokenise(windows, shop.sources.by_name)
        return teacher.find_chances(master, windows, tokens)

    return Lesson((), windows, keep_chances(keep, look))


def pick_windows(texts: Sequence[str], reader: FeatureReader, *, count: int, seed: int) -> list[Example]:
    """Some windows of the texts, chosen by chance; `report` of each is the number of its text."""
    parts = (replace(each, report=str(at)) for at, text in enumerate(texts) for each in make_unlabelled([text], reader))
    windows = [window for window in parts if len(window) >= _SHORTEST]
    order = np.random.default_rng(seed).permutation(len(windows))
    return [windows[index] for index in order[:count]]
