"""A model behind an endpoint, hosted or local, reached with the `openai` client.

Every failure is a typed error of `brief.errors` that names the endpoint and never holds the key.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from brief.dialect import Completion, Dialect
from brief.errors import AccessError, BusyError, ProviderError, ReplyError
from brief.wire import Reply, Request, reasons

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    import openai
    import tenacity

ATTEMPTS = 5
RETRY_SECONDS = 120.0

_SPENT = re.compile(r"insufficient_quota|billing_not_active|billing_hard_limit_reached")


@dataclass(frozen=True)
class Endpoint:
    """Where a model is reached. `parameters` are further fields of each request's body."""

    base_url: str
    model: str
    api_key: str | None = field(default=None, repr=False)
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The URL as messages show it: without a user name or password."""
        return re.sub(r"//[^/@]*@", "//", self.base_url)


class OpenAIChat:
    """A model behind an endpoint. Nothing is sent, or imported, before the first request.

    `timeout` is in seconds by the wall clock for one call: the client's own counts from read to read,
    so that a slow drip outlasts it. Busy endpoints are asked again, at most `ATTEMPTS` times and never
    later than `RETRY_SECONDS` after the first. `sleep` waits between attempts.
    """

    def __init__(
        self, endpoint: Endpoint, timeout: float, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self.endpoint, self._timeout, self._sleep = endpoint, timeout, sleep
        self._dialect = Dialect()
        self._client: openai.AsyncOpenAI | None = None

    async def ask(self, request: Request) -> Reply:
        """Answer of the model.

        Raises AccessError for a refused key or spent quota, BusyError once the retries are used up,
        ReplyError for an answer that is none, ProviderError for any other refusal.
        """
        import tenacity

        backoff = tenacity.wait_exponential_jitter(max=RETRY_SECONDS / ATTEMPTS)
        retrying = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception_type(BusyError),
            stop=tenacity.stop_after_attempt(ATTEMPTS) | tenacity.stop_before_delay(RETRY_SECONDS),
            wait=lambda state: max(backoff(state), _asked_to_wait(state)),
            reraise=True,
            sleep=self._sleep,
        )
        try:
            reply: Reply = await retrying(self._attempt, request)
        except BusyError as error:
            reason = f"gave up after {retrying.statistics['attempt_number']} attempts"
            left = max(0.0, RETRY_SECONDS - retrying.statistics["delay_since_first_attempt"])
            if (error.retry_after or 0.0) > left:
                reason = (
                    f"it asks to wait {error.retry_after:.0f} s, more than the {left:.0f} s left for retries"
                )
            raise BusyError(
                f"{error}; {reason}; run again later, or lower `jobs`", error.retry_after
            ) from error
        return reply

    async def close(self) -> None:
        """Close the connections; a later request opens new ones."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def _attempt(self, request: Request) -> Reply:
        import openai

        place = self.endpoint.place
        while True:
            dialect = self._dialect
            try:
                return await self._call(request, dialect)
            except openai.APIStatusError as error:
                refused = error.status_code in {400, 422}
                poorer = dialect.after(error.response.text, request) if refused else None
                if poorer is None:
                    raise self._failure(error) from error
                if self._dialect is dialect:  # else a concurrent request has learnt something meanwhile
                    self._dialect = poorer
            except (TimeoutError, openai.APITimeoutError) as error:
                raise BusyError(
                    f"{place}: no answer within {self._timeout:g} s; raise `timeout` if the model is slow"
                ) from error
            except openai.APIConnectionError as error:
                cause = self._clean(str(error.__cause__ or error))
                raise BusyError(f"{place}: connection failed ({cause})") from error
            except openai.OpenAIError as error:
                raise ProviderError(
                    f"{place}: {self._clean(str(error))}; check base_url and the installed `openai` package"
                ) from error

    async def _call(self, request: Request, dialect: Dialect) -> Reply:
        client = self._connected()
        async with asyncio.timeout(self._timeout):
            response = await client.chat.completions.with_raw_response.create(
                model=self.endpoint.model, extra_body=dict(self.endpoint.parameters), **dialect.body(request)
            )
        place = self.endpoint.place
        try:
            return Completion.model_validate_json(response.content).reply(request, dialect.answers)
        except ValidationError as error:
            kind = response.headers.get("content-type", "untyped")
            raise ReplyError(
                f"{place}: HTTP 200 with {kind}, but no chat completion ({reasons(error)}); "
                "check that base_url is that of an OpenAI-compatible API, usually ending in /v1"
            ) from error
        except ReplyError as error:
            raise ReplyError(f"{place}: {error}") from error

    def _failure(self, error: openai.APIStatusError) -> ProviderError:
        status, text = error.status_code, error.response.text
        said = error.body.get("message") if isinstance(error.body, dict) else None
        what = f"{self.endpoint.place}: HTTP {status}: {self._clean(str(said or text))}"
        if status == 402 or _SPENT.search(text):  # noqa: PLR2004
            return AccessError(f"{what}; the quota is spent: add credit or use another key")
        if status in {401, 403}:
            return AccessError(f"{what}; set BRIEF_API_KEY to a key that may use {self.endpoint.model!r}")
        if status in {408, 409, 429} or status >= 500:  # noqa: PLR2004
            return BusyError(what, _retry_after(error.response.headers))
        return ProviderError(f"{what}; check base_url and that it serves the model {self.endpoint.model!r}")

    def _clean(self, text: str) -> str:
        """One line without the key: some servers repeat it."""
        if self.endpoint.api_key:
            text = text.replace(self.endpoint.api_key, "***")
        return " ".join(text.split())[:300]

    def _connected(self) -> openai.AsyncOpenAI:
        import openai

        if self._client is None:
            is_here = urlsplit(self.endpoint.base_url).hostname in {"127.0.0.1", "::1", "localhost"}
            self._client = openai.AsyncOpenAI(
                base_url=self.endpoint.base_url,
                api_key=self.endpoint.api_key or "none",
                timeout=self._timeout,
                max_retries=0,
                http_client=openai.DefaultAsyncHttpxClient(trust_env=not is_here),  # no proxy in between
            )
        return self._client


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server asks to wait, from either form of Retry-After."""
    asked = headers.get("retry-after", "")
    with suppress(ValueError):
        return max(0.0, float(asked))
    try:
        # The server's own clock where it shows one: ours may be wrong.
        now = parsedate_to_datetime(headers["date"]) if "date" in headers else dt.datetime.now(dt.UTC)
        return max(0.0, (parsedate_to_datetime(asked) - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _asked_to_wait(state: tenacity.RetryCallState) -> float:
    error = state.outcome and state.outcome.exception()
    return getattr(error, "retry_after", None) or 0.0
