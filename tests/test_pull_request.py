"""The day's pull request, on a real git repository: what the action does after the brief is made."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests import test_reviewing as day
from tests.test_reviewing import DAY, MET, SENTENCES, STRAIT, TALKS, TRADE, WATER, line, make, swap

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / ".github/scripts/pull-request.sh"
BRANCH = f"brief/{DAY}"
TERMS = "**Italy** and **Malta** agreed: open the border to trade"
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


def run(*arguments: str, program: str | Path = SCRIPT) -> str:
    return subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout


command = partial(run, program="brief")  # as the action runs it


def changes(shown: str) -> list[str]:
    return [text for text in shown.splitlines() if text.startswith("- ")]


def test_five_edits_and_one_changed_source(desk, tmp_path):
    """Day one, pull request, three edits by hand and two by command, day two: no edit is lost, one reopened.

    Only the claim whose sentence changed is other than it was, and `brief diff` says so and no more. The pull
    request is opened with the brief, commented on when it changes, else left alone.
    """
    briefs = desk / "briefs"
    run("start", BRANCH)
    make(briefs, TALKS)
    run("publish", BRANCH, "main")
    assert command("diff", f"origin/{BRANCH}", ".") == ""
    calls = (tmp_path / "calls").read_text()
    assert f"pr create --head {BRANCH} --base main --title Brief, {DAY} --body-file" in calls
    body = (tmp_path / "calls.body").read_text()
    assert body.startswith(f"## Read first: {DAY}\n")
    assert "- Added: **Anna Berg** and **Bo Falk** held talks in Oslo <!-- " in body

    swap(briefs, line(briefs, MET), line(briefs, MET).replace("held talks in Oslo", "met for an hour"))
    swap(briefs, line(briefs, STRAIT) + "\n", "")
    swap(briefs, line(briefs, WATER), line(briefs, WATER) + "\n- Portugal was not asked")
    assert command("review", "import") == f"briefs/{DAY}/edits.toml\n"
    command("review", "reword", TRADE, "Trade is *open*")
    command("review", "note", WATER, "Since 1998")
    both = "**Anna Berg** and **Bo Falk**"
    assert changes(command("diff", f"origin/{BRANCH}", ".")) == [
        f"- Reworded: {both} met for an hour — before: {both} held talks in Oslo <!-- {MET} -->",
        f"- Reworded: Trade is *open* — before: {TERMS} <!-- {TRADE} -->",
        f"- Decided: **Iran** threatened: close the strait — rejected <!-- {STRAIT} -->",
    ]
    git(desk, "commit", "-qam", "Review")
    git(desk, "push", "-q", "origin", f"HEAD:{BRANCH}")
    git(desk, "switch", "-q", "main")
    git(desk, "branch", "-qD", BRANCH)

    run("start", BRANCH)
    said = "Italy and Malta said they agreed to open the border to trade."
    make(briefs, day.source(*SENTENCES[:2], said, SENTENCES[3]))
    assert command("check") == ""
    told = day.page(briefs)
    assert "**Anna Berg** and **Bo Falk** met for an hour [1](" in told
    assert "\n- Rejected by a reviewer: **Iran** threatened: close the strait [4](" in told
    assert "- Portugal was not asked · added by a reviewer <!-- e-" in told
    assert "- Trade is *open* [3](" in told
    assert "  - Note: Since 1998\n" in told
    (reopened,) = (text for text in told.splitlines() if "⚠ reopened" in text)
    changed = reopened[-len("a-000000 -->") : -len(" -->")]
    was, now = f"“{SENTENCES[2]}”", f"“{said}”"
    assert changes(command("diff", f"origin/{BRANCH}", ".")) == [
        f"- Decided: Trade is *open* — reopened <!-- {changed} -->",
        f"- Other evidence: Trade is *open* — before: {was} — now: {now} <!-- {changed} -->",
    ]
    run("publish", BRANCH, "main")
    assert f"pr comment {BRANCH} --body-file" in (tmp_path / "calls").read_text()
    run("start", BRANCH)
    make(briefs, day.source(*SENTENCES[:2], said, SENTENCES[3]))
    assert run("publish", BRANCH, "main") == "nothing changed\n"


def test_a_comment_is_no_longer_than_it_may_be(desk):
    """Lines that do not fit are left out whole, and counted."""
    git(desk, "commit", "-q", "--allow-empty", "-m", "None")
    make(desk / "briefs", TALKS)
    whole, cut = run("tell", "main", "65000"), run("tell", "main", "250")
    assert whole.count("- Added: ") == 4
    assert len(cut.encode()) <= 250
    *lines, _, last = cut.splitlines()
    assert whole.splitlines()[: len(lines)] == lines
    missing = len(whole.splitlines()) - len(lines)
    assert last == f"{missing} lines more: `brief summary` and `brief diff origin/main` show them."
