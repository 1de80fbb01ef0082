"""A name in, a script or style of the pages out. Only names of this list are served; no path is ever looked up."""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial

from kg.resources import locate_data, read_data
from kg.view.pages import read_vis_network


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file as it is sent: compressed, with its type and its mark."""

    media_type: str
    body: bytes  # by gzip
    tag: str


def _view(name: str) -> bytes:
    return gzip.compress(read_data(f"view/{name}").encode("utf-8"), mtime=0)


def _packed(name: str) -> bytes:
    return locate_data(f"view/yasgui/{name}.gz").read_bytes()


def _vis() -> bytes:
    return gzip.compress(read_vis_network().encode("utf-8"), mtime=0)


_OWN = ("common.css", "site.css", "graph.css", "server.css", "site.js", "graph.js", "around.js", "editor.js")
_MAKERS: Mapping[str, Callable[[], bytes]] = {
    **{name: partial(_view, name) for name in _OWN},
    "vis-network.js": _vis,
    "yasgui.min.js": partial(_packed, "yasgui.min.js"),
    "yasgui.min.css": partial(_packed, "yasgui.min.css"),
}


@cache
def load_asset(name: str) -> Asset | None:
    """The asset of this name, if there is one."""
    if name not in _MAKERS:
        return None
    body = _MAKERS[name]()
    media_type = "text/javascript; charset=utf-8" if name.endswith(".js") else "text/css; charset=utf-8"
    return Asset(media_type=media_type, body=body, tag=f'"{hashlib.sha256(body).hexdigest()[:20]}"')
