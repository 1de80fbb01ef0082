"""Spans: both marks or none."""

import pytest

from kg.model import EntityType, Mention
from kg.recognise.spans import complete_span


@pytest.mark.parametrize(
    ("text", "found", "closed"),
    [
        ("推行“浙江制造”标准。", "浙江制造”标准", "“浙江制造”标准"),
        ("落实新政“十条。”", "新政“十条", "新政“十条"),
        ("出台惠企“十条”，", "惠企“十条", "惠企“十条”"),
        ("推进浦口区块开发。", "浦口区", "浦口区块"),
        ("坚持“两个维护”。", "两个维护”", "两个维护"),
        ("推进长江“十年禁渔”。", "长江“", "长江"),
        ("人民西路项目(亚邦桥—湖滨路)开工。", "人民西路项目(", "人民西路项目"),
        ("人民西路项目（亚邦桥—湖滨路）开工。", "亚邦桥—湖滨路）", "亚邦桥—湖滨路"),
        ("人民西路项目(亚邦桥—湖滨路)开工。", "人民西路项目(亚邦桥—湖滨路)", "人民西路项目(亚邦桥—湖滨路)"),
        ("发展农业（“五大”产业。", "（“五大", "“五大”"),
        ("见（（。", "（（", "（（"),
        ("获评“四好农村路”示范县。", "“四好农村路”示范县", "“四好农村路”示范县"),
    ],
)
def test_a_span_has_both_marks_or_none(text: str, found: str, closed: str) -> None:
    start = text.index(found)
    mention = Mention(start=start, end=start + len(found), text=found, type=EntityType.PROGRAM)
    again = complete_span(text, mention)
    assert again.text == closed == text[again.start : again.end]
