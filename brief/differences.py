"""What two states of the same briefs tell differently: substance, not text."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from brief.daily import Told
from brief.facts import one_fact, outcome
from brief.records import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.daily import Brief, Story

What = Literal["added", "dropped", "reworded", "evidence", "verdict", "decision"]


class Difference(Value):
    """One claim that is not as it was; a claim may differ in several ways, each of them once."""

    day: str
    story: str
    headline: str
    what: What
    before: Told | None
    after: Told | None


def differences(before: Sequence[Brief], after: Sequence[Brief]) -> tuple[Difference, ...]:
    """Day by day and story by story, the claims that were added, dropped, or told or judged otherwise.

    A claim is the same if one of its tellings has kept its id, else if both tell one fact. What neither side
    tells is no difference, unless a reviewer's decision on it is.
    """
    old = {brief.date: brief for brief in before}
    new = {brief.date: brief for brief in after}
    return tuple(item for day in sorted(old | new) for item in _of_day(day, old.get(day), new.get(day)))


def _of_day(day: str, before: Brief | None, after: Brief | None) -> Iterator[Difference]:
    left = [(story, told) for story in (before.stories if before else ()) for told in story.claims]
    right = [(story, told) for story in (after.stories if after else ()) for told in story.claims]
    pairs = _pairs([told for _, told in left], [told for _, told in right])
    for index, (story, told) in enumerate(right):
        was = left[pairs[index]][1] if index in pairs else None
        for what in _ways(was, told):
            yield _difference(day, story, what, was, told)
    kept = set(pairs.values())
    for index, (story, told) in enumerate(left):
        if index not in kept and not told.left_out:
            yield _difference(day, story, "dropped", told, None)


def _difference(day: str, story: Story, what: What, before: Told | None, after: Told | None) -> Difference:
    return Difference(
        day=day, story=story.id, headline=story.headline.text, what=what, before=before, after=after
    )


def _pairs(left: Sequence[Told], right: Sequence[Told]) -> dict[int, int]:
    """Index of each claim on the right to that of the same claim on the left."""
    by_id = {member.claim: index for index, told in enumerate(left) for member in told.members}
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for index, told in enumerate(right):
        known = [by_id[name] for name in (told.id, *(m.claim for m in told.members)) if name in by_id]
        found = next((each for each in known if each not in taken), None)
        if found is not None:
            taken.add(found)
            pairs[index] = found
    of_kind: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, was in enumerate(left):
        if number not in taken:
            of_kind[was.kind, outcome(was.claim)].append(number)
    for index, told in enumerate(right):
        if index in pairs:
            continue
        near = of_kind[told.kind, outcome(told.claim)]
        found = next((number for number in near if one_fact(left[number].claim, told.claim)), None)
        if found is not None:
            near.remove(found)
            pairs[index] = found
    return pairs


def _ways(before: Told | None, after: Told) -> Iterator[What]:
    if before is None:
        if not after.left_out:
            yield "added"
        return
    if before.decided != after.decided:
        yield "decision"
    if before.left_out and after.left_out:
        return
    if _words(before) != _words(after):
        yield "reworded"
    if _evidence(before) != _evidence(after):
        yield "evidence"
    if before.claim.verdict != after.claim.verdict:
        yield "verdict"


def _words(told: Told) -> object:
    """What it says: a reviewer's words, else its fields."""
    words = told.decision and told.decision.words
    return words or told.claim.model_dump(
        exclude={"id", "evidence", "spans", "chance", "verdict", "findings"}
    )


def _evidence(told: Told) -> tuple[list[str], list[str]]:
    """The sentences that give the words, and the documents that carry them."""
    return (
        [" ".join(item.quote.split()) for item in told.claim.evidence],
        sorted({citation.document for citation in told.citations}),
    )
