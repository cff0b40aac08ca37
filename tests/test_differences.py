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


def day(claim, date=DAY, **decision):
    """The brief of a day that tells this claim, or none, and what was decided on it."""
    brief = assemble(date, (article("talks", *filter(None, [claim])),))
    if not decision:
        return brief
    (story,) = brief.stories
    told = story.claims[0].model_copy(update={"decision": Decision(**decision)})
    return brief.model_copy(update={"stories": (story.model_copy(update={"claims": (told,)}),)})


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (MET, day(MET), []),
        (None, day(MET), ["added None m-1"]),
        (MET, day(None), ["dropped m-1 None"]),
        (MET, day(MET.model_copy(update={"place": "Rome"})), ["reworded m-1 m-1"]),
        (MET, day(MET.model_copy(update={"verdict": "review"})), ["verdict m-1 m-1"]),
        (MET, day(MET.model_copy(update={"id": "m-2", "evidence": at(2)})), ["evidence m-1 m-2"]),
        (MET, day(threat("Iran", id="t-1")), ["added None t-1", "dropped m-1 None"]),
        (None, day(UNSUPPORTED), []),
        (UNSUPPORTED, day(None), []),
        (UNSUPPORTED, day(UNSUPPORTED.model_copy(update={"place": "Rome"})), []),
        (MET, day(UNSUPPORTED), ["verdict m-1 m-1"]),
        (MET, day(MET, what="accept"), ["decision m-1 accepted"]),
        (MET, day(MET, what="reject"), ["decision m-1 rejected"]),
        (MET, day(MET, what="reword", words="They met"), ["reworded m-1 m-1"]),
        (MET, day(MET, note="By phone"), []),
        (MET, day(MET, what="accept", reopened=True), ["decision m-1 reopened"]),
    ],
)
def test_a_claim_is_told_otherwise(before, after, expected):
    """Added, dropped, reworded, on other evidence, otherwise judged or decided on; a note is nothing new."""
    found = []
    for each in differences((day(before),), (after,)):
        now = each.after and (each.after.decided or each.after.id)
        found.append(f"{each.what} {each.before and each.before.id} {now}")
    assert found == expected
    assert differences((after,), (after,)) == ()


def test_days_that_only_one_side_has_are_added_or_dropped():
    """Every claim of such a day is."""
    found = differences((day(MET),), (day(MET, "2024-05-04"),))
    assert [(item.day, item.what) for item in found] == [(DAY, "dropped"), ("2024-05-04", "added")]


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
