"""The ontology keeps to OWL 2 DL, as far as that can be told without a reasoner.

After the structural specification, https://www.w3.org/TR/owl2-syntax/: sections 3 (ontologies), 5.8 (typing), 5.9 (no
illegal punning), 8 (class expressions), 9 (axioms) and 11 (global restrictions). One IRI may name an individual and a
property in OWL 2 DL; the structure of the measures needs that.
"""

from collections import Counter

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import Node

from kg.resources import locate

G = Graph().parse(locate("ontology/policy.ttl"))
BUILT_IN = (str(OWL), str(RDF), str(RDFS), str(XSD))
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
BUILT_IN_ANNOTATIONS = {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionInfo, OWL.deprecated}
# The OWL 2 datatype map, section 4; xsd:date and xsd:gYear are not in it.
DATATYPES = {
    *(XSD[name] for name in ("string", "boolean", "decimal", "integer", "nonNegativeInteger", "double", "dateTime")),
    *(XSD[name] for name in ("anyURI", "positiveInteger", "float", "int", "long", "hexBinary", "language", "token")),
    *(RDF.langString, RDF.PlainLiteral, RDFS.Literal),
}


def declared(kind: URIRef) -> set[Node]:
    return {term for term in G.subjects(RDF.type, kind) if isinstance(term, URIRef)}


CLASSES = declared(OWL.Class)
PROPERTIES = {kind: declared(kind) for kind in PROPERTY_KINDS}
INDIVIDUALS = declared(OWL.NamedIndividual)


def fillers(term: Node) -> list[Node]:
    """The named classes of a class expression, through unions and restrictions."""
    union = G.value(term, OWL.unionOf)
    if union is not None:
        return [filler for member in Collection(G, union) for filler in fillers(member)]
    only = G.value(term, OWL.allValuesFrom)
    return [term] if only is None else fillers(only)


def climb(term: Node) -> set[Node]:
    """The class and all that it is below of."""
    return {above for above in G.transitive_objects(term, RDFS.subClassOf) if above is not None}


def test_there_is_one_ontology_and_it_has_a_version() -> None:
    (ontology,) = G.subjects(RDF.type, OWL.Ontology)
    assert isinstance(ontology, URIRef)
    assert G.value(ontology, OWL.versionInfo)


def test_every_property_is_of_one_kind() -> None:
    counts = Counter(term for terms in PROPERTIES.values() for term in terms)
    assert [term for term, count in counts.items() if count != 1] == []


def test_no_class_is_a_datatype_or_a_property() -> None:
    assert declared(RDFS.Datatype) == set()
    assert CLASSES & set().union(*PROPERTIES.values()) == set()


def test_no_class_is_an_individual() -> None:
    assert not CLASSES & INDIVIDUALS


def test_every_predicate_that_is_used_is_declared() -> None:
    used = {term for term in G.predicates() if not str(term).startswith(BUILT_IN)}
    assert used - set().union(*PROPERTIES.values()) == set()


def test_no_term_of_owl_rdf_rdfs_or_xsd_is_redefined() -> None:
    assert [term for term in G.subjects() if isinstance(term, URIRef) and str(term).startswith(BUILT_IN)] == []


def test_every_named_thing_says_what_it_is() -> None:
    described = {term for term in G.subjects() if isinstance(term, URIRef)}
    typed = {term for term in G.subjects(RDF.type) if isinstance(term, URIRef)}
    assert described - typed == set()


def test_every_individual_belongs_to_declared_classes() -> None:
    types = {kind for term in INDIVIDUALS for kind in G.objects(term, RDF.type)} - {OWL.NamedIndividual}
    assert types - CLASSES == set()


@pytest.mark.parametrize("side", [RDFS.domain, RDFS.range], ids=["domain", "range"])
def test_the_sides_of_object_properties_are_declared_classes(side: URIRef) -> None:
    named = {f for term in PROPERTIES[OWL.ObjectProperty] for node in G.objects(term, side) for f in fillers(node)}
    assert named
    assert named - CLASSES == set()


def test_a_property_has_one_domain_and_one_range_at_most() -> None:
    """Several would mean their intersection, which is never what was meant."""
    sides = Counter((term, side) for side in (RDFS.domain, RDFS.range) for term in G.subjects(side))
    assert [pair for pair, count in sides.items() if count > 1] == []


def test_data_ranges_are_datatypes_of_owl_2() -> None:
    ranges = {node for term in PROPERTIES[OWL.DatatypeProperty] for node in G.objects(term, RDFS.range)}
    assert ranges - DATATYPES == set()


def test_literals_have_datatypes_of_owl_2() -> None:
    used = {term.datatype for term in G.objects() if isinstance(term, Literal) and term.datatype}
    assert used - DATATYPES == set()


def test_annotation_properties_have_no_domain_range_or_characteristic() -> None:
    annotations = PROPERTIES[OWL.AnnotationProperty]
    assert not [t for t in annotations if set(G.predicates(t)) - {RDF.type} - BUILT_IN_ANNOTATIONS]


def test_a_property_is_below_one_of_its_own_kind() -> None:
    kind_of = {term: kind for kind, terms in PROPERTIES.items() for term in terms}
    pairs = list(G.subject_objects(RDFS.subPropertyOf))
    assert pairs
    assert [pair for pair in pairs if kind_of[pair[0]] != kind_of[pair[1]]] == []


def test_only_object_properties_are_transitive_or_symmetric() -> None:
    marked = declared(OWL.TransitiveProperty) | declared(OWL.SymmetricProperty)
    assert marked - PROPERTIES[OWL.ObjectProperty] == set()


def test_a_symmetric_property_takes_the_same_on_both_sides() -> None:
    (term,) = declared(OWL.SymmetricProperty)
    domain, range_ = (
        {f for node in G.objects(term, side) for f in fillers(node)} for side in (RDFS.domain, RDFS.range)
    )
    assert domain == range_


def test_no_cardinality_stands_on_a_transitive_property() -> None:
    counted = (OWL.cardinality, OWL.minCardinality, OWL.maxCardinality, OWL.qualifiedCardinality)
    restricted = {G.value(node, OWL.onProperty) for predicate in counted for node in G.subjects(predicate)}
    assert restricted & declared(OWL.TransitiveProperty) == set()


def test_restrictions_name_a_declared_property_and_class() -> None:
    nodes = list(G.subjects(RDF.type, OWL.Restriction))
    assert nodes
    assert {G.value(node, OWL.onProperty) for node in nodes} <= PROPERTIES[OWL.ObjectProperty]
    assert {filler for node in nodes for filler in fillers(node)} <= CLASSES


def test_unions_and_disjoint_classes_have_two_members_or_more() -> None:
    lists = [*G.objects(None, OWL.unionOf), *G.objects(None, OWL.members)]
    assert lists
    assert min(len(list(Collection(G, node))) for node in lists) > 1


def test_nodes_without_a_name_stand_in_one_place() -> None:
    """Class expressions and anonymous individuals form trees."""
    uses = Counter(term for term in G.objects() if isinstance(term, BNode))
    assert [node for node, count in uses.items() if count > 1] == []


def test_no_class_is_below_itself() -> None:
    parents = {term: set(G.objects(term, RDFS.subClassOf)) & CLASSES for term in CLASSES}
    pairs = [(term, above) for term in CLASSES for parent in parents[term] for above in climb(parent)]
    assert [term for term, above in pairs if term == above] == []


def test_disjoint_classes_have_no_class_below_two_of_them() -> None:
    (members,) = (set(Collection(G, node)) for node in G.objects(None, OWL.members))
    below = {term: members & set(G.transitive_objects(term, RDFS.subClassOf)) for term in CLASSES}
    assert [term for term, found in below.items() if len(found) > 1] == []
