"""One document to its record, with a model that answers from a list."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field

import pytest

from brief.asking import conversation
from brief.errors import BusyError, ReplyError
from brief.extract import extract
from brief.records import Provenance, Usage
from brief.wire import Reply, Request
from tests.documents import document

PROVENANCE = Provenance(
    model="m",
    weights_sha256=None,
    prompts_sha256="0",
    protocol="sentence",
    answers="json_schema",
    brief_version="0",
)
MET = "Ana Silva of Chile and Bo Lind of Sweden met in Oslo on Monday."
AGREED = "They have a deal to open a harbour."
CALM = "The sea was calm."


@dataclass
class Scripted:
    """Answers by schema name and last message; nothing found where the script is silent."""

    script: dict[tuple[str, str], object] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def ask(self, request: Request) -> Reply:
        name = str(request.schema_name)
        self.asked.append((name, request.messages[-1].content))
        answer = self.script.get(self.asked[-1], {name: []})
        if isinstance(answer, Exception):
            raise answer
        return Reply(content=json.dumps(answer), usage=Usage(calls=1), answers="json_schema")


MEETING = {
    "status": "held",
    "participants": ["Ana Silva", "Bo Lind"],
    "place": "Oslo",
    "date": "Monday",
    "topic": None,
}
AGREEMENT = {"parties": ["They"], "status": "agreed", "commitment": "open a harbour", "said_by": None}
SCRIPT = {("meetings", MET): {"meetings": [MEETING]}, ("agreements", AGREED): {"agreements": [AGREEMENT]}}


def test_only_sentences_with_a_cue_are_asked_about():
    """Each kind asks of the sentences that have its words."""
    chat = Scripted(dict(SCRIPT))
    asyncio.run(extract(document(MET, AGREED, CALM), chat, PROVENANCE))
    assert chat.asked == [
        ("meetings", MET),
        ("agreements", AGREED),
    ]


def test_they_are_those_who_met():
    """The parties of "They agreed" are the countries of the meeting before; both claims are verified."""
    record = asyncio.run(extract(document(MET, AGREED, CALM), Scripted(dict(SCRIPT)), PROVENANCE))
    assert [claim.verdict for claim in record.claims] == ["verified", "verified"]
    assert record.agreements[0].parties == ("Chile", "Sweden")
    assert record.agreements[0].evidence[0].quote == AGREED
    assert record.usage.calls == 2


def test_the_summary_quotes_what_carries_a_claim():
    """One sentence for each kind of verified claim, in the article's own words."""
    record = asyncio.run(extract(document(CALM, MET, AGREED), Scripted(dict(SCRIPT)), PROVENANCE))
    assert [(line.text, line.sentences, line.quoted) for line in record.summary] == [
        (MET, (2,), True),
        (AGREED, (3,), True),
    ]
    assert (record.headline.text, record.headline.quoted) == (CALM, True)


def test_without_claims_the_summary_is_the_lead():
    """The first two sentences are quoted."""
    record = asyncio.run(extract(document(CALM, "It rained.", "It snowed."), Scripted(), PROVENANCE))
    assert [line.text for line in record.summary] == [CALM, "It rained."]


def test_a_sentence_that_triage_holds_unlikely_is_not_asked_about():
    """A cue word alone, in a sentence that tells of nothing, costs no call."""
    text = "The road was under pressure from snow in winter and mud in spring."
    chat = Scripted(dict(SCRIPT))
    asyncio.run(extract(document(MET, text), chat, PROVENANCE))
    assert [last for _, last in chat.asked if last == text] == []


def test_the_title_is_the_headline():
    """A document with a title needs no other headline."""
    record = asyncio.run(extract(document("Harbour deal", MET, title="Harbour deal"), Scripted(), PROVENANCE))
    assert (record.headline.text, record.headline.sentences) == ("Harbour deal", (1,))


def test_a_sentence_without_a_valid_answer_is_listed():
    """The rest of the document goes on, and what a form tells stands."""
    chat = Scripted(SCRIPT | {("meetings", MET): ReplyError("cut short")})
    record = asyncio.run(extract(document(MET, AGREED, CALM), chat, PROVENANCE))
    assert (record.unread, len(record.meetings)) == ((1,), 1)


def test_a_model_that_cannot_be_reached_ends_the_document():
    """The error is the caller's to judge."""
    chat = Scripted({("meetings", MET): BusyError("down")})
    with pytest.raises(BusyError, match="down"):
        asyncio.run(extract(document(MET, AGREED), chat, PROVENANCE))


def test_a_long_sentence_is_asked_again_what_it_is_against():
    """Where the whole sentence yields no threat, the clause after "against" is asked about."""
    text = "They will defend the harbour against Chile's cyber raids, said Lind."
    chat = Scripted()
    asyncio.run(extract(document(text, CALM), chat, PROVENANCE))
    assert [last for name, last in chat.asked if name == "threats"] == [text, "Chile's cyber raids"]


def test_a_prompt_is_a_conversation():
    """It begins with the system's turn, ends with the user's, and alternates between."""
    roles = [turn.role for turn in conversation("meetings.j2", sentence="X met Y.")]
    assert roles[0] == "system"
    assert roles[1:] == ["user", "assistant"] * 7 + ["user"]
