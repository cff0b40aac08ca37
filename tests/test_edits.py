"""Which claim a reviewer's decision is about, when article, model or reading are other than they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from brief.assemble import assemble
from brief.edits import decided
from tests.claims import agreement, meeting, threat
from tests.desk import placed

if TYPE_CHECKING:
    from brief.daily import Brief
    from brief.edits import Edit, What

DAY = "2024-05-03"
WATER = "France and Spain agreed to share the water of the river."
BOTH = "Italy and Malta agreed to open the border and to close the port."
BACKGROUND = "The two have quarrelled about the river for years."
OPEN = agreement("Italy", "Malta", what="open the border")
CLOSE = agreement("Italy", "Malta", what="close the port")


def brief(*claims: Any, sentences: tuple[str, ...] = (WATER, BACKGROUND, BOTH), edits: Any = ()) -> Brief:
    return assemble(DAY, (placed("talks", sentences, *claims),), (), None, edits)


def decide(before: Brief, what: What, text: str = "", of: str | None = None) -> tuple[Edit, ...]:
    """The decision on the claim of a brief that says this, or on its only one."""
    claims = list(before.told())
    (told,) = (told for told in claims if of in (None, told.claim.what))
    return decided((), told, what, text, claims)


def decisions(after: Brief) -> list[tuple[str | None, bool] | None]:
    """What was decided on each claim, and whether it is reopened."""
    found = [told.decision for told in after.told()]
    return [(each.what, each.reopened) if each else None for each in found]


BEFORE = brief((agreement("France", "Spain"), (1,)))


@pytest.mark.parametrize("what", ["accept", "reject", "reword"])
@pytest.mark.parametrize(
    ("other", "cited", "reopened"),
    [
        (agreement("France", "Spain"), (1, 2), False),
        (agreement("Spain", "France", what="Share the  water of the river"), (1,), False),
        (agreement("Spain", "France", "Andorra", what="divide the river's water between them"), (1,), True),
    ],
    ids=["a second sentence", "another order", "another wording"],
)
def test_a_decision_is_kept_and_reopened_by_another_wording(what, other, cited, reopened):
    """Nobody has vouched for words that nobody has seen; order, case and white space are no other wording."""
    edits = decide(BEFORE, what, "They share it")
    assert decisions(brief((other, cited), edits=edits)) == [(what, reopened)]


def test_a_corrected_article_keeps_the_decision_and_reopens_it():
    """Its sentence is another one now; the claim is known by what it says."""
    edits = decide(BEFORE, "accept")
    sentences = ("France and Spain have agreed to share the water of the river.", BACKGROUND)
    claims = (meeting("France", "Spain"), (2,)), (agreement("France", "Spain"), (1,))
    after = brief(*claims, sentences=sentences, edits=edits)
    assert decisions(after) == [None, ("accept", True)]
    assert after.remarks == ()


@pytest.mark.parametrize("turned", [False, True])
def test_two_claims_on_one_sentence_keep_each_its_own(turned):
    """By what they say, whichever another model tells first."""
    before = brief((OPEN, (3,)), (CLOSE, (3,)))
    edits = (*decide(before, "accept", of="open the border"), *decide(before, "reject", of="close the port"))
    others = [(agreement("Italy", "Malta", what="open their border"), (3,)), (CLOSE, (3,))]
    after = brief(*(reversed(others) if turned else others), edits=edits)
    found = {told.claim.what: told.decision and told.decision.what for told in after.told()}
    assert found == {"open their border": "accept", "close the port": "reject"}


def test_a_decision_is_not_handed_to_the_claim_that_stood_beside_it():
    """Of two on one sentence one is gone; the other has its id now, and keeps clear of what was decided."""
    before = brief((OPEN, (3,)), (CLOSE, (3,)))
    edits = decide(before, "reject", of="open the border")
    after = brief((CLOSE, (3,)), edits=edits)
    assert [told.id for told in after.told()] == [edits[0].claim]
    assert decisions(after) == [None]
    assert [(remark.under, remark.text) for remark in after.remarks] == [
        ("reject", "Italy; Malta; agreed; open the border")
    ]


@pytest.mark.parametrize(
    "claims",
    [(), ((threat("Spain"), (1,)),), ((meeting("France", "Spain", what="the water of the river"), (1,)),)],
)
def test_words_on_a_claim_that_is_gone_are_listed(claims):
    """Also if one of another kind stands on its sentence."""
    after = brief(*claims, edits=decide(BEFORE, "reword", "They share it"))
    assert decisions(after) == [None] * len(claims)
    assert [(remark.under, remark.text) for remark in after.remarks] == [("reword", "They share it")]


def test_of_several_that_are_as_like_none_is_taken():
    """Two new claims on the sentence are both unlike what was decided on: it is listed."""
    edits = [edit.model_copy(update={"claim": "a-ffffff", "claims": ()}) for edit in decide(BEFORE, "accept")]
    first, second = (agreement("France", "Spain", what=what) for what in ("burn coal", "ban whips"))
    after = brief((first, (1,)), (second, (1,)), edits=edits)
    assert decisions(after) == [None, None]
    assert [remark.under for remark in after.remarks] == ["accept"]


def test_a_decision_of_an_earlier_version_names_its_sentences_in_any_order():
    """The carrying sentence is one of those that it remembers."""
    edits = [
        edit.model_copy(update={"claim": "a-ffffff", "claims": (), "evidence": (BACKGROUND, WATER)})
        for edit in decide(BEFORE, "reject")
    ]
    assert decisions(brief((agreement("France", "Spain"), (1, 2)), edits=edits)) == [("reject", True)]


def test_a_decision_replaces_an_earlier_one_on_the_same_claim_alone():
    """A note stands beside it, and what was said of a claim that is gone stays."""
    gone = decide(brief((threat("Iran"), (2,))), "reword", "It threatens")
    (told,) = BEFORE.told()
    edits = decided(gone, told, "note", "Since 1998", [told])
    edits = decided(edits, told, "accept", "", [told])
    edits = decided(edits, told, "reject", "", [told])
    assert [(edit.what, edit.text) for edit in edits] == [
        ("reword", "It threatens"),
        ("note", "Since 1998"),
        ("reject", ""),
    ]
