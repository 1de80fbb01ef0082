"""What pages load is ours alone: no address of the outside world is left in it."""

import gzip
import re

import pytest

from kg.server.assets import load_asset

NAMES = ["yasgui.min.js", "yasgui.min.css", "editor.js", "around.js", "server.css", "site.js", "graph.js"]
VOCABULARIES = {"www.w3.org", "purl.org", "creativecommons.org"}  # names, not addresses


@pytest.mark.parametrize("name", NAMES)
def test_no_outside_address_is_named(name: str) -> None:
    asset = load_asset(name)
    assert asset is not None
    text = gzip.decompress(asset.body).decode("utf-8")
    hosts = set(re.findall(r"(?:https?:)?//((?:[A-Za-z0-9-]+\.)+[a-z]{2,})\b", text))
    assert hosts <= VOCABULARIES
    assert not re.search(r"prefix\.cc|linkeddata\.es|dbpedia|wikidata|triply\.cc|sourceMappingURL", text)
