"""Which sentences of an article are asked about, and for which kinds: no model has a part in it.

For each kind a logistic regression over the signs of a sentence gives the chance that it states a claim;
benchmarks/train_triage.py makes its weights, brief/triage.json. The chances rank sentences: they are not
calibrated, for the training counts claims and other sentences as equally many.
"""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING

from pydantic import Field, TypeAdapter

from brief.cues import kinds
from brief.records import Kind, Value
from brief.resources import packaged
from brief.signs import signs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brief.records import Document


class Head(Value):
    """What is known of one kind. A sign without a weight counts for nothing."""

    threshold: float = Field(ge=0, le=1, description="chance from which on a sentence is asked about")
    bias: float
    weights: dict[str, float]

    def chance(self, found: Mapping[str, float]) -> float:
        """Chance, between 0 and 1, that a sentence with these signs states a claim."""
        score = self.bias + sum(self.weights.get(sign, 0.0) * value for sign, value in found.items())
        return 1 / (1 + math.exp(-score))


@functools.cache
def heads() -> Mapping[Kind, Head]:
    """The heads that come with the package."""
    return TypeAdapter(dict[Kind, Head]).validate_json(packaged("triage.json"))


def chances(document: Document) -> tuple[Mapping[Kind, float], ...]:
    """For each sentence in order and each kind, the chance that it states a claim."""
    return tuple({kind: head.chance(found) for kind, head in heads().items()} for found in signs(document))


def asked(document: Document) -> tuple[frozenset[Kind], ...]:
    """For each sentence in order, the kinds that the model is asked about.

    Never one whose words the sentence lacks: no such claim would pass the checks.
    """
    return tuple(
        frozenset(kind for kind in kinds(sentence.text) if chance[kind] >= heads()[kind].threshold)
        for sentence, chance in zip(document.sentences, chances(document), strict=True)
    )
