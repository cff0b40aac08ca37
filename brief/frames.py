"""Agreements, threats and meetings that a sentence tells of in a plain form: "X agreed to …", "X met Y".

A frame is a verb or noun with its actors around it (frame semantics, Fillmore 1982). Where one fits, the form
of the sentence itself says who agreed, who threatens whom and who met. English only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.cues import HAZARD
from brief.drafts import AgreementDraft, Body, MeetingDraft, ThreatDraft
from brief.frame_agreements import AGREEMENTS
from brief.frame_meetings import MEETINGS
from brief.frame_parts import ACTORS, DEAL, HARM, TAIL
from brief.frame_pledges import PLEDGES
from brief.frame_threats import DANGERS, SPOKEN, THREATS
from brief.masking import Masked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.mentions import Mention
    from brief.records import Kind

_ANOTHER = re.compile(r",?\s+and\s+(?:also\s+)?to\s+(?=[a-z])|,\s+to\s+(?=[a-z]+\s)")
_NOTHING = frozenset(("", "it", "this", "that", "so", "them", "do so"))


def framed(text: str, row: Sequence[Mention], kind: Kind) -> tuple[Body, ...]:
    """What a sentence tells of this kind in a plain form; `row` has its mentions."""
    masked = Masked(text, row)
    if kind == "meeting":
        return tuple(_meetings(masked))
    if kind == "agreement":
        return tuple(_agreements(masked))
    return tuple(_threats(masked)) or tuple(_dangers(masked))


# "Signed a pact with Peru": Peru is bound by it as well.
_WITH = re.compile(rf"\b{DEAL}(?:\s+\w+)?\s+with\s+(?P<others>{ACTORS})")


def _agreements(masked: Masked) -> Iterator[AgreementDraft]:
    for fit in masked.fits((*AGREEMENTS, *PLEDGES)):
        mutual = fit.form.status in ("agreed", "proposed")
        match = _WITH.search(fit.parts["what"]) if mutual else None
        others = masked.actors(fit.parts.get("others", "") + (match["others"] if match else ""))
        parties = tuple(dict.fromkeys((*fit.who, *others)))
        for part in _ANOTHER.split(fit.parts["what"]):
            words = masked.plain(part)
            if words.lower() not in _NOTHING:
                yield AgreementDraft.model_validate(
                    {"parties": parties, "status": fit.form.status, "commitment": words, "said_by": None}
                )


def _threats(masked: Masked) -> Iterator[ThreatDraft]:
    fits = list(masked.fits(THREATS)) or list(masked.fits(SPOKEN))
    for fit in fits:
        what = fit.parts["what"]
        target = masked.actors(fit.parts.get("target", "") or _object(what) or _addressed(masked.text))
        if target and target[0] in fit.who:
            target = ()
        yield ThreatDraft(
            kind="verbal",
            posed_by=fit.who[0],
            threat=masked.plain(what),
            target=target[0] if target else None,
            said_by=None,
        )


# "That Peru could attack": Peru is who poses it.
_POSER = re.compile(
    rf"(?:the\s+)?(?P<who>@\d+@{TAIL})\s+(?:could|would|might|may|will)\s+(?:\w+\s+)?{HARM}\b"
)

# "Peru's missile tests", "an attack by Peru".
_MAKER = re.compile(
    r"^(?:the\s+)?(?P<who>@\d+@)[’']s?\s+(?:[\w-]+\s+){0,2}?(?:nuclear|missiles?|weapons?|military|aggress\w+|hostil\w+|provocat\w+"
    r"|attacks?|threats?|arsenal|ambitions)\b|\b(?:attacks?|strikes?|invasion|assault|aggression)\s+by\s+(?:the\s+)?(?P<by>@\d+@)"
)


def _dangers(masked: Masked) -> Iterator[ThreatDraft]:
    """What somebody fears, if it is a hazard; who poses it only a clause with a verb of harm says.

    Who warns of what they would do, or of what whom they warn would meet with, threatens.
    """
    for fit in masked.fits(DANGERS):
        what = fit.parts["what"]
        words, clause = masked.plain(what), _POSER.match(what) or _MAKER.search(what)
        poser = fit.parts.get("poser") or (next(filter(None, clause.groups())) if clause else None)
        teller = masked.warns(fit.span[0])
        own = teller and _OWN.match(what)
        target = masked.actors((own and fit.parts.get("target")) or _object(what))
        if HAZARD.search(words) or _DANGER_THAT.match(masked.text, fit.span[0]):
            yield ThreatDraft(
                kind="verbal" if own else "danger",
                posed_by=teller if own else masked.plain(poser) if poser else None,
                threat=words,
                target=target[0] if target else None,
                said_by=teller,
            )


# "Warned that it would attack", "warned Peru that they would regret it".
_OWN = re.compile(r"(?:it|he|she|they)\s+(?:would|will)\s")
# What is called so is one, whatever it is.
_DANGER_THAT = re.compile(r"(?i)dangers?\s+that\b")


# "Should Peru attack", "if Peru does not pay": to Peru it is said.
_IF = re.compile(r"\b(?:[Ii]f|[Uu]nless|[Ss]hould)\s+(?:the\s+)?(?P<target>@\d+@)\s")


def _addressed(text: str) -> str:
    match = _IF.search(text)
    return match["target"] if match else ""


def _object(what: str) -> str:
    """Whom a threatened act would hit."""
    match = re.search(rf"^{HARM}\s+(?:the\s+)?(@\d+@)", what)
    match = match or re.search(r"\b(?:against|on|at|into|make)\s+(?:the\s+)?(@\d+@)", what)
    return match[1] if match else ""


def _meetings(masked: Masked) -> Iterator[MeetingDraft]:
    for fit in masked.fits(MEETINGS):
        people = masked.actors("".join(fit.parts.get(part, "") for part in ("who", "others", "more")))
        if fit.who not in (("we",), people[: len(fit.who)]):
            people = (*fit.who, *people)
        yield MeetingDraft.model_validate(
            {
                "status": fit.form.status,
                "participants": people,
                "place": None,
                "date": None,
                "topic": None,
            }
        )
