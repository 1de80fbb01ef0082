"""What each predicate and each rule of status looks like in a sentence, and what states no fact."""

from collections.abc import Callable

import pytest

from kg.model import Fact
from kg.relate.facts import calibrate

Row = tuple[str | None, str, str, str]
Rows = Callable[..., set[Row]]
Relate = Callable[..., tuple[Fact, ...]]


@pytest.mark.parametrize(
    ("role", "sentence", "row"),
    [
        ("review", "深入实施[清风行动|Program]，群众满意度不断提高。", (None, "implements", "清风行动", "ongoing")),
        ("review", "[云溪大桥|Facility]建成通车。", (None, "implements", "云溪大桥", "done")),
        ("review", "出台[民宿管理办法|Document]。", (None, "implements", "民宿管理办法", "done")),
        ("plan", "开工建设[北山引水工程|Project]。", (None, "implements", "北山引水工程", "planned")),
        ("plan", "培育壮大[花木产业|Industry]。", (None, "targets", "花木产业", "planned")),
        ("plan", "争创[省级森林城镇|Honour]。", (None, "targets", "省级森林城镇", "planned")),
        ("review", "获评[省级森林城镇|Honour]。", (None, "awarded", "省级森林城镇", "done")),
        ("review", "成功举办[第四届枇杷节|Event]。", (None, "hosts", "第四届枇杷节", "done")),
        ("plan", "坚持[人民至上|Slogan]，改善民生。", (None, "upholds", "人民至上", "ongoing")),
        ("plan", "深化与[浙江大学|Organization]合作。", (None, "cooperatesWith", "浙江大学", "ongoing")),
    ],
)
def test_each_predicate_is_stated_of_the_jurisdiction(rows: Rows, role: str, sentence: str, row: Row) -> None:
    assert row in rows(sentence, role=role)


@pytest.mark.parametrize(
    ("role", "sentence", "status"),
    [
        ("review", "推进[数字乡村|Program]建设。", "ongoing"),
        ("review", "深化[医药卫生体制改革|Program]。", "ongoing"),
        ("review", "完成[国企改革三年行动|Program]。", "done"),
        ("review", "开展[平安护航行动|Program]。", "done"),
        ("plan", "加快推进[数字乡村|Program]建设。", "planned"),
        ("plan", "继续实施[清风行动|Program]。", "ongoing"),
        ("plan", "持续深化[医药卫生体制改革|Program]。", "ongoing"),
        ("plan", "实施[安居工程三年行动|Program]。", "planned"),
        ("review", "[云溪大桥|Facility]开工建设。", "ongoing"),
        ("review", "[云溪大桥|Facility]竣工投用。", "done"),
    ],
)
def test_section_and_verb_decide_the_status(relate: Relate, role: str, sentence: str, status: str) -> None:
    assert [fact.status for fact in relate(sentence, role=role)] == [status]


@pytest.mark.parametrize(
    "sentence",
    [
        "以[四方协同|Program]为依托，拓展新空间。",
        "根本在于[习近平新时代中国特色社会主义思想|Slogan]科学指引，得益于市委坚强领导。",
        "我们也清醒地看到，[现代服务业|Industry]发展不足。",
        "[跨境电商|Industry]交易额增长30%。",
        "主动接受[镇人大|Organization]监督。",
    ],
)
def test_a_name_that_is_only_referred_to_states_nothing(rows: Rows, sentence: str) -> None:
    assert rows(sentence) == set()


def test_every_member_of_a_list_gets_the_fact(rows: Rows) -> None:
    found = rows("[东湖公园|Facility]、[南门广场|Facility]、[云溪大桥|Facility]等项目相继建成投用。")
    assert found == {(None, "implements", name, "done") for name in ("东湖公园", "南门广场", "云溪大桥")}


def test_each_winner_has_its_own_honour(rows: Rows) -> None:
    found = rows("[青山县|Place]获评[国家卫生县城|Honour]，[绿野农业|Enterprise]入选[省级龙头企业|Honour]。")
    assert ("青山县", "awarded", "国家卫生县城", "done") in found
    assert ("绿野农业", "awarded", "省级龙头企业", "done") in found
    assert not any(subject is None for subject, predicate, _, _ in found if predicate == "awarded")


def test_two_winners_share_an_honour(rows: Rows) -> None:
    found = rows("[青山县|Place]、[白水县|Place]获评[国家卫生县城|Honour]。")
    assert {row[0] for row in found if row[1] == "awarded"} == {"青山县", "白水县"}


def test_the_jurisdiction_by_name_is_no_other_subject(rows: Rows) -> None:
    assert rows("[罗店镇|Place]获评[国家卫生镇|Honour]。") == {(None, "awarded", "国家卫生镇", "done")}


@pytest.mark.parametrize("sentence", ["新建[青山小学|Organization]。", "[青山医院|Organization]建成投用。"])
def test_a_school_or_hospital_that_is_built_is_implemented(relate: Relate, sentence: str) -> None:
    (fact,) = relate(sentence)
    assert (fact.predicate, fact.rule.split(":")[0]) == ("implements", "founding")


def test_a_wrapped_line_reads_like_a_whole_one(rows: Rows) -> None:
    whole = rows("深入实施[清风行动|Program]，建成[东湖公园|Facility]。")
    assert rows("深入实\n施[清风行动|Program]，建 成“[东湖公园|Facility]”。") == whole


@pytest.mark.parametrize(
    ("product", "chance"), [(0.0, 0.35), (0.23, 0.5), (0.29, 0.54), (0.75, 0.86), (1.0, 0.99), (1.2, 0.99)]
)
def test_a_facts_score_is_what_such_facts_are_worth(product: float, chance: float) -> None:
    assert calibrate(product) == pytest.approx(chance)
