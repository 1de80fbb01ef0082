"""The core tests against the oldest releases that pyproject.toml allows, in an environment of its own.

    python tests/minimum.py

uv resolves each direct dependency to its lowest release and what those need to the newest that fits, as an installation
that has aged would have it. What fails here asks for a higher bound.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOOLS = ("pytest", "hypothesis", "reportlab")
TESTS = (
    *(
        "tests/read",
        "tests/measure/test_numerals.py",
        "tests/query",
        "tests/export/test_neo4j.py",
        "tests/export/test_rdf.py",
    ),
    *("tests/test_cli.py", "tests/test_graphml.py", "tests/test_validate.py", "tests/fuzz/test_names.py"),
)


def run(*command: str | Path) -> None:
    """Run a command in the repository; ends this process where it fails."""
    code = subprocess.run(list(map(str, command)), cwd=ROOT, check=False).returncode
    if code:
        sys.exit(code)


def main() -> None:
    """Resolve, install, test."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        venv.create(folder / "venv", with_pip=False)
        python = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        uv = (sys.executable, "-m", "uv", "pip")
        lowest = folder / "lowest.txt"
        run(*uv, "compile", "--quiet", "--resolution", "lowest-direct", "pyproject.toml", "--output-file", lowest)
        run(*uv, "install", "--quiet", "--python", python, "--requirement", lowest)
        run(*uv, "install", "--quiet", "--python", python, "--constraint", lowest, *TOOLS)
        # Deprecations of old releases are not ours to mend; everything else that is warned of still fails.
        ignore = (
            "-W",
            "ignore::DeprecationWarning",
            "-W",
            "ignore::PendingDeprecationWarning",
            "-W",
            "ignore::SyntaxWarning",
        )
        run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *ignore, *TESTS)


if __name__ == "__main__":
    main()
