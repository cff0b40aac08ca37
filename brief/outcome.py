"""The check of how it stands: held or to come, agreed or refused, by the words beside what it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.acting import evidence_of
from brief.records import Agreement, Document, Finding, Meeting, Threat
from brief.standing import met, settled

if TYPE_CHECKING:
    from collections.abc import Iterator

AnyClaim = Meeting | Agreement | Threat

_NO_DEAL = re.compile(
    r"(?i)\b(?:no|not|without|failed to|refused to)\s+(?:\w+\s+){0,3}(?:deal|agree\w*|accord)"
)


def status(claim: AnyClaim, _: Document) -> Iterator[Finding]:
    """The cited sentences have a word for the status, beside what is to be done or a word for the meeting."""
    if isinstance(claim, Threat):
        return
    evidence = evidence_of(claim)
    fits = met(claim.status, evidence) if isinstance(claim, Meeting) else settled(claim, evidence)
    refused = _NO_DEAL.search(evidence) if claim.status == "agreed" else None
    if refused:
        message = f"the sentence says “{refused[0]}”"
        yield Finding(check="status", field="status", message=message, severity="unsupported")
    elif not fits:
        message = f"no word of the sentence says “{claim.status}”"
        yield Finding(check="status", field="status", message=message, severity="review")
