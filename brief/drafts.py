"""What a model is asked to answer about a sentence or a document, before code has checked any of it.

Names are mentions, as the sentence has them ("we", "the Korean official"); `resolve` turns them
into actors. The shapes are the wire schemas: every field required, null where the text gives none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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


class _Cited(_Wire):
    sentences: tuple[int, ...]


# The base named last gives its field first: a claim begins with where it stands.
class CitedMeeting(MeetingDraft, _Cited):
    """A meeting, and the numbers of the sentences that tell of it."""


class CitedAgreement(AgreementDraft, _Cited):
    """A commitment, and the numbers of the sentences that tell of it."""


class CitedThreat(ThreatDraft, _Cited):
    """A threat, and the numbers of the sentences that tell of it."""


class DocumentAnswer(_Wire):
    """All claims of a document, or of a part of one."""

    meetings: tuple[CitedMeeting, ...]
    agreements: tuple[CitedAgreement, ...]
    threats: tuple[CitedThreat, ...]


Body = MeetingDraft | AgreementDraft | ThreatDraft
CitedBody = CitedMeeting | CitedAgreement | CitedThreat
Plain = Mapping[tuple[int, Kind], Sequence[Body]]
"""What code alone reads, by number of sentence and kind."""

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
