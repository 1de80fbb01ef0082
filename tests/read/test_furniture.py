"""Page furniture: what a website puts around a report goes, and no sentence of the report goes with it."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.read import read_document
from kg.read.furniture import find_body

REPORTS = Path(__file__).parents[2] / "examples" / "reports"
OPENING = "各位代表：\n现在，我代表镇人民政府向大会报告工作，请予审议，并请各位列席会议的同志提出意见。"
CLOSING = "让我们更加紧密地团结起来，坚定信心、奋勇争先，为全面建设更加美好的家园而努力奋斗！"


def _keep(text: str) -> str:
    return "\n".join(text[start:end] for start, end in find_body(text))


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("luodian_2021h1", "政 府 工 作 报 告", "而不懈努力。"),
        ("niutang_2022h1", "——2022年7月14日在牛塘镇第五届", "迎接党的二十大胜利召开!"),
        ("shanxiahu_2021", "2021年山下湖镇政府工作报告", "建设新局面而努力奋斗!"),
        ("shengzhou_2023", "2024年嵊州市政府工作报告", "迎接新中国成立75周年!"),
        ("wenquan_2023", "一、2023年工作回顾", "共同富裕先行示范区”而团结奋斗!"),
    ],
)
def test_the_example_reports_are_cut_to_the_report(name: str, first: str, last: str) -> None:
    document = read_document(REPORTS / f"{name}.txt")

    assert len(document.body) == 1
    body = _keep(document.text)
    assert body.startswith(first)
    assert body.endswith(last)


@pytest.mark.parametrize(
    "line",
    [
        "朗读",
        "首页 | 政务公开 | 互动交流",
        "设为首页收藏本站",
        "当前位置：首页 > 政府信息公开 > 政府工作报告",
        "发布日期：2024-01-20 10:21　来源：市政府办公室　浏览次数：1234次",
        "【字体：大 中 小】 打印 关闭",
        "【字号：",
        "阅读量：",
        "索引号：001008/2022-141086",
        "发布机构: | 某镇人民政府 | 成文日期: | 2022-01-18 |",
        "---|---|---|---",
        "来源：某某日报",
        "https://www.example.cn/art/2024/1/20/art_1.html",
        "您需要 登录 才可以下载或查看，没有账号？立即注册",
    ],
)
def test_furniture_above_the_report_goes(line: str) -> None:
    assert _keep(f"{line}\n2024年某镇政府工作报告\n{OPENING}\n{CLOSING}").splitlines()[0] == "2024年某镇政府工作报告"


@pytest.mark.parametrize(
    "lines",
    [
        "（责任编辑：某某）",
        "扫一扫在手机打开当前页",
        "【我要纠错】责任编辑：某某",
        "上一篇：2022年政府工作报告\n下一篇：2024年统计公报",
        "主办单位：某市人民政府办公室\n浙ICP备12345678号-1\n网站标识码：3300000001",
        "版权所有：某市人民政府\n是否继续？\n放弃",
        "打印 关闭\n分享到：微信 微博",
        "您需要登录后才可以回帖 登录 | 立即注册\n客服中心\n9:00-18:00\nPowered by Discuz! X3.4",
        "免责声明：本文仅代表作者观点，不代表本站立场。凡注明为原创作品的，未经许可，不得转载！",
    ],
)
def test_furniture_below_the_report_goes(lines: str) -> None:
    assert _keep(f"{OPENING}\n{CLOSING}\n\n{lines}\n") == f"{OPENING}\n{CLOSING}"


@pytest.mark.parametrize("line", ["— 12 —", "第 3 页 共 20 页", "【字体：大 中 小】", "扫一扫在手机打开当前页"])
def test_what_is_never_part_of_a_report_goes_from_its_midst(line: str) -> None:
    assert _keep(f"{OPENING}\n{line}\n{CLOSING}") == f"{OPENING}\n{CLOSING}"


@pytest.mark.parametrize(
    "line",
    [
        "首页",
        "来源：群众意见",
        "主办单位：省交通运输厅，各州、市人民政府",
        "2023年",
        "12",
        "谢谢大家！",
        "附件：",
        "（一）产业发展",
        "打印、下载服务网点实现村村通。",
    ],
)
def test_short_lines_of_the_report_stay(line: str) -> None:
    text = f"{OPENING}\n{line}\n{CLOSING}"

    assert find_body(text) == ((0, len(text)),)


def test_titles_above_a_byline_stay_and_menus_above_it_go() -> None:
    above = "市民邮箱\n走进某县\n某县政府工作报告\n——2024年1月8日在某县第九届人民代表大会第三次会议上\n县长 王晓明"

    kept = _keep(f"{above}\n发布时间：2024-01-20 09:00\n{OPENING}\n{CLOSING}").splitlines()
    assert kept[:3] == above.splitlines()[2:]


def test_a_text_of_furniture_alone_is_kept_whole() -> None:
    assert _keep("首页\n登录\n打印") == "首页\n登录\n打印"


def test_paragraphs_broken_into_lines_are_no_edge() -> None:
    lines = ["过去一年，全镇上下坚持稳中求进工作总基调，全力以赴拼"] * 6

    assert _keep("\n".join(["朗读", *lines, "12", *lines])) == "\n".join([*lines, "12", *lines])


@settings(deadline=None)
@given(
    st.text(st.sampled_from("各位代表全镇。，！!；|【】（）0123年月日 \t\n\r\u2028朗读首页:-来源"), max_size=300)
    | st.text(max_size=80)
)
def test_spans_lie_in_the_text_sorted_and_apart(text: str) -> None:
    spans = find_body(text)

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    assert bool(spans) == bool(text.strip())


@pytest.mark.parametrize(
    "line", ["大中小" * 26, "•" * 300, "时间来源" * 20 + "x", "-|" * 150, "【字体：" + "大 " * 140]
)
def test_no_line_is_slow(line: str) -> None:
    text = f"{line}\n" * 2000

    assert find_body(text)
