"""Measures in, the SKOS concepts of what they measure out.

A standard indicator has a notation and stands in `pk:IndicatorScheme`; any other is known by its wording without
blanks, quotation marks and words for the whole jurisdiction, so that 全镇工业总产值 and 工业总产值 meet.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from rdflib.namespace import SKOS

from kg.model import Measure
from kg.rdf.iris import Iris
from kg.rdf.terms import Row, Triple, chinese, english, labels, node, plain, triples
from kg.resources import read_data
from kg.vocabulary import PK

_TYPING: Final = re.compile(r"[\s“”‘’\"'「」『』《》]+")
_WHOLE: Final = re.compile(r"^(?:[全我本](?:省|市|州|盟|区|县|旗|镇|乡|街道|村))+(?=.)")

_PREF_LABEL: Final = node(SKOS.prefLabel)
_ALT_LABEL: Final = node(SKOS.altLabel)
_NOTATION: Final = node(SKOS.notation)
_IN_SCHEME: Final = node(SKOS.inScheme)


def normalise_indicator(wording: str) -> str:
    """The wording by which an indicator without a notation is known.

    >>> normalise_indicator("全镇“规上”工业总产值")
    '规上工业总产值'
    """
    plain_text = _TYPING.sub("", unicodedata.normalize("NFKC", wording))
    return _WHOLE.sub("", plain_text) or wording


def indicator_iri(measure: Measure, iris: Iris) -> str:
    """The concept that a measure measures."""
    if measure.concept:
        return iris.indicator(measure.concept)
    return iris.worded_indicator(normalise_indicator(measure.indicator))


@cache
def load_names() -> Mapping[str, tuple[str, str]]:
    """Chinese and English names of the standard indicators by notation."""
    rows = [line.split("\t") for line in read_data("measure/indicators.tsv").splitlines() if line[:1] not in {"", "#"}]
    return {notation: (zh, en) for notation, zh, en, *_ in rows}


def describe_indicators(measures: Iterable[Measure], iris: Iris) -> Iterator[Triple]:
    """The concepts themselves, with each wording that a text has for them."""
    for measure in measures:
        yield from triples(indicator_iri(measure, iris), (PK.Indicator, SKOS.Concept), _rows(measure))


def _rows(measure: Measure) -> tuple[Row, ...]:
    if measure.concept is None:
        name = normalise_indicator(measure.indicator)
        return labels(name) if name == measure.indicator else (*labels(name), (_ALT_LABEL, chinese(measure.indicator)))
    name, name_en = load_names().get(measure.concept, (measure.concept, ""))
    return (
        *labels(name),
        (_PREF_LABEL, english(name_en) if name_en else None),
        (_ALT_LABEL, chinese(measure.indicator) if measure.indicator != name else None),
        (_NOTATION, plain(measure.concept)),
        (_IN_SCHEME, node(PK.IndicatorScheme)),
    )
