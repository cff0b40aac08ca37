"""One drafted claim beside the sentences that it is compared with."""

from __future__ import annotations

import functools
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from brief import names
from brief.grounding.normal import phrase, plain
from brief.lexicon import FUNCTION

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from brief.grounding.index import DocumentIndex, SentenceIndex
    from brief.grounding.normal import Word
    from brief.records import Draft, Span


class Case:
    """A draft, the sentences that it cites, and those near them."""

    def __init__(self, draft: Draft, index: DocumentIndex, language: str) -> None:
        self.draft = draft
        self.index = index
        self.language = language
        self.cited = tuple(index.sentence(number) for number in draft.sentences)

    @cached_property
    def near(self) -> tuple[SentenceIndex, ...]:
        """The sentences just before the cited ones and those of the lead, nearest first."""
        return tuple(map(self.index.sentence, self.index.near(self.draft.sentences)))

    @cached_property
    def actor_stems(self) -> frozenset[str]:
        """Stems of the words of the claim's own actors, whom its sentences may call otherwise."""
        labels = " ".join(actor.label for actor in self.draft.actors)
        return frozenset(word.stem for word in phrase(labels))

    @cached_property
    def _said(self) -> frozenset[str]:
        return frozenset(word.stem for word in content(self.draft.what or ""))

    def places_in(self, sentence: SentenceIndex) -> tuple[Word, ...]:
        """Words of a sentence in which the claim stands: those of `what`, of a meeting those of its actors.

        Where these say too little: of a meeting those of both, else those of its actors.
        """
        here = [word for word in sentence.words if word.text not in FUNCTION]
        said = tuple(word for word in here if word.stem in self._said)
        named = tuple(word for word in here if word.stem in self.actor_stems)
        if self.draft.kind == "meeting":
            return named if len(self.draft.actors) > 1 and named else (*named, *said)
        return said or named


class Match(NamedTuple):
    """How far the words of a field stand in sentences: the share, and those that do not."""

    share: float
    missing: tuple[str, ...]


@functools.lru_cache(1 << 10)
def content(text: str) -> tuple[Word, ...]:
    """Words of a text that carry its content."""
    return tuple(word for word in phrase(text) if word.text not in FUNCTION)


def match(
    text: str, sentences: Sequence[SentenceIndex], known: Collection[str] = (), *, aliases: bool = True
) -> Match:
    """How far the content of a text stands in the sentences; words with a stem in `known` are left aside.

    With `aliases` a country stands there under any of its names.
    """
    text = plain(text)[0]
    asked = tuple(word for word in content(text) if word.stem not in known)
    if not asked:
        return Match(1.0, ())
    missing = [word for word in asked if not any(word.stem in each.stems for each in sentences)]
    if missing and aliases:
        spans = names.country_spans(text)
        here = [
            (start, end) for name, start, end in spans if any(name in each.countries for each in sentences)
        ]
        missing = [word for word in missing if not any(start <= word.start < end for start, end in here)]
    return Match(1 - len(missing) / len(asked), tuple(word.text for word in missing))


def spans(text: str, sentences: Iterable[SentenceIndex]) -> tuple[Span, ...]:
    """Where the words of a text stand in the sentences: words in a row are one place.

    A word that carries no content is part of a place only between two that do.
    """
    stems = {word.stem for word in phrase(text)}
    return tuple(place for each in sentences for place in _runs(each.words, stems))


def _runs(sentence: Sequence[Word], stems: Collection[str]) -> Iterable[Span]:
    start = end = -1
    for word in sentence:
        here = word.stem in stems
        if here and word.text not in FUNCTION:
            start = word.start if start < 0 else start
            end = word.end
        elif not here and start >= 0:
            yield start, end
            start = end = -1
    if start >= 0:
        yield start, end
