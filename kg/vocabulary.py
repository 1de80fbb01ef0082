"""Names of terms in, IRIs out: every class, property and concept that the graph may use.

Each namespace is closed: a misspelt term raises at once instead of becoming a triple that no query finds.
`PK` lists exactly the terms of ontology/policy.ttl; a test holds the two together. The other namespaces list
only what the graph or the ontology uses of them.
"""

# The names are those of the ontology, so they follow its case.
# ruff: noqa: N815
from typing import Final

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

from kg.model import EntityType, Level, MeasureKind, MeasureStatus, Predicate, Role, Status

DEFAULT_BASE: Final = "https://w3id.org/policykg/"


class PK(DefinedNamespace):
    """The terms of ontology/policy.ttl, in its order."""

    _fail = True
    _NS = Namespace("https://w3id.org/policykg/ontology#")

    # things
    Entity: URIRef
    Place: URIRef
    Country: URIRef
    Province: URIRef
    City: URIRef
    County: URIRef
    Town: URIRef
    Village: URIRef
    NaturalFeature: URIRef
    Region: URIRef
    Organization: URIRef
    Enterprise: URIRef
    Person: URIRef
    Project: URIRef
    Facility: URIRef
    Program: URIRef
    Slogan: URIRef
    Document: URIRef
    Honour: URIRef
    Event: URIRef
    Industry: URIRef
    Brand: URIRef

    # what is said
    Assertion: URIRef
    Statement: URIRef
    GazetteerStatement: URIRef
    Measure: URIRef
    Indicator: URIRef
    Period: URIRef

    # where it is said
    Source: URIRef
    Report: URIRef
    Section: URIRef
    Sentence: URIRef
    Mention: URIRef
    Extraction: URIRef

    # predicates between entities
    implements: URIRef
    targets: URIRef
    awarded: URIRef
    locatedIn: URIRef
    hosts: URIRef
    upholds: URIRef
    cooperatesWith: URIRef
    undertakes: URIRef
    partOf: URIRef
    leads: URIRef

    # properties of entities
    scope: URIRef
    level: URIRef
    code: URIRef

    # properties of assertions and measures
    subject: URIRef
    predicate: URIRef
    object: URIRef
    status: URIRef
    evidence: URIRef
    outcomeOf: URIRef
    refPeriod: URIRef
    period: URIRef
    year: URIRef
    startYear: URIRef
    startDate: URIRef
    endDate: URIRef
    confidence: URIRef
    rule: URIRef
    about: URIRef
    area: URIRef
    indicator: URIRef
    kind: URIRef
    value: URIRef
    lower: URIRef
    upper: URIRef
    unit: URIRef
    valueText: URIRef
    indicatorText: URIRef
    aboutText: URIRef

    # properties of sources and their parts
    jurisdiction: URIRef
    organ: URIRef
    speaker: URIRef
    congress: URIRef
    reviewedPeriod: URIRef
    plannedPeriod: URIRef
    sha256: URIRef
    inSource: URIRef
    inSection: URIRef
    inSentence: URIRef
    parentSection: URIRef
    refersTo: URIRef
    role: URIRef
    index: URIRef
    depth: URIRef

    # concept schemes
    Status: URIRef
    Kind: URIRef
    Role: URIRef
    Level: URIRef
    StatusScheme: URIRef
    done: URIRef
    ongoing: URIRef
    planned: URIRef
    MeasureStatusScheme: URIRef
    actual: URIRef
    targeted: URIRef
    KindScheme: URIRef
    levelKind: URIRef
    growthKind: URIRef
    shareKind: URIRef
    rankKind: URIRef
    RoleScheme: URIRef
    reviewRole: URIRef
    planRole: URIRef
    otherRole: URIRef
    LevelScheme: URIRef
    countryLevel: URIRef
    provinceLevel: URIRef
    cityLevel: URIRef
    countyLevel: URIRef
    townLevel: URIRef
    villageLevel: URIRef
    IndicatorScheme: URIRef
    gazetteer: URIRef
    MeasureStructure: URIRef


class NIF(DefinedNamespace):
    """NLP Interchange Format: spans of text."""

    _fail = True
    _NS = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")

    anchorOf: URIRef
    beginIndex: URIRef
    endIndex: URIRef


STATUSES: Final = {Status.DONE: PK.done, Status.ONGOING: PK.ongoing, Status.PLANNED: PK.planned}
MEASURE_STATUSES: Final = {MeasureStatus.ACTUAL: PK.actual, MeasureStatus.TARGET: PK.targeted}
KINDS: Final = {kind: PK[f"{kind}Kind"] for kind in MeasureKind}
ROLES: Final = {role: PK[f"{role}Role"] for role in Role}
LEVELS: Final = {level: PK[f"{level}Level"] for level in Level}
LEVEL_CLASSES: Final = {level: PK[level.capitalize()] for level in Level}
CLASSES: Final = {entity_type: PK[entity_type] for entity_type in EntityType}
PREDICATES: Final = {predicate: PK[predicate] for predicate in Predicate}

PREFIXES: Final = {
    "pk": str(PK),
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "nif": str(NIF),
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
