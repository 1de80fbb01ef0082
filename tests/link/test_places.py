"""Places in the context of a report: the nearest wins, homonyms stay apart, what is open is told."""

from collections.abc import Callable

import pytest

from kg.gazetteer import load_gazetteer
from kg.model import Links

SHANXIAHU, ZHUJI, SHENGZHOU, LUODIAN, SHAOXING = "330681108", "330681", "330683", "330702100", "330600"


@pytest.mark.parametrize(
    ("place", "name", "key"),
    [
        (SHANXIAHU, "山下湖", "place/330681108"),
        (SHANXIAHU, "全镇", "place/330681108"),
        (SHANXIAHU, "我市", "place/330681"),
        (SHANXIAHU, "枫桥", "place/330681109"),
        (ZHUJI, "枫桥", "place/330681109"),
        (ZHUJI, "枫桥镇", "place/330681109"),
        ("320505", "枫桥", "place/320505003"),
        (SHANXIAHU, "诸暨", "place/330681"),
        (SHANXIAHU, "绍兴市", "place/330600"),
        (SHANXIAHU, "浙江", "place/330000"),
        (SHENGZHOU, "绍兴嵊州", "place/330683"),
        (SHENGZHOU, "三界", "place/330683104"),
        (SHENGZHOU, "杭州市滨江区", "place/330108"),
        (SHENGZHOU, "广东惠州", "place/441300"),
        (LUODIAN, "鹿田村", "place/330702100232"),
        ("522300", "恩施州", "place/422800"),
    ],
)
def test_a_name_means_the_nearest_place(key_of: Callable[..., str], place: str, name: str, key: str) -> None:
    assert key_of(place, "Place", name) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("长三角", "place/长三角"),
        ("长江三角洲", "place/长三角"),
        ("中华人民共和国", "place/中国"),
        ("雄安", "place/雄安新区"),
        ("太湖", "place/太湖"),
        ("日本", "place/日本"),
        ("太湖流域", "place/太湖流域"),
    ],
)
def test_regions_and_countries_are_one_for_all_reports(key_of: Callable[..., str], name: str, key: str) -> None:
    assert key_of(SHANXIAHU, "Place", name) == key_of("371002102", "Place", name) == key


@pytest.mark.parametrize(
    ("county", "key"),
    [("361002", "place/361002101"), ("371002", "place/371002102"), ("500154", "place/500154104")],
)
def test_towns_of_one_name_stay_apart_by_county(key_of: Callable[..., str], county: str, key: str) -> None:
    assert key_of(county, "Place", "温泉镇") == key_of(county, "Place", "温泉") == key


def test_the_91_towns_called_chengguan_stay_apart(key_of: Callable[..., str]) -> None:
    counties = sorted({town.code[:6] for town in load_gazetteer().find_name("城关镇", exact=True)})
    assert len({key_of(county, "Place", "城关镇") for county in counties}) == len(counties) == 91


def test_a_homonym_outside_is_left_open_and_told(link: Callable[..., Links]) -> None:
    links = link(SHENGZHOU, [("Place", "鼓楼区")])
    assert links.unresolved == ("鼓楼区",)
    assert [entity.code for entity in links.of.values()] == [None]
    assert [entity.key for entity in links.of.values()] == ["place/330683/鼓楼区"]


@pytest.mark.parametrize("names", [["鼓楼区", "南京"], ["南京", "鼓楼区"]])
def test_another_place_of_the_report_decides_a_homonym(link: Callable[..., Links], names: list[str]) -> None:
    links = link(SHENGZHOU, [("Place", name) for name in names])
    assert {mention.text: entity.code for mention, entity in links.of.items()}["鼓楼区"] == "320106"
    assert links.unresolved == ()


def test_villages_of_one_name_in_two_towns_are_left_open_unless_the_town_is_said(link: Callable[..., Links]) -> None:
    tang = "130627"
    links = link(tang, [("Place", "下庄村")])
    assert links.unresolved == ("下庄村",)
    assert [entity.code for entity in links.of.values()] == [None]


@pytest.mark.parametrize("town", ["130627100", "130627101", "130627102"])
def test_a_town_that_has_only_one_village_of_a_name_knows_it(key_of: Callable[..., str], town: str) -> None:
    keys = {key_of(code, "Place", "南关村") for code in ("130627100", "130627101", "130627102")}
    assert len(keys) == 3
    assert key_of(town, "Place", "南关村").startswith(f"place/{town}")


def test_a_new_area_is_one_place_for_its_own_report_and_its_city(link: Callable[..., Links]) -> None:
    city = link("440300", [("Place", "大鹏新区")])
    assert [entity.key for entity in city.of.values()] == ["place/440300/大鹏新区"]


def test_waters_and_hills_without_a_code_belong_to_the_report(key_of: Callable[..., str]) -> None:
    assert key_of(SHANXIAHU, "Place", "白塔湖") == "place/330681108/白塔湖"


def test_the_places_around_come_along_from_the_gazetteer(link: Callable[..., Links]) -> None:
    links = link(SHANXIAHU, [])
    assert [(each.key, each.scope) for each in links.entities] == [
        ("place/330000", "place/中国"),
        ("place/330600", "place/330000"),
        ("place/330681", "place/330600"),
        ("place/330681108", "place/330681"),
        ("place/中国", None),
    ]
