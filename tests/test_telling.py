"""What is claimed several times is told once."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief import facts, telling
from brief.telling import Sourced, disputes, tell
from tests.claims import actor, agreement, at, meeting, threat

ANNA, BO = actor("Anna Berg"), actor("Bo Falk")


def told(*claims, sides=None, **sources):
    """Tell `claims`, the nth of document a, b, …; `sources` says which document is a copy of which."""
    names = [chr(ord("a") + n) for n in range(len(claims))]
    sourced = [
        Sourced(claim.model_copy(update={"id": f"{claim.id[0]}-{name}"}), name, sources.get(name, name))
        for claim, name in zip(claims, names, strict=True)
    ]
    return tell(sourced, {name: name.upper() for name in names}, sides or {})


def test_one_fact_is_one_line_with_all_citations_and_a_copy_is_no_second_source():
    """Every telling is a member, and of each source one document is cited."""
    claims = meeting(ANNA, BO, evidence=at(4, 2)), meeting(ANNA, BO, evidence=at(7))
    for copied, labels in (({}, ["A2", "A4", "B7"]), ({"b": "a"}, ["A2", "A4"])):
        (one,) = told(*claims, **copied)
        assert [member.document for member in one.members] == ["a", "b"]
        assert [citation.label for citation in one.citations] == labels
        assert one.sources == 2 - len(copied)


def test_the_fullest_telling_leads_and_is_completed():
    """Place, day and role come from the telling that has them, and it is said which that is."""
    (one,) = told(
        meeting(ANNA, BO, what="water", place="Oslo"),
        meeting(actor("Anna Berg", "minister", "France"), BO, date="Friday", date_resolved="2024-05-03"),
    )
    assert one.id == "m-b"
    assert (one.claim.place, one.claim.what, one.claim.date_resolved) == ("Oslo", "water", "2024-05-03")
    assert one.claim.actors[0] == actor("Anna Berg", "minister", "France")
    assert one.completed == (("place", "m-a"), ("what", "m-a"))


def test_a_verified_telling_takes_only_from_verified_ones_but_a_condition_from_any():
    """It leads, however full another is; a place for review would stand under a verdict not its own."""
    fuller = agreement("France", "Spain", verdict="review", place="Oslo", condition="if it rains")
    (one,) = told(fuller, agreement("France", "Spain"))
    assert one.id == "a-b"
    assert (one.claim.verdict, one.claim.place, one.claim.condition) == ("verified", None, "if it rains")
    assert one.completed == (("condition", "a-a"),)


def test_what_one_document_says_twice_is_told_once_with_all_citations():
    """Two claims of one document are members of one fact, and every sentence of both is cited."""
    claims = [
        agreement("France", "Spain", id="a-1", evidence=at(2, 1)),
        agreement("Spain", "France", id="a-2", what="share all of the water of the river", evidence=at(7)),
        agreement("Spain", "France", id="a-3", what="build a dam", evidence=at(8)),
    ]
    one, other = tell([Sourced(claim, "a", "a") for claim in claims], {}, {})
    assert [member.claim for member in one.members] == ["a-1", "a-2"]
    assert [citation.label for citation in one.citations] == ["1", "2", "7"]
    assert (one.sources, other.id) == (1, "a-3")


def test_history_comes_last_and_likenesses_do_not_chain():
    """History stands behind all else, whatever its kind; a third meeting joins no two of different places."""
    claims = (meeting(ANNA, BO, background=True), threat("Iran"), agreement("France"))
    assert [one.id for one in told(*claims)] == ["a-c", "t-b", "m-a"]
    places = [meeting(ANNA, BO, place=place) for place in ("Oslo", None, "Rome")]
    assert len(told(*places)) == 2


def test_what_is_not_supported_is_one_only_with_its_copy():
    """It lends nothing to a claim of the same words, and of a copied sentence it stands there once."""
    claim = threat(verdict="unsupported")
    assert len(told(agreement("France"), agreement("France", verdict="unsupported"))) == 2
    assert len(told(claim, claim, b="a")) == 1
    assert len(told(claim, claim.model_copy(update={"status": "danger"}), b="a")) == 2
    assert len(told(claim, claim)) == 2


@pytest.mark.parametrize(
    ("parties", "tellers", "one_side"),
    [
        (("France", "Spain"), ("Anna Berg",), True),
        (("France", "Spain"), ("France", "Spain"), False),
        (("France", "Spain"), ("Italy",), False),
        (("France",), ("France",), False),
    ],
)
def test_one_side_is_marked_until_the_other_says_so_too(parties, tellers, one_side):
    """Only what one of several parties says of all is one side's account."""
    claims = [agreement(*parties, said_by=teller) for teller in tellers]
    assert [one.one_side for one in told(*claims, sides={"Anna Berg": "France"})] == [one_side]


def test_a_dispute_is_between_sources():
    """Claims that contradict each other are put side by side, unless they come from copies of one text."""
    claims = (agreement("France", "Spain"), agreement("France", "Spain", status="refused"))
    (found,) = disputes(told(*claims), {"a": "a", "b": "b"})
    assert (found.about, found.claims) == ("status", ("a-a", "a-b"))
    assert disputes(told(*claims), {"a": "a", "b": "a"}) == ()


def test_eight_hundred_claims_of_one_document_are_not_compared_each_with_each(monkeypatch):
    """Claims of the same two countries are compared with the few that share a rare word."""
    one_fact = Mock(side_effect=facts.one_fact)
    monkeypatch.setattr(telling, "one_fact", one_fact)
    claims = [
        agreement("France", "Spain", id=f"{how}-{n}", what=f"{how} {n} trucks")
        for how in ("buy", "will buy")
        for n in range(400)
    ]
    assert len(tell([Sourced(claim, "a", "a") for claim in claims], {}, {})) == 400
    assert 0 < one_fact.call_count <= 800 * telling.COMPARED


VERDICTS = st.sampled_from(["verified", "review", "unsupported"])
SOME, OTHERS = st.sampled_from([ANNA, BO]), st.sampled_from([BO, actor("Cy Dahl")])
MET = st.builds(meeting, SOME, OTHERS, place=st.sampled_from([None, "Oslo", "Rome"]), verdict=VERDICTS)
PARTIES, STATUSES = st.sampled_from(["France", "Spain"]), st.sampled_from(["agreed", "refused"])
AGREED = st.builds(agreement, PARTIES, status=STATUSES, verdict=VERDICTS)


@given(st.lists(MET | AGREED, max_size=6), st.randoms())
def test_every_claim_is_told_once_in_whatever_order_they_come(claims, chance):
    """No claim is lost, none is told twice, and the order of the documents is of no account."""
    sourced = [
        Sourced(claim.model_copy(update={"id": f"x-{n}"}), f"d{n}", f"d{n}") for n, claim in enumerate(claims)
    ]
    found = tell(sourced, {}, {})
    members = sorted(member.claim for one in found for member in one.members)
    assert members == sorted(item.claim.id for item in sourced)
    chance.shuffle(sourced)
    assert tell(sourced, {}, {}) == found
