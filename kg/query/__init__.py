"""Named questions and their parameters in, tables out: SPARQL for people who do not write it."""

from kg.query.binding import run_query
from kg.query.formats import FORMATS, format_answer
from kg.query.questions import Parameter, Question, list_queries, load_query, parse_question

__all__ = [
    "FORMATS",
    "Parameter",
    "Question",
    "format_answer",
    "list_queries",
    "load_query",
    "parse_question",
    "run_query",
]
