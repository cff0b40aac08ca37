"""The documentation says what the program does.

A `console` block runs, in a desk of its page's own, with the recorded replies for a model; what it prints is
compared, and with KEEP_DOCS=1 written anew. A `toml` block is loaded as brief.toml, for what follows as well;
`json` is parsed. Any other block has a reason above it, `<!-- not run: … -->`; its commands are parsed.
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
from typing import Any

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
COMMAND = r"(?:^(?:\$ )?|[{&] )brief ((?:[^#\n|&;\"]|\"[^\"]*\")+)"
SETTINGS = config.Settings.model_fields
BLOCK = re.compile(
    r"(?:<!-- not run: (?P<reason>[^>]+) -->\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
BY_PEOPLE = pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)


def blocks(page: Path) -> list[re.Match[str]]:
    return list(BLOCK.finditer(page.read_text("utf-8")))


def test_the_reference_is_current_and_has_every_finding():
    """It is what `python -m docs.reference` writes; what gives a finding has its check and message there."""
    for name in reference.PAGES:
        assert (ROOT / f"docs/{name}.md").read_text("utf-8") == getattr(reference, name)(), name
    check = re.compile(r'(?:Finding\(\s*check=|^CHECK = )"(\w+)"', re.MULTILINE)
    modules = (path.read_text("utf-8") for path in (ROOT / "brief").rglob("*.py"))
    named = {name for text in modules for name in check.findall(text)}
    page = reference.findings().partition("\n## Rules")[0]
    rows = re.findall(r"^\| `(\w+)` \|.*\| (.*) \|$", page, re.MULTILINE)
    assert {name for name, _ in rows} == named
    assert [row for row in rows if row[1].strip("… ") == ""] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_is_named_or_linked_to_exists(page):
    """A link to a file of this repository, and a path in backticks that starts with a folder of it."""
    text = page.read_text("utf-8")
    paths = [page.parent / link for link in re.findall(r"\]\((?!https?:|#)([^()\s#]+)", text)]
    folders = "docs|tests|templates|prompts|benchmarks|cassettes|seeds|.github|.ci"
    paths += [ROOT / path for path in re.findall(rf"`((?:{folders})/[\w./-]+)`", text)]
    assert [path for path in paths if not path.exists()] == []


@BY_PEOPLE
def test_every_block_runs_or_is_read_or_says_why_not(page, tmp_path, monkeypatch):
    """Settings are read by brief, with no key that it does not know, and commands; JSON and YAML as such."""
    monkeypatch.chdir(tmp_path)
    for block in blocks(page):
        kind, text = block["kind"], block["text"]
        assert kind in {"console", "toml", "json"} or block["reason"], text
        assert kind != "console" or text.startswith("$ ")
        if kind == "toml":
            Path("brief.toml").write_text(text, "utf-8")
            config.load({})
            assert tomllib.loads(text).keys() <= SETTINGS.keys()
        elif kind in {"json", "yaml"}:
            assert (json.loads if kind == "json" else yaml.safe_load)(text)
        elif kind in {"sh", "console"}:
            for line in re.findall(COMMAND, text, re.MULTILINE):
                _parse(shlex.split(line))


@BY_PEOPLE
def test_every_command_flag_and_variable_that_is_named_exists(page):
    """In backticks, a command that brief has, a flag of it or of another, a variable of a setting."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    quoted = re.findall(r"`([^`\n]+)`", text)
    commands = dict(_commands(typer.main.get_command(app)))
    options = [option for command in commands.values() for option in command.params]
    flags = {flag for option in options for flag in (*option.opts, *option.secondary_opts)}
    said = {word for span in quoted for word in re.findall(r"(?<!\S)--[a-z-]+", span)}
    assert said <= flags | {"--help"}
    for span in quoted:
        if found := re.match(r"brief ((?:[a-z]+(?: |$))+)", span):
            words = found[1].split()
            assert words[0] in commands or " ".join(words) in commands, span
    known = {*config.KEY_VARIABLES, *(f"BRIEF_{name.upper()}" for name in SETTINGS)}
    assert set(re.findall(r"\bBRIEF_[A-Z_]+\b", text)) <= known


def test_workflows_and_site_name_what_there_is():
    """Inputs that are named are those of action.yml; hooks, commands and pages are ours, as they stand."""
    listed = re.findall(r"[\w-]+\.md", json.dumps(_yaml("mkdocs.yml")["nav"]))
    assert sorted(listed) == sorted(path.name for path in (ROOT / "docs").glob("*.md"))
    taken = _yaml("action.yml")["inputs"]
    page = [yaml.safe_load(each["text"]) for each in blocks(ROOT / "docs/daily.md") if each["kind"] == "yaml"]
    for step in (_yaml("docs/daily.yml")["jobs"]["brief"]["steps"][-1], page[0][0]):
        assert step["with"].keys() <= taken.keys()
    (sentence,) = re.findall(
        r"^The action takes (.*?)\.", (ROOT / "docs/daily.md").read_text("utf-8"), re.MULTILINE
    )
    assert set(re.findall(r"`([\w-]+)`", sentence)) == set(taken)
    assert page[1]["repos"][0]["hooks"][0]["id"] in {hook["id"] for hook in _yaml(".pre-commit-hooks.yaml")}
    steps = _yaml("docs/check.yml")["jobs"]["check"]["steps"]
    lines = [line for step in steps for line in step.get("run", "").splitlines()]
    ours = [shlex.split(line)[1:] for line in lines if line.startswith("brief ")]
    assert [words[0] for words in ours] == ["check", "diff", "summary"]
    for words in ours:
        _parse(words[: words.index(">>$GITHUB_STEP_SUMMARY")] if words[0] == "summary" else words)


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


RUNNING = [page for page in WRITTEN if any(b["kind"] == "console" and not b["reason"] for b in blocks(page))]


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
    if os.environ.get("KEEP_DOCS") == "1":
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


def _yaml(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


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
