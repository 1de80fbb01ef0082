"""What a default installation brings in, and under which licences: writes docs/licences.md, or checks that it holds.

python docs/licences.py
python docs/licences.py --check
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

PAGE = Path(__file__).with_name("licences.md")
PROJECT = PAGE.parents[1] / "pyproject.toml"
HEAD = """# Licences

What `pip install policykg` brings in, with what it depends on, and the licence that each package states of itself.
Made by `python docs/licences.py`; a test checks that no package is missing here and none is under the GPL or AGPL.
Where a package may be had under one of several licences (`OR`), we take the one that is neither GPL nor LGPL: tld under
the MPL. No package is under the LGPL alone. Certifi (MPL 2.0) and tld (MPL 1.1) are used unchanged and not bundled.
Extras (`[spark]`, `[hanlp]`, `[train]`, `[parquet]`) and what the tests need are not listed.

| package | licence |
|---|---|
"""


def walk_packages(names: Iterable[str], seen: set[str]) -> Iterator[Distribution]:
    """Packages and all that they need here, each once."""
    for line in names:
        requirement = Requirement(line)
        key = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if key in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        seen.add(key)
        try:
            found = distribution(requirement.name)
        except PackageNotFoundError:  # asked for elsewhere, such as on Windows
            continue
        yield found
        yield from walk_packages(found.requires or (), seen)


def read_licence(package: Distribution) -> str:
    """The licence as the package states it: expression, classifiers, or its field."""
    told = package.metadata
    classifiers = [line.split(" :: ")[-1] for line in told.get_all("Classifier") or () if line.startswith("License ::")]
    stated = told.get("License-Expression") or " / ".join(line for line in classifiers if line != "OSI Approved")
    return (stated or (told.get("License") or "").strip().split("\n")[0] or "not stated").replace("|", "/")


def list_licences() -> dict[str, str]:
    """Package → licence, sorted."""
    asked = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["dependencies"]
    packages = {str(each.metadata["Name"]): read_licence(each) for each in walk_packages(asked, set())}
    return {name: packages[name] for name in sorted(packages, key=str.lower)}


def read_page() -> dict[str, str]:
    """What the page says."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    return {name: licence for name, licence in rows if name != "package"}


def main() -> None:
    """Write the page, or with --check end with 1 where a package is not on it."""
    licences = list_licences()
    if "--check" in sys.argv:
        missing = sorted(set(licences) - set(read_page()))
        sys.exit(f"docs/licences.md lacks {', '.join(missing)}: run python docs/licences.py" if missing else 0)
    rows = "".join(f"| {name} | {licence} |\n" for name, licence in licences.items())
    PAGE.write_text(HEAD + rows, "utf-8")


if __name__ == "__main__":
    main()
