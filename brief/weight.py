"""What matters most in a day: which claims come first, and which make the bottom line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from brief.daily import Story, Told

BOTTOM_LINE = 5
_HAPPENED = frozenset({"held", "ongoing", "cancelled", "agreed", "pledged", "refused", "withdrawn", "verbal"})


def bottom_line(stories: Sequence[Story]) -> tuple[str, ...]:
    """Sure claims that matter most, none of history: of each story its best in turn, while there is room."""
    ranked = [
        [told.id for told in by_importance(story.claims) if not told.claim.background] for story in stories
    ]
    depth = max(map(len, ranked), default=0)
    in_turn = [claims[rank] for rank in range(depth) for claims in ranked if rank < len(claims)]
    return tuple(in_turn[:BOTTOM_LINE])


def by_importance(told: Iterable[Told]) -> list[Told]:
    """Those that are sure, by what matters most; no sentence twice before each is told once."""
    return _each_sentence_once(sorted(filter(_is_sure, told), key=_importance))


def _each_sentence_once(claims: Sequence[Told]) -> list[Told]:
    """What tells of sentences that nothing before it told of, then the rest, each in its order.

    A threat is another matter than what was met on or agreed in the same sentence.
    """
    seen: set[tuple[str, int, bool]] = set()
    first: list[Told] = []
    rest: list[Told] = []
    for told in claims:
        places = {(item.document, item.sentence, told.kind == "threat") for item in told.citations}
        (rest if places <= seen else first).append(told)
        seen |= places
    return first + rest


def _is_sure(told: Told) -> bool:
    """Is it verified, or accepted by a reviewer?"""
    decided = told.decision.what if told.decision and not told.decision.reopened else None
    return not told.left_out and (told.claim.verdict == "verified" or decided in {"accept", "reword"})


def _importance(told: Told) -> tuple[bool, bool, int, int, str]:
    """News before history, what happened before plans; then what more sources carry, and what is early."""
    earliest = min(citation.sentence for citation in told.citations)
    return told.claim.background, told.claim.status not in _HAPPENED, -told.sources, earliest, told.id
