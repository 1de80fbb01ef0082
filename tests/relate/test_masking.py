"""A name becomes one letter, and what is left of the sentence is short."""

from collections.abc import Callable

from kg.model import EntityType
from kg.relate.masking import LETTER, MaskedSentence, mask_sentence

P, F = LETTER[EntityType.PROGRAM], LETTER[EntityType.FACILITY]


def _mask(report: Callable[..., tuple], line: str) -> MaskedSentence:  # type: ignore[type-arg]
    document, outline, mentions = report(line)
    return mask_sentence(document.text, outline.sentences[0], mentions)


def test_names_become_letters_and_marks_go(report: Callable[..., tuple]) -> None:  # type: ignore[type-arg]
    masked = _mask(report, "推进“[清风行动|Program]”[3]，建 成《[东湖公园|Facility]》。")
    assert masked.text == f"推进{P}，建成{F}。"
    assert [masked.text[place] for place in masked.letters] == [P, F]


def test_a_name_hides_its_own_words(report: Callable[..., tuple]) -> None:  # type: ignore[type-arg]
    masked = _mask(report, "推进[东湖改造提升|Program]。")
    assert [verb.text for verb in masked.verbs] == ["推进"]


def test_a_list_of_names_is_one_chain(report: Callable[..., tuple]) -> None:  # type: ignore[type-arg]
    masked = _mask(
        report, "建成[东湖公园|Facility]、[云溪大桥|Facility]和“[南门广场|Facility]”，[清风行动|Program]启动。"
    )
    assert masked.chains == ((2, 7), (8, 9))
    assert masked.chain_of(4) == (2, 7)


def test_clauses_are_counted_by_their_breaks(report: Callable[..., tuple]) -> None:  # type: ignore[type-arg]
    masked = _mask(report, "强作风，抓落实；推进[清风行动|Program]。")
    assert masked.clause_of(masked.letters[0]) == 2


def test_letters_that_stand_for_names_are_dropped_from_the_text(report: Callable[..., tuple]) -> None:  # type: ignore[type-arg]
    assert _mask(report, f"推{F}进[清风行动|Program]。").text == f"推进{P}。"
