"""Which sentences a small model is asked about: a linear score over words and pairs of words.

The weights, brief/extraction/triage.json, are learnt from annotated articles by benchmarks/train_triage.py,
and say in their head from what and how well. A feature is known by its hash alone, so that no words of an
article are shipped.
"""

from __future__ import annotations

import base64
import functools
import math
import re
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING

from pydantic import Field

from brief.records import Value
from brief.resources import packaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.records import Document

BITS = 17
"""Features are hashed into two to the power of so many places."""
STEM = 5
"""Characters of a word that stand for it and its forms."""
_PLACES = 5  # sentences that have a place of their own in an article; those after them share places in fives
_LAST_PLACE = 9
_TITLE = 0.7  # share of capitalised words above which they are a headline's, and no names
_WORD = re.compile(r"\d+|[^\W\d_]+(?:['’][a-z]+)?|[\"“”?!%$]")


class Figures(Value):
    """How well triage does on articles that it was not trained on."""

    recall: float = Field(description="share of the sentences that carry a main claim that are asked about")
    asked: float = Field(description="share of all sentences that are asked about")
    carrying: int = Field(description="sentences that carry a main claim")
    sentences: int


class Weights(Value):
    """What was learnt: `threshold` is the score from which on a sentence is asked about.

    `weights` are signed bytes, one for each place, packed with zlib and base85; times `scale` they count.
    """

    trained_on: str
    data_sha256: str = Field(description="of the file of articles")
    seed: int
    cross_validated: Figures
    dev: Figures
    threshold: float
    bias: float
    scale: float
    weights: str

    def scores(self, sentences: Sequence[str]) -> Iterator[float]:
        """For each sentence of an article in order, how much it looks like one that carries a claim."""
        weights = self._unpacked
        for places in features(sentences):
            total = sum(weights[place] for place in places)
            yield self.bias + self.scale * total / math.sqrt(len(places))

    @functools.cached_property
    def _unpacked(self) -> memoryview:
        return memoryview(zlib.decompress(base64.b85decode(self.weights))).cast("b")


def asked(document: Document) -> tuple[bool, ...]:
    """For each sentence in order, whether a model is asked about it."""
    learnt = shipped()
    scores = learnt.scores([sentence.text for sentence in document.sentences])
    return tuple(score >= learnt.threshold for score in scores)


def features(sentences: Sequence[str]) -> Iterator[frozenset[int]]:
    """For each sentence of an article in order, the places of its features.

    They are its words, its pairs of words, the same of their stems, the words of the sentence before it, and
    where it stands. Figures are alike, and so are names: what is learnt is to hold for other countries.
    """
    before: list[str] = []
    for index, text in enumerate(sentences):
        words = _words(text)
        names = [*_ngrams(words, ""), *_ngrams([word[:STEM] for word in words], "~")]
        names += [f"<{word}" for word in before]
        names.append(f"@{min(index, _PLACES + max(0, index - _PLACES) // 5, _LAST_PLACE)}")
        if index == len(sentences) - 1:
            names.append("@last")
        yield frozenset(zlib.crc32(name.encode()) % (1 << BITS) for name in names)
        before = words


@functools.cache
def shipped() -> Weights:
    """The weights that come with the package."""
    return Weights.model_validate_json(packaged("extraction/triage.json"))


def _words(text: str) -> list[str]:
    """Words in small letters; a figure is `0`, and capitalised words in a row, but for the first, are `A`."""
    found = _WORD.findall(text)
    is_title = sum(word[0].isupper() for word in found) > _TITLE * len(found)
    words: list[str] = []
    for place, word in enumerate(found):
        if place and word[0].isupper() and not is_title:
            if words[-1] != "A":
                words.append("A")
        else:
            words.append("0" if word[0].isdigit() else word.lower().replace("’", "'"))
    return words


def _ngrams(words: Sequence[str], prefix: str) -> Iterator[str]:
    bounded = ("^", *words, "$")
    yield from (prefix + word for word in bounded)
    yield from (f"{prefix}{first} {second}" for first, second in pairwise(bounded))
