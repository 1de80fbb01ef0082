"""A name and the setting of its report in, the place that the name begins with out, and what is left of the name.

山下湖珍珠湖公园 is 珍珠湖公园 in 山下湖镇, 市图书馆 is 图书馆 in the city at hand; but 枫桥江 is a river,
南京路 a road, and 市民中心 is in no one's name.
"""

import re
from collections.abc import Mapping
from functools import cache

from kg.gazetteer import Division, load_gazetteer
from kg.link.setting import Setting, split_level_word, to_entity
from kg.link.words import list_words, match_words
from kg.model import Entity, Level
from kg.resources import read_data


def find_level_place(name: str, setting: Setting) -> tuple[Entity, str] | tuple[None, str]:
    """The place that the level word at the beginning of a name stands for, and the rest: 市图书馆."""
    word, rest = split_level_word(name)
    level = setting.find_level(word) if len(rest) > 1 and "、" not in rest and is_level_word(name) else None
    return (level, rest) if level else (None, name)


def find_place(name: str, setting: Setting) -> Entity | None:
    """The place of exactly this name or level word in the setting, where it is only one."""
    if level := setting.find_level(name) if len(name) < 4 else None:
        return level
    if name in {setting.place.name, *setting.jurisdiction.names}:
        return setting.place
    found = setting.find(name)
    return to_entity(found[0]) if len(found) == 1 and _is_clear(name, found[0], setting) else None


def _is_clear(name: str, division: Division, setting: Setting) -> bool:
    """Whether a name can open another name: in full; else in or around the jurisdiction, or a county of its city."""
    own = setting.own
    if name == division.name or division == own or division in setting.outer:
        return True
    if not own or own.level is Level.PROVINCE:
        return False
    if division.level is Level.TOWN:
        return own.level is not Level.CITY and division.code[:6] == own.code[:6]
    return division.code[:4] == own.code[:4]


def split_place(
    name: str, setting: Setting, *, rests: Mapping[str, str] | None = None
) -> tuple[Entity, str] | tuple[None, str]:
    """The place that a name begins with and the rest, the longest first; `rests` limits what the rest may be."""
    for cut in range(min(len(name) - 1, 12), 1, -1):
        rest = name[cut:]
        fits = rest in rests if rests is not None else _can_follow_place(rest)
        if fits and (place := find_place(name[:cut], setting)):
            inner, last = split_place(rest, setting, rests=rests)
            if inner and inner.level not in {None, Level.PROVINCE}:
                return inner, last
            return place, rest
    return None, name


def _can_follow_place(rest: str) -> bool:
    return len(rest) > 1 and "、" not in rest and not rest.startswith(list_words("no_start")) and not is_road(rest)


def call_place(place: Entity, part: str) -> str:
    """How a place is called before the name of a thing: 阜平县博物馆, but 岳麓高新区 and 南京马拉松."""
    division = load_gazetteer().find_code(place.code) if place.code else None
    return division.short if division and part.endswith(list_words("short_place")) else place.name


def is_level_word(name: str) -> bool:
    """Whether the level word that a name begins with stands for a place: 市图书馆, but not 市民中心."""
    return not re.match(match_words("no_level_word"), name)


def is_road(rest: str) -> bool:
    """Whether what follows a place makes it the name of a road: 南京路."""
    return bool(re.fullmatch(rf"[东西南北中]?(?:\d+|[一二三四五六七八九十])?{match_words('road')}", rest))


def is_office(rest: str) -> bool:
    """Whether a name is that of an office or body which every place has: 农业农村厅."""
    return rest.endswith(list_words("office_end")) or rest.startswith(list_words("office_start"))


def is_generic(name: str, *, spare: int = 0) -> bool:
    """Whether a name is nothing but words for a kind of thing, such as 中心卫生院; `spare` characters may be left."""
    return len(_generic_pattern().sub("", name)) <= spare


@cache
def _generic_pattern() -> re.Pattern[str]:
    lines = read_data("link/class_words.tsv").splitlines()
    words = sorted((line for line in lines if line and not line.startswith("#")), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))
