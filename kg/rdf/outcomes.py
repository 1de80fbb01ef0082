"""Extractions of a whole build in; which planned facts and targets of one report came true in a later one out.

The only facts that need two documents, so they have a graph of their own, `BASEoutcomes`: the graphs of the documents
stay what they are, and still merge by union. The rule is in docs/decisions/0011-outcomes-of-plans.md; in one sentence:
the first later report of the same place that tells the same thing as done, in a period not before the planned one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import Quad

from kg.model import Entity, EntityType, Extraction, MeasureStatus, Role, Status
from kg.periods import Timeframe
from kg.rdf.indicators import indicator_iri
from kg.rdf.iris import Iris
from kg.rdf.measures import find_subject, identify_measure
from kg.rdf.periods import Period, parse_period
from kg.rdf.statements import Claim, sort_facts
from kg.rdf.terms import Triple, node, to_graph
from kg.resources import read_data
from kg.vocabulary import DEFAULT_BASE, PK

LEAST: Final = 0.5  # a statement less certain than this is neither a plan nor an outcome
YEARS: Final = 5  # how long after its period a plan may still come true; one five-year plan

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A plan or an outcome. `day` is the last that its report looks back on; equal keys speak of the same thing."""

    key: Key  # the place of the report, then what is told
    iri: str
    day: str
    period: Period
    confidence: float
    number: str = ""


def find_outcomes(extractions: Iterable[Extraction], *, base: str = DEFAULT_BASE) -> list[Quad]:
    """`outcome pk:outcomeOf plan` for each plan that came true, sorted; any order of extractions gives the same."""
    return link_tellings((told for extraction in extractions for told in list_tellings(extraction, base)), base)


def list_tellings(extraction: Extraction, base: str) -> Iterator[tuple[Telling, bool]]:
    """The plans (True) and the outcomes (False) of one report, which is all that the search needs of it."""
    if day := find_day(extraction):
        yield from _list_tellings(extraction, Iris(base=base, sha256=extraction.document.sha256), day)


def link_tellings(tellings: Iterable[tuple[Telling, bool]], base: str) -> list[Quad]:
    """The links between the plans and the outcomes of many reports; those of one key can be linked apart."""
    plans: defaultdict[Key, list[Telling]] = defaultdict(list)
    results: defaultdict[Key, list[Telling]] = defaultdict(list)
    for telling, planned in tellings:
        (plans if planned else results)[telling.key].append(telling)
    found = {pair for key, told in plans.items() for pair in match_plans(told, results.get(key, ()))}
    links = (Triple(f"{node(result)} {node(PK.outcomeOf)} {node(plan)}") for result, plan in sorted(found))
    return to_graph(links, f"{base}outcomes")


def match_plans(plans: Iterable[Telling], results: Iterable[Telling]) -> Iterator[tuple[str, str]]:
    """The outcome of each plan that has one, both of one key: of the first report that tells it, the surest.

    Where one report gives several numbers under one key (城乡居民收入分别增长9%和10%), nobody can tell which is which.
    """
    results = _drop_unclear(results)
    for plan in _drop_unclear(plans):
        fitting = [result for result in results if _is_outcome(plan, result)]
        if fitting:
            yield min(fitting, key=lambda result: (result.day, -result.confidence, result.iri)).iri, plan.iri


def find_day(extraction: Extraction) -> str | None:
    """The last day that a report looks back on, which puts the reports of a place in order; None when it tells none."""
    metadata = extraction.document.metadata
    if reviewed := parse_period(metadata.reviewed):
        return reviewed.end
    frame = Timeframe.of(metadata.reviewed, metadata.planned)
    return f"{frame.year}-12-31" if frame else None


@cache
def load_pairs() -> dict[str, tuple[str, ...]]:
    """The predicates that can be the outcome of each planned one."""
    rows = [line.split("\t") for line in read_data("rdf/outcomes.tsv").splitlines() if line[:1] not in {"", "#"}]
    pairs: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for planned, outcome in rows:
        pairs[planned] += (outcome,)
    return dict(pairs)


def _drop_unclear(told: Iterable[Telling]) -> list[Telling]:
    told = list(told)
    numbers: defaultdict[str, set[str]] = defaultdict(set)
    for each in told:
        numbers[each.day].add(each.number)
    return [each for each in told if len(numbers[each.day]) == 1]


def _is_outcome(plan: Telling, result: Telling) -> bool:
    in_time = int(result.day[:4]) <= plan.period.year + YEARS
    return plan.day < result.day and plan.period.start <= result.period.end and in_time


def _list_tellings(extraction: Extraction, iris: Iris, day: str) -> Iterator[tuple[Telling, bool]]:
    """The plans (True) and the outcomes (False) of a report."""
    claims, _ = sort_facts(extraction.facts, links=extraction.links, document=extraction.document)
    ahead = {(claim.subject, claim.object) for claim in claims if _is_plan(claim)}
    things = {entity.key: entity for entity in (extraction.links.place, *extraction.links.entities)}
    for claim in claims:
        if period := parse_period(claim.period):
            for predicate in _list_predicates(claim, things, ahead):
                key = (extraction.links.place.key, claim.subject, predicate, claim.object)
                iri = iris.statement(iris.sha256, *claim.identity)
                told = Telling(key=key, iri=iri, day=day, period=period, confidence=round(claim.fact.score, 2))
                yield told, _is_plan(claim)
    yield from _list_measures(extraction, iris, day)


def _list_predicates(claim: Claim, things: dict[str, Entity], ahead: set[tuple[str, str]]) -> tuple[str, ...]:
    """The predicates under which a claim is looked for; none when it is neither plan nor outcome."""
    if claim.fact.score < LEAST:
        return ()
    if _is_plan(claim):
        return load_pairs().get(claim.predicate, ())
    done = claim.fact.status is Status.DONE and claim.fact.sentence.role is Role.REVIEW
    return (claim.predicate,) if done and not _goes_on(claim, things, ahead) else ()


def _goes_on(claim: Claim, things: dict[str, Entity], ahead: set[tuple[str, str]]) -> bool:
    """Whether the same report goes on planning what it calls done: a policy that goes on has no outcome yet."""
    return things[claim.object].type is EntityType.PROGRAM and (claim.subject, claim.object) in ahead


def _is_plan(claim: Claim) -> bool:
    return claim.fact.status is Status.PLANNED and claim.fact.sentence.role is Role.PLAN


def _list_measures(extraction: Extraction, iris: Iris, day: str) -> Iterator[tuple[Telling, bool]]:
    """Targets (True) and what was reached (False), of one indicator, kind, unit and period of one thing."""
    for measure in extraction.measures:
        about, period = find_subject(measure, extraction), parse_period(measure.period)
        if about and period and measure.score >= LEAST:
            what = (indicator_iri(measure, iris), measure.kind, measure.unit, period.notation)
            key = (extraction.links.place.key, about.key, *what)
            iri = iris.measure(iris.sha256, *identify_measure(measure))
            certainty, number = round(measure.score, 2), f"{measure.number} {measure.lower} {measure.upper}"
            told = Telling(key=key, iri=iri, day=day, period=period, confidence=certainty, number=number)
            yield told, measure.status is MeasureStatus.TARGET
