"""What is claimed several times is told once."""

from __future__ import annotations

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


def test_one_fact_of_two_documents_is_one_line_with_both_citations():
    """Every telling is a member, and each source is cited."""
    (one,) = told(meeting(ANNA, BO, evidence=at(4, 2)), meeting(ANNA, BO, evidence=at(7)))
    assert [member.document for member in one.members] == ["a", "b"]
    assert [citation.label for citation in one.citations] == ["A2", "A4", "B7"]
    assert one.sources == 2


def test_the_fullest_telling_leads_and_is_completed():
    """Place, day and role come from the telling that has them, and it is said which that is."""
    (one,) = told(
        meeting(ANNA, BO, what="water", place="Oslo"),
        meeting(actor("Anna Berg", "minister", "France"), BO, date="Friday", date_resolved="2024-05-03"),
    )
    assert one.id == "m-b"
    assert (one.claim.place, one.claim.date, one.claim.what) == ("Oslo", "Friday", "water")
    assert one.claim.date_resolved == "2024-05-03"
    assert one.claim.actors[0] == actor("Anna Berg", "minister", "France")
    assert one.completed == (("place", "m-a"), ("what", "m-a"))


def test_a_verified_telling_leads():
    """However full it is, a claim that is for review does not give the words."""
    (one,) = told(meeting(ANNA, BO, place="Oslo", verdict="review"), meeting(ANNA, BO))
    assert (one.id, one.claim.verdict) == ("m-b", "verified")


def test_a_verified_telling_takes_only_from_verified_ones_but_a_condition_from_any():
    """A place for review would stand under a verdict that is not its own; a lost condition would say more."""
    (one,) = told(
        agreement("France", "Spain"),
        agreement("France", "Spain", verdict="review", place="Oslo", condition="if it rains"),
    )
    assert (one.claim.verdict, one.claim.place, one.claim.condition) == ("verified", None, "if it rains")
    assert one.completed == (("condition", "a-b"),)


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


def test_history_comes_last():
    """What is told as history stands behind all that is not, whatever its kind."""
    claims = (meeting(ANNA, BO, background=True), threat("Iran"), agreement("France"))
    assert [one.id for one in told(*claims)] == ["a-c", "t-b", "m-a"]


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
    assert len(told(claim, claim.model_copy(update={"status": "danger"}), b="a")) == 2
    assert len(told(claim, claim)) == 2


def test_likenesses_do_not_chain():
    """Two meetings that differ in their place are not joined by a third that has none."""
    found = told(meeting(ANNA, BO, place="Oslo"), meeting(ANNA, BO), meeting(ANNA, BO, place="Rome"))
    assert len(found) == 2


def test_one_side_is_marked_until_the_other_says_so_too():
    """Only what one of several parties says of all is one side's account."""
    both = ("France", "Spain")
    (one,) = told(agreement(*both, said_by="Anna Berg"), sides={"Anna Berg": "France"})
    assert one.one_side
    (one,) = told(agreement(*both, said_by="France"), agreement(*both, said_by="Spain"))
    assert not one.one_side
    (one,) = told(agreement(*both, said_by="Italy"))
    assert not one.one_side
    (one,) = told(agreement("France", said_by="France"))
    assert not one.one_side


def test_a_dispute_is_between_sources():
    """Claims that contradict each other are put side by side, unless they come from copies of one text."""
    claims = (agreement("France", "Spain"), agreement("France", "Spain", status="refused"))
    (found,) = disputes(told(*claims), {"a": "a", "b": "b"})
    assert (found.about, found.claims) == ("status", ("a-a", "a-b"))
    assert disputes(told(*claims), {"a": "a", "b": "a"}) == ()


def test_eight_hundred_claims_of_one_document_are_not_compared_each_with_each(monkeypatch):
    """Claims of the same two countries are compared with the few that share a rare word."""
    compared = []

    def one_fact(left, right):
        compared.append((left.id, right.id))
        return facts.one_fact(left, right)

    monkeypatch.setattr(telling, "one_fact", one_fact)
    claims = [agreement("France", "Spain", id=f"a-{n}", what=f"buy {n} trucks") for n in range(400)]
    claims += [agreement("France", "Spain", id=f"b-{n}", what=f"will buy {n} trucks") for n in range(400)]
    found = tell([Sourced(claim, "a", "a") for claim in claims], {}, {})
    assert len(found) == 400
    assert len(compared) <= 800 * telling.COMPARED


CLAIMS = st.lists(
    st.one_of(
        st.builds(
            meeting,
            st.sampled_from([ANNA, BO]),
            st.sampled_from([BO, actor("Cy Dahl")]),
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
