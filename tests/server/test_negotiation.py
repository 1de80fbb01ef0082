"""Which form an answer takes."""

import pytest

from kg.server.negotiation import choose_type

OFFERS = ["text/html", "text/turtle", "application/ld+json"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/turtle", "text/turtle"),
        ("TEXT/Turtle; charset=utf-8", "text/turtle"),
        ("text/html;q=0.3, application/ld+json;q=0.4", "application/ld+json"),
        ("text/*", "text/html"),
        ("text/html;q=0, text/*", "text/turtle"),
        ("*/*;q=0.1, application/*", "application/ld+json"),
        ("image/png", None),
        ("text/turtle;q=0", None),
        ("text/turtle;q=much", None),
        (",,;", "text/html"),
    ],
)
def test_the_reader_is_given_what_it_likes_best(accept: str, chosen: str | None) -> None:
    assert choose_type(accept, OFFERS) == chosen
