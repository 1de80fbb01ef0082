"""What can be no name is no candidate, whoever proposes it."""

import pytest

from kg.recognise import is_name


@pytest.mark.parametrize("text", ["“", "县", "、", "示范镇，", " 示范镇", "！！"])
def test_punctuation_single_characters_and_loose_ends_are_no_names(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize("text", ["云想尖峰 花享罗店", "“四好农村路”示范县", "4A", "嵊州", "越剧《碧玉簪》"])
def test_quotes_spaces_and_digits_inside_a_name_are_fine(text: str) -> None:
    assert is_name(text)
