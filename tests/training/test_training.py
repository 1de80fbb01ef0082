"""Training: the same bytes from the same gold, no peeping at one's own names, and arithmetic that agrees with use."""

import json
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from kg.backends.tagger import NeuralTagger
from kg.errors import UsageError
from kg.model import Role, Sentence
from kg.resources import locate_data
from kg.tagger.features import FIELDS, MASKED, PAIRS, SIZES, NameMatcher
from kg.tagger.network import Network, Packing
from kg.training import Recipe, train
from kg.training.calibrate import tabulate_chances
from kg.training.crf import LabelChain
from kg.training.data import (
    FURTHER,
    WRITTEN,
    Example,
    Report,
    assign_folds,
    blur_batch,
    count_names,
    find_held_out,
    keep_apart,
    label_characters,
    list_sentences,
    name_place,
    pad_batch,
    read_reports,
    settle_types,
)
from kg.training.fit import as_tensors, fit_student, take_labels
from kg.training.pairs import choose_pairs, learn_vectors
from kg.training.steps import Signs
from kg.training.student import LABELS, Scan, Student

TEXT = "全镇深入实施“八八战略”。\n珍珠湖公园建成开放。\n阮仕珍珠落户山下湖镇。\n"
NAMES = (("八八战略", "Program"), ("珍珠湖公园", "Facility"), ("阮仕珍珠", "Enterprise"), ("山下湖镇", "Place"))
TINY = Recipe(gold=2)


@pytest.fixture
def gold_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    rows = [{"start": TEXT.index(name), "end": TEXT.index(name) + len(name), "type": kind} for name, kind in NAMES]
    for name in ("甲镇_2023", "乙镇_2023"):
        (folder / f"{name}.txt").write_bytes(TEXT.encode())
        (folder / f"{name}.gold.json").write_text(json.dumps({"document": name, "mentions": rows}), "utf-8")
    return folder


def make_report(name: str, *names: tuple[str, int]) -> Report:
    text = "".join(each for each, _ in names)
    starts = [text.index(each) for each, _ in names]
    mentions = tuple((at, at + len(each), kind) for at, (each, kind) in zip(starts, names, strict=True))
    return Report(name, text, ((0, len(text)),), mentions)


def make_example(length: int, seed: int) -> Example:
    random = np.random.default_rng(seed)
    sizes = {"characters": 50, PAIRS: 20, **SIZES}
    inputs = {field: random.integers(0, sizes[field], length).astype(np.int32) for field in (*FIELDS, PAIRS)}
    return Example("", 0, inputs, np.zeros(length, np.int32))


def test_the_same_gold_and_seed_give_the_same_bytes(gold_dir: Path, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two", "other")]
    for folder, seed in zip(folders, (1, 1, 2), strict=True):
        train(gold_dir, folder, seed=seed, recipe=TINY)
    first, second, other = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
    assert set(first) == {"weights.npz", "model.json", "names.tsv"}
    assert first == second
    assert first["weights.npz"] != other["weights.npz"]


def test_a_trained_model_can_be_used(gold_dir: Path, tmp_path: Path) -> None:
    train(gold_dir, tmp_path / "model", recipe=Recipe(gold=8))
    sentence = Sentence(index=0, start=0, end=len(TEXT), section=0, role=Role.REVIEW)
    found = {(mention.text, str(mention.type)) for mention in NeuralTagger(tmp_path / "model")(TEXT, (sentence,))}
    assert ("八八战略", "Program") in found


def test_gold_is_read_with_its_ranges_and_labels(gold_dir: Path) -> None:
    report = read_reports(gold_dir)[0]
    assert report.ranges == ((0, len(TEXT)),)
    assert label_characters(report)[7:12].tolist() == [13, 14, 14, 14, 0]


def test_only_annotated_sentences_are_learnt_from() -> None:
    assert list_sentences(TEXT, ((13, 20),)) == [(14, 24)]


def test_a_report_is_read_without_the_names_only_it_has() -> None:
    own, other = make_report("甲", ("双桥", 0), ("枫江", 0)), make_report("乙", ("枫江", 0))
    assert settle_types(count_names([own, other]), [own]) == {"枫江": 0}


def test_stretches_of_one_text_that_were_annotated_apart_count_as_one_report() -> None:
    parts = [make_report("甲_2021", ("双桥", 0)), make_report(f"甲_2021{FURTHER}", ("双桥", 0))]
    assert settle_types(count_names(parts), parts) == {}
    assert name_place(parts[0]) == name_place(parts[1]) == "甲"


def test_names_of_texts_that_were_made_up_are_not_known() -> None:
    parts = [make_report("甲_2021", ("双桥", 0)), make_report(f"A001{WRITTEN}", ("双桥", 0), ("枫江", 0))]
    assert settle_types(count_names(parts)) == {"双桥": 0}


def test_a_name_gets_its_usual_type_and_the_lower_number_on_a_tie() -> None:
    reports = [
        make_report("甲", ("枫江", 5)),
        make_report("乙", ("枫江", 5)),
        make_report("丙", ("枫江", 0), ("双桥", 1)),
    ]
    assert settle_types(count_names([*reports, make_report("丁", ("双桥", 0))])) == {"枫江": 5, "双桥": 0}


def test_years_of_a_place_share_a_fold() -> None:
    names = ("甲镇_2021", "甲镇_2022h1", "乙镇_2021", "丙镇_2023")
    folds = assign_folds([make_report(name) for name in names], 3)
    assert folds["甲镇_2021"] == folds["甲镇_2022h1"]
    assert sorted(set(folds.values())) == [0, 1, 2]


def test_documents_can_be_split_whatever_their_place() -> None:
    reports = [make_report(f"甲镇_{year}") for year in range(2001, 2031)]
    assert set(assign_folds(reports, 3).values()) == {0}
    assert sorted(Counter(assign_folds(reports, 3, by_place=False).values()).items()) == [(0, 10), (1, 10), (2, 10)]


def test_short_names_mark_nothing() -> None:
    assert NameMatcher({"镇": 0, "枫江": 1})("枫江镇").tolist() == [3, 4, 0]


def test_the_net_in_use_agrees_with_the_net_in_training() -> None:
    torch.manual_seed(1)
    student = Student(50, pairs=19, width=32).eval()
    torch.nn.init.normal_(student.mix.weight, std=0.2)
    examples = [make_example(length, length) for length in (7, 3, 12)]
    joined = {field: np.concatenate([example.inputs[field] for example in examples]) for field in (*FIELDS, PAIRS)}
    packing = Packing.of([(0, 7), (7, 10), (10, 22)])
    used = np.zeros((22, LABELS), np.float32)
    used[packing.source] = Network(student.list_weights())(joined, packing)
    with torch.no_grad():
        trained = torch.softmax(student(as_tensors(pad_batch(examples))), -1).numpy()
    rows = np.concatenate([trained[row, : len(example)] for row, example in enumerate(examples)])
    assert np.abs(used - rows).max() < 2e-3  # weights are shipped with 16 bits


def test_weights_survive_a_round_trip() -> None:
    student, other = Student(50, pairs=19, width=32), Student(50, pairs=19, width=32)
    other.load_weights(student.list_weights())
    pairs = zip(student.list_weights().items(), other.list_weights().items(), strict=True)
    assert all(a == b and (x == y).all() for (a, x), (b, y) in pairs)


def test_a_pair_is_hidden_with_either_of_its_characters() -> None:
    batch = pad_batch([make_example(200, 1)])
    batch["characters"][:], batch[PAIRS][:] = MASKED + 1, 7
    blur_batch(batch, np.random.default_rng(1), rate=0.2)
    masked = batch["characters"][0] == MASKED
    assert 20 < masked.sum() < 60
    assert (batch[PAIRS][0] == np.where(masked | np.append(masked[1:], False), 0, 7)).all()


def test_the_most_frequent_pairs_of_known_characters_are_chosen_in_order() -> None:
    vocabulary = ["", "?", "*", "a", "县", "医", "学", "院", "\n", "\r"]
    texts = ["医院\r\n" * 9 + "学院\n" * 6 + "县医\n" * 4, "aa医a\n" * 8 + "校院" * 9]
    assert choose_pairs(texts, vocabulary) == "a医医a医院学院"
    assert choose_pairs(texts, vocabulary, count=1) == "医院"


def test_pairs_in_like_company_get_like_vectors() -> None:
    texts = [f"在{place}{kind}看病。" for place in "甲乙丙丁戊己" for kind in ("医院", "诊所")] * 3 + [
        "今年增长百分之五。"
    ] * 30
    vocabulary = ["", "?", "*", *sorted(set("".join(texts)))]
    pairs = choose_pairs(texts, vocabulary)
    vectors = learn_vectors(texts, Signs(vocabulary, pairs).make_reader({}), seed=1)
    assert (vectors == learn_vectors(texts, Signs(vocabulary, pairs).make_reader({}), seed=1)).all()
    own = {pairs[2 * row : 2 * row + 2]: vector for row, vector in enumerate(vectors[1:])}
    likeness = [torch.cosine_similarity(own["医院"], own[other], 0).item() for other in ("诊所", "增长")]
    assert likeness[0] > 0.5 > likeness[1]
    assert not vectors[0].any()


@pytest.mark.parametrize("lengths", [[12], [1], [1, 1, 1]])
def test_a_window_by_itself_and_windows_of_one_character_can_be_learnt(lengths: list[int]) -> None:
    examples = [make_example(length, seed) for seed, length in enumerate(lengths)]
    student = Student(50, pairs=19, width=32)
    before = student.output.weight.detach().clone()
    fit_student(student, examples, take_labels(examples), epochs=1, seed=1)
    assert not torch.equal(before, student.output.weight)


def test_the_slopes_of_the_scan_are_right() -> None:
    torch.manual_seed(1)
    forget, gain = (torch.rand(2, 4, 3, dtype=torch.float64, requires_grad=True) for _ in range(2))
    assert torch.autograd.gradcheck(Scan.apply, (forget, gain))


def test_the_label_chain_weighs_every_allowed_sequence() -> None:
    torch.manual_seed(1)
    chain, scores = LabelChain(), torch.randn(1, 2, LABELS)
    allowed = [
        (a, b)
        for a, b in product(range(LABELS), repeat=2)
        if (a == 0 or a % 2 == 1) and (b == 0 or b % 2 == 1 or a == b - 1)
    ]
    sums = torch.stack([scores[0, 0, a] + scores[0, 1, b] for a, b in allowed])
    assert chain.sum_paths(scores, torch.tensor([2])).item() == pytest.approx(torch.logsumexp(sums, 0).item(), abs=1e-4)
    chances = chain.find_chances(scores, torch.tensor([2]))
    assert chances.sum(-1).flatten().tolist() == pytest.approx([1, 1], abs=1e-4)


def test_calibration_never_falls_and_follows_the_facts() -> None:
    scores = [0.9] * 50 + [0.5] * 50
    table = tabulate_chances(scores, [True] * 50 + [False] * 50)
    assert table == sorted(table)
    assert table[18] > 0.9
    assert table[10] < 0.1


@pytest.mark.parametrize(
    ("held_out", "names"),
    [("甲镇", {"甲镇_2021", "甲镇_2022"}), ("document-1", {"甲镇_2022"}), ("0", {"甲镇_2021", "甲镇_2022"})],
)
def test_a_fold_or_a_place_is_held_out(held_out: str, names: set[str]) -> None:
    reports = [make_report(name) for name in ("甲镇_2021", "甲镇_2022", "乙镇_2021")]
    assert find_held_out(reports, held_out, folds=3) == names


def test_what_is_not_there_cannot_be_held_out() -> None:
    with pytest.raises(UsageError, match="丙镇"):
        find_held_out([make_report("甲镇_2021")], "丙镇", folds=3)


def test_held_out_reports_set_the_calibration(gold_dir: Path, tmp_path: Path) -> None:
    train(gold_dir, tmp_path / "model", hold_out="0", recipe=TINY)
    table = json.loads((tmp_path / "model" / "model.json").read_text("utf-8"))["calibration"]
    assert len(table) == 21
    assert table != json.loads(locate_data("tagger/model.json").read_text("utf-8"))["calibration"]


SHORT = Recipe(
    language=1,
    pieces=4,
    first=1,
    further=1,
    windows=4,
    further_windows=2,
    student=1,
    annotated=1,
    further_student=1,
    gold=1,
)


@pytest.fixture
def corpus_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in ("丙县_2022", "丁县_2022", "甲镇_2023"):
        (folder / f"{name}.txt").write_bytes((TEXT * 4).encode())
    return folder


@pytest.fixture
def more_dir(gold_dir: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "more"
    folder.mkdir()
    for old, new in (("甲镇_2023", "丙县_2022"), ("乙镇_2023", "乙镇_2020")):
        gold = json.loads((gold_dir / f"{old}.gold.json").read_text("utf-8"))
        (folder / f"{new}.gold.json").write_text(json.dumps({**gold, "document": new}), "utf-8")
        (folder / f"{new}.txt").write_bytes(TEXT.encode())
    return folder


def test_learning_anew_gives_the_same_bytes_and_finds_what_it_kept(
    gold_dir: Path, corpus_dir: Path, more_dir: Path, *, tmp_path: Path
) -> None:
    sources: dict[str, Any] = {"corpus_dir": corpus_dir, "more_dir": more_dir, "recipe": SHORT}
    lines: list[str] = []
    train(gold_dir, tmp_path / "one", work_dir=tmp_path / "work", **sources)
    train(gold_dir, tmp_path / "two", work_dir=tmp_path / "work", progress=lines.append, **sources)
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert first == second
    assert not [line for line in lines if line.startswith(("language", "encoder"))]
    assert {path.name for path in (tmp_path / "work").iterdir()} == {
        "workshop.json", "language.pt", "encoder.pt", "teacher.pt", "views.npz", "student.pt",
    }  # fmt: skip


def test_reports_of_a_place_are_kept_apart_from_it() -> None:
    reports = [make_report(name) for name in ("广西壮族自治区_2025", "甲镇_2020_v2", "乙镇_2021")]
    others = [make_report(name) for name in ("广西_2024", "甲镇_2021h1")]
    assert [report.name for report in keep_apart(reports, others)] == ["乙镇_2021"]
