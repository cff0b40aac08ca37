"""A document made ready for grounding: for each sentence its words, figures and countries, made once."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from brief import names
from brief.grounding.figures import figures
from brief.grounding.normal import Word, plain, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from brief.records import Document, Sentence, Span

BEFORE = 5
"""Sentences before a cited one in which a name may stand that the cited one refers to."""
LEAD = 2
"""Sentences at the beginning that may name those whom the rest refers to: the title and the first."""

_INITIALS = re.compile(r"\b[A-Z](?:\.?[A-Z])+\b")
_MARKS = re.compile(r"[^\w\s]")
_CLOSING = " \t\n\"'\u201d\u00bb)]!?."

ROOT = 6
"""Letters that a name's word shares with what is formed of it: "Africa" and "African"."""


class SentenceIndex:
    """One sentence: where each of its words stands."""

    def __init__(self, text: str, sentence: Sentence) -> None:
        self.number = sentence.number
        self._raw = text[sentence.start : sentence.end]
        self._start = sentence.start

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words in order, in normal form, with their places in the document's text."""
        return words(self._raw, self._start)

    @cached_property
    def stems(self) -> Mapping[str, Word]:
        """Its words by stem; of two with one stem the first."""
        return {word.stem: word for word in reversed(self.words)}

    @cached_property
    def capitals(self) -> Mapping[str, Word]:
        """Its words that begin with a capital letter, by stem."""
        return {word.stem: word for word in reversed(self.words) if word.capital}

    def begins_other(self, word: Word, stems: Collection[str]) -> bool:
        """Whether a word begins a longer name that goes on with a word beside `stems`: "European Council"."""
        after = next((each for each in self.words if each.start == word.end + 1), None)
        is_title = 2 * sum(each.capital for each in self.words) > len(self.words)
        return after is not None and after.capital and after.stem not in stems and not is_title

    @cached_property
    def roots(self) -> Mapping[str, Word]:
        """Its words that begin with a capital letter, by their first letters, if they have so many."""
        return {stem[:ROOT]: word for stem, word in self.capitals.items() if len(stem) >= ROOT}

    @cached_property
    def countries(self) -> Mapping[str, Span]:
        """Countries that it names, by common name, with the place of the first mention."""
        found = names.country_spans(self._plain[0])
        return {name: self._span(start, end) for name, start, end in reversed(found)}

    @cached_property
    def initials(self) -> Mapping[str, Span]:
        """Its abbreviations in capital letters, such as "eu", in small letters and without dots."""
        found = _INITIALS.finditer(self._plain[0])
        return {match[0].replace(".", "").lower(): self._span(*match.span()) for match in found}

    @cached_property
    def figures(self) -> Mapping[str, Word]:
        """Numbers, months and days of the week that it has, by their value."""
        return figures(self.words)

    @cached_property
    def marks(self) -> tuple[tuple[int, str], ...]:
        """Its punctuation, with the place of each mark."""
        return tuple((match.start() + self._start, match[0]) for match in _MARKS.finditer(self._raw))

    @property
    def is_question(self) -> bool:
        """Whether a question mark is among the marks that it ends in."""
        text = self._plain[0]
        return "?" in text[len(text.rstrip(_CLOSING)) :]

    @property
    def is_capitals(self) -> bool:
        """Whether it is all in capital letters, which then tell nothing."""
        return self._raw.isupper()

    @cached_property
    def _plain(self) -> tuple[str, Sequence[int]]:
        return plain(self._raw)

    def _span(self, start: int, end: int) -> Span:
        places = self._plain[1]
        return places[start] + self._start, places[end - 1] + 1 + self._start


class DocumentIndex:
    """A document's sentences, each indexed when it is first looked at."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._sentences = tuple(SentenceIndex(document.text, each) for each in document.sentences)

    def __len__(self) -> int:
        return len(self._sentences)

    def sentence(self, number: int) -> SentenceIndex:
        """The sentence of this number, from 1."""
        return self._sentences[number - 1]

    def near(self, cited: Iterable[int]) -> tuple[int, ...]:
        """Numbers of the sentences just before the cited ones, then those of the lead; none of the cited."""
        numbers = dict.fromkeys(cited)
        before = (each for number in numbers for each in range(number - 1, max(0, number - BEFORE - 1), -1))
        lead = range(1, min(LEAD, len(self)) + 1)
        return tuple(dict.fromkeys(each for each in (*before, *lead) if each not in numbers))

    @cached_property
    def holders(self) -> Mapping[str, tuple[int, ...]]:
        """Numbers of the sentences that have a stem, a country or an abbreviation."""
        found: dict[str, list[int]] = {}
        for sentence in self._sentences:
            for key in {*sentence.stems, *sentence.countries, *sentence.initials}:
                found.setdefault(key, []).append(sentence.number)
        return {key: tuple(numbers) for key, numbers in found.items()}
