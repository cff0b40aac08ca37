"""Words as they are compared: in small letters and without what inflection adds."""

from __future__ import annotations

import functools
import re

_SHORT = 4

# Words that carry no content of their own: a commitment may have them where its sentence does not.
FUNCTION = frozenset(
    "a an the of in on at to for from by with and or but as into over under against about between among"
    " that this these those its their his her our it they we he she be is are was were been being will would"
    " has have had do does did not no also more including through".split()
)


FULL_STOP = r"(?:(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bGen)(?<!\bSen)\.)"
"""A full stop that may end a sentence: none of an initial or a title."""

_WORD = re.compile(r"\w+")
_BREAKS = {code: " " for code in range(128) if not _WORD.fullmatch(chr(code))}


def words(text: str) -> list[str]:
    """Runs of letters, digits and "_" in a text."""
    # A table is four times as fast as a pattern, but slower where not all of the text is ASCII.
    return text.translate(_BREAKS).split() if text.isascii() else _WORD.findall(text)


def stems(text: str) -> list[str]:
    """Words cut to what inflection leaves alone: "strengthening" and "strengthen" are one."""
    return [stem(word) for word in words(text.lower())]


@functools.lru_cache(1 << 17)
def stem(word: str) -> str:
    """A word in small letters, cut so."""
    return re.sub(r"(?:ing|ed|es|s|e)$", "", word) if len(word) > _SHORT else word
