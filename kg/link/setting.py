"""A jurisdiction in, everything that a name in its report is read against out.

A name means what stands nearest: the place itself, what is in it, its parents, what is in them. So the places are
laid out in rings, and the nearest ring that knows a name decides.
"""

from dataclasses import dataclass
from functools import lru_cache

from kg.gazetteer import Division, Gazetteer, load_gazetteer, prefix_of
from kg.link.evidence import LEVEL_WORDS, common_words
from kg.link.words import list_words
from kg.model import Entity, EntityType, Jurisdiction, Level

CHINA = Entity(
    key="place/中国",
    type=EntityType.PLACE,
    name="中国",
    alternatives=("中华人民共和国",),
    level=Level.COUNTRY,
)
_RANKS = {level: rank for rank, level in enumerate(Level)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a report's names are read against. `outer` are the places around its own, from the nearest."""

    jurisdiction: Jurisdiction
    place: Entity
    own: Division | None
    outer: tuple[Division, ...]

    @property
    def chain(self) -> tuple[Division, ...]:
        """The jurisdiction's own division, if it is listed, and those around it."""
        return (self.own, *self.outer) if self.own else self.outer

    def find(self, name: str) -> tuple[Division, ...]:
        """The divisions called so in the nearest ring that has any; in a ring the highest level counts."""
        found = load_gazetteer().find_name(name)
        if not found:
            return ()
        if near := next((each for each in self.chain if name in each.names), None):
            return (near,)
        rings = (_pick_in_ring(found, name, center=center, near=_is_near(center, self.own)) for center in self.chain)
        return next(filter(None, rings), ())

    @property
    def city(self) -> Entity:
        """The place of prefecture level around or at the jurisdiction; the jurisdiction's own where there is none."""
        return next((to_entity(each) for each in self.chain if each.level is Level.CITY), self.place)

    @property
    def county(self) -> Entity | None:
        """The county around a town; None for every other place."""
        is_town = self.own and self.own.level is Level.TOWN and self.outer
        return to_entity(self.outer[0]) if is_town else None

    def find_level(self, word: str) -> Entity | None:
        """The place that 镇, 区, 市 or 省 means here: the nearest, from the jurisdiction outward, of that level."""
        if self.jurisdiction.name.endswith(word) and not (word == "区" and self.jurisdiction.name.endswith("自治区")):
            return self.place
        for division in self.outer:
            if division.name.endswith(word) and not (word == "区" and division.name.endswith("自治区")):
                return to_entity(division)
        return None


def to_entity(division: Division) -> Entity:
    """The entity of a listed division, in the scope of the division around it."""
    parent = load_gazetteer().parent_of(division.code)
    return Entity(
        key=f"place/{division.code}",
        type=EntityType.PLACE,
        name=division.name,
        alternatives=tuple(sorted(set(division.names) - {division.name})),
        scope=f"place/{parent}" if parent else CHINA.key,
        code=division.code,
        level=division.level,
    )


def scope_of(place: Entity) -> str:
    """What stands between type and name in the keys of a place's own things: 330681108, or a path without a code."""
    return place.key.removeprefix("place/")


@lru_cache(maxsize=64)
def lay_out(jurisdiction: Jurisdiction) -> Setting:
    """The setting of a jurisdiction."""
    gazetteer = load_gazetteer()
    own = gazetteer.find_code(jurisdiction.code) if jurisdiction.code else None
    outer = gazetteer.ancestors_of(own.code) if own else _find_outer(jurisdiction, gazetteer)
    place = to_entity(own) if own else _unlisted_place(jurisdiction, outer)
    return Setting(jurisdiction=jurisdiction, place=place, own=own, outer=outer)


def _find_outer(jurisdiction: Jurisdiction, gazetteer: Gazetteer) -> tuple[Division, ...]:
    """The divisions of a place that is in no list, from the names of its parents."""
    found = gazetteer.find_path("".join(reversed(jurisdiction.parents))) if jurisdiction.parents else ()
    return (found[0], *gazetteer.ancestors_of(found[0].code)) if len(found) == 1 else ()


def _unlisted_place(jurisdiction: Jurisdiction, outer: tuple[Division, ...]) -> Entity:
    """The entity of a place without a code, or of the country."""
    if jurisdiction.level is Level.COUNTRY:
        return CHINA
    scope = f"place/{outer[0].code}" if outer else CHINA.key
    return Entity(
        key=f"{scope}/{jurisdiction.name}" if outer else f"place/{jurisdiction.name}",
        type=EntityType.PLACE,
        name=jurisdiction.name,
        alternatives=tuple(sorted(set(jurisdiction.names) - {jurisdiction.name})),
        scope=scope,
        level=jurisdiction.level,
    )


def _is_near(center: Division, own: Division | None) -> bool:
    """Whether towns are called by their short forms in the ring around a division."""
    return center.level in {Level.COUNTY, Level.TOWN} or (center == own and center.level is Level.CITY)


def _pick_in_ring(found: tuple[Division, ...], name: str, *, center: Division, near: bool) -> tuple[Division, ...]:
    """Those of the highest level among the divisions in a ring that can be called so."""
    prefix = prefix_of(center.code)
    inside = [each for each in found if each.code.startswith(prefix) and _is_clear(each, name, near=near)]
    top = min((_RANKS[each.level] for each in inside), default=None)
    return tuple(each for each in inside if _RANKS[each.level] == top)


def _is_clear(division: Division, name: str, *, near: bool) -> bool:
    """Whether a name can mean a division: in full, or by a short form that is no common word and no lake or hill."""
    if name in common_words():
        return division.level in {Level.PROVINCE, Level.CITY}
    return (
        name == division.name or division.level is not Level.TOWN or (near and not name.endswith(list_words("natural")))
    )


def split_level_word(name: str) -> tuple[str, str]:
    """The level word that a name begins with and the rest: 镇, 卫生院; two empty strings where it begins with none."""
    word = next((each for each in LEVEL_WORDS if name.startswith(each)), "")
    return (word, name[len(word) :]) if word else ("", "")
