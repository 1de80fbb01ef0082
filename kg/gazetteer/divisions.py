"""Names or codes in, divisions of China out: province, city, county, town, and villages of one town or county.

The table is read once, when first asked for; villages are read one prefecture at a time. Short forms are not stored
where adding 镇, 县, 市 … gives the full name: a question for 枫桥 is answered by asking for 枫桥镇, 枫桥乡 and so on.
"""

import lzma
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

from kg.model import Level
from kg.resources import locate_data

SUFFIXES = ("省", "市", "县", "区", "旗", "镇", "乡", "街道")


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """One administrative division. `shorts` are the short forms that are not its name less its last word."""

    code: str  # six digits, nine for a town, twelve for a village
    name: str
    level: Level
    shorts: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The usual short form: 诸暨 for 诸暨市; 唐县 stays as it is."""
        return self.shorts[-1] if self.shorts else cut_suffix(self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """Full name and short forms."""
        return tuple(dict.fromkeys((self.name, *self.shorts, self.short)))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The divisions from province to town."""

    rows: Mapping[str, str]  # code → name
    codes: Mapping[str, str]  # name or stored short form → codes with blanks between; strings load faster than tuples
    shorts: Mapping[str, str]  # code → stored short forms with bars between

    def find_code(self, code: str) -> Division | None:
        """The division of a code, villages included."""
        name = _read_villages(code[:4]).get(code) if len(code) == 12 else self.rows.get(code)
        if name is None:
            return None
        shorts = tuple(self.shorts[code].split("|")) if code in self.shorts else ()
        return Division(code=code, name=name, level=level_of(code), shorts=shorts)

    def find_name(self, name: str, *, within: str = "", exact: bool = False) -> tuple[Division, ...]:
        """The divisions called so, by full name or short form, sorted by code; those in the division `within`."""
        asked = (name,) if exact or len(name) < 2 else (name, *(name + suffix for suffix in SUFFIXES))
        found = [self.codes[each].split() for each in asked if each in self.codes]
        if not found:
            return ()
        prefix = prefix_of(within) if within else ""
        inside = sorted({code for codes in found for code in codes if code.startswith(prefix)})
        return tuple(division for code in inside if (division := self.find_code(code)))

    def find_path(self, name: str, *, within: str = "") -> tuple[Division, ...]:
        """The divisions that a name with its parents written before it can mean: 浙江省诸暨市山下湖镇, 绍兴嵊州."""
        found = {division.code: division for division in self.find_name(name, within=within)}
        for cut in range(2, len(name) - 1):
            for outer in self.find_name(name[:cut], within=within):
                if outer.level is not Level.TOWN:
                    inner = self.find_path(name[cut:], within=outer.code)
                    found.update((each.code, each) for each in inner if each.code != outer.code)
        return tuple(found[code] for code in sorted(found))

    def find_village(self, name: str, *, within: str) -> tuple[Division, ...]:
        """The villages and communities called so under a county or town."""
        asked = {name, name + "村", name.removesuffix("社区") + "居委会"}
        found = (code for code, own in _read_villages(within[:4]).items() if own in asked and code.startswith(within))
        return tuple(division for code in found if (division := self.find_code(code)))

    def parent_of(self, code: str) -> str | None:
        """The code of the division one level out; None for a province. Skips levels that are only paper (市辖区)."""
        for outer in (code[:9], code[:6], code[:4] + "00", code[:2] + "0000"):
            if len(outer) < len(code) and outer in self.rows:
                return outer
            if len(outer) == len(code) == 6 and outer != code and outer in self.rows and code[2:] != "0000":
                return outer
        return None

    def ancestors_of(self, code: str) -> tuple[Division, ...]:
        """The divisions around one, from the nearest to the province."""
        return tuple(self._walk(code))

    def _walk(self, code: str) -> Iterator[Division]:
        outer = self.parent_of(code)
        while outer and (division := self.find_code(outer)):
            yield division
            outer = self.parent_of(outer)

    def near_names(self, name: str) -> tuple[str, ...]:
        """Names like this one, for an error message."""
        alike = [each for each in self.codes if each[0] == name[:1]]
        return tuple(get_close_matches(name, alike, n=3, cutoff=0.5))


def cut_suffix(name: str) -> str:
    """The name less its last word, where at least two characters stay: 诸暨市 → 诸暨, 唐县 → 唐县."""
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name.removesuffix(suffix)
    return name


def level_of(code: str) -> Level:
    """The level that a code says."""
    if len(code) > 6:
        return Level.TOWN if len(code) == 9 else Level.VILLAGE
    if code.endswith("00"):
        return Level.PROVINCE if code.endswith("0000") else Level.CITY
    return Level.COUNTY


def prefix_of(code: str) -> str:
    """What the codes of all divisions inside begin with: 3306 for 330600."""
    if len(code) > 6:
        return code
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer shipped with the package."""
    text = lzma.decompress(locate_data("gazetteer/divisions.tsv.xz").read_bytes()).decode()
    rows: dict[str, str] = {}
    codes: dict[str, str] = {}
    shorts: dict[str, str] = {}
    for line in text.splitlines():
        code, _, name = line.partition("\t")
        if "\t" in name:
            name, _, shorts[code] = name.partition("\t")
        rows[code] = name
        codes[name] = f"{codes[name]} {code}" if name in codes else code
    for code, forms in shorts.items():
        for form in forms.split("|"):
            codes[form] = f"{codes[form]} {code}" if form in codes else code
    return Gazetteer(rows, codes, shorts)


@lru_cache(maxsize=8)
def _read_villages(city: str) -> Mapping[str, str]:
    """Code → name of the villages of one prefecture; empty where there are none or the file was left out."""
    path = locate_data("gazetteer/divisions.tsv.xz").with_name("villages.zip")
    if not path.exists():
        return {}
    with zipfile.ZipFile(path) as archive:
        if city not in archive.namelist():
            return {}
        lines = archive.read(city).decode().splitlines()
    return {city + code: name for code, name in (line.split("\t") for line in lines)}
