"""The document protocol: one call for a document, or for each part of a long one, citing sentence numbers.

The model points by number, and code looks up what stands there: of the sentences that a claim cites, the one
that has most of the claim's words carries it. A claim that cites none that was shown has no evidence, and is
dropped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.drafts import Body, CitedBody, DocumentAnswer, Draft, Plain
from brief.errors import CutOffError, ReplyError
from brief.joining import is_whole, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.asking import Asker
    from brief.records import Document, Kind, Sentence

PART = 8000
"""Characters that one call shows: some 2,000 tokens, so that question and answer fit a context of 8,192."""
OVERLAP = 2
"""Sentences that a part repeats of the one before: what "they" and "the deal" are stands there."""
MAX_TOKENS = 2000
SPLITS = 2
"""How often what gave an answer too long is halved and asked about again."""

Part = tuple["Sentence", ...]


async def drafts(document: Document, plain: Plain, asker: Asker) -> tuple[list[Draft], set[int]]:
    """What is drafted of a document, and the sentences for which no valid answer was had.

    What two parts tell of one sentence is taken from the earlier. As in the sentence protocol, what code
    alone reads in full stands before the model's word.
    """
    found: dict[tuple[int, Kind], Sequence[Body]] = {}
    unread = {sentence.number for sentence in document.sentences}
    for part in parts(document.sentences, PART):
        for shown, answer in await _answers(part, asker, SPLITS):
            found = _placed(answer, shown) | found
            unread -= {sentence.number for sentence in shown}
    read = {
        place: each if any(map(is_whole, each)) else joined(found.get(place, ()), each)
        for place, each in plain.items()
    }
    return [Draft(number, body) for (number, _), bodies in (found | read).items() for body in bodies], unread


def parts(sentences: Sequence[Sentence], size: int) -> Iterator[Part]:
    """Runs of sentences that cover all of them, each of at most `size` characters or a single sentence.

    A part repeats the last `OVERLAP` sentences of the one before, as far as they leave room for a new one.
    """
    end = 0
    while end < len(sentences):
        start = max(end - OVERLAP, 0)
        while start < end and _length(sentences[start : end + 1]) > size:
            start += 1
        end += 1
        while end < len(sentences) and _length(sentences[start : end + 1]) <= size:
            end += 1
        yield tuple(sentences[start:end])


async def _answers(part: Part, asker: Asker, splits: int) -> list[tuple[Part, DocumentAnswer]]:
    """Answers about a part, or about its halves if one answer cannot hold it; none where none was had."""
    try:
        return [(part, await asker.ask("document.j2", DocumentAnswer, MAX_TOKENS, sentences=part))]
    except CutOffError:
        if splits == 0 or len(part) == 1:
            return []
        halves = part[: len(part) // 2], part[len(part) // 2 :]
        return [each for half in halves for each in await _answers(half, asker, splits - 1)]
    except ReplyError:
        return []


def _placed(answer: DocumentAnswer, shown: Part) -> dict[tuple[int, Kind], list[Body]]:
    """Claims of an answer by the sentence that carries them, and their kind."""
    found: dict[tuple[int, Kind], list[Body]] = {}
    told: tuple[tuple[Kind, Sequence[CitedBody]], ...] = (
        ("meeting", answer.meetings),
        ("agreement", answer.agreements),
        ("threat", answer.threats),
    )
    for kind, claims in told:
        for claim in claims:
            if number := _carrier(claim, shown):
                found.setdefault((number, kind), []).append(claim)
    return found


def _carrier(claim: CitedBody, shown: Part) -> int | None:
    """Of the sentences cited, the first that has most of the claim's words; None if none was shown."""
    told = claim.model_dump(exclude={"sentences", "status", "kind"}, exclude_none=True)
    words = _words(" ".join(map(str, told.values())))
    cited = [sentence for sentence in shown if sentence.number in claim.sentences]
    best = max(cited, key=lambda sentence: len(words & _words(sentence.text)), default=None)
    return best.number if best else None


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _length(sentences: Sequence[Sentence]) -> int:
    return sum(len(sentence.text) for sentence in sentences)
