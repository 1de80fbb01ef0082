"""A shelf and a key in, the page of an entity out: what it does and suffers, its figures, and the sentence of each."""

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, groupby
from typing import Any

from kg.errors import NotFoundError
from kg.explore.profile import Profile, read_profile
from kg.explore.reading import HEAD, read_names, read_properties, read_rows, to_terms
from kg.explore.values import Claim, Figure, Thing, make_thing
from kg.server.describing import link_forms
from kg.server.shelf import Shelf
from kg.server.shell import badge, graph_address, quote_proof, render, thing_link, word
from kg.server.sources import read_sources
from kg.site.shell import Cell, dot, label, link, proof_link, table
from kg.view.labels import read_labels
from kg.view.notes import both_languages
from kg.vocabulary import PK

_ROWS = 12  # of a group before the others are folded away
_PROOFS = 3
_WORDED = "/indicator/zh/"  # not a standard indicator: these come last
_SOURCES = f"""{HEAD}
SELECT ?source (COUNT(DISTINCT ?mention) AS ?count) WHERE {{
  VALUES ?thing {{ %s }} ?mention pk:refersTo ?thing ; pk:inSource ?source .
}}
GROUP BY ?source"""
_KNOWN = f"{HEAD} ASK {{ VALUES ?thing {{ %s }} ?thing a pk:Entity }}"


def find_profile(shelf: Shelf, key: str) -> Profile:
    """All that is said of an entity.

    Raises:
        NotFoundError: there is no such entity.
    """
    iri = check_entity(shelf, key)
    return read_profile(shelf.store, make_thing(iri, read_names(shelf.store, [iri])[iri]))


def check_entity(shelf: Shelf, key: str) -> str:
    """The IRI of an entity that there is.

    Raises:
        NotFoundError: there is no such entity.
    """
    iri = shelf.iri(key)
    if not shelf.store.ask(_KNOWN % to_terms([iri])):
        raise NotFoundError("entity", key)
    return iri


def write_profile(profile: Profile) -> dict[str, Any]:
    """A profile as JSON."""
    return asdict(profile)


def show_entity(shelf: Shelf, key: str) -> str:
    """The page of an entity; errors as for `find_profile`."""
    profile = find_profile(shelf, key)
    groups = list(_list_groups(profile))
    body = [
        f'<article class="entity"><div>{_head(profile)}{_jumps(groups, profile)}',
        *chain(*(_group(shelf, group, name=profile.thing.name) for group in groups)),
        *_figures(shelf, profile.figures),
        "" if profile.claims or profile.inverse or profile.figures else f'<p class="note">{word("no_facts")}</p>',
        f'</div><aside class="about">{_about(shelf, profile)}</aside></article>',
    ]
    return render(body, title=profile.thing.name, look="of-entity")


def _head(profile: Profile) -> str:
    thing = profile.thing
    graph = f'<a class="go" href="{html.escape(graph_address(thing.key))}">{word("in_graph")} →</a>'
    return (
        f'<p class="kind">{dot(thing.type)} {label("type", thing.type)}</p>'
        f"<h1>{html.escape(thing.name)}</h1><p>{graph}</p>"
    )


def _about(shelf: Shelf, profile: Profile) -> str:
    rows = {
        "also": [html.escape(name) for name in profile.alternatives],
        "code": [html.escape(profile.code)] if profile.code else [],
        "scope": list(_places(shelf, profile.thing, PK.scope)),
        "within": list(_places(shelf, profile.thing, PK.locatedIn)),
        "documents_in": list(_sources(shelf, profile.thing)),
        "data": [link_forms(), f"<code>{html.escape(profile.thing.iri)}</code>"],
    }
    lines = (
        f"<dt>{word(key)}</dt>{''.join(f'<dd>{v}</dd>' for v in values)}" for key, values in rows.items() if values
    )
    return f"<dl>{''.join(lines)}</dl>"


def _places(shelf: Shelf, thing: Thing, term: str) -> Iterator[str]:
    """What it belongs to or lies in, as links."""
    found = {value for property_, value in read_properties(shelf.store, thing.iri) if property_ == str(term)}
    for iri, name in read_names(shelf.store, found).items():
        yield thing_link(make_thing(iri, name))


def _sources(shelf: Shelf, thing: Thing) -> Iterator[str]:
    """The reports that name it, the most frequent first; those of a place itself before all others."""
    sources = read_sources(shelf)
    counts = {row["source"]: int(row["count"]) for row in read_rows(shelf.store, _SOURCES % to_terms([thing.iri]))}
    own = {source for source, report in sources.items() if report.place == thing.key}
    for source in sorted(own | counts.keys() & sources.keys(), key=lambda s: (s not in own, -counts.get(s, 0), s)):
        title, address = sources[source].title, shelf.address(source)
        shown = link(address, title) if address else html.escape(title)
        yield f'{shown} <span class="soft">× {counts.get(source, 0)}</span>'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """The claims of one predicate in one direction, by the thing at the other end."""

    predicate: str
    out: bool
    things: tuple[tuple[Thing, tuple[Claim, ...]], ...]

    @property
    def name(self) -> str:
        """The fragment of the group."""
        return f"{self.predicate}-{'of' if self.out else 'by'}"


def _list_groups(profile: Profile) -> Iterator[_Group]:
    for out, claims in ((True, profile.claims), (False, profile.inverse)):
        other = _object if out else _subject
        for predicate in read_labels("predicate"):
            said = sorted((c for c in claims if c.predicate == predicate), key=lambda claim: (other(claim), claim))
            if said:
                things = tuple((thing, tuple(rows)) for thing, rows in groupby(said, key=other))
                yield _Group(predicate=predicate, out=out, things=_shared_first(things))


def _shared_first(things: tuple[tuple[Thing, tuple[Claim, ...]], ...]) -> tuple[tuple[Thing, tuple[Claim, ...]], ...]:
    """By type in the order of the legend; in a type what most is said of comes first."""
    kinds = list(read_labels("type"))
    return tuple(
        sorted(things, key=lambda row: (kinds.index(row[0].type) if row[0].type in kinds else 99, -len(row[1])))
    )


def _jumps(groups: Iterable[_Group], profile: Profile) -> str:
    links = [
        f'<a href="#{g.name}">{_heading(g.predicate, out=g.out)}<span class="soft">{len(g.things)}</span></a>'
        for g in groups
    ]
    if profile.figures:
        links.append(f'<a href="#part-figures">{word("figures")}<span class="soft">{len(profile.figures)}</span></a>')
    return f'<nav class="tabs">{"".join(links)}</nav>' if len(links) > 1 else ""


def _group(shelf: Shelf, group: _Group, *, name: str) -> Iterator[str]:
    rows = [_row(shelf, thing, claims, name=name) for thing, claims in group.things]
    heading = f'{_heading(group.predicate, out=group.out)} <span class="soft">{len(rows)}</span>'
    yield f'<section class="facts"><h2 id="{group.name}">{heading}</h2>'
    yield _fold(rows, _ROWS)
    yield "</section>"


def _heading(predicate: str, *, out: bool) -> str:
    found = read_labels("predicate")[predicate]
    if out:
        return both_languages(found)
    zh, en = html.escape(found.inverse_zh), html.escape(found.inverse_en)
    return f'<span lang="zh">{zh}</span><span lang="en">{en}</span>'


def _fold(rows: Sequence[str], most: int) -> str:
    shown, rest = "".join(rows[:most]), "".join(rows[most:])
    count = len(rows) - most
    return shown + (f"<details><summary>{word('rest')} {count}</summary>{rest}</details>" if rest else "")


def _row(shelf: Shelf, thing: Thing, claims: Sequence[Claim], *, name: str) -> str:
    statuses = "".join(badge("status", status) for status in dict.fromkeys(claim.status for claim in claims))
    periods = " · ".join(dict.fromkeys(html.escape(claim.period) for claim in claims if claim.period))
    head = f'<div class="head">{thing_link(thing)} {statuses} <span class="soft">{periods}</span></div>'
    marked = thing.name if any(thing.name in claim.proof.sentence for claim in claims) else name
    proofs = dict.fromkeys(quote_proof(shelf, claim.proof, marked=marked) for claim in claims)
    return f'<div class="fact">{head}{_fold(list(proofs), _PROOFS)}</div>'


def _object(claim: Claim) -> Thing:
    return claim.object


def _subject(claim: Claim) -> Thing:
    return claim.subject


def _figures(shelf: Shelf, figures: Iterable[Figure]) -> Iterator[str]:
    """A line for each indicator, a column for each period; each value leads to its sentence."""
    found: dict[tuple[bool, str, str], dict[str, list[Figure]]] = {}
    for figure in figures:
        line = found.setdefault((_WORDED in figure.indicator, figure.name, figure.kind), {})
        line.setdefault(figure.period, []).append(figure)
    if not found:
        return
    periods = sorted({period for line in found.values() for period in line})
    columns = [word("indicator"), word("kind"), *(html.escape(period) or "—" for period in periods)]
    rows = [
        (
            Cell(markup=html.escape(key[1])),
            Cell(markup=label("kind", key[2]), kind="short"),
            *(Cell(markup="<br>".join(_value(shelf, f) for f in found[key].get(p, ()))) for p in periods),
        )
        for key in sorted(found)
    ]
    yield f'<h2 id="part-figures">{word("figures")} <span class="soft">{len(rows)}</span></h2>'
    yield table(columns, rows, name="figures")


def _value(shelf: Shelf, figure: Figure) -> str:
    target = figure.status == "targeted"
    colour = read_labels("measure")["target"].colour if target else "inherit"
    markup = html.escape(figure.value) + (f" {word('target')}" if target else "")
    address = shelf.address(figure.proof.source, (figure.proof.start, figure.proof.end))
    if not address:
        return f'<span title="{html.escape(figure.proof.sentence)}" style="color:{colour}">{markup}</span>'
    return proof_link(address, markup, sentence=figure.proof.sentence, colour=colour)
