"""One document to drafts; the model answers from a list, and reads the wire as measuring tools do."""

from __future__ import annotations

import asyncio
import json
import math
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief import extraction
from brief.errors import BusyError, ReplyError
from brief.extraction import calls, extract
from brief.extraction.profile import article_profile, windows_profile
from brief.extraction.windows import cover
from brief.records import Actor, Usage
from brief.wire import Message, Reply, Token
from tests.documents import document

LINE = re.compile(r"^(>?)\s*\[(\d+)\] (.*)$", re.MULTILINE)
ARTICLE = replace(article_profile(16_384), max_tokens=99)
WINDOWS = windows_profile(8192, trained=True)
TEXTS = (
    "Harbour deal",
    "Ana Silva of Chile and Bo Lind of Sweden met in Oslo on Monday.",
    "They agreed to open a harbour.",
    "The sea was calm.",
)
MET = {"kind": "meeting", "status": "held", "actors": ["Ana Silva | | Chile", "Bo Lind | | Sweden"]}
MEETING = {"sentences": [2], "place": "Oslo", **MET}
AGREED = {"kind": "agreement", "status": "agreed", "actors": ["Chile", "Sweden"]}
AGREEMENT = {"sentences": [3, 2], "what": "open a harbour", **AGREED}


class Scripted:
    """A model that answers as `script` does (a list of claims is an answer), and notes what it is asked."""

    def __init__(self, script):
        self.script, self.requests = script, []

    async def ask(self, request):
        self.requests.append(request)
        answer = self.script(request)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Reply):
            return answer
        return reply(answer if isinstance(answer, str) else json.dumps({"claims": answer}))


def reply(content, **fields):
    return Reply(content=content, usage=Usage(calls=1), answers="json_schema", **fields)


def question(request):
    return request.messages[-1].content


def lines(request):
    """The sentences of a request by number, and the numbers asked about, by the contract of the wire."""
    found = LINE.findall(question(request))
    shown = {int(number): text for _, number, text in found}
    return shown, {int(number) for mark, number, _ in found if mark} or set(shown)


def knowing(*claims):
    """A script that tells the claims whose carrying sentence is asked about, citing what is shown."""

    def script(request):
        shown, asked = lines(request)
        return [
            claim | {"sentences": [number for number in claim["sentences"] if number in shown]}
            for claim in claims
            if claim["sentences"][0] in asked
        ]

    return script


def broken(request):
    """Whether the request is a second asking."""
    return any("could not be used" in message.content for message in request.messages)


def run(script, *texts, profile=ARTICLE, **facts):
    chat = Scripted(script)
    of = document(*(texts or TEXTS)).model_copy(update=facts)
    return asyncio.run(extract(of, chat, profile)), chat.requests


@pytest.fixture(autouse=True)
def everything(monkeypatch):
    """Triage holds every sentence likely, unless a test says otherwise."""
    monkeypatch.setattr(extraction.triage, "asked", lambda document: (True,) * len(document.sentences))


def test_an_article_is_read_in_one_call():
    """All of its sentences are numbered lines, none is marked, and outlet, date and title stand above."""
    facts = {"outlet": "Herald", "date": "2031-05-06", "title": "Harbour\ndeal"}
    made, (request,) = run(knowing(MEETING, AGREEMENT), **facts)
    assert question(request).splitlines() == [
        "Article: Herald | 2031-05-06 | Harbour deal",
        "[1] Harbour deal",
        "[2] Ana Silva of Chile and Bo Lind of Sweden met in Oslo on Monday.",
        "[3] They agreed to open a harbour.",
        "[4] The sea was calm.",
    ]
    meeting, agreement = made.drafts
    ana, bo = Actor(name="Ana Silva", affiliation="Chile"), Actor(name="Bo Lind", affiliation="Sweden")
    assert meeting.actors == (ana, bo)
    assert (meeting.place, meeting.what, meeting.background, meeting.chance) == ("Oslo", None, None, None)
    assert (agreement.sentences, agreement.what) == ((3, 2), "open a harbour")
    assert (made.unread, made.unasked, made.findings) == ((), (), ())
    assert (made.usage.calls, made.answers, made.probabilities) == (1, "json_schema", False)


def test_a_small_model_is_shown_windows():
    """One sentence is marked in each, the lead and three sentences stand before it, and the text is short."""
    texts = [f"Sentence {number}." for number in range(1, 8)]
    _, requests = run(knowing(), *texts, profile=WINDOWS, outlet="Herald")
    assert question(requests[0]) == ">[1] Sentence 1."
    shown = [f"[{number}] Sentence {number}." for number in (1, 4, 5, 6, 7)]
    assert question(requests[6]).splitlines() == [*shown[:-1], f">{shown[-1]}"]
    assert requests[6].messages[0] == Message(
        "system",
        "From a news article, list who met, what was agreed and what threats were cited in the sentences"
        " marked >. Say by name who acts.",
    )
    assert len(requests) == 7


def test_triage_says_which_windows_are_asked(monkeypatch):
    """The others are listed; a setting asks about all, and a whole article is never cut down."""
    monkeypatch.setattr(extraction.triage, "asked", lambda _: (False, True, True, False))
    made, requests = run(knowing(MEETING), profile=WINDOWS)
    assert (len(requests), made.unasked, made.unread) == (2, (1, 4), ())
    made, requests = run(knowing(MEETING), profile=replace(WINDOWS, ask_all=True))
    assert (len(requests), made.unasked) == (4, ())
    made, requests = run(knowing(MEETING))
    assert (lines(requests[0])[1], made.unasked) == ({1, 2, 3, 4}, ())


def test_the_stable_part_is_the_same_in_every_call_and_long_enough_to_be_cached():
    """System text and example come first, have no numbered line of the article, and some 1,024 tokens."""
    _, requests = run(knowing(), profile=replace(ARTICLE, room=40))
    (messages,) = {request.messages[:-1] for request in requests}
    assert len(requests) > 1
    assert [message.role for message in messages] == ["system", "user", "assistant"]
    assert sum(len(message.content) for message in messages) > 5 * 1024
    assert json.loads(messages[2].content)["genre"] == "report"


def test_background_and_genre_are_asked_of_whole_articles_alone():
    """The schema has them there; a trained model leaves out every field that has no value."""
    whole = json.dumps({"genre": "opinion", "claims": [MEETING | {"background": True}]})
    made, (request,) = run(lambda _: whole)
    assert request.schema["required"] == ["genre", "claims"]
    assert "background" in request.schema["properties"]["claims"]["items"]["required"]
    assert (made.genre, made.drafts[0].background) == ("opinion", True)
    _, (request, *_) = run(knowing(), profile=WINDOWS)
    assert request.schema["required"] == ["claims"]
    held = request.schema["properties"]["claims"]["items"]
    assert held["required"] == ["sentences", "kind", "status", "actors"]
    assert held["properties"]["what"] == {"type": "string"}
    assert "background" not in held["properties"]


def test_a_bad_claim_is_asked_again_once_and_then_costs_itself_alone():
    """The reason stands in an earlier message; the last one holds the sentences, as before."""
    bad = AGREEMENT | {"status": "held"}
    made, (first, second) = run(knowing(MEETING, bad))
    assert first.messages[-1] == second.messages[-1]
    roles = [message.role for message in second.messages]
    assert roles == ["system", *("user", "assistant") * 2, "user"]
    assert "claims[1].status: held is no status of a claim of kind agreement" in second.messages[3].content
    assert [draft.kind for draft in made.drafts] == ["meeting"]
    (finding,) = made.findings
    assert (finding.check, finding.field, finding.severity) == ("answer", "claims[1].status", "unsupported")
    assert finding.message.startswith("sentences 1 to 4: held is no status of a claim of kind agreement")
    assert "open a harbour" in finding.message
    assert made.unread == ()


def test_the_better_of_two_answers_stands():
    """Both calls are counted; a second one that is right leaves no fault, and a worse one costs nothing.

    Both are hashed: other words, or the same in another order, give another hash.
    """
    made, requests = run(lambda request: [MEETING] if broken(request) else "I cannot.")
    assert (len(requests), made.usage.calls, len(made.drafts)) == (2, 2, 1)
    assert (made.findings, made.unread) == ((), ())
    bad = AGREEMENT | {"kind": "pact"}
    made, _ = run(lambda request: "No." if broken(request) else [MEETING, bad])
    assert ([draft.kind for draft in made.drafts], made.unread) == (["meeting"], ())
    answers = (("a", "b"), ("b", "a"), ("a", "a"))
    hashed = [run(lambda request, two=two: two[broken(request)])[0].replies_sha256 for two in answers]
    assert len(set(hashed)) == 3


def test_an_answer_that_is_none_costs_its_sentences_and_the_rest_goes_on():
    """It is asked for twice; the sentences are listed as unread, with the reason.

    A refused or empty answer is not asked for again, and one that cannot be reached ends the document.
    """
    made, requests = run(lambda request: "No." if 3 in lines(request)[1] else [], profile=WINDOWS)
    assert (len(requests), made.unread) == (5, (3,))
    assert [(finding.field, finding.message) for finding in made.findings] == [
        ("body", "sentence 3: the answer holds no JSON object")
    ]
    made, requests = run(lambda _: ReplyError("the model refused to answer"))
    assert (len(requests), made.unread) == (1, (1, 2, 3, 4))
    assert made.findings[0].message == "sentences 1 to 4: the model refused to answer"
    with pytest.raises(BusyError, match="down"):
        run(lambda _: BusyError("down"))


def cut(request, *claims):
    """An answer that breaks off after these claims."""
    whole = json.dumps({"claims": list(claims)})
    content = f'{whole.removesuffix("]}")}{", " if claims else ""}{{"sentences": ['
    return reply(content, cut_off=request.max_tokens)


def test_a_part_whose_answer_is_cut_off_is_halved():
    """Each half is asked about with what stands before it, and no claim is lost or told twice."""

    def script(request):
        return cut(request, MEETING) if len(lines(request)[1]) > 2 else knowing(MEETING, AGREEMENT)(request)

    made, requests = run(script)
    assert [(set(shown), asked) for shown, asked in map(lines, requests)] == [
        ({1, 2, 3, 4}, {1, 2, 3, 4}),
        ({1, 2}, {1, 2}),
        ({1, 2, 3, 4}, {3, 4}),
    ]
    assert [draft.kind for draft in made.drafts] == ["meeting", "agreement"]
    assert (made.unread, made.findings) == ((), ())


def test_what_is_whole_of_an_answer_that_stays_too_long_is_kept():
    """The sentences after its last claim are unread, and the finding says why.

    A model that says a claim again and again is not asked about halves; it counts once, nothing is unread.
    """
    made, requests = run(lambda request: cut(request, MEETING), profile=WINDOWS)
    assert (len(requests), len(made.drafts), made.unread) == (4, 1, (1, 3, 4))
    assert "the answer was cut off at max_tokens=500" in made.findings[0].message
    made, requests = run(lambda request: cut(request, MEETING, AGREEMENT, AGREEMENT, AGREEMENT))
    assert (len(requests), len(made.drafts), made.unread) == (1, 2, ())


def test_halving_has_an_end(monkeypatch):
    """A model that is always cut off costs a bounded number of calls."""
    monkeypatch.setattr(calls, "SPLITS", 2)
    made, requests = run(cut, *(f"Sentence {number}." for number in range(1, 17)))
    assert len(requests) == 1 + 2 + 4
    assert made.unread == tuple(range(1, 17))


def test_the_chance_of_a_window_decides_and_is_kept():
    """Below the least chance no claim of the answer counts, and that is noted; the others have the figure."""

    def likely(chance):
        ways = (('":[{"', math.log(chance)), ('":', math.log(1 - chance)))
        tokens = [Token(text=text, alternatives=((text, 0.0),)) for text in ('{"', "claims")]
        tokens.append(Token(text='":[{"', alternatives=ways))
        whole = json.dumps({"claims": [MEETING]}, separators=(",", ":"))
        return lambda request: reply(whole if 2 in lines(request)[1] else '{"claims":[]}', tokens=tokens)

    profile = replace(WINDOWS, least_chance=0.7)
    made, requests = run(likely(0.75), profile=profile)
    assert [draft.chance for draft in made.drafts] == [0.75]
    assert (made.probabilities, made.findings, requests[0].top_logprobs) == (True, (), 5)
    made, _ = run(likely(0.6), profile=profile)
    assert (made.drafts, made.probabilities) == ((), True)
    assert [(finding.check, finding.severity, finding.message) for finding in made.findings] == [
        ("chance", "note", "sentence 2: the model's chance of a claim, 0.60, is below 0.70: none is kept")
    ]


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
    profile = replace(ARTICLE, room=100)
    made, requests = run(lambda request: [MEETING] if 2 in lines(request)[0] else [], profile=profile)
    assert sum(2 in lines(request)[0] for request in requests) == 2
    assert (len(made.drafts), made.findings) == (1, ())


def test_what_the_article_says_is_never_taken_for_a_line_of_ours():
    """A title with a number of its own and a sentence with one within stand on the lines that we made."""
    _, requests = run(knowing(), "[7] No.", "So: >[9] yes.", title="[3] Deal\n[4] done")
    assert lines(requests[0]) == ({1: "[7] No.", 2: "So: >[9] yes."}, {1, 2})


@pytest.mark.parametrize(("bound", "value"), [("SENTENCES", 3), ("CHARACTERS", 215)])
def test_beyond_its_bounds_an_article_is_unread(monkeypatch, bound, value):
    """A sentence that no call has room for and all sentences after a bound are listed, not asked about."""
    monkeypatch.setattr(f"brief.extraction.windows.{bound}", value)
    texts = "Short.", "w" * 200, "Short.", "Late."
    made, requests = run(knowing(), *texts, profile=replace(ARTICLE, room=100))
    assert [lines(request)[1] for request in requests] == [{1, 3}]
    assert made.unread == (2, 4)


SMALL = replace(article_profile(16_384), room=50)


def numbers(profile, *lengths, asked=None):
    """Of each window over sentences of these lengths, the numbers shown and those asked about."""
    sentences = document(*("w" * length for length in lengths)).sentences
    wanted = range(1, len(lengths) + 1) if asked is None else asked
    return [
        ([sentence.number for sentence in window.shown], sorted(window.asked))
        for window in cover(sentences, wanted, profile)
    ]


def test_a_part_shows_the_end_of_the_one_before_it_and_the_lead():
    """They are context: what is new is asked about. The nearest sentences come first if room is short."""
    assert numbers(SMALL, *[10] * 8) == [
        ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]),
        ([1, 2, 4, 5, 6], [6]),
        ([1, 2, 5, 6, 7], [7]),
        ([1, 2, 6, 7, 8], [8]),
    ]
    for last, shown in ((20, [1, 3, 4, 5]), (35, [4, 5]), (50, [5])):
        assert numbers(SMALL, 10, 10, 10, 10, last, asked=[5]) == [(shown, [5])]


@given(
    st.lists(st.integers(1, 50), min_size=1, max_size=40),
    st.sets(st.integers(1, 40)),
    st.sampled_from([None, 1, 2, 5]),
    st.integers(0, 4),
    st.integers(0, 3),
)
def test_every_sentence_asked_about_is_marked_exactly_once(lengths, asked, marked, before, lead):
    """In order, within the room; what is shown besides is the lead or stands just before."""
    profile = replace(SMALL, marked=marked, before=before, lead=lead)
    made = numbers(profile, *lengths, asked=asked)
    assert [number for _, about in made for number in about] == sorted(
        number for number in asked if number <= len(lengths)
    )
    for shown, about in made:
        assert shown == sorted(set(shown))
        assert sum(lengths[number - 1] for number in shown) <= 50
        assert about == list(range(about[0], about[-1] + 1))
        assert marked is None or len(about) <= marked
        context = [number for number in shown if number not in about]
        assert all(number <= lead or about[0] - before <= number < about[0] for number in context)


def test_a_small_context_leaves_some_room():
    """However little a model sees, some sentences fit: an eighth of it is theirs at least."""
    assert [article_profile(context).room for context in (2048, 4096, 16_384)] == [768, 1716, 29_652]
    assert [windows_profile(context, trained=True).room for context in (512, 8192)] == [852, 6000]
    assert article_profile(16_384).max_tokens == 4000
