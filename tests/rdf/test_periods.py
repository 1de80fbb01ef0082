"""Notations of periods and the days that they mean."""

import pytest

from kg.rdf.periods import Period, parse_period


@pytest.mark.parametrize(
    ("notation", "start", "end", "years"),
    [
        ("2021", "2021-01-01", "2021-12-31", (2021, 2021)),
        ("2021-H1", "2021-01-01", "2021-06-30", (2021, 2021)),
        ("2021-H2", "2021-07-01", "2021-12-31", (2021, 2021)),
        ("2022-Q3", "2022-07-01", "2022-09-30", (2022, 2022)),
        ("2024-02", "2024-02-01", "2024-02-29", (2024, 2024)),
        ("2021-01/2021-07", "2021-01-01", "2021-07-31", (2021, 2021)),
        ("2017/2021", "2017-01-01", "2021-12-31", (2017, 2021)),
        ("2021-05-04", "2021-05-04", "2021-05-04", (2021, 2021)),
    ],
)
def test_a_notation_means_days(notation: str, start: str, end: str, years: tuple[int, int]) -> None:
    period = parse_period(notation)
    assert period == Period(notation=notation, start=start, end=end)
    assert (period.start_year, period.year) == years


@pytest.mark.parametrize(
    "notation", [None, "", "今年", "2021-13", "2021-02-30", "2021-00", "2021/2017", "21", "/2021", "2021-H3"]
)
def test_what_means_nothing_gives_nothing(notation: str | None) -> None:
    assert parse_period(notation) is None
