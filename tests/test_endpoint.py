"""A real server on loopback plays every fault; each becomes its typed error, and none shows the key."""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from brief.endpoint import Endpoint, OpenAIChat
from brief.errors import AccessError, BusyError, ProviderError, ReplyError
from brief.records import Usage
from brief.wire import Message, Reply, Request, Token
from tests.newsroom import served

KEY = "sk-secret-0123456789"
PLAIN = Request((Message("system", "Be brief."), Message("user", "Who met?")), None, None, 20)
HELD = replace(PLAIN, schema_name="answer", schema={"type": "object"})


class Handler(BaseHTTPRequestHandler):
    """Notes the request and lets the next scene answer it; the last scene is repeated."""

    server: Theatre
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            self.server.bodies.append(body)
            scene = self.server.scenes.pop(0) if len(self.server.scenes) > 1 else self.server.scenes[0]
        scene(self)

    def date_time_string(self, timestamp=None):
        return "Sun, 10 Dec 2023 12:00:00 GMT"

    def log_message(self, *args):
        """Keep quiet."""


class Theatre(ThreadingHTTPServer):
    """A server that plays scenes in order."""

    daemon_threads = True

    def __init__(self, scenes):
        super().__init__(("127.0.0.1", 0), Handler)
        self.scenes, self.lock, self.curtain = scenes, threading.Lock(), threading.Event()
        self.bodies: list[dict[str, Any]] = []
        self.waits: list[float] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}/v1"

    def run(self, play, timeout=20.0, **parameters):
        """What `play` does with a chat that notes its waits instead of waiting."""

        async def sleep(seconds):
            self.waits.append(seconds)

        async def closing():
            chat = OpenAIChat(Endpoint(self.url, "some-model", KEY, parameters), timeout, sleep)
            try:
                return await play(chat)
            finally:
                await chat.close()

        return asyncio.run(closing())

    def ask(self, request, **options):
        """One request."""
        return self.run(lambda chat: chat.ask(request), **options)

    def shutdown(self):
        self.curtain.set()
        super().shutdown()


def playing(*scenes):
    """A server that plays these scenes."""
    return served(Theatre(list(scenes)))


def send(status, body, kind="application/json", **headers):
    """A scene: this status and body."""
    data = (body if isinstance(body, str) else json.dumps(body)).encode()

    def scene(handler):
        handler.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    return scene


def fault(status, message, code=None, **headers):
    """A scene: an error as OpenAI words it."""
    return send(status, {"error": {"message": message, "code": code}}, **headers)


def completion(content="Two men.", finish="stop", **more):
    """A chat completion."""
    message = {"role": "assistant", "content": content}
    return {"choices": [{"index": 0, "message": message, "finish_reason": finish, **more}]}


def drop(handler):
    """Close the connection without a word."""
    handler.close_connection = True


def drip(handler):
    """Answer so slowly, a space at a time, that each read is quick and the whole takes a second."""
    body = json.dumps(completion("Late.")).encode()
    handler.send_response(200)
    handler.send_header("Content-Length", str(50 + len(body)))
    handler.end_headers()
    with suppress(OSError):  # the other side has hung up
        for _ in range(50):
            handler.wfile.write(b" ")
            handler.server.curtain.wait(0.02)
        handler.wfile.write(body)


GOOD = send(200, completion())


@pytest.fixture(autouse=True)
def prompts(tmp_path, monkeypatch):
    """A prompt for schemas whose text is known here, and no endpoint but ours."""
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "answer.j2").write_text("As JSON: {{ schema }}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")


def test_request_is_fixed_and_bounded():
    """Temperature 0, a fixed seed and max_tokens go with every request, and the endpoint's own parameters.

    A proxy is no way to this machine. Usage is what the server counted, its prompt cache included.
    """
    usage = {"prompt_tokens": 90, "completion_tokens": 7, "prompt_tokens_details": {"cached_tokens": 64}}
    with playing(send(200, completion() | {"usage": usage})) as theatre:
        reply = theatre.ask(PLAIN, cache_prompt=True)
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Who met?"}]
    fixed = {"max_tokens": 20, "temperature": 0, "seed": 1}
    assert theatre.bodies == [{"model": "some-model", "messages": messages, **fixed, "cache_prompt": True}]
    counted = Usage(calls=1, input_tokens=90, cached_input_tokens=64, output_tokens=7)
    assert reply == Reply(content="Two men.", usage=counted, answers=None)


def test_first_tokens_come_with_their_alternatives():
    """Of twelve, likeliest first; each token says how likely it was.

    A cut answer is an answer, so that it can be kept, and says so.
    """
    ways = [{"token": "no", "logprob": -2.5}, {"token": "yes", "logprob": -0.1}]
    tokens = [{"token": "no", "logprob": -2.5, "top_logprobs": ways}] * 21
    with playing(send(200, completion("no more", "length", logprobs={"content": tokens}))) as theatre:
        reply = theatre.ask(replace(PLAIN, top_logprobs=2))
    early = Token(text="no", logprob=-2.5, alternatives=(("yes", -0.1), ("no", -2.5)))
    late = Token(text="no", logprob=-2.5, alternatives=())
    assert reply.tokens == (early,) * 12 + (late,) * 9
    assert (reply.content, reply.cut_off) == ("no more", 20)
    assert (theatre.bodies[0]["logprobs"], theatre.bodies[0]["top_logprobs"]) == (True, 2)


@pytest.mark.parametrize(("asked", "wait"), [("7", 7.0), ("Sun, 10 Dec 2023 12:00:31 GMT", 31.0)])
def test_busy_server_is_asked_again_when_it_said(asked, wait):
    """Retry-After is honoured in both forms, a date by the server's own clock."""
    with playing(fault(429, "slow down", **{"Retry-After": asked}), GOOD) as theatre:
        assert theatre.ask(PLAIN).content == "Two men."
    assert theatre.waits == [wait]


def test_wait_beyond_the_budget_stops_at_once():
    """A server that asks for more than the seconds left is not waited for, and the error says so."""
    busy = fault(429, "slow down", **{"Retry-After": "3600"})
    with playing(busy) as theatre, pytest.raises(BusyError) as caught:
        theatre.ask(PLAIN)
    assert (theatre.waits, caught.value.retry_after) == ([], 3600.0)
    assert "HTTP 429: slow down; it asks to wait 3600 s, more than the 1" in str(caught.value)


@pytest.mark.parametrize(
    "scene", [send(503, "<h1>Loading</h1>", "text/html"), fault(408, "x"), fault(409, "x"), drop]
)
def test_busy_server_is_asked_five_times_with_growing_waits(scene):
    """Overload and broken connections are retried four times, each wait about twice the one before."""
    given_up = "gave up after 5 attempts; run again later"
    with playing(scene) as theatre, pytest.raises(BusyError, match=given_up):
        theatre.ask(PLAIN)
    assert len(theatre.bodies) == 5
    assert [int(wait) // base for wait, base in zip(theatre.waits, (1, 2, 4, 8), strict=True)] == [1, 1, 1, 1]


def test_drip_is_cut_at_the_deadline():
    """A server that keeps each read short is left all the same once the whole call is over time."""
    with playing(drip, GOOD) as theatre:
        assert theatre.ask(PLAIN, timeout=0.2).content == "Two men."


@pytest.mark.parametrize(
    ("error", "status", "said", "remedy"),
    [
        (AccessError, 401, f"Incorrect key: {KEY}", "set BRIEF_API_KEY to a key that may use 'some-model'"),
        (AccessError, 403, "no access", "set BRIEF_API_KEY to a key that may use 'some-model'"),
        (AccessError, 429, "You exceeded it", "the quota is spent: add credit or use another key"),
        (AccessError, 402, "pay", "the quota is spent: add credit or use another key"),
        (ProviderError, 404, "no model", "check base_url and that it serves the model 'some-model'"),
        (ProviderError, 400, "too long", "check base_url and that it serves the model 'some-model'"),
    ],
)
def test_refusals_are_final(error, status, said, remedy):
    """Of a key, for a spent quota, or of a request: nothing is asked again, be it in a poorer dialect.

    Each names URL and status, and masks a key that the server repeats.
    """
    scene = fault(status, said, "insufficient_quota" if status == 429 else None)
    with playing(scene) as theatre, pytest.raises(ProviderError) as caught:
        theatre.ask(HELD)
    assert type(caught.value) is error
    assert str(caught.value) == f"{theatre.url}: HTTP {status}: {said.replace(KEY, '***')}; {remedy}"
    assert (len(theatre.bodies), theatre.waits) == (1, [])


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<html>Sign in</html>", "HTTP 200 with text/html, but no chat completion"),
        ('{"choices": [{"mess', "application/json, but no chat completion (body: Invalid JSON"),
        ({"choices": None}, "no chat completion (choices: Input should be a valid "),
        ({"choices": []}, "no chat completion (choices: Tuple should have at least 1 item"),
        ({"error": "overloaded"}, "no chat completion (choices: Field required)"),
        (completion(None), "the answer is empty"),
        (completion(" \n"), "the answer is empty"),
        (completion("", "content_filter"), "the model refused to answer (content filter)"),
        ({"choices": [{"message": {"refusal": "I can't."}}]}, "the model refused to answer (I can't.)"),
    ],
)
def test_answer_that_is_none_is_a_reply_error(body, message):
    """A 200 that holds no whole answer is told apart by what is wrong with it, and not asked again."""
    scene = send(200, body, "text/html" if "<html>" in body else "application/json")
    with playing(scene) as theatre, pytest.raises(ReplyError) as caught:
        theatre.ask(PLAIN)
    assert str(caught.value).startswith(f"{theatre.url}: ")
    assert message in str(caught.value)
    assert len(theatre.bodies) == 1


def test_ladder_goes_down_to_what_the_endpoint_accepts_and_stays():
    """A refused format moves one rung down for good; the schema then stands in the first message.

    An endpoint that refuses every dialect is left after the poorest.
    """
    no_schema = fault(400, "This model does not support response format `json_schema`")
    no_object = fault(422, "response_format is not supported")
    in_words = 'Be brief.\n\nAs JSON: {"type":"object"}'

    async def play(chat):
        return [(await chat.ask(HELD)).answers, (await chat.ask(HELD)).answers]

    with playing(no_schema, GOOD) as theatre:
        assert theatre.run(play) == ["json_object"] * 2
    first, *later = theatre.bodies
    held = {"name": "answer", "schema": {"type": "object"}, "strict": True}
    assert first["response_format"] == {"type": "json_schema", "json_schema": held}
    assert [body["response_format"] for body in later] == [{"type": "json_object"}] * 2
    assert [message["content"] for message in later[0]["messages"]] == [in_words, "Who met?"]

    with playing(no_schema, no_object, GOOD) as theatre:
        assert theatre.ask(HELD).answers == "text"
    assert "response_format" not in theatre.bodies[-1]
    assert theatre.bodies[-1]["messages"][0]["content"] == in_words

    everything = fault(400, "max_tokens, temperature, seed and response_format are not supported")
    with playing(everything) as theatre, pytest.raises(ProviderError, match="HTTP 400"):
        theatre.ask(HELD)
    assert len(theatre.bodies) == 6


def test_late_refusal_does_not_lead_back_up():
    """A request refused on a rung that others have left since goes on where they are."""
    learnt = threading.Event()
    refuse = fault(400, "response_format is not supported")

    def refuse_late(handler):
        learnt.wait(timeout=10)
        refuse(handler)

    def accept(handler):
        learnt.set()
        GOOD(handler)

    async def play(chat):
        return await asyncio.gather(chat.ask(HELD), chat.ask(HELD))

    with playing(refuse_late, refuse, refuse, accept) as theatre:
        assert [reply.answers for reply in theatre.run(play)] == ["text", "text"]
    assert len(theatre.bodies) == 5


def test_what_a_model_refuses_is_left_out_from_then_on():
    """One may want max_completion_tokens and its own temperature, and tell no alternatives of tokens."""
    tokens = "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead."
    temperature = "Unsupported value: 'temperature' does not support 0 with this model."
    chances = "logprobs are not supported with this model"
    with playing(*(fault(400, said) for said in (tokens, temperature, chances)), GOOD) as theatre:
        reply = theatre.ask(replace(HELD, top_logprobs=2))
    assert (reply.answers, reply.tokens) == ("json_schema", ())
    sent = theatre.bodies[-1]
    assert sent.keys() == {"model", "messages", "max_completion_tokens", "seed", "response_format"}
    assert sent["max_completion_tokens"] == 20


def test_cancelling_passes_through():
    """A cancelled request is cancelled: no typed error, no retry."""
    with playing(drip) as theatre:

        async def play(chat):
            task = asyncio.create_task(chat.ask(PLAIN))
            while not theatre.bodies:  # noqa: ASYNC110
                await asyncio.sleep(0)
            task.cancel()
            await task

        with pytest.raises(asyncio.CancelledError):
            theatre.run(play)
    assert theatre.waits == []


def test_key_and_password_are_in_no_text_of_an_endpoint():
    """Neither repr nor the place that messages name shows the key or a password."""
    endpoint = Endpoint("https://me:pw@models.example/v1", "m", KEY)
    assert KEY not in repr(endpoint)
    assert endpoint.place == "https://models.example/v1"
