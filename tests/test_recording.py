"""A document and what a model answered about it make a record."""

from __future__ import annotations

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


def draft(sentence, **fields):
    told = {"kind": "agreement", "status": "agreed", "sentences": (sentence,)}
    return Draft.model_validate({**told, "actors": (Actor(name="Chile"), Actor(name="Sweden")), **fields})


HARBOUR = draft(3, what="open a harbour")
MINE = draft(5, what="close a mine")
MET = (Actor(name="Ana Silva"), Actor(name="Bo Lind"))
MEETING = draft(4, kind="meeting", status="held", actors=MET, place="Oslo")


def recorded(*drafts, title="Harbour deal", **fields):
    """The record of these drafts; `fields` are of the extraction."""
    none = dict.fromkeys(("findings", "unread", "unasked"), ())
    told = {"genre": None, "answers": "json_schema", "replies_sha256": "ff", "probabilities": True}
    made = Extraction(drafts=drafts, usage=Usage(calls=1), **(none | told | fields))
    return record(document(*TEXTS, title=title), made, PROVENANCE)


def summary(*drafts, **fields):
    made = recorded(*drafts, **fields)
    assert all(line.quoted for line in made.summary)
    return [line.text for line in made.summary]


def test_the_summary_quotes_what_carries_the_first_claim_of_each_kind():
    """In the order of the article, and only of claims that are verified.

    Without a claim that is no history the lead stands there, after the title if there is one.
    """
    assert summary(MINE, MEETING, HARBOUR) == [TEXTS[2], TEXTS[3]]
    assert summary(MEETING, draft(3, what="sink a ferry by force")) == [TEXTS[3]]
    old = HARBOUR.model_copy(update={"background": True})
    assert summary(old, MINE) == [TEXTS[4]]
    assert summary(old) == [TEXTS[1], TEXTS[2]]
    assert summary(title=None) == [TEXTS[0], TEXTS[1]]


def test_what_became_of_the_answers_is_in_the_record():
    """Findings, unread and unasked sentences, genre, tokens, and how it was answered.

    The headline is the title, in the words of the document. Grounding knows the genre: what an opinion
    claims is never verified as agreed.
    """
    finding = Finding(check="answer", field="claims[0].kind", message="no kind", severity="unsupported")
    made = recorded(HARBOUR, findings=(finding,), unread=(2,), unasked=(4, 5), genre="opinion")
    assert (made.headline.text, made.headline.sentences, made.headline.quoted) == ("Harbour deal", (1,), True)
    assert (made.findings, made.unread, made.unasked) == ((finding,), (2,), (4, 5))
    assert (made.document.genre, made.usage) == ("opinion", Usage(calls=1))
    answered = {"answers": "json_schema", "replies_sha256": "ff", "probabilities": True}
    assert made.provenance == PROVENANCE.model_copy(update=answered)
    assert [claim.verdict for claim in made.claims] == ["review"]
