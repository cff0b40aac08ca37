"""The mechanical check of a claim against the sentences it cites. No model has a say in it.

Each check looks for one way to be wrong and gives findings; the gravest decides the verdict. A new
check is a function in `CHECKS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from brief.actors import bare, country, is_group, names, names_in, same
from brief.cues import AGREEMENT_STATUS, CUES, HARM_DONE, HAZARD, MEETING_STATUS, MENACE, UTTERED
from brief.records import Agreement, Document, Finding, Kind, Meeting, Severity, Threat, Verdict, verdict_of

AnyClaim = Meeting | Agreement | Threat
Checked = TypeVar("Checked", bound=Meeting | Agreement | Threat)
Check = Callable[[AnyClaim, Document], Iterator[Finding]]

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CALENDAR = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b"
)
_NEGATION = re.compile(r"(?i)\b(?:no|not|never|nor|cannot|without|neither)\b|n['’]t\b")
# Words that carry no content of their own: a commitment may have them where its sentence does not.
_FUNCTION = frozenset(
    "a an the of in on at to for from by with and or but as into over under against about between among"
    " that this these those its their his her our it they we he she be is are was were been being will would"
    " has have had do does did not no also more including through".split()
)


# "concern over growing …": what follows is a danger, whatever it is.
_NAMED_DANGER = re.compile(
    r"(?i)\b(?:concern|alarm|fear|worr|threat|danger|risk)\w*\s+(?:over|about|at|of|from|posed by)\s+"
    r"(?:[\w’']+\s+){0,3}$"
)
_OBLIGATION = re.compile(
    r"(?P<who>(?:[A-Z][\w.]*\s?)+)[’']s?\s+(?:\w+\s+)?(?:obligation|duty|commitment|pledge|promise|requirement|vow)s?\b"
    r"[^,;]*$"
)


def kind_of(claim: AnyClaim) -> Kind:
    """Kind of a claim."""
    return (
        "meeting" if isinstance(claim, Meeting) else "agreement" if isinstance(claim, Agreement) else "threat"
    )


def verify(claim: Checked, document: Document) -> Checked:
    """The claim with what every check found, and the verdict that follows from it."""
    findings = (*claim.findings, *(finding for check in CHECKS for finding in check(claim, document)))
    # A copy has the type of what it copies; the type checker loses that for a union.
    return claim.model_copy(update={"findings": findings, "verdict": verdict_of(findings)})  # type: ignore[return-value]


def supported(text: str, sentences: tuple[int, ...], document: Document) -> Verdict:
    """Verdict on free words, such as a line of a summary, that cite these sentences."""
    if any(not 1 <= number <= len(document.sentences) for number in sentences):
        return "unsupported"
    evidence = " ".join(document.sentences[number - 1].text for number in sentences)
    findings = [
        *_figures(text, "text", evidence),
        *_strangers(text, evidence, document),
        *_wording(text, "text", evidence),
        *_polarity(text, "text", evidence),
    ]
    return verdict_of(findings)


def _text(claim: AnyClaim) -> tuple[str, str]:
    """Name and content of the field that says what the claim is about."""
    if isinstance(claim, Meeting):
        return "topic", claim.topic or ""
    if isinstance(claim, Agreement):
        return "commitment", claim.commitment
    return "threat", claim.threat


def _evidence(claim: AnyClaim) -> str:
    return " ".join(item.quote for item in claim.evidence)


def evidence_in_range(claim: AnyClaim, document: Document) -> Iterator[Finding]:
    """Every cited sentence is one of the document, and its quote stands there."""
    for item in claim.evidence:
        known = 1 <= item.sentence <= len(document.sentences)
        if not known or document.quote(item.sentence) != item.quote:
            message = f"sentence {item.sentence} does not carry this quote"
            yield Finding(check="evidence", field="evidence", message=message, severity="unsupported")


def cue(claim: AnyClaim, _: Document) -> Iterator[Finding]:
    """The cited sentences have a word that tells of such a thing at all."""
    kind = kind_of(claim)
    if not CUES[kind].search(_evidence(claim)):
        field = _text(claim)[0]
        message = f"no word of the sentence tells of {'an' if kind == 'agreement' else 'a'} {kind}"
        yield Finding(check="cue", field=field, message=message, severity="unsupported")


def actors(claim: AnyClaim, document: Document) -> Iterator[Finding]:
    """Somebody acts, and each actor is named in the document."""
    if isinstance(claim, Meeting):
        field, actors_ = "participants", tuple(person.name for person in claim.participants)
    elif isinstance(claim, Agreement):
        field, actors_ = "parties", claim.parties
    else:
        field, actors_ = "posed_by", tuple((claim.posed_by or "").split(", ")) if claim.posed_by else ()
    text = " ".join(sentence.text for sentence in document.sentences)
    for name in actors_:
        if not names(name, text):
            message = f"{name} is not named in the article"
            yield Finding(check="actors", field=field, message=message, severity="unsupported")
        elif is_group(name) or not (country(name) or names_in(name)):
            message = f"“{name}” does not say who"
            yield Finding(check="actors", field=field, message=message, severity="review")
    if not actors_ and not isinstance(claim, Threat):
        message = "the sentence does not say who"
        yield Finding(check="actors", field=field, message=message, severity="unsupported")
    if isinstance(claim, Meeting) and len(actors_) == 1:
        message = "only one side is named"
        yield Finding(check="actors", field=field, message=message, severity="review")


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
    evidence = _evidence(claim)
    before = _OBLIGATION.search(evidence[: max(evidence.find(claim.commitment), 0)])
    if before and not any(same(party, before["who"].strip()) for party in claim.parties):
        message = f"by the sentence it is {before['who'].strip()} that is bound to it"
        yield Finding(check="owner", field="parties", message=message, severity="unsupported")


def menace(claim: AnyClaim, _: Document) -> Iterator[Finding]:
    """A threat is harm that may come, and the cited sentences speak of it as such."""
    if not isinstance(claim, Threat):
        return
    evidence = _evidence(claim)
    named = _NAMED_DANGER.search(evidence[: _begin(claim.threat, evidence)])
    if not named and not HAZARD.search(HARM_DONE.sub("", claim.threat)):
        message = f"“{claim.threat}” is no harm that may come"
        yield Finding(check="menace", field="threat", message=message, severity="unsupported")
    elif not (UTTERED if claim.kind == "verbal" else MENACE).search(evidence):
        message = "the sentence does not speak of it as a threat"
        yield Finding(check="menace", field="threat", message=message, severity="unsupported")


def _begin(phrase: str, text: str) -> int:
    """Where a text has the phrase, or as many of its first words as it has; 0 if none."""
    words = phrase.split()
    starts = (text.find(" ".join(words[:count])) for count in range(len(words), 0, -1))
    return next((start for start in starts if start >= 0), 0)


def figures(claim: AnyClaim, _: Document) -> Iterator[Finding]:
    """Every number, weekday and month of the claim stands in the cited sentences."""
    field, text = _text(claim)
    yield from _figures(text, field, _evidence(claim))


def wording(claim: AnyClaim, _: Document) -> Iterator[Finding]:
    """What is said to be agreed or threatened is said in the words of the cited sentences."""
    field, text = _text(claim)
    if not isinstance(claim, Meeting):
        yield from _wording(text, field, _evidence(claim))


def polarity(claim: AnyClaim, _: Document) -> Iterator[Finding]:
    """A commitment or threat has no negation that its sentence lacks."""
    field, text = _text(claim)
    yield from _polarity(text, field, _evidence(claim))


def status(claim: AnyClaim, _: Document) -> Iterator[Finding]:
    """The cited sentences have a word for the status of the claim."""
    if isinstance(claim, Meeting):
        words = MEETING_STATUS.get(claim.status)
    elif isinstance(claim, Agreement):
        words = AGREEMENT_STATUS.get(claim.status)
    else:
        return
    if words and not words.search(_evidence(claim)):
        message = f"no word of the sentence says “{claim.status}”"
        yield Finding(check="status", field="status", message=message, severity="review")
    if isinstance(claim, Agreement) and claim.status == "agreed":
        refused = re.search(
            r"(?i)\b(?:no|not|without|failed to|refused to)\s+(?:\w+\s+){0,3}(?:deal|agree\w*|accord)",
            _evidence(claim),
        )
        if refused:
            message = f"the sentence says “{refused[0]}”"
            yield Finding(check="status", field="status", message=message, severity="unsupported")


def _figures(text: str, field: str, evidence: str) -> Iterator[Finding]:
    for pattern, what in ((_NUMBER, "number"), (_CALENDAR, "date")):
        known = set(pattern.findall(evidence))
        for value in pattern.findall(text):
            if value not in known:
                message = f"{what} {value} is not in the cited sentence"
                yield Finding(check="figures", field=field, message=message, severity="unsupported")


def _strangers(text: str, evidence: str, document: Document) -> Iterator[Finding]:
    whole = " ".join(sentence.text for sentence in document.sentences)
    for name in names_in(text)[1:] if text[:1].isupper() else names_in(text):
        if not names(bare(name), evidence):
            known = names(bare(name), whole)
            message = f"{name} is not in the cited sentence"
            severity: Severity = "review" if known else "unsupported"
            yield Finding(check="names", field="text", message=message, severity=severity)


def _wording(text: str, field: str, evidence: str) -> Iterator[Finding]:
    words = [word for word in _stems(text) if word not in _FUNCTION]
    foreign = [word for word in words if word not in set(_stems(evidence))]
    if not words:
        yield Finding(check="wording", field=field, message="it says nothing", severity="unsupported")
    elif foreign:
        severity: Severity = "unsupported" if len(foreign) > len(words) / 2 else "review"
        message = f"not the words of the sentence: {', '.join(foreign)}"
        yield Finding(check="wording", field=field, message=message, severity=severity)


def _polarity(text: str, field: str, evidence: str) -> Iterator[Finding]:
    if _NEGATION.search(text) and not _NEGATION.search(evidence):
        message = "it denies what the sentence does not deny"
        yield Finding(check="polarity", field=field, message=message, severity="unsupported")


def _stems(text: str) -> list[str]:
    """Words cut to what inflection leaves alone: "strengthening" and "strengthen" are one."""
    return [
        re.sub(r"(?:ing|ed|es|s|e)$", "", word) if len(word) > 4 else word  # noqa: PLR2004
        for word in re.findall(r"\w+", text.lower())
    ]


CHECKS: tuple[Check, ...] = (
    evidence_in_range,
    cue,
    menace,
    actors,
    roles,
    owner,
    figures,
    wording,
    polarity,
    status,
)
