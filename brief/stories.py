"""Which documents tell of the same events, and why; and which of them are one text.

Two documents are compared by the words that each dwells on, names before others and the lead before the rest,
and by when they were published: an article about other events can neither join nor part two others.

A copy, cut shorter or lightly edited, holds most runs of words of the shorter text ("shingles": A. Broder, On
the resemblance and containment of documents, 1997). Every eighth is looked at, the same ones in every text.
"""

from __future__ import annotations

import datetime as dt
import functools
import heapq
import math
import re
from collections import Counter, defaultdict
from itertools import chain, combinations
from operator import mul
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from brief.lexicon import FUNCTION, stem, stems, table, words
from brief.names import country_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from brief.daily import Article

ALIKE = 0.33
"""Likeness from which two documents tell of the same events. benchmarks/stories.py shows how far it could be
moved: 0.20 to 0.34 group real articles alike, and the higher it is, the better it parts stories of one day
that have their actors in common."""
DAYS = 2
"""Documents that were published further apart tell of different events, or of different days of one."""
LEAD = 6
"""Sentences that say what an article is about; their words count twice."""
DWELT_ON = 12
"""Words by which pairs are looked for, and how many of them two documents have in common at least."""
COMMON = 2
RUN = 5
"""Words in a run."""
SAMPLE = 8
"""One run of so many is looked at."""
SHARE = 0.5
"""Of the runs of the shorter text, from which it is a copy. Real rewrites of one event share under 0.1."""
FEWEST = 5
"""Runs looked at below which a text is too short to tell."""
BOILERPLATE = 50
"""A run that more texts have than this makes no pair."""
_SHOWN = 6

_EMPTY = FUNCTION | frozenset(stems(table("words.en")["news"]))
"""Stems of words that most news has, which say nothing of what it is about."""
_NAME = re.compile(r"[A-Z](?<=[\w,;] .)\w+")
_SHORTEST = 3
_NAMED = 2.0
_COUNTRY = 0.5
"""A name weighs more than another word; a country less, since a day has several matters that concern it."""


class Group(NamedTuple):
    """Documents about the same events, by id in order, and why each stands with the others."""

    documents: tuple[str, ...]
    reasons: tuple[str, ...]


class _Profile(NamedTuple):
    weights: Mapping[str, float]
    length: float
    names: Mapping[str, str]
    day: dt.date | None


def copies(texts: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Groups of the ids of `texts` (their sentences) that are one text: each id in one group, all sorted."""
    runs = {name: _runs(sentences) for name, sentences in sorted(texts.items())}
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for name, found in runs.items():
        for run in found:
            holders[run].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if len(names) <= BOILERPLATE:
            shared.update(combinations(names, 2))
    groups = {name: [name] for name in runs}
    for (one, other), common in shared.items():
        fewer = min(len(runs[one]), len(runs[other]))
        if fewer >= FEWEST and common >= SHARE * fewer and groups[one] is not groups[other]:
            groups[one] += groups[other]
            groups.update(dict.fromkeys(groups[other], groups[one]))
    return tuple(sorted({tuple(sorted(names)) for names in groups.values()}))


def _runs(sentences: Sequence[str]) -> frozenset[str]:
    """Runs whose first and last word have rests that add up to nothing."""
    text = words(" ".join(sentences).casefold())
    rests = [crc32(word.encode()) % SAMPLE for word in text]
    ends = enumerate(zip(rests, rests[RUN - 1 :], strict=False))
    return frozenset(" ".join(text[i : i + RUN]) for i, pair in ends if not sum(pair) % SAMPLE)


def stories(articles: Sequence[Article], same_text: Sequence[Sequence[str]] = ()) -> tuple[Group, ...]:
    """Each document in one group, in order of the first id; the order of `articles` is of no account.

    Groups grow by the pair of them that is likest on average, so one document that is like two stories does
    not make them one. `same_text` has documents of one text, which are never parted.
    """
    in_order = sorted(articles, key=lambda item: item.record.document.id)
    profiles = {article.record.document.id: _profile(article) for article in in_order}
    likeness = {pair: _likeness(profiles[pair[0]], profiles[pair[1]]) for pair in _candidates(profiles)}
    first = {name: min(group) for group in same_text for name in group}
    groups: dict[str, list[str]] = defaultdict(list)
    for name in profiles:
        groups[first.get(name, name)].append(name)
    _grow(groups, likeness)
    done = sorted(map(sorted, groups.values()))
    return tuple(Group(tuple(names), tuple(_reasons(names, profiles, likeness))) for names in done)


@functools.lru_cache(1 << 17)
def _root(word: str) -> str:
    """Stem of a word, "" if that says nothing of a text's matter."""
    root = stem(word)
    return "" if len(root) < _SHORTEST or root in _EMPTY or root.isdigit() else root


def _profile(article: Article) -> _Profile:
    lead, text = ("\n".join(article.sentences[:end]) for end in (LEAD, None))
    counts = Counter(map(_root, words(f"{lead}\n{text}".lower())))
    counts.pop("", None)
    names = {stem(name.lower()): name for name in reversed(dict.fromkeys(_NAME.findall(text)))}
    weights = dict(zip(counts, map(math.log1p, counts.values()), strict=True))
    for root in weights.keys() & (names.keys() | _countries()):
        weights[root] *= _COUNTRY if root in _countries() else _NAMED
    length = math.sqrt(math.fsum(map(mul, weights.values(), weights.values())))
    return _Profile(weights, length, names, _day(article.record.document.date))


@functools.cache
def _countries() -> frozenset[str]:
    return frozenset(map(stem, country_words()))


def _day(date: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((date or "")[:10])
    except ValueError:
        return None


def _candidates(profiles: Mapping[str, _Profile]) -> Iterator[tuple[str, str]]:
    """Pairs that dwell on some of the same words, and are of the same days."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for name, profile in profiles.items():
        least = min(sorted(profile.weights.values())[-DWELT_ON:], default=0.0)
        for root, weight in profile.weights.items():
            if weight >= least:
                holders[root].append(name)
    shared = Counter(chain.from_iterable(combinations(names, 2) for names in holders.values()))
    for pair in sorted(pair for pair, count in shared.items() if count >= COMMON):
        one, other = (profiles[name].day for name in pair)
        if one is None or other is None or abs((one - other).days) <= DAYS:
            yield pair


def _likeness(one: _Profile, other: _Profile) -> float:
    """Cosine of the weights: 0 for nothing in common, 1 for the same words in the same measure."""
    both = one.weights.keys() & other.weights.keys()
    common = math.fsum(map(mul, map(one.weights.__getitem__, both), map(other.weights.__getitem__, both)))
    return common / (one.length * other.length) if one.length and other.length else 0.0


def _grow(groups: dict[str, list[str]], likeness: Mapping[tuple[str, str], float]) -> None:
    """Join, again and again, the two groups that are likest on average, while they are alike at all."""
    home = {name: key for key, names in groups.items() for name in names}
    sums: dict[str, dict[str, float]] = {key: defaultdict(float) for key in groups}
    for (one, other), value in likeness.items():
        if home[one] != home[other]:
            sums[home[one]][home[other]] += value
            sums[home[other]][home[one]] += value

    def ranked(one: str, other: str) -> tuple[float, str, str]:
        pairs = len(groups[one]) * len(groups[other])
        return -sums[one][other] / pairs, min(one, other), max(one, other)

    likest = [ranked(one, other) for one, near in sums.items() for other in near if one < other]
    heapq.heapify(likest)
    while likest and -likest[0][0] >= ALIKE:
        found = heapq.heappop(likest)
        _, kept, joined = found
        if joined not in sums.get(kept, ()) or found != ranked(kept, joined):
            continue  # one of them has been joined to a third since
        groups[kept] += groups.pop(joined)
        for other, value in sums.pop(joined).items():
            del sums[other][joined]
            if other != kept:
                sums[kept][other] += value
                sums[other][kept] = sums[kept][other]
        for other in sums[kept]:
            heapq.heappush(likest, ranked(kept, other))


def _reasons(
    names: Sequence[str], profiles: Mapping[str, _Profile], likeness: Mapping[tuple[str, str], float]
) -> Iterator[str]:
    """Why each document but the first stands here: the one before it that it is likest to."""
    for index, name in enumerate(names[1:], start=1):
        most, like = max((likeness.get((other, name), 0.0), other) for other in names[:index])
        one, other = profiles[like], profiles[name]
        common = one.names.keys() & one.weights.keys() & other.weights.keys()
        ranked = sorted(common, key=lambda root: (-one.weights[root] * other.weights[root], root))
        named = [one.names[root] for root in ranked[:_SHOWN]]
        alike = f"{most:.2f} alike ({ALIKE} is enough)"
        apart = f"; {abs((one.day - other.day).days)} days apart" if one.day and other.day else ""
        yield f"{like} and {name}: {alike}; both name {', '.join(named) or 'nobody'}{apart}"
