"""Which documents are one text: the same wire copy under another headline, cut shorter or lightly edited.

Two texts are compared by their runs of words ("shingles": A. Broder, On the resemblance and containment of
documents, 1997): a copy holds most runs of the shorter text. Of all runs only every eighth is looked at,
chosen by the checksums of its ends, so that the same runs are looked at in every text.
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RUN = 5
"""Words in a run."""
SAMPLE = 8
"""One run of so many is looked at."""
SHARE = 0.5
"""Of the runs of the shorter text, from which it is a copy. Real rewrites of one event share under 0.1."""
FEWEST = 5
"""Runs looked at below which a text is too short to tell."""
COMMON = 50
"""A run that more texts have than this is boilerplate, and makes no pair."""


def copies(texts: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Groups of the ids of `texts` (their sentences) that are one text: each id in one group, all sorted."""
    runs = {name: _runs(texts[name]) for name in sorted(texts)}
    holders: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, found in runs.items():
        for run in found:
            holders[run].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if len(names) <= COMMON:
            shared.update((one, other) for i, one in enumerate(names) for other in names[i + 1 :])
    first = {name: name for name in runs}
    for (one, other), count in sorted(shared.items()):
        fewer = min(len(runs[one]), len(runs[other]))
        if fewer >= FEWEST and count >= SHARE * fewer:
            _join(first, one, other)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in first:
        groups[_end(first, name)].append(name)
    return tuple(tuple(group) for _, group in sorted(groups.items()))


def _runs(sentences: Sequence[str]) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", " ".join(sentences).casefold())
    sums = list(map(_checksum, words))
    ends = zip(sums, sums[RUN - 1 :], strict=False)
    return frozenset(
        tuple(words[i : i + RUN]) for i, (one, other) in enumerate(ends) if (one + other) % SAMPLE == 0
    )


@functools.lru_cache(1 << 17)
def _checksum(word: str) -> int:
    return crc32(word.encode())


def _join(first: dict[str, str], one: str, other: str) -> None:
    low, high = sorted((_end(first, one), _end(first, other)))
    first[high] = low


def _end(first: dict[str, str], name: str) -> str:
    while first[name] != name:
        name = first[name]
    return name
