"""Checks of presence: each actor of a claim stands in its sentences, and stands there as one who acts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.acting import acts, is_asked, sides, spans, stands
from brief.actors import countries_in, country, names, same
from brief.cast import cast_of
from brief.records import Agreement, Document, Finding, Meeting, Participant, Sentence, Threat
from brief.stems import stems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.cast import Cast

AnyClaim = Meeting | Agreement | Threat

# Words that stand for actors whom sentences before have named: for two, for several, for one.
_PAIR = re.compile(r"(?i)\b(?:both|two|each other|either side|bilateral)\b")
_SEVERAL = re.compile(
    r"(?i)\b(?:we|us|our|they|them|their|both|each other|(?:two|three|four|five|six)|sides|leaders"
    r"|countries|nations|governments|ministers|presidents|advis[eo]rs|parties|allies|delegations?|counterparts?"
    r"|men|diplomats|trilateral|bilateral)\b"
)
# Behind a deal stand those who made it.
_DEAL = re.compile(
    r"(?i)\b(?:the|this)\s+(?:[\w-]+\s+){0,2}?(?:deal|agreement|accord|pact|truce|treaty|cease-?fire)\b"
)
_ONE = re.compile(
    r"(?i)\b(?:he|him|his|she|her|i|it|its)\b|\bthe (?:country|nation|regime|group|president|minister)\b"
)
_PERSON = re.compile(r"(?i)\b(?:he|him|his|she|her)\b")
_PEOPLE = ("person", "office", "name")
_FIRST = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|I)\b")
# So many sentences before may have named whom such a word stands for.
_BEFORE = 3
_TWO = 2


def present(claim: AnyClaim, document: Document) -> Iterator[Finding]:
    """Each actor stands in the cited sentences, or behind a "they" or "he" just after being named.

    Behind "both sides" are two and no third. Who is not even in the article is the business of `actors`.
    """
    cast, here = cast_of(document), _cited(claim, document)
    if not here:
        return
    text = " ".join(sentence.text for sentence in here)
    article = " ".join(sentence.text for sentence in document.sentences)
    told = _told(claim)
    absent = [
        (field, name)
        for field, name, person in told
        if names(name, article) and not _is_in(name, person, here, cast)
    ]
    several = (_SEVERAL.search(text) or _DEAL.search(text)) and not (_PAIR.search(text) and len(told) > _TWO)
    # Who speaks for a side means that one by "we", unless a group has been named.
    others = _FIRST.sub("", text) if cast.affiliation(_teller(claim)) else text
    alone = (
        len(told) - len(absent) < _TWO
        and len(_sides(here, cast)) < _TWO
        and (_SEVERAL.search(others) or _DEAL.search(others))
    )
    just_before = _before(here, document)
    together = _are_together([name for _, name, _ in told], here, document, cast)
    for index, (field, name) in enumerate(absent):
        behind_they = several and (together or (alone and _stands(name, just_before, cast)))
        behind_he = index == 0 and _is_he(name, text, _last_named(here, document, cast), cast)
        behind_we = _FIRST.search(text) and _is_tellers(name, claim, cast)
        if not behind_they and not behind_he and not behind_we:
            message = f"{name} is not in the cited sentence"
            yield Finding(check="present", field=field, message=message, severity="review")


def part(claim: AnyClaim, document: Document) -> Iterator[Finding]:
    """Who meets or agrees is named as one who acts, not only as a place, a topic, an owner or the teller."""
    if isinstance(claim, Threat):
        return
    cast, here = cast_of(document), _cited(claim, document)
    for field, name, _ in _told(claim):
        there = [sentence for sentence in here if _names(name, [sentence], cast)]
        if isinstance(claim, Agreement) and name == cast.affiliation(_teller(claim)):
            there = [sentence for sentence in there if not _DEAL.search(sentence.text)]
        asked = isinstance(claim, Agreement) and all(is_asked(name, sentence, cast) for sentence in there)
        if there and (asked or not any(acts(name, sentence, cast) for sentence in there)):
            message = f"by the sentence {name} has no part in it"
            yield Finding(check="part", field=field, message=message, severity="review")


def _told(claim: AnyClaim) -> list[tuple[str, str, Participant | None]]:
    """Field and name of each actor, and the participant if it is one."""
    if isinstance(claim, Meeting):
        return [("participants", one.name, one) for one in claim.participants]
    if isinstance(claim, Agreement):
        return [("parties", party, None) for party in claim.parties]
    pair = (("posed_by", claim.posed_by), ("target", claim.target))
    return [(field, name, None) for field, name in pair if name]


def _cited(claim: AnyClaim, document: Document) -> list[Sentence]:
    numbers = {item.sentence for item in claim.evidence}
    return [sentence for sentence in document.sentences if sentence.number in numbers]


def _before(here: list[Sentence], document: Document) -> list[Sentence]:
    """Sentences shortly before any of these."""
    numbers = {sentence.number - step for sentence in here for step in range(1, _BEFORE + 1)}
    return [sentence for sentence in document.sentences if sentence.number in numbers]


def _sides(here: list[Sentence], cast: Cast) -> set[str]:
    return {side for sentence in here for side in sides(sentence, cast)}


def _are_together(told: list[str], here: list[Sentence], document: Document, cast: Cast) -> bool:
    """Has a sentence before named all of these, and so made a group of them, and do these name no other side?

    Who says "we" may speak of others.
    """
    first = min(sentence.number for sentence in here)
    earlier = document.sentences[: first - 1]
    own = {cast.affiliation(name) or name for name in told}
    others = [side for side in _sides(here, cast) if not any(same(side, name) for name in own)]
    # A deal may bind others than those who made it.
    we = any(_FIRST.search(sentence.text) or _DEAL.search(sentence.text) for sentence in here)
    grouped = any(all(_stands(name, [each], cast) for name in told) for each in earlier)
    return len(told) > 1 and grouped and (we or not others)


def _teller(claim: AnyClaim) -> str:
    return (claim.cited_by if isinstance(claim, Threat) else claim.stated_by) or ""


def _is_tellers(name: str, claim: AnyClaim, cast: Cast) -> bool:
    """Is this the one who tells it, or whom that one speaks for: who says "we"?"""
    teller = _teller(claim)
    return bool(teller) and (name in (teller, cast.affiliation(teller)) or name in countries_in(teller))


def _last_named(here: list[Sentence], document: Document, cast: Cast) -> list[Sentence]:
    """Before each cited sentence with a "he" that it has named nobody for, the nearest that names anybody."""
    found = []
    for sentence in here:
        before = reversed(document.sentences[max(0, sentence.number - 1 - _BEFORE) : sentence.number - 1])
        pronoun = _ONE.search(sentence.text)
        if pronoun and not sides(sentence, cast, pronoun.start()):
            found += [each for each in before if cast.row(each.number)][:1]
    return found


def _is_he(name: str, text: str, last: list[Sentence], cast: Cast) -> bool:
    """Do these sentences name an actor that a pronoun may stand for: of a country behind "she", a person?"""
    if not country(name) or not _PERSON.search(text):
        return _stands(name, last, cast)
    people = [each for sentence in last for each in cast.row(sentence.number) if each.sort in _PEOPLE]
    return any((each.affiliation or cast.affiliation(each.name)) == country(name) for each in people)


def _stands(name: str, sentences: list[Sentence], cast: Cast) -> bool:
    return any(stands(name, sentence, cast) for sentence in sentences)


def _names(name: str, sentences: list[Sentence], cast: Cast) -> bool:
    return any(True for sentence in sentences for _ in spans(name, sentence, cast))


def _is_in(name: str, person: Participant | None, here: list[Sentence], cast: Cast) -> bool:
    """Do sentences name an actor, or the country and office of one: "foreign ministers of Chile and Peru"?"""
    if _names(name, here, cast):
        return True
    of, role = (person.affiliation, person.role) if person else (None, None)
    text = " ".join(sentence.text for sentence in here)
    return bool(of and role and names(of, text) and set(stems(role)) <= set(stems(text)))
