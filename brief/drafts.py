"""What a model is asked to answer about one sentence, before code has checked any of it.

Names are mentions, as the sentence has them ("we", "the Korean official"); `resolve` turns them
into actors. The shapes are the wire schemas: every field required, null where the text gives none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from brief.records import AgreementStatus, Kind, MeetingStatus, ThreatKind


def _closed(words: str) -> str:
    """Initials without the spaces that some models put into them: "U. S." is "U.S."."""
    return re.sub(r"\b([A-Z]\.) (?=[A-Z]\.)", r"\1", words)


Words = Annotated[str, AfterValidator(_closed)]
"""Words of the sentence, as an answer has them."""


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MeetingDraft(_Wire):
    """One meeting."""

    status: MeetingStatus
    participants: tuple[Words, ...]
    place: Words | None
    date: Words | None
    topic: Words | None


class AgreementDraft(_Wire):
    """One commitment."""

    parties: tuple[Words, ...]
    status: AgreementStatus
    commitment: Words
    said_by: Words | None


class ThreatDraft(_Wire):
    """One threat or danger."""

    kind: ThreatKind
    posed_by: Words | None
    threat: Words
    target: Words | None
    said_by: Words | None


class MeetingAnswer(_Wire):
    """The meetings of one sentence."""

    meetings: tuple[MeetingDraft, ...]


class AgreementAnswer(_Wire):
    """The commitments of one sentence."""

    agreements: tuple[AgreementDraft, ...]


class ThreatAnswer(_Wire):
    """The threats of one sentence."""

    threats: tuple[ThreatDraft, ...]


Body = MeetingDraft | AgreementDraft | ThreatDraft
ANSWERS: dict[Kind, type[MeetingAnswer | AgreementAnswer | ThreatAnswer]] = {
    "meeting": MeetingAnswer,
    "agreement": AgreementAnswer,
    "threat": ThreatAnswer,
}


@dataclass(frozen=True)
class Draft:
    """One drafted claim and the number of the sentence it was read from."""

    sentence: int
    body: Body


def bodies(answer: BaseModel) -> tuple[Body, ...]:
    """The drafted claims of an answer of any kind."""
    (claims,) = (getattr(answer, name) for name in type(answer).model_fields)
    return tuple(claims)
