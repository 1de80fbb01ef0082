"""Finding files and opening them: sorted, each once, and a plain sentence for whatever cannot be read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import EmptyFileError, ReadError, TooLargeError, UnknownFormatError
from kg.read import Limits, find_files, read_document

Save = Callable[[str, bytes], Path]


def _names(files: tuple[Path, ...], root: Path) -> list[str]:
    return [file.relative_to(root).as_posix() for file in files]


def test_folders_are_searched_and_sorted_without_hidden_files(save: Save, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("c.txt", "a.PDF", "b/d.htm", "b/notes.tmp", ".e.txt", ".git/f.txt"):
        save(name, b"x")

    assert _names(find_files([tmp_path]), tmp_path) == ["a.PDF", "b/d.htm", "c.txt"]


def test_a_named_file_is_kept_whatever_its_ending_and_counts_once(save: Save, tmp_path: Path) -> None:
    odd, plain = save("odd.xyz", b"x"), save("a.txt", b"x")

    assert find_files([odd, plain, tmp_path, plain]) == (plain, odd)


def test_links_in_a_circle_end(save: Save, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    file = save("sub/a.txt", b"x")
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to("self")

    assert [path.resolve() for path in find_files([tmp_path])] == [file]


def test_a_missing_path_is_left_for_reading_to_report(tmp_path: Path) -> None:
    missing = tmp_path / "none.txt"

    assert find_files([missing]) == (missing,)
    with pytest.raises(ReadError, match="no such file"):
        read_document(missing)


def test_a_folder_with_a_file_name_is_no_plain_file(tmp_path: Path) -> None:
    (tmp_path / "x.txt").mkdir()

    assert find_files([tmp_path]) == ()
    with pytest.raises(ReadError, match="not a plain file"):
        read_document(tmp_path / "x.txt")


def test_a_file_that_may_not_be_opened_is_reported(save: Save, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save("a.txt", b"x")

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadError, match="permission denied"):
        read_document(path)


def test_limits_are_kept(save: Save) -> None:
    path = save("a.txt", "全镇工作取得进步。".encode() * 100)

    with pytest.raises(TooLargeError, match="1,000 bytes"):
        read_document(path, limits=Limits(max_bytes=1000))
    with pytest.raises(TooLargeError, match="500 characters"):
        read_document(path, limits=Limits(max_chars=500))


@pytest.mark.parametrize(
    ("name", "error"), [("a.xls", UnknownFormatError), ("a", UnknownFormatError), ("a.pdf", EmptyFileError)]
)
def test_unknown_and_empty_files_say_so(save: Save, name: str, error: type[ReadError]) -> None:
    with pytest.raises(error):
        read_document(save(name, b""))


def test_a_name_that_is_no_unicode_can_still_be_written(tmp_path: Path) -> None:
    path = tmp_path / "a\udcff\n.txt"
    path.write_text("全镇工作取得进步。", "utf-8")

    document = read_document(path)
    assert document.name == "a\ufffd\ufffd"
    assert document.path.encode("utf-8")
