"""The merge: one set of mentions that do not overlap, whatever the order of the candidates."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import EntityType, Jurisdiction, Level, Mention, View
from kg.recognise import merge_mentions
from kg.recognise.consistency import name_own_town, spread_names, unify_types
from kg.recognise.merge import weigh_chances
from tests.recognise.test_patterns import whole

TEXT = "云湖镇人民政府推进云湖大道建设，云湖大道通车"


def mention(start: int, end: int, *, kind: str = "Facility", score: float = 0.6, source: str = "head/x") -> Mention:
    return Mention(start=start, end=end, text=TEXT[start:end], type=EntityType(kind), score=score, source=source)


spans = st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 8)).map(lambda s: (s[0], min(sum(s), len(TEXT))))
candidates = st.builds(
    lambda span, kind, score, source: mention(*span, kind=kind, score=score, source=source),
    spans,
    st.sampled_from(["Facility", "Place", "Organization"]),
    st.floats(0.05, 0.95).map(lambda x: round(x, 2)),
    st.sampled_from(["lexicon/a", "head/b", "pattern/c", "tagger"]),
)


@given(st.lists(candidates, max_size=12))
def test_mentions_are_sorted_and_do_not_overlap(found: list[Mention]) -> None:
    merged = merge_mentions(found)
    assert all(one.end <= two.start for one, two in pairwise(merged))


@given(st.lists(candidates, max_size=8).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_the_order_of_candidates_does_not_matter(pair: tuple[list[Mention], list[Mention]]) -> None:
    assert merge_mentions(pair[0]) == merge_mentions(pair[1])


def test_the_outer_name_wins_when_both_are_likely() -> None:
    inner, outer = mention(0, 3, kind="Place", score=0.8), mention(0, 7, kind="Organization", score=0.8)
    assert merge_mentions([inner, outer]) == (outer,)


def test_the_inner_name_wins_when_the_outer_is_unlikely() -> None:
    inner, outer = mention(0, 3, kind="Place", score=0.9), mention(0, 7, kind="Organization", score=0.2)
    assert [m.text for m in merge_mentions([inner, outer])] == ["云湖镇"]


def test_an_unlikely_candidate_is_dropped() -> None:
    assert merge_mentions([mention(0, 3, score=0.2)]) == ()


def test_rules_that_agree_raise_the_chance_and_are_all_named() -> None:
    (merged,) = merge_mentions([mention(9, 13, source="head/大道"), mention(9, 13, source="lexicon/facilities")])
    assert merged.score == pytest.approx(0.84)
    assert merged.source == "head/大道+lexicon/facilities"


def test_a_tagger_that_is_silent_speaks_against_the_rules() -> None:
    assert weigh_chances(0.6, 0.0) < 0.6 < weigh_chances(0.6, 0.8)


SURE, DOUBTFUL = View(4.0, 4.0, 4.0, 4.0), View(-5.0, -5.0, 2.0, -5.0)


@pytest.mark.parametrize(("rules", "tagger"), [(0.6, 0.0), (0.6, 0.7), (0.0, 0.7)])
def test_the_view_of_the_tagger_decides_how_likely_a_proposal_is(rules: float, tagger: float) -> None:
    assert weigh_chances(rules, tagger, DOUBTFUL) < 0.5 < weigh_chances(rules, tagger, SURE)


def test_a_proposal_that_the_tagger_all_but_found_outweighs_its_silence() -> None:
    assert weigh_chances(0.6, 0.0) < weigh_chances(0.6, 0.0, View(-0.3, 0.5, 2.0, 0.5)) < weigh_chances(0.6, 0.0, SURE)


def test_the_tagger_is_asked_once_a_span_and_type_and_its_word_counts() -> None:
    asked: list[tuple[str, str]] = []

    def look(mentions: Sequence[Mention]) -> list[View]:
        asked.extend((m.text, m.type) for m in mentions)
        return [SURE if m.text == "云湖镇" else DOUBTFUL for m in mentions]

    found = [
        mention(0, 3, kind="Place"),
        mention(9, 13),
        mention(9, 13, source="lexicon/a"),
        mention(9, 13, kind="Place"),
    ]
    assert [m.text for m in merge_mentions(found, look=look)] == ["云湖镇"]
    assert sorted(asked) == [("云湖大道", "Facility"), ("云湖大道", "Place"), ("云湖镇", "Place")]


def test_one_name_has_one_type_through_the_document() -> None:
    one, two = mention(9, 13, kind="Place", score=0.5), mention(16, 20, score=0.9)
    assert [m.type for m in unify_types([one, two])] == ["Facility", "Facility"]


def test_a_name_found_once_is_found_again() -> None:
    found = spread_names(TEXT, whole(TEXT), [mention(9, 13, score=0.9)])
    assert [(m.start, m.text, m.source) for m in found] == [(9, "云湖大道", "head/x"), (16, "云湖大道", "document")]


def test_a_doubtful_name_is_not_spread() -> None:
    assert len(spread_names(TEXT, whole(TEXT), [mention(9, 13, score=0.4)])) == 1


def test_spread_names_leave_what_is_taken() -> None:
    taken = mention(15, 22, kind="Event", score=0.9)
    assert spread_names(TEXT, whole(TEXT), [mention(9, 13, score=0.9), taken])[1] == taken


OWN = "罗店的花卉和罗店村、罗店镇。云湖大道到罗店。"


def town(name: str, short: str, level: Level = Level.TOWN) -> Jurisdiction:
    return Jurisdiction(name=name, short=short, level=level)


def test_the_own_town_is_found_by_its_short_form_where_that_stands_free() -> None:
    whole_name = Mention(start=10, end=13, text="罗店镇", type=EntityType.PLACE, score=0.9, source="x")
    found = name_own_town(OWN, whole(OWN), [whole_name], place=town("罗店镇", "罗店"))
    assert [(m.start, m.text, m.type, m.score) for m in found] == [
        (0, "罗店", "Place", 0.8),
        (10, "罗店镇", "Place", 0.9),
        (19, "罗店", "Place", 0.8),
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("建设和团结。", town("建设街道", "建设")),
        ("建设和团结。", town("团结镇", "团结")),
        ("罗店的花卉。", town("罗店县", "罗店", Level.COUNTY)),
        ("罗店镇。", town("罗店镇", "罗店镇")),
        ("花卉。", town("花乡", "花")),
    ],
)
def test_ordinary_words_other_levels_and_single_characters_name_no_town(text: str, place: Jurisdiction) -> None:
    assert name_own_town(text, whole(text), [], place=place) == ()
