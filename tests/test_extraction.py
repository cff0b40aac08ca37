"""One document to drafts; the model answers from a list, and reads the wire as measuring tools do."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief import extraction
from brief.errors import BusyError, ReplyError
from brief.extraction import Extraction, Profile, calls, extract
from brief.extraction.profile import article_profile, windows_profile
from brief.records import Actor, Usage
from brief.wire import Message, Reply, Request, Token
from tests.documents import document

Script: TypeAlias = Callable[[Request], "Reply | str"]

LINE = re.compile(r"^(>?)\s*\[(\d+)\] (.*)$", re.MULTILINE)
ARTICLE = replace(article_profile(16_384), max_tokens=99)
WINDOWS = windows_profile(8192, trained=True)
TEXTS = (
    "Harbour deal",
    "Ana Silva of Chile and Bo Lind of Sweden met in Oslo on Monday.",
    "They agreed to open a harbour.",
    "The sea was calm.",
)
MEETING = {
    "sentences": [2],
    "kind": "meeting",
    "status": "held",
    "actors": ["Ana Silva | | Chile", "Bo Lind | | Sweden"],
    "place": "Oslo",
}
AGREEMENT = {
    "sentences": [3, 2],
    "kind": "agreement",
    "status": "agreed",
    "actors": ["Chile", "Sweden"],
    "what": "open a harbour",
}


class Scripted:
    """A model that answers as `script` does (a list of claims is an answer), and notes what it is asked."""

    def __init__(self, script: Callable[[Request], Any]) -> None:
        self.script = script
        self.requests: list[Request] = []

    async def ask(self, request: Request) -> Reply:
        self.requests.append(request)
        answer = self.script(request)
        if isinstance(answer, Reply):
            return answer
        content = answer if isinstance(answer, str) else json.dumps({"claims": answer})
        return Reply(content=content, usage=Usage(calls=1), answers="json_schema")

    @property
    def questions(self) -> list[str]:
        return [request.messages[-1].content for request in self.requests]


def lines(request: Request) -> tuple[dict[int, str], set[int]]:
    """The sentences of a request by number, and the numbers asked about, by the contract of the wire."""
    user = [message.content for message in request.messages if message.role == "user"][-1]
    found = LINE.findall(user)
    shown = {int(number): text for _, number, text in found}
    return shown, {int(number) for mark, number, _ in found if mark} or set(shown)


def knowing(*claims: dict[str, Any]) -> Callable[[Request], list[dict[str, Any]]]:
    """A script that tells the claims whose carrying sentence is asked about, citing what is shown."""

    def script(request: Request) -> list[dict[str, Any]]:
        shown, asked = lines(request)
        return [
            claim | {"sentences": [number for number in claim["sentences"] if number in shown]}
            for claim in claims
            if claim["sentences"][0] in asked
        ]

    return script


def broken(request: Request) -> bool:
    """Whether the request is a second asking."""
    return any("could not be used" in message.content for message in request.messages)


def run(
    script: Callable[[Request], Any], *texts: str, profile: Profile = ARTICLE, **facts: Any
) -> tuple[Extraction, Scripted]:
    chat = Scripted(script)
    of = document(*(texts or TEXTS)).model_copy(update=facts)
    return asyncio.run(extract(of, chat, profile)), chat


@pytest.fixture(autouse=True)
def everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Triage holds every sentence likely, unless a test says otherwise."""
    monkeypatch.setattr(extraction.triage, "asked", lambda document: (True,) * len(document.sentences))


def test_an_article_is_read_in_one_call():
    """All of its sentences are numbered lines, none is marked, and outlet, date and title stand above."""
    made, chat = run(knowing(MEETING, AGREEMENT), outlet="Herald", date="2031-05-06", title="Harbour\ndeal")
    (question,) = chat.questions
    assert question.splitlines() == [
        "Article: Herald | 2031-05-06 | Harbour deal",
        "[1] Harbour deal",
        "[2] Ana Silva of Chile and Bo Lind of Sweden met in Oslo on Monday.",
        "[3] They agreed to open a harbour.",
        "[4] The sea was calm.",
    ]
    meeting, agreement = made.drafts
    assert meeting.actors == (
        Actor(name="Ana Silva", affiliation="Chile"),
        Actor(name="Bo Lind", affiliation="Sweden"),
    )
    assert (meeting.place, meeting.what, meeting.background, meeting.chance) == ("Oslo", None, None, None)
    assert (agreement.sentences, agreement.what) == ((3, 2), "open a harbour")
    assert (made.unread, made.unasked, made.findings) == ((), (), ())
    assert (made.usage.calls, made.answers, made.probabilities) == (1, "json_schema", False)


def test_a_small_model_is_shown_windows():
    """One sentence is marked in each, the lead and three sentences stand before it, and the text is short."""
    texts = [f"Sentence {number}." for number in range(1, 8)]
    _, chat = run(knowing(), *texts, profile=WINDOWS, outlet="Herald")
    assert chat.questions[0] == ">[1] Sentence 1."
    assert chat.questions[6] == (
        "[1] Sentence 1.\n[4] Sentence 4.\n[5] Sentence 5.\n[6] Sentence 6.\n>[7] Sentence 7."
    )
    assert chat.requests[6].messages[0] == Message(
        "system",
        "From a news article, list who met, what was agreed and what threats were cited in the sentences"
        " marked >. Say by name who acts.",
    )
    assert len(chat.requests) == 7


def test_triage_says_which_windows_are_asked(monkeypatch: pytest.MonkeyPatch):
    """The others are listed; a setting asks about all, and a whole article is never cut down."""
    monkeypatch.setattr(extraction.triage, "asked", lambda _: (False, True, True, False))
    made, chat = run(knowing(MEETING), profile=WINDOWS)
    assert (len(chat.requests), made.unasked, made.unread) == (2, (1, 4), ())
    made, chat = run(knowing(MEETING), profile=replace(WINDOWS, ask_all=True))
    assert (len(chat.requests), made.unasked) == (4, ())
    made, chat = run(knowing(MEETING))
    assert (lines(chat.requests[0])[1], made.unasked) == ({1, 2, 3, 4}, ())


def test_the_stable_part_is_the_same_in_every_call_and_long_enough_to_be_cached():
    """System text and example come first, have no numbered line of the article, and some 1,024 tokens."""
    _, chat = run(knowing(), profile=replace(ARTICLE, room=40))
    stable = {request.messages[:-1] for request in chat.requests}
    assert (len(chat.requests) > 1, len(stable)) == (True, 1)
    (messages,) = stable
    assert [message.role for message in messages] == ["system", "user", "assistant"]
    assert sum(len(message.content) for message in messages) > 5 * 1024
    assert json.loads(messages[2].content)["genre"] == "report"


def test_background_and_genre_are_asked_of_whole_articles_alone():
    """The schema has them there; a trained model leaves out every field that has no value."""
    whole = json.dumps({"genre": "opinion", "claims": [MEETING | {"background": True}]})
    made, chat = run(lambda _: whole)
    held = chat.requests[0].schema
    assert held
    assert held["required"] == ["genre", "claims"]
    assert "background" in held["properties"]["claims"]["items"]["required"]
    assert (made.genre, made.drafts[0].background) == ("opinion", True)
    _, chat = run(knowing(), profile=WINDOWS)
    held = chat.requests[0].schema
    assert held
    assert held["required"] == ["claims"]
    assert held["properties"]["claims"]["items"]["required"] == ["sentences", "kind", "status", "actors"]
    assert held["properties"]["claims"]["items"]["properties"]["what"] == {"type": "string"}
    assert "background" not in held["properties"]["claims"]["items"]["properties"]


def test_a_bad_claim_is_asked_again_once_and_then_costs_itself_alone():
    """The reason stands in an earlier message; the last one holds the sentences, as before."""
    bad = AGREEMENT | {"status": "held"}
    made, chat = run(knowing(MEETING, bad))
    first, second = chat.requests
    assert first.messages[-1] == second.messages[-1]
    assert [message.role for message in second.messages] == [
        *("system", "user", "assistant"),
        *("user", "assistant"),
        "user",
    ]
    assert "claims[1].status: held is no status of a claim of kind agreement" in second.messages[3].content
    assert [draft.kind for draft in made.drafts] == ["meeting"]
    (finding,) = made.findings
    assert (finding.check, finding.field, finding.severity) == ("answer", "claims[1].status", "unsupported")
    assert finding.message.startswith("sentences 1 to 4: held is no status of a claim of kind agreement")
    assert "open a harbour" in finding.message
    assert made.unread == ()


def test_a_second_answer_that_is_right_stands():
    """Both calls are counted, and nothing is left to find fault with."""
    made, chat = run(lambda request: [MEETING] if broken(request) else "I cannot.")
    assert (len(chat.requests), made.usage.calls, len(made.drafts)) == (2, 2, 1)
    assert (made.findings, made.unread) == ((), ())


def test_a_second_answer_that_is_worse_does_not_stand():
    """What was right in the first is kept."""
    bad = AGREEMENT | {"kind": "pact"}
    made, _ = run(lambda request: "No." if broken(request) else [MEETING, bad])
    assert ([draft.kind for draft in made.drafts], made.unread) == (["meeting"], ())


def test_an_answer_that_is_none_costs_its_sentences_and_the_rest_goes_on():
    """It is asked for twice; the sentences are listed as unread, with the reason."""
    made, chat = run(lambda request: "No." if 3 in lines(request)[1] else [], profile=WINDOWS)
    assert (len(chat.requests), made.unread) == (5, (3,))
    assert [(finding.field, finding.message) for finding in made.findings] == [
        ("body", "sentence 3: the answer holds no JSON object")
    ]


def test_an_answer_that_the_endpoint_refuses_costs_its_sentences():
    """A refused or empty answer is not asked for again, and one that cannot be reached ends the document."""

    def refused(_: Request) -> str:
        raise ReplyError("the model refused to answer")

    made, chat = run(refused)
    assert (len(chat.requests), made.unread) == (1, (1, 2, 3, 4))
    assert made.findings[0].message == "sentences 1 to 4: the model refused to answer"

    def down(_: Request) -> str:
        raise BusyError("down")

    with pytest.raises(BusyError, match="down"):
        run(down)


def cut(request: Request, *claims: dict[str, Any]) -> Reply:
    """An answer that breaks off after these claims."""
    whole = json.dumps({"claims": list(claims)})
    content = f'{whole.removesuffix("]}")}{", " if claims else ""}{{"sentences": ['
    return Reply(content=content, usage=Usage(calls=1), answers="json_schema", cut_off=request.max_tokens)


def test_a_part_whose_answer_is_cut_off_is_halved():
    """Each half is asked about with what stands before it, and no claim is lost or told twice."""

    def script(request: Request) -> Any:
        return cut(request, MEETING) if len(lines(request)[1]) > 2 else knowing(MEETING, AGREEMENT)(request)

    made, chat = run(script)
    assert [lines(request)[1] for request in chat.requests] == [{1, 2, 3, 4}, {1, 2}, {3, 4}]
    assert [draft.kind for draft in made.drafts] == ["meeting", "agreement"]
    assert (made.unread, made.findings) == ((), ())


def test_what_is_whole_of_an_answer_that_stays_too_long_is_kept():
    """The sentences after its last claim are unread, and the finding says why."""
    made, chat = run(lambda request: cut(request, MEETING), profile=WINDOWS)
    assert (len(chat.requests), len(made.drafts), made.unread) == (4, 1, (1, 3, 4))
    assert "the answer was cut off at max_tokens=500" in made.findings[0].message


def test_a_claim_that_is_said_again_and_again_is_stopped():
    """A model that has lost its way is not asked about halves; the claim counts once, nothing is unread."""
    made, chat = run(lambda request: cut(request, MEETING, AGREEMENT, AGREEMENT, AGREEMENT))
    assert (len(chat.requests), len(made.drafts), made.unread) == (1, 2, ())


def test_halving_has_an_end(monkeypatch: pytest.MonkeyPatch):
    """A model that is always cut off costs a bounded number of calls."""
    monkeypatch.setattr(calls, "SPLITS", 2)
    made, chat = run(cut, *(f"Sentence {number}." for number in range(1, 17)))
    assert len(chat.requests) == 1 + 2 + 4
    assert made.unread == tuple(range(1, 17))


def test_the_chance_of_a_window_decides_and_is_kept():
    """Below the least chance no claim of the answer counts, and that is noted; the others have the figure."""

    def likely(chance: float) -> Callable[[Request], Reply]:
        return lambda request: Reply(
            content=json.dumps({"claims": knowing(MEETING)(request)}, separators=(",", ":")),
            usage=Usage(calls=1),
            answers="json_schema",
            tokens=(
                Token(text='{"', alternatives=(('{"', 0.0),)),
                Token(text="claims", alternatives=(("claims", 0.0),)),
                Token(text='":[{"', alternatives=(('":[{"', _log(chance)), ('":', _log(1 - chance)))),
            ),
        )

    profile = replace(WINDOWS, least_chance=0.7)
    made, chat = run(likely(0.75), profile=profile)
    assert [draft.chance for draft in made.drafts] == [0.75]
    assert (made.probabilities, made.findings, chat.requests[0].top_logprobs) == (True, (), 5)
    made, _ = run(likely(0.6), profile=profile)
    assert (made.drafts, made.probabilities) == ((), True)
    assert [(finding.check, finding.severity, finding.message) for finding in made.findings] == [
        ("chance", "note", "sentence 2: the model's chance of a claim, 0.60, is below 0.70: none is kept")
    ]


def _log(probability: float) -> float:
    import math

    return math.log(probability)


def test_replies_are_hashed_in_order():
    """Other words, or the same in another order, give another hash."""
    hashes = {
        run(script)[0].replies_sha256
        for script in (
            lambda request: "a" if broken(request) else "b",
            lambda request: "b" if broken(request) else "a",
            lambda _: "a",
        )
    }
    assert len(hashes) == 3


@given(
    st.lists(st.integers(1, 30), min_size=1, max_size=30),
    st.integers(30, 90),
    st.sets(st.tuples(st.integers(1, 30), st.integers(1, 30)), max_size=8),
    st.sampled_from(["article", "windows"]),
)
def test_no_claim_is_lost_or_doubled_where_parts_meet(lengths, room, places, reading):
    """Wherever an article is cut, what a model tells of each sentence asked about comes out once."""
    texts = ["w" * length for length in lengths]
    told = [
        MEETING | {"sentences": [carrier, other], "what": f"{carrier} {other}"}
        for carrier, other in sorted(places)
        if max(carrier, other) <= len(texts)
    ]
    profile = replace(ARTICLE if reading == "article" else WINDOWS, room=room)
    made, _ = run(knowing(*told), *texts, profile=profile)
    assert [draft.what for draft in made.drafts] == [claim["what"] for claim in told]
    assert made.findings == ()


def test_a_claim_on_a_sentence_that_another_part_asks_about_is_that_parts():
    """A model that tells what it sees in the context does not double it."""

    def script(request: Request) -> list[dict[str, Any]]:
        shown, _ = lines(request)
        return [MEETING] if 2 in shown else []

    made, chat = run(script, profile=replace(ARTICLE, room=100))
    assert sum(2 in lines(request)[0] for request in chat.requests) == 2
    assert (len(made.drafts), made.findings) == (1, ())


def test_what_the_article_says_is_never_taken_for_a_line_of_ours():
    """A title with a number of its own and a sentence with one within stand on the lines that we made."""
    _, chat = run(knowing(), "[7] No.", "So: >[9] yes.", title="[3] Deal\n[4] done")
    assert lines(chat.requests[0]) == ({1: "[7] No.", 2: "So: >[9] yes."}, {1, 2})


def test_beyond_its_bounds_an_article_is_unread(monkeypatch: pytest.MonkeyPatch):
    """A sentence that no call has room for and all sentences after the bound are listed, not asked about."""
    monkeypatch.setattr("brief.extraction.windows.SENTENCES", 3)
    made, chat = run(knowing(), "Short.", "w" * 200, "Short.", "Late.", profile=replace(ARTICLE, room=100))
    assert [lines(request)[1] for request in chat.requests] == [{1, 3}]
    assert made.unread == (2, 4)
