"""Bytes of a .txt or .md file → Source. The text is the decoded file and nothing else, so offsets point into the file.

No newline is translated and no character dropped; the byte order mark alone is not part of the text.
"""

from kg.read.encodings import decode_bytes
from kg.read.source import DEFAULT_LIMITS, Limits, Source


def read_text(data: bytes, path: str, *, limits: Limits = DEFAULT_LIMITS) -> Source:  # noqa: ARG001 -- readers share one shape
    """The decoded file.

    Raises:
        BinaryFileError: the bytes are no text.
    """
    text, encoding = decode_bytes(data, path)
    media_type = "text/markdown" if path.lower().endswith(".md") else "text/plain"
    return Source(text=text, encoding=encoding, media_type=media_type)
