"""A model is asked for the headline and summary of each story; code decides whether they stand."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pydantic import BaseModel

from brief.asking import conversation
from brief.daily import Line
from brief.errors import ReplyError
from brief.summaries import Draft, basis
from brief.wire import Request, parse, wire_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from brief.daily import Article, Brief, Citation, Story
    from brief.wire import Chat

MAX_TOKENS = 400


class TextAnswer(BaseModel):
    """A text and the numbers of the sentences that it rests on."""

    sentences: list[int]
    text: str


class StoryAnswer(BaseModel):
    """What the model is asked for: a headline and two sentences."""

    headline: TextAnswer
    first: TextAnswer
    second: TextAnswer


async def drafts(brief: Brief, articles: Iterable[Article], chat: Chat, jobs: int) -> dict[str, Draft]:
    """Drafts by story, of those of which something is told and a valid answer was had.

    `jobs` stories are asked about at once. Raises ProviderError when the model cannot be reached.
    """
    texts = {article.record.document.id: article.sentences for article in articles}
    turn = asyncio.Semaphore(jobs)

    async def drafted(story: Story) -> Draft | None:
        async with turn:
            return await _draft(basis(story), texts, chat)

    found = await asyncio.gather(*map(drafted, brief.stories))
    return {story.id: draft for story, draft in zip(brief.stories, found, strict=True) if draft}


async def _draft(shown: Sequence[Citation], texts: Mapping[str, Sequence[str]], chat: Chat) -> Draft | None:
    if not shown:
        return None
    sentences = [texts[item.document][item.sentence - 1] for item in shown]
    request = Request(
        conversation("story.j2", sentences=sentences), "story", wire_schema(StoryAnswer), MAX_TOKENS
    )
    try:
        answer = parse(await chat.ask(request), StoryAnswer)
    except ReplyError:
        return None
    return Draft(_line(answer.headline, shown), (_line(answer.first, shown), _line(answer.second, shown)))


def _line(answer: TextAnswer, shown: Sequence[Citation]) -> Line:
    """The text with what it cites of the sentences that were shown."""
    numbers = sorted({number for number in answer.sentences if 1 <= number <= len(shown)})
    text = " ".join(answer.text.split())
    return Line(text=text, quoted=False, citations=tuple(shown[number - 1] for number in numbers))
