"""All recognisers together on one made-up report."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Document, EntityType, Mention, Outline, Role, Section, Sentence, View
from kg.recognise import LexiconRecogniser, PatternRecogniser, PlaceRecogniser, recognise_mentions
from kg.recognise.estimate import Annotated, count_matches, format_scores, sum_up

TEXT = "全面推进乡村振兴，成功创建国家卫生镇。云湖数字产业园开工建设。落实中央八项规定精神。"
RECOGNISERS = (LexiconRecogniser(), PatternRecogniser(), PlaceRecogniser())


def outline() -> Outline:
    section = Section(index=0, level=0, title="", start=0, end=len(TEXT), role=Role.REVIEW)
    stops = [i + 1 for i, mark in enumerate(TEXT) if mark == "。"]
    spans = zip([0, *stops], stops, strict=False)
    sentences = tuple(Sentence(index=i, start=a, end=b, section=0, role=Role.REVIEW) for i, (a, b) in enumerate(spans))
    return Outline(sections=(section,), sentences=sentences)


def document() -> Document:
    whole = ((0, len(TEXT)),)
    return Document(name="x", path="x.txt", media_type="text/plain", encoding="utf-8", text=TEXT, body=whole, sha256="")


def test_the_names_of_a_report_are_found_in_order() -> None:
    mentions = recognise_mentions(document(), outline(), recognisers=RECOGNISERS)
    assert [(m.text, m.type) for m in mentions] == [
        ("乡村振兴", "Program"),
        ("国家卫生镇", "Honour"),
        ("云湖数字产业园", "Facility"),
        ("中央八项规定", "Document"),
    ]


def test_without_recognisers_there_are_no_mentions() -> None:
    assert recognise_mentions(document(), outline(), recognisers=()) == ()


@dataclass(frozen=True)
class DecidedReading:
    """A tagger's reading that holds one span for likely and every other for impossible."""

    mentions: tuple[Mention, ...]

    def view(self, mentions: Sequence[Mention]) -> list[View]:
        return [View(*[4.0 if m.text == "云湖数字产业园" else -5.0] * 4) for m in mentions]


class DecidedTagger:
    """It finds nothing by itself, but can be asked."""

    def __call__(self, text: str, sentences: tuple[Sentence, ...]) -> tuple[Mention, ...]:
        return self.read(text, sentences).mentions

    def read(self, text: str, sentences: tuple[Sentence, ...]) -> DecidedReading:
        assert text
        assert sentences
        return DecidedReading(())


def test_a_tagger_that_can_be_asked_judges_what_the_rules_propose() -> None:
    mentions = recognise_mentions(document(), outline(), recognisers=(*RECOGNISERS, DecidedTagger()))
    assert [(m.text, m.type) for m in mentions] == [("云湖数字产业园", EntityType.FACILITY)]


def test_scores_count_right_and_wrong_matches_of_a_name() -> None:
    gold = Annotated(text=TEXT, mentions=frozenset({(4, 8, "Program")}), ranges=((0, len(TEXT)),))
    rows = sum_up(count_matches([gold], RECOGNISERS[:1]))
    found = [rows[key] for key in (("lexicon/programs", "乡村振兴"), ("lexicon/honours", "国家卫生镇"))]
    assert found == [(1.0, 1.0), (0.0, 1.0)]
    assert "lexicon/programs\t乡村振兴\t1\t1\n" in format_scores(rows)
