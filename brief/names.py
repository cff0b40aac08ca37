"""Names of actors compared: countries by all their names, people by the words of theirs."""

from __future__ import annotations

import functools
import re
import unicodedata

from brief import lexicon

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|(?<!\w['’])\b\w+(?:['’]\w{2,})?")
_MARKS = re.compile(r"'s?(?!\w)|\.")
_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_LONGEST = 5
"""Words of the longest name of a country that is looked up."""


@functools.cache
def _countries() -> dict[str, str]:
    """Common name by each name, adjective, plural and seat of government, as `_key` has them."""
    names: dict[str, str] = {}
    for name, *others in lexicon.rows("countries"):
        for form in filter(None, (name, *(word.strip() for part in others for word in part.split(",")))):
            names.setdefault(_key(form), name)
            names.setdefault(_key(form + "s"), name)
    return names


@functools.lru_cache(1 << 16)
def _key(text: str) -> str:
    """The text in small letters, without article, accents, dots and possessives."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text.replace("’", "'"))
        text = "".join(part for part in parts if not unicodedata.combining(part))
    return " ".join(_MARKS.sub("", text).lower().removeprefix("the ").split())


@functools.cache
def _first_words() -> frozenset[str]:
    """First words of the names of countries; "the" is one where it begins a name."""
    return frozenset(form.split()[0] for form in _countries()) | {"the"}


@functools.cache
def country_words() -> frozenset[str]:
    """Words of which the names and adjectives of countries are made, in small letters."""
    return frozenset(word for form in _countries() for word in form.split())


@functools.lru_cache(1 << 14)
def country(text: str) -> str | None:
    """Common name of the country that `text` names by name, people, adjective or seat; None if none."""
    return _countries().get(_key(text))


def country_spans(text: str) -> tuple[tuple[str, int, int], ...]:
    """Countries that a text names, with start and end of each mention, a possessive left outside.

    A word in small letters ("us", "polish") is no country, and "South" of "South China Sea" is none.
    """
    found: list[tuple[str, int, int]] = []
    words = list(_WORD.finditer(text))
    position = 0
    while position < len(words):
        start, longest = words[position].start(), 0
        if text[start].isupper() and _key(words[position][0]) in _first_words():
            longest = min(_LONGEST, len(words) - position)
        for length in range(longest, 0, -1):
            end = words[position + length - 1].end()
            name = country(text[start:end])
            if name and not _begins_longer_name(text[start:end], text[end : end + 3]):
                found.append((name, start, end))
                position += length
                break
        else:
            position += 1
    return tuple(found)


def _begins_longer_name(form: str, after: str) -> bool:
    return form in ("North", "South") and after[:1] in (" ", "-") and after[1:2].isupper()


def countries_in(text: str) -> tuple[str, ...]:
    """Countries that a text names, in order, each once."""
    return tuple(dict.fromkeys(name for name, _, _ in country_spans(text)))


def bare(name: str) -> str:
    """A name without the article before it and the possessive after it."""
    return _POSSESSIVE.sub("", _ARTICLE.sub("", name.strip()))


@functools.lru_cache(1 << 14)
def tokens(name: str) -> frozenset[str]:
    """Words by which a name is compared, in small letters; a country's are those of its common name."""
    return frozenset(re.findall(r"\w+", (country(name) or _key(bare(name))).lower()))


@functools.lru_cache(1 << 16)
def same(left: str, right: str) -> bool:
    """Whether two names may be one actor's: equal countries, or one name's words within the other's."""
    one, other = tokens(left), tokens(right)
    if country(left) or country(right):
        return one == other
    return bool(one and other) and (one <= other or other <= one)
