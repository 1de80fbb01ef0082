"""Links as a whole: every mention means something, order does not matter, keys are stable, users may overrule."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.link import Decision, link_mentions, read_decisions, resolve_jurisdiction
from kg.link.names import identify
from kg.link.normalise import normalise_name
from kg.link.setting import lay_out
from kg.model import Document, EntityType, Jurisdiction, Links, Mention

TYPES = st.sampled_from([kind for kind in EntityType if kind is not EntityType.PLACE])
CODES = st.sampled_from(["330681108", "330683", "330600", "330000", "450000", "441900"])
PARTS = [
    "第五届",
    "市",
    "镇",
    "诸暨",
    "山下湖镇",
    "珍珠",
    "产业",
    "战略",
    "“",
    "”",
    "平台",
    "公司",
    "委",
    "十四五规划",
    "公园",
]
NAMES = st.one_of(
    st.text(min_size=1, max_size=12),
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map("".join),
)


def make_jurisdiction(code: str) -> Jurisdiction:
    document = Document(name="", path="", media_type="", encoding=None, text="", body=(), sha256="")
    return resolve_jurisdiction(document, override=code)


@settings(deadline=None, max_examples=60)  # the first call loads the gazetteer
@given(NAMES)
def test_the_normal_form_of_a_normal_form_is_itself(name: str) -> None:
    assert normalise_name(normalise_name(name)) == normalise_name(name)


@settings(deadline=None, max_examples=60)  # the first call loads the gazetteer
@given(TYPES, NAMES, CODES)
def test_a_key_is_a_function_of_type_name_and_place(kind: EntityType, name: str, code: str) -> None:
    setting = lay_out(make_jurisdiction(code))
    identity = identify(kind, normalise_name(name), setting)
    assert identity == identify(kind, normalise_name(name), setting)
    assert identity.key.startswith(kind.lower() + "/")
    assert identity.key.count("/") == (2 if identity.scope else 1)


@settings(deadline=None, max_examples=60)  # the first call loads the gazetteer
@given(TYPES, NAMES, CODES)
def test_the_name_of_an_entity_leads_to_the_entity_in_the_report_of_its_place(
    kind: EntityType, name: str, code: str
) -> None:
    keys = []
    for _ in range(10):  # one step for each place or level word that is stacked before a name
        identity = identify(kind, normalise_name(name), lay_out(make_jurisdiction(code)))
        code = identity.scope.code if identity.scope and identity.scope.code else code
        name = identity.name
        keys.append(identity.key)
    assert keys[-1] == keys[-2]


@settings(deadline=None, max_examples=60)  # the first call loads the gazetteer
@given(st.lists(st.tuples(st.sampled_from(list(EntityType)), NAMES), max_size=12), st.randoms())
def test_the_order_of_mentions_does_not_matter(names: list[tuple[EntityType, str]], chance: random.Random) -> None:
    mentions = [Mention(start=0, end=len(name), text=name, type=kind) for kind, name in names]
    document = Document(name="", path="", media_type="", encoding=None, text="", body=(), sha256="")
    jurisdiction = make_jurisdiction("330681108")
    first = link_mentions(document, jurisdiction, mentions)
    shuffled = chance.sample(mentions, len(mentions))
    again = link_mentions(document, jurisdiction, shuffled)
    assert first == again
    assert set(first.of) == set(mentions)
    assert set(first.of.values()) <= set(first.entities)


def test_names_that_are_not_the_entity_s_own_are_kept_with_the_reason(link: Callable[..., Links]) -> None:
    links = link("330681108", [("Organization", "镇党委"), ("Program", "“八八战略”")])
    assert [(merge.name, merge.entity, merge.reason) for merge in links.merges] == [
        ("镇党委", "organization/330681108/中共山下湖镇委员会", "organ by level"),
        ("“八八战略”", "program/八八战略", "quotation marks, width or blanks"),
    ]
    body = next(entity for entity in links.entities if entity.name == "中共山下湖镇委员会")
    assert (body.alternatives, body.scope) == (("镇党委",), "place/330681108")


def test_a_user_joins_two_names(link: Callable[..., Links]) -> None:
    same = Decision(same=True, type=EntityType.ENTERPRISE, name="小珠", other="某某珍珠有限公司")
    links = link("330681108", [("Enterprise", "小珠")], [same])
    assert [entity.key for entity in links.of.values()] == ["enterprise/某某珍珠有限公司"]
    assert [merge.reason for merge in links.merges] == ["user's decision"]


def test_a_user_keeps_two_names_apart(link: Callable[..., Links]) -> None:
    names = [("Facility", "全球珍珠交易平台"), ("Facility", "珍珠交易平台")]
    apart = Decision(same=False, type=EntityType.FACILITY, name="珍珠交易平台", other="全球珍珠交易平台")
    assert len({entity.key for entity in link("330681108", names).of.values()}) == 1
    assert len({entity.key for entity in link("330681108", names, [apart]).of.values()}) == 2


def test_a_user_says_which_place_a_homonym_is(link: Callable[..., Links]) -> None:
    said = Decision(same=True, type=EntityType.PLACE, name="鼓楼区", other="350102")
    links = link("330683", [("Place", "鼓楼区")], [said])
    assert [entity.key for entity in links.of.values()] == ["place/350102"]
    assert links.unresolved == ()


def test_decisions_are_read_from_a_table(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text("decision,type,name,other\nsame,Brand,“甲”,乙\ndifferent,Event,丙,丁\n", "utf-8")
    assert read_decisions(path) == (
        Decision(same=True, type=EntityType.BRAND, name="甲", other="乙"),
        Decision(same=False, type=EntityType.EVENT, name="丙", other="丁"),
    )


def test_a_row_without_a_decision_is_not_yet_decided(tmp_path: Path) -> None:
    (tmp_path / "open.csv").write_text("decision,type,name,other,reason\n,Brand,甲,乙,known alias\n", "utf-8")
    assert read_decisions(tmp_path / "open.csv") == ()


def test_a_table_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "gb.csv").write_bytes("decision,type,name,other\nsame,Brand,甲,乙\n".encode("gb18030"))
    with pytest.raises(UsageError, match="CSV UTF-8"):
        read_decisions(tmp_path / "gb.csv")


def test_same_names_are_followed_to_the_last(link: Callable[..., Links]) -> None:
    chain = [
        Decision(same=True, type=EntityType.ENTERPRISE, name=name, other=other)
        for name, other in (("甲公司", "乙公司"), ("乙公司", "丙公司"))
    ]
    links = link("330681108", [("Enterprise", "甲公司"), ("Enterprise", "丙公司")], chain)
    assert len({entity.key for entity in links.of.values()}) == 1


def test_a_decision_on_a_slogan_takes_blanks_and_commas_alike(tmp_path: Path, link: Callable[..., Links]) -> None:
    (tmp_path / "d.csv").write_text("decision,type,name,other\nsame,Slogan,云想尖峰 花享罗店,花享罗店\n", "utf-8")
    links = link("330702100", [("Slogan", "云想尖峰，花享罗店")], read_decisions(tmp_path / "d.csv"))
    assert [entity.name for entity in links.of.values()] == ["花享罗店"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("decision,type,name\n", "the column other is missing"),
        ("decision,type,name,other\nmaybe,Brand,甲,乙\n", "line 2"),
        ("decision,type,name,other\nsame,Thing,甲,乙\n", "Place, Organization"),
        ("decision,type,name,other\nsame,Brand,甲,\n", "two names"),
        ("decision,type,name,other\nsame,Brand,“甲”,甲\n", "line 2: “甲” and “甲” are one name"),
        (
            "decision,type,name,other\nsame,Brand,甲,乙\nsame,Brand,甲,丙\n",
            "line 3: an earlier row takes “甲” for “乙”",
        ),
        ("decision,type,name,other\nsame,Brand,甲,乙\nsame,Brand,乙,甲\n", "back to itself"),
        ("decision,type,name,other\nsame,Brand,甲,乙\nsame,Brand,丙,乙\ndifferent,Brand,甲,丙\n", "line 4: other rows"),
        ("decision,type,name,other\nsame,Place,枫桥,999999\n", "no division with the code 999999"),
        ("decision,type,name,other\ndifferent,Place,枫桥,枫桥镇\n", "same, Place, 枫桥 and a division code"),
    ],
)
def test_a_wrong_table_says_where_it_is_wrong(tmp_path: Path, table: str, message: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(table, "utf-8")
    with pytest.raises(UsageError, match=message):
        read_decisions(path)
