"""Prompts and templates are looked up in one place, the user's first."""

from __future__ import annotations

import pytest

from brief import resources
from brief.errors import ConfigError


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A working directory with a prompts folder, beside a package that has two prompts."""
    packaged, project = tmp_path / "package" / "prompts", tmp_path / "project"
    packaged.mkdir(parents=True)
    (packaged / "one.j2").write_text("packaged one")
    (packaged / "two.j2").write_text("packaged two")
    (project / "prompts").mkdir(parents=True)
    monkeypatch.setattr(resources, "PACKAGE", packaged.parent)
    monkeypatch.chdir(project)
    return project / "prompts"


def test_users_file_stands_in_for_the_packaged_one(project, monkeypatch):
    """A file in the working directory hides the packaged file of its name and no other.

    Where the package holds no folder, as in a checkout, the one beside it is used.
    """
    (project / "one.j2").write_text("mine")
    assert [resources.text("prompts", name) for name in ("one.j2", "two.j2")] == ["mine", "packaged two"]
    monkeypatch.setattr(resources, "PACKAGE", resources.PACKAGE / "brief")
    assert resources.text("prompts", "two.j2") == "packaged two"


def test_names_are_those_of_both_folders(project):
    """Names are listed once each, sorted, and only of templates; one that nobody has is told them."""
    for name in ("one.j2", "extra.j2", "README.md"):
        (project / name).write_text("x")
    assert resources.names("prompts") == ("extra.j2", "one.j2", "two.j2")
    told = r"prompts/three\.j2: neither .*; there are: extra\.j2, one\.j2, two\.j2"
    with pytest.raises(ConfigError, match=told):
        resources.text("prompts", "three.j2")


def test_hash_changes_with_a_text_in_effect_only(project):
    """The hash depends on texts in effect: a copy of the packaged text leaves it, another text changes it."""
    before = resources.prompts_sha256()
    (project / "one.j2").write_text("packaged one")
    assert resources.prompts_sha256() == before
    (project / "one.j2").write_text("mine")
    assert resources.prompts_sha256() != before


def test_prompt_or_text_is_rendered_with_blocks_trimmed_and_nothing_escaped(project):
    """Lines that hold only a block leave no line, and a value stands as it is; an edit counts at once.

    So it is with a text for a terminal; a fault in it is placed among the templates.
    """
    (project / "one.j2").write_text("first")
    assert resources.render_prompt("one.j2") == "first"
    (project / "one.j2").write_text("a\n  {% if true %}\n{{ word }}\n  {% endif %}\nb\n")
    assert resources.render_prompt("one.j2", word="<&>") == "a\n<&>\nb"
    folder = project.parent / "templates"
    folder.mkdir()
    (folder / "table.txt.j2").write_text("{{ word }}\n{{ other }}")
    assert resources.render_text("table.txt.j2", word="<*>", other="_") == "<*>\n_"
    with pytest.raises(ConfigError, match=r"templates/table\.txt\.j2, line 2: 'other' is undefined"):
        resources.render_text("table.txt.j2", word="")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"a\nb {{ who }}", r"prompts/one\.j2, line 2: 'who' is undefined"),
        (b"a\n{% if %}", r"prompts/one\.j2, line 2: Expected an expression"),
        (b"a\n\n{{ 1 + 'x' }}", r"prompts/one\.j2, line 3: unsupported operand"),
        (b"{% include 'part.j2' %}", r"prompts/part\.j2, line 1: 'whom' is undefined"),
        (b"{% include 'gone.j2' %}", r"prompts/gone\.j2: neither"),
        (b"{{ ''.__class__.__mro__ }}", r"prompts/one\.j2, line 1: .*unsafe"),
        (b"\xff", r"prompts/one\.j2: cannot be read as UTF-8"),
    ],
)
def test_fault_in_a_prompt_is_placed(project, source, message):
    """A fault in a prompt, or in one that it includes, is a ConfigError with file and line.

    A file of a checkout's `prompts/` runs in a sandbox: the class of a value is out of reach.
    """
    (project / "part.j2").write_text("{{ whom }}")
    (project / "one.j2").write_bytes(source)
    with pytest.raises(ConfigError, match=message):
        resources.render_prompt("one.j2")
