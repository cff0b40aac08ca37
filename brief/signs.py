"""Signs by which triage tells whether a sentence carries a claim: its words, who is named, where it stands.

A sign is a name and a number, 1 for one that is simply there. No sign is a word of the article: names,
countries and topics play no part, so that what was learnt from some articles holds for others. English only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.cast import cast_of
from brief.cues import AGREEMENT_STATUS, CUES, HAZARD, MEETING_STATUS, MENACE, STRONG, UTTERED
from brief.frames import framed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from brief.mentions import Mention
    from brief.records import Document, Kind

# Beyond these, more says no more.
MANY_NAMED = 4
SEVERAL_NAMED = 2
DENSE = 2.0
LEAD = 3
NEAR = 2
LONG_WORDS = 50
SHORT_WORDS = 9
# A first mention that begins no later is the sentence's subject; an article or a quotation mark may precede.
SUBJECT_BY = 6

_CUES = {
    **{f"cue.{kind}": words for kind, words in CUES.items()},
    **{f"cue.meeting.{status}": words for status, words in MEETING_STATUS.items()},
    **{f"cue.agreement.{status}": words for status, words in AGREEMENT_STATUS.items()},
    "cue.threat.hazard": HAZARD,
    "cue.threat.menace": MENACE,
    "cue.threat.uttered": UTTERED,
}
_MANNER = {
    "quoting": re.compile(r"[“”\"]"),
    "quoted": re.compile(r"^\s*[“\"]"),
    "modal": re.compile(
        r"\b(?:will|would|shall|could|may|might|should|must|going to)\b|['’]ll\b", re.IGNORECASE
    ),
    "past": re.compile(r"\b(?:said|was|were|had|\w{3,}ed)\b", re.IGNORECASE),
    "denied": re.compile(r"\b(?:no|not|never|nor|neither|without|cannot)\b|n['’]t\b", re.IGNORECASE),
    "we": re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE),
    "they": re.compile(r"\b(?:they|their|both|two (?:sides|leaders|countries|men|women))\b", re.IGNORECASE),
    "digits": re.compile(r"\d"),
    # what the terms of a deal ask for
    "term": re.compile(
        r"\b(?:exchang\w+|swap\w*|releas\w+|hand(?:ed|ing)?\s+over|return(?:ed|ing)?|freed|transfer\w*"
        r"|dismantl\w+|freez\w*|froze\w*|halt\w*|stop(?:ped|s)?|lift\w*|allow\w*|(?:re)?open(?:ed|ing)?"
        r"|end(?:ed|ing)?|remov\w+|reduc\w+|limit\w*)\b",
        re.IGNORECASE,
    ),
}


def signs(document: Document) -> tuple[Mapping[str, float], ...]:
    """Signs of each sentence of a document, in order."""
    texts = [sentence.text for sentence in document.sentences]
    rows = cast_of(document).rows
    strong = [{kind: _strong(text, kind) for kind in CUES} for text in texts]
    return tuple(
        dict((*_telling(text, row, strong[index]), *_own(text, row), *_around(index, strong)))
        for index, (text, row) in enumerate(zip(texts, rows, strict=True))
    )


def _strong(text: str, kind: Kind) -> tuple[str, ...]:
    """Which sorts of a kind's strong words stand in a sentence."""
    return tuple(sort for sort, words in STRONG[kind].items() if words.search(text))


def _telling(
    text: str, row: tuple[Mention, ...], strong: Mapping[Kind, tuple[str, ...]]
) -> Iterator[tuple[str, float]]:
    """What in a sentence tells of each kind, and among how many it does."""
    named = len({mention.name for mention in row})
    for kind, sorts in strong.items():
        for sort in sorts:
            yield f"strong.{kind}.{sort}", 1
            yield f"strong.{kind}.{sort}.named-{min(named, SEVERAL_NAMED)}", 1
        if sorts:
            yield f"strong.{kind}", len(sorts)
    for kind in CUES:
        if framed(text, row, kind):
            yield f"framed.{kind}", 1


def _own(text: str, row: tuple[Mention, ...]) -> Iterator[tuple[str, float]]:
    """What a sentence shows by itself."""
    for name, words in (*_CUES.items(), *_MANNER.items()):
        if words.search(text):
            yield name, 1
    actors = {mention.name for mention in row if not mention.placed}
    yield f"actors-{min(len(actors), MANY_NAMED)}", 1
    for sort in sorted({mention.sort for mention in row}):
        yield f"names.{sort}", 1
    if row and row[0].start < SUBJECT_BY:
        yield "subject", 1
    words_in = len(text.split())
    yield "length", 2 * min(words_in, LONG_WORDS) / LONG_WORDS - 1
    if words_in < SHORT_WORDS:
        yield "short", 1


def _around(index: int, strong: Sequence[Mapping[Kind, tuple[str, ...]]]) -> Iterator[tuple[str, float]]:
    """Where a sentence stands in its article, and what the others tell of."""
    count = len(strong)
    yield "at.height", 1 - 2 * index / max(1, count - 1)
    if index == 0:
        yield "at.first", 1
    if index < LEAD:
        yield "at.lead", 1
    for kind in CUES:
        found = [len(each[kind]) for each in strong]
        yield f"at.article.{kind}", min(sum(found) / count, DENSE)
        yield f"at.beginning.{kind}", sum(found[:LEAD]) / LEAD
        for near in range(1, NEAR + 1):
            if index >= near and found[index - near]:
                yield f"at.before-{near}.{kind}", 1
            if index + near < count and found[index + near]:
                yield f"at.after-{near}.{kind}", 1
        if not any(found[:index]):
            yield f"at.new.{kind}", 1
