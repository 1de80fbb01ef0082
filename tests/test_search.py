"""Search: two-character words, single characters, several words; entities first, and the words marked."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.model import EntityType, Predicate, Status
from kg.search import find_words, write_index
from tests.made_up import Line, Says, make_report, make_town

TOWN = make_town("甲溪镇", "330681901")
REPORT = make_report(
    TOWN,
    2021,
    [
        Line("淡水珍珠市场开业。"),
        Line("做大珍珠产业，GDP增长。", [Says(Predicate.TARGETS, ("珍珠产业", EntityType.INDUSTRY), Status.ONGOING)]),
        Line("珠江真珍贵，创成4A级景区。"),
    ],
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the one report."""
    path = tmp_path_factory.mktemp("search") / "search.sqlite"
    write_index([REPORT], path)
    return path


def test_entities_come_before_sentences(index: Path) -> None:
    hits = find_words(index, "珍珠")
    assert [(hit.kind, hit.text) for hit in hits] == [
        ("entity", "珍珠产业"),
        ("sentence", "淡水珍珠市场开业。"),
        ("sentence", "做大珍珠产业，GDP增长。"),
    ]
    assert (hits[0].key, hits[0].type) == ("industry/珍珠产业", "Industry")


@pytest.mark.parametrize(
    ("words", "count"),
    [("珠", 4), ("珍珠 开业", 1), ("gdp", 1), ("4A级景区", 1), ("珍贵珠", 0), ("产珠", 0), ("", 0), ("。*", 0)],
)
def test_words_are_found_as_they_stand(index: Path, words: str, count: int) -> None:
    assert len(find_words(index, words)) == count


@pytest.mark.parametrize("words", ['" OR pairs : "珍珠', "NEAR(珍珠 产业)", "珍珠*", "'; DROP TABLE entry; --"])
def test_no_text_is_a_command_to_the_index(index: Path, words: str) -> None:
    find_words(index, words)
    assert len(find_words(index, "珍珠")) == 3


def test_the_words_are_marked(index: Path) -> None:
    (hit,) = find_words(index, "珍珠 gdp")
    assert hit.mark("[", "]") == "做大[珍珠]产业，[GDP]增长。"
    assert hit.title == "甲溪镇2021年报告"
    assert hit.key.endswith("#char=10,23")


def test_the_number_of_hits_can_be_limited(index: Path) -> None:
    assert len(find_words(index, "珍珠", limit=2)) == 2


def test_a_second_index_takes_the_place_of_the_first(index: Path, tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    for _ in range(2):
        write_index([REPORT, REPORT], path)
    assert find_words(path, "珍珠") == find_words(index, "珍珠")


def test_without_an_index_the_remedy_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        find_words(tmp_path / "none.sqlite", "珍珠")


def test_an_entity_of_several_documents_is_found_once_with_all_its_names(tmp_path: Path) -> None:
    other = replace(TOWN, alternatives=("甲溪",))
    two = make_report(other, 2022, [Line("一句话。")])
    write_index([REPORT, two], tmp_path / "search.sqlite")
    assert [hit.text for hit in find_words(tmp_path / "search.sqlite", "甲溪")] == ["甲溪镇、甲溪"]
