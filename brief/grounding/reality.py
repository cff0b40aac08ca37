"""Whether the words of a claim stand in a clause that denies, supposes, asks or invents what it says.

The words that do so are data, `brief/lexicons/reality.<language>.toml`; how far each reaches is measured in
clauses between punctuation, and no verb and no subject is looked for.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brief import lexicon
from brief.grounding.normal import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from brief.grounding.index import SentenceIndex
    from brief.grounding.normal import Word
    from brief.records import Status

NEAR = 40
"""Characters between a negation and the words of a claim that it may negate."""
CONTRACTED = "n't"
"""The ending that stands for each word that has it: "isn't", "won't"."""
LANGUAGES = ("en",)
"""Languages that have a lexicon."""


@dataclass(frozen=True)
class Group:
    """Words of one kind: what they say, how far they reach, and which statuses they agree with."""

    name: str
    scope: str
    fits: frozenset[str]
    reach: int | None
    own: bool


@dataclass(frozen=True)
class Hit:
    """A word of reality in a sentence, and why it matters."""

    name: str
    words: str


@dataclass(frozen=True)
class _Lexicon:
    breaks: frozenset[str]
    names: frozenset[str]
    negations: frozenset[str]
    exceptions: frozenset[tuple[str, ...]]
    punctuation: frozenset[str]
    by_first: Mapping[str, tuple[tuple[tuple[str, ...], Group], ...]]


@functools.cache
def _lexicon(language: str) -> _Lexicon:
    data = lexicon.table(f"reality.{language}")
    by_first: dict[str, list[tuple[tuple[str, ...], Group]]] = {}
    for each in data["groups"]:
        group = Group(
            each["name"], each["scope"], frozenset(each["fits"]), each.get("reach"), each.get("own", False)
        )
        for entry in each["words"]:
            parts = (entry,) if entry == CONTRACTED else tuple(expanded(word.text) for word in phrase(entry))
            by_first.setdefault(parts[0], []).append((parts, group))
    return _Lexicon(
        frozenset(data["breaks"]),
        frozenset(data["names"]),
        frozenset(data["negations"]),
        frozenset(tuple(entry.split()) for entry in data["exceptions"]),
        frozenset(data["punctuation"]),
        {first: tuple(found) for first, found in by_first.items()},
    )


def hit(
    sentence: SentenceIndex, places: Sequence[Word], own: frozenset[str], status: Status, language: str
) -> Hit | None:
    """The first word of reality that governs the `places` where a claim's words stand, and that does not fit.

    `own` are words of the claim itself, which some groups leave it to say.
    """
    if sentence.is_question:
        return Hit("question", "?")
    known = _lexicon(language)
    clauses = _clauses(sentence, known)
    positions = {word.start: index for index, word in enumerate(sentence.words)}
    claimed = sorted(positions[word.start] for word in places)
    for index, group, parts in _found(sentence, known):
        if status in group.fits or (group.own and own.issuperset(parts)):
            continue
        if group.scope == "opening" and index > 0:
            continue
        if group.scope == "clause":
            after = bisect_right(claimed, index)
            if after == len(claimed) or claimed[after] - index > (group.reach or len(sentence.words)):
                continue
            starts = (sentence.words[at].start for at in (index, claimed[after]))
            if len({bisect_right(clauses, start) for start in starts}) > 1:
                continue
        return Hit(group.name, " ".join(parts))
    return None


def denied(sentence: SentenceIndex, places: Sequence[Word], language: str) -> bool:
    """Whether a clause in which the `places` stand has a word of negation."""
    known = _lexicon(language)
    clauses = _clauses(sentence, known)
    here = sorted(word.start for word in places)
    for word in sentence.words:
        if expanded(word.text) in known.negations:
            at = bisect_right(here, word.start)
            for start in here[max(0, at - 1) : at + 1]:
                is_near = abs(start - word.start) <= NEAR
                if is_near and bisect_right(clauses, start) == bisect_right(clauses, word.start):
                    return True
    return False


def expanded(word: str) -> str:
    """The word as the lexicon has it: "n't" for "isn't"."""
    return CONTRACTED if word.endswith(CONTRACTED) else word


def negations(language: str) -> frozenset[str]:
    """Words of negation of a language, "n't" among them."""
    return _lexicon(language).negations


def _found(sentence: SentenceIndex, known: _Lexicon) -> Iterator[tuple[int, Group, tuple[str, ...]]]:
    words = sentence.words
    for index, word in enumerate(words):
        if word.capital and word.text in known.names and not sentence.is_capitals:
            continue
        around = tuple(each.text for each in words[max(0, index - 1) : index + 2])
        if around[:2] in known.exceptions or around[-2:] in known.exceptions:
            continue
        for parts, group in known.by_first.get(expanded(word.text), ()):
            if all(
                index + step < len(words) and words[index + step].text == part
                for step, part in enumerate(parts[1:], start=1)
            ):
                yield index, group, parts


def _clauses(sentence: SentenceIndex, known: _Lexicon) -> list[int]:
    """Places where the clauses of a sentence begin, in order."""
    marks = [place for place, char in sentence.marks if char in known.punctuation]
    return sorted([*marks, *(word.start for word in sentence.words if word.text in known.breaks)])
