"""How good claims are, counted against the facts of their articles. Counts of several articles add up.

A claim tells a fact if both cite a sentence in common and their content agrees: for a meeting, one who took
part; for an agreement or a threat, the words. Grounding is what is measured, so nothing of it is used here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import model_serializer
from rapidfuzz import fuzz

from brief.names import country
from brief.records import Claim, Counts, Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pydantic import SerializerFunctionWrapHandler

    from brief.evaluation.articles import Fact
    from brief.records import Actor, Kind

Told = Draft | Claim
"""A statement that cites sentences, before or after grounding."""
KINDS: Mapping[Kind, str] = {"meeting": "meetings", "agreement": "agreements", "threat": "threats"}
ALL = "all"  # names of the rows of a table
# Likeness in per cent: of two names that are one, of a claim that may tell a fact, and of two meetings with
# no more in common than the country of one who took part.
ALIKE = 85.0
LEAST: Mapping[Kind, float] = {"meeting": 50.0, "agreement": 55.0, "threat": 50.0}
ONE_SIDE = 50.0

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


def _among(actors: Sequence[Actor], others: Sequence[Actor]) -> int:
    """How many actors are among the others."""
    return sum(any(same_actor(one.label, other.label) for other in others) for one in actors)


def same_actors(claim: Told, fact: Fact) -> bool:
    """Whether each actor of the claim is one of the fact's, and each of the fact's is there."""
    ours, theirs = claim.actors, fact.actors
    return _among(ours, theirs) == len(ours) and _among(theirs, ours) == len(theirs)


def _meetings_alike(ours: Sequence[Actor], theirs: Sequence[Actor]) -> float:
    """From ONE_SIDE up by the share of those who took part that the claim names or gives the country of."""
    told, known = (
        [name for actor in actors for name in (actor.label, actor.affiliation) if name]
        for actors in (ours, theirs)
    )
    if not ours and not theirs:
        return ONE_SIDE
    if not any(same_actor(one, other) for one in told for other in known):
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


class Scores(Counts):
    """Counts of one kind of claim, or of all kinds; as JSON with the shares that follow from them.

    `gold`: facts that are not optional. `predicted`: claims, without `duplicates` (of a fact that another
    claim tells) and `optional` ones (of an optional fact). Of the predicted, `found` tell a fact, `exact`
    with its very actors, `status` with its status; `wrong` tell none. Over the facts found, `actors` are
    those that claims name, of which `actors_right` are the fact's; `gold_actors` those of the facts, of which
    `actors_found` are named.
    """

    gold: int = 0
    predicted: int = 0
    found: int = 0
    exact: int = 0
    status: int = 0
    wrong: int = 0
    duplicates: int = 0
    optional: int = 0
    actors: int = 0
    actors_right: int = 0
    gold_actors: int = 0
    actors_found: int = 0

    @classmethod
    def of(cls, claim: Told, fact: Fact) -> Scores:
        """What a claim that tells a fact counts for."""
        if fact.optional:
            return cls(optional=1)
        told, known = claim.actors, fact.actors
        actors = {"actors": len(told), "actors_right": _among(told, known)}
        actors |= {"gold_actors": len(known), "actors_found": _among(known, told)}
        same = {"exact": same_actors(claim, fact), "status": claim.status == fact.status}
        return cls(predicted=1, found=1, **actors, **same)

    @property
    def shares(self) -> dict[str, float]:
        """From 0 to 1: precision and recall of claims; F1 of these, of exact claims, and of actors."""
        precision, recall = share(self.found, self.predicted), share(self.found, self.gold)
        exact = share(self.exact, self.predicted), share(self.exact, self.gold)
        actors = share(self.actors_right, self.actors), share(self.actors_found, self.gold_actors)
        f1 = {"f1": (precision, recall), "exact_f1": exact, "actors_f1": actors}
        means = {name: 2 * one * other / (one + other or 1) for name, (one, other) in f1.items()}
        return {"precision": precision, "recall": recall, **means}

    @model_serializer(mode="wrap")
    def _with_shares(self, counts: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {**counts(self), **{name: round(part, 4) for name, part in self.shares.items()}}


class Judged(NamedTuple):
    """One article: the counts of each fact and claim; facts that no claim tells, claims that tell no fact."""

    counts: tuple[tuple[Kind, Scores], ...]
    missed: tuple[Fact, ...]
    wrong: tuple[Told, ...]


def judge(claims: Sequence[Told], facts: Sequence[Fact]) -> Judged:
    """Claims of one article against its facts. A fact has one claim, and the likest pairs are joined first.

    Optional facts come last. The same claims and facts in the same order give the same pairs.
    """
    candidates = sorted(
        (fact.optional, -alike, claim.status != fact.status, c, f)
        for c, claim in enumerate(claims)
        for f, fact in enumerate(facts)
        if (alike := likeness(claim, fact))
    )
    pairs: dict[int, int] = {}
    for *_, c, f in candidates:
        if c not in pairs and f not in pairs.values():
            pairs[c] = f
    again = {c for *_, c, _ in candidates} - pairs.keys()
    wrong = [claim for c, claim in enumerate(claims) if c not in pairs and c not in again]
    missed = [fact for f, fact in enumerate(facts) if not fact.optional and f not in pairs.values()]
    counts = [
        *((fact.kind, Scores(gold=not fact.optional)) for fact in facts),
        *((claims[c].kind, Scores.of(claims[c], facts[f])) for c, f in pairs.items()),
        *((claims[c].kind, Scores(duplicates=1)) for c in again),
        *((claim.kind, Scores(predicted=1, wrong=1)) for claim in wrong),
    ]
    return Judged(tuple(counts), tuple(missed), tuple(wrong))


def total(judged: Iterable[Judged]) -> dict[str, Scores]:
    """Sums by kind, and over all kinds as `ALL`."""
    counts = [count for one in judged for count in one.counts]
    sums = {name: sum((each for of, each in counts if of == kind), Scores()) for kind, name in KINDS.items()}
    return {**sums, ALL: sum(sums.values(), Scores())}


def share(count: int, of: int) -> float:
    """A part from 0 to 1; 0 of nothing."""
    return count / of if of else 0.0
