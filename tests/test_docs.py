"""The documentation says what the program does.

Each fenced block is held to something. A `console` block runs, in a desk of its page's own, with the recorded
replies for a model; what it prints is compared. `KEEP_DOCS=1 pytest tests/test_docs.py` writes it anew. A
`toml` block is loaded as brief.toml, and holds for what follows; `json` is parsed. Any other block
has a reason above it, `<!-- not run: … -->`; the commands in it are parsed by the program itself.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer
import yaml
from typer.testing import CliRunner

from brief import config, provider
from brief.cli import app
from docs import reference
from tests import cassettes
from tests.test_cassettes import played

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
WRITTEN = [page for page in PAGES if page.stem not in {*reference.PAGES, "accuracy"}]  # by people
KEEP = os.environ.get("KEEP_DOCS") == "1"
BLOCK = re.compile(
    r"(?:<!-- not run: (?P<reason>[^>]+) -->\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
EVERY = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
BY_PEOPLE = pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)


class Block(NamedTuple):
    reason: str | None
    kind: str
    text: str


def blocks(page: Path) -> list[Block]:
    return [Block(**found.groupdict()) for found in BLOCK.finditer(page.read_text("utf-8"))]


@pytest.mark.parametrize("name", reference.PAGES)
def test_the_reference_is_current(name):
    """The pages of reference are what `python -m docs.reference` writes."""
    assert (ROOT / f"docs/{name}.md").read_text("utf-8") == getattr(reference, name)()


def test_every_finding_is_in_the_reference():
    """Whatever gives a finding in the code has its check in the table, and no check lacks a message."""
    check = re.compile(r'(?:Finding\(\s*check=|^CHECK = )"(\w+)"', re.MULTILINE)
    modules = (path.read_text("utf-8") for path in (ROOT / "brief").rglob("*.py"))
    named = {name for text in modules for name in check.findall(text)}
    page = reference.findings().partition("\n## Rules")[0]
    rows = re.findall(r"^\| `(\w+)` \|.*\| (.*) \|$", page, re.MULTILINE)
    assert {name for name, _ in rows} == named
    assert [row for row in rows if row[1].strip("… ") == ""] == []


@EVERY
def test_every_link_leads_somewhere(page):
    """A link to a file of this repository names one that is there."""
    links = re.findall(r"\]\((?!https?:|#)([^()\s#]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@BY_PEOPLE
def test_every_block_runs_or_says_why_it_does_not(page):
    """No block stands for itself: it runs, is read by its parser, or has its reason above it."""
    unexplained = [
        block
        for block in blocks(page)
        if (block.kind not in {"console", "toml", "json"} and not block.reason)
        or (block.kind == "console" and not block.text.startswith("$ "))
    ]
    assert unexplained == []


@BY_PEOPLE
def test_every_command_is_one(page, tmp_path, monkeypatch):
    """The program takes each command line of a block as it stands."""
    monkeypatch.chdir(tmp_path)
    text = "\n".join(block.text for block in blocks(page) if block.kind in {"sh", "console"})
    for line in re.findall(r"(?:^(?:\$ )?|[{&] )brief ((?:[^#\n|&;\"]|\"[^\"]*\")+)", text, re.MULTILINE):
        _parse(shlex.split(line))


@BY_PEOPLE
def test_every_command_flag_and_variable_that_is_named_exists(page):
    """In backticks, a command that brief has, a flag of it or of another, a variable of a setting."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    quoted = re.findall(r"`([^`\n]+)`", text)
    commands = {name for name, _ in _commands(typer.main.get_command(app))}
    flags = {flag for _, command in _commands(typer.main.get_command(app)) for flag in _flags(command)}
    said = {word for span in quoted for word in re.findall(r"(?<!\S)--[a-z-]+", span)}
    assert said - flags - {"--help"} == set()
    for span in quoted:
        if found := re.match(r"brief ((?:[a-z]+(?: |$))+)", span):
            words = found[1].split()
            assert words[0] in commands or " ".join(words) in commands, span
    variables = set(re.findall(r"\bBRIEF_[A-Z_]+\b", text)) - {
        f"BRIEF_{name.upper()}" for name in _settings()
    }
    assert variables - set(config.KEY_VARIABLES) == set()


@BY_PEOPLE
def test_every_file_of_the_repository_that_is_named_exists(page):
    """A path in backticks that starts with a folder of this repository."""
    folders = "docs|tests|templates|prompts|benchmarks|cassettes|seeds|.github|.ci"
    paths = re.findall(rf"`((?:{folders})/[\w./-]+)`", page.read_text("utf-8"))
    assert [path for path in paths if not (ROOT / path).exists()] == []


@BY_PEOPLE
def test_settings_and_data_are_read_as_they_stand(page, tmp_path, monkeypatch):
    """Settings by brief, with no key that it does not know; JSON and YAML by their parsers."""
    monkeypatch.chdir(tmp_path)
    for block in blocks(page):
        if block.kind == "toml":
            Path("brief.toml").write_text(block.text, "utf-8")
            config.load({})
            assert set(tomllib.loads(block.text)) <= set(_settings())
        elif block.kind in {"json", "yaml"}:
            assert (json.loads if block.kind == "json" else yaml.safe_load)(block.text)


def test_the_workflows_give_the_action_what_it_takes():
    """Each input that a page or workflow names is one of action.yml, and the hook is one that there is."""
    taken = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    steps = yaml.safe_load((ROOT / "docs/daily.yml").read_text("utf-8"))["jobs"]["brief"]["steps"]
    page = [yaml.safe_load(block.text) for block in blocks(ROOT / "docs/daily.md") if block.kind == "yaml"]
    given = [step["with"] for step in (steps[-1], page[0][0])]
    assert [set(each) - set(taken) for each in given] == [set(), set()]
    (sentence,) = re.findall(
        r"^The action takes (.*?)\.", (ROOT / "docs/daily.md").read_text("utf-8"), re.MULTILINE
    )
    assert set(re.findall(r"`([\w-]+)`", sentence)) == set(taken)
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert page[1]["repos"][0]["hooks"][0]["id"] in {hook["id"] for hook in hooks}


def test_the_workflow_for_a_pull_request_runs_what_there_is():
    """Its commands are commands of brief, as they stand."""
    jobs = yaml.safe_load((ROOT / "docs/check.yml").read_text("utf-8"))["jobs"]
    lines = [line for step in jobs["check"]["steps"] for line in step.get("run", "").splitlines()]
    ours = [shlex.split(line)[1:] for line in lines if line.startswith("brief ")]
    assert [words[0] for words in ours] == ["check", "diff", "summary"]
    for words in ours:
        _parse(words[: words.index(">>$GITHUB_STEP_SUMMARY")] if words[0] == "summary" else words)


def test_the_site_has_every_page():
    """mkdocs.yml leads to each page of docs/, and to no other."""
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]
    listed = re.findall(r"[\w-]+\.md", json.dumps(nav))
    assert sorted(listed) == sorted(path.name for path in (ROOT / "docs").glob("*.md"))


def test_the_figures_in_the_readme_are_those_that_were_measured():
    """Each cell of its table is a figure of docs/accuracy.json: articles kept apart, then our own."""
    measured = json.loads((ROOT / "docs/accuracy.json").read_text("utf-8"))
    part = (ROOT / "README.md").read_text("utf-8").partition("\n## How often it is right\n")[2]
    rows = re.findall(r"^\| (.+) \| (.+) \| (.+) \|$", part.partition("\n## ")[0], re.MULTILINE)
    for column, name in ((1, "dev"), (2, "own")):
        assert [row[column].replace(" %", "%") for row in rows] == _figures(**measured[name])


def _figures(grounding, whole=None, **_):
    told, *falsehoods = (grounding[name] for name in ("told", "decided", "undecided"))
    model = ["not measured"] * 2
    if whole:
        model = [f"{whole['kept']['all']['f1']:.3f}", f"{whole['verified']['all']['precision']:.1%}"]
    pairs = [(told, "verified"), (told, "unsupported"), *((each, "verified") for each in falsehoods)]
    parts = (each[name] / sum(each.values()) for each, name in pairs)
    return [*(f"{part:.1%}" for part in parts), *model]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """An own repository with the seeds and the annotated articles, and no setting but the page's."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(("GIT_", "BRIEF_", "OPENAI_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("BRIEF_CACHE_DIR", str(tmp_path / "cache"))
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "A")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "a@b.example")
    shutil.copytree(ROOT / "seeds", "seeds")
    shutil.copytree(ROOT / "tests/gold", "tests/gold")
    _called("git init --quiet --initial-branch main")
    monkeypatch.setattr(provider, "connect", lambda *arguments: played(arguments[-1]))


RUNNING = [page for page in WRITTEN if any(b.kind == "console" and not b.reason for b in blocks(page))]


@pytest.mark.parametrize("page", RUNNING, ids=lambda page: page.name)
def test_what_a_page_runs_prints_what_it_shows(page, desk):
    """Its commands, one after the other, by the recorded replies."""

    def ran(block: re.Match[str]) -> str:
        if block["kind"] == "toml":
            Path("brief.toml").write_text(block["text"], "utf-8")
        if block["kind"] != "console" or block["reason"]:
            return block[0]
        commands = re.findall(r"^\$ (.*)$", block["text"], re.MULTILINE)
        return "```console\n" + "".join(f"$ {command}\n{_run(command)}" for command in commands) + "```"

    with cassettes.recorder("none").use_cassette("seed.yaml"):
        found = BLOCK.sub(ran, page.read_text("utf-8"))
    if KEEP:
        page.write_text(found, "utf-8")
    assert found == page.read_text("utf-8")


def _run(line: str) -> str:
    """stdout and stderr of a command, the latter after the former; seconds differ from run to run."""
    line, _, target = line.partition(" > ")
    program, *arguments = shlex.split(line, comments=True)
    if program == "brief":
        result = CliRunner().invoke(app, arguments)
        stdout, stderr = result.stdout, re.sub(r"\d+\.\d s$", "0.3 s", result.stderr, flags=re.MULTILINE)
        stdout = re.sub(r"median \d+\.\d, total \d+\.\d", "median 0.3, total 1.2", stdout)
    else:
        stdout, stderr = _called(line), ""
    if target:
        Path(target).write_text(stdout, "utf-8")
        stdout = ""
    return stdout + stderr


def _called(line: str) -> str:
    return subprocess.run(shlex.split(line), check=True, capture_output=True, text=True).stdout


def _parse(words: list[str]) -> None:
    """Take the words behind `brief` as the program would; what it would not take is an error."""
    command: Any = typer.main.get_command(app)
    while words and words[0] in getattr(command, "commands", {}):
        command, words = command.commands[words[0]], words[1:]
    bare = getattr(command, "commands", {})
    assert not bare or "page" in bare, words  # `brief review` alone is its page
    command.make_context("brief", list(words))


def _commands(group, name=""):
    for word, command in getattr(group, "commands", {}).items():
        yield f"{name} {word}".strip(), command
        yield from _commands(command, f"{name} {word}".strip())


def _flags(command):
    return [flag for option in command.params for flag in (*option.opts, *option.secondary_opts)]


def _settings():
    return config.Settings.model_fields
