"""What two states of the same briefs tell differently."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from brief.assemble import assemble
from brief.daily import Decision
from brief.differences import differences
from brief.errors import ConfigError
from brief.output import write
from brief.render import Templates
from brief.revisions import briefs_at, pages_at
from tests.claims import agreement, article, at, meeting, threat

DAY = "2024-05-03"
MET = meeting("Anna Berg", "Bo Falk", id="m-1", place="Oslo")


def changed(before, after):
    """Tell how the claims of one article changed, with the ids before and after."""
    old, new = (assemble(DAY, (article("talks", *claims),)) for claims in (before, after))
    return [
        (item.what, item.before and item.before.id, item.after and item.after.id)
        for item in differences((old,), (new,))
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((MET,), (MET,), []),
        ((), (MET,), [("added", None, "m-1")]),
        ((MET,), (), [("dropped", "m-1", None)]),
        ((MET,), (MET.model_copy(update={"place": "Rome"}),), [("reworded", "m-1", "m-1")]),
        ((MET,), (MET.model_copy(update={"verdict": "review"}),), [("verdict", "m-1", "m-1")]),
        ((MET,), (MET.model_copy(update={"id": "m-2", "evidence": at(2)}),), [("evidence", "m-1", "m-2")]),
        (
            (MET,),
            (threat("Iran", id="t-1"), agreement("France", id="a-1")),
            [("added", None, "a-1"), ("added", None, "t-1"), ("dropped", "m-1", None)],
        ),
    ],
)
def test_a_claim_is_told_otherwise(before, after, expected):
    """Added, dropped, reworded, on other evidence or of another verdict; the same is no difference."""
    assert changed(before, after) == expected


UNSUPPORTED = MET.model_copy(update={"verdict": "unsupported"})


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((), (UNSUPPORTED,), []),
        ((UNSUPPORTED,), (), []),
        ((UNSUPPORTED,), (UNSUPPORTED.model_copy(update={"place": "Rome"}),), []),
        ((MET,), (UNSUPPORTED,), [("verdict", "m-1", "m-1")]),
    ],
)
def test_what_neither_side_tells_is_no_difference(before, after, expected):
    """A claim that is left out came and went unseen; one that was told, and now is not, is a difference."""
    assert changed(before, after) == expected


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ({"what": "accept"}, [("decision", "accepted")]),
        ({"what": "reject"}, [("decision", "rejected")]),
        ({"what": "reword", "words": "They met"}, [("reworded", None)]),
        ({"note": "By phone"}, []),
        ({"what": "accept", "reopened": True}, [("decision", "reopened")]),
    ],
)
def test_what_a_reviewer_decided_is_a_difference(decision, expected):
    """Accepted, rejected, reopened or said in other words; a note leaves the claim as it is."""
    brief = assemble(DAY, (article("talks", MET),))
    (story,) = brief.stories
    told = story.claims[0].model_copy(update={"decision": Decision(**decision)})
    after = brief.model_copy(update={"stories": (story.model_copy(update={"claims": (told,)}),)})
    found = differences((brief,), (after,))
    assert [(item.what, item.after and item.after.decided) for item in found] == expected
    assert differences((after,), (after,)) == ()


def test_days_that_only_one_side_has_are_added_or_dropped():
    """Every claim of such a day is."""
    one = assemble(DAY, (article("talks", MET),))
    other = assemble("2024-05-04", (article("talks", MET),))
    assert [(item.day, item.what) for item in differences((one,), (other,))] == [
        (DAY, "dropped"),
        ("2024-05-04", "added"),
    ]


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A git repository with a brief, committed."""
    monkeypatch.chdir(tmp_path)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    talks = article("talks", MET)
    brief = assemble(DAY, (talks,))
    write(tmp_path / "briefs", Templates(lambda name: name).files(brief, (talks,)))
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example"]
    for command in (["init", "-q"], ["add", "briefs"], ["commit", "-q", "-m", "Brief"]):
        subprocess.run([*git, *command], check=True, cwd=tmp_path)
    return brief


def test_briefs_are_read_at_a_revision(repository, tmp_path):
    """They are as committed, whatever the folder holds now."""
    (tmp_path / "briefs" / DAY / "brief.json").write_text("{}")
    page = (tmp_path / f"briefs/{DAY}.md").read_text()
    (tmp_path / f"briefs/{DAY}.md").write_text("")
    assert briefs_at("HEAD", Path("briefs")) == (repository,)
    assert pages_at("HEAD", Path("briefs"), (DAY, "2024-05-04")) == {DAY: page}
    assert pages_at("briefs", Path("briefs"), (DAY, "2024-05-04")) == {DAY: ""}


def test_a_revision_may_have_no_brief_yet(repository, tmp_path):
    """The first pull request adds all that there is."""
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example"]
    for command in (["rm", "-rq", "briefs"], ["commit", "-qm", "None"]):
        subprocess.run([*git, *command], check=True, cwd=tmp_path)
    assert briefs_at("HEAD", Path("briefs")) == ()


@pytest.mark.parametrize("place", ["nowhere", "--help", "seeds"])
def test_a_place_that_is_none_is_named(repository, tmp_path, place):
    """Neither a folder of briefs nor a revision: the error says so, and what to name."""
    (tmp_path / "seeds").mkdir()
    with pytest.raises(ConfigError, match=rf"^{place}: .*name a folder of briefs or a (git )?revision$"):
        briefs_at(place, Path("briefs"))
