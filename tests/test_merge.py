"""What a document says twice is told once."""

# mypy: disable-error-code="union-attr, arg-type, no-untyped-def, no-untyped-call, attr-defined"
from __future__ import annotations

import itertools

from brief.merge import merge
from brief.records import Agreement, Evidence, Meeting, Participant, Threat


def evidence(number: int) -> tuple[Evidence, ...]:
    """A quote that names its sentence."""
    return (Evidence(sentence=number, start=number * 10, end=number * 10 + 9, quote=f"Sentence {number}"),)


def agreement(number: int, commitment: str, verdict="verified", status="agreed") -> Agreement:
    """A commitment of Chile and Sweden."""
    return Agreement(
        id="",
        evidence=evidence(number),
        verdict=verdict,
        parties=("Chile", "Sweden"),
        commitment=commitment,
        status=status,
    )


def meeting(number: int, *names: str, place: str | None = None) -> Meeting:
    """A held meeting of these people."""
    people = tuple(Participant(name=name) for name in names)
    return Meeting(
        id="", evidence=evidence(number), verdict="verified", participants=people, status="held", place=place
    )


def cited(claims):
    """Sentences of each claim."""
    return [[item.sentence for item in claim.evidence] for claim in claims]


def test_one_commitment_told_twice():
    """It keeps the earliest words and the evidence of both."""
    merged = merge([agreement(5, "open the harbour"), agreement(2, "open a harbour")], "d")
    assert [claim.commitment for claim in merged] == ["open a harbour"]
    assert cited(merged) == [[2, 5]]


def test_different_commitments_and_statuses_stay_apart():
    """Neither other words nor another status is the same fact."""
    claims = [
        agreement(1, "open a harbour"),
        agreement(2, "halt patrols"),
        agreement(3, "open a harbour", status="refused"),
    ]
    assert cited(merge(claims, "d")) == [[1], [2], [3]]


def test_an_unsupported_claim_lends_no_evidence():
    """It stands alone beside the supported telling of the same words."""
    claims = [agreement(1, "open a harbour"), agreement(2, "open a harbour", verdict="unsupported")]
    assert cited(merge(claims, "d")) == [[1], [2]]


def test_meetings_in_two_places_are_two():
    """The same people elsewhere met again; without a place it is the same meeting."""
    first, second, third = (
        meeting(1, "Lind", "Silva", place="Oslo"),
        meeting(2, "Lind", "Silva", place="Riga"),
        meeting(3, "Lind"),
    )
    assert cited(merge([first, second], "d")) == [[1], [2]]
    assert cited(merge([first, third], "d")) == [[1, 3]]


def test_threats_of_two_posers_stay_apart():
    """The same words about another poser are another threat."""
    claims = [
        Threat(
            id="", evidence=evidence(n), verdict="verified", threat="sea mines", kind="danger", posed_by=who
        )
        for n, who in enumerate(("Chile", "Sweden"), 1)
    ]
    assert cited(merge(claims, "d")) == [[1], [2]]


def test_the_order_of_the_drafts_does_not_matter():
    """Every order of the same claims gives the same claims with the same ids."""
    claims = [agreement(2, "open a harbour"), agreement(5, "open the harbour"), meeting(1, "Lind", "Silva")]
    assert len({merge(order, "d") for order in itertools.permutations(claims)}) == 1


def test_two_claims_on_one_sentence_have_two_ids():
    """Their rank tells them apart; their wording is no part of the id."""
    merged = merge([agreement(1, "open a harbour"), agreement(1, "halt patrols")], "d")
    reworded = merge([agreement(1, "open up harbours"), agreement(1, "stop the patrols")], "d")
    assert len({claim.id for claim in merged}) == 2
    assert [claim.id for claim in merged] == [claim.id for claim in reworded]
