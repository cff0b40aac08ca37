"""Prompts and templates are looked up in one place, the user's first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from brief import resources
from brief.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a prompts folder, beside a package that has two prompts."""
    packaged, project = tmp_path / "package" / "prompts", tmp_path / "project"
    packaged.mkdir(parents=True)
    (packaged / "one.j2").write_text("packaged one")
    (packaged / "two.j2").write_text("packaged two")
    (project / "prompts").mkdir(parents=True)
    monkeypatch.setattr(resources, "PACKAGE", packaged.parent)
    monkeypatch.chdir(project)
    return project / "prompts"


def test_users_file_stands_in_for_the_packaged_one(project: Path) -> None:
    """A file in the working directory hides the packaged file of its name and no other."""
    (project / "one.j2").write_text("mine")
    assert [resources.text("prompts", name) for name in ("one.j2", "two.j2")] == ["mine", "packaged two"]


def test_checkout_keeps_the_folders_beside_the_package(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a folder inside the package, the one beside it is used."""
    monkeypatch.setattr(resources, "PACKAGE", resources.PACKAGE / "brief")
    assert resources.text("prompts", "two.j2") == "packaged two"


def test_names_are_those_of_both_folders(project: Path) -> None:
    """Names are listed once each, sorted, and only of templates."""
    for name in ("one.j2", "extra.j2", "README.md"):
        (project / name).write_text("x")
    assert resources.names("prompts") == ("extra.j2", "one.j2", "two.j2")


def test_missing_file_names_what_there_is(project: Path) -> None:
    """A name that nobody has is a ConfigError that lists the names there are."""
    with pytest.raises(ConfigError, match=r"prompts/three\.j2: neither .*; there are: one\.j2, two\.j2"):
        resources.text("prompts", "three.j2")


def test_file_that_is_not_utf8_is_named(project: Path) -> None:
    """Bytes that are no UTF-8 are a ConfigError with the file's name."""
    (project / "one.j2").write_bytes(b"\xff")
    with pytest.raises(ConfigError, match=r"prompts/one\.j2: cannot be read as UTF-8"):
        resources.text("prompts", "one.j2")


def test_hash_changes_with_a_text_in_effect_only(project: Path) -> None:
    """The hash depends on texts in effect: a copy of the packaged text leaves it, another text changes it."""
    before = resources.prompts_sha256()
    (project / "one.j2").write_text("packaged one")
    assert resources.prompts_sha256() == before
    (project / "one.j2").write_text("mine")
    assert resources.prompts_sha256() != before


def test_prompt_is_rendered_with_blocks_trimmed_and_nothing_escaped(project: Path) -> None:
    """Lines that hold only a block leave no line, and a value stands as it is."""
    (project / "one.j2").write_text("a\n  {% if true %}\n{{ word }}\n  {% endif %}\nb\n")
    assert resources.render_prompt("one.j2", word="<&>") == "a\n<&>\nb"


def test_text_is_rendered_from_a_template_with_nothing_escaped(project: Path) -> None:
    """It is for a terminal, not for Markdown; a fault in it is placed among the templates."""
    folder = project.parent / "templates"
    folder.mkdir()
    (folder / "table.txt.j2").write_text("{{ word }}\n{{ other }}")
    assert resources.render_text("table.txt.j2", word="<*>", other="_") == "<*>\n_"
    with pytest.raises(ConfigError, match=r"templates/table\.txt\.j2, line 2: 'other' is undefined"):
        resources.render_text("table.txt.j2", word="")


def test_edited_prompt_is_read_again(project: Path) -> None:
    """A prompt changed between two calls is rendered as it now stands."""
    (project / "one.j2").write_text("first")
    first = resources.render_prompt("one.j2")
    (project / "one.j2").write_text("second")
    assert (first, resources.render_prompt("one.j2")) == ("first", "second")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a\nb {{ who }}", r"prompts/one\.j2, line 2: 'who' is undefined"),
        ("a\n{% if %}", r"prompts/one\.j2, line 2: Expected an expression"),
        ("a\n\n{{ 1 + 'x' }}", r"prompts/one\.j2, line 3: unsupported operand"),
        ("{% include 'part.j2' %}", r"prompts/part\.j2, line 1: 'whom' is undefined"),
        ("{% include 'gone.j2' %}", r"prompts/gone\.j2: neither"),
    ],
)
def test_fault_in_a_prompt_is_placed(project: Path, source: str, message: str) -> None:
    """A fault in a prompt, or in one that it includes, is a ConfigError with file and line."""
    (project / "part.j2").write_text("{{ whom }}")
    (project / "one.j2").write_text(source)
    with pytest.raises(ConfigError, match=message):
        resources.render_prompt("one.j2")


def test_a_prompt_reaches_nothing_but_what_it_is_given(project: Path) -> None:
    """A file of a checkout's `prompts/` runs in a sandbox: the class of a value is out of reach."""
    (project / "one.j2").write_text("=== user\n{{ sentence.__class__.__mro__ }}", "utf-8")
    with pytest.raises(ConfigError, match="unsafe"):
        resources.render_prompt("one.j2", sentence="any")
