"""The sentences that carry a claim, with the places of its words in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from brief.records import Claim, Span


class Quote(NamedTuple):
    """A cited sentence, verbatim, and the places in it where words of the claim stand."""

    sentence: int
    text: str
    spans: tuple[Span, ...]


def quotes(claim: Claim) -> tuple[Quote, ...]:
    """Each cited sentence once, in the order of the article."""
    places = sorted({span for spans in claim.spans.values() for span in spans})
    return tuple(
        Quote(
            item.sentence,
            item.quote,
            tuple((a - item.start, b - item.start) for a, b in places if item.start <= a < b <= item.end),
        )
        for item in sorted(
            {each.sentence: each for each in claim.evidence}.values(), key=lambda x: x.sentence
        )
    )


def word_before(claim: Claim) -> str:
    """The word before those of `what` in the carrying sentence, in small letters; "" where that is not known.

    By it a template can tell whether those words complete a sentence ("to share the river") or name a thing.
    """
    carrying, first = claim.evidence[0], (claim.what or "").casefold().split()[:1]
    for start, end in claim.spans.get("what", ()):
        place = start - carrying.start
        if (
            start < carrying.start
            or end > carrying.end
            or carrying.quote[place:].casefold().split()[:1] != first
        ):
            continue
        return "".join(carrying.quote[:place].casefold().split()[-1:])
    return ""
