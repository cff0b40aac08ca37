"""What several documents claim is told once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.telling import Sourced, disputes, tell
from tests.claims import agreement, at, meeting, person, threat

ANNA, BO = person("Anna Berg"), person("Bo Falk")


def told(*claims, sides=None, **sources):
    """Tell `claims`, the nth of document a, b, …; `sources` says which document is a copy of which."""
    names = [chr(ord("a") + n) for n in range(len(claims))]
    sourced = [
        Sourced(claim.model_copy(update={"id": f"{claim.id[0]}-{name}"}), name, sources.get(name, name))
        for claim, name in zip(claims, names, strict=True)
    ]
    return tell(sourced, {name: name.upper() for name in names}, sides or {})


def test_one_fact_of_two_documents_is_one_line_with_both_citations():
    """Every telling is a member, and each source is cited."""
    (one,) = told(meeting(ANNA, BO, evidence=at(4, 2)), meeting(ANNA, BO, evidence=at(7)))
    assert [member.document for member in one.members] == ["a", "b"]
    assert [citation.label for citation in one.citations] == ["A2", "A4", "B7"]
    assert one.sources == 2


def test_the_fullest_telling_leads_and_is_completed():
    """Place, day and role come from the telling that has them, and it is said which that is."""
    (one,) = told(
        meeting(ANNA, BO, topic="water", place="Oslo"),
        meeting(person("Anna Berg", "minister", "France"), BO, date="Friday", date_resolved="2024-05-03"),
    )
    assert one.id == "m-b"
    assert (one.claim.place, one.claim.date, one.claim.topic) == ("Oslo", "Friday", "water")
    assert one.claim.participants[0] == person("Anna Berg", "minister", "France")
    assert one.completed == (("place", "m-a"), ("topic", "m-a"))


def test_a_verified_telling_leads():
    """However full it is, a claim that is for review does not give the words."""
    (one,) = told(meeting(ANNA, BO, place="Oslo", verdict="review"), meeting(ANNA, BO))
    assert (one.id, one.claim.verdict) == ("m-b", "verified")


def test_what_is_not_supported_lends_and_takes_nothing():
    """A claim that is left out stays apart from one of the same words that is not."""
    assert len(told(agreement("France"), agreement("France", verdict="unsupported"))) == 2


def test_a_copy_is_no_second_source():
    """Copies of one text are cited once, and all of their claims are members."""
    (one,) = told(meeting(ANNA, BO), meeting(ANNA, BO), b="a")
    assert (one.sources, len(one.members), [c.label for c in one.citations]) == (1, 2, ["A1"])


def test_what_is_left_out_of_a_copy_is_left_out_once():
    """The same claim on the same sentence, unsupported in both, stands there once."""
    claim = threat(verdict="unsupported")
    assert len(told(claim, claim, b="a")) == 1
    assert len(told(claim, claim)) == 2


def test_likenesses_do_not_chain():
    """Two meetings that differ in their place are not joined by a third that has none."""
    found = told(meeting(ANNA, BO, place="Oslo"), meeting(ANNA, BO), meeting(ANNA, BO, place="Rome"))
    assert len(found) == 2


def test_one_side_is_marked_until_the_other_says_so_too():
    """Only what one of several parties says of all is one side's account."""
    both = ("France", "Spain")
    (one,) = told(agreement(*both, stated_by="Anna Berg"), sides={"Anna Berg": "France"})
    assert one.one_side
    (one,) = told(agreement(*both, stated_by="France"), agreement(*both, stated_by="Spain"))
    assert not one.one_side
    (one,) = told(agreement(*both, stated_by="Italy"))
    assert not one.one_side
    (one,) = told(agreement("France", stated_by="France"))
    assert not one.one_side


def test_one_statement_quoted_twice_is_one_fact_whoever_is_named():
    """The same words of the same sentence are told once; the same words of another sentence are another's."""
    said = "We stand ready to engage with them on arms control talks that meet these criteria"
    commitment = "engage with them on arms control talks"
    texts = (f"“{said},” he said.", f"“{said},” the statement said.", "Spain will engage with them on talks.")
    claims = [
        agreement(*parties, commitment=commitment, evidence=[at(1)[0].model_copy(update={"quote": text})])
        for parties, text in zip((("France", "Italy"), ("Anna Berg",), ("Spain",)), texts, strict=True)
    ]
    assert [len(one.members) for one in told(*claims)] == [2, 1]


@pytest.mark.parametrize(
    ("quotes", "how"),
    [
        (["Berg told Falk in a phone call to wait.", "Berg spoke with Falk."], "telephoned"),
        (["Berg spoke with Falk.", "Berg met Falk on Friday."], "met"),
        (["Before they meet, Berg and Falk will talk on the phone."], "met"),
        (["Berg and Falk negotiated for a week."], "talked"),
        (["Berg saw Falk."], "met"),
    ],
)
def test_a_call_is_no_meeting(quotes, how):
    """Those who telephoned or talked are not said to have met, unless a telling says that they did."""
    claims = [meeting(ANNA, BO, evidence=[at(1)[0].model_copy(update={"quote": q})]) for q in quotes]
    (one,) = told(*claims)
    assert one.how == how


def test_a_dispute_is_between_sources():
    """Claims that contradict each other are put side by side, unless they come from copies of one text."""
    claims = (agreement("France", "Spain"), agreement("France", "Spain", status="refused"))
    (found,) = disputes(told(*claims), {"a": "a", "b": "b"})
    assert (found.about, found.claims) == ("status", ("a-a", "a-b"))
    assert disputes(told(*claims), {"a": "a", "b": "a"}) == ()


CLAIMS = st.lists(
    st.one_of(
        st.builds(
            meeting,
            st.sampled_from([ANNA, BO]),
            st.sampled_from([BO, person("Cy Dahl")]),
            place=st.sampled_from([None, "Oslo", "Rome"]),
            verdict=st.sampled_from(["verified", "review", "unsupported"]),
        ),
        st.builds(
            agreement,
            st.sampled_from(["France", "Spain"]),
            status=st.sampled_from(["agreed", "refused"]),
            verdict=st.sampled_from(["verified", "review", "unsupported"]),
        ),
    ),
    max_size=6,
)


@given(CLAIMS, st.randoms())
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
