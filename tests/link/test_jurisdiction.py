"""Whose report a text is: by its head, by what it calls itself, by the places around; and what a user may say."""

from pathlib import Path

import pytest

from kg.errors import NotFoundError, UsageError
from kg.link import resolve_jurisdiction
from kg.model import Document, Level

REPORTS = Path(__file__).parents[2] / "examples" / "reports"


def make(text: str, name: str = "report") -> Document:
    return Document(
        name=name, path=name, media_type="text/plain", encoding="utf-8", text=text, body=((0, len(text)),), sha256=""
    )


@pytest.mark.parametrize(
    ("report", "code", "parents"),
    [
        ("shanxiahu_2021", "330681108", ("诸暨市", "绍兴市", "浙江省")),
        ("wenquan_2023", "371002102", ("环翠区", "威海市", "山东省")),
        ("niutang_2022h1", "320412102", ("武进区", "常州市", "江苏省")),
        ("luodian_2021h1", "330702100", ("婺城区", "金华市", "浙江省")),
        ("shengzhou_2023", "330683", ("绍兴市", "浙江省")),
    ],
)
def test_the_text_of_a_report_says_whose_it_is(report: str, code: str, parents: tuple[str, ...]) -> None:
    found = resolve_jurisdiction(make((REPORTS / f"{report}.txt").read_bytes().decode()))
    assert (found.code, found.parents) == (code, parents)
    assert found.organ == f"{found.name}人民政府"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("现在，我代表温泉镇人民政府作报告。渝北区支持，重庆市肯定。开州区的经验在全镇推广。", "500154104"),
        ("现在，我代表温泉镇人民政府作报告。在环翠区委领导下，威海市表彰了全镇。", "371002102"),
        ("现在，我代表温泉镇人民政府作报告。在抚州市临川区委领导下，全镇上下努力。", "361002101"),
        ("现在，我代表鼓楼区人民政府作报告。南京市支持全区发展。", "320106"),
        ("现在，我代表鼓楼区人民政府作报告。福州市支持全区发展。", "350102"),
    ],
)
def test_the_places_around_tell_homonyms_apart(text: str, code: str) -> None:
    assert resolve_jurisdiction(make(text)).code == code


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("现在，我代表市人民政府报告工作。过去一年，银川发展不凡，全市上下努力。银川经济增长。", "银川市", Level.CITY),
        ("在唐县第十七届人民代表大会第四次会议上。现在，我代表县政府作报告。", "唐县", Level.COUNTY),
        ("现在，我代表省人民政府报告工作。广东经济增长，全省上下努力。广州、深圳领先。", "广东省", Level.PROVINCE),
        ("在徐水县第十五届人民代表大会上。现在，我代表徐水县人民政府报告。全县努力。", "徐水区", Level.COUNTY),
        ("现在，我代表国务院，向大会报告政府工作。", "中华人民共和国", Level.COUNTRY),
    ],
)
def test_level_and_name_are_read_together(text: str, name: str, level: Level) -> None:
    found = resolve_jurisdiction(make(text))
    assert (found.name, found.level) == (name, level)


@pytest.mark.parametrize(
    ("text", "organ"),
    [
        (
            "国家林业和草原局关于做好防火工作的通知\n各省、自治区、直辖市林业主管部门：吉林、内蒙古等地注意。",
            "国家林业和草原局",
        ),
        ("各省、自治区、直辖市人民政府：现将有关事项通知如下，全省全市落实。", ""),
    ],
)
def test_a_notice_to_all_provinces_is_the_country_s(text: str, organ: str) -> None:
    found = resolve_jurisdiction(make(text))
    assert (found.name, found.level, found.organ) == ("中华人民共和国", Level.COUNTRY, organ)


def test_a_place_that_is_only_mentioned_is_not_the_jurisdiction() -> None:
    found = resolve_jurisdiction(make("全市加强合作，学习杭州经验。", name="会议纪要"))
    assert (found.name, found.code) == ("会议纪要", None)


def test_a_new_area_that_is_in_no_list_stands_without_a_code() -> None:
    found = resolve_jurisdiction(make("现在，我代表大鹏新区管理委员会报告工作。深圳市委支持，全区努力。深圳发展。"))
    assert (found.name, found.short, found.code) == ("大鹏新区", "大鹏", None)
    assert found.parents == ("深圳市", "广东省")


def test_homonyms_that_nothing_tells_apart_get_no_code() -> None:
    assert resolve_jurisdiction(make("现在，我代表温泉镇人民政府作报告。全镇努力。")).code is None


def test_the_file_name_counts_only_where_the_text_says_nothing() -> None:
    assert resolve_jurisdiction(make("关于开展工作的通知。", name="绍兴市诸暨市_2022")).code == "330681"
    assert resolve_jurisdiction(make("现在，我代表嵊州市人民政府报告。", name="诸暨市_2022")).code == "330683"


@pytest.mark.parametrize("asked", ["330681108", "山下湖镇", "诸暨市山下湖镇"])
def test_a_user_names_the_place_by_code_or_name(asked: str) -> None:
    assert resolve_jurisdiction(make("我代表嵊州市人民政府。"), override=asked).code == "330681108"


def test_an_unknown_place_is_an_error_with_near_names() -> None:
    with pytest.raises(NotFoundError, match="山下湖镇"):
        resolve_jurisdiction(make(""), override="山下河镇")


def test_a_name_of_many_places_is_an_error_with_their_codes() -> None:
    with pytest.raises(UsageError, match="371002102 山东省威海市环翠区温泉镇"):
        resolve_jurisdiction(make(""), override="温泉镇")
