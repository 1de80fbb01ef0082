"""What the site holds, that its links lead somewhere, and that nothing hostile gets out of its text."""

import filecmp
import re
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest

from kg.errors import NotFoundError
from kg.site import write_site
from kg.site.staging import MANIFEST
from tests.explore.samples import make_reports
from tests.site.samples import write_build

PAGES = ("index.html", "charts.html", "downloads.html", "entities/index.html", "questions/index.html")


def own_pages(site: Path) -> list[Path]:
    """All pages but those of kg.view, which have tests of their own."""
    return [path for path in sorted(site.rglob("*.html")) if path.relative_to(site).parts[0] != "view"]


def read(path: Path) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(path.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))


def rows(path: Path, table: str) -> list[list[str]]:
    found = read(path).xpath(f"//table[@id='{table}']/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in found]


def broken_links(site: Path) -> list[str]:
    """Links of our pages to a file, section or sentence that is not there."""
    broken = []
    for page in own_pages(site):
        for href in read(page).xpath("//body//a/@href"):
            path, _, fragment = href.partition("#")
            target = (page.parent / unquote(path)).resolve() if path else page
            known = fragment.startswith("entity=") or f'id="{fragment}"' in _text(target)
            if not (target.is_file() and (not fragment or known)):
                broken.append(f"{page.name}: {href}")
    return broken


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


def test_the_first_page_lists_the_documents_with_their_counts(site: Path) -> None:
    assert rows(site / "index.html", "documents") == [
        ["乙山镇", "乙山镇2021年报告", "2021", "2022", "3", "2", "1"],
        ["甲溪镇", "甲溪镇2021年报告", "2021", "2022", "5", "4", "1"],
        ["甲溪镇", "甲溪镇2022年报告", "2022", "2023", "3", "2", "1"],
    ]


def test_every_link_leads_to_a_file_and_a_place_in_it(site: Path) -> None:
    assert broken_links(site) == []


def test_links_are_relative_and_nothing_is_loaded(site: Path) -> None:
    for page in own_pages(site):
        tree = read(page)
        assert not tree.xpath("//script/@src | //img | //iframe | //link[@rel='stylesheet']")
        assert [href for href in tree.xpath("//a/@href") if re.match(r"[a-z]+:|/", href)] == []
        assert "default-src 'none'" in tree.xpath("//meta[@http-equiv]/@content")[0]


def test_a_type_page_tells_who_names_what(site: Path) -> None:
    assert rows(site / "entities/Program.html", "entities") == [["最多跑一次", "", "甲溪镇、乙山镇", "2", "0", "2"]]


def test_the_page_of_a_place_shows_plans_against_results(site: Path) -> None:
    lines = rows(site / "places/330681901.html", "timeline")
    assert ["荣誉称号Honour", "国家卫生镇", "", "● 已完成done ○ 计划planned", "按计划完成planned, then done"] in lines
    assert ["地区生产总值", "数值level", "46亿元", "50亿元"] in rows(site / "places/330681901.html", "figures")


def test_a_question_has_its_answer_as_page_and_table(site: Path) -> None:
    assert [row[0] for row in rows(site / "questions/programs_shared.html", "answer")] == ["最多跑一次"]
    table = (site / "questions/programs_shared.csv").read_text("utf-8-sig").splitlines()
    assert table[1].startswith("最多跑一次,2,")


def test_a_question_that_needs_a_name_shows_its_command(site: Path) -> None:
    assert "kg query facts_of_entity --param name=…" in read(site / "questions/index.html").text_content()
    assert not (site / "questions/facts_of_entity.html").exists()


def test_the_tables_to_download_have_each_fact_with_its_sentence(site: Path) -> None:
    lines = (site / "downloads/facts.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 1 + 8
    assert "甲溪镇,place/330681901,awarded,国家卫生镇,honour/国家卫生镇,done,2022," in "\n".join(lines)


def test_the_same_build_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    folder = write_build(tmp_path / "again")
    again = write_site(folder, folder / "site").parent
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    assert filecmp.cmpfiles(site, again, names, shallow=False) == (names, [], [])


def test_hostile_names_stay_text(hostile: Path) -> None:
    for page in own_pages(hostile):
        tree = read(page)
        assert len(tree.xpath("//script")) == 1, page.name
        assert not tree.xpath("//img | //b[text()='名'] | //*[@onerror]"), page.name
    assert '<script>document.title="owned"</script>' in read(hostile / "index.html").text_content()


def test_without_a_build_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="build"):
        write_site(tmp_path, tmp_path / "site")


def test_a_second_run_deletes_what_it_no_longer_writes_and_nothing_else(tmp_path: Path) -> None:
    folder, output = write_build(tmp_path / "output"), tmp_path / "site"
    write_site(folder, output)
    (output / "notes.html").write_text("mine", "utf-8")
    (output / "places" / "mine.html").write_text("mine", "utf-8")
    assert (output / "places" / "330681902.html").is_file()
    one = tmp_path / "one"
    write_build(one, make_reports()[:1])
    write_site(one, output)
    assert not (output / "places" / "330681902.html").exists()
    assert (output / "notes.html").read_text("utf-8") == "mine"
    assert (output / "places" / "mine.html").read_text("utf-8") == "mine"
    assert broken_links(output) == []


@pytest.mark.parametrize("line", ["../outside.txt", "/etc/outside.txt", "view/../../outside.txt"])
def test_a_list_of_files_cannot_reach_out_of_the_site(tmp_path: Path, line: str) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("mine", "utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / MANIFEST).write_text(f"{line}\n", "utf-8")
    write_site(write_build(tmp_path / "output"), tmp_path / "site")
    assert outside.read_text("utf-8") == "mine"


def test_a_run_that_fails_changes_nothing(tmp_path: Path) -> None:
    folder, output = write_build(tmp_path / "output"), tmp_path / "site"
    first = write_site(folder, output).read_bytes()
    (folder / "view" / "index.html").unlink()
    with pytest.raises(FileNotFoundError):
        write_site(folder, output, title="another")
    assert (output / "index.html").read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["output", "site"]


def test_the_graph_and_the_documents_lead_back_to_the_first_page(site: Path) -> None:
    pages = [site / "view" / "index.html", *sorted((site / "view" / "documents").glob("*.html"))]
    homes = [read(page).xpath("string(//a[@class='home']/@href)") for page in pages]
    assert [(page.parent / home).resolve() for page, home in zip(pages, homes, strict=True)] == [
        (site / "index.html").resolve()
    ] * len(pages)
