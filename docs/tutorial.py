"""The tutorials in, their commands run and what they print put under them, or with --check compared with what is there.

Blocks of `sh` are run, in the order of the page, in a new folder that holds the example reports; `text` after one
shows its output. A block of `shell` is for reading only. Both languages give the same commands: one run serves both.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "docs" / "tutorial.md", ROOT / "docs" / "tutorial.zh.md")
PICTURES = {"output/site/charts/shared-program.svg": ROOT / "docs" / "images" / "tutorial-shared-program.svg"}
_STEP = re.compile(r"```sh\n(?P<command>.*?)```\n(?P<shown>\n```text\n.*?```\n)?", re.DOTALL)


def list_commands(text: str) -> list[str]:
    """The commands of a page, in order."""
    return [match["command"].strip() for match in _STEP.finditer(text)]


def run_commands(commands: Iterable[str], folder: Path) -> Iterator[str]:
    """What each command prints, run in a folder that gets the example reports."""
    shutil.copytree(ROOT / "examples" / "reports", folder / "reports")
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    settings = {"PATH": path, "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100"}
    for command in commands:
        done = subprocess.run(  # noqa: S603 -- our own commands
            ["bash", "-euo", "pipefail", "-c", command],  # noqa: S607
            cwd=folder,
            env=os.environ | settings,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        if done.returncode:
            raise RuntimeError(f"{command}\n{done.stdout}{done.stderr}")
        yield "".join(f"{line.rstrip()}\n" for line in done.stdout.strip("\n").split("\n"))


def fill_page(text: str, outputs: Iterable[str]) -> str:
    """The page with these outputs under its commands, where it shows any."""
    printed = iter(outputs)

    def fill(match: re.Match[str]) -> str:
        output = next(printed)
        shown = f"\n```text\n{output}```\n" if match["shown"] else ""
        return f"```sh\n{match['command']}```\n{shown}"

    return _STEP.sub(fill, text)


def main() -> int:
    """Write or check both pages and the pictures; 1 when one is out of step."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        outputs = list(run_commands(list_commands(PAGES[0].read_text("utf-8")), folder))
        made = {page: fill_page(page.read_text("utf-8"), outputs) for page in PAGES}
        made |= {picture: (folder / source).read_text("utf-8") for source, picture in PICTURES.items()}
    stale = [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in sys.argv[1:]:
        sys.stderr.writelines(f"{path.relative_to(ROOT)} is out of step: run make docs\n" for path in stale)
        return 1 if stale else 0
    for path in stale:
        path.write_text(made[path], "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
