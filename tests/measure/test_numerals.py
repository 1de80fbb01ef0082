"""Numerals as reports write them."""

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.measure.numerals import read_fraction, read_numeral


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("46亿", "4600000000"),
        ("1,234.5", "1234.5"),
        ("2.2万", "22000"),
        ("20余万", "200000"),
        ("3万亿", "3000000000000"),
        ("１２．5", "12.5"),
        ("十二", "12"),
        ("两", "2"),
        ("一千多万", "10000000"),
        ("百亿", "10000000000"),
        ("2400多", "2400"),
    ],
)
def test_numeral_is_read_exactly(text: str, number: str) -> None:
    assert read_numeral(text) == Decimal(number)


@pytest.mark.parametrize("text", ["9" * 40, "9" * 40 + "亿", "99999999亿亿", "1" * 400 + ".5"])
def test_more_than_anybody_reports_is_no_number(text: str) -> None:
    assert read_numeral(text) is None


@pytest.mark.parametrize("text", ["", "余", "几"])
def test_no_number_without_digits(text: str) -> None:
    assert read_numeral(text) is None


@pytest.mark.parametrize(("text", "share"), [("1/4", "25"), ("三分之二", "66.6667"), ("百分之五", "5")])
def test_fraction_is_a_percentage(text: str, share: str) -> None:
    assert read_fraction(text) == Decimal(share)


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_chinese_numerals_round_trip(number: int) -> None:
    assert read_numeral(cn2an.an2cn(str(number), "low")) == number


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_arabic_numerals_round_trip(number: Decimal) -> None:
    assert read_numeral(f"{number:,f}") == number
    assert read_numeral(f"{number:f}万") == number * 10000
