"""Themes tell reports apart; jieba's global tokenizer and temp folder stay untouched."""

import tempfile
from pathlib import Path

import pytest

from kg.backends.jieba import JiebaWords, import_jieba
from kg.read import read_document
from kg.structure import outline_document
from kg.themes import THEMES, find_themes


@pytest.mark.parametrize(
    ("name", "theme"), [("shanxiahu_2021", "珍珠"), ("shengzhou_2023", "越剧"), ("wenquan_2023", "温泉")]
)
def test_a_report_is_told_apart_by_its_own_words(reports: Path, name: str, theme: str) -> None:
    document = read_document(reports / f"{name}.txt")
    themes = find_themes(document, outline_document(document))
    assert theme in themes
    assert len(themes) == THEMES
    assert "建设" not in themes


@pytest.mark.parametrize("text", ["", "镇", "㐀㐁𠀀", "实施“八八战略”3年来GDP增长8%；韩佳明任组长", "abc,,。\n"])
def test_words_are_those_of_jieba(text: str) -> None:
    assert JiebaWords().cut(text) == list(import_jieba().Tokenizer().cut(text))


def test_words_joined_are_the_text() -> None:
    text = "全镇实现GDP达46亿元,\n珍珠产业\u3000做强。"
    assert "".join(JiebaWords().cut(text)) == text


def test_keywords_do_not_depend_on_the_order_of_equals() -> None:
    assert JiebaWords().rank_keywords("越剧珍珠。珍珠越剧。", limit=2) == JiebaWords().rank_keywords(
        "珍珠越剧。越剧珍珠。", limit=2
    )


def test_the_global_tokenizer_and_the_temp_folder_stay_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    JiebaWords(["珍珠"])
    assert not list(tmp_path.iterdir())
    assert not import_jieba().dt.initialized
