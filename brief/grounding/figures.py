"""Numbers, months and days of the week in a text, by their value: "two" and "2" are one."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from brief import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from brief.grounding.normal import Word

_TENS = range(20, 100, 10)
_UNITS = range(1, 10)
_LARGEST = 100
"""Number words from here on ("million") are compared as words, since "bn" stands for one as well."""
_SHORT = 4
"""Letters up to which the name of a month or day may be another word ("may"), unless it has a capital."""


@functools.cache
def _calendar() -> Mapping[str, str]:
    """Value by each name of a month or a day of the week."""
    data = lexicon.table("calendar.en")
    return {
        form: f"{kind}:{value}"
        for kind in ("months", "weekdays")
        for value, forms in data[kind].items()
        for form in forms
    }


@functools.cache
def _numbers() -> Mapping[str, int]:
    return {word: value for word, value in lexicon.table("numbers.en")["values"].items() if value < _LARGEST}


def figures(words: Sequence[Word]) -> Mapping[str, Word]:
    """Values of a text's numbers, months and days, each with the word where it stands first."""
    found: dict[str, Word] = {}
    before, last = 0, None
    for word in words:
        text = word.text
        number = _numbers().get(text)
        if text[0].isdigit():
            found.setdefault(text.replace(",", ""), word)
        elif last and number and before in _TENS and number in _UNITS:  # "twenty-two"
            if found[str(before)] is last:
                del found[str(before)]
            both = last._replace(text=f"{last.text}-{text}", end=word.end)
            found.setdefault(str(before + number), both)
        elif number is not None:
            found.setdefault(str(number), word)
        elif (day := _calendar().get(text)) and (word.capital or len(text) > _SHORT):
            found.setdefault(day, word)
        before, last = number or 0, word
    return found
