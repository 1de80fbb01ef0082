"""A document, its jurisdiction and its mentions in, one entity per real thing and the merges with their reasons out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.gazetteer import load_gazetteer
from kg.link.aliases import find_aliases
from kg.link.decisions import Decision, Decisions, index_decisions
from kg.link.names import Identity, identify
from kg.link.normalise import normalise_name, normalise_slogan
from kg.link.places import Places, resolve_places
from kg.link.setting import CHINA, Setting, lay_out, to_entity
from kg.model import Document, Entity, EntityType, Jurisdiction, Links, Mention, Merge

Name = tuple[EntityType, str]
_DECIDED = "user's decision"


def link_mentions(
    document: Document,
    jurisdiction: Jurisdiction,
    mentions: Sequence[Mention],
    *,
    decisions: Sequence[Decision] = (),
) -> Links:
    """Which entity each mention means; a user's decisions win over all rules.

    Entities are sorted by key and hold the jurisdiction's place and the places around it as well. The result is a
    function of the set of mentions, whatever their order, and keys of the text's names and place alone.
    """
    setting, decided = lay_out(jurisdiction), index_decisions(decisions)
    names = {(mention.type, mention.text): normalise_mention(mention.type, mention.text) for mention in mentions}
    places = link_places(names, setting, decided=decided)
    found: dict[Name, Entity] = {}
    reasons: dict[Name, str] = {}
    for each, (identity, reason) in link_names(names, setting, text=document.text, decided=decided).items():
        found[each], reasons[each] = make_entity(identity), reason
    for each, name in names.items():
        if each[0] is EntityType.PLACE:
            found[each], reasons[each] = places.of[name], places.reasons[name]
    entities = gather_entities(found, names, setting)
    return Links(
        place=entities[setting.place.key],
        entities=tuple(entities[key] for key in sorted(entities)),
        of={mention: entities[found[mention.type, mention.text].key] for mention in mentions},
        merges=list_merges(found, reasons),
        unresolved=places.unresolved,
    )


def normalise_mention(kind: EntityType, text: str) -> str:
    """The name of a mention in the normal form of its type."""
    return normalise_slogan(text) if kind is EntityType.SLOGAN else normalise_name(text)


def link_places(names: Mapping[Name, str], setting: Setting, *, decided: Decisions) -> Places:
    """The entities of the names of places; a decided name is read as the other one, which may be a code."""
    asked = {name for (kind, _), name in names.items() if kind is EntityType.PLACE}
    same = {name: other for name in asked if (other := decided.same.get((EntityType.PLACE, name)))}
    places = resolve_places((asked | set(same.values())) - same.keys(), setting)
    listed = {other: load_gazetteer().find_code(other) for other in same.values()}
    said = {
        name: to_entity(division) if (division := listed[other]) else places.of[other] for name, other in same.items()
    }
    return Places(
        of={**places.of, **said},
        reasons={**places.reasons, **dict.fromkeys(same, _DECIDED)},
        unresolved=tuple(name for name in places.unresolved if name in asked),
    )


def link_names(
    names: Mapping[Name, str], setting: Setting, *, text: str, decided: Decisions
) -> dict[Name, tuple[Identity, str]]:
    """The identity of each name that is no place, with the reason."""
    things = {each: name for each, name in names.items() if each[0] is not EntityType.PLACE}
    own = {each: _identify(each[0], name, setting, decided=decided) for each, name in things.items()}
    aliases = find_aliases(own.values(), text)
    linked = {each: aliases.get(identity.key, (identity, identity.reason)) for each, identity in own.items()}
    for each, name in things.items():
        others = decided.different.get((each[0], name), ())
        if linked[each][0].key in {_identify(each[0], other, setting, decided=decided).key for other in others}:
            linked[each] = (replace(own[each], part=name, name=name), _DECIDED)
    return linked


def _identify(kind: EntityType, name: str, setting: Setting, *, decided: Decisions) -> Identity:
    other = decided.same.get((kind, name))
    return replace(identify(kind, other, setting), reason=_DECIDED) if other else identify(kind, name, setting)


def make_entity(identity: Identity) -> Entity:
    """The entity of an identity, as yet without alternative names."""
    scope = identity.scope.key if identity.scope else None
    return Entity(key=identity.key, type=identity.type, name=identity.name, scope=scope)


def gather_entities(found: Mapping[Name, Entity], names: Mapping[Name, str], setting: Setting) -> dict[str, Entity]:
    """Key → entity with all names that the report uses for it; places of scope included."""
    bare = {entity.key: entity for entity in (*found.values(), *list_scopes(found.values(), setting))}
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for each, entity in found.items():
        forms[entity.key].add(names[each])
    return {key: replace(entity, alternatives=_list_forms(entity, forms[key])) for key, entity in bare.items()}


def _list_forms(entity: Entity, forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*entity.alternatives, *forms} - {entity.name}))


def list_scopes(entities: Iterable[Entity], setting: Setting) -> Iterator[Entity]:
    """The jurisdiction's place and every place that another entity stands in, out to the country."""
    gazetteer = load_gazetteer()
    yield CHINA
    yield setting.place
    yield from map(to_entity, setting.outer)
    scopes = {entity.scope for entity in entities if entity.scope}
    for code in sorted(scope.removeprefix("place/") for scope in scopes):
        if division := gazetteer.find_code(code):
            yield to_entity(division)
            yield from map(to_entity, gazetteer.ancestors_of(code))


def list_merges(found: Mapping[Name, Entity], reasons: Mapping[Name, str]) -> tuple[Merge, ...]:
    """One merge for each name that is not its entity's own, sorted."""
    merges = {
        Merge(name=text, entity=entity.key, reason=_say_reason(text, entity, reasons[kind, text]))
        for (kind, text), entity in found.items()
        if text != entity.name
    }
    return tuple(sorted(merges, key=lambda merge: (merge.entity, merge.name, merge.reason)))


def _say_reason(text: str, entity: Entity, reason: str) -> str:
    """The reason, or that only quotation marks, width or blanks differ."""
    return "quotation marks, width or blanks" if normalise_mention(entity.type, text) == entity.name else reason
