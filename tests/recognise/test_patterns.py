"""Patterns, heads and frames: what a name looks like."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Role, Sentence
from kg.recognise import PatternRecogniser
from kg.recognise.context import describe_context
from kg.recognise.patterns import load_rules
from kg.recognise.scores import parse_scores

RECOGNISER = PatternRecogniser()
PIECES = [
    "推进",
    "实施",
    "“",
    "”",
    "《",
    "》",
    "云湖",
    "行动",
    "改革",
    "工程",
    "产业园",
    "、",
    "，",
    "。",
    "（一期）",
    "和",
    "123",
    "😀",
]


def whole(text: str) -> tuple[Sentence, ...]:
    return (Sentence(index=0, start=0, end=len(text), section=0, role=Role.REVIEW),)


def propose(text: str) -> Iterable[tuple[str, str]]:
    return {(text[each.start : each.end], str(each.type)) for each in RECOGNISER.propose(text, whole(text))}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("颁布《云湖镇水源保护办法》。", "云湖镇水源保护办法", "Document"),
        ("深化“最多跑一趟”改革。", "最多跑一趟", "Program"),
        ("擦亮“云湖人家”品牌。", "云湖人家", "Brand"),
        ("坚持“马上办、办到底”要求。", "马上办、办到底", "Slogan"),
        ("加快建设云湖数字产业园，", "云湖数字产业园", "Facility"),
        ("实施云湖引水工程（一期）。", "云湖引水工程（一期）", "Project"),
        ("开展镇村环境提升三年行动，", "镇村环境提升三年行动", "Program"),
        ("做大做强云母加工产业，", "云母加工产业", "Industry"),
        ("学习党的二十大精神", "党的二十大", "Event"),
        ("市十七届人大三次会议召开", "市十七届人大三次会议", "Event"),
        ("落实“十四五”规划，", "“十四五”规划", "Document"),
        ("出台促进就业二十条措施，", "促进就业二十条措施", "Document"),
        ("获评中国云母之乡，", "中国云母之乡", "Honour"),
        ("市长　张晓明\n", "张晓明", "Person"),
    ],
)
def test_a_name_is_cut_and_typed(text: str, name: str, kind: str) -> None:
    assert (name, kind) in propose(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("深化“最多跑一趟”改革。", "“最多跑一趟”改革"),
        ("做强实体经济，", "实体经济"),
        ("举办第三届云湖枇杷节，", "第三届云湖枇杷节"),
        ("新建5个云湖小镇，", "5个云湖小镇"),
    ],
)
def test_class_nouns_ordinals_and_counts_are_left_out(text: str, wrong: str) -> None:
    assert wrong not in {name for name, _ in propose(text)}


def test_quotes_inside_a_name_are_paired() -> None:
    assert ("“云湖良田”建设行动", "Program") in propose("深入实施“云湖良田”建设行动，")


def test_nothing_is_found_across_two_sentences() -> None:
    text = "推进云湖。数字产业园"
    halves = tuple(
        Sentence(index=i, start=a, end=b, section=0, role=Role.REVIEW) for i, (a, b) in enumerate([(0, 5), (5, 10)])
    )
    assert not [each for each in RECOGNISER.propose(text, halves) if each.start < 5 < each.end]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_every_mention_slices_back_and_has_a_chance(text: str) -> None:
    for mention in RECOGNISER(text, whole(text)):
        assert text[mention.start : mention.end] == mention.text != ""
        assert 0 < mention.score < 1


def test_rules_have_names_of_their_own() -> None:
    names = [rule.name for rule in load_rules()]
    assert len(names) == len(set(names))


def test_the_context_of_a_span_is_told_in_words() -> None:
    text = "深化“最多跑一趟”改革"
    assert describe_context(text, 3, 8) == ("before=“深化", "after=”改革", "length=5")


def test_a_name_often_right_scores_more_than_its_source_and_a_bad_context_less() -> None:
    table = "lexicon/x\t\t5\t10\nlexicon/x\t甲\t9\t10\nlexicon/x\tafter=代表\t0\t20\n"
    scores = parse_scores(table)
    named = scores.weigh("lexicon/x", (), name="甲")
    assert named > scores.weigh("lexicon/x", ()) > scores.weigh("lexicon/x", ("after=代表",))
