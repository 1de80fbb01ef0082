"""Entities in, the triples that describe them out, with the divisions around every place that has a code.

An entity is described in the graph of each source that names it, always in the same words, so that graphs built apart
merge by union. What the gazetteer knows is written as a `pk:GazetteerStatement`: no source is made to say it.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from rdflib import URIRef
from rdflib.namespace import PROV, SKOS

from kg.gazetteer import Division, load_gazetteer
from kg.model import Entity, EntityType, Links
from kg.rdf.iris import Iris
from kg.rdf.places import class_of, level_of
from kg.rdf.terms import Triple, chinese, labels, node, plain, triples
from kg.vocabulary import CLASSES, LEVELS, PK

_PLACE = "place/"
_ALT_LABEL: Final = node(SKOS.altLabel)
_SCOPE: Final = node(PK.scope)
_CODE: Final = node(PK.code)
_LEVEL: Final = node(PK.level)
_SUBJECT: Final = node(PK.subject)
_PREDICATE: Final = node(PK.predicate)
_OBJECT: Final = node(PK.object)
_WAS_DERIVED_FROM: Final = node(PROV.wasDerivedFrom)


def gather_entities(links: Links) -> Mapping[str, Entity]:
    """All entities of a source by key, with the places they belong to and the divisions around. Sorted by key."""
    named = {entity.key: entity for entity in (links.place, *links.entities, *links.of.values())}
    scopes = {entity.scope for entity in named.values() if entity.scope} - named.keys()
    found = [*named.values(), *filter(None, map(_division_entity, sorted(scopes)))]
    around = [outer for entity in found for outer in _list_outer(entity)]
    known = {entity.key: entity for entity in (*around, *found)}
    return dict(sorted(known.items()))


def describe_entities(entities: Mapping[str, Entity], iris: Iris) -> Iterator[Triple]:
    """What each entity is, what it is called and what it belongs to."""
    for entity in entities.values():
        scope = node(iris.entity(entity.scope)) if entity.scope and entity.scope in entities else None
        rows = (
            *labels(entity.name),
            *((_ALT_LABEL, chinese(name)) for name in entity.alternatives if name != entity.name),
            (_SCOPE, scope),
            (_CODE, plain(entity.code)),
            (_LEVEL, node(LEVELS[level]) if (level := level_of(entity)) else None),
        )
        yield from triples(iris.entity(entity.key), _list_classes(entity), rows)


def list_divisions(entities: Mapping[str, Entity]) -> tuple[tuple[str, str], ...]:
    """Keys of inner and outer place, for each step outwards that the gazetteer knows. Sorted."""
    pairs: set[tuple[str, str]] = set()
    for entity in entities.values():
        chain = [entity.key, *(outer.key for outer in _list_outer(entity))]
        pairs.update(pairwise(chain))
    return tuple(sorted(pairs))


def describe_divisions(pairs: Iterable[tuple[str, str]], iris: Iris) -> Iterator[Triple]:
    """The gazetteer's statements of what lies in what."""
    for inner, outer in pairs:
        rows = (
            (_SUBJECT, node(iris.entity(inner))),
            (_PREDICATE, node(PK.locatedIn)),
            (_OBJECT, node(iris.entity(outer))),
            (_WAS_DERIVED_FROM, node(PK.gazetteer)),
        )
        yield from triples(iris.statement("gazetteer", inner, "locatedIn", outer), (PK.GazetteerStatement,), rows)


def _list_classes(entity: Entity) -> tuple[URIRef, ...]:
    narrower = class_of(entity)
    return (PK.Entity, CLASSES[entity.type], *((narrower,) if narrower else ()))


def _list_outer(entity: Entity) -> tuple[Entity, ...]:
    if entity.type is not EntityType.PLACE or not entity.code:
        return ()
    return tuple(map(_to_entity, load_gazetteer().ancestors_of(entity.code)))


def _division_entity(key: str) -> Entity | None:
    division = load_gazetteer().find_code(key.removeprefix(_PLACE)) if key.startswith(_PLACE) else None
    return _to_entity(division) if division else None


def _to_entity(division: Division) -> Entity:
    return Entity(
        key=f"{_PLACE}{division.code}",
        type=EntityType.PLACE,
        name=division.name,
        code=division.code,
        level=division.level,
    )
