"""What a reviewer is told at the lines of the briefs."""

from __future__ import annotations

import pytest

from brief.assemble import assemble
from brief.daily import Decision
from brief.differences import differences
from brief.notices import notices
from brief.records import Finding
from tests.claims import actor, agreement, article, at, meeting, threat

DAY = "2024-05-03"
MET = meeting(actor("Anna Berg"), actor("Bo Falk"), id="m-000001", place="Oslo")
AGREED = agreement("France", "Spain", id="a-000001", evidence=at(2))
DOUBT = Finding(check="words", field="what", message="not its words", severity="review")
DOUBTFUL = AGREED.model_copy(update={"verdict": "review", "findings": (DOUBT,)})


def brief(*claims):
    return assemble(DAY, (article("talks", *claims),))


def told(before, after, page=""):
    """Level, line, title and message of each notice."""
    found = notices(differences((before,), (after,)), (after,), {DAY: page})
    assert {notice.path for notice in found} <= {f"{DAY}.md"}
    return [(notice.level, notice.line, notice.title, notice.message) for notice in found]


def test_an_unchanged_brief_needs_no_notice():
    """Not even of what is open: nobody has to look at a day that is as it was."""
    assert told(brief(DOUBTFUL), brief(DOUBTFUL)) == []


def test_a_claim_is_told_at_its_line():
    """What is open comes first and is a warning; a claim that is gone has no line."""
    page = "# Brief\n\n- They met <!-- m-000001 -->\n- They agreed <!-- a-000001 -->\n"
    assert told(brief(threat("Iran")), brief(MET, DOUBTFUL), page) == [
        ("warning", 4, "For review", "not its words"),
        ("notice", 3, "Added", "“Sentence 1.”"),
        ("notice", 4, "Added", "“Sentence 2.”"),
        ("notice", None, "Dropped", "“Sentence 1.”"),
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"verdict": "review", "findings": (DOUBT,)}, ("Other verdict", "verified, now review")),
        ({"evidence": at(3)}, ("Other evidence", "“Sentence 1.”, now “Sentence 3.”")),
        (
            {"place": "Rome", "date": "Friday"},
            ("Reworded", "Anna Berg; Bo Falk; held; Oslo, now Anna Berg; Bo Falk; held; Rome; Friday"),
        ),
    ],
)
def test_a_notice_says_what_changed(change, expected):
    """Before and after, in plain words."""
    after = brief(MET.model_copy(update=change))
    assert told(brief(MET), after)[-1][2:] == expected


def test_what_reviewers_decided_comes_first():
    """A decision, then what is judged, carried and worded otherwise, then what is new."""
    before, after = brief(MET, AGREED), brief(MET, DOUBTFUL, threat("Iran", evidence=at(3)))
    (story,) = after.stories
    claims = tuple(
        claim.model_copy(update={"decision": Decision(what="reject", reopened=claim.id != MET.id)})
        if claim.id in {MET.id, AGREED.id}
        else claim
        for claim in story.claims
    )
    after = after.model_copy(update={"stories": (story.model_copy(update={"claims": claims}),)})
    assert [(level, title, message) for level, _, title, message in told(before, after)] == [
        ("warning", "Reopened", "its evidence or wording has changed since a reviewer decided"),
        ("notice", "Decided", "rejected"),
        ("notice", "Decided", "reopened"),
        ("notice", "Other verdict", "verified, now review"),
        ("notice", "Added", "“Sentence 3.”"),
    ]
