"""How good the claims of an article are, counted against its gold answers.

Counts add up: those of several articles are their sum. Precision, recall and F1 follow from the sums. A
claim that is `unsupported` is not stated as a fact in a brief, so it counts as not told; whether leaving it
out was right is counted apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import Field

from brief.gold import GoldAgreement, GoldArticle, GoldMeeting
from brief.matching import AnyClaim, AnyFact, actors, match, same_actor, same_words
from brief.records import Agreement, Meeting, Threat, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

KINDS: Mapping[str, type[AnyClaim]] = {"meetings": Meeting, "agreements": Agreement, "threats": Threat}
ALL = "all"


class Share(Value):
    """So many of so many."""

    hits: int = 0
    total: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(hits=self.hits + other.hits, total=self.total + other.total)

    @property
    def ratio(self) -> float:
        """From 0 to 1; 0 of nothing."""
        return self.hits / self.total if self.total else 0.0


class Scores(Value):
    """Counts of one kind of claim, or of all kinds.

    Facts and claims: `gold` facts that are not optional; `predicted` claims told, without `duplicates` (of a
    fact that another claim tells) and `optional` ones (of a fact that may be left out); of these `found` tell
    a fact, `exact` with its very actors, and `wrong` tell none. `told_actors` are the actors of found claims
    that the gold names too, `gold_actors` those of the gold that the claims name.

    `slots` says for each field how many found claims have it right; see `SLOTS`.

    Verdicts: how many claims are `verified`, for `review` and `unsupported`. `verified_right` and
    `verified_facts` count as if nothing but the verified claims were told: those that tell a fact, of those
    that tell one or none; and the facts told, of all. `lost` facts are told by an unsupported claim only.
    """

    gold: int = 0
    predicted: int = 0
    found: int = 0
    exact: int = 0
    wrong: int = 0
    duplicates: int = 0
    optional: int = 0
    told_actors: Share = Share()
    gold_actors: Share = Share()
    slots: dict[str, Share] = Field(default_factory=dict)
    verified: int = 0
    review: int = 0
    unsupported: int = 0
    verified_right: Share = Share()
    verified_facts: Share = Share()
    lost: int = 0

    def __add__(self, other: Scores) -> Scores:
        names = dict.fromkeys((*self.slots, *other.slots))
        slots = {name: self.slots.get(name, Share()) + other.slots.get(name, Share()) for name in names}
        counts = set(type(self).model_fields) - {"slots"}
        return Scores(**{name: getattr(self, name) + getattr(other, name) for name in counts}, slots=slots)

    @property
    def precision(self) -> float:
        """Share of the claims told that tell a fact."""
        return Share(hits=self.found, total=self.predicted).ratio

    @property
    def recall(self) -> float:
        """Share of the facts that are told."""
        return Share(hits=self.found, total=self.gold).ratio

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _mean(self.precision, self.recall)

    @property
    def exact_f1(self) -> float:
        """As `f1`, where only a claim with the very actors of its fact tells it."""
        claims, facts = (Share(hits=self.exact, total=total) for total in (self.predicted, self.gold))
        return _mean(claims.ratio, facts.ratio)

    @property
    def actors_f1(self) -> float:
        """Harmonic mean of the shares of actors, over the facts found."""
        return _mean(self.told_actors.ratio, self.gold_actors.ratio)


class Judged(NamedTuple):
    """One article: its scores by kind and for `ALL`, and what they come from.

    `missed` facts have no claim, `wrong` claims no fact; `lost` claims were left out and are right.
    """

    scores: Mapping[str, Scores]
    missed: tuple[AnyFact, ...]
    wrong: tuple[AnyClaim, ...]
    lost: tuple[AnyClaim, ...]


SLOTS: Mapping[str, Mapping[str, Callable[[Any, Any], bool]]] = {
    "meetings": {
        "participants": lambda claim, fact: _all_right(*_actors(claim, fact)),
        "status": lambda claim, fact: claim.status == fact.status,
        "place": lambda claim, fact: same_words(claim.place, fact.place),
        "date": lambda claim, fact: same_words(claim.date, fact.date),
    },
    "agreements": {
        "parties": lambda claim, fact: _all_right(*_actors(claim, fact)),
        "status": lambda claim, fact: claim.status == fact.status,
        "stated_by": lambda claim, fact: same_actor(claim.stated_by, fact.stated_by),
    },
    "threats": {
        "posed_by": lambda claim, fact: same_actor(claim.posed_by, fact.posed_by),
        "kind": lambda claim, fact: claim.kind == fact.kind,
        "target": lambda claim, fact: same_actor(claim.target, fact.target),
        "cited_by": lambda claim, fact: same_actor(claim.cited_by, fact.cited_by),
    },
}
"""When a field of a claim is right. `status` and `kind`: equal to that of the fact. `participants` and
`parties`: each is one of the fact's, and each of the fact's is there. Other names: the same actor. `place`
and `date`: the same words. Where claim and fact both have none, that is right."""


def judge(claims: Iterable[AnyClaim], article: GoldArticle) -> Judged:
    """Scores of an article's claims; their evidence must have offsets into the text of the gold answers."""
    claims = tuple(claims)
    kinds = {
        kind: _judge_kind(kind, [claim for claim in claims if isinstance(claim, model)], facts)
        for (kind, model), facts in zip(KINDS.items(), _facts(article), strict=True)
    }
    return Judged(
        scores=total({kind: each.scores[kind]} for kind, each in kinds.items()),
        missed=tuple(fact for each in kinds.values() for fact in each.missed),
        wrong=tuple(claim for each in kinds.values() for claim in each.wrong),
        lost=tuple(claim for each in kinds.values() for claim in each.lost),
    )


def total(parts: Iterable[Mapping[str, Scores]]) -> dict[str, Scores]:
    """Sums by kind, and over all kinds as `ALL`."""
    sums = dict.fromkeys(KINDS, Scores())
    for part in parts:
        for kind in KINDS.keys() & part.keys():
            sums[kind] += part[kind]
    return {**sums, ALL: sum(sums.values(), Scores())}


def kind_of(told: AnyClaim | AnyFact) -> str:
    """Name in `KINDS` of the kind of a claim or fact."""
    if isinstance(told, Meeting | GoldMeeting):
        return "meetings"
    return "agreements" if isinstance(told, Agreement | GoldAgreement) else "threats"


def _facts(article: GoldArticle) -> tuple[Sequence[AnyFact], ...]:
    return article.meetings, article.agreements, article.threats


def _judge_kind(kind: str, claims: Sequence[AnyClaim], facts: Sequence[AnyFact]) -> Judged:
    by_verdict = {
        verdict: [claim for claim in claims if claim.verdict == verdict]
        for verdict in ("verified", "review", "unsupported")
    }
    stated = match([claim for claim in claims if claim.verdict != "unsupported"], facts)
    sure = match(by_verdict["verified"], facts)
    lost = match(by_verdict["unsupported"], stated.missed).pairs
    found = [(claim, fact) for claim, fact in stated.pairs if not fact.optional]
    right = sum(not fact.optional for _, fact in sure.pairs)
    gold = sum(not fact.optional for fact in facts)
    shares = [_actors(claim, fact) for claim, fact in found]
    scores = Scores(
        gold=gold,
        predicted=len(found) + len(stated.wrong),
        found=len(found),
        exact=sum(_all_right(*each) for each in shares),
        wrong=len(stated.wrong),
        duplicates=len(stated.duplicates),
        optional=len(stated.pairs) - len(found),
        told_actors=sum((told for told, _ in shares), Share()),
        gold_actors=sum((known for _, known in shares), Share()),
        slots={
            name: Share(hits=sum(is_right(*pair) for pair in found), total=len(found))
            for name, is_right in SLOTS[kind].items()
        },
        **{verdict: len(those) for verdict, those in by_verdict.items()},
        verified_right=Share(hits=right, total=right + len(sure.wrong)),
        verified_facts=Share(hits=right, total=gold),
        lost=len(lost),
    )
    return Judged({kind: scores}, stated.missed, stated.wrong, tuple(claim for claim, _ in lost))


def _actors(claim: AnyClaim, fact: AnyFact) -> tuple[Share, Share]:
    """The claim's actors that the fact has too, and the fact's that the claim has."""
    told, known = actors(claim), actors(fact)
    return _among(told, known), _among(known, told)


def _among(names: Sequence[str], others: Sequence[str]) -> Share:
    hits = sum(any(same_actor(name, other) for other in others) for name in names)
    return Share(hits=hits, total=len(names))


def _all_right(*shares: Share) -> bool:
    return all(share.hits == share.total for share in shares)


def _mean(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0
