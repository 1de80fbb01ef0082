"""One key per real thing: organs by level, scope by place, variants of one name, aliases inside a report."""

from collections.abc import Callable

import pytest

from kg.link.normalise import normalise_name
from kg.model import Links

SHANXIAHU, ZHUJI, SHENGZHOU, LUODIAN, NIUTANG = "330681108", "330681", "330683", "330702100", "320412102"


@pytest.mark.parametrize(
    ("place", "name", "key"),
    [
        (SHANXIAHU, "镇党委", "organization/330681108/中共山下湖镇委员会"),
        (SHANXIAHU, "中共山下湖镇委", "organization/330681108/中共山下湖镇委员会"),
        (SHANXIAHU, "市委", "organization/330681/中共诸暨市委员会"),
        (ZHUJI, "市委", "organization/330681/中共诸暨市委员会"),
        (SHANXIAHU, "诸暨市委", "organization/330681/中共诸暨市委员会"),
        (SHANXIAHU, "省委", "organization/330000/中共浙江省委员会"),
        (SHANXIAHU, "镇人大", "organization/330681108/山下湖镇人民代表大会"),
        (SHANXIAHU, "人大", "organization/330681108/山下湖镇人民代表大会"),
        (SHANXIAHU, "政协", "organization/330681/中国人民政治协商会议诸暨市委员会"),
        (LUODIAN, "区政府", "organization/330702/婺城区人民政府"),
        (LUODIAN, "罗店镇人民政府", "organization/330702100/罗店镇人民政府"),
        (LUODIAN, "镇政府", "organization/330702100/罗店镇人民政府"),
        (LUODIAN, "罗店卫生院", "organization/330702100/罗店镇卫生院"),
        (LUODIAN, "镇卫生院", "organization/330702100/罗店镇卫生院"),
        (LUODIAN, "省农业农村厅", "organization/330000/浙江省农业农村厅"),
        (LUODIAN, "国务院", "organization/国务院"),
        (LUODIAN, "工信部", "organization/工业和信息化部"),
        (LUODIAN, "浙江大学", "organization/浙江大学"),
        ("450000", "自治区党委", "organization/450000/中共广西壮族自治区委员会"),
        ("422800", "州人大常委会", "organization/422800/恩施土家族苗族自治州人民代表大会常务委员会"),
    ],
)
def test_bodies_get_their_full_name_and_place(key_of: Callable[..., str], place: str, name: str, key: str) -> None:
    assert key_of(place, "Organization", name) == key


@pytest.mark.parametrize(
    ("kind", "name", "key"),
    [
        ("Facility", "珍珠湖公园", "facility/330681108/珍珠湖公园"),
        ("Facility", "山下湖珍珠湖公园", "facility/330681108/珍珠湖公园"),
        ("Facility", "诸暨市图书馆", "facility/330681/诸暨市图书馆"),
        ("Facility", "市图书馆", "facility/330681/诸暨市图书馆"),
        ("Facility", "市民公园", "facility/330681108/山下湖镇市民公园"),
        ("Facility", "杭绍台高铁", "facility/杭绍台高铁"),
        ("Project", "枫桥江引水工程", "project/330681108/枫桥江引水工程"),
        ("Event", "第五届世界珍珠大会", "event/世界珍珠大会"),
        ("Event", "2021年首届枇杷节", "event/330681108/枇杷节"),
        ("Event", "进博会", "event/中国国际进口博览会"),
        ("Event", "二十大", "event/党的二十大"),
        ("Event", "中国共产党第二十次全国代表大会", "event/党的二十大"),
        ("Event", "党的十九届六中全会", "event/党的十九届六中全会"),
        ("Event", "镇18届人大1次会议", "event/330681108/山下湖镇第十八届人民代表大会第一次会议"),
        ("Event", "山下湖镇第十八届人民代表大会第一次会议", "event/330681108/山下湖镇第十八届人民代表大会第一次会议"),
        ("Event", "省委十四届九次全会", "event/330000/中共浙江省第十四届委员会第九次全体会议"),
        ("Event", "十四届全国人大二次会议", "event/第十四届全国人民代表大会第二次会议"),
        ("Person", "郭　南", "person/330681108/郭南"),
        ("Person", "习近平", "person/习近平"),
        ("Enterprise", "山花地毯", "enterprise/330681108/山花地毯"),
        ("Enterprise", "淘宝", "enterprise/淘宝"),
        ("Enterprise", "浙江某某珍珠有限公司", "enterprise/浙江某某珍珠有限公司"),
    ],
)
def test_what_exists_in_one_place_carries_it(key_of: Callable[..., str], kind: str, name: str, key: str) -> None:
    assert key_of(SHANXIAHU, kind, name) == key


@pytest.mark.parametrize(
    ("kind", "variants", "key"),
    [
        ("Program", ["八八战略", "“八八战略”", "‘八八战略’"], "program/八八战略"),
        ("Program", ["“最多跑一次”", "最多跑一次改革", "「最多跑一次」改革"], "program/最多跑一次"),
        ("Program", ["乡村振兴", "乡村振兴战略"], "program/乡村振兴"),
        ("Program", ["科技强农行动计划", "科技强农"], "program/科技强农"),
        ("Industry", ["珍珠产业", "珍珠"], "industry/珍珠产业"),
        ("Industry", ["跨境电商", "跨境电商产业"], "industry/跨境电商"),
        ("Honour", ["４Ａ级景区", "国家4A级旅游景区"], "honour/国家4A级旅游景区"),
        ("Slogan", ["富乐 嵊州", "富乐嵊州"], "slogan/富乐嵊州"),
    ],
)
def test_shared_things_have_one_key_in_all_reports(
    key_of: Callable[..., str], kind: str, variants: list[str], key: str
) -> None:
    assert {key_of(place, kind, name) for name in variants for place in (SHANXIAHU, "420900")} == {key}


@pytest.mark.parametrize(
    "name",
    [
        "“十四五”规划",
        "“十四五”规划纲要",
        "“十四五”规划和2035年远景目标纲要",
        "国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要",
        "嵊州市国民经济和社会发展第十四个五年规划纲要（草案）",
    ],
)
def test_a_five_year_plan_is_one_document_of_its_place(key_of: Callable[..., str], name: str) -> None:
    assert key_of(SHENGZHOU, "Document", name) == "document/330683/十四五规划"


def test_plans_of_two_places_stay_apart(key_of: Callable[..., str]) -> None:
    assert key_of(ZHUJI, "Document", "“十四五”规划") != key_of(SHENGZHOU, "Document", "“十四五”规划")


@pytest.mark.parametrize(
    ("kind", "short", "full", "key"),
    [
        ("Facility", "珍珠交易平台", "山下湖全球珍珠交易平台", "facility/330681108/全球珍珠交易平台"),
        ("Enterprise", "立华牧业", "常州立华牧业有限公司", "enterprise/常州立华牧业有限公司"),
        ("Organization", "珠研院", "某某珍珠研究院", "organization/330681108/某某珍珠研究院"),
    ],
)
def test_a_short_name_joins_its_full_one(
    link: Callable[..., Links], kind: str, short: str, full: str, key: str
) -> None:
    links = link(SHANXIAHU, [(kind, full), (kind, short)], text=f"{full}（以下简称“珠研院”）成立。")
    assert {entity.key for entity in links.of.values()} == {key}
    assert any(merge.name == short for merge in links.merges)


@pytest.mark.parametrize(
    ("short", "longer"),
    [
        ("人民医院", "第二人民医院"),
        ("珍珠博物馆", "新珍珠博物馆"),
        ("湖滨广场", "东湖滨广场"),
    ],
)
def test_a_number_or_a_direction_makes_another_thing(link: Callable[..., Links], short: str, longer: str) -> None:
    links = link(SHENGZHOU, [("Facility", short), ("Facility", longer)])
    assert len({entity.key for entity in links.of.values()}) == 2


def test_a_short_name_with_two_full_ones_stays_alone(link: Callable[..., Links]) -> None:
    names = ["全球珍珠交易平台", "数字珍珠交易平台", "珍珠交易平台"]
    links = link(SHANXIAHU, [("Facility", name) for name in names])
    assert len({entity.key for entity in links.of.values()}) == 3


def test_names_of_two_types_are_two_things(link: Callable[..., Links]) -> None:
    links = link(SHANXIAHU, [("Program", "珍珠小镇"), ("Facility", "珍珠小镇")])
    assert len({entity.key for entity in links.of.values()}) == 2


@pytest.mark.parametrize(
    ("text", "plain"),
    [("“双倍增”", "双倍增"), ("４Ａ级", "4A级"), ("汤　枫", "汤枫"), ("《建设规划》", "建设规划"), ("甲—乙", "甲-乙")],
)
def test_width_quotes_and_blanks_do_not_matter(text: str, plain: str) -> None:
    assert normalise_name(text) == plain
