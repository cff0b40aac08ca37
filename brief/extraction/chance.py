"""How likely the model holds its own answer: that a window carries a claim, and each field of a claim."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from brief.wire import Reply, Token

_CLAIM = '{"claims":[{'
_FIELD = re.compile(r'[{,]\s*"([a-z_]+)"\s*:')
_NONE = '{"claims":[]'
ALTERNATIVES = 5
"""So many alternatives of a token are asked for: the two that matter are nearly always the likeliest."""


def chance(tokens: Sequence[Token]) -> float | None:
    """Chance, from 0 to 1, that the answer tells a claim; None where its first tokens do not say.

    It has two places: the third depends on what a server has in its prompt cache.

    The answer is followed to the token that decides. Where an alternative would have decided already, it
    counts with its probability, and every way to go on but the answer's own counts as no claim.
    """
    said, reached, claim, total = "", 1.0, 0.0, 0.0
    for token in tokens:
        own = _told(said + token.text)
        if own is None:
            return None
        ways = [(_told(said + text), text, math.exp(logarithm)) for text, logarithm in token.alternatives]
        if any(told for told, _, _ in ways):
            claim += reached * sum(share for told, _, share in ways if told == _CLAIM)
            total += reached * sum(
                share for told, text, share in ways if told or (told == "" and text != token.text)
            )
            reached *= sum(share for told, text, share in ways if told == "" and text == token.text)
        if own:
            return round(claim / total, 2) if total else None
        said += token.text
    return None


def _told(text: str) -> str | None:
    """Which of the two beginnings the text has come to; "" while it may become either, None for neither."""
    folded = "".join(text.split())
    for beginning in (_CLAIM, _NONE):
        if folded.startswith(beginning):
            return beginning
    return "" if _CLAIM.startswith(folded) or _NONE.startswith(folded) else None


def field_chances(reply: Reply, claims: Iterable[tuple[int, int]]) -> Iterator[Mapping[str, float]]:
    """For each claim that stands in the reply's content at [start, end), how likely each of its fields was.

    That is the probability of its least likely token; nothing where the endpoint does not tell.
    """
    tokens = reply.tokens
    if any(token.logprob is None for token in tokens) or "".join(t.text for t in tokens) != reply.content:
        return
    ends = list(accumulate(len(token.text) for token in tokens))
    logprobs = [token.logprob or 0.0 for token in tokens]
    for start, end in claims:
        fields = [(match[1], match.end()) for match in _FIELD.finditer(reply.content, start, end)]
        yield {
            name: round(math.exp(min(logprobs[bisect_right(ends, begin) : bisect_left(ends, until) + 1])), 2)
            for (name, begin), (_, until) in pairwise([*fields, ("", end)])
        }
