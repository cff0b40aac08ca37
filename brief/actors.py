"""Names of actors: how they are found in a text and compared, and which words name nobody."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from brief import countries

if TYPE_CHECKING:
    from collections.abc import Iterator

# Words that stand before a name without being part of it.
_LEAD = (
    r"the|a|an|this|that|these|those|his|her|its|their|our|in|on|at|but|and|as|after|when|while|if|for|from"
)
CAPITAL = f"[{''.join(chr(code) for code in range(0x250) if chr(code).isupper())}]"
"""A capital letter of a language that is written in Latin letters: "Š" as well."""
_NAME = re.compile(
    rf"(?:[A-Z]\.)+(?![a-z])|{CAPITAL}[\w’'.-]*[\w]"
    rf"(?:\s+(?:(?:of|the|de|al|el|bin|van|von|da|del)\s+)*(?:(?:al|el)-)?{CAPITAL}[\w’'.-]*[\w])*"
)
_POSSESSIVE = re.compile(r"[’']s?$")
_GROUP = re.compile(
    r"\b(?:we|us|they|them|both|each other|(?:the\s+)?(?:two|three|four|five|six|pair|trio)(?:\s+of\s+them)?"
    r"|(?:(?:the|both|all|these|those)\s+)?(?:(?:two|three|four|five|six)\s+)?"
    r"(?:(?:foreign|defen[cs]e|finance|interior|trade|prime|warring|rival|opposing|neighbou?ring|member|senior|top|other"
    r"|respective|major|visiting|security|energy|oil)\s+){0,2}"
    r"(?:sides|countries|nations|governments|leaders|ministers|presidents|parties|allies|officials|advis[eo]rs"
    r"|neighbou?rs|rivals|negotiators|delegations|states|powers|foes|diplomats|envoys|chiefs|capitals))$",
    re.IGNORECASE,
)
# Words for people, without which a phrase in small letters is nobody.
_ACTING = re.compile(
    r"(?i)\b(?:leaders?|officials?|ministers?|ministry|envoys?|negotiators?|diplomats?|rebels?|separatists?|militants?|militias?"
    r"|insurgents?|gunmen|generals?|commanders?|players|part(?:y|ies)|sides?|delegations?|mediators?|factions?|groups?|alliance|allies"
    r"|representatives?|teams?|presidents?|king|queen|premier|chancellor|countr(?:y|ies)|nations?|neighbou?rs?|powers?"
    r"|states?|governments?|administration|regime|army|military|forces|authorities|unions?|council|parliament"
    r"|congress|lawmakers|senators|court|compan(?:y|ies)|firms?|banks?|commission|coalition|opposition|movement"
    r"|experts?|analysts?|observers|critics|sources?|scholars|rivals|opponents|people|residents|activists|witnesses"
    r"|members|signatories|donors|partners|counterparts|mediators|tribes|clans|we|us|they|them|he|she|it|i|both|two|three|four|five)\b"
)
_ONE = re.compile(r"^(?:he|she|i|him|her)$", re.IGNORECASE)
_SELF = re.compile(
    r"^(?:we|us|i|(?:our|my) (?:country|government|administration|nation|forces|side|representatives|team"
    r"|delegation|negotiators|officials|military|army|troops))$",
    re.IGNORECASE,
)


@functools.cache
def _table() -> dict[str, str]:
    names: dict[str, str] = {}
    for name, *others in _rows():
        for form in (name, *(word for part in others for word in part)):
            names.setdefault(_key(form), name)
            names.setdefault(_key(form + "s"), name)
    return names


def _rows() -> Iterator[tuple[str, list[str], list[str], list[str]]]:
    """Name, adjectives, seats and other names of each country."""
    for line in countries.TABLE.strip().splitlines():
        name, *others = (part.strip() for part in line.split("|"))
        forms = [[word.strip() for word in part.split(",") if word.strip()] for part in others]
        adjectives, seats, further = [*forms, [], [], []][:3]
        yield name, adjectives, seats, further


@functools.cache
def _adjectives() -> frozenset[str]:
    return frozenset(_key(form) for _, adjectives, _, _ in _rows() for form in adjectives)


@functools.cache
def country_words() -> frozenset[str]:
    """Words of which the names and adjectives of countries are made, in small letters."""
    return frozenset(word for form in _table() for word in form.split())


def is_adjective(text: str) -> bool:
    """Is this a country's adjective, such as "Swedish"?"""
    return _key(text) in _adjectives()


def _key(text: str) -> str:
    return " ".join(re.sub(r"[’']s?(?!\w)|\.", "", text).lower().removeprefix("the ").split())


@functools.lru_cache(1 << 14)
def country(text: str) -> str | None:
    """Common name of the country that `text` names by its name, people, adjective or government."""
    return _table().get(_key(text))


def country_spans(text: str) -> tuple[tuple[str, int, int], ...]:
    """Countries that a text names, with the offsets of each mention, possessive left outside."""
    found: list[tuple[str, int, int]] = []
    words = list(re.finditer(r"(?:[A-Z]\.){2,}|\w+", text))
    position = 0
    while position < len(words):
        for length in (5, 4, 3, 2, 1):
            chunk = words[position : position + length]
            form = text[chunk[0].start() : chunk[-1].end()]
            # A common word ("us", "male", "polish") is a country only when it is written as a name.
            named = len(chunk) == length and form[0].isupper() and not re.search(r"[’']s$", form)
            if named and (name := country(form)) and not _half(form, text[chunk[-1].end() :]):
                found.append((name, chunk[0].start(), chunk[-1].end()))
                position += length
                break
        else:
            position += 1
    return tuple(found)


def _half(form: str, after: str) -> bool:
    """Is this only the beginning of a longer name: "North American", "South China Sea"?"""
    return form in ("North", "South") and re.match(r"[\s-]+[A-Z]", after) is not None


def countries_in(text: str) -> tuple[str, ...]:
    """Countries that a text names, in order, each once; "U.S.-led" and "North Korean" count."""
    return tuple(dict.fromkeys(name for name, _, _ in country_spans(text)))


def bare(name: str) -> str:
    """A name without article before it and possessive after it."""
    return _POSSESSIVE.sub("", re.sub(rf"^(?:{_LEAD})\s+", "", name.strip(), flags=re.IGNORECASE))


def names_in(text: str) -> tuple[str, ...]:
    """Capitalised names of a text, in order, as written."""
    return tuple(bare(match[0]) for match in _NAME.finditer(text))


_ABBREVIATED = {"un": "united nations", "eu": "european union", "isil": "isis"}


@functools.lru_cache(1 << 14)
def tokens(name: str) -> frozenset[str]:
    """Words by which a name is compared: lower case, a country by its common name."""
    whole = country(name) or " ".join(_ABBREVIATED.get(word, word) for word in _key(bare(name)).split())
    return frozenset(re.findall(r"\w+", whole.lower()))


def same(left: str, right: str) -> bool:
    """Two names of one actor: equal countries, or one name's words within the other's."""
    one, other = tokens(left), tokens(right)
    if country(left) or country(right):
        return one == other
    return bool(one and other) and (one <= other or other <= one)


def names(name: str, text: str) -> bool:
    """Does `text` name this actor, by these words, or a country in any of its forms?"""
    if place := country(name):
        return place in countries_in(text)
    words = {_key(word) for word in re.findall(r"[\w’'.-]+", text)}
    return all(_key(word) in words for word in bare(name).split())


def is_group(mention: str) -> bool:
    """Is this "we", "both sides", "the three leaders": several actors named elsewhere?"""
    named = re.search(r"[A-Z]{2}|(?<!^)\b[A-Z]", mention.strip()) or countries_in(mention)
    return not named and _GROUP.fullmatch(mention.strip()) is not None


def has_people(phrase: str) -> bool:
    """Has a phrase a word for somebody who can act: "regional parties"?"""
    return _ACTING.search(phrase) is not None


def is_acting(phrase: str) -> bool:
    """Has a phrase a name, or a word for somebody who can act: "regional parties", not "a new deal"?"""
    return bool(names_in(bare(phrase)) or countries_in(phrase)) or has_people(phrase)


def is_self(mention: str) -> bool:
    """Is this a speaker's own side: "we", "I", "our forces"?"""
    return _SELF.match(mention.strip()) is not None


def is_one(mention: str) -> bool:
    """Is this a pronoun for one person?"""
    return _ONE.match(mention.strip()) is not None


def pair_of(mention: str) -> tuple[str, ...]:
    """Both countries of "the two Koreas"; empty for anything else."""
    found = re.search(r"\b(Korea|Sudan)s\b", mention)
    halves = {"Korea": ("North Korea", "South Korea"), "Sudan": ("South Sudan", "Sudan")}
    return halves[found[1]] if found else ()
