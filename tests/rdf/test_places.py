"""Which class a place has beside pk:Place."""

import pytest
from rdflib import URIRef

from kg.model import Entity, EntityType, Level
from kg.rdf.entities import describe_entities
from kg.rdf.iris import Iris
from kg.rdf.places import class_of, kind_of
from kg.resources import read_data
from kg.vocabulary import PK
from tests.rdf.samples import BASE


def make_place(name: str, *, level: Level | None = None, code: str | None = None) -> Entity:
    return Entity(key=f"place/{code or name}", type=EntityType.PLACE, name=name, level=level, code=code)


def short(term: object) -> str:
    return str(term).strip("<>").rpartition("#")[2]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("长三角", "Region"),
        ("京津冀", "Region"),
        ("环杭州湾都市圈", "Region"),
        ("大别山区", "Region"),
        ("白塔湖", "NaturalFeature"),
        ("枫桥江", "NaturalFeature"),
        ("塘朗山", "NaturalFeature"),
        ("舟山群岛", "NaturalFeature"),
        ("天山", "NaturalFeature"),
        ("日本", "Country"),
        ("佛山", None),
        ("通山", None),
        ("山", None),
        ("大沙河-深圳湾", None),
        ("王家庄", None),
    ],
)
def test_a_name_alone_tells_what_a_place_is(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (make_place("佛山市", level=Level.CITY, code="440600"), PK.City),
        (make_place("东山", level=Level.VILLAGE), PK.Village),
        (make_place("白塔湖"), PK.NaturalFeature),
        (make_place("长三角"), PK.Region),
        (make_place("某地"), None),
        (Entity(key="facility/白塔湖", type=EntityType.FACILITY, name="白塔湖"), None),
    ],
)
def test_a_level_goes_before_the_name_and_only_places_have_kinds(place: Entity, expected: URIRef | None) -> None:
    assert class_of(place) == expected


@pytest.mark.parametrize(
    ("name", "classes", "levels"),
    [("白塔湖", {"Entity", "Place", "NaturalFeature"}, []), ("日本", {"Entity", "Place", "Country"}, ["countryLevel"])],
)
def test_the_class_is_in_the_graph(name: str, classes: set[str], levels: list[str]) -> None:
    found = describe_entities({f"place/{name}": make_place(name)}, Iris(base=BASE, sha256="0" * 64))
    told = [(short(predicate), short(value)) for _, predicate, value in (triple.split(" ", 2) for triple in found)]
    assert {value for predicate, value in told if predicate == "type"} == classes
    assert [value for predicate, value in told if predicate == "level"] == levels


def test_every_region_that_reports_share_has_a_class() -> None:
    names = [line.split("\t")[0] for line in read_data("gazetteer/regions.tsv").splitlines() if line[0] != "#"]
    assert [name for name in names if name != "中国" and kind_of(name) is None] == []


def test_no_name_is_listed_twice() -> None:
    lines = [line.split("\t") for line in read_data("rdf/place_kinds.tsv").splitlines() if line[0] != "#"]
    words = [(how, word) for _, how, text in lines for word in text.split("|")]
    assert sorted(words) == sorted(set(words))
