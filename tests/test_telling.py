"""What is claimed several times is told once, and by one name of each actor."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief import facts, telling
from brief.aliases import aliases_of
from brief.telling import Sourced, disputes, tell
from tests.claims import actor, agreement, at, meeting, threat

ANNA, BO = actor("Anna Berg"), actor("Bo Falk")


def told(*claims, sides=None, **sources):
    """Tell `claims`, the nth of document a, b, …; `sources` says which document is a copy of which."""
    sourced = [
        Sourced(claim.model_copy(update={"id": f"{claim.id[0]}-{name}"}), name, sources.get(name, name))
        for claim, name in zip(claims, "abc", strict=False)
    ]
    return tell(sourced, {name: name.upper() for name in "abc"}, sides or {})


def test_one_fact_is_one_line_with_all_citations_and_a_copy_is_no_second_source():
    """Every telling is a member, and of each source one document is cited."""
    claims = meeting(ANNA, BO, evidence=at(4, 2)), meeting(ANNA, BO, evidence=at(7))
    for copied, labels in (({}, ["A2", "A4", "B7"]), ({"b": "a"}, ["A2", "A4"])):
        (one,) = told(*claims, **copied)
        assert [member.document for member in one.members] == ["a", "b"]
        assert [citation.label for citation in one.citations] == labels
        assert one.sources == 2 - len(copied)


def test_the_fullest_telling_leads_and_is_completed():
    """Place, day and role come from the telling that has them, and it is said which that is.

    A verified one leads, however full another is, and takes from verified ones alone, as a place for review
    would stand under a verdict not its own; a condition it takes from any.
    """
    (one,) = told(
        meeting(ANNA, BO, what="water", place="Oslo"),
        meeting(actor("Anna Berg", "minister", "France"), BO, date="Friday", date_resolved="2024-05-03"),
    )
    assert one.id == "m-b"
    assert (one.claim.place, one.claim.what, one.claim.date_resolved) == ("Oslo", "water", "2024-05-03")
    assert one.claim.actors[0] == actor("Anna Berg", "minister", "France")
    assert one.completed == (("place", "m-a"), ("what", "m-a"))
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


BOTH = "France", "Spain"


@pytest.mark.parametrize(
    ("parties", "tellers", "one_side"),
    [(BOTH, ["Anna Berg"], True), (BOTH, BOTH, False), (BOTH, ["Italy"], False), (["A"], ["A"], False)],
)
def test_one_side_is_marked_until_the_other_says_so_too(parties, tellers, one_side):
    """Only what one of several parties says of all is one side's account."""
    (one,) = told(*(agreement(*parties, said_by=who) for who in tellers), sides={"Anna Berg": "France"})
    assert one.one_side == one_side


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
    whats = [f"{how} {n} trucks" for how in ("buy", "will buy") for n in range(400)]
    claims = [agreement("France", "Spain", id=what, what=what) for what in whats]
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


def known_as(**claims):
    """Name by name, what the story calls it, of claims by document."""
    return dict(aliases_of({name: tuple(told) for name, told in claims.items()}).known_as)


def test_a_surname_is_that_of_the_one_who_bears_it():
    """The fullest name stands for the parts of it, in whichever document they are."""
    people = [meeting(actor("Donald J. Trump", "president", "United States"), "Xi Jinping")]
    others = [agreement("Trump", "Japan"), threat("Iran", said_by="Donald Trump")]
    assert known_as(a=people, b=others) == dict.fromkeys(("Trump", "Donald Trump"), "Donald J. Trump")


@pytest.mark.parametrize(
    ("people", "other"),
    [
        (("Security Council", "Xi Jinping"), "Council"),
        ((actor("Kim Jong Un", "leader"), actor("Kim Jin-ho", "envoy")), "Kim"),
        ((actor("Ana Moon", "minister", "France"),), actor("Moon", None, "South Korea")),
    ],
)
def test_part_of_a_name_may_be_nobodys(people, other):
    """Of one without an office, such as an organisation; of two people; of somebody of another country."""
    assert known_as(a=[meeting(*people)], b=[threat(other)]) == {}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Moon Jae-in", "Moon Jae-in", "Moon Jae-In"), {"Moon Jae-In": "Moon Jae-in"}),
        (("Erdo\u011fan", "Erdogan"), {"Erdo\u011fan": "Erdogan"}),
        (("United Nations", "UN Security Council"), {}),
        (("GAZA CITY", "Gaza"), {}),
        (("South Korea", "North Korea"), {}),
        (("negotiators", "Negotiators"), {}),
    ],
)
def test_one_spelling_stands_for_the_others(names, expected):
    """Case, hyphens and accents do not make another actor; other words do."""
    assert known_as(a=[agreement(name) for name in names]) == expected


def test_actors_and_speakers_are_renamed():
    """Each goes by one name with all that is known of it, nobody stands in a claim twice; it is told why."""
    sullivan = actor("Jake Sullivan", "adviser")
    names = aliases_of({"a": (meeting(sullivan),), "b": (agreement("Sullivan"),)})
    (one,) = names.actors
    (alias,) = one.aliases
    assert alias.model_dump() == {"name": "Sullivan", "document": "b", "reason": "part of the name"}
    assert one.name == "Jake Sullivan"
    france = actor(None, "minister", "France"), actor(None, "president", "France")
    met = names.renamed(meeting(sullivan, actor("Sullivan", None, "Iowa"), *france, said_by="Sullivan"))
    assert met.actors == (actor("Jake Sullivan", "adviser", "Iowa"), *france)
    assert met.said_by == actor("Jake Sullivan")
