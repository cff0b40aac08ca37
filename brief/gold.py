"""Gold answers: what careful readers found in an article, to measure against.

A gold folder holds `<id>.json` for each article and its text as `texts/<id>.txt`. docs/gold.md says what
the fields mean. Fields that are not named here are let pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from brief.errors import ConfigError
from brief.records import (
    Agreement,
    AgreementStatus,
    Document,
    Evidence,
    Meeting,
    MeetingStatus,
    Participant,
    Threat,
    ThreatKind,
)
from brief.wire import reasons

if TYPE_CHECKING:
    from pathlib import Path


class _Gold(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldFact(_Gold):
    """What all facts share. `spans` are offsets [start, end) into the article's text.

    An optional fact counts neither for nor against whoever tells it.
    """

    spans: tuple[tuple[int, int], ...]
    optional: bool = False


class GoldParticipant(_Gold):
    """One who took part."""

    name: str | None = None
    role: str | None = None
    affiliation: str | None = None


class GoldMeeting(GoldFact):
    """A meeting."""

    participants: tuple[GoldParticipant, ...]
    status: MeetingStatus
    place: str | None = None
    date: str | None = None
    topic: str | None = None


class GoldAgreement(GoldFact):
    """A commitment."""

    parties: tuple[str, ...]
    commitment: str
    status: AgreementStatus
    stated_by: str | None = None


class GoldThreat(GoldFact):
    """A threat or danger."""

    threat: str
    kind: ThreatKind
    posed_by: str | None = None
    target: str | None = None
    cited_by: str | None = None


class GoldArticle(_Gold):
    """The facts of one article."""

    id: str
    meetings: tuple[GoldMeeting, ...]
    agreements: tuple[GoldAgreement, ...]
    threats: tuple[GoldThreat, ...]


def read_gold(folder: Path) -> tuple[GoldArticle, ...]:
    """Articles of a gold folder in order of id. Raises ConfigError for a folder or file that is none."""
    files = sorted(folder.glob("*.json"))
    if not files:
        message = f"{folder}: no gold answers (<id>.json beside texts/<id>.txt); docs/gold.md shows the form"
        raise ConfigError(message)
    return tuple(_read(file) for file in files)


def text_of(folder: Path, article: GoldArticle) -> Path:
    """Path of an article's text."""
    return folder / "texts" / f"{article.id}.txt"


def _read(file: Path) -> GoldArticle:
    try:
        article = GoldArticle.model_validate_json(file.read_bytes())
    except OSError as error:
        message = f"{file}: cannot be read ({error.strerror})"
        raise ConfigError(message) from error
    except ValidationError as error:
        message = f"{file}: no gold answers ({reasons(error)}); docs/gold.md shows the form"
        raise ConfigError(message) from error
    if article.id != file.stem or not text_of(file.parent, article).is_file():
        message = f"{file}: its id is {article.id!r}, and texts/{file.stem}.txt should be its text"
        raise ConfigError(message)
    return article


def claims(
    article: GoldArticle, document: Document, *, optional: bool = False
) -> tuple[Meeting | Agreement | Threat, ...]:
    """The facts as claims on the document, with the sentences that their spans touch.

    Optional ones are left out unless `optional`. Ids are empty and verdicts "verified": nothing has been
    checked.
    """
    facts = (fact for kind in (article.meetings, article.agreements, article.threats) for fact in kind)
    return tuple(_claim(fact, document) for fact in facts if optional or not fact.optional)


def _claim(fact: GoldFact, document: Document) -> Meeting | Agreement | Threat:
    evidence = tuple(
        Evidence(
            sentence=each.number,
            start=each.start,
            end=each.end,
            quote=document.quote(each.number),
            page=each.page,
        )
        for each in document.sentences
        if any(each.start < end and start < each.end for start, end in fact.spans)
    )
    fields = fact.model_dump(exclude={"spans", "optional", "participants"})
    fields |= {"id": "", "verdict": "verified", "evidence": evidence}
    if isinstance(fact, GoldMeeting):
        people = tuple(
            Participant(name=one.name or one.affiliation or "", role=one.role, affiliation=one.affiliation)
            for one in fact.participants
        )
        return Meeting(participants=people, **fields)
    return Agreement(**fields) if isinstance(fact, GoldAgreement) else Threat(**fields)
