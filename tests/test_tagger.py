"""The trained tagger: spans that slice back, and results that depend on nothing but the sentence's own paragraph."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.backends.tagger import NeuralTagger, read_settings
from kg.errors import UsageError
from kg.model import EntityType, Mention, Role, Sentence
from kg.tagger.decode import find_labels, find_spans, view_spans
from kg.tagger.features import classify_character, fold_character, mark_quotes
from kg.tagger.network import Packing
from kg.tagger.pairs import PairMatcher
from kg.tagger.windows import group_sentences

TEXT = (
    "我们深入实施“八八战略”，加快建设山下湖镇珍珠湖公园。\n"
    "诸暨市获评国家卫生城市，成功举办世界珍珠大会。阮仕珍珠投资2亿元。"
)
PARTS = ((0, 27), (28, 51), (51, 61))


@pytest.fixture(scope="module")
def tagger() -> NeuralTagger:
    return NeuralTagger()


def make_sentences(*spans: tuple[int, int]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(index=index, start=start, end=end, section=0, role=Role.REVIEW)
        for index, (start, end) in enumerate(spans)
    )


def test_well_known_names_are_found(tagger: NeuralTagger) -> None:
    found = {(mention.text, mention.type) for mention in tagger(TEXT, make_sentences(*PARTS))}
    assert {("八八战略", EntityType.PROGRAM), ("诸暨市", EntityType.PLACE)} <= found


def test_scores_are_chances_and_the_source_is_named(tagger: NeuralTagger) -> None:
    mentions = tagger(TEXT, make_sentences(*PARTS))
    assert all(0 <= mention.score <= 1 and mention.source == "tagger" for mention in mentions)


def test_the_same_text_gives_the_same_mentions(tagger: NeuralTagger) -> None:
    sentences = make_sentences(*PARTS)
    assert tagger(TEXT, sentences) == tagger(TEXT, sentences) == NeuralTagger()(TEXT, sentences)


def test_a_paragraph_is_read_alike_alone_and_among_others(tagger: NeuralTagger) -> None:
    paragraphs = [TEXT[:27], TEXT[28:]] * 40
    together = "\n".join(paragraphs)
    starts = np.cumsum([0, *(len(part) + 1 for part in paragraphs[:-1])])
    spans = [(int(at), int(at) + len(part)) for at, part in zip(starts, paragraphs, strict=True)]
    joined = tagger(together, make_sentences(*spans))
    alone = [tagger(part, make_sentences((0, len(part)))) for part in paragraphs]
    moved = [move_mention(mention, int(at)) for at, found in zip(starts, alone, strict=True) for mention in found]
    assert list(joined) == moved


def move_mention(mention: Mention, by: int) -> Mention:
    return Mention(
        start=mention.start + by,
        end=mention.end + by,
        text=mention.text,
        type=mention.type,
        score=mention.score,
        source=mention.source,
    )


def test_nothing_is_found_without_sentences(tagger: NeuralTagger) -> None:
    assert tagger("", ()) == tagger(TEXT, ()) == ()


@settings(max_examples=40, deadline=None)
@given(text=st.text(st.characters(codec="utf-8") | st.sampled_from("市公司“”《》、。\n２Ａ"), min_size=1, max_size=900))
def test_any_text_gives_sorted_spans_that_slice_back(tagger: NeuralTagger, text: str) -> None:
    mentions = tagger(text, make_sentences((0, len(text))))
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert all(first.end <= second.start for first, second in pairwise(mentions))


def test_sentences_of_a_paragraph_share_a_window() -> None:
    assert group_sentences(TEXT, PARTS) == ((0, 27), (28, 61))


def test_an_endless_sentence_is_cut_at_punctuation() -> None:
    text = "建设公园，" * 200
    windows = group_sentences(text, [(0, len(text))])
    assert windows[0] == (0, 400)
    assert all(first[1] == second[0] and first[1] % 5 == 0 for first, second in pairwise(windows))


def test_known_pairs_have_numbers_and_the_last_character_has_none() -> None:
    matcher = PairMatcher.of("县医医院院医", ["", "?", "*", "县", "医", "院"])
    assert matcher(np.array([3, 4, 5, 4, 4, 5, 1], np.int32)).tolist() == [1, 2, 3, 0, 2, 0, 0]
    assert matcher(np.array([], np.int32)).tolist() == []
    assert PairMatcher.of("", ["", "?", "*"])(np.array([1, 2], np.int32)).tolist() == [0, 0]


@pytest.mark.parametrize("pairs", [None, "县医县鿿"])
def test_a_model_without_pairs_or_with_strange_ones_is_refused(pairs: str | None, tmp_path: Path) -> None:
    settings = {"vocabulary": ["", "?", "*", "县", "医"], "calibration": [0, 1]} | ({"pairs": pairs} if pairs else {})
    (tmp_path / "model.json").write_text(json.dumps(settings), "utf-8")
    with pytest.raises(UsageError, match="train the tagger anew"):
        read_settings(tmp_path / "model.json")


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("创“三”好", [0, 1, 3, 2, 0]),
        ("《县》", [1, 4, 2]),
        ("“一\n二”", [1, 3, 0, 0, 2]),
        ("”（a）", [2, 1, 5, 2]),
    ],
)
def test_quotation_marks_are_followed_within_a_line(text: str, states: list[int]) -> None:
    assert mark_quotes(text).tolist() == states


@pytest.mark.parametrize(("character", "folded"), [("Ａ", "a"), ("（", "("), ("\u3000", " "), ("县", "县"), ("é", "é")])
def test_widths_and_cases_are_folded(character: str, folded: str) -> None:
    assert fold_character(character) == folded


@pytest.mark.parametrize(
    ("character", "number"), [("7", 1), ("亿", 2), ("G", 3), ("县", 4), ("，", 5), ("“", 6), ("℃", 8)]
)
def test_characters_fall_into_classes(character: str, number: int) -> None:
    assert classify_character(character) == number


def test_windows_of_unequal_length_are_packed_step_by_step() -> None:
    packing = Packing.of([(10, 12), (0, 3)])
    assert packing.source.tolist() == [0, 10, 1, 11, 2]
    assert packing.lanes.tolist() == [0, 1, 0, 1, 0]


def test_some_windows_of_a_packing_are_a_packing() -> None:
    part, rows = Packing.of([(10, 12), (0, 3), (20, 21)]).keep_windows(np.array([1, 2]))
    expected = Packing.of([(10, 12), (20, 21)])
    assert rows.tolist() == [1, 2, 4]
    assert part.source.tolist() == expected.source.tolist()
    assert (part.starts.tolist(), part.widths.tolist()) == (expected.starts.tolist(), expected.widths.tolist())


def test_a_further_label_never_stands_alone() -> None:
    chances = np.full((3, 27), 0.01, np.float32)
    chances[0, 0], chances[1, 2], chances[2, 2] = 0.9, 0.5, 0.9
    chances[1, 1] = 0.3
    assert find_labels(chances, Packing.of([(0, 3)])).tolist() == [0, 1, 2]


def test_a_window_that_is_in_order_keeps_its_likeliest_labels() -> None:
    chances = np.full((5, 27), 0.01, np.float32)
    packing = Packing.of([(0, 3), (3, 5)])
    for row, label in zip(np.argsort(packing.source), (0, 1, 2, 2, 0), strict=True):
        chances[row, label] = 0.5
    labels = find_labels(chances, packing)
    assert labels[np.argsort(packing.source)].tolist()[:3] == [0, 1, 2]
    assert labels[np.argsort(packing.source)].tolist()[3:] != [2, 0]


def test_adjacent_mentions_stay_apart() -> None:
    labels, chances = np.array([1, 2, 1, 0, 5]), np.array([0.9, 0.5, 0.8, 1, 0.7], np.float32)
    spans = [(start, end, kind, round(chance, 2)) for start, end, kind, chance in find_spans(labels, chances)]
    assert spans == [(0, 2, 0, 0.5), (2, 3, 0, 0.8), (4, 5, 2, 0.7)]


def test_a_span_is_viewed_by_the_labels_that_it_needs() -> None:
    chances = np.zeros((5, 27), np.float32)
    chances[1, 1], chances[1, 3], chances[2, 2], chances[3, 2], chances[3, 4] = 0.5, 0.25, 0.75, 0.125, 0.125
    view = view_spans(chances, np.array([(1, 3, 0), (3, 4, 0)]))
    wanted = np.array([(0.5, 0.75, 0.75, 0.625), (0.005, 0.005, 0.995, 0.005)])
    assert view == pytest.approx(np.log(wanted / (1 - wanted)), abs=1e-4)


def test_what_the_tagger_finds_it_views_as_likely_and_another_type_as_less_so(tagger: NeuralTagger) -> None:
    reading = tagger.read(TEXT, make_sentences(*PARTS))
    (found,) = (mention for mention in reading.mentions if mention.text == "诸暨市")
    right, wrong = reading.view([found, replace(found, type=EntityType.SLOGAN)])
    assert right.least > 1 > -1 > wrong.least
    assert right.stops == wrong.stops


def test_the_last_character_can_be_viewed_and_nothing_is_viewed_as_nothing(tagger: NeuralTagger) -> None:
    reading = tagger.read(TEXT, make_sentences(*PARTS))
    last = Mention(start=59, end=61, text=TEXT[59:], type=EntityType.PLACE, score=0.5, source="lexicon/x")
    assert reading.view([last])[0].stops > 4
    assert reading.view([]) == []
