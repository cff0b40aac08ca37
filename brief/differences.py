"""What a brief tells otherwise than the one before it, or another state of it: substance, not text."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from brief.daily import Change, Told
from brief.edits import quotes
from brief.facts import name_words, one_fact, one_matter
from brief.records import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from brief.daily import Brief, Story
    from brief.records import Claim, Kind

What = Literal["added", "dropped", "reworded", "evidence", "verdict", "decision"]

_JUDGED = {"id", "evidence", "spans", "chance", "verdict", "findings"}
_OVER = frozenset({"cancelled", "refused", "withdrawn"})
_SAID: Mapping[Kind, tuple[str, ...]] = {
    "meeting": ("status", "place", "date_resolved"),
    "agreement": ("status", "what", "condition"),
    "threat": ("what", "condition"),
}
"""Fields that count as told from day to day: how it ended, when, where and in which words."""


class Difference(Value):
    """One claim that is not as it was; a claim may differ in several ways, each of them once."""

    day: str
    story: str
    headline: str
    what: What
    before: Told | None
    after: Told | None


class _Index:
    """Claims by the words of their actors: claims of one matter have a word and the kind in common."""

    def __init__(self, told: Sequence[Told]) -> None:
        self._told = told
        self._holders = defaultdict[tuple[str, str], set[int]](set)
        for number, item in enumerate(told):
            for word in name_words(item.claim):
                self._holders[item.kind, word].add(number)

    def find(self, claim: Claim, are_one: Callable[[Claim, Claim], bool]) -> Iterator[int]:
        """Numbers of those that are one with the claim."""
        near = set[int]().union(*(self._holders.get((claim.kind, word), ()) for word in name_words(claim)))
        return (number for number in sorted(near) if are_one(self._told[number].claim, claim))


def changes(stories: Sequence[Story], previous: Brief | None) -> tuple[Change, ...]:
    """Stories that are new, and in the others the claims that are new, changed or withdrawn.

    A story goes on if it tells of a matter that the previous brief told of. None without a previous brief.
    """
    before = [told for told in previous.told() if not told.left_out] if previous else []
    index = _Index(before)
    found: list[Change] = []
    for story in stories if previous else ():
        told = [item for item in story.claims if not item.left_out]
        near = (next(index.find(item.claim, one_matter), None) for item in told)
        earlier = [None if number is None else before[number].claim for number in near]
        if not any(earlier):
            found.append(Change(what="story", story=story.id, told=None, earlier=None))
            continue
        for item, old in zip(told, earlier, strict=True):
            if change := _change(item.claim, old):
                found.append(Change(what=change, story=story.id, told=item.id, earlier=old))
    return tuple(found)


def _change(claim: Claim, old: Claim | None) -> Literal["new", "changed", "withdrawn"] | None:
    if old is None:
        return "new"
    if all(getattr(claim, field) == getattr(old, field) for field in _SAID[claim.kind]):
        return None
    return "withdrawn" if claim.status in _OVER and old.status not in _OVER else "changed"


def differences(before: Sequence[Brief], after: Sequence[Brief]) -> tuple[Difference, ...]:
    """Day by day and story by story, the claims that were added, dropped, or told or judged otherwise.

    A claim is the same if one of its tellings has kept its id, else if both tell one fact. What neither side
    tells is no difference, unless a reviewer's decision on it is.
    """
    old = {brief.date: brief for brief in before}
    new = {brief.date: brief for brief in after}
    return tuple(item for day in sorted(old | new) for item in _of_day(day, old.get(day), new.get(day)))


def _of_day(day: str, before: Brief | None, after: Brief | None) -> Iterator[Difference]:
    left, right = (
        [(story, told) for story in (brief.stories if brief else ()) for told in story.claims]
        for brief in (before, after)
    )
    pairs = _pairs([told for _, told in left], [told for _, told in right])
    found: list[tuple[Story, What, Told | None, Told | None]] = []
    for index, (story, told) in enumerate(right):
        was = left[pairs[index]][1] if index in pairs else None
        found += ((story, what, was, told) for what in _ways(was, told))
    for index in sorted(set(range(len(left))) - set(pairs.values())):
        story, told = left[index]
        found += [] if told.left_out else [(story, "dropped", told, None)]
    for story, what, was, now in found:
        head = story.headline.text
        yield Difference(day=day, story=story.id, headline=head, what=what, before=was, after=now)


def _pairs(left: Sequence[Told], right: Sequence[Told]) -> dict[int, int]:
    """Index of each claim on the right to that of the same claim on the left; those of one id come first."""
    by_id = {member.claim: index for index, told in enumerate(left) for member in told.members}
    by_word = _Index(left)
    pairs: dict[int, int] = {}
    taken: set[int] = set()

    def join(index: int, near: Iterator[int]) -> None:
        if (found := next((number for number in near if number not in taken), None)) is not None:
            pairs[index] = found
            taken.add(found)

    for index, told in enumerate(right):
        names = (told.id, *(member.claim for member in told.members))
        join(index, (by_id[name] for name in names if name in by_id))
    for index, told in enumerate(right):
        if index not in pairs:
            join(index, by_word.find(told.claim, one_fact))
    return pairs


def _ways(before: Told | None, after: Told) -> list[What]:
    if before is None:
        return [] if after.left_out else ["added"]
    told = not (before.left_out and after.left_out)
    ways: dict[What, bool] = {
        "decision": before.decided != after.decided,
        "reworded": told and _words(before) != _words(after),
        "evidence": told and _evidence(before) != _evidence(after),
        "verdict": told and before.claim.verdict != after.claim.verdict,
    }
    return [what for what, differs in ways.items() if differs]


def _words(told: Told) -> object:
    """What it says: a reviewer's words, else its fields."""
    return (told.decision and told.decision.words) or told.claim.model_dump(exclude=_JUDGED)


def _evidence(told: Told) -> tuple[tuple[str, ...], set[str]]:
    """The sentences that give the words, and the documents that carry them."""
    return quotes(told), {citation.document for citation in told.citations}
