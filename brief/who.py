"""Checks of the actors of a claim: named, in the cited sentence, in their office, on their side, speaking."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.acting import acts, evidence_of, spans, stands
from brief.actors import country, is_group, names, names_in, same, tokens
from brief.cast import attribution, cast_of, says_itself
from brief.records import Agreement, Document, Finding, Meeting, Participant, Sentence, Threat
from brief.stems import FUNCTION, stems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.cast import Cast
    from brief.records import Severity

AnyClaim = Meeting | Agreement | Threat

# Words that stand for a teller whom sentences before have named.
_STANDING_IN = re.compile(
    r"(?i)\b(?:we|us|they|them|both|each other|he|him|she|i|sides|leaders|countries|nations|governments"
    r"|ministers|presidents|officials|advis[eo]rs|parties|allies|delegations?|counterparts?)\b"
)
# They say no more of a group than that there is one.
_VAGUE = re.compile(
    r"(?i)the|a|an|all|both|these|those|such|other|others|own|relevant|respective|concerned|two|three|four|five|six"
    r"|several|some|many|top|senior|unnamed|of|and|its|their|his|her|our"
)
_ASSEMBLY = re.compile(
    r"(?i)\b(?:conferences?|summits?|forum|sessions?|assembly|rounds?|leaders|ministers)\b"
)
_HEAD = 2
# Behind a name: this one says it, whoever else is quoted as well.
_SAYING = re.compile(
    r"^(?:,[^,]{1,60},|[’']s [a-z]+|,)?\s+(?:\w+\s+){0,3}?(?:said|says|told|warned|warns|quoted|vowed"
    r"|threatened|added|stated|announced|claimed|confirmed|insisted|wrote|called|urged)\b"
)
# Of these there are several, who may meet among themselves.
_MEMBERS = re.compile(r"(?i)\b(?:leaders|ministers|members|parties|envoys|chiefs|ambassadors|presidents)$")
_RANK = re.compile(r"(?i)\b(?:general|colonel|admiral|marshal|captain|major|lieutenant)\b")
_OBLIGATION = re.compile(
    r"(?P<who>(?:[A-Z][\w.]*\s?)+)[’']s?\s+(?:\w+\s+)?(?:obligation|duty|commitment|pledge|promise|requirement|vow)s?\b"
    r"[^,;]*$"
)


def actors_of(claim: AnyClaim) -> tuple[str, ...]:
    """Who meets, agrees, poses a threat or is its target, with the countries that they serve."""
    if isinstance(claim, Meeting):
        told = [name for one in claim.participants for name in (one.name, one.affiliation)]
    else:
        told = list(claim.parties) if isinstance(claim, Agreement) else [claim.posed_by, claim.target]
    return tuple(name for name in told if name)


def actors(claim: AnyClaim, document: Document) -> Iterator[Finding]:
    """Somebody acts, and each actor is named in the document."""
    if isinstance(claim, Meeting):
        field, actors_ = "participants", tuple(person.name for person in claim.participants)
    elif isinstance(claim, Agreement):
        field, actors_ = "parties", claim.parties
    else:
        field, actors_ = "posed_by", tuple((claim.posed_by or "").split(", ")) if claim.posed_by else ()
    evidence = evidence_of(claim)
    told = [name for name in actors_ if _says_who(name, evidence)]
    # Two who are named have met, whoever "civil society leaders" are.
    doubt: Severity = "note" if isinstance(claim, Meeting) and len(told) > 1 else "review"
    for name in actors_:
        if not _is_named(name, document):
            message = f"{name} is not named in the article"
            yield Finding(check="actors", field=field, message=message, severity="unsupported")
        elif name not in told:
            message = f"“{name}” does not say who"
            yield Finding(check="actors", field=field, message=message, severity=doubt)
    if not actors_ and not isinstance(claim, Threat):
        message = "the sentence does not say who"
        yield Finding(check="actors", field=field, message=message, severity="unsupported")
    if isinstance(claim, Meeting) and len(actors_) == 1 and not _is_alone(claim, document):
        message = "only one side is named"
        yield Finding(check="actors", field=field, message=message, severity="review")


def _is_named(name: str, document: Document) -> bool:
    """Does the article name an actor, by these words or by a short form of them?"""
    text = " ".join(sentence.text for sentence in document.sentences)
    rows = cast_of(document).rows
    plain = re.sub(r"[“”\"‘]", "", name)
    return names(plain, text) or any(tokens(each.name) == tokens(plain) for row in rows for each in row)


def _says_who(name: str, evidence: str) -> bool:
    """Is it a name, or all that the sentence says of a group: "rival parties", not "both sides"?"""
    if not is_group(name):
        return bool(country(name) or names_in(name))
    words = re.findall(r"[\w-]+", name)
    return name in evidence and any(not _VAGUE.fullmatch(word) for word in words[:-1])


def _is_alone(claim: Meeting, document: Document) -> bool:
    """Do the sentences tell of a conference or the like, and name nobody but this one who could be at it?"""
    cast, (only,) = cast_of(document), claim.participants
    sides = [name for name in (only.name, only.affiliation, cast.affiliation(only.name)) if name]
    if _MEMBERS.search(only.name):
        return True
    numbers = {item.sentence for item in claim.evidence}
    here = [sentence for sentence in document.sentences if sentence.number in numbers]
    others = {each.name: each.affiliation for sentence in here for each in cast.row(sentence.number)}
    strange = [
        name
        for name, of in others.items()
        if not any(same(side, known) for side in sides for known in (name, of) if known)
    ]
    acting = any(acts(name, sentence, cast) for name in strange for sentence in here)
    return _ASSEMBLY.search(evidence_of(claim)) is not None and not acting


def office(claim: AnyClaim, document: Document) -> Iterator[Finding]:
    """Who takes part has the office and the country that the article gives, where it gives any."""
    if not isinstance(claim, Meeting):
        return
    cast = cast_of(document)
    for person in claim.participants:
        if person.role and person.name[:1].isupper() and not _has_office(person, document, cast):
            message = f"the article does not call {person.name} {person.role}"
            yield Finding(check="office", field="participants", message=message, severity="review")
        known = None if country(person.name) else cast.known(person.name)
        if known is None:
            continue
        ranked = _RANK.search(f"{person.role} {known.role}")  # a general may be president
        same_office = set(stems(person.role or "")) & set(stems(known.role or ""))
        if person.role and known.role and not ranked and not same_office:
            message = f"{person.name} is {known.role} in the article, not {person.role}"
            yield Finding(check="office", field="participants", message=message, severity="review")
        of = person.affiliation
        if country(of or "") and country(known.affiliation or "") and of != known.affiliation:
            message = f"{person.name} is of {known.affiliation} in the article, not of {of}"
            yield Finding(check="office", field="participants", message=message, severity="review")


def _has_office(person: Participant, document: Document, cast: Cast) -> bool:
    """Do the sentences that name somebody, or those beside them, have the words of the office?"""
    named = [each.number for each in document.sentences if any(True for _ in spans(person.name, each, cast))]
    near = {number + step for number in named for step in (-1, 0, 1)}
    said = {stem for each in document.sentences if each.number in near for stem in stems(each.text)}
    return not named or {stem for stem in stems(person.role or "") if stem not in FUNCTION} <= said


def speaker(claim: AnyClaim, document: Document) -> Iterator[Finding]:
    """Where the cited sentences say who tells it, it is who the claim says; else that one stands in them."""
    field, teller = (
        ("cited_by", claim.cited_by) if isinstance(claim, Threat) else ("stated_by", claim.stated_by)
    )
    uttered = isinstance(claim, Threat) and claim.kind == "verbal" and claim.posed_by == teller
    if not teller or uttered:
        return
    cast, evidence = cast_of(document), evidence_of(claim)
    numbers = [item.sentence for item in claim.evidence if item.sentence <= len(document.sentences)]
    by_words = {
        who
        for number in numbers
        if (who := attribution(document.sentences[number - 1].text, cast.row(number), cast))
    }
    sides = {side for who in by_words for side in (who, cast.affiliation(who)) if side}
    told = [part for part in re.split(r"[,;(]\s*", teller) if part]
    here = [document.sentences[number - 1] for number in numbers]
    named = any(stands(part, sentence, cast) for part in told for sentence in here)
    # Of several sentences the claim may have been read from one, and its teller named in another.
    alone = len(numbers) == 1 or not named
    says = any(_SAYING.search(evidence[match.end() :]) for part in told for match in _at(part, evidence))
    if sides and alone and not says and not any(same(part, side) for part in told for side in sides):
        message = f"by the sentence it is {', '.join(sorted(by_words))} who says it"
        yield Finding(check="speaker", field=field, message=message, severity="review")
    elif not sides and not named and not _is_behind(told, here, document, cast):
        message = f"{teller} is not in the cited sentence"
        yield Finding(check="speaker", field=field, message=message, severity="review")


def _is_behind(told: list[str], here: list[Sentence], document: Document, cast: Cast) -> bool:
    """Has one of these just been named for whom a "he" or "the officials" of the sentences may stand?"""
    near = {sentence.number - step for sentence in here for step in (1, 2, 3)}
    before = [sentence for sentence in document.sentences if sentence.number in near]
    known = any(stands(part, sentence, cast) for part in told for sentence in before)
    if known and any(_STANDING_IN.search(sentence.text) for sentence in here):
        return True
    # A statement is told by whom its head names, also where it quotes nobody and says no "we".
    if cast.author and any(same(part, cast.author) for part in told):
        return True
    head = any(stands(part, sentence, cast) for part in told for sentence in document.sentences[:_HEAD])
    return head and any(says_itself(sentence.text) for sentence in here)


def _at(name: str, text: str) -> Iterator[re.Match[str]]:
    """Where a text has a name, or the last word of it."""
    last = re.findall(r"\w+", name)[-1:]
    return re.finditer("|".join(rf"{re.escape(word)}\b" for word in (name, *last)), text)


def roles(claim: AnyClaim, _: Document) -> Iterator[Finding]:
    """Who poses a threat is neither its target nor, where a danger is named, the one who names it."""
    if not isinstance(claim, Threat) or not claim.posed_by:
        return
    if claim.target and same(claim.posed_by, claim.target):
        message = f"{claim.posed_by} cannot be poser and target"
        yield Finding(check="roles", field="target", message=message, severity="unsupported")
    tellers = (claim.cited_by or "").split(", ")
    if claim.kind == "danger" and any(teller and same(claim.posed_by, teller) for teller in tellers):
        message = f"{claim.posed_by} names the danger, and cannot be the one who poses it"
        yield Finding(check="roles", field="posed_by", message=message, severity="unsupported")


def owner(claim: AnyClaim, _: Document) -> Iterator[Finding]:
    """What the sentence calls another's duty or pledge ("X's obligation to …") is no commitment of these."""
    if not isinstance(claim, Agreement):
        return
    evidence = evidence_of(claim)
    before = _OBLIGATION.search(evidence[: max(evidence.find(claim.commitment), 0)])
    if before and not any(same(party, before["who"].strip()) for party in claim.parties):
        message = f"by the sentence it is {before['who'].strip()} that is bound to it"
        yield Finding(check="owner", field="parties", message=message, severity="unsupported")
