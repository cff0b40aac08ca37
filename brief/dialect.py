"""The words of the Chat Completions API: a request as an endpoint accepts it, an answer as it gives it.

Each endpoint is first spoken to in the richest dialect (answers held to their schema by the server,
temperature 0, fixed seed), and each refusal makes the dialect poorer: `json_schema`, then
`json_object`, then JSON found in plain text.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import Any

from pydantic import BaseModel, Field

from brief.errors import ReplyError
from brief.records import Usage, canonical_json
from brief.resources import render_prompt
from brief.wire import SEED, TEMPERATURE, Answers, Reply, Request, Token

FIRST_TOKENS = 12
"""Tokens of an answer that are kept with their alternatives: by then it is told whether it holds a claim."""

_LADDER: tuple[Answers, ...] = ("json_schema", "json_object", "text")
_REFUSED = re.compile(
    r"not (?:be )?(?:support|permitted|allowed)|unsupported|unrecognized|unknown|unavailable"
)
_FORMAT = re.compile(r"response[ _]format|json_schema|json_object|json mode|grammar|not support")


@dataclass(frozen=True)
class Dialect:
    """What an endpoint has been found to accept."""

    answers: Answers = "json_schema"
    refused: frozenset[str] = frozenset()

    def body(self, request: Request) -> dict[str, Any]:
        """The request in this dialect, all but the model's name."""
        limits = {"max_tokens": request.max_tokens, "temperature": TEMPERATURE, "seed": SEED}
        body: dict[str, Any] = {name: limit for name, limit in limits.items() if name not in self.refused}
        if "max_tokens" in self.refused:
            body["max_completion_tokens"] = request.max_tokens
        if request.top_logprobs is not None and "logprobs" not in self.refused:
            body |= {"logprobs": True, "top_logprobs": request.top_logprobs}
        messages = request.messages
        if request.schema is not None:
            if self.answers == "json_schema":
                held = {"name": request.schema_name, "schema": request.schema, "strict": True}
                body["response_format"] = {"type": "json_schema", "json_schema": held}
            else:
                # With the first message, which is the same in every call: the last holds the sentences alone.
                asked = render_prompt("answer.j2", schema=canonical_json(request.schema))
                first = replace(messages[0], content=f"{messages[0].content}\n\n{asked}")
                messages = (first, *messages[1:])
            if self.answers == "json_object":
                body["response_format"] = {"type": "json_object"}
        return body | {"messages": [asdict(message) for message in messages]}

    def after(self, complaint: str, request: Request) -> Dialect | None:
        """The next poorer dialect that meets the complaint; None if it is about something else."""
        complaint = complaint.lower()
        if _REFUSED.search(complaint):
            for name in ("max_tokens", "temperature", "seed", "logprobs"):
                if re.search(rf"\b(?:top_)?{name}\b", complaint) and name not in self.refused:
                    return replace(self, refused=self.refused | {name})
        if request.schema is not None and self.answers != "text" and _FORMAT.search(complaint):
            return replace(self, answers=_LADDER[_LADDER.index(self.answers) + 1])
        return None


class _Alternative(BaseModel):
    token: str
    logprob: float


class _Token(BaseModel):
    token: str
    logprob: float | None = None
    top_logprobs: tuple[_Alternative, ...] = ()

    def told(self, *, is_early: bool) -> Token:
        ways = sorted(self.top_logprobs, key=lambda item: -item.logprob) if is_early else ()
        return Token(
            text=self.token,
            logprob=self.logprob,
            alternatives=tuple((item.token, item.logprob) for item in ways),
        )


class _Logprobs(BaseModel):
    content: tuple[_Token, ...] | None = None


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None
    logprobs: _Logprobs | None = None


class _Cached(BaseModel):
    cached_tokens: int | None = None


class _Tokens(BaseModel):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    prompt_tokens_details: _Cached | None = None

    def counted(self) -> Usage:
        cached = self.prompt_tokens_details.cached_tokens if self.prompt_tokens_details else None
        return Usage(
            calls=1,
            input_tokens=self.prompt_tokens or 0,
            cached_input_tokens=cached or 0,
            output_tokens=self.completion_tokens or 0,
        )


class Completion(BaseModel):
    """What of a chat completion is used; servers differ in the rest."""

    choices: tuple[_Choice, ...] = Field(min_length=1)
    usage: _Tokens | None = None

    def reply(self, request: Request, answers: Answers) -> Reply:
        """The answer. Raises ReplyError if it is refused or empty."""
        choice = self.choices[0]
        content = choice.message.content
        fault = None
        cut_off = request.max_tokens if choice.finish_reason == "length" else None
        if choice.finish_reason == "content_filter" or choice.message.refusal:
            reason = choice.message.refusal or "content filter"
            fault = f"the model refused to answer ({reason}); leave the document out or use another model"
        elif content is None or not (content.strip() or cut_off):
            fault = "the answer is empty; use another model"
        if fault is not None:
            raise ReplyError(fault)
        tokens = choice.logprobs.content or () if choice.logprobs else ()
        return Reply(
            content=content or "",
            usage=self.usage.counted() if self.usage else Usage(calls=1),
            answers=answers if request.schema is not None else None,
            tokens=tuple(token.told(is_early=i < FIRST_TOKENS) for i, token in enumerate(tokens)),
            cut_off=cut_off,
        )
