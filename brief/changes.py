"""What a brief tells otherwise than the one before it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from brief.daily import Change
from brief.facts import one_matter
from brief.names import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from brief.daily import Brief, Story, Told
    from brief.records import Claim, Kind

_OVER = frozenset({"cancelled", "refused", "withdrawn"})
_SAID: Mapping[Kind, tuple[str, ...]] = {
    "meeting": ("status", "place", "date_resolved"),
    "agreement": ("status", "what", "condition"),
    "threat": ("what", "condition"),
}
"""Fields that count as told: how it ended, when, where and in which words; not who is quoted."""
_Holders = dict[tuple[str, str], list[int]]


def changes(stories: Sequence[Story], previous: Brief | None) -> tuple[Change, ...]:
    """Stories that are new, and in the others the claims that are new, changed or withdrawn.

    A story goes on if it tells of a matter that the previous brief told of. None without a previous brief.
    """
    if previous is None:
        return ()
    before = [told for told in previous.told() if not told.left_out]
    holders: _Holders = defaultdict(list)
    for number, told in enumerate(before):
        for key in _keys(told):
            holders[key].append(number)
    return tuple(change for story in stories for change in _of_story(story, before, holders))


def _of_story(story: Story, before: Sequence[Told], holders: _Holders) -> Iterator[Change]:
    told = [item for item in story.claims if not item.left_out]
    matched = [(item, _earlier(item, before, holders)) for item in told]
    if not any(old for _, old in matched):
        yield Change(what="story", story=story.id, told=None, earlier=None)
        return
    for item, old in matched:
        if old is None:
            yield Change(what="new", story=story.id, told=item.id, earlier=None)
        elif _said(item.claim) != _said(old):
            over = item.claim.status in _OVER and old.status not in _OVER
            yield Change(what="withdrawn" if over else "changed", story=story.id, told=item.id, earlier=old)


def _earlier(told: Told, before: Sequence[Told], holders: _Holders) -> Claim | None:
    """What the previous brief told of the same matter."""
    near = sorted({number for key in _keys(told) for number in holders.get(key, ())})
    return next((before[at].claim for at in near if one_matter(told.claim, before[at].claim)), None)


def _keys(told: Told) -> set[tuple[str, str]]:
    """What claims of one matter have in common: the kind, and a word of an actor."""
    return {(told.kind, word) for actor in told.claim.actors for word in tokens(actor.label)}


def _said(claim: Claim) -> tuple[object, ...]:
    return tuple(getattr(claim, field) for field in _SAID[claim.kind])
