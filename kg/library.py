"""Files → a graph in memory, for programs: what `kg build` does, as one small object.

The values inside are those of `kg.model`; the networkx graph, the RDF and the answers are made from them when asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg.batch import Outcome
from kg.building import extract_files
from kg.errors import NoInputError
from kg.model import Extraction
from kg.rdf import find_outcomes, write_lines
from kg.records import from_record, parse_record
from kg.settings import DEFAULT_BASE, Settings

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kg.store import Answer, EmbeddedStore


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeGraph:
    """What a set of reports says. `problems` are the files that could not be read, as path and sentence."""

    extractions: tuple[Extraction, ...]
    quads: tuple[str, ...]  # N-Quads lines: each document's, sorted, then the outcomes of plans
    base: str = DEFAULT_BASE
    problems: tuple[tuple[str, str], ...] = ()

    def to_network(self) -> "nx.MultiDiGraph":
        """The graph of entities and facts, as `kg.graph.build_graph` describes it."""
        from kg.graph import build_graph

        return build_graph(self.extractions)

    def to_turtle(self) -> str:
        """The graph as Turtle: the bytes that `kg build` writes to `graph.ttl`."""
        import tempfile

        from kg.rdf import merge_lines, write_turtle

        with tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch, "graph.ttl")
            write_turtle(path, merge_lines([sorted(self.quads)]), base=self.base)
            return path.read_text("utf-8")

    def to_store(self) -> "EmbeddedStore":
        """An Oxigraph store in memory that holds the graph, a named graph for each document."""
        from pyoxigraph import RdfFormat, Store

        from kg.store import EmbeddedStore

        store = Store()
        store.bulk_load("\n".join(self.quads), RdfFormat.N_QUADS)
        return EmbeddedStore("memory", store)

    def to_rdflib(self) -> "rdflib.Dataset":
        """The graph behind rdflib's API, kept in Oxigraph: rdflib's methods at a fraction of its memory."""
        import rdflib
        from oxrdflib import OxigraphStore
        from pyoxigraph import RdfFormat, Store

        store = Store()
        store.bulk_load("\n".join(self.quads), RdfFormat.N_QUADS)
        return rdflib.Dataset(store=OxigraphStore(store=store), default_union=True)

    def query(self, name: str, **params: str) -> "Answer":
        """The answer to a named question, or to one in a .rq file.

        Raises:
            NotFoundError: there is no such question, parameter, or name in the graph; with near matches.
        """
        from kg.query import load_query, run_query

        return run_query(self.to_store(), load_query(name), params)


def build(
    paths: Sequence[str | Path],
    *,
    base: str = DEFAULT_BASE,
    jurisdiction: str | None = None,
    tagger: str = "neural",
    lexicon: str | Path | None = None,
    decisions: str | Path | None = None,
    workers: int = 1,
) -> KnowledgeGraph:
    """Read files and folders and give back their graph.

    Args:
        paths: files (.txt, .md, .html, .docx, .pdf) and folders of them.
        base: IRI that all identifiers start with.
        jurisdiction: name or division code of the reports' place, where the text is not to decide.
        tagger: `neural`, `none`, or `hanlp:FOLDER`.
        lexicon: a CSV of your own names, `name,type[,variants]`.
        decisions: a CSV of which names mean the same thing or do not, `decision,type,name,other`.
        workers: processes to share the files among.

    Raises:
        NoInputError: there is nothing to read.
    """
    settings = Settings(
        base=base,
        jurisdiction=jurisdiction,
        tagger=tagger,
        lexicon=str(lexicon) if lexicon else None,
        decisions=str(decisions) if decisions else None,
    )
    outcomes = sorted(
        extract_files([Path(path) for path in paths], settings=settings, workers=workers),
        key=lambda outcome: (outcome.name, outcome.sha256, outcome.path),
    )
    read = list(_without_twins(outcomes))
    problems = tuple((outcome.path, outcome.problem) for outcome in outcomes if outcome.problem)
    if not read:
        raise NoInputError([f"{path} ({problem})" for path, problem in problems])
    extractions = tuple(from_record(parse_record(outcome.record)) for outcome in read)
    results = write_lines(find_outcomes(extractions, base=base))
    return KnowledgeGraph(
        extractions=extractions,
        quads=tuple(chain(*(outcome.quads for outcome in read), results)),
        base=base,
        problems=problems,
    )


def _without_twins(outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
    """What was read, each text once."""
    return list({outcome.sha256: outcome for outcome in reversed(outcomes) if not outcome.problem}.values())[::-1]
