"""Which claim tells which fact of the gold answers, and when two names or phrases mean the same.

A claim tells a fact if it cites a sentence that states it and their content agrees: for a meeting, one who
took part; for an agreement or a threat, the words. Who reads the figures need not trust the checks of
`brief.verify`, so nothing of them is used here: names are compared by a short table and by their words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from brief.gold import GoldAgreement, GoldMeeting, GoldThreat
from brief.records import Agreement, Meeting, Threat

if TYPE_CHECKING:
    from collections.abc import Sequence

AnyClaim = Meeting | Agreement | Threat
AnyFact = GoldMeeting | GoldAgreement | GoldThreat

ALIKE = 85.0
"""Likeness in per cent from which two names, places or dates are one."""
AGREEMENT_ALIKE = 55.0
THREAT_ALIKE = 50.0
"""Likeness in per cent from which two commitments, or two threats, may be one."""
ONE_SIDE = 50.0
"""Likeness in per cent of two meetings that have no more in common than the country of one who took part."""

_OTHER_NAMES = {
    "united states": "us, u.s, u.s., usa, america, american, washington",
    "united kingdom": "uk, u.k., britain, british",
    "north korea": "dprk, pyongyang, north korean",
    "south korea": "rok, seoul, south korean",
    "russia": "russian, moscow, kremlin",
    "iran": "iranian, tehran",
    "israel": "israeli",
    "palestinians": "palestinian",
    "european union": "eu",
    "united nations": "un, u.n.",
    "japan": "japanese",
    "china": "chinese, beijing",
    "isis": "islamic state, isil, is",
    "egypt": "egyptian",
    "syria": "syrian",
    "mexico": "mexican",
    "saudi arabia": "saudi",
    "ukraine": "ukrainian",
    "turkey": "turkish",
}
_COMMON = {other: name for name, others in _OTHER_NAMES.items() for other in others.split(", ")}
# Words that do not tell one actor from another.
_TITLES = frozenset(
    "the a an of and mr mrs ms dr president minister foreign secretary government officials official leader"
    " state regime".split()
)


class Matching(NamedTuple):
    """What became of claims and facts of one kind.

    `pairs` joins each claim with the fact it tells; a fact has one claim. `duplicates` tell a fact that
    another claim tells, `wrong` none at all. `missed` are the facts that no claim tells, optional ones apart.
    """

    pairs: tuple[tuple[AnyClaim, AnyFact], ...]
    duplicates: tuple[AnyClaim, ...]
    wrong: tuple[AnyClaim, ...]
    missed: tuple[AnyFact, ...]


def match(claims: Sequence[AnyClaim], facts: Sequence[AnyFact]) -> Matching:
    """Join claims and facts of one kind: optional facts last, and of the others the likest pairs first.

    The same claims and facts in the same order give the same pairs.
    """
    candidates = sorted(
        (fact.optional, -likeness, c, f)
        for c, claim in enumerate(claims)
        for f, fact in enumerate(facts)
        if (likeness := _likeness(claim, fact))
    )
    chosen: dict[int, int] = {}
    for _, _, c, f in candidates:
        if c not in chosen and f not in chosen.values():
            chosen[c] = f
    alike = {c for _, _, c, _ in candidates}
    return Matching(
        pairs=tuple((claims[c], facts[f]) for c, f in sorted(chosen.items())),
        duplicates=tuple(claims[c] for c in sorted(alike - chosen.keys())),
        wrong=tuple(claim for c, claim in enumerate(claims) if c not in alike),
        missed=tuple(fact for f, fact in enumerate(facts) if not fact.optional and f not in chosen.values()),
    )


def actors(told: AnyClaim | AnyFact) -> tuple[str, ...]:
    """Who met, who is bound, or who poses the threat; one without a name goes by country or organisation."""
    if isinstance(told, Meeting | GoldMeeting):
        names = (person.name or person.affiliation for person in told.participants)
        return tuple(name for name in names if name)
    if isinstance(told, Agreement | GoldAgreement):
        return told.parties
    return (told.posed_by,) if told.posed_by else ()


def same_actor(left: str | None, right: str | None) -> bool:
    """Two names of one actor: all words of one are words of the other, or they are spelt nearly alike.

    A country goes by any of its names, and titles do not count. Nobody is the same as nobody.
    """
    if not left or not right:
        return not left and not right
    one, other = _words(left), _words(right)
    if not one or not other:
        return _name(left) == _name(right)
    return one <= other or other <= one or fuzz.token_set_ratio(_name(left), _name(right)) >= ALIKE


def same_words(left: str | None, right: str | None) -> bool:
    """Two wordings of one place or date: all words of one are words of the other, or they are nearly alike.

    None is the same as none.
    """
    if not left or not right:
        return not left and not right
    return fuzz.token_set_ratio(_plain(left), _plain(right)) >= ALIKE


def _likeness(claim: AnyClaim, fact: AnyFact) -> float:
    """How well the claim tells the fact, in per cent; 0 if it does not tell it."""
    if not any(item.start < end and start < item.end for item in claim.evidence for start, end in fact.spans):
        return 0.0
    if isinstance(claim, Meeting) and isinstance(fact, GoldMeeting):
        return _meetings_alike(claim, fact)
    if isinstance(claim, Agreement) and isinstance(fact, GoldAgreement):
        likeness = fuzz.token_set_ratio(_name(claim.commitment), _name(fact.commitment))
        return likeness if likeness >= AGREEMENT_ALIKE else 0.0
    if isinstance(claim, Threat) and isinstance(fact, GoldThreat):
        likeness = fuzz.token_set_ratio(_name(claim.threat), _name(fact.threat))
        return likeness if likeness >= THREAT_ALIKE else 0.0
    return 0.0


def _meetings_alike(claim: Meeting, fact: GoldMeeting) -> float:
    """Half for any actor or country in common, the rest by the share of those who met that the claim has."""
    told, known = ([*actors(item), *_countries(item)] for item in (claim, fact))
    if not _common(told, known):
        return 0.0
    met = actors(fact)
    return ONE_SIDE + (100 - ONE_SIDE) * _common(met, told) / max(1, len(met))


def _countries(meeting: Meeting | GoldMeeting) -> list[str]:
    return [person.affiliation for person in meeting.participants if person.affiliation]


def _common(names: Sequence[str], others: Sequence[str]) -> int:
    """How many of the names are among the others."""
    return sum(any(same_actor(name, other) for other in others) for name in names)


def _plain(text: str) -> str:
    """Lower case, without possessives and punctuation; stops and hyphens stay, which abbreviations have."""
    without = re.sub(r"[’']s\b", "", text.lower())
    return " ".join(re.sub(r"[^\w.\s-]", " ", without).split())


def _name(text: str) -> str:
    plain = _plain(text)
    return _COMMON.get(plain, _COMMON.get(plain.rstrip("."), plain))


def _words(text: str) -> frozenset[str]:
    """Words by which an actor is known."""
    words = (word.strip(".-") for word in _name(text).split())
    return frozenset(
        part for word in words if word and word not in _TITLES for part in _COMMON.get(word, word).split()
    )
