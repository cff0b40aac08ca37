"""A real server on loopback plays every fault; each becomes its typed error, and none shows the key."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import pytest

from brief.endpoint import Endpoint, OpenAIChat
from brief.errors import AccessError, BusyError, ProviderError, ReplyError
from brief.records import Usage
from brief.wire import Message, Reply, Request, Token

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

T = TypeVar("T")
Scene: TypeAlias = Callable[["Handler"], None]

KEY = "sk-secret-0123456789"
PLAIN = Request((Message("system", "Be brief."), Message("user", "Who met?")), None, None, 20)
HELD = Request(PLAIN.messages, "answer", {"type": "object"}, 20)
CHANCES = Request(PLAIN.messages, None, None, 20, top_logprobs=2)


class Handler(BaseHTTPRequestHandler):
    """Notes the request and lets the next scene answer it; the last scene is repeated."""

    server: Theatre
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        """Play a scene."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            self.server.bodies.append(body)
            scene = self.server.scenes.pop(0) if len(self.server.scenes) > 1 else self.server.scenes[0]
        scene(self)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """A clock that stands still."""
        return "Sun, 10 Dec 2023 12:00:00 GMT"

    def log_message(self, *args: Any) -> None:
        """Keep quiet."""


class Theatre(ThreadingHTTPServer):
    """A server that plays scenes in order."""

    daemon_threads = True

    def __init__(self, scenes: list[Scene]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.scenes, self.lock = scenes, threading.Lock()
        self.bodies: list[dict[str, Any]] = []
        self.waits: list[float] = []
        self.curtain = threading.Event()

    @property
    def url(self) -> str:
        """Where to ask."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def run(self, play: Callable[[OpenAIChat], Awaitable[T]], timeout: float = 20.0, **parameters: Any) -> T:
        """What `play` does with a chat that notes its waits instead of waiting."""

        async def sleep(seconds: float) -> None:
            self.waits.append(seconds)

        async def closing() -> T:
            chat = OpenAIChat(Endpoint(self.url, "some-model", KEY, parameters), timeout, sleep)
            try:
                return await play(chat)
            finally:
                await chat.close()

        return asyncio.run(closing())

    def ask(self, request: Request, timeout: float = 20.0) -> Reply:
        """One request."""
        return self.run(lambda chat: chat.ask(request), timeout)


@contextmanager
def playing(*scenes: Scene) -> Iterator[Theatre]:
    """A server that plays these scenes."""
    theatre = Theatre(list(scenes))
    thread = threading.Thread(target=theatre.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield theatre
    finally:
        theatre.curtain.set()
        theatre.shutdown()
        thread.join()
        theatre.server_close()


def send(
    status: int, body: object, headers: dict[str, str] | None = None, kind: str = "application/json"
) -> Scene:
    """A scene: this status and body."""
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode()

    def scene(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(data)),
            **(headers or {}),
        }.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    return scene


def fault(status: int, message: str, headers: dict[str, str] | None = None, **more: str) -> Scene:
    """A scene: an error as OpenAI words it."""
    return send(status, {"error": {"message": message, **more}}, headers)


def completion(content: str | None = "Two men.", finish: str = "stop", **more: Any) -> dict[str, Any]:
    """A chat completion."""
    message = {"role": "assistant", "content": content}
    return {"choices": [{"index": 0, "message": message, "finish_reason": finish, **more}]}


def drop(handler: Handler) -> None:
    """Close the connection without a word."""
    handler.close_connection = True


def drip(handler: Handler) -> None:
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
def prompts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A prompt for schemas whose text is known here, and no endpoint but ours."""
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "answer.j2").write_text("As JSON: {{ schema }}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")


def test_request_is_fixed_and_bounded() -> None:
    """Temperature 0, a fixed seed and max_tokens go with every request; a proxy is no way to this machine."""
    with playing(GOOD) as theatre:
        theatre.ask(PLAIN)
    assert theatre.bodies == [
        {
            "model": "some-model",
            "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "Who met?"},
            ],
            "max_tokens": 20,
            "temperature": 0,
            "seed": 1,
        }
    ]


def test_parameters_of_the_endpoint_go_with_the_body() -> None:
    """Further parameters stand beside the others in the body."""
    with playing(GOOD) as theatre:
        theatre.run(lambda chat: chat.ask(PLAIN), cache_prompt=True)
    assert theatre.bodies[0]["cache_prompt"] is True


def test_reply_counts_tokens_as_the_server_does() -> None:
    """Usage is the server's own, with what it took from its prompt cache."""
    usage = {"prompt_tokens": 90, "completion_tokens": 7, "prompt_tokens_details": {"cached_tokens": 64}}
    with playing(send(200, completion() | {"usage": usage})) as theatre:
        reply = theatre.ask(PLAIN)
    counted = Usage(calls=1, input_tokens=90, cached_input_tokens=64, output_tokens=7)
    assert reply == Reply(content="Two men.", usage=counted, answers=None)


def test_first_tokens_come_with_their_alternatives() -> None:
    """Of twelve, likeliest first; each token says how likely it was, and a cut answer says so as any does."""
    ways = [{"token": "no", "logprob": -2.5}, {"token": "yes", "logprob": -0.1}]
    tokens = [{"token": "no", "logprob": -2.5, "top_logprobs": ways}] * 21
    with playing(send(200, completion("no more", "length", logprobs={"content": tokens}))) as theatre:
        reply = theatre.ask(CHANCES)
    early = Token(text="no", logprob=-2.5, alternatives=(("yes", -0.1), ("no", -2.5)))
    late = Token(text="no", logprob=-2.5, alternatives=())
    assert reply.tokens == (early,) * 12 + (late,) * 9
    assert reply.cut_off == 20
    assert (theatre.bodies[0]["logprobs"], theatre.bodies[0]["top_logprobs"]) == (True, 2)


def test_endpoint_without_alternatives_answers_all_the_same() -> None:
    """It is not asked for them again, and the reply has none."""
    with playing(fault(400, "logprobs are not supported with this model"), GOOD) as theatre:
        assert theatre.ask(CHANCES).tokens == ()
    assert "logprobs" not in theatre.bodies[-1]
    assert "top_logprobs" not in theatre.bodies[-1]


@pytest.mark.parametrize(
    ("asked", "wait"),
    [("7", 7.0), ("Sun, 10 Dec 2023 12:00:31 GMT", 31.0)],
)
def test_busy_server_is_asked_again_when_it_said(asked: str, wait: float) -> None:
    """Retry-After is honoured in both forms, a date by the server's own clock."""
    with playing(fault(429, "slow down", {"Retry-After": asked}), GOOD) as theatre:
        assert theatre.ask(PLAIN).content == "Two men."
    assert theatre.waits == [wait]


def test_wait_beyond_the_budget_stops_at_once() -> None:
    """A server that asks for more than the seconds left is not waited for, and the error says so."""
    with (
        playing(fault(429, "slow down", {"Retry-After": "3600"})) as theatre,
        pytest.raises(BusyError) as caught,
    ):
        theatre.ask(PLAIN)
    assert theatre.waits == []
    assert caught.value.retry_after == 3600.0
    assert "HTTP 429: slow down; it asks to wait 3600 s, more than the 1" in str(caught.value)


@pytest.mark.parametrize(
    "scene", [send(503, "<h1>Loading</h1>", kind="text/html"), fault(408, "x"), fault(409, "x"), drop]
)
def test_busy_server_is_asked_five_times_with_growing_waits(scene: Scene) -> None:
    """Overload and broken connections are retried four times, each wait about twice the one before."""
    with (
        playing(scene) as theatre,
        pytest.raises(BusyError, match="gave up after 5 attempts; run again later"),
    ):
        theatre.ask(PLAIN)
    assert len(theatre.bodies) == 5
    assert [int(wait) // base for wait, base in zip(theatre.waits, (1, 2, 4, 8), strict=True)] == [1, 1, 1, 1]


def test_drip_is_cut_at_the_deadline() -> None:
    """A server that keeps each read short is left all the same once the whole call is over time."""
    with playing(drip, GOOD) as theatre:
        assert theatre.ask(PLAIN, timeout=0.2).content == "Two men."


@pytest.mark.parametrize(
    ("scene", "message"),
    [
        (
            fault(401, f"Incorrect API key provided: {KEY}"),
            "HTTP 401: Incorrect API key provided: ***; set BRIEF_API_KEY",
        ),
        (
            fault(403, "no access"),
            "HTTP 403: no access; set BRIEF_API_KEY to a key that may use 'some-model'",
        ),
        (
            fault(429, "You exceeded it", code="insufficient_quota"),
            "HTTP 429: You exceeded it; the quota is spent",
        ),
        (fault(402, "pay"), "HTTP 402: pay; the quota is spent: add credit or use another key"),
    ],
)
def test_refused_key_and_spent_quota_are_final(scene: Scene, message: str) -> None:
    """Asking again would not help, so nothing is asked again; a key that the server repeats is masked."""
    with playing(scene) as theatre, pytest.raises(AccessError) as caught:
        theatre.ask(PLAIN)
    assert str(caught.value).startswith(f"{theatre.url}: {message}")
    assert KEY not in str(caught.value)
    assert (len(theatre.bodies), theatre.waits) == (1, [])


def test_other_refusal_names_url_status_and_model() -> None:
    """What is neither access nor load is a plain ProviderError that says where to look."""
    with playing(fault(404, "model not found")) as theatre, pytest.raises(ProviderError) as caught:
        theatre.ask(PLAIN)
    assert type(caught.value) is ProviderError
    assert str(caught.value) == (
        f"{theatre.url}: HTTP 404: model not found; check base_url and that it serves the model 'some-model'"
    )


@pytest.mark.parametrize(
    ("scene", "message"),
    [
        (
            send(200, "<html>Sign in</html>", kind="text/html"),
            "HTTP 200 with text/html, but no chat completion",
        ),
        (
            send(200, '{"choices": [{"mess'),
            "HTTP 200 with application/json, but no chat completion (body: Invalid JSON",
        ),
        (send(200, {"choices": None}), "no chat completion (choices: Input should be a valid "),
        (send(200, {"choices": []}), "no chat completion (choices: Tuple should have at least 1 item"),
        (send(200, {"error": "overloaded"}), "no chat completion (choices: Field required)"),
        (send(200, completion(None)), "the answer is empty"),
        (send(200, completion(" \n")), "the answer is empty"),
        (send(200, completion("", "content_filter")), "the model refused to answer (content filter)"),
        (
            send(200, {"choices": [{"message": {"refusal": "I can't."}}]}),
            "the model refused to answer (I can't.)",
        ),
    ],
)
def test_answer_that_is_none_is_a_reply_error(scene: Scene, message: str) -> None:
    """A 200 that holds no whole answer is told apart by what is wrong with it, and not asked again."""
    with playing(scene) as theatre, pytest.raises(ReplyError) as caught:
        theatre.ask(PLAIN)
    assert str(caught.value).startswith(f"{theatre.url}: ")
    assert message in str(caught.value)
    assert len(theatre.bodies) == 1


def test_answer_that_is_cut_off_says_so() -> None:
    """It is an answer, so that it can be kept; whoever parses it learns that it is not whole."""
    with playing(send(200, completion('{"a', "length"))) as theatre:
        reply = theatre.ask(PLAIN)
    assert (reply.content, reply.cut_off) == ('{"a', 20)


def test_ladder_goes_down_to_what_the_endpoint_accepts_and_stays() -> None:
    """A refused format moves one rung down for good; the schema then stands in the first message."""
    no_schema = fault(400, "This model does not support response format `json_schema`")
    no_object = fault(422, "response_format is not supported")

    async def play(chat: OpenAIChat) -> tuple[list[Reply], str]:
        return [await chat.ask(HELD), await chat.ask(HELD)], chat.answers

    with playing(no_schema, GOOD) as theatre:
        replies, answers = theatre.run(play)
    assert [reply.answers for reply in replies] == ["json_object", "json_object"]
    assert answers == "json_object"
    assert [body["response_format"]["type"] for body in theatre.bodies] == [
        "json_schema",
        "json_object",
        "json_object",
    ]
    assert theatre.bodies[0]["response_format"]["json_schema"] == {
        "name": "answer",
        "schema": {"type": "object"},
        "strict": True,
    }
    assert [message["content"] for message in theatre.bodies[1]["messages"]] == [
        'Be brief.\n\nAs JSON: {"type":"object"}',
        "Who met?",
    ]

    with playing(no_schema, no_object, GOOD) as theatre:
        assert theatre.ask(HELD).answers == "text"
    assert "response_format" not in theatre.bodies[-1]
    assert theatre.bodies[-1]["messages"][0]["content"] == 'Be brief.\n\nAs JSON: {"type":"object"}'


def test_late_refusal_does_not_lead_back_up() -> None:
    """A request refused on a rung that others have left since goes on where they are."""
    learnt = threading.Event()
    refuse = fault(400, "response_format is not supported")

    def refuse_late(handler: Handler) -> None:
        learnt.wait(timeout=10)
        refuse(handler)

    def accept(handler: Handler) -> None:
        learnt.set()
        GOOD(handler)

    async def play(chat: OpenAIChat) -> list[Reply]:
        return list(await asyncio.gather(chat.ask(HELD), chat.ask(HELD)))

    with playing(refuse_late, refuse, refuse, accept) as theatre:
        replies = theatre.run(play)
    assert [reply.answers for reply in replies] == ["text", "text"]
    assert len(theatre.bodies) == 5


def test_other_bad_request_leaves_the_ladder_alone() -> None:
    """A 400 about something else is an error on the first rung."""
    with (
        playing(fault(400, "context is too long")) as theatre,
        pytest.raises(ProviderError, match="too long"),
    ):
        theatre.ask(HELD)
    assert len(theatre.bodies) == 1


def test_reasoning_model_gets_its_own_parameters() -> None:
    """A model that wants max_completion_tokens and its own temperature gets them from then on."""
    with playing(
        fault(
            400, "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead."
        ),
        fault(400, "Unsupported value: 'temperature' does not support 0 with this model."),
        GOOD,
    ) as theatre:
        assert theatre.ask(HELD).answers == "json_schema"
    sent = theatre.bodies[-1]
    assert sent["max_completion_tokens"] == 20
    assert "max_tokens" not in sent
    assert "temperature" not in sent


def test_refusal_that_never_ends_is_an_error() -> None:
    """An endpoint that refuses every dialect is left after the poorest."""
    scene = fault(400, "max_tokens, temperature, seed and response_format are not supported")
    with playing(scene) as theatre, pytest.raises(ProviderError, match="HTTP 400"):
        theatre.ask(HELD)
    assert len(theatre.bodies) == 6


def test_cancelling_passes_through() -> None:
    """A cancelled request is cancelled: no typed error, no retry."""
    with playing(drip) as theatre:

        async def play(chat: OpenAIChat) -> None:
            task = asyncio.create_task(chat.ask(PLAIN))
            while not theatre.bodies:  # noqa: ASYNC110
                await asyncio.sleep(0)
            task.cancel()
            await task

        with pytest.raises(asyncio.CancelledError):
            theatre.run(play)
    assert theatre.waits == []


def test_key_and_password_are_in_no_text_of_an_endpoint() -> None:
    """Neither repr nor the place that messages name shows the key or a password."""
    endpoint = Endpoint("https://me:pw@models.example/v1", "m", KEY)
    assert KEY not in repr(endpoint)
    assert endpoint.place == "https://models.example/v1"
