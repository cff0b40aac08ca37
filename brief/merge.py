"""One fact, one claim: what a document says twice is told once, with all its evidence."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from brief.actors import same
from brief.records import Agreement, Kind, Meeting, Threat, claim_id

if TYPE_CHECKING:
    from collections.abc import Sequence

AnyClaim = Meeting | Agreement | Threat

ALIKE = 75.0
_RANK = {"verified": 0, "review": 1, "unsupported": 2}


def merge(claims: Sequence[AnyClaim], document_id: str) -> tuple[AnyClaim, ...]:
    """Claims of one document with those about one fact merged, in order of evidence, with their ids.

    The best supported telling gives the words, the earliest among equals; every supported telling gives
    its evidence. A claim that is not supported merges only with its like, so it lends nobody evidence.
    """
    merged: list[AnyClaim] = []
    for claim in sorted(claims, key=lambda claim: (_RANK[claim.verdict], claim.evidence[0].sentence)):
        index = next((i for i, other in enumerate(merged) if _one_fact(other, claim)), None)
        if index is None:
            merged.append(claim)
        else:
            evidence = {item.sentence: item for item in (*merged[index].evidence, *claim.evidence)}
            merged[index] = merged[index].model_copy(
                update={"evidence": tuple(evidence[number] for number in sorted(evidence))}
            )
    return _identified(sorted(merged, key=lambda claim: claim.evidence[0].sentence), document_id)


def _identified(claims: Sequence[AnyClaim], document_id: str) -> tuple[AnyClaim, ...]:
    seen: Counter[tuple[object, ...]] = Counter()
    result = []
    for claim in claims:
        kind: Kind = (
            "meeting"
            if isinstance(claim, Meeting)
            else "agreement"
            if isinstance(claim, Agreement)
            else "threat"
        )
        key = (kind, *(item.quote for item in claim.evidence))
        identity = claim_id(document_id, kind, claim.evidence, seen[key])
        seen[key] += 1
        result.append(claim.model_copy(update={"id": identity}))
    return tuple(result)


def _one_fact(left: AnyClaim, right: AnyClaim) -> bool:
    if (left.verdict == "unsupported") != (right.verdict == "unsupported"):
        return False
    if isinstance(left, Meeting) and isinstance(right, Meeting):
        return _one_meeting(left, right)
    if isinstance(left, Agreement) and isinstance(right, Agreement):
        return (
            left.status == right.status
            and _share(left.parties, right.parties)
            and _alike(left.commitment, right.commitment)
        )
    if isinstance(left, Threat) and isinstance(right, Threat):
        return (
            left.kind == right.kind
            and _share(_list(left.posed_by), _list(right.posed_by))
            and _alike(left.threat, right.threat)
        )
    return False


def _one_meeting(left: Meeting, right: Meeting) -> bool:
    """Same status, the people of one among those of the other, and no other place or day."""
    one, other = ([person.name for person in meeting.participants] for meeting in (left, right))
    within = _within(one, other) or _within(other, one)
    clash = any(a and b and not same(a, b) for a, b in ((left.place, right.place), (left.date, right.date)))
    return left.status == right.status and within and not clash


def _within(few: Sequence[str], many: Sequence[str]) -> bool:
    return all(any(same(name, other) for other in many) for name in few)


def _share(left: Sequence[str], right: Sequence[str]) -> bool:
    return (not left and not right) or any(same(a, b) for a in left for b in right)


def _list(names: str | None) -> list[str]:
    return names.split(", ") if names else []


def _alike(left: str, right: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.token_set_ratio(left.lower(), right.lower()) >= ALIKE
