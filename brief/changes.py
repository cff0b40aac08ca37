"""What a brief tells otherwise than the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.daily import Change
from brief.facts import one_matter, one_meeting, one_threat
from brief.records import Agreement, Meeting, Threat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.daily import AnyClaim, Brief, Story, Told

_OVER = frozenset({"cancelled", "refused", "withdrawn"})


def changes(stories: Sequence[Story], previous: Brief | None) -> tuple[Change, ...]:
    """Stories that are new, and in the others the claims that are new, changed or withdrawn.

    A story goes on if it tells of a matter that the previous brief told of. None without a previous brief.
    """
    if previous is None:
        return ()
    before = [told for told in previous.told() if not told.left_out]
    return tuple(change for story in stories for change in _of_story(story, before))


def _of_story(story: Story, before: Sequence[Told]) -> Iterator[Change]:
    told = [item for item in story.claims if not item.left_out]
    matched = [
        (item, next((old for old in before if _one_matter(item.claim, old.claim)), None)) for item in told
    ]
    if not any(old for _, old in matched):
        yield Change(what="story", story=story.id, told=None, earlier=None)
        return
    for item, old in matched:
        if old is None:
            yield Change(what="new", story=story.id, told=item.id, earlier=None)
        elif _said(item.claim) != _said(old.claim):
            over = item.claim, old.claim
            gone = [getattr(claim, "status", None) in _OVER for claim in over]
            yield Change(
                what="withdrawn" if gone == [True, False] else "changed",
                story=story.id,
                told=item.id,
                earlier=old.claim,
            )


def _one_matter(left: AnyClaim, right: AnyClaim) -> bool:
    if isinstance(left, Meeting) and isinstance(right, Meeting):
        return one_meeting(left, right)
    if isinstance(left, Agreement) and isinstance(right, Agreement):
        return one_matter(left, right)
    return (
        isinstance(left, Threat)
        and isinstance(right, Threat)
        and left.kind == right.kind
        and one_threat(left, right)
    )


def _said(claim: AnyClaim) -> dict[str, object]:
    """What counts as told: how it ended, when, where and in which words; not who is quoted."""
    if isinstance(claim, Meeting):
        return claim.model_dump(include={"status", "place", "date_resolved"})
    if isinstance(claim, Agreement):
        return claim.model_dump(include={"status", "commitment"})
    return claim.model_dump(include={"threat"})
