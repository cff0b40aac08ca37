"""The normal form in which a claim's words and a sentence's are compared, with the way back to the text.

Two texts are equal in it if they differ in case, accents, compatibility forms (NFKD), soft hyphens,
zero-width and bidirectional marks, ligatures, dashes or quotation marks alone.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from brief.stems import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?|[?%$€£]")
_QUOTES = dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032\u00b4`", "'")
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
_FOLDED = {**_QUOTES, **_DASHES}
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
def _folded(char: str) -> str:
    if char in _FOLDED:
        return _FOLDED[char]
    parts = unicodedata.normalize("NFKD", char)
    return "".join(
        _FOLDED.get(part, part) for part in parts if unicodedata.category(part) not in _UNSEEN
    ).lower()


def fold(text: str) -> str:
    """The text in normal form."""
    return text.lower() if text.isascii() else "".join(map(_folded, text))


def words(text: str, offset: int = 0) -> tuple[Word, ...]:
    """Words of a text in normal form. Each one's place is counted from `offset`."""
    if text.isascii():
        lower = text.lower()
        return tuple(
            Word(
                *_kept(match[0]), match.start() + offset, match.end() + offset, text[match.start()].isupper()
            )
            for match in _WORD.finditer(lower)
        )
    return tuple(_mapped(text, offset))


def _mapped(text: str, offset: int) -> Iterator[Word]:
    """Yield words of a text whose normal form is not as long as the text."""
    places: list[int] = []
    folded: list[str] = []
    for index, char in enumerate(text):
        part = _folded(char)
        folded.append(part)
        places += [index] * len(part)
    for match in _WORD.finditer("".join(folded)):
        start, end = places[match.start()], places[match.end() - 1] + 1
        yield Word(*_kept(match[0]), start + offset, end + offset, text[start].isupper())


@functools.lru_cache(1 << 16)
def _kept(word: str) -> tuple[str, str]:
    """The word without a possessive, and its stem."""
    plain = word.removesuffix("'s")
    return plain, stem(plain)
