"""Knowledge graphs from Chinese policy documents: exact evidence, strict schema, numbers as data, offline.

    import kg

    graph = kg.build(["examples/reports"])
    graph.query("programs_shared")     # rows
    graph.to_network()                 # networkx.MultiDiGraph
    graph.to_turtle()                  # text for any triple store

The parts are there one by one too: `kg.read`, `kg.pipeline`, `kg.rdf`, `kg.store`, `kg.query`, `kg.view`.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from kg.errors import KgError
    from kg.library import KnowledgeGraph, build

__all__ = ["KgError", "KnowledgeGraph", "__version__", "build"]

_HOMES = {"KgError": "kg.errors", "KnowledgeGraph": "kg.library", "build": "kg.library"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- whatever the name stands for
    """Import the library when it is first asked for, so that `kg --version` need not."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
