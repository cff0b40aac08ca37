"""What a call says: the text that never changes, the reason of a second asking, and the sentences last."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from brief.extraction.answer import schema
from brief.extraction.chance import ALTERNATIVES
from brief.resources import render_prompt
from brief.wire import Message, Request

if TYPE_CHECKING:
    from brief.extraction.profile import Profile
    from brief.extraction.windows import Window
    from brief.records import Document

_TURN = re.compile(r"^=== (system|user|assistant)\n", re.MULTILINE)


class Prompt:
    """The questions about one document. What they have in common is made once.

    Raises ConfigError, as its methods do, for a prompt that cannot be used.
    """

    def __init__(self, document: Document, profile: Profile) -> None:
        self._profile = profile
        self._stable = _turns(profile.prompt, reading=profile.reading, whole=profile.whole)
        self._schema = schema(whole=profile.whole, nulls=profile.nulls)
        facts = (document.outlet, document.date, document.title) if profile.header else ()
        self._facts = [" ".join(fact.split()) for fact in facts if fact]

    def request(self, window: Window, reason: str | None = None) -> Request:
        """The question about a window; `reason` is what was wrong with the first answer to it."""
        again = _turns("again.j2", reason=reason) if reason else ()
        return Request(
            messages=(*self._stable, *again, Message("user", self._question(window))),
            schema_name="claims",
            schema=self._schema,
            max_tokens=self._profile.max_tokens,
            top_logprobs=None if self._profile.least_chance is None else ALTERNATIVES,
        )

    def _question(self, window: Window) -> str:
        """Numbered lines. In a whole article none is marked; a window of a few always has its marks."""
        is_marked = self._profile.marked is not None or len(window.asked) < len(window.shown)
        text = render_prompt(
            "sentences.j2",
            facts=self._facts,
            sentences=[{"number": each.number, "text": _visible(each.text)} for each in window.shown],
            marked=window.asked if is_marked else (),
        )
        return text.strip()


def _visible(text: str) -> str:
    """The text as a reader sees it: letters composed, without soft hyphens and other marks of no width."""
    if text.isascii():
        return text
    return "".join(each for each in unicodedata.normalize("NFC", text) if unicodedata.category(each) != "Cf")


def _turns(prompt: str, **values: Any) -> tuple[Message, ...]:
    """Turns of a prompt file: each begins with a line `=== system`, `=== user` or `=== assistant`."""
    parts = _TURN.split(render_prompt(prompt, **values))[1:]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return tuple(Message(role, text.strip()) for role, text in pairs)  # type: ignore[arg-type]
