"""The documentation says what the program does."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from brief import provider
from brief.cli import app
from docs import reference
from tests import cassettes
from tests.test_cassettes import played

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
KEEP = False


@pytest.mark.parametrize("name", ["cli", "config"])
def test_the_reference_is_current(name):
    """docs/cli.md and docs/config.md are what `python -m docs.reference` writes."""
    assert (ROOT / f"docs/{name}.md").read_text("utf-8") == getattr(reference, name)()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    """A link to a file of this repository names one that is there."""
    links = re.findall(r"\]\((?!https?:|#)([^()\s#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_in_the_documentation_exists(page):
    """What follows `brief` in a block or in backticks is a command, with flags that it has."""
    text = page.read_text("utf-8")
    lines = re.findall(r"^(?:\$ )?brief ([^#\n]+)", text, re.MULTILINE) + re.findall(
        r"`brief ([^`\n]+)`", text
    )
    for line in lines:
        words = [word for word in line.replace("|", " ").split() if re.fullmatch(r"--?[a-z-]+|[a-z]+", word)]
        help_text = CliRunner().invoke(app, [*_commands(words), "--help"]).output
        assert "Usage" in help_text, line
        assert [word for word in words if word.startswith("--") and word not in help_text] == [], line


def _commands(words: list[str]) -> list[str]:
    groups = {"review", "model"}
    return words[:2] if words[:1] and words[0] in groups else words[:1]


def test_the_tutorial_prints_what_it_says(tmp_path, monkeypatch):
    """Its commands run one after the other, by the recorded replies, and print what stands below them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    shutil.copytree(ROOT / "seeds", "seeds")
    monkeypatch.setattr(provider, "connect", lambda *arguments: played(arguments[-1]))
    page = ROOT / "docs/tutorial.md"

    def ran(block: re.Match[str]) -> str:
        commands = re.findall(r"^\$ (.*)$", block[1], re.MULTILINE)
        return "```console\n" + "".join(f"$ {command}\n{_run(command)}" for command in commands) + "```\n"

    with cassettes.recorder("none").use_cassette("seed.yaml"):
        found = re.sub(r"```console\n(.*?)```\n", ran, page.read_text("utf-8"), flags=re.DOTALL)
    if KEEP:
        page.write_text(found, "utf-8")
    assert found == page.read_text("utf-8")


def _run(command: str) -> str:
    """stdout and stderr of a command, the latter after the former; seconds differ from run to run."""
    program, *arguments = shlex.split(command)
    if program != "brief":
        return subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout
    result = CliRunner().invoke(app, arguments)
    return result.stdout + re.sub(r"\d+\.\d s$", "0.3 s", result.stderr, flags=re.MULTILINE)
