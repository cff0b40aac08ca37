"""What a plain form tells of a sentence and what the model answers about it, put together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.actors import is_group, is_one, is_self, same
from brief.drafts import AgreementDraft, Body, MeetingDraft, ThreatDraft

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAY = re.compile(r"\b(?:could|would|might|may|will|risks?|risked)\b")


def is_whole(body: Body) -> bool:
    """Does a form tell all of it? Of a meeting it lacks place and topic, of a danger all but a noun."""
    return isinstance(body, AgreementDraft) or (
        isinstance(body, ThreatDraft) and (body.kind == "verbal" or _MAY.search(body.threat) is not None)
    )


def joined(answer: Sequence[Body], told: Sequence[Body]) -> tuple[Body, ...]:
    """An answer whose meetings, where a form tells them, have its participants and its status.

    A small model takes in whoever else the sentence names. A danger that a form calls one is added; an empty
    answer leaves what the forms tell.
    """
    if not answer:
        return tuple(told)
    bodies = list(answer)
    for form in told:
        if isinstance(form, ThreatDraft) and _DANGER.search(form.threat) and not _is_told(form, answer):
            bodies.append(form)
        if not isinstance(form, MeetingDraft) or not _names_all(form):
            continue
        at = next((index for index, body in enumerate(bodies) if _of_one(body, form)), None)
        if at is None:
            bodies.append(form)
        else:
            who = {"participants": form.participants, "status": form.status}
            bodies[at] = bodies[at].model_copy(update=who)
    return tuple(bodies)


# "Peru's missiles pose a threat": so much is said in so many words.
_DANGER = re.compile(
    r"\b(?:is|are|remains?|poses?|represents?|constitutes?)\s.*\b(?:threat|danger|menace)s?\b"
)


def _is_told(form: ThreatDraft, answer: Sequence[Body]) -> bool:
    """Has the answer this danger, in fewer words?"""
    return any(isinstance(body, ThreatDraft) and body.threat in form.threat for body in answer)


def _names_all(form: MeetingDraft) -> bool:
    """Does a form name all of several, and none by a pronoun?"""
    who = form.participants
    return len(who) > 1 and not any(is_self(one) or is_one(one) or is_group(one) for one in who)


def _of_one(body: Body, form: MeetingDraft) -> bool:
    """Are an answer and a form of one meeting? They share a participant."""
    return isinstance(body, MeetingDraft) and any(
        same(one, other) for one in body.participants for other in form.participants
    )
