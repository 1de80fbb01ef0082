"""Words for time against a report of early 2024 on 2023, and one of mid-2022."""

import pytest

from kg.periods import Timeframe, find_period_cues

ANNUAL = Timeframe.of("2023", "2024")
HALFWAY = Timeframe.of("2022-H1", "2022-H2")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2023年，", "2023"),
        ("2022年1-6月", "2022-01/2022-06"),
        ("截至7月底，", "2024-01/2024-07"),
        ("过去五年，", "2019/2023"),
        ("今后五年，", "2024/2028"),
        ("“十四五”期间", "2021/2023"),
        ("“十四五”末", "2025"),
        ("2007年以来，", "2007/2023"),
        ("去年，", "2023"),
        ("到2026年", "2026"),
        ("2021-2025年", "2021/2025"),
        ("前三季度", "2024-01/2024-09"),
    ],
)
def test_word_is_read_against_the_report(text: str, period: str) -> None:
    assert [cue.period for cue in find_period_cues(text, 0, len(text), frame=ANNUAL)] == [period]


@pytest.mark.parametrize(
    ("text", "period"), [("下半年", "2022-H2"), ("上半年", "2022-H1"), ("自4月6日以来", "2022-04/2022-06")]
)
def test_halfway_report_speaks_of_its_own_year(text: str, period: str) -> None:
    assert [cue.period for cue in find_period_cues(text, 0, len(text), frame=HALFWAY)] == [period]


@pytest.mark.parametrize(
    "text", ["比2019年增长", "较2020年", "《2022年规划》", "2022年度奖金", "新建2000套住房", "三年行动"]
)
def test_bases_and_names_are_no_time(text: str) -> None:
    assert list(find_period_cues(text, 0, len(text), frame=ANNUAL)) == []


def test_nothing_relative_without_a_frame() -> None:
    assert Timeframe.of(None, None) is None
    assert [cue.period for cue in find_period_cues("去年和2021年", 0, 9, frame=None)] == ["2021"]
