"""Names of places and the setting of their report in, entities out; those that fit more than one division are told.

Nearest first: what is around and inside the jurisdiction, then the nation. A homonym is decided by the other places
that the report names, whatever their order; what stays open becomes a place of its own without a code, never a guess.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from kg.gazetteer import Division, load_gazetteer
from kg.link.evidence import LEVEL_WORDS, common_words
from kg.link.setting import CHINA, Setting, scope_of, to_entity
from kg.link.words import list_words
from kg.model import Entity, EntityType, Level
from kg.resources import read_data

_SELF = re.compile(rf"(?:全|我|本|该|整个)({'|'.join(LEVEL_WORDS)})")
_VILLAGE = re.compile(r".+(村|社区|居委会|嘎查)")
_UPPER = (Level.PROVINCE, Level.CITY, Level.COUNTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What the names of a report mean. `unresolved` are the names that fit more than one division, sorted."""

    of: Mapping[str, Entity]
    reasons: Mapping[str, str]
    unresolved: tuple[str, ...]


def resolve_places(names: Iterable[str], setting: Setting) -> Places:
    """The entity of each name; names are in normal form."""
    asked = sorted(set(names))
    fixed = {name: entity for name in asked if (entity := find_fixed(name, setting))}
    candidates = {name: find_divisions(name, setting) for name in asked if name not in fixed}
    full = tuple({found[0].code: found[0] for found in candidates.values() if len(found) == 1}.values())
    candidates = {
        name: found or tuple(each for each in full if name in each.names) for name, found in candidates.items()
    }
    sure = {found[0].code for found in candidates.values() if len(found) == 1}
    around = {each.code for code in sorted(sure) for each in load_gazetteer().ancestors_of(code)} | sure
    chosen = {name: choose_near(found, around) for name, found in candidates.items()}
    of: dict[str, Entity] = dict(fixed)
    reasons = dict.fromkeys(fixed, "self reference or named region")
    for name, division in chosen.items():
        of[name] = to_entity(division) if division else make_unlisted(name, setting)
        reasons[name] = "place in the context of the report" if division else "place without a code"
    open_names = (name for name, found in candidates.items() if len(found) > 1 and chosen[name] is None)
    return Places(of=of, reasons=reasons, unresolved=tuple(open_names))


def find_fixed(name: str, setting: Setting) -> Entity | None:
    """The place itself (全镇, its own name), the country, or a region that is one thing for all reports."""
    if match := _SELF.fullmatch(name):
        return setting.find_level(match[1])
    if name in {setting.place.name, *setting.jurisdiction.names}:
        return setting.place
    if (region := list_regions().get(name)) and not _is_listed_near(name, setting):
        return region
    return None


def _is_listed_near(name: str, setting: Setting) -> bool:
    """Whether a division inside or around the jurisdiction has the name of a region, like 太湖 in 太湖县's province."""
    return any(each.level in {Level.PROVINCE, Level.CITY} for each in setting.find(name))


def find_divisions(name: str, setting: Setting) -> tuple[Division, ...]:
    """The divisions that a name can mean, in the nearest ring that has it."""
    found = setting.find(name)
    if found and is_near(found[0], setting):
        return found
    if _VILLAGE.fullmatch(name) and (villages := find_villages(name, setting)):
        return villages
    return find_inside(name, setting) or find_villages(name, setting) or found or find_nationally(name)


def is_near(division: Division, setting: Setting) -> bool:
    """Whether a division wins over villages of its name: in or around the jurisdiction, or above counties."""
    own = setting.own.code if setting.own else ""
    return division.code.startswith(own) or division in setting.outer or division.level in {Level.PROVINCE, Level.CITY}


def find_villages(name: str, setting: Setting) -> tuple[Division, ...]:
    """The villages called so in a town's or county's report, or in the town or county before the name."""
    gazetteer = load_gazetteer()
    for cut in range(2, len(name) - 1):
        for outer in setting.find(name[:cut]) or (find_inside(name[:cut], setting) if cut > 3 else ()):
            lower = outer.level in {Level.TOWN, Level.COUNTY}
            if lower and (found := gazetteer.find_village(name[cut:], within=outer.code)):
                return found
    if not setting.own or setting.own.level not in {Level.TOWN, Level.COUNTY}:
        return ()
    if name.endswith(LEVEL_WORDS) and not _VILLAGE.fullmatch(name):
        return ()
    return gazetteer.find_village(name, within=setting.own.code)


def find_inside(name: str, setting: Setting) -> tuple[Division, ...]:
    """The divisions of a name with its parents written before it: 嵊州三界镇, 浙江省诸暨市."""
    gazetteer = load_gazetteer()
    for cut in range(len(name) - 2, 1, -1):
        for outer in setting.find(name[:cut]):
            if outer.level is not Level.TOWN and (found := gazetteer.find_path(name[cut:], within=outer.code)):
                return found
    return tuple(each for each in gazetteer.find_path(name) if name not in each.names) if len(name) > 3 else ()


def find_nationally(name: str) -> tuple[Division, ...]:
    """The divisions of the country by full name, else by short form at the highest level that has it."""
    gazetteer = load_gazetteer()
    if full := tuple(each for each in gazetteer.find_name(name, exact=True) if each.name == name):
        return _highest(full)
    if name in common_words():
        return ()
    found = _highest(each for each in gazetteer.find_name(name) if each.level in _UPPER)
    if found and found[0].level is Level.COUNTY and name.endswith(list_words("natural")):
        return ()  # 太湖 is the lake, unless the report is from around 太湖县
    return found


def _highest(divisions: Iterable[Division]) -> tuple[Division, ...]:
    found = tuple(divisions)
    levels = {each.level for each in found}
    top = next((level for level in Level if level in levels), None)
    return tuple(each for each in found if each.level is top)


def choose_near(found: tuple[Division, ...], around: set[str]) -> Division | None:
    """The only candidate, or the only one in a place that the report names as well."""
    if len(found) == 1:
        return found[0]
    gazetteer = load_gazetteer()
    for depth in range(3):
        near = [
            each for each in found if (chain := gazetteer.ancestors_of(each.code)[depth:]) and chain[0].code in around
        ]
        if near:
            return near[0] if len(near) == 1 else None
    return None


def make_unlisted(name: str, setting: Setting) -> Entity:
    """A place without a code, in the jurisdiction's scope; a zone in the city's, since districts share it."""
    if name.endswith(list_words("wide")):
        return Entity(key=f"place/{name}", type=EntityType.PLACE, name=name, scope=CHINA.key)
    scope = setting.city if name.endswith(list_words("zone")) else setting.place
    return Entity(
        key=f"place/{scope_of(scope)}/{name}",
        type=EntityType.PLACE,
        name=name,
        scope=scope.key,
        level=Level.VILLAGE if _VILLAGE.fullmatch(name) else None,
    )


@cache
def list_regions() -> Mapping[str, Entity]:
    """The named regions, waters, mountains and countries, by all their names."""
    regions: dict[str, Entity] = {}
    for line in read_data("gazetteer/regions.tsv").splitlines():
        if line.startswith("#"):
            continue
        name, _, others = line.partition("\t")
        alternatives = tuple(sorted(filter(None, others.split("|"))))
        region = Entity(key=f"place/{name}", type=EntityType.PLACE, name=name, alternatives=alternatives)
        regions.update(dict.fromkeys((name, *alternatives), CHINA if name == CHINA.name else region))
    return regions
