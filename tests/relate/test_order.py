"""What holds of the facts of any report: order, evidence, uniqueness, scores."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from kg.model import EntityType, Jurisdiction, Mention
from kg.relate import relate_mentions

PLACE = Jurisdiction(name="罗店镇", short="罗店")
LINES = (
    "深入实施[清风行动|Program]，建成[东湖公园|Facility]、[云溪大桥|Facility]，获评[省级森林城镇|Honour]。",
    "[青山县|Place]举办[枇杷节|Event]，[青山县医院|Organization]搬迁完成。",
    "推进[清风行动|Program]，再推进[清风行动|Program]。",
)


def test_the_order_of_the_mentions_does_not_matter(report: Callable[..., tuple]) -> None:  # type: ignore[type-arg]
    document, outline, mentions = report(*LINES)
    forward = relate_mentions(document, outline, jurisdiction=PLACE, mentions=mentions)
    assert relate_mentions(document, outline, jurisdiction=PLACE, mentions=tuple(reversed(mentions))) == forward


def test_the_evidence_holds_the_names_of_the_fact(report: Callable[..., tuple]) -> None:  # type: ignore[type-arg]
    document, outline, mentions = report(*LINES)
    for fact in relate_mentions(document, outline, jurisdiction=PLACE, mentions=mentions):
        evidence = document.text[fact.sentence.start : fact.sentence.end]
        assert fact.object.text in evidence
        assert fact.subject is None or fact.subject.text in evidence
        assert fact.object in mentions


def test_facts_come_in_the_order_of_their_sentences(report: Callable[..., tuple]) -> None:  # type: ignore[type-arg]
    document, outline, mentions = report(*LINES)
    order = [fact.sentence.index for fact in relate_mentions(document, outline, jurisdiction=PLACE, mentions=mentions)]
    assert order == sorted(order)
    assert set(order) == {0, 1, 2}


def test_a_fact_is_stated_once_per_sentence(report: Callable[..., tuple]) -> None:  # type: ignore[type-arg]
    document, outline, mentions = report(LINES[2])
    assert len(relate_mentions(document, outline, jurisdiction=PLACE, mentions=mentions)) == 1


def test_an_unsure_mention_makes_an_unsure_fact(report: Callable[..., tuple]) -> None:  # type: ignore[type-arg]
    document, outline, (mention,) = report("推进[清风行动|Program]。")
    doubtful = Mention(start=mention.start, end=mention.end, text=mention.text, type=mention.type, score=0.5)
    (sure,) = relate_mentions(document, outline, jurisdiction=PLACE, mentions=(mention,))
    (unsure,) = relate_mentions(document, outline, jurisdiction=PLACE, mentions=(doubtful,))
    assert unsure.score < sure.score - 0.2


def test_the_threshold_leaves_out_what_is_less_likely(report: Callable[..., tuple]) -> None:  # type: ignore[type-arg]
    document, outline, mentions = report(*LINES)
    assert relate_mentions(document, outline, jurisdiction=PLACE, mentions=mentions, threshold=1.01) == tuple(
        fact
        for fact in relate_mentions(document, outline, jurisdiction=PLACE, mentions=mentions)
        if fact.rule.startswith("place")
    )


def test_a_report_without_names_has_no_facts(report: Callable[..., tuple]) -> None:  # type: ignore[type-arg]
    document, outline, _ = report("经济稳中向好。")
    assert relate_mentions(document, outline, jurisdiction=PLACE, mentions=()) == ()


@given(text=st.text(min_size=1, max_size=40), kind=st.sampled_from(EntityType))
def test_any_text_is_taken(text: str, kind: EntityType) -> None:
    from kg.model import Document, Outline, Role, Sentence

    document = Document(
        name="x", path="x", media_type="text/plain", encoding=None, text=text, body=((0, len(text)),), sha256=""
    )
    sentence = Sentence(index=0, start=0, end=len(text), section=0, role=Role.PLAN)
    mention = Mention(start=0, end=(len(text) + 1) // 2, text=text[: (len(text) + 1) // 2], type=kind)
    facts = relate_mentions(
        document, Outline(sections=(), sentences=(sentence,)), jurisdiction=PLACE, mentions=(mention,)
    )
    assert all(0 <= fact.score <= 1 for fact in facts)
