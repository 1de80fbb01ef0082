"""One spelling for what is written in many: sessions of congresses and plenums, event series, plans, industries.

市十七届人大二次会议 and 诸暨市第十七届人民代表大会第二次会议 are one session; 第五届世界珍珠大会 and
世界珍珠大会 one series, since a report's sentence carries the year; “十四五”规划纲要 and 十四五规划 one plan.
"""

import re

from kg.link.words import list_words

_NUMBER = r"[一二三四五六七八九十百零〇\d]+"
_CONGRESS = re.compile(
    rf"(?P<place>.*?)第?(?P<term>{_NUMBER})届(?P<nation>全国)?(?:人民代表大会|人大|人代会)"
    rf"(?:第?(?P<session>{_NUMBER})次(?:会议|全体会议))?"
)
_PARTY = re.compile(rf"(?:中国共产党|中共|党的)?第?(?P<term>{_NUMBER})(?:次全国代表大会|大)")
_PLENUM = re.compile(
    rf"(?:中国共产党|中共|党的)?第?(?P<term>{_NUMBER})届(?:中央委员会)?第?(?P<session>{_NUMBER})(?:次全体会议|中全会)"
)
_LOCAL_PLENUM = re.compile(rf"(?P<place>.+?)第?(?P<term>{_NUMBER})届(?P<session>{_NUMBER})次(?:全会|全体会议)")
_EDITION = re.compile(rf"(?:20\d\d年?|{_NUMBER}年)?(?:第{_NUMBER}届|首届|本届|上届|新一届|20\d\d年?)")
_PLAN = re.compile(
    r"(?P<place>.*?)(?:国民经济和社会发展)?"
    r"(?:第?(?P<count>十[一二三四五六七八九])个?五(?:年规划|年计划)?(?:发展)?)(?:规划|计划)?"
    r"(?:和(?:20|二[〇零○])[\d三五〇零○]{2}年?远景(?:规划)?目标)?(?:规划|纲要|建议|草案|[(](?:草案|建议)[)])*"
)
_DIGITS = "零一二三四五六七八九"


def spell_number(number: str) -> str:
    """A number below 100 in Chinese: 17 → 十七; what is Chinese already stays."""
    if not number.isdecimal() or len(number) > 2:
        return number
    tens, ones = divmod(int(number), 10)
    lead = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return lead + (_DIGITS[ones] if ones or not tens else "")


def spell_national_meeting(name: str) -> str | None:
    """党的二十大, 党的二十届三中全会 or 第十四届全国人民代表大会第二次会议 for all ways to write them."""
    if match := _PARTY.fullmatch(name):
        return f"党的{spell_number(match['term'])}大"
    if match := _PLENUM.fullmatch(name):
        return f"党的{spell_number(match['term'])}届{spell_number(match['session'])}中全会"
    if (match := _CONGRESS.fullmatch(name)) and (match["nation"] or match["place"] == "全国"):
        return _spell_congress(match, "全国")
    return None


def split_local_meeting(name: str) -> tuple[str, str]:
    """The place or level word and the full name of a session: 镇, 第二十届人民代表大会第二次会议."""
    if match := _CONGRESS.fullmatch(name):
        return match["place"], _spell_congress(match, "")
    if match := _LOCAL_PLENUM.fullmatch(name):
        return match["place"], f"第{spell_number(match['term'])}届委员会第{spell_number(match['session'])}次全体会议"
    return "", ""


def _spell_congress(match: re.Match[str], nation: str) -> str:
    session = f"第{spell_number(match['session'])}次会议" if match["session"] else ""
    return f"第{spell_number(match['term'])}届{nation}人民代表大会{session}"


def cut_edition(name: str) -> str:
    """An event series without its edition: 第五届世界珍珠大会 → 世界珍珠大会."""
    match = _EDITION.match(name)
    rest = name[match.end() :] if match else name
    return rest if len(rest) >= 3 else name


def split_plan(name: str) -> tuple[str, str]:
    """The place and the name of a five-year plan: “诸暨市国民经济…第十四个五年规划” → 诸暨市, 十四五规划."""
    match = _PLAN.fullmatch(name)
    return (match["place"], f"{match['count']}五规划") if match else ("", "")


def spell_industry(name: str) -> str:
    """One name for 珍珠 and 珍珠产业: with 产业, unless the name says itself that it is a trade."""
    stem = name.removesuffix("行业").removesuffix("产业")
    if len(stem) < 2:
        return name
    return stem if stem.endswith(list_words("industry_end")) else f"{stem}产业"


def cut_class_noun(name: str) -> str:
    """A programme without 战略, 行动, 计划 or 工程 behind it, where the rest is a name: 创新驱动战略 → 创新驱动."""
    noun = next((each for each in list_words("class_noun") if name.endswith(each)), "")
    stem = name.removesuffix(noun)
    is_name = len(stem) > 2 and "一" <= stem[-1] <= "鿿" and not stem.endswith(list_words("no_stem"))
    return stem if noun and is_name else name


def spell_honour(name: str) -> str:
    """One spelling for the honours of provinces: 省企业研究院 is 省级企业研究院."""
    is_bare = name.startswith("省") and len(name) > 4 and name[1] not in "级会内外直部政委市"
    return f"省级{name[1:]}" if is_bare else name
