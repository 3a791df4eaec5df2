from __future__ import annotations

import os
import stat
from importlib.util import find_spec
from pathlib import Path

import pytest

from bilingual.errors import DocumentError, FormatError, ReadError, WriteError
from bilingual.writers import FORMATS, get_format, get_format_of, load, render, write
from tests.documents import make_document

as_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")


def test_write_and_load_are_inverse(tmp_path: Path) -> None:
    write(make_document(), tmp_path / "page.json")
    assert load(tmp_path / "page.json") == make_document()


def test_a_format_is_chosen_by_suffix_or_by_name(tmp_path: Path) -> None:
    write(make_document(), tmp_path / "page.dat", "json")
    assert (tmp_path / "page.dat").read_bytes() == render(make_document(), "json")
    assert get_format_of("A.JSON").name == "json"


def test_a_format_may_be_a_function(tmp_path: Path) -> None:
    write(make_document(), tmp_path / "page", lambda document: document.made_by.encode())
    assert (tmp_path / "page").read_bytes() == b"fake fr-en 1 | bilingual 0.1"


def test_every_format_is_deterministic_and_has_its_own_suffix() -> None:
    suffixes = [suffix for format in FORMATS for suffix in format.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    for format in FORMATS:
        assert all(get_format_of("a" + suffix) == format for suffix in format.suffixes)
        if format.name in ("pdf", "parquet") and not find_spec(
            {"pdf": "weasyprint", "parquet": "pyarrow"}[format.name]
        ):
            continue  # an extra that is not installed
        assert render(make_document(), format.name) == render(make_document(), format.name), format.name


def test_a_wrong_name_lists_the_right_ones() -> None:
    with pytest.raises(FormatError, match="no format 'doc'; there are html, .*json"):
        get_format("doc")
    with pytest.raises(FormatError, match=r"suffix of 'page.doc' .* \.json"):
        write(make_document(), "page.doc")


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "file").write_text("")
    for path, words in [
        (tmp_path / "folder.json", "is a folder"),
        (tmp_path / "missing" / "a.json", "there is no folder"),
        (tmp_path / "file" / "a.json", "there is no folder"),
        (tmp_path / ("a" * 300 + ".json"), "cannot be written"),
    ]:
        with pytest.raises(WriteError, match=words):
            write(make_document(), path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder.json"]


@as_root
def test_write_protected_places_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("kept")
    path.chmod(0o444)
    with pytest.raises(WriteError, match="write-protected"):
        write(make_document(), path)
    tmp_path.chmod(0o555)
    with pytest.raises(WriteError, match="Permission denied"):
        write(make_document(), tmp_path / "b.json")
    tmp_path.chmod(0o755)
    assert path.read_text() == "kept"


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_text("kept")

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(WriteError, match="No space left"):
        write(make_document(), path)
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]
    assert path.read_text() == "kept"


def test_a_link_stays_a_link_and_the_mode_is_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("")
    real.chmod(0o640)
    link.symlink_to(real)
    write(make_document(), link)
    assert link.is_symlink()
    assert load(real) == make_document()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_device_is_written_to_not_replaced() -> None:
    write(make_document(), os.devnull, "json")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


def test_what_cannot_be_loaded(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="There is no file"):
        load(tmp_path / "none.json")
    with pytest.raises(ReadError, match="cannot be read"):
        load(tmp_path)
    (tmp_path / "a.json").write_text("{}")
    with pytest.raises(DocumentError, match="a.json is no bilingual document: schema must be"):
        load(tmp_path / "a.json")
