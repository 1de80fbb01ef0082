"""The ontology, the Python vocabulary, the shapes and the model say the same."""

from enum import StrEnum
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS

from kg.model import EntityType, Level, MeasureKind, MeasureStatus, Predicate, Role, Status
from kg.rdf.signatures import load_signatures
from kg.resources import locate
from kg.vocabulary import PK

ONTOLOGY = Graph().parse(locate("ontology/policy.ttl"))
SHAPES = Graph().parse(locate("ontology/shapes.ttl"))
OWN = sorted({str(term) for term in ONTOLOGY.subjects() if str(term).startswith(str(PK))})
CLASSES = sorted(str(term) for term in ONTOLOGY.subjects(RDF.type, OWL.Class) if str(term) in OWN)
PROPERTIES = sorted(
    str(term)
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)
    for term in ONTOLOGY.subjects(RDF.type, kind)
    if str(term) in OWN
)
CONCEPT_CLASSES = {"Status", "Kind", "Role", "Level"}  # only the ontology has nodes of these


def short(term: str) -> str:
    return term.removeprefix(str(PK))


def test_the_vocabulary_has_every_term_of_the_ontology_and_no_other() -> None:
    assert sorted(str(term) for term in dir(PK) if str(term).startswith(str(PK))) == OWN


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("predicate", [RDFS.label, RDFS.comment], ids=["label", "comment"])
def test_every_term_is_named_and_explained(predicate: URIRef, language: str) -> None:
    described = {
        str(term)
        for term, text in ONTOLOGY.subject_objects(predicate)
        if isinstance(text, Literal) and text.language == language
    }
    assert [short(term) for term in OWN if term not in described] == []


def test_every_property_has_a_domain_and_a_range() -> None:
    without_range = {"predicate", "startDate", "endDate"}  # any property; xsd:date is no OWL 2 datatype
    domains = {str(term) for term in ONTOLOGY.subjects(RDFS.domain)}
    ranges = {str(term) for term in ONTOLOGY.subjects(RDFS.range)} | {str(PK[term]) for term in without_range}
    assert [short(term) for term in PROPERTIES if term not in domains & ranges] == []


@pytest.mark.parametrize(
    ("values", "scheme"),
    [
        (Status, PK.StatusScheme),
        (MeasureStatus, PK.MeasureStatusScheme),
        (MeasureKind, PK.KindScheme),
        (Role, PK.RoleScheme),
        (Level, PK.LevelScheme),
    ],
)
def test_every_value_of_the_model_is_a_concept(values: type[StrEnum], scheme: URIRef) -> None:
    concepts = ONTOLOGY.subjects(SKOS.inScheme, scheme)
    assert sorted(str(ONTOLOGY.value(concept, SKOS.notation)) for concept in concepts) == sorted(values)


def test_every_type_and_predicate_of_the_model_is_a_term() -> None:
    assert {str(PK[name]) for name in EntityType} <= set(CLASSES)
    assert {str(PK[name]) for name in Predicate} <= set(PROPERTIES)


@pytest.mark.parametrize("name", CLASSES, ids=short)
def test_every_class_has_a_shape(name: str) -> None:
    assert short(name) in CONCEPT_CLASSES or (None, SH.targetClass, URIRef(name)) in SHAPES


@pytest.mark.parametrize("name", PROPERTIES, ids=short)
def test_every_property_has_a_shape(name: str) -> None:
    assert (None, SH.path, URIRef(name)) in SHAPES


def test_shapes_use_no_term_that_the_ontology_lacks() -> None:
    used = {str(term) for triple in SHAPES for term in triple if str(term).startswith(str(PK))}
    assert sorted(used - set(OWN)) == []


def test_every_shape_speaks_chinese_and_english() -> None:
    shapes = {*SHAPES.subjects(RDF.type, SH.NodeShape), *SHAPES.subjects(RDF.type, SH.PropertyShape)}
    languages = {
        shape: sorted(str(text.language) for text in SHAPES.objects(shape, SH.message) if isinstance(text, Literal))
        for shape in shapes
    }
    assert [shape for shape, found in languages.items() if found != ["en", "zh"]] == []


def list_types(shape: URIRef) -> set[str]:
    alternatives = SHAPES.value(shape, SH["or"])
    nodes = Collection(SHAPES, alternatives) if alternatives else [shape]
    return {short(str(SHAPES.value(node, SH["class"]))) for node in nodes}


@pytest.mark.parametrize("predicate", Predicate)
def test_shapes_and_ontology_agree_on_domain_and_range(predicate: Predicate) -> None:
    signature, shape = load_signatures()[predicate], URIRef(f"https://w3id.org/policykg/shapes#{predicate}")
    assert list_types(shape) == signature.domain
    assert list_types(URIRef(f"{shape}-object")) == signature.range


@pytest.mark.parametrize(
    ("predicate", "subject", "target", "complaint"),
    [
        (Predicate.IMPLEMENTS, EntityType.PLACE, EntityType.PROGRAM, None),
        (Predicate.IMPLEMENTS, EntityType.PERSON, EntityType.PROGRAM, "domain"),
        (Predicate.HOSTS, EntityType.PLACE, EntityType.SLOGAN, "range"),
        (Predicate.PART_OF, EntityType.PROGRAM, EntityType.PROGRAM, None),
        (Predicate.PART_OF, EntityType.PROGRAM, EntityType.PLACE, "range"),
        (Predicate.LOCATED_IN, EntityType.PLACE, EntityType.FACILITY, None),
    ],
)
def test_a_signature_complains_of_the_wrong_side(
    predicate: Predicate, subject: EntityType, target: EntityType, complaint: str | None
) -> None:
    assert load_signatures()[predicate].complain(subject, target) == complaint


def test_the_ontology_keeps_to_owl_2_dl_typing() -> None:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    declared = [set(ONTOLOGY.subjects(RDF.type, kind)) for kind in kinds]
    builtin = {term for term in ONTOLOGY.predicates() if str(term).startswith((str(OWL), str(RDF), str(RDFS)))}
    assert set(ONTOLOGY.predicates()) - builtin <= set().union(*declared)
    assert not declared[0] & declared[1]
    assert not (declared[0] | declared[1]) & declared[2]


def test_every_foreign_class_is_declared() -> None:
    parents = {str(term) for term in ONTOLOGY.objects(None, RDFS.subClassOf) if isinstance(term, URIRef)}
    assert parents <= {str(term) for term in ONTOLOGY.subjects(RDF.type, OWL.Class)}


def test_the_worked_example_of_the_reference_uses_the_terms_as_they_are() -> None:
    text = (Path(__file__).parents[1] / "docs/reference/rdf.md").read_text("utf-8")
    example = Graph().parse(data=text.split("```turtle\n")[1].split("```")[0], format="turtle")
    used = {str(term) for triple in example for term in triple if str(term).startswith(str(PK))}
    assert sorted(used - set(OWN)) == []
    assert {str(PK[name]) for name in ("Statement", "Measure", "Source", "Sentence", "Mention")} <= used
