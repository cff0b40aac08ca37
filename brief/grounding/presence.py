"""Where an actor stands in a text, under the aliases that the document and the table of countries give."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from brief import names
from brief.grounding.index import ROOT
from brief.grounding.normal import phrase, plain
from brief.lexicon import FUNCTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from brief.grounding.index import DocumentIndex, SentenceIndex
    from brief.records import Span

SHORTEST = 2
"""Letters of a word that may stand alone for a longer name."""
ABBREVIATION = 3
"""Letters up to which a word in capitals is an abbreviation, and no word of a name."""


class Name:
    """A name as it is looked for: a country by all its forms, another by its words, ends or initials."""

    def __init__(self, text: str) -> None:
        text = plain(text)[0]
        country = names.country(names.bare(text))
        self.countries = (country,) if country else names.countries_in(text)
        self.is_country = country is not None
        every = phrase(text)
        self.words = tuple(word for word in every if word.text not in FUNCTION) or every
        self._stems = tuple(word.stem for word in self.words)
        self._ends = tuple(dict.fromkeys(self._end_stems(text)))
        is_name = len(self.words) > 1 and all(word.capital for word in self.words)
        named = "".join(word.text[0] for word in self.words) if is_name else ""
        initials = "" if names.country(named) else named  # "UK" is nobody's initials
        self._initials = initials or (text.lower() if text.isupper() else "")

    def _end_stems(self, text: str) -> Iterable[tuple[str, bool]]:
        """Last and first word: a surname stands last or first, and an organisation is cut short to either.

        With each, whether it may be an abbreviation: "UN", and not "Un" or "Jong-un".
        """
        common = names.country_words()
        ends = (self.words[-1], self.words[0]) if len(self.words) > 1 else self.words
        for word in ends:
            if len(word.text) >= SHORTEST and word.text not in common:
                yield word.stem, len(word.text) > ABBREVIATION or text[word.start : word.end].isupper()

    def places(self, sentences: Sequence[SentenceIndex]) -> tuple[Span, ...]:
        """Where the sentences name it; empty where they do not, or not each country of several."""
        if len(self.countries) > 1:
            found = {name: each.countries[name] for each in sentences for name in each.countries}
            places = tuple(found[name] for name in self.countries if name in found)
            return places if len(places) == len(self.countries) else ()
        return tuple(place for each in sentences for place in self._places_in(each))

    def _places_in(self, sentence: SentenceIndex) -> tuple[Span, ...]:
        if self.is_country:
            place = sentence.countries.get(self.countries[0])
            return (place,) if place else ()
        whole = tuple(sentence.stems[stem] for stem in self._stems if stem in sentence.stems)
        if self._stems and len(whole) == len(self._stems):
            return tuple((word.start, word.end) for word in whole)
        if self.countries and not sentence.countries.keys() & set(self.countries):
            return ()  # "the Foreign Ministry" of one country is not that of another
        for stem, may_be_short in self._ends:
            if stem in sentence.initials and not may_be_short and not sentence.is_capitals:
                continue
            word = sentence.capitals.get(stem) or sentence.roots.get(stem[:ROOT])
            if word and not (stem == self._stems[0] and sentence.begins_other(word, self._stems)):
                return ((word.start, word.end),)
        short = sentence.initials.get(self._initials)
        return (short,) if short else ()

    def stands_in(self, index: DocumentIndex) -> bool:
        """Whether a sentence of the document has any word of it."""
        keys = (*self.countries, *self._stems, self._initials)
        return any(key in index.holders for key in keys)


@functools.lru_cache(1 << 12)
def name_of(text: str) -> Name:
    """The name, made once."""
    return Name(text)
