"""An Accept header and what we have in, the best of it out, as RFC 9110 has it."""

from collections.abc import Sequence


def choose_type(accept: str, offers: Sequence[str]) -> str | None:
    """The media type to answer with: what the reader likes best, then what we offer first; None where nothing fits.

    >>> choose_type("text/turtle;q=0.5, text/*;q=0.2, */*;q=0.1", ["text/html", "text/turtle"])
    'text/turtle'
    >>> choose_type("", ["text/html"])
    'text/html'
    """
    wanted = _read_accept(accept) or {"*/*": 1.0}
    liked = [(_weigh(offer, wanted), -place, offer) for place, offer in enumerate(offers)]
    quality, _, best = max(liked, default=(0.0, 0, ""))
    return best if quality > 0 else None


def _read_accept(accept: str) -> dict[str, float]:
    wanted = {}
    for part in accept.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if kind:
            wanted[kind] = next((_to_number(p[2:]) for p in parameters if p.startswith("q=")), 1.0)
    return wanted


def _to_number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _weigh(offer: str, wanted: dict[str, float]) -> float:
    """The closest range decides: the type itself, then all of its kind, then anything."""
    for kind in (offer, f"{offer.partition('/')[0]}/*", "*/*"):
        if kind in wanted:
            return wanted[kind]
    return 0.0
