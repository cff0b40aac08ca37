"""A document and what a model answered about it make a record."""

from __future__ import annotations

from typing import Any

from brief.extraction import Extraction
from brief.recording import record
from brief.records import Actor, Draft, Finding, Usage
from tests.claims import PROVENANCE
from tests.documents import document

TEXTS = (
    "Harbour deal",
    "The sea was calm on Monday.",
    "Chile and Sweden agreed to open a harbour.",
    "Ana Silva met Bo Lind in Oslo.",
    "Chile and Sweden agreed to close a mine.",
)


def draft(sentence: int, **fields: Any) -> Draft:
    told = {"kind": "agreement", "status": "agreed", "sentences": (sentence,)}
    return Draft.model_validate({**told, "actors": (Actor(name="Chile"), Actor(name="Sweden")), **fields})


HARBOUR = draft(3, what="open a harbour")
MINE = draft(5, what="close a mine")
MEETING = draft(
    4, kind="meeting", status="held", actors=(Actor(name="Ana Silva"), Actor(name="Bo Lind")), place="Oslo"
)


def extraction(*drafts: Draft, **fields: Any) -> Extraction:
    default: dict[str, Any] = {
        "drafts": drafts,
        "findings": (),
        "unread": (),
        "unasked": (),
        "genre": None,
        "usage": Usage(calls=1),
        "answers": "json_schema",
        "replies_sha256": "ff",
        "probabilities": True,
    }
    return Extraction(**{**default, **fields})


def summary(*drafts: Draft, title: str | None = "Harbour deal", **fields: Any) -> list[str]:
    made = record(document(*TEXTS, title=title), extraction(*drafts, **fields), PROVENANCE)
    assert all(line.quoted for line in made.summary)
    return [line.text for line in made.summary]


def test_the_summary_quotes_what_carries_the_first_claim_of_each_kind():
    """In the order of the article, and only of claims that are verified."""
    assert summary(MINE, MEETING, HARBOUR) == [TEXTS[2], TEXTS[3]]
    assert summary(MEETING, draft(3, what="sink a ferry by force")) == [TEXTS[3]]


def test_what_is_history_sums_up_nothing():
    """Without a claim of today the lead stands there, after the title if there is one."""
    old = HARBOUR.model_copy(update={"background": True})
    assert summary(old, MINE) == [TEXTS[4]]
    assert summary(old) == [TEXTS[1], TEXTS[2]]
    assert summary(title=None) == [TEXTS[0], TEXTS[1]]


def test_the_headline_is_the_first_line():
    """The title where there is one, in the words of the document."""
    made = record(document(*TEXTS, title="Harbour deal"), extraction(), PROVENANCE)
    assert (made.headline.text, made.headline.sentences, made.headline.quoted) == ("Harbour deal", (1,), True)


def test_what_became_of_the_answers_is_in_the_record():
    """Findings, unread and unasked sentences, genre, tokens, and how it was answered."""
    finding = Finding(check="answer", field="claims[0].kind", message="no kind", severity="unsupported")
    made = record(
        document(*TEXTS),
        extraction(findings=(finding,), unread=(2,), unasked=(4, 5), genre="opinion"),
        PROVENANCE,
    )
    assert (made.findings, made.unread, made.unasked) == ((finding,), (2,), (4, 5))
    assert (made.document.genre, made.usage) == ("opinion", Usage(calls=1))
    said = made.provenance
    assert (said.model, said.answers, said.replies_sha256, said.probabilities) == (
        "m",
        "json_schema",
        "ff",
        True,
    )


def test_the_genre_is_known_to_grounding():
    """What an opinion claims is never verified as agreed."""
    made = record(document(*TEXTS), extraction(HARBOUR, genre="opinion"), PROVENANCE)
    assert [claim.verdict for claim in made.claims] == ["review"]
