"""Facts in; direct triples, statement nodes and the facts that break the schema out.

A fact outside the domain and range of its predicate is not written: it is handed back with its reason and its sentence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rdflib.namespace import PROV

from kg.model import Document, Entity, Fact, Links
from kg.rdf.iris import Iris
from kg.rdf.periods import period_rows
from kg.rdf.signatures import load_signatures
from kg.rdf.terms import Triple, node, plain, score, triples
from kg.vocabulary import PK, PREDICATES, STATUSES

_SUBJECT: Final = node(PK.subject)
_PREDICATE: Final = node(PK.predicate)
_OBJECT: Final = node(PK.object)
_STATUS: Final = node(PK.status)
_CONFIDENCE: Final = node(PK.confidence)
_RULE: Final = node(PK.rule)
_EVIDENCE: Final = node(PK.evidence)
_WAS_DERIVED_FROM: Final = node(PROV.wasDerivedFrom)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Rejected:
    """A fact that was not written. `reason` is domain, range, itself or unlinked."""

    predicate: str
    subject_type: str
    subject: str
    object_type: str
    object: str
    reason: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A fact whose sides are entities. `period` and `rule` are sets, because one sentence may say it twice."""

    subject: str
    predicate: str
    object: str
    fact: Fact

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes two claims of one source the same statement."""
        sentence = self.fact.sentence
        return (self.subject, self.predicate, self.object, self.fact.status, str(sentence.start), str(sentence.end))

    @property
    def period(self) -> str | None:
        """The period of the fact, else of its sentence."""
        return self.fact.period or self.fact.sentence.period


def sort_facts(
    facts: Iterable[Fact], *, links: Links, document: Document
) -> tuple[tuple[Claim, ...], tuple[Rejected, ...]]:
    """The facts that fit the schema, one for each identity, and those that do not. Both sorted."""
    claims: dict[tuple[str, ...], Claim] = {}
    rejected: set[Rejected] = set()
    for fact in facts:
        subject = links.of.get(fact.subject) if fact.subject else links.place
        target = links.of.get(fact.object)
        if reason := _find_reason(fact, subject, target):
            rejected.add(_reject(fact, subject, target, reason=reason, text=document.text))
        elif subject and target:
            claim = Claim(subject=subject.key, predicate=fact.predicate, object=target.key, fact=fact)
            claims[claim.identity] = max(claims.get(claim.identity, claim), claim, key=_rank)
    return tuple(claims[identity] for identity in sorted(claims)), tuple(sorted(rejected))


def describe_claims(claims: Iterable[Claim], iris: Iris) -> Iterator[Triple]:
    """A statement node for each claim."""
    for claim in claims:
        fact = claim.fact
        rows = (
            (_SUBJECT, node(iris.entity(claim.subject))),
            (_PREDICATE, node(PREDICATES[fact.predicate])),
            (_OBJECT, node(iris.entity(claim.object))),
            (_STATUS, node(STATUSES[fact.status])),
            *period_rows(claim.period, iris),
            (_CONFIDENCE, score(fact.score)),
            (_RULE, plain(fact.rule)),
            (_EVIDENCE, node(iris.sentence(fact.sentence.start, fact.sentence.end))),
            (_WAS_DERIVED_FROM, node(iris.source)),
        )
        yield from triples(iris.statement(iris.sha256, *claim.identity), (PK.Statement,), rows)


def relate(subject: str, predicate: str, target: str, *, iris: Iris) -> Triple:
    """The direct triple between two entities."""
    return Triple(f"{node(iris.entity(subject))} {node(PK[predicate])} {node(iris.entity(target))}")


def _find_reason(fact: Fact, subject: Entity | None, target: Entity | None) -> str | None:
    if subject is None or target is None:
        return "unlinked"
    if subject.key == target.key:
        return "itself"
    return load_signatures()[fact.predicate].complain(subject.type, target.type)


def _reject(fact: Fact, subject: Entity | None, target: Entity | None, *, reason: str, text: str) -> Rejected:
    subject_type = subject.type if subject else fact.subject.type if fact.subject else ""
    subject_name = subject.name if subject else fact.subject.text if fact.subject else ""
    return Rejected(
        predicate=fact.predicate,
        subject_type=subject_type,
        subject=subject_name,
        object_type=target.type if target else fact.object.type,
        object=target.name if target else fact.object.text,
        reason=reason,
        sentence=text[fact.sentence.start : fact.sentence.end],
    )


def _rank(claim: Claim) -> tuple[float, str, str]:
    """The surer of two readings stays; by period and rule where they are equally sure."""
    return claim.fact.score, claim.period or "", claim.fact.rule
