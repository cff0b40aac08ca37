"""What the protocols share: a prompt becomes a conversation, its answer a value, and its cost is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel

from brief.records import Usage
from brief.resources import render_prompt
from brief.wire import Chat, Message, Request, parse, wire_schema

Answer = TypeVar("Answer", bound=BaseModel)

_TURN = re.compile(r"^=== (system|user|assistant)\n", re.MULTILINE)


@dataclass
class Asker:
    """Asks, and keeps count of what it cost and how answers were held to their schema."""

    chat: Chat
    usage: Usage = field(default_factory=Usage)
    answers: set[str] = field(default_factory=set)

    async def ask(self, prompt: str, answer: type[Answer], max_tokens: int, **values: object) -> Answer:
        """A valid answer to a prompt. Raises CutOffError for one that is cut short, ReplyError for none."""
        name = prompt.removesuffix(".j2")
        request = Request(conversation(prompt, **values), name, wire_schema(answer), max_tokens)
        reply = await self.chat.ask(request)
        self.usage += reply.usage
        if reply.answers:
            self.answers.add(reply.answers)
        return parse(reply, answer)


def conversation(prompt: str, **values: object) -> tuple[Message, ...]:
    """Turns of a prompt file: each begins with a line `=== system`, `=== user` or `=== assistant`."""
    parts = _TURN.split(render_prompt(prompt, **values))[1:]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return tuple(Message(role, text.strip()) for role, text in pairs)  # type: ignore[arg-type]
