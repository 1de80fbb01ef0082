"""Templates and assets in, one self-contained HTML text out: everything inline, and a policy that forbids all else.

The Content-Security-Policy allows the page's own scripts by their hash and nothing more: no request can leave the page,
and no script hidden in a name, title or sentence can run even if it found its way into the markup.
"""

import base64
import hashlib
import html
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote

from kg.resources import read_data

_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_POLICY = (
    "default-src 'none'; script-src {}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
)
_LONGEST = 200  # bytes of a name
_UNSAFE = str.maketrans({"/": "_", "\\": "_", "\0": "_", ":": "_", "?": "_", "#": "_", "%": "_", '"': "_"})


def fill_template(
    name: str,
    *,
    scripts: Sequence[str],
    style: str,
    words: Mapping[str, str],
    markup: Mapping[str, str],
) -> str:
    """The page of a template with scripts and style inside; `words` are escaped here, `markup` has been already."""
    escaped = {word: html.escape(value) for word, value in words.items()}
    return Template(read_data(f"view/{name}")).substitute(
        {**escaped, **markup},
        policy=_POLICY.format(" ".join(f"'sha256-{_hash(script)}'" for script in scripts)),
        style=style,
        scripts="\n".join(f"<script>{script}</script>" for script in scripts),
    )


def embed_json(data: Any) -> str:  # noqa: ANN401 -- any JSON
    """JSON that can stand in a script element: nothing in it ends the element or opens a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def read_vis_network() -> str:
    """The vis-network library that pyvis ships, with the line ends an HTML parser would make of it."""
    import pyvis

    text = (Path(pyvis.__file__).parent / _VIS).read_text("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def write_page(path: Path, text: str) -> None:
    """Write UTF-8 whatever the locale; a lone surrogate in a name becomes a question mark, not an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", errors="replace"))


def page_file(identity: str) -> str:
    """The file name of a document's page: readable, and safe on every file system, which take 255 bytes at most."""
    name = identity.translate(_UNSAFE)
    data = name.encode("utf-8", errors="replace")
    if len(data) > _LONGEST:
        name = f"{data[:_LONGEST].decode('utf-8', errors='ignore')}-{hashlib.sha256(data).hexdigest()[:8]}"
    return f"{name}.html"


def page_name(identity: str) -> str:
    """The page's file name as it stands in a link."""
    return quote(page_file(identity))


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
