"""The one wire: what is asked of a model and what it answers, whatever serves it.

A step makes a `Request` and gives it to a `Chat`; `json_object` finds the value in the `Reply`. How a
request travels is the business of whatever implements `Chat`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from pydantic import Field

from brief.errors import ReplyError
from brief.records import Usage, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel, ValidationError

Answers = Literal["json_schema", "json_object", "text"]

TEMPERATURE = 0
SEED = 1

_FENCE = re.compile(r"```(?:json)?[ \t]*\n(.*?)```", re.DOTALL)
_DECODER = json.JSONDecoder()
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}]', re.DOTALL)


@dataclass(frozen=True)
class Message:
    """One turn of the conversation that is sent."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Request:
    """One question. With a schema the answer is JSON, held to it as firmly as the endpoint can.

    With `top_logprobs` the reply tells how likely its tokens were, and so many alternatives of each of the
    first, where the endpoint can.
    """

    messages: tuple[Message, ...]
    schema_name: str | None
    schema: dict[str, Any] | None
    max_tokens: int
    top_logprobs: int | None = None


class Token(Value):
    """A token of an answer, the logarithm of its probability, and of that of what could have stood there."""

    text: str
    logprob: float | None = None
    alternatives: tuple[tuple[str, float], ...] = Field(default=(), description="likeliest first")


class Reply(Value):
    """One answer that was not refused. One that was cut off is kept too: asked again it is cut off again."""

    content: str
    usage: Usage
    answers: Answers | None = Field(description="how it was held to its schema; null: no schema was asked")
    tokens: tuple[Token, ...] = Field(default=(), description="of the answer; none unless asked for")
    cut_off: int | None = Field(default=None, description="the `max_tokens` that ended it; null: it is whole")


class Chat(Protocol):
    """Whatever answers a request."""

    async def ask(self, request: Request) -> Reply:
        """Answer of the model. Raises ProviderError."""
        ...


def reasons(error: ValidationError) -> str:
    """What is wrong and where, on one line, without the values."""
    faults = error.errors(include_url=False, include_input=False)[:5]
    return "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'body'}: {fault['msg']}" for fault in faults)


def json_object(content: str) -> dict[str, Any]:
    """First JSON object in an answer, a fenced one before others. Raises ReplyError for none."""
    text = content.rpartition("</think>")[2]
    for part in (*_FENCE.findall(text), text):
        start: int | None = 0
        while start is not None and (start := part.find("{", start)) >= 0:
            try:
                value: dict[str, Any] = _DECODER.raw_decode(part, start)[0]
            except (ValueError, RecursionError):
                start = _end(part, start)
            else:
                return value
    raise ReplyError("the answer holds no JSON object")


def wire_schema(model: type[BaseModel]) -> dict[str, Any]:
    """JSON Schema of a model as small as servers want it: structure and choices, all required.

    Raises ValueError for a model that holds itself: its grammar would let an answer run on.
    """
    whole = model.model_json_schema()
    return _small(whole, whole.get("$defs", {}), ())


def _small(
    node: Mapping[str, Any], definitions: Mapping[str, Any], within: tuple[str, ...]
) -> dict[str, Any]:
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        if name in within:
            raise ValueError(f"{name} holds itself; a wire schema cannot")
        return _small(definitions[name], definitions, (*within, name))
    small = {key: node[key] for key in ("type", "enum", "const") if key in node}
    if choices := node.get("anyOf", node.get("oneOf")):
        small["anyOf"] = [_small(choice, definitions, within) for choice in choices]
    if "items" in node:
        small["items"] = _small(node["items"], definitions, within)
    if node.get("type") == "object":
        fields = {
            name: _small(part, definitions, within) for name, part in node.get("properties", {}).items()
        }
        small |= {"properties": fields, "required": list(fields), "additionalProperties": False}
    return small


def _end(text: str, start: int) -> int | None:
    """Where the {…} ends that begins at `start`, if it does; braces within JSON strings do not count."""
    depth = 0
    for token in _TOKEN.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if depth == 0:
            return token.end()
    return None
