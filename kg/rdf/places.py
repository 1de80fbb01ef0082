"""A place in, the class it has beside pk:Place out: of its level, else a natural feature or region by its name.

A division has its level from the gazetteer. What has no code is known by its name alone: 长三角 is listed, 白塔湖 ends
like a lake. A name that a county or a larger division bears too (佛山, 通山) is not judged by its ending. Why:
docs/decisions/0020-kinds-of-places.md.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from rdflib import URIRef

from kg.gazetteer import load_gazetteer
from kg.model import Entity, EntityType, Level
from kg.resources import read_data
from kg.vocabulary import LEVEL_CLASSES, PK

_UPPER = frozenset({Level.PROVINCE, Level.CITY, Level.COUNTY})
_LONGEST = 8  # characters; longer names that end so are descriptions: 南山区塘朗山
_JOINTS = "、，和与及至-—·~"


def class_of(entity: Entity) -> URIRef | None:
    """The class of a place below pk:Place; None where nothing tells, and for what is no place."""
    if entity.type is not EntityType.PLACE:
        return None
    if entity.level or entity.code:
        return LEVEL_CLASSES[entity.level] if entity.level else None
    kind = kind_of(entity.name)
    return PK[kind] if kind else None


def level_of(entity: Entity) -> Level | None:
    """The level of a place; a foreign country has one too."""
    return Level.COUNTRY if class_of(entity) == PK.Country else entity.level


@cache
def kind_of(name: str) -> str | None:
    """What a place without a code is called so: Country, Region, NaturalFeature, or None.

    >>> kind_of("长三角"), kind_of("白塔湖"), kind_of("佛山")
    ('Region', 'NaturalFeature', None)
    """
    if kind := _names().get(name):
        return kind
    ending = next((name[cut:] for cut in range(1, len(name)) if name[cut:] in _endings()), None)
    if ending is None or len(name) > _LONGEST or any(joint in name for joint in _JOINTS) or _is_division(name):
        return None
    return _endings()[ending]


def _is_division(name: str) -> bool:
    return any(division.level in _UPPER for division in load_gazetteer().find_name(name))


@cache
def _names() -> Mapping[str, str]:
    return {word: kind for kind, how, word in _read_kinds() if how == "name"}


@cache
def _endings() -> Mapping[str, str]:
    return {word: kind for kind, how, word in _read_kinds() if how == "ending"}


def _read_kinds() -> Iterator[tuple[str, str, str]]:
    for line in read_data("rdf/place_kinds.tsv").splitlines():
        if line and not line.startswith("#"):
            kind, how, words = line.split("\t")
            yield from ((kind, how, word) for word in words.split("|"))
