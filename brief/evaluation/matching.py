"""Whether a claim tells a fact, and when two names mean the same actor.

A claim tells a fact if both cite a sentence in common and their content agrees: for a meeting, one who took
part; for an agreement or a threat, the words. Grounding is what is measured, so nothing of it is used here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from brief.names import country
from brief.records import Claim, Draft

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from brief.evaluation.articles import Fact
    from brief.records import Actor, Kind

Told = Draft | Claim
"""A statement that cites sentences, before or after grounding."""

ALIKE = 85.0
"""Likeness in per cent from which two names are one."""
LEAST: Mapping[Kind, float] = {"meeting": 50.0, "agreement": 55.0, "threat": 50.0}
"""Likeness in per cent from which a claim may tell a fact."""
ONE_SIDE = 50.0
"""Likeness in per cent of two meetings with no more in common than the country of one who took part."""

# Words that do not tell one actor from another.
_TITLES = frozenset(
    "the a an of and mr mrs ms dr president minister foreign secretary government officials official leader"
    " state regime".split()
)


def likeness(claim: Told, fact: Fact) -> float:
    """How well a claim tells a fact, in per cent; 0 if it does not tell it."""
    if claim.kind != fact.kind or not numbers(claim) & numbers(fact):
        return 0.0
    if claim.kind == "meeting":
        alike = _meetings_alike(claim.actors, fact.actors)
    else:
        alike = fuzz.token_set_ratio(_name(claim.what or ""), _name(fact.what or ""))
    return alike if alike >= LEAST[claim.kind] else 0.0


def numbers(claim: Told) -> frozenset[int]:
    """Numbers of the sentences that a claim cites."""
    if isinstance(claim, Draft):
        return frozenset(claim.sentences)
    return frozenset(item.sentence for item in claim.evidence)


def same_actor(left: str, right: str) -> bool:
    """Two names of one actor: all words of one are words of the other, or they are spelt nearly alike.

    A country goes by any of its names, and titles do not count.
    """
    one, other = _words(left), _words(right)
    if not one or not other:
        return _name(left) == _name(right)
    return one <= other or other <= one or fuzz.token_set_ratio(_name(left), _name(right)) >= ALIKE


def among(actors: Sequence[Actor], others: Sequence[Actor]) -> int:
    """How many actors are among the others."""
    return sum(any(same_actor(one.label, other.label) for other in others) for one in actors)


def same_actors(claim: Told, fact: Fact) -> bool:
    """Whether each actor of the claim is one of the fact's, and each of the fact's is there."""
    ours, theirs = claim.actors, fact.actors
    return among(ours, theirs) == len(ours) and among(theirs, ours) == len(theirs)


def _meetings_alike(ours: Sequence[Actor], theirs: Sequence[Actor]) -> float:
    """From ONE_SIDE up by the share of those who took part that the claim names or gives the country of."""

    def sides(actors: Sequence[Actor]) -> list[str]:
        return [name for actor in actors for name in (actor.label, actor.affiliation) if name]

    told = sides(ours)
    if not ours and not theirs:
        return ONE_SIDE
    if not any(same_actor(one, other) for one in told for other in sides(theirs)):
        return 0.0
    there = sum(any(same_actor(one, other.label) for one in told) for other in theirs)
    return ONE_SIDE + ONE_SIDE * there / max(1, len(theirs))


def _name(text: str) -> str:
    plain = re.sub(r"[^\w.\s-]", " ", re.sub(r"['’]s\b", "", text.lower()))
    return (country(text) or " ".join(plain.split())).lower()


def _words(text: str) -> frozenset[str]:
    words = (word.strip(".-") for word in _name(text).split())
    plain = (word for word in words if word and word not in _TITLES)
    return frozenset(part for word in plain for part in (country(word) or word).lower().split())
