"""The normal form in which a claim's words and a sentence's are compared, with the way back to the text.

Two texts are equal in it if they differ in case, accents, compatibility forms (NFKD), soft hyphens,
zero-width and bidirectional marks, ligatures, dashes or quotation marks alone.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from brief.lexicon import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
"""Letters of scripts that put no space between words: each counts as a word."""
_WORD = re.compile(rf"\d+(?:[.,:]\d++)*|[{_UNSPACED}]|[^\W\d_{_UNSPACED}]+(?:'[^\W\d_{_UNSPACED}]+)?|[?%$€£]")
_QUOTES = dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032\u00b4`", "'")
_UNSEEN = frozenset({"Cf", "Mn"})
"""Unicode categories that leave no letter: format characters, such as a soft hyphen, and combining marks."""


class Word(NamedTuple):
    """A word in normal form, and its place in the text as it was read."""

    text: str
    stem: str
    start: int
    end: int
    capital: bool


@functools.lru_cache(1 << 12)
def _form(char: str) -> str:
    if char in _QUOTES:
        return "'"
    parts = unicodedata.normalize("NFKD", char)
    return "".join(_QUOTES.get(part, part) for part in parts if unicodedata.category(part) not in _UNSEEN)


def plain(text: str) -> tuple[str, Sequence[int]]:
    """The text in normal form but for its case, and the place in the text of each character of that."""
    if text.isascii():
        return text, range(len(text))
    forms = {char: _form(char) for char in set(text)}
    form = text.translate({ord(char): part for char, part in forms.items()})
    if all(len(part) == 1 for part in forms.values()):
        return form, range(len(text))
    return form, [place for place, char in enumerate(text) for _ in forms[char]]


def words(text: str, offset: int = 0) -> tuple[Word, ...]:
    """Words of a text in normal form. Each one's place is counted from `offset`."""
    return tuple(_words(text, offset))


@functools.lru_cache(1 << 10)
def phrase(text: str) -> tuple[Word, ...]:
    """Words of a claim's field, which several checks ask for."""
    return words(text)


def _words(text: str, offset: int) -> Iterator[Word]:
    form, places = plain(text)
    for match in _WORD.finditer(form.lower()):
        start, end = places[match.start()], places[match.end() - 1] + 1
        while end < len(text) and unicodedata.category(text[end]) == "Mn":
            end += 1  # the accent of its last letter
        yield Word(*_kept(match[0]), start + offset, end + offset, form[match.start()].isupper())


@functools.lru_cache(1 << 16)
def _kept(word: str) -> tuple[str, str]:
    """The word without a possessive, and its stem."""
    plain = word.removesuffix("'s")
    return plain, stem(plain)
