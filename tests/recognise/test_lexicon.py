"""Lexicons: files in good order, matching, and what a user's own file may and may not hold."""

from collections import Counter
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.model import EntityType, Role, Sentence
from kg.recognise.lexicon import Entry, LexiconRecogniser, load_lexicon, read_lexicon
from kg.resources import locate_data

FILES = sorted(locate_data("lexicon").glob("*.tsv"))


def whole(text: str) -> tuple[Sentence, ...]:
    return (Sentence(index=0, start=0, end=len(text), section=0, role=Role.REVIEW),)


def find(recogniser: LexiconRecogniser, text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.type) for mention in recogniser(text, whole(text))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_lexicon_file_is_sorted_and_has_each_name_once(path: Path) -> None:
    names = [line.split("\t")[0] for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert names == sorted(set(names))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_lexicon_file_explains_itself_and_reads_without_error(path: Path) -> None:
    assert path.read_text("utf-8").startswith("# ")
    assert read_lexicon(path)


def test_no_name_stands_in_two_files() -> None:
    counts = Counter(entry.name for entry in load_lexicon())
    assert [name for name, count in counts.items() if count > 1] == []


def test_there_are_names_of_every_type_and_some_thousand_in_all() -> None:
    entries = load_lexicon()
    assert {entry.type for entry in entries} == {*EntityType, None}
    assert len(entries) > 10_000


def test_the_longest_name_wins() -> None:
    entries = [
        Entry(name="乡村振兴", type=EntityType.PROGRAM, source="lexicon/programs"),
        Entry(name="乡村振兴示范村", type=EntityType.HONOUR, source="lexicon/honours"),
    ]
    assert ("乡村振兴示范村", "Honour") in find(LexiconRecogniser(entries=entries), "创建乡村振兴示范村。")


def test_a_negative_swallows_the_name_inside_it() -> None:
    entries = [
        Entry(name="经济", type=EntityType.INDUSTRY, source="lexicon/industries"),
        Entry(name="实体经济", type=None, source="lexicon/negatives"),
    ]
    assert find(LexiconRecogniser(entries=entries), "做强实体经济。") == []


def test_an_honour_is_also_proposed_with_the_scope_before_it() -> None:
    entries = [Entry(name="美丽庭院", type=EntityType.HONOUR, source="lexicon/honours")]
    assert find(LexiconRecogniser(entries=entries), "建成市级美丽庭院。") == [
        ("美丽庭院", "Honour"),
        ("市级美丽庭院", "Honour"),
    ]


@pytest.mark.parametrize("name", ["乡村振兴", "中央八项规定", "全国文明城市", "两个确立", "市人民政府", "阿里巴巴"])
def test_the_shipped_lexicon_knows_it(name: str) -> None:
    assert name in [text for text, _ in find(LexiconRecogniser(), f"关于{name}。")]


def test_a_users_file_wins_over_the_shipped_ones(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,type,variants,score\n乡村振兴,Brand,,\n珠光大脑,brand,珠光|珠脑,0.7\n", "utf-8")
    mentions = LexiconRecogniser([path])("珠脑服务乡村振兴", whole("珠脑服务乡村振兴"))
    assert [(m.text, m.type, m.score) for m in mentions] == [("珠脑", "Brand", 0.7), ("乡村振兴", "Brand", 1.0)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("云上珠城,Brnd\n", "own.csv, line 1: “Brnd” is no type"),
        ("name,type\n,Brand\n", "own.csv, line 2: the name is missing"),
        ("云上珠城,Brand,,high\n", "own.csv, line 1: the score “high” is no number"),
        ("云上珠城,Brand,,7\n", "own.csv, line 1: the score “7” is not from 0 to 1"),
        ("云上珠城\n", "own.csv, line 1: “” is no type"),
    ],
)
def test_a_bad_row_is_named_with_its_line(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "own.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(UsageError, match=message):
        LexiconRecogniser([path])


def test_a_file_that_is_not_utf_8_says_so(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes("云上珠城,Brand\n".encode("gb18030"))
    with pytest.raises(UsageError, match="not UTF-8"):
        read_lexicon(path)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_lexicon(tmp_path / "none.csv")
