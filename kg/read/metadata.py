"""Text and body of a document → what its head says of itself: title, organ, speaker, meeting, day, periods.

The head is what stands above the salutation. Page furniture counts here too: an index table names the publishing organ
and a forum's heading may be the only title.
"""

import functools
import re
from collections.abc import Sequence

from kg.model import Metadata
from kg.read.head import find_head, find_headings, fold, squeeze
from kg.read.periods import find_date, find_periods
from kg.resources import read_data

_HEAD = 8000  # code points in which the head of a report ends
_BRACKETS = re.compile(r"^(?:\[[^\]]{1,12}\]|【[^】]{1,12}】|标题:)")
_REPORT_TITLE = re.compile(r"^[^,。:|]{0,36}?工作的?报告(?:\([^)]{1,20}\))?$")
_TITLE_PLACE = re.compile(r"(?:^|年)(?!国务院)([一-鿿]{2,14}?)(?:人民)?政府工作报告")
_SESSION = r"第?[一二三四五六七八九十\d]{1,4}届"
_MEETING = re.compile(
    r"在((?:[^在,。;:—\d]{0,30}?)(?:代表大会|人大)(?:常务委员会)?第?[一二三四五六七八九十\d]{1,4}次(?:全体)?(?:\(扩大\))?会议)"
)
_SEAT = r"(?:人民政府|管理委员会|管委会|办事处)"
_FOR_ORGAN = re.compile(rf"(?<!人民)代表(?!大会)([一-鿿]{{0,20}}?{_SEAT}|国务院)")
_GENERIC = re.compile(rf"^(?:[本我]?(?:[省市州盟县旗区镇乡]|自治[区州县旗]|街道|新区))?{_SEAT}$")
_NAME = r"[一-鿿]{2,4}|[一-鿿] {1,6}[一-鿿]{1,2}|[一-鿿]{2,6}·[一-鿿]{2,8}"
_BARE_NAME = re.compile(_NAME)


def find_metadata(text: str, body: Sequence[tuple[int, int]], *, name: str = "", title: str = "") -> Metadata:
    """What the head says. `title` (the format's own) and `name` (of the file) only fill gaps."""
    inside = "\n".join(text[start:end] for start, end in body)
    head, own = find_head(fold(text[:_HEAD])), find_head(fold(inside[:_HEAD]))
    headings = find_headings(inside)
    labelled = _find_labelled(head)
    date = find_date(own) or find_date([labelled.get("date", "")])
    periods = find_periods(inside, headings, date=date, name=name)
    congress = _find_meeting(own)
    found = _restore(_find_title(own) or _find_title(head), text) or squeeze(title)
    return Metadata(
        title=found,
        organ=_find_organ(inside, own, title=found, congress=congress) or labelled.get("organ", ""),
        speaker=_find_speaker(own) or _find_speaker(head),
        congress=congress,
        date=date,
        reviewed=periods.reviewed,
        planned=periods.planned,
    )


def _restore(found: str, text: str) -> str:
    """The words as the source spells them: folding and squeezing keep the order of characters."""
    place = squeeze(fold(text[:_HEAD])).find(found)
    return squeeze(text[:_HEAD])[place : place + len(found)] if place >= 0 else found


def _find_labelled(lines: Sequence[str]) -> dict[str, str]:
    """What an index table or a list of labels above the text says, by kind; the first of a kind holds."""
    found: dict[str, str] = {}
    for line in lines:
        for match in _labels().finditer(line):
            found.setdefault(_LABEL_KINDS[match[1]], squeeze(match[2]))
    return found


def _find_title(lines: Sequence[str]) -> str:
    """The title of a work report, the fullest there is; else the first line that ends like that of an official text."""
    plain = [_BRACKETS.sub("", squeeze(line)) for line in lines]
    titles = [line for line in plain if _REPORT_TITLE.match(line)]
    if titles:
        return max(titles, key=len)  # “2023年保定市政府工作报告” says more than “政府工作报告”
    kinds = _words("document_kinds")
    return next((line for line in plain if len(line) < 90 and line.endswith(kinds) and len(line) > 6), "")


def _find_meeting(lines: Sequence[str]) -> str:
    """The meeting, also where its name is broken over two lines."""
    match = _MEETING.search(squeeze("".join(lines)))
    return match[1] if match else ""


def _find_organ(inside: str, lines: Sequence[str], *, title: str, congress: str) -> str:
    """The organ by its full name; a bare 市人民政府 says nothing."""
    posts = "|".join(_words("posts"))
    held = re.search(rf"([一-鿿]{{2,20}}?{_SEAT}|国务院)代?(?:{posts})", "\n".join(squeeze(line) for line in lines))
    spoken = (re.sub(_SESSION, "", match[1]) for match in _FOR_ORGAN.finditer(squeeze(fold(inside[:3000]))))
    for organ in (held[1] if held else "", *spoken):
        if organ and not _GENERIC.match(organ):
            return organ
    place = _TITLE_PLACE.search(title) or re.match(rf"(.{{1,16}}?[省市州盟县旗区镇乡]){_SESSION}", congress)
    return f"{place[1]}人民政府" if place else ""


def _find_speaker(lines: Sequence[str]) -> str:
    """Who gives the report: the name after a post, or alone on its line below the day, the meeting or the post."""
    surnames, posts = _words("surnames"), _words("posts")
    for before, line in zip(("", *lines), lines, strict=False):
        for match in _posted_names().finditer(line):
            if (name := match[1] or match[2]).startswith(surnames) or "·" in name:
                return squeeze(name)
        announced = before.endswith(("会议上", "日", ")", *posts))
        if _BARE_NAME.fullmatch(line) and line.startswith(surnames) and (announced or " " in line):
            return squeeze(line)
    return ""


@functools.cache
def _posted_names() -> re.Pattern[str]:
    """A name after a post (“县长 王晓明”) or before it (“8日王晓明县长在……”)."""
    posts = "|".join(_words("posts"))
    after = rf"(?:{posts})(?:\(代\))? *({_NAME})(?= *(?:$|\(|作|在|代表|\d))"
    return re.compile(rf"{after}|(?:^|日|[ —-])([一-鿿]{{2,3}})代?(?:{posts})(?=在|作|代表)")


_LABEL_KINDS = {
    "发文单位": "organ",
    "发布机构": "organ",
    "发文机关": "organ",
    "颁布单位": "organ",
    "发文时间": "date",
    "成文日期": "date",
    "颁布时间": "date",
}


@functools.cache
def _labels() -> re.Pattern[str]:
    return re.compile(rf"({'|'.join(_LABEL_KINDS)})[】: |]+([^|\n]+)")


@functools.cache
def _words(name: str) -> tuple[str, ...]:
    """The words of a list of the reading stage: one a line or, for characters, run together."""
    lines = [line for line in read_data(f"read/{name}.txt").splitlines() if not line.startswith("#")]
    if name == "surnames":
        return tuple(dict.fromkeys([*lines[0], *lines[1].split()]))
    return tuple(lines)
