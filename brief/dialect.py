"""The words of the Chat Completions API: a request as an endpoint accepts it, an answer as it gives it.

Each endpoint is first spoken to in the richest dialect (temperature 0, a fixed seed, answers held to their
schema by the server), and each refusal makes it poorer: `json_object`, then JSON found in plain text.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import Any

from pydantic import AliasPath, BaseModel, Field

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
        told = tuple((item.token, item.logprob) for item in ways)
        return Token(text=self.token, logprob=self.logprob, alternatives=told)


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None
    tokens: tuple[_Token, ...] | None = Field(None, validation_alias=AliasPath("logprobs", "content"))


class _Tokens(BaseModel):
    input_tokens: int | None = Field(None, validation_alias="prompt_tokens")
    cached_input_tokens: int | None = Field(
        None, validation_alias=AliasPath("prompt_tokens_details", "cached_tokens")
    )
    output_tokens: int | None = Field(None, validation_alias="completion_tokens")


class Completion(BaseModel):
    """What of a chat completion is used; servers differ in the rest."""

    choices: tuple[_Choice, ...] = Field(min_length=1)
    usage: _Tokens | None = None

    def reply(self, request: Request, answers: Answers) -> Reply:
        """The answer. Raises ReplyError if it is refused or empty."""
        choice = self.choices[0]
        content, refusal = choice.message.content, choice.message.refusal
        cut_off = request.max_tokens if choice.finish_reason == "length" else None
        if choice.finish_reason == "content_filter" or refusal:
            reason = refusal or "content filter"
            raise ReplyError(
                f"the model refused to answer ({reason}); leave the document out or use another model"
            )
        if content is None or not (content.strip() or cut_off):
            raise ReplyError("the answer is empty; use another model")
        counted = {name: count or 0 for name, count in self.usage or ()}
        return Reply(
            content=content,
            usage=Usage(calls=1, **counted),
            answers=answers if request.schema is not None else None,
            tokens=tuple(
                token.told(is_early=i < FIRST_TOKENS) for i, token in enumerate(choice.tokens or ())
            ),
            cut_off=cut_off,
        )
