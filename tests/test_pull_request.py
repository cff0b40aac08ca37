"""The day's pull request, on a real git repository: what the action does after the brief is made."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from brief import resources
from brief.render import Templates
from tests.test_reviewing import DAY, SENTENCES, TALKS, line, make, page, source, swap

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / ".github/scripts/pull-request.sh"
TEMPLATES = Templates(partial(resources.text, "templates"))
BRANCH = f"brief/{DAY}"
MET = TALKS.record.meetings[0].id
# Notes what it is asked, and answers as if there were as many pull requests as the file says.
GH = """#!/bin/sh
echo "$@" >>"$CALLS"
case "$*" in
*"pr list"*) cat "$CALLS.open" ;;
*--body-file*) for last; do :; done; cat "$last" >>"$CALLS.body"; echo 1 >"$CALLS.open" ;;
esac
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A clone of a repository with no brief yet, and stand-ins for `gh` and `brief` on the PATH."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "BRIEF_"))]:
        monkeypatch.delenv(name)
    tools, calls = tmp_path / "tools", tmp_path / "calls"
    tools.mkdir()
    for name, text in {"gh": GH, "brief": f'#!/bin/sh\nexec "{sys.executable}" -m brief "$@"\n'}.items():
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)
    Path(f"{calls}.open").write_text("0\n")
    monkeypatch.setenv("CALLS", str(calls))
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    (tmp_path / "gitconfig").write_text(
        "[user]\nname = A\nemail = a@b.example\n[init]\ndefaultBranch = main\n"
    )
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    git(tmp_path, "clone", "--quiet", "remote.git", "desk")
    (tmp_path / "desk/README").write_text("Briefs.\n")
    for command in (["add", "."], ["commit", "-qm", "Start"], ["push", "-q", "origin", "main"]):
        git(tmp_path / "desk", *command)
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


def git(folder: Path, *arguments: str) -> str:
    command = ["git", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def run(*arguments: str) -> str:
    return subprocess.run([SCRIPT, *arguments], check=True, capture_output=True, text=True).stdout


def test_two_days_of_a_pull_request(desk, tmp_path):
    """Opened with the brief, commented on when it changes, else left alone; a reviewer's words stay."""
    run("start", BRANCH)
    make(desk / "briefs", TALKS)
    run("publish", BRANCH, "main")
    calls = (tmp_path / "calls").read_text()
    assert f"pr create --head {BRANCH} --base main --title Brief, {DAY} --body-file" in calls
    body = (tmp_path / "calls.body").read_text()
    assert body.startswith(f"## Read first: {DAY}\n")
    assert "- Added: **Anna Berg** and **Bo Falk** met in Oslo <!-- " in body

    swap(
        desk / "briefs",
        line(desk / "briefs", MET),
        line(desk / "briefs", MET).replace("met in Oslo", "spoke"),
    )
    git(desk, "commit", "-qam", "Review")
    git(desk, "push", "-q", "origin", f"HEAD:{BRANCH}")
    git(desk, "switch", "-q", "main")
    git(desk, "branch", "-qD", BRANCH)

    run("start", BRANCH)
    make(desk / "briefs", source(*SENTENCES[:3], "Iran again threatened to close the strait."))
    run("publish", BRANCH, "main")
    assert f"pr comment {BRANCH} --body-file" in (tmp_path / "calls").read_text()
    assert "**Anna Berg** and **Bo Falk** spoke" in git(desk, "show", f"origin/{BRANCH}:briefs/{DAY}.md")

    run("start", BRANCH)
    make(desk / "briefs", source(*SENTENCES[:3], "Iran again threatened to close the strait."))
    assert run("publish", BRANCH, "main") == "nothing changed\n"


def test_the_difference_of_two_revisions_is_what_changed(desk):
    """Between the day as it was opened and as it is now stand the changed claims alone."""
    make(desk / "briefs", TALKS)
    git(desk, "add", ".")
    git(desk, "commit", "-qm", "One")
    make(desk / "briefs", source(*SENTENCES[:3], "Iran again threatened to close the strait."))
    command = ["brief", "diff", "HEAD", "."]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert shown.splitlines()[0].startswith(f"### {DAY}: ")
    (change,) = (text for text in shown.splitlines() if text.startswith("- "))
    assert change.startswith(
        "- Other evidence: **Iran** threatened: close the strait — before: “Iran threatened to"
    )
    assert page(desk / "briefs").count("Iran") > 0
