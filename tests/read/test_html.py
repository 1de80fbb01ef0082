"""Web pages: the report's blocks a line each, whatever charset the page has or claims."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import EmptyFileError, ReadError
from kg.read import Limits, read_document
from kg.read.html import read_html

Save = Callable[[str, bytes], Path]
MENU = '<div><a href="/">首页</a> <a href="/z">政务公开</a></div><div>您的位置：<a>首页</a> &gt; 政府工作报告</div>'
BYLINE = "<div>发布日期：2024-01-20 浏览次数：<span>12</span> 【字体：<a>大</a> <a>中</a> <a>小</a>】</div>"
FOOT = '<div class="footer">主办单位：青溪镇人民政府 浙ICP备12345678号</div>'


def _page(content: str, charset: str = "") -> str:
    head = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{head}<title>青溪镇</title></head><body>{MENU}{content}{FOOT}</body></html>"


def _blocks(report: str) -> str:
    title, *lines = report.splitlines()
    return f"<h1>{title}</h1>{BYLINE}<div>" + "".join(f"<p>　　{line}</p>" for line in lines) + "</div>"


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("utf-8", "utf-8"),
        ("gb2312", "gb18030"),
        ("", "gb18030"),
        ("", "utf-8"),
        ("gb2312", "utf-8"),
        ("utf-8", "gb18030"),
    ],
)
def test_a_page_gives_its_report_without_the_page(save: Save, report: str, declared: str, codec: str) -> None:
    document = read_document(save("a.html", _page(_blocks(report), declared).encode(codec)))

    body = "\n".join(document.text[start:end] for start, end in document.body)
    assert [line.strip("　") for line in body.splitlines()] == report.splitlines()
    assert (document.encoding, document.media_type) == (codec, "text/html")
    assert (document.metadata.title, document.metadata.speaker) == ("2024年青溪镇政府工作报告", "王晓明")


def test_paragraphs_made_of_line_breaks_stay_apart(save: Save, report: str) -> None:
    content = report.replace("\n", "<br>")

    assert report in read_document(save("a.htm", _page(content).encode())).text


def test_headings_and_tables_stay(save: Save, report: str) -> None:
    table = "<table><tr><td>指标</td><td>数值</td></tr><tr><td>产值</td><td>35亿元</td></tr></table>"
    content = _blocks(report).replace("<p>　　二、", f"<h3>附表</h3>{table}<p>　　二、") + table

    text = read_document(save("a.html", _page(content).encode())).text
    assert "\n附表\n指标\t数值\n产值\t35亿元\n二、" in text
    assert text.endswith("\n产值\t35亿元")


def test_scripts_and_comments_are_no_text() -> None:
    markup = "<body><script>var 全镇 = 1;</script><!-- 秘密 --><p>全镇工作取得进步。</p><style>p{}</style></body>"

    assert read_html(markup.encode(), "a.html").text == "全镇工作取得进步。"


def test_entities_are_read_and_unfit_characters_are_not() -> None:
    markup = "<p>产值&#50;&#20159;元&nbsp;&#0;&#xD800;&#x1;好</p><p>全镇工作取得进步。</p>"

    text = read_html(markup.encode(), "a.html").text
    assert "产值2亿元" in text
    assert text.encode("utf-8")
    assert "\x01" not in text


def test_external_entities_are_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", "utf-8")
    markup = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>全镇工作&x;。</p></body></html>'

    assert "秘密" not in read_html(markup.encode(), "a.html").text


def test_deep_nesting_does_not_break_the_reader() -> None:
    markup = "<div>" * 20_000 + "全镇工作取得进步。" + "</div>" * 20_000

    assert read_html(markup.encode(), "a.html").text in {"全镇工作取得进步。", ""}


def test_a_crowded_page_is_read_block_by_block(report: str) -> None:
    text = read_html(_page(_blocks(report)).encode(), "a.html", limits=Limits(max_elements=10)).text

    assert text.startswith("首页 政务公开")
    assert all(line in text for line in report.splitlines())


@pytest.mark.parametrize("markup", ["<html><body></body></html>", "<script>x</script>", "<!-- x -->"])
def test_a_page_without_text_is_empty(save: Save, markup: str) -> None:
    with pytest.raises(EmptyFileError):
        read_document(save("a.html", markup.encode()))


@settings(deadline=None)
@given(st.text(st.sampled_from("<>/!-pdivtable=\"'&#x;全镇 \n?[]"), max_size=200))
def test_no_markup_raises_anything_but_a_read_error(markup: str) -> None:
    try:
        source = read_html(markup.encode(), "a.html")
    except ReadError:
        return
    assert source.text.encode("utf-8").decode("utf-8") == source.text
