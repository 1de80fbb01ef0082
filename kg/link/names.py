"""The type and name of a mention in, its identity out: canonical name, scope and the reason for any change.

What is shared across places (programme, slogan, document, honour, industry, brand, national event, full legal
name of a company) is global. What exists in one place (body, facility, project, local event, person) carries that
place. The identity is a function of type, name and setting, never of other mentions.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.link.known import find_known, is_shared
from kg.link.organs import is_bare_organ, list_organs, name_organ, needs_county, split_party
from kg.link.prefixes import call_place, find_level_place, find_place, is_generic, is_office, split_place
from kg.link.series import (
    cut_class_noun,
    cut_edition,
    spell_honour,
    spell_industry,
    spell_national_meeting,
    split_local_meeting,
    split_plan,
)
from kg.link.setting import CHINA, Setting, scope_of, split_level_word
from kg.link.words import list_words
from kg.model import Entity, EntityType


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a name means. `part` is the last part of the key; `name`, the canonical name, follows from the key."""

    type: EntityType
    part: str
    name: str
    scope: Entity | None
    reason: str

    @property
    def key(self) -> str:
        """The key of the entity: type, scope where there is one, and name."""
        scope = f"{scope_of(self.scope)}/" if self.scope else ""
        return f"{self.type.lower()}/{scope}{self.part.replace('/', '∕')}"


def identify(kind: EntityType, name: str, setting: Setting) -> Identity:
    """The identity of a name in normal form; places are resolved elsewhere."""
    if known := find_known(kind, name):
        return share(kind, known, reason="known alias")
    return _RULES[kind](kind, name, setting)


def share(kind: EntityType, name: str, *, reason: str = "same name") -> Identity:
    """The identity of a thing that all reports share."""
    return Identity(type=kind, part=name, name=name, scope=None, reason=reason)


def confine(kind: EntityType, name: str, place: Entity, *, reason: str = "same name") -> Identity:
    """The identity of a thing of one place; what belongs to the whole country is shared."""
    scope = None if place == CHINA else place
    return Identity(type=kind, part=name, name=name, scope=scope, reason=reason)


def _identify_shared(kind: EntityType, name: str, _: Setting) -> Identity:
    return share(kind, name)


def _identify_person(kind: EntityType, name: str, setting: Setting) -> Identity:
    return confine(kind, name, setting.place)


def _identify_programme(kind: EntityType, name: str, _: Setting) -> Identity:
    stem = cut_class_noun(name)
    return share(kind, find_known(kind, stem) or stem, reason="suffix variant" if stem != name else "same name")


def _identify_industry(kind: EntityType, name: str, _: Setting) -> Identity:
    trade = spell_industry(name)
    return share(kind, trade, reason="suffix variant" if trade != name else "same name")


def _identify_honour(kind: EntityType, name: str, _: Setting) -> Identity:
    honour = spell_honour(name)
    return share(kind, honour, reason="spelling of one honour" if honour != name else "same name")


def _identify_document(kind: EntityType, name: str, setting: Setting) -> Identity:
    place, plan = split_plan(name)
    if plan:
        scope = find_place(place, setting) if place else setting.place
        return confine(kind, plan, scope or setting.place, reason="variant of one plan")
    is_local = any(word in name for word in list_words("local_plan"))
    return _localise(kind, name, setting) if is_local else share(kind, name)


def _identify_organisation(kind: EntityType, name: str, setting: Setting) -> Identity:
    """An organ by its place and form, a national body, or a local one."""
    if organ := _find_organ(kind, name, setting):
        return organ
    return share(kind, name) if is_shared(kind, name) else _localise(kind, name, setting)


def _find_organ(kind: EntityType, name: str, setting: Setting) -> Identity | None:
    if is_bare_organ(name) and not (name.startswith("管") and not setting.place.name.endswith("区")):
        county = setting.county if needs_county(name) else None
        return _make_organ(kind, name, county or setting.place, reason="organ of the report's own place")
    place, form = split_party(name)
    if place and (entity := find_place(place, setting)):
        return _make_organ(kind, form, entity, reason="organ of a place")
    word, rest = split_level_word(name)
    if rest in list_organs() and (level := setting.find_level(word)):
        return _make_organ(kind, rest, level, reason="organ by level")
    prefix, rest = split_place(name, setting, rests=list_organs())
    return _make_organ(kind, rest, prefix, reason="organ of a place") if prefix else None


def _make_organ(kind: EntityType, form: str, place: Entity, *, reason: str) -> Identity:
    return confine(kind, name_organ(form, place) or form, place, reason=reason)


def _identify_event(kind: EntityType, name: str, setting: Setting) -> Identity:
    if national := spell_national_meeting(name):
        return share(kind, national, reason="spelling of one meeting")
    place, meeting = split_local_meeting(name)
    if meeting:
        return _identify_session(kind, place, meeting, setting=setting)
    series = cut_edition(name)
    if known := find_known(kind, series):
        return share(kind, known, reason="edition of one series")
    if is_shared(kind, series):
        return share(kind, series, reason="edition of one series")
    return _localise(kind, series, setting)


def _identify_session(kind: EntityType, place: str, meeting: str, *, setting: Setting) -> Identity:
    """A session of a local congress or party committee."""
    is_party = place.endswith("委") or "委员会" in meeting
    where = place.removesuffix("委").removesuffix("党") if is_party else place
    scope = setting.find_level(where) or find_place(where, setting) or setting.place
    lead = f"中共{scope.name}" if is_party else scope.name
    return confine(kind, lead + meeting, scope, reason="spelling of one meeting")


def _identify_local(kind: EntityType, name: str, setting: Setting) -> Identity:
    return share(kind, name) if is_shared(kind, name) else _localise(kind, name, setting)


def _identify_enterprise(kind: EntityType, name: str, setting: Setting) -> Identity:
    if is_shared(kind, name):
        return share(kind, name)
    level, rest = find_level_place(name, setting)
    if level:
        return confine(kind, f"{level.name}{rest}", level, reason="owner by level")
    return confine(kind, name, setting.place)


def _localise(kind: EntityType, name: str, setting: Setting) -> Identity:
    """A thing of the place that its name begins with, by name or by level word, else of the report's own place."""
    level, rest = find_level_place(name, setting)
    if level:
        return _name_local(kind, rest, level, reason="place by level")
    place, rest = split_place(name, setting)
    if place and len(rest) < 3 and not name.startswith(place.name):
        return confine(kind, name, place)
    if place:
        return _name_local(kind, rest, place, reason="place in the name")
    return _name_local(kind, name, setting.place, reason="same name")


def _name_local(kind: EntityType, rest: str, place: Entity, *, reason: str) -> Identity:
    """The name without its place where it says enough, else with it: 珍珠湖公园, but 罗店镇卫生院."""
    scope = None if place == CHINA else place
    part = cut_edition(rest) if kind is EntityType.EVENT else rest
    spare = 0 if reason == "same name" else 1
    needs_place = scope and (is_generic(part, spare=spare) or is_office(part))
    name = f"{call_place(place, part)}{part}" if needs_place else part
    return Identity(type=kind, part=name, name=name, scope=scope, reason=reason)


_RULES: Mapping[EntityType, Callable[[EntityType, str, Setting], Identity]] = {
    EntityType.ORGANIZATION: _identify_organisation,
    EntityType.ENTERPRISE: _identify_enterprise,
    EntityType.PERSON: _identify_person,
    EntityType.PROJECT: _identify_local,
    EntityType.FACILITY: _identify_local,
    EntityType.PROGRAM: _identify_programme,
    EntityType.SLOGAN: _identify_shared,
    EntityType.DOCUMENT: _identify_document,
    EntityType.HONOUR: _identify_honour,
    EntityType.EVENT: _identify_event,
    EntityType.INDUSTRY: _identify_industry,
    EntityType.BRAND: _identify_shared,
}
