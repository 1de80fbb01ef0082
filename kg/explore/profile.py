"""A store and a thing in, all that the graph says of it out."""

from dataclasses import dataclass

from rdflib.namespace import RDF, SKOS

from kg.explore.lookup import find_things
from kg.explore.reading import read_claims, read_documents, read_figures, read_names, read_properties
from kg.explore.values import Claim, Figure, Thing
from kg.store import Store
from kg.vocabulary import PK


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One thing. `claims` are what it does, `inverse` what is done with it; `documents` are titles with counts."""

    thing: Thing
    classes: tuple[str, ...]
    alternatives: tuple[str, ...]
    code: str
    scope: str
    within: tuple[str, ...]
    documents: tuple[tuple[str, int], ...]
    claims: tuple[Claim, ...]
    inverse: tuple[Claim, ...]
    figures: tuple[Figure, ...]
    namesakes: tuple[Thing, ...] = ()


def show_entity(store: Store, name: str) -> Profile:
    """The profile of what is called so; of namesakes, the one that most is said of, beside the others.

    Raises:
        NotFoundError: nothing is called so; with near names.
    """
    thing, *others = find_things(store, name)
    return read_profile(store, thing, namesakes=tuple(others))


def read_profile(store: Store, thing: Thing, *, namesakes: tuple[Thing, ...] = ()) -> Profile:
    """All that the graph says of a thing."""
    said = read_properties(store, thing.iri)

    def values(term: str) -> tuple[str, ...]:
        return tuple(value for property_, value in said if property_ == term)

    around = read_names(store, (*values(str(PK.scope)), *values(str(PK.locatedIn))))
    classes = {value.removeprefix(str(PK)) for value in values(str(RDF.type))}
    return Profile(
        thing=thing,
        classes=tuple(sorted(classes - {"Entity"})),
        alternatives=tuple(sorted({*values(str(SKOS.altLabel)), *values(str(SKOS.prefLabel))} - {thing.name})),
        code="".join(values(str(PK.code))[:1]),
        scope="".join(around[iri] for iri in values(str(PK.scope))[:1]),
        within=tuple(sorted(around[iri] for iri in values(str(PK.locatedIn)))),
        documents=read_documents(store, [thing.iri]),
        claims=read_claims(store, [thing.iri], side="subject"),
        inverse=read_claims(store, [thing.iri], side="object"),
        figures=read_figures(store, [thing.iri]),
        namesakes=namesakes,
    )
