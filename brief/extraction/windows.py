"""What each call shows of an article: windows of numbered sentences, in which those asked about are marked.

A part of a long article is a window too, a large one: its context repeats the end of the part before it,
and only what is new in it is asked about. So every sentence is asked about once, and a claim belongs to the
window that asks about the sentence that carries it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from brief.extraction.profile import Profile
    from brief.records import Sentence

SENTENCES = 2_000
CHARACTERS = 300_000
"""So much of an article is read, and the rest is listed as unread: a book has more, an article never.

At a second a call, a small model would be busy for half an hour.
"""


@dataclass(frozen=True)
class Window:
    """Sentences that one call shows, in order, and the numbers of those that it asks about."""

    shown: tuple[Sentence, ...]
    asked: frozenset[int]


def readable(sentences: Sequence[Sentence], room: int) -> list[Sentence]:
    """The sentences within the bounds of an article that fit the room of a call by themselves."""
    kept: list[Sentence] = []
    length = 0
    for sentence in sentences[:SENTENCES]:
        length += len(sentence.text)
        if length > CHARACTERS:
            break
        if len(sentence.text) <= room:
            kept.append(sentence)
    return kept


def cover(sentences: Sequence[Sentence], asked: Collection[int], profile: Profile) -> Iterator[Window]:
    """Windows that ask about each of these numbers once, in order.

    `sentences` are those that may be shown, none longer than the profile's room.
    """
    places = [place for place, sentence in enumerate(sentences) if sentence.number in asked]
    done = 0
    while done < len(places):
        first = places[done]
        room = profile.room - len(sentences[first].text)
        context, room = _context(sentences, first, room, profile)
        end = done + 1
        while end < len(places) and (profile.marked is None or end - done < profile.marked):
            room -= len(sentences[places[end]].text)
            if places[end] != places[end - 1] + 1 or room < 0:
                break
            end += 1
        group = [sentences[place] for place in places[done:end]]
        yield Window((*context, *group), frozenset(sentence.number for sentence in group))
        done = end


def halves(window: Window, sentences: Sequence[Sentence], profile: Profile) -> Iterator[Window]:
    """Windows that ask about the first half of what the window asks, then about the second."""
    asked = sorted(window.asked)
    middle = len(asked) // 2
    yield from cover(sentences, asked[:middle], profile)
    yield from cover(sentences, asked[middle:], profile)


def _context(
    sentences: Sequence[Sentence], first: int, room: int, profile: Profile
) -> tuple[list[Sentence], int]:
    """What is shown before the sentence at `first`, the nearest first, as far as it fits; the room left."""
    nearest = range(first - 1, max(first - 1 - profile.before, -1), -1)
    lead = range(min(profile.lead, first))
    chosen: list[int] = []
    for place in dict.fromkeys((*nearest, *lead)):
        if len(sentences[place].text) > room:
            break
        room -= len(sentences[place].text)
        chosen.append(place)
    return [sentences[place] for place in sorted(chosen)], room
