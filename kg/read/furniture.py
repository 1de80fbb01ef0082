"""Text of a page → the spans of it that are the report, without what the website put around them."""


def find_body(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of `text` that are not page furniture. Sorted by start. Spans do not overlap."""
    return ((0, len(text)),) if text else ()
