"""How good claims are, counted against the facts of their articles. Counts of several articles add up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import model_serializer

from brief.evaluation.matching import among, likeness, same_actors
from brief.records import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pydantic import SerializerFunctionWrapHandler

    from brief.evaluation.articles import Fact
    from brief.evaluation.matching import Told
    from brief.records import Kind

KINDS: Mapping[Kind, str] = {"meeting": "meetings", "agreement": "agreements", "threat": "threats"}
"""Names of the kinds in a table."""
ALL = "all"


class Scores(Value):
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

    def __add__(self, other: Scores) -> Scores:
        return Scores(**{name: count + getattr(other, name) for name, count in self})

    @classmethod
    def of(cls, claim: Told, fact: Fact) -> Scores:
        """What a claim that tells a fact counts for."""
        if fact.optional:
            return cls(optional=1)
        return cls(
            predicted=1,
            found=1,
            exact=same_actors(claim, fact),
            status=claim.status == fact.status,
            actors=len(claim.actors),
            actors_right=among(claim.actors, fact.actors),
            gold_actors=len(fact.actors),
            actors_found=among(fact.actors, claim.actors),
        )

    @property
    def shares(self) -> dict[str, float]:
        """From 0 to 1: precision and recall of claims; F1 of these, of exact claims, and of actors."""
        return {
            "precision": share(self.found, self.predicted),
            "recall": share(self.found, self.gold),
            "f1": _f1(self.found, self.predicted, self.found, self.gold),
            "exact_f1": _f1(self.exact, self.predicted, self.exact, self.gold),
            "actors_f1": _f1(self.actors_right, self.actors, self.actors_found, self.gold_actors),
        }

    @model_serializer(mode="wrap")
    def _with_shares(self, counts: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {**counts(self), **{name: round(part, 4) for name, part in self.shares.items()}}


class Judged(NamedTuple):
    """One article: its scores by kind and over `ALL`; facts that no claim tells, claims that tell no fact."""

    scores: dict[str, Scores]
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
    scores = dict.fromkeys(KINDS.values(), Scores())
    for fact in facts:
        scores[KINDS[fact.kind]] += Scores(gold=not fact.optional)
    wrong = []
    for c, claim in enumerate(claims):
        if c in pairs:
            scores[KINDS[claim.kind]] += Scores.of(claim, facts[pairs[c]])
        elif c in again:
            scores[KINDS[claim.kind]] += Scores(duplicates=1)
        else:
            scores[KINDS[claim.kind]] += Scores(predicted=1, wrong=1)
            wrong.append(claim)
    missed = (fact for f, fact in enumerate(facts) if not fact.optional and f not in pairs.values())
    return Judged(total([scores]), tuple(missed), tuple(wrong))


def total(parts: Iterable[Mapping[str, Scores]]) -> dict[str, Scores]:
    """Sums by kind, and over all kinds as `ALL`."""
    sums = dict.fromkeys(KINDS.values(), Scores())
    for part in parts:
        for name in sums:
            sums[name] += part[name]
    return {**sums, ALL: sum(sums.values(), Scores())}


def share(count: int, of: int) -> float:
    """A part from 0 to 1; 0 of nothing."""
    return count / of if of else 0.0


def _f1(right: int, told: int, known: int, gold: int) -> float:
    """Harmonic mean of the right of what is told and the known of what there is."""
    precision, recall = share(right, told), share(known, gold)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
