"""The model's chance that a window carries a claim: the odds at the token by which its answer begins one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.wire import Token

_CLAIM = '{"claims":[{'
_NONE = '{"claims":[]'
ALTERNATIVES = 5
"""So many alternatives of a token are asked for: the two that matter are nearly always the likeliest."""


def chance(tokens: Sequence[Token]) -> float | None:
    """Chance, between 0 and 1, that the answer tells a claim; None where its first tokens do not say.

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
            return claim / total if total else None
        said += token.text
    return None


def _told(text: str) -> str | None:
    """Which of the two beginnings the text has come to; "" while it may become either, None for neither."""
    folded = "".join(text.split())
    for beginning in (_CLAIM, _NONE):
        if folded.startswith(beginning):
            return beginning
    return "" if _CLAIM.startswith(folded) or _NONE.startswith(folded) else None
