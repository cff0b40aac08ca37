"""Briefs read back from their folder; an earlier version's are renewed without losing a reviewer's word."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from brief import committed
from brief.assemble import assemble
from brief.check import check
from brief.cli import app
from brief.errors import ConfigError
from tests import desk
from tests.claims import actor, agreement, article, meeting, threat
from tests.desk import TEMPLATES, placed, tree

OLD = Path(__file__).parent / "schema1"
DAY = "2031-03-07"
SAID = (
    f"brief: error: briefs/{DAY}/brief.json: an earlier version of brief wrote it (schema 1); "
    "`brief make seeds` renews it, and keeps what reviewers decided\n"
)
TALKS = article("talks", threat("Iran"))
SENTENCES = tuple((OLD / DAY / "sources/lakes.txt").read_text("utf-8").splitlines())


@pytest.fixture
def briefs(tmp_path, monkeypatch):
    """A working directory with a folder of briefs of schema 1."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(OLD, "briefs")
    return Path("briefs")


def renewed(folder, what="open the weir on the first of May", cited=(3,)):
    """Make the day again, as `brief make` does, of the same article as a model of today reads it."""
    lakes = placed(
        "lakes",
        SENTENCES,
        (meeting(actor("Mira Osten", "warden"), "Jon Harl", place="Ullen", date="Thursday"), (2,)),
        (agreement("Upper Lake", "Lower Lake", what=what), cited),
        (agreement("Upper Lake", status="pledged", what="repair the towpath"), (4,)),
        (threat("Lower Lake", what="close the lock", condition="if the weir stays shut"), (5,)),
    )
    desk.make(folder, lakes, day=DAY)
    return (folder / f"{DAY}.md").read_text("utf-8")


@pytest.mark.parametrize(
    "command",
    [
        *("check", "summary", "export", "diff briefs", "diff briefs briefs", "review --no-open"),
        *("review page --export day.html", "review accept a-b47d2b", "review import"),
    ],
)
def test_every_command_names_the_one_that_renews(briefs, command):
    """One line says which file and what to run; nothing is written."""
    before = tree(Path())
    result = CliRunner().invoke(app, command.split())
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", SAID)
    assert tree(Path()) == before


def test_a_later_day_is_not_compared_with_it(briefs):
    """Neither is it passed over: the error says what to do; a day that this run has made stands for it."""
    with pytest.raises(ConfigError) as caught:
        committed.before(briefs, "2031-03-08")
    assert f"brief: error: {caught.value}\n" == SAID
    made = assemble(DAY, ())
    assert committed.before(briefs, "2031-03-08", [made]) == made


OPEN = "open the weir on the first of May"


@pytest.mark.parametrize(
    ("what", "cited"), [(OPEN, (3,)), ("let the water through from 1 May", (3,)), (OPEN, (3, 2))]
)
def test_renewal_keeps_every_decision_and_note(briefs, what, cited):
    """Accepted, rejected, reworded, noted and added: all stand in the new brief, which is clean."""
    known = committed.edits_in_file(briefs, DAY)
    page = renewed(briefs, what, cited)
    lines = {line.partition(" [")[0]: line for line in page.splitlines() if line.startswith("- ")}
    assert "· accepted by a reviewer <!-- a-" in lines["- **Upper Lake** pledged: repair the towpath"]
    assert "· reworded by a reviewer" in lines["- The lakes will open the weir *together*"]
    rejected = "- Rejected by a reviewer: **Lower Lake** threatened: close the lock if the weir stays shut"
    assert rejected in lines
    assert " -->\n  - Note: Harl came late\n" in page
    assert "- The towpath is not on the agenda · added by a reviewer <!-- e-" in page
    assert committed.edits_in_file(briefs, DAY) == known
    assert check(briefs, TEMPLATES) == ()
    assert renewed(briefs, what, cited) == page


def test_what_was_written_by_hand_and_not_taken_up_is_not_overwritten(briefs):
    """Only the version that rendered it can tell its words from a reviewer's; the error says so."""
    page = briefs / f"{DAY}.md"
    page.write_text(page.read_text("utf-8").replace("repair the towpath", "mend the path"), "utf-8")
    before = tree(briefs)
    said = (
        f"^briefs/{DAY}.md: was changed by hand since an earlier version of brief wrote it; take the changes"
        " up with that version's `brief review import`, or undo them, and run again$"
    )
    with pytest.raises(ConfigError, match=said):
        renewed(briefs)
    assert tree(briefs) == before


def test_a_revision_of_an_earlier_version_is_named(briefs, monkeypatch):
    """It cannot be renewed where it is: the folder is, and committed."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example"]
    for command in (["init", "-q"], ["add", "briefs"], ["commit", "-q", "-m", "Brief"]):
        subprocess.run([*git, *command], check=True)
    result = CliRunner().invoke(app, ["diff", "HEAD", "HEAD"])
    said = SAID.replace("error: ", "error: HEAD:./").replace("\n", "; commit it, and name that revision\n")
    assert (result.exit_code, result.stderr) == (2, said)


def test_the_brief_before_a_day_is_the_last_earlier_one(tmp_path):
    """Undated articles are neither before nor after a day."""
    for date in ("2024-05-01", "2024-05-03", "undated"):
        desk.make(tmp_path, TALKS, day=date)
    days = ("2024-05-01", "2024-05-03", "2024-06-01", "undated")
    found = [committed.before(tmp_path, day) for day in days]
    assert [brief and brief.date for brief in found] == [None, "2024-05-01", "2024-05-03", None]


@pytest.mark.parametrize(
    ("text", "message"), [("{", "the file: Invalid JSON"), ('{"date": "x"}', "previous: Field required")]
)
def test_a_brief_that_was_altered_is_named(tmp_path, text, message):
    """The error says which file, where in it, and what to do."""
    desk.make(tmp_path, TALKS, day="2024-05-03")
    path = tmp_path / "2024-05-03/brief.json"
    path.write_text(text)
    undo = "undo the change, or let `brief make` write it anew"
    with pytest.raises(ConfigError, match=f"(?s)^{path}: {message}.*; {undo}$"):
        committed.brief_of(tmp_path, "2024-05-03")
