"""The mechanical check of a claim against the sentences it cites. No model has a say in it.

Each check looks for one way to be wrong and gives findings; the gravest decides the verdict. A new
check is a function in `CHECKS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from brief import wording as words_
from brief.acting import evidence_of
from brief.actors import countries_in, country, country_spans, names, names_in
from brief.aims import aim, owned, poser
from brief.cast import cast_of
from brief.cues import CUES
from brief.menace import menace
from brief.outcome import status
from brief.presence import part, present
from brief.records import Agreement, Document, Finding, Kind, Meeting, Threat, verdict_of
from brief.standing import CONTACT
from brief.stems import FUNCTION, stems
from brief.ties import tied
from brief.who import actors, actors_of, office, owner, roles, speaker

AnyClaim = Meeting | Agreement | Threat
Checked = TypeVar("Checked", bound=Meeting | Agreement | Threat)
Check = Callable[[AnyClaim, Document], Iterator[Finding]]

# Sentences before and after the cited ones, whose words a paraphrase may have too.
_AROUND = 3
# Who speaks to reporters, or in an interview, meets nobody.
_PRESS = re.compile(
    r"(?i)\b(?:spoke|speak\w*|talk\w*|met|meet\w*)\s+(?:\w+\s+)?(?:to|with)\s+(?:\w+\s+){0,3}?"
    r"(?:reporters?|journalists?|(?:the\s+)?(?:press|media|newsmen))\b"
    r"|\b(?:spoke|speak\w*|spoken|talk\w*|sat\s+down)\b[^.;“”\"]*?\binterview\w*|\binterview\w*"
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


def _text(claim: AnyClaim) -> tuple[str, str]:
    """Name and content of the field that says what the claim is about."""
    if isinstance(claim, Meeting):
        return "topic", claim.topic or ""
    if isinstance(claim, Agreement):
        return "commitment", claim.commitment
    return "threat", claim.threat


def evidence_in_range(claim: AnyClaim, document: Document) -> Iterator[Finding]:
    """Every cited sentence is one of the document, and its quote stands there."""
    for item in claim.evidence:
        known = 1 <= item.sentence <= len(document.sentences)
        if not known or document.quote(item.sentence) != item.quote:
            message = f"sentence {item.sentence} does not carry this quote"
            yield Finding(check="evidence", field="evidence", message=message, severity="unsupported")


def cue(claim: AnyClaim, _: Document) -> Iterator[Finding]:
    """The cited sentences have a word that tells of such a thing at all."""
    kind, evidence = kind_of(claim), evidence_of(claim)
    if kind == "meeting":
        evidence = _PRESS.sub("", evidence)
    told = CUES[kind].search(evidence)
    if not told and not (kind == "meeting" and CONTACT.search(evidence)):
        field = _text(claim)[0]
        message = f"no word of the sentence tells of {'an' if kind == 'agreement' else 'a'} {kind}"
        yield Finding(check="cue", field=field, message=message, severity="unsupported")


def scene(claim: AnyClaim, _: Document) -> Iterator[Finding]:
    """Place and date of a meeting stand in the cited sentences."""
    if not isinstance(claim, Meeting):
        return
    evidence = evidence_of(claim)
    words = set(stems(evidence))
    for field, value in (("place", claim.place), ("date", claim.date)):
        foreign = [word for word in stems(value or "") if word not in words and word not in FUNCTION]
        if value and foreign and not (country(value) == value and names(value, evidence)):
            message = f"“{value}” is not in the cited sentence"
            yield Finding(check="scene", field=field, message=message, severity="unsupported")


def figures(claim: AnyClaim, _: Document) -> Iterator[Finding]:
    """Every number, weekday and month of the claim stands in the cited sentences."""
    field, text = _text(claim)
    yield from words_.figures(text, field, evidence_of(claim))


def wording(claim: AnyClaim, document: Document) -> Iterator[Finding]:
    """What is said to be agreed, threatened or talked about is said in the words of the cited sentences.

    A topic is no more than what a meeting was about: in other words it is a doubt, and no more.
    """
    field, text = _text(claim)
    if isinstance(claim, Meeting) and not text:
        return
    evidence = f"{evidence_of(claim)} {_names_said(text, claim, document)}"
    for finding in words_.wording(text, field, evidence, _around(claim, document)):
        yield finding.model_copy(update={"severity": "review"}) if isinstance(claim, Meeting) else finding


def compounds(claim: AnyClaim, _: Document) -> Iterator[Finding]:
    """A harm that the claim names is of the sort that the cited sentences say."""
    field, text = _text(claim)
    yield from words_.compounds(text, field, evidence_of(claim))


def polarity(claim: AnyClaim, _: Document) -> Iterator[Finding]:
    """A claim denies what its sentences deny; what they deny it affirms only if it was refused."""
    field, text = _text(claim)
    evidence = evidence_of(claim)
    yield from words_.polarity(text, field, evidence)
    if isinstance(claim, Threat) or claim.status not in ("refused", "withdrawn", "cancelled"):
        yield from words_.affirmation(text, field, evidence)


def _names_said(text: str, claim: AnyClaim, document: Document) -> str:
    """Countries in a text that its sentences name in any form, or that are the claim's own actors.

    "Rojas's government" is her country's. What a meeting is about may be named before it: a country just
    before, and what has a name of several words anywhere.
    """
    cast = cast_of(document)
    served = [cast.affiliation(one.name) for item in claim.evidence for one in cast.row(item.sentence)]
    here = _around(claim, document) if isinstance(claim, Meeting) else evidence_of(claim)
    known = countries_in(" ; ".join((here, *actors_of(claim), *(of for of in served if of))))
    said = [text[start:end] for name, start, end in country_spans(text) if name in known]
    if isinstance(claim, Meeting):
        article = " ".join(sentence.text for sentence in document.sentences)
        said += [name for name in names_in(text) if " " in name and name in article]
    return " ".join(said)


def _around(claim: AnyClaim, document: Document) -> str:
    """The cited sentences with a few on either side."""
    numbers = {item.sentence + step for item in claim.evidence for step in range(-_AROUND, _AROUND + 1)}
    return " ".join(sentence.text for sentence in document.sentences if sentence.number in numbers)


CHECKS: tuple[Check, ...] = (
    evidence_in_range,
    cue,
    menace,
    actors,
    present,
    part,
    scene,
    office,
    speaker,
    roles,
    aim,
    poser,
    owned,
    owner,
    figures,
    wording,
    compounds,
    polarity,
    status,
    tied,
)
