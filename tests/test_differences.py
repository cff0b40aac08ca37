"""What two states of the same briefs tell differently."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from brief.assemble import assemble
from brief.committed import briefs_at
from brief.daily import Decision
from brief.differences import differences
from brief.errors import ConfigError
from tests.claims import article, at, meeting, threat

DAY = "2024-05-03"
MET = meeting("Anna Berg", "Bo Falk", id="m-1", place="Oslo")


UNSUPPORTED = MET.model_copy(update={"verdict": "unsupported"})


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (MET, MET, []),
        (None, MET, [("added", None, "m-1")]),
        (MET, None, [("dropped", "m-1", None)]),
        (MET, MET.model_copy(update={"place": "Rome"}), [("reworded", "m-1", "m-1")]),
        (MET, MET.model_copy(update={"verdict": "review"}), [("verdict", "m-1", "m-1")]),
        (MET, MET.model_copy(update={"id": "m-2", "evidence": at(2)}), [("evidence", "m-1", "m-2")]),
        (MET, threat("Iran", id="t-1"), [("added", None, "t-1"), ("dropped", "m-1", None)]),
        (None, UNSUPPORTED, []),
        (UNSUPPORTED, None, []),
        (UNSUPPORTED, UNSUPPORTED.model_copy(update={"place": "Rome"}), []),
        (MET, UNSUPPORTED, [("verdict", "m-1", "m-1")]),
    ],
)
def test_a_claim_is_told_otherwise(before, after, expected):
    """Added, dropped, reworded, on other evidence or of another verdict; what neither side tells is none."""
    briefs = (assemble(DAY, (article("talks", *filter(None, [claim])),)) for claim in (before, after))
    found = differences(*((brief,) for brief in briefs))
    assert [
        (item.what, item.before and item.before.id, item.after and item.after.id) for item in found
    ] == expected


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
    found = [(item.day, item.what) for item in differences((one,), (other,))]
    assert found == [(DAY, "dropped"), ("2024-05-04", "added")]


@pytest.mark.parametrize("place", ["nowhere", "--help", "seeds"])
def test_a_place_that_is_none_is_named(tmp_path, monkeypatch, place):
    """Neither a folder of briefs nor a revision: the error says so, and what to name."""
    monkeypatch.chdir(tmp_path)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    command = ["git", "init", "-q"]
    subprocess.run(command, check=True)
    (tmp_path / "seeds").mkdir()
    with pytest.raises(ConfigError, match=rf"^{place}: .*name a folder of briefs or a (git )?revision$"):
        briefs_at(place, Path("briefs"))
