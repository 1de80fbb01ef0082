"""A shelf in, its reports out, by their IRI."""

from collections.abc import Mapping
from functools import lru_cache

from kg.explore.reading import HEAD, read_rows
from kg.explore.values import make_thing
from kg.graph import Report
from kg.server.shelf import Shelf

_SOURCES = f"""{HEAD}
SELECT ?source ?title ?place ?name ?reviewed ?planned WHERE {{
  ?source pk:jurisdiction ?place ; rdfs:label ?title .
  ?place rdfs:label ?name .
  OPTIONAL {{ ?source pk:reviewedPeriod ?reviewed }}
  OPTIONAL {{ ?source pk:plannedPeriod ?planned }}
}}
ORDER BY DESC(?name) DESC(?title)"""


@lru_cache(maxsize=2)
def read_sources(shelf: Shelf) -> Mapping[str, Report]:
    """The reports by their IRI, with titles that name the place, as in `kg.graph`.

    A report that cannot be shown is known by the last part of its IRI.
    """
    found = {}
    for row in read_rows(shelf.store, _SOURCES):
        tail, place, title = row["source"].rpartition("/")[2], row["name"], row["title"]
        page = shelf.pages.get(tail)
        name = page.file.removesuffix(".html") if page else tail
        found[row["source"]] = Report(
            id=name,
            name=name,
            title=title if place in title else f"{place} · {title}",
            place=make_thing(row["place"], place).key,
            reviewed=row.get("reviewed", ""),
            planned=row.get("planned", ""),
        )
    return found
