"""Headings, sentences, roles and periods of whole small reports."""

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document, Metadata, Role
from kg.structure import outline_document

REPORT = """各位代表：
现在，我代表甲县人民政府向大会报告工作，请予审议。
一、2023年工作回顾
（一）经济运行承压回升。全年生产总值完成100亿元，增长6%。下一步，将新建学校2所。
过去五年，新建公路50公里。
二、2024年工作安排
主要预期目标是：生产总值增长5%左右。
1.突出项目建设。力争开工项目30个以上。
附件1：名词解释
"""


def make_document(text: str, metadata: Metadata | None = None) -> Document:
    return Document(
        name="report",
        path="report.txt",
        media_type="text/plain",
        encoding="utf-8",
        text=text,
        body=((0, len(text)),),
        sha256="",
        metadata=metadata or Metadata(reviewed="2023", planned="2024"),
    )


def test_heading_tree_follows_the_numbering() -> None:
    sections = outline_document(make_document(REPORT)).sections
    assert [(s.level, s.title, s.parent) for s in sections] == [
        (0, "", None),
        (1, "一、2023年工作回顾", 0),
        (2, "（一）经济运行承压回升", 1),
        (1, "二、2024年工作安排", 0),
        (2, "1.突出项目建设", 3),
    ]


def test_each_sentence_has_its_role_and_period() -> None:
    document = make_document(REPORT)
    found = {document.text[s.start : s.end]: (s.role, s.period) for s in outline_document(document).sentences}
    assert found["现在，我代表甲县人民政府向大会报告工作，请予审议。"] == (Role.OTHER, None)
    assert found["全年生产总值完成100亿元，增长6%。"] == (Role.REVIEW, "2023")
    assert found["下一步，将新建学校2所。"][0] is Role.PLAN
    assert found["过去五年，新建公路50公里。"] == (Role.REVIEW, "2019/2023")
    assert found["力争开工项目30个以上。"] == (Role.PLAN, "2024")
    assert found["附件1：名词解释"] == (Role.OTHER, None)


def test_roles_need_no_headings() -> None:
    text = "全年完成投资20亿元，增长8%。\n今年，力争完成投资30亿元。确保新增就业500人以上。\n"
    roles = [s.role for s in outline_document(make_document(text)).sentences]
    assert roles == [Role.REVIEW, Role.PLAN, Role.PLAN]


def test_only_the_body_is_read() -> None:
    document = make_document("朗读\n完成投资20亿元。\n打印\n")
    document = Document(**{name: getattr(document, name) for name in document.__slots__} | {"body": ((3, 13),)})
    assert [document.text[s.start : s.end] for s in outline_document(document).sentences] == ["完成投资20亿元。"]


@given(st.text(alphabet="一二、。！？”（）() \n\t1a年工作"))
def test_sentences_are_in_order_trimmed_and_apart(text: str) -> None:
    outline = outline_document(make_document(text))
    before = 0
    for sentence in outline.sentences:
        piece = text[sentence.start : sentence.end]
        assert sentence.start >= before
        assert piece == piece.strip()
        assert any(map(str.isalnum, piece))
        assert outline.sections[sentence.section].start <= sentence.start
        before = sentence.end
