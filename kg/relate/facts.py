"""Sentences and their mentions in, facts with status and evidence out: the stage put together.

For each sentence: what it says of each name (`statements`), who the subject is (`subjects`), what fixed wordings tell
(`patterns`), and where things are (`places`). Each is stated once per sentence; the sentence is its evidence.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from kg.model import Document, Fact, Jurisdiction, Mention, Outline, Predicate, Status
from kg.relate.lexicon import read_rows
from kg.relate.masking import MaskedSentence
from kg.relate.patterns import match_patterns
from kg.relate.places import PlaceFinder
from kg.relate.settings import mask_document
from kg.relate.statements import Statement, state_facts
from kg.relate.subjects import find_subjects
from kg.relate.weights import Models, load_models

THRESHOLD = 0.45  # of a statement; best F1 in cross-validation by document
PLACE_THRESHOLD = 0.4  # of a location


def relate_mentions(
    document: Document,
    outline: Outline,
    *,
    jurisdiction: Jurisdiction,
    mentions: Sequence[Mention],
    threshold: float = THRESHOLD,
    models: Models | None = None,
) -> tuple[Fact, ...]:
    """The facts that the sentences of a document state about its mentions.

    Sorted by sentence, then by place in the sentence. No fact twice in one sentence. The object's name always stands in
    the sentence; for a place inside a longer name the object is that place's first mention in the document.
    """
    ordered = tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end, mention.type)))
    models = models or load_models()
    finder = PlaceFinder(ordered, jurisdiction)
    facts: list[Fact] = []
    for masked, setting in mask_document(document, outline, ordered):
        statements = tuple(state_facts(masked, setting, models=models, threshold=threshold))
        found = (
            *_own_facts(masked, statements, jurisdiction, models=models),
            *_worded_facts(masked),
            *_locations(masked, statements, finder, models=models),
        )
        facts += _without_repeats(found)
    return tuple(facts)


def _own_facts(
    masked: MaskedSentence, statements: Sequence[Statement], jurisdiction: Jurisdiction, *, models: Models
) -> Iterator[Fact]:
    for said in statements:
        subjects = find_subjects(masked, said.number, said.predicate, jurisdiction=jurisdiction, model=models.subjects)
        for subject, chance in subjects or ((None, 1.0),):
            sure = chance * (subject.score if subject else 1.0)
            yield _fact(
                masked,
                subject,
                said.mention,
                predicate=said.predicate,
                status=said.status,
                score=said.score * sure,
                rule=said.rule,
            )


def _worded_facts(masked: MaskedSentence) -> Iterator[Fact]:
    for match in match_patterns(masked):
        sure = match.score * match.subject.score
        yield _fact(
            masked,
            match.subject,
            match.object,
            predicate=match.predicate,
            status=match.status,
            score=sure,
            rule=match.rule,
        )


def _locations(
    masked: MaskedSentence, statements: Sequence[Statement], finder: PlaceFinder, *, models: Models
) -> Iterator[Fact]:
    statuses = {said.mention.text: said.status for said in reversed(statements)}
    for at in finder(masked, model=models.places, threshold=PLACE_THRESHOLD):
        status = statuses.get(at.thing.text, Status.DONE)
        sure = at.score * at.thing.score
        yield _fact(
            masked,
            at.thing,
            at.place,
            predicate=Predicate.LOCATED_IN,
            status=status,
            score=sure,
            rule=f"place:{at.rule}",
        )


def _fact(
    masked: MaskedSentence,
    subject: Mention | None,
    object_: Mention,
    *,
    predicate: Predicate,
    status: Status,
    score: float,
    rule: str,
) -> Fact:
    return Fact(
        subject=subject,
        predicate=predicate,
        object=object_,
        status=status,
        sentence=masked.sentence,
        period=masked.sentence.period,
        score=calibrate(score * object_.score),
        rule=rule,
    )


def _without_repeats(facts: Sequence[Fact]) -> Iterator[Fact]:
    seen = set()
    for fact in facts:
        key = (fact.subject and fact.subject.text, fact.predicate, fact.object.text)
        if key not in seen:
            seen.add(key)
            yield fact


def calibrate(product: float) -> float:
    """The chance that a fact is right whose parts have this product of chances: they are right together more often."""
    points = _read_points()
    at = min(max(bisect_right(points, (product, 1.0)), 1), len(points) - 1)
    (left, low), (right, high) = points[at - 1], points[at]
    return round(low + (high - low) * (min(max(product, left), right) - left) / (right - left), 4)


@cache
def _read_points() -> tuple[tuple[float, float], ...]:
    return tuple((float(product), float(share)) for product, share in read_rows("calibration"))
