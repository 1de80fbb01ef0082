"""The head of a report: title, organ, speaker, meeting, day and the periods it speaks of."""

from pathlib import Path

import pytest

from kg.model import Metadata
from kg.read import read_document
from kg.read.head import fold
from kg.read.metadata import find_metadata
from kg.read.periods import find_date

REPORTS = Path(__file__).parents[2] / "examples" / "reports"
OPENING = "各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。"


def _read(text: str, name: str = "") -> Metadata:
    return find_metadata(text, [(0, len(text))], name=name)


def test_the_head_of_the_shanxiahu_report_is_read() -> None:
    assert read_document(REPORTS / "shanxiahu_2021.txt").metadata == Metadata(
        title="2021年山下湖镇政府工作报告",
        organ="山下湖镇人民政府",
        speaker="郭南",
        congress="山下湖镇第十八届人民代表大会第一次会议",
        date="2022-01-18",
        reviewed="2017/2021",
        planned="2022/2026",
    )


@pytest.mark.parametrize(
    ("name", "speaker", "organ", "date", "reviewed", "planned"),
    [
        ("luodian_2021h1", "", "罗店镇人民政府", "2021-08-17", "2021-H1", "2021-H2"),
        ("niutang_2022h1", "汤枫", "牛塘镇人民政府", "2022-07-14", "2022-H1", "2022-H2"),
        ("shengzhou_2023", "潘超英", "嵊州市人民政府", None, "2023", "2024"),
        ("wenquan_2023", "", "", None, "2023", "2024"),
    ],
)
def test_the_other_examples_are_read(
    name: str, *, speaker: str, organ: str, date: str | None, reviewed: str, planned: str
) -> None:
    found = read_document(REPORTS / f"{name}.txt").metadata

    assert (found.speaker, found.organ, found.date) == (speaker, organ, date)
    assert (found.reviewed, found.planned) == (reviewed, planned)


@pytest.mark.parametrize(
    ("head", "speaker"),
    [
        ("2024年1月8日在某县第九届人民代表大会第三次会议上\n王　明", "王明"),
        ("某县人民政府县长　　欧阳晓", "欧阳晓"),
        ("代县长 王晓明（2024年1月8日）", "王晓明"),
        ("某县人民政府县长\n李大山", "李大山"),
        ("——2024年1月8日在某县第九届人民代表大会第三次会议上 县长 王晓明", "王晓明"),
        ("2025年1月17日在某省第十四届人民代表大会第三次会议上某省省长王晓明作政府工作报告", "王晓明"),
        ("2025年1月15日王晓市长在某市第十六届人民代表大会第三次会议的政府工作报告", "王晓"),
        ("自治区主席 阿布都·吐尔逊", "阿布都·吐尔逊"),
        ("报告人：某县人民政府县长 王晓明", "王晓明"),
        ("政府工作报告\n目 录", ""),
        ("市长信箱", ""),
    ],
)
def test_the_speaker_is_found(head: str, speaker: str) -> None:
    assert _read(f"{head}\n{OPENING}").speaker == speaker


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("政 府 工 作 报 告", "政府工作报告"),
        ("标题：２０２４年某县政府工作报告\n政府工作报告", "２０２４年某县政府工作报告"),
        ("[浙江] 2024年某县政府工作报告", "2024年某县政府工作报告"),
        ("某县人民政府关于印发《某县办法（试行）》的通知", "某县人民政府关于印发《某县办法（试行）》的通知"),
        ("", ""),
    ],
)
def test_the_title_is_as_the_source_spells_it(head: str, title: str) -> None:
    assert _read(f"{head}\n{OPENING}").title == title


@pytest.mark.parametrize(
    ("head", "organ"),
    [
        ("政府工作报告\n某县人民政府县长 王晓明", "某县人民政府"),
        ("2024年某县政府工作报告", "某县人民政府"),
        ("——2024年1月8日在某县第九届人民代表大会第三次会议上", "某县人民政府"),
        ("——2023年3月5日在第十四届全国人民代表大会第一次会议上\n国务院总理 王晓明", "国务院"),
        ("发布机构: | 某镇人民政府 | 成文日期: | 2022-01-18 |", "某镇人民政府"),
        ("政府工作报告", ""),
    ],
)
def test_the_organ_is_named_in_full_or_not_at_all(head: str, organ: str) -> None:
    assert _read(f"{head}\n{OPENING}").organ == organ


def test_a_meeting_broken_over_two_lines_is_whole() -> None:
    head = "——2024年2月3日在某市第六届人民代表大会\n\n第六次会议上"

    assert _read(f"{head}\n{OPENING}").congress == "某市第六届人民代表大会第六次会议"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2021年8月17日在某镇第十七届人民代表大会第十次会议上", "2021-08-17"),
        ("（2008年3月27日）", "2008-03-27"),
        ("２００８年３月５日", "2008-03-05"),
        ("二〇二一年一月十日", "2021-01-10"),
        ("二○一二年十二月三十一日", "2012-12-31"),
        ("2024-01-08", "2024-01-08"),
        ("2024年2月30日", None),
        ("2024年1月", None),
    ],
)
def test_days_are_read_in_every_spelling(line: str, date: str | None) -> None:
    assert find_date([fold(line)]) == date


def test_the_day_of_the_meeting_counts_before_that_of_the_page() -> None:
    assert find_date(["2007年04月05日", "政府工作报告", "(2007年1月16日)"]) == "2007-01-16"
    assert find_date(["2007年04月05日", "——2007年1月16日在某省第十届人民代表大会第五次会议上"]) == "2007-01-16"


@pytest.mark.parametrize(
    ("headings", "periods"),
    [
        (("一、2023年工作回顾", "二、2024年工作安排"), ("2023", "2024")),
        (("一、二〇二三年工作回顾", "二、二〇二四年工作安排"), ("2023", "2024")),
        (("一、关于2019年工作", "二、关于2020年工作"), ("2019", "2020")),
        (("2021年上半年工作回顾", "下半年重点工作"), ("2021-H1", "2021-H2")),
        (("一、过去五年工作回顾", "二、今后五年的奋斗目标", "三、2012年工作安排"), ("2007/2011", "2012/2016")),
        (("一、过去五年工作回顾", "二、2012年工作安排"), ("2007/2011", "2012")),
        (
            ("一、“十四五”时期经济社会发展回顾", "二、“十五五”时期主要目标", "三、2026年工作"),
            ("2021/2025", "2026/2030"),
        ),
        (("一、2025年和“十四五”时期工作回顾", "二、2026年工作安排"), ("2025", "2026")),
        (("一、过去一年工作回顾", "二、2025年目标任务和重点工作"), ("2024", "2025")),
        (("奋力完成2023年各项任务", "全力实现2024年奋斗目标"), ("2023", "2024")),
        (("一、过去五年工作回顾。成绩来之不易。三、2023年主要任务。",), ("2018/2022", "2023")),
        (("一、2022年经济社会发展取得新进步", "二、全力抓好2023年重点工作"), ("2022", "2023")),
    ],
)
def test_the_headings_tell_the_periods(headings: tuple[str, ...], periods: tuple[str, str]) -> None:
    found = _read("\n".join([OPENING, *(f"{heading}\n全县工作取得新的进步。" for heading in headings)]))

    assert (found.reviewed, found.planned) == periods


@pytest.mark.parametrize(
    ("text", "name", "reviewed"),
    [
        ("——2024年1月8日在某县第九届人民代表大会第三次会议上", "", "2023"),
        ("——2024年12月28日在某县第九届人民代表大会第四次会议上", "", "2024"),
        ("——2024年7月28日在某镇第九届人民代表大会第四次会议上\n上半年，全镇经济平稳运行。", "", "2024-H1"),
        ("2023年，是全面贯彻落实党的二十大精神的开局之年。", "", "2023"),
        ("政府工作报告", "某县_2024", "2023"),
        ("政府工作报告", "某县", None),
    ],
)
def test_without_headings_the_day_the_opening_and_the_file_name_tell(
    text: str, name: str, reviewed: str | None
) -> None:
    head, _, rest = text.partition("\n")

    assert _read(f"{head}\n{OPENING}\n{rest}", name).reviewed == reviewed


def test_an_official_text_that_is_no_report_has_no_periods() -> None:
    text = "某部关于加强2023年防汛工作的通知\n各有关单位：\n为做好防汛工作，现将有关事项通知如下。\n2023年3月24日"

    assert (_read(text, "某部_2023").reviewed, _read(text).planned) == (None, None)
