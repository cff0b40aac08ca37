"""Files put in place: whole, only where they differ, and nobody else's removed."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from brief.errors import RunError
from brief.output import Written, write

if TYPE_CHECKING:
    from pathlib import Path


def day(*names: str) -> dict[str, str]:
    """Files of a day with documents of these names."""
    files = {"2023-12-10.md": f"# Brief on {', '.join(names)}\n"}
    for name in names:
        files[f"2023-12-10/sources/{name}.txt"] = "Text.\n"
        files[f"2023-12-10/records/{name}.json"] = json.dumps({"document": {"id": name}})
        files[f"2023-12-10/notes/{name}.md"] = "# Note\n"
    return files


def content(folder: Path) -> dict[str, str]:
    """Every file below `folder`."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in paths}


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    """A second run changes no file; bytes and the usual permissions are kept, and no temporary file stays."""
    (tmp_path / "plain").touch()
    files = {"new/a": "Ж\n\r\n", "new/b": "2"}
    assert write(tmp_path, files) == Written(tuple(files), (), ())
    before = (tmp_path / "new/a").stat()
    assert before.st_mode == (tmp_path / "plain").stat().st_mode
    assert write(tmp_path, files | {"new/b": "3"}) == Written(("new/b",), ("new/a",), ())
    assert (tmp_path / "new/a").stat().st_ino == before.st_ino
    assert content(tmp_path / "new") == {"a": "Ж\n\r\n", "b": "3"}


def test_files_of_a_document_that_is_gone_are_removed(tmp_path: Path) -> None:
    """Its note, text and record go, the record last; those of other days and documents stay."""
    other = tmp_path / "2023-12-09" / "records" / "b.json"
    other.parent.mkdir(parents=True)
    other.write_text('{"document": {"id": "b"}}')
    write(tmp_path, day("a", "b"))
    gone = tuple(f"2023-12-10/{path}" for path in ("notes/b.md", "sources/b.txt", "records/b.json"))
    assert write(tmp_path, day("a")).removed == gone
    assert content(tmp_path) == day("a") | {"2023-12-09/records/b.json": '{"document": {"id": "b"}}'}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("2023-12-10/edits.toml", "[accept]"),
        ("2023-12-10/notes/mine.md", "my own"),
        ("2023-12-10/records/mine.json", '{"document": {"id": "another"}}'),
        ("2023-12-10/records/list.json", "[1]"),
        ("2023-12-10/records/broken.json", "{"),
    ],
)
def test_a_file_that_no_record_vouches_for_stays(tmp_path: Path, path: str, text: str) -> None:
    """Reviewers' decisions and files that are not ours are never removed."""
    write(tmp_path, day("a"))
    (tmp_path / path).write_text(text)
    assert write(tmp_path, day("a")).removed == ()
    assert (tmp_path / path).read_text() == text


def test_a_killed_run_leaves_the_old_file_and_its_rest_is_swept(tmp_path, monkeypatch):
    """Before the rename the old content stands whole; the next run clears the temporary file."""
    write(tmp_path, {"a": "old"})
    (tmp_path / ".brief-1.tmp").write_text("ne")
    (tmp_path / "my.tmp").write_text("mine")
    monkeypatch.setattr(os, "fsync", Mock(side_effect=KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path, {"a": "new"})
    assert content(tmp_path) == {"a": "old", "my.tmp": "mine"}


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The error says where, what and what to do next."""
    (tmp_path / "2023-12-10").write_text("in the way")
    with pytest.raises(RunError, match=r"2023-12-10.*: .*choose another folder, and run again"):
        write(tmp_path, day("a"))
