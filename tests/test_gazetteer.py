"""The divisions of China: names, short forms, codes, parents, homonyms, and how the data files are made."""

import pytest

from kg.gazetteer import Gazetteer, cut_suffix, load_gazetteer
from kg.gazetteer.build import list_shorts, shorten_village, strip_peoples, zip_texts
from kg.model import Level

PEOPLES = ("土家", "布依", "苗", "回", "藏", "各")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("code", "parents"),
    [
        ("330681108", ["诸暨市", "绍兴市", "浙江省"]),
        ("330683", ["绍兴市", "浙江省"]),
        ("110101001", ["东城区", "北京市"]),
        ("441900003", ["东莞市", "广东省"]),
        ("429004", ["湖北省"]),
        ("330000", []),
        ("330702100232", ["罗店镇", "婺城区", "金华市", "浙江省"]),
    ],
)
def test_parents_run_from_the_nearest_outwards_and_skip_levels_on_paper(
    gazetteer: Gazetteer, code: str, parents: list[str]
) -> None:
    assert [parent.name for parent in gazetteer.ancestors_of(code)] == parents


@pytest.mark.parametrize(("name", "count"), [("温泉镇", 17), ("鼓楼区", 4), ("山下湖镇", 1), ("无此镇", 0)])
def test_homonyms_are_all_found(gazetteer: Gazetteer, name: str, count: int) -> None:
    assert len(gazetteer.find_name(name, exact=True)) == count


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("嵊州", "嵊州市"),
        ("恩施州", "恩施土家族苗族自治州"),
        ("内蒙古", "内蒙古自治区"),
        ("威宁", "威宁彝族回族苗族自治县"),
        ("大兴安岭", "大兴安岭地区"),
        ("台湾", "台湾省"),
    ],
)
def test_short_forms_find_the_full_name(gazetteer: Gazetteer, short: str, name: str) -> None:
    assert name in {division.name for division in gazetteer.find_name(short)}


def test_a_name_can_be_looked_for_inside_a_place(gazetteer: Gazetteer) -> None:
    assert [each.code for each in gazetteer.find_name("枫桥", within="330681")] == ["330681109"]


@pytest.mark.parametrize("name", ["浙江省绍兴市诸暨市山下湖镇", "诸暨山下湖", "绍兴市山下湖镇"])
def test_a_name_with_its_parents_before_it_is_one_place(gazetteer: Gazetteer, name: str) -> None:
    assert [each.code for each in gazetteer.find_path(name)] == ["330681108"]


@pytest.mark.parametrize(
    ("code", "level"), [("330000", Level.PROVINCE), ("330600", Level.CITY), ("330683", Level.COUNTY)]
)
def test_the_code_tells_the_level(gazetteer: Gazetteer, code: str, level: Level) -> None:
    division = gazetteer.find_code(code)
    assert division is not None
    assert division.level is level


def test_a_village_has_a_code_and_is_looked_for_in_its_own_place_only(gazetteer: Gazetteer) -> None:
    assert [each.code for each in gazetteer.find_village("鹿田村", within="330702100")] == ["330702100232"]
    assert gazetteer.find_village("鹿田村", within="330681108") == ()


def test_an_unknown_code_is_no_division(gazetteer: Gazetteer) -> None:
    assert gazetteer.find_code("999999") is None


def test_near_names_help_after_a_slip(gazetteer: Gazetteer) -> None:
    assert "山下湖镇" in gazetteer.near_names("山下河镇")


@pytest.mark.parametrize(("name", "short"), [("诸暨市", "诸暨"), ("唐县", "唐县"), ("暨阳街道", "暨阳")])
def test_a_short_form_keeps_two_characters(name: str, short: str) -> None:
    assert cut_suffix(name) == short


@pytest.mark.parametrize(
    ("name", "shorts"),
    [
        ("恩施土家族苗族自治州", ("恩施州", "恩施")),
        ("龙胜各族自治县", ("龙胜县", "龙胜")),
        ("南江布依族苗族乡", ("南江乡", "南江")),
        ("神农架林区", ("神农架",)),
        ("诸暨市", ()),
    ],
)
def test_autonomous_places_get_the_short_forms_that_people_use(name: str, shorts: tuple[str, ...]) -> None:
    assert list_shorts("000000", name, PEOPLES) == shorts


def test_a_place_named_after_its_people_alone_keeps_that_name() -> None:
    assert strip_peoples("鄂伦春族", ("鄂伦春",)) == "鄂伦春"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("鹿田村委会", "鹿田村"),
        ("江南社区居委会", "江南社区"),
        ("城东居委会", "城东居委会"),
        ("新民村村民委员会", "新民村"),
    ],
)
def test_villages_are_written_without_their_committee(name: str, short: str) -> None:
    assert shorten_village(name) == short


def test_the_archive_of_villages_is_equal_for_equal_input() -> None:
    assert zip_texts({"3306": "a\tb\n"}) == zip_texts({"3306": "a\tb\n"})
