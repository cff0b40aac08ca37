"""Checks of words: what a text says its cited sentences say, with their numbers and their "not".

A paraphrase may have a few words of its own. A harm, an amount, a name or an outcome of its own it may not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.cues import HAZARD
from brief.records import Finding, Severity
from brief.stems import FULL_STOP, FUNCTION, stems

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SCORE = re.compile(r"\b\d+-\d+\b")
_CALENDAR = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b"
)
# "One" and "two" count what a sentence may leave uncounted: "both", "X and Y".
_COUNTS = {
    "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "eleven": "11", "twelve": "12", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50",
}  # fmt: skip
_NEGATION = re.compile(r"(?i)\b(?:no|not|never|nor|cannot|without|neither)\b|n['’]t\b")
# What denies in other words than "not".
_DENIAL = re.compile(
    r"(?i)\b(?:no|not|never|nor|cannot|without|neither|unless|refus\w*|reject\w*|fail\w*|den(?:y|ie[sd])"
    r"|declin\w*|oppos\w*|halt\w*|stop\w*|ceas\w*|end(?:s|ed|ing)?|ban(?:s|ned)?|rul(?:e|ed|es|ing) out"
    r"|prevent\w*|avoid\w*)\b|n['’]t\b"
)
# "Leave or face sanctions" is "sanctions if they do not leave".
_IF_NOT = re.compile(r"(?i)\b(?:if|unless)\b")
_OR_ELSE = re.compile(r"(?i)\bor (?:else|face|risk|suffer)\b|\bultimatum\b")
# A paraphrase ties its words together with these, and says no more by them.
_TIES = frozenset(
    stem
    for stem in stems(
        "if unless within like such other another each any before after until since during while when where"
        " which who whose there here them him both two one ones possibly possible also still yet than so"
        " because due per via out up off down re about around toward towards upon regarding concerning"
        " related involving include including said saying called claimed warning ultimatum deadline offer"
        " proposal term strip peninsula region"
    )
)
# Of these a text has none that its sentences do not have: they say how much, or how it ended.
_GRAVE = re.compile(
    r"(?i)\b(?:all|every|entire\w*|total\w*|complete\w*|full|fully|permanent\w*|certain\w*|always|ever|only"
    r"|immediate\w*|unconditional\w*|peace|treat(?:y|ies)|pacts?|truces?|cease-?fires?|surrender\w*|allianc\w*"
    r"|agree\w*|sign(?:s|ed|ing)?|decid\w*|refus\w*|reject\w*|withdr\w*|cancel\w*|abandon\w*|ban(?:s|ned)?"
    r"|military|army|troops?|air|air-?strikes?|bombard\w*|kill\w*|death\w*|crisis|chemical|biological"
    r"|hundreds?|thousands?|millions?|billions?|trillions?|half|double\w*|triple\w*|dozens?"
    r"|yesterday|today|tomorrow|tonight|next|last|week\w*|month\w*|year\w*|decade\w*)\b"
)
_SHORT_FORMS = (("intercontinental ballistic missile", "icbm"), ("weapons of mass destruction", "wmd"))
# One foreign word in so many.
_TOLERATED = 5
_PREFIX = 5
_ENDING = 4
_REACH = 6
_CLAUSE = 14


def figures(text: str, field: str, evidence: str) -> Iterator[Finding]:
    """Every number, weekday and month of a text stands in its evidence."""
    for pattern, what in ((_NUMBER, "number"), (_SCORE, "number"), (_CALENDAR, "date")):
        known = set(pattern.findall(evidence))
        for value in pattern.findall(text):
            if value not in known:
                message = f"{what} {value} is not in the cited sentence"
                yield Finding(check="figures", field=field, message=message, severity="unsupported")
    known = set(re.findall(r"\w+", evidence.lower()))
    for word in re.findall(r"\w+", text.lower()):
        if word in _COUNTS and not {word, _COUNTS[word]} & known:
            message = f"number {word} is not in the cited sentence"
            yield Finding(check="figures", field=field, message=message, severity="unsupported")


def wording(text: str, field: str, evidence: str, near: str) -> Iterator[Finding]:
    """A text says it in the words of its evidence, but for a few that are `near` too or only tie it together.

    `near` is what stands around the evidence. Words of harm, amount, time and outcome, and names, are never
    among the few.
    """
    content = [word for word in re.findall(r"\d|\w\w+", text) if not set(stems(word)) & (FUNCTION | _TIES)]
    words = [word for word in content if not _is_figure(word)]
    known, around = _forms(evidence), _forms(near)
    foreign = [word for word in words if not _is_said(word, known)]
    if not content:
        yield Finding(check="wording", field=field, message="it says nothing", severity="unsupported")
        return
    heavy = [word for word in foreign if _is_heavy(word) or not _is_said(word, around)]
    if foreign and (heavy or len(foreign) * _TOLERATED > len(words)):
        severity: Severity = "unsupported" if len(foreign) > len(words) / 2 else "review"
        message = f"not the words of the sentence: {', '.join(stems(' '.join(foreign)))}"
        yield Finding(check="wording", field=field, message=message, severity=severity)


def compounds(text: str, field: str, evidence: str) -> Iterator[Finding]:
    """A harm is of the sort that the evidence says: no "nuclear strikes" of "nuclear tests" and "strikes"."""
    said = stems(evidence)
    for match in re.finditer(r"(\w+)[ -](\w+)", text):
        pair = stems(match[0])
        sort = min(map(len, pair)) > 1 and not match[1].endswith(("ing", "ed")) and HAZARD.search(match[2])
        both = sort and not set(pair) & FUNCTION
        if both and set(pair) <= set(said) and not _are_near(pair[0], pair[1], said):
            message = f"the sentence does not say “{match[0]}”"
            yield Finding(check="compounds", field=field, message=message, severity="review")


def polarity(text: str, field: str, evidence: str) -> Iterator[Finding]:
    """A text denies what its evidence denies, and nothing else."""
    if not _NEGATION.search(text):
        return
    if not _NEGATION.search(evidence):
        message = "it denies what the sentence does not deny"
        yield Finding(check="polarity", field=field, message=message, severity="unsupported")
        return
    denied = _scopes(evidence, _DENIAL)
    conditional = _IF_NOT.search(text) and _OR_ELSE.search(evidence)
    for scope in () if conditional else _scopes(text, _NEGATION):
        known = bool(scope) and scope[0] in stems(evidence)
        if known and not any(scope[0] in other for other in denied):
            message = f"the sentence does not deny “{scope[0]}”"
            yield Finding(check="polarity", field=field, message=message, severity="review")


def affirmation(text: str, field: str, evidence: str) -> Iterator[Finding]:
    """What the evidence denies a text does not affirm."""
    said, denied_too = stems(text), _scopes(text, _DENIAL)
    for scope in _scopes(evidence, _NEGATION):
        denied = any(set(scope[:2]) & set(other) for other in denied_too)
        if len(scope) > 1 and scope[0] in said and scope[1] in said and not denied:
            message = f"the sentence denies “{' '.join(scope[:2])}”"
            yield Finding(check="polarity", field=field, message=message, severity="review")


def _scopes(text: str, words: re.Pattern[str]) -> list[list[str]]:
    """Behind each word that denies, the next words of content in its clause."""
    found = []
    for match in words.finditer(text):
        clause = re.split(rf"(?:{FULL_STOP}|[,;:!?“”\"])\s|\s[—–-]\s", text[match.end() :], maxsplit=1)[0]
        found.append([word for word in stems(clause)[:_CLAUSE] if word not in FUNCTION])
    return found


def _forms(text: str) -> frozenset[str]:
    """Stems of a text, and the short forms that its words spell: "free trade area" is "fta"."""
    short = {form for long, form in _SHORT_FORMS if long in text.lower()}
    words = re.findall(r"\w+", text.lower())
    initials = "".join(word[0] for word in words)
    spelt = {initials[at : at + size] for size in (3, 4, 5) for at in range(len(words))}
    return frozenset(stems(text)) | spelt | short


def _is_said(word: str, known: frozenset[str]) -> bool:
    """Is a word among these, in any of its inflections?"""
    return any(stem in known or any(_akin(stem, other) for other in known) for stem in stems(word))


def _akin(one: str, other: str) -> bool:
    """Are these one word with other endings: "withdraw" and "withdrawn", "program" and "programme"?"""
    short, long = sorted((one, other), key=len)
    more = len(long) - len(short)
    return long.startswith(short) and more <= (
        _ENDING if len(short) >= _PREFIX else len(short) == _PREFIX - 1
    )


def _is_heavy(word: str) -> bool:
    return bool(HAZARD.search(word) or _GRAVE.fullmatch(word) or word[0].isupper())


def _is_figure(word: str) -> bool:
    """Is this for `figures` to judge?"""
    return bool(_NUMBER.search(word) or _CALENDAR.fullmatch(word)) or word.lower() in _COUNTS


def _are_near(one: str, other: str, words: list[str]) -> bool:
    places = [at for at, word in enumerate(words) if word == one]
    return any(other in words[max(0, at - _REACH // 2) : at + _REACH // 2 + 1] for at in places)
