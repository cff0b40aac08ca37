"""Which documents are one text: the same wire copy under another headline, cut shorter or lightly edited.

Two texts are compared by their runs of words ("shingles": A. Broder, On the resemblance and containment of
documents, 1997): a copy holds most runs of the shorter text. Of all runs only every eighth is looked at,
chosen by the checksums of its ends, so that the same runs are looked at in every text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain, combinations, compress, count
from operator import eq
from typing import TYPE_CHECKING
from zlib import crc32

from brief.stems import words

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
_COMPLEMENT = tuple(-rest % SAMPLE for rest in range(SAMPLE))


def copies(texts: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Groups of the ids of `texts` (their sentences) that are one text: each id in one group, all sorted."""
    ends = _Ends()
    runs = {name: _runs(texts[name], ends) for name in sorted(texts)}
    numbers = Counter(chain.from_iterable(runs.values()))
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for name, found in runs.items():
        for run in found:
            if 1 < numbers[run] <= COMMON:
                holders[run].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        shared.update(combinations(names, 2))
    first = {name: name for name in runs}
    for (one, other), common in sorted(shared.items()):
        fewer = min(len(runs[one]), len(runs[other]))
        if fewer >= FEWEST and common >= SHARE * fewer:
            _join(first, one, other)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in first:
        groups[_end(first, name)].append(name)
    return tuple(tuple(group) for _, group in sorted(groups.items()))


class _Ends(dict[str, int]):
    """To a word the rest of its checksum: each word of a day is looked up."""

    def __missing__(self, word: str) -> int:
        self[word] = crc32(word.encode()) % SAMPLE
        return self[word]


def _runs(sentences: Sequence[str], ends: _Ends) -> frozenset[str]:
    """Runs whose first and last word have rests that add up to nothing."""
    text = words(" ".join(sentences).casefold())
    rests = list(map(ends.__getitem__, text))
    missing = map(_COMPLEMENT.__getitem__, rests)
    chosen = compress(count(), map(eq, missing, rests[RUN - 1 :]))
    return frozenset(" ".join(text[i : i + RUN]) for i in chosen)


def _join(first: dict[str, str], one: str, other: str) -> None:
    low, high = sorted((_end(first, one), _end(first, other)))
    first[high] = low


def _end(first: dict[str, str], name: str) -> str:
    while first[name] != name:
        name = first[name]
    return name
