"""Which sentences a small model is asked about."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
import zlib
from collections import Counter
from pathlib import Path

import pytest

from brief.extraction.triage import BITS, Figures, Weights, asked, features, shipped
from tests.documents import document

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT.parent / "shared/train/articles.jsonl"
ARTICLE = (
    "Ministers promise to reopen border crossing",
    "The foreign ministers of Norway and Chile met in Oslo on Monday for talks on fishing.",
    "They agreed to share the catch for five years.",
    "A spokesman warned that Chile would seize the boats if the deal is broken.",
    "The sea was calm and the sky was blue.",
    "The harbour café sells waffles with brown cheese, and its owner has two cats.",
    "She learnt to bake from her grandmother, who lived to be 97.",
    "It rained.",
)


def place(name):
    return zlib.crc32(name.encode()) % (1 << BITS)


def test_sentences_that_carry_claims_are_asked_about_and_others_are_not():
    """A meeting, an agreement and a threat are asked about; a grandmother and the rain are not."""
    answer = asked(document(*ARTICLE))
    assert (answer[1:4], answer[6:]) == ((True, True, True), (False, False))
    assert asked(document()) == ()


def test_the_score_is_the_sum_of_the_features_over_the_root_of_their_number():
    """Two of twelve features weigh 2.0 and -0.5, and the bias is -1; what is not there does not count."""
    signed = bytearray(1 << BITS)
    for name, weight in (("rain", 20), ("rain $", -5), ("snow", 90)):
        signed[place(name)] = weight % 256
    packed = base64.b85encode(zlib.compress(bytes(signed))).decode()
    learnt = Weights.model_validate(shipped().model_dump() | {"bias": -1.0, "scale": 0.1, "weights": packed})
    (found,) = features(["rain"])
    assert len(found) == 12
    assert list(learnt.scores(["rain"])) == pytest.approx([1.5 / math.sqrt(12) - 1])


def test_names_figures_and_capitals_are_alike():
    """Another country, another sum and a capital first letter give the same features.

    Where nearly every word is capitalised, as in a headline, capitals tell no names. The words of the
    sentence before have features of their own; the first and the last place differ.
    """
    (one,) = features(["Talks with North Korea cost 40 pounds"])
    (other,) = features(["talks with Peru cost 1400 pounds"])
    assert one == other
    assert place("A cost") in one
    (found,) = features(["LEADERS MEET IN OSLO"])
    assert place("meet in") in found
    first, last = features(["They met.", "They met."])
    assert {place("<met"), place("@last")} <= last - first
    assert place("@0") in first - last


def test_the_page_has_the_figures_of_the_weights():
    """docs/models.md says what the header of the weights says: recall and share asked, on dev as well."""
    page = (ROOT / "docs/models.md").read_text("utf-8")
    learnt = shipped()
    for figures in (learnt.cross_validated, learnt.dev):
        assert re.search(rf"\b{100 * figures.recall:.1f} % .*\b{100 * figures.asked:.1f} %", page)
    assert learnt.cross_validated.recall >= 0.98


@pytest.mark.skipif(not ARTICLES.exists(), reason="the articles that triage learnt from are not here")
def test_the_figures_on_dev_are_those_of_the_shipped_weights():
    """Recall and share asked, counted anew on split dev of the file whose checksum the header names."""
    data, learnt, found = ARTICLES.read_bytes(), shipped(), Counter[str]()
    assert hashlib.sha256(data).hexdigest() == learnt.data_sha256
    for article in map(json.loads, data.splitlines()):
        if article["split"] != "dev":
            continue
        claims = [claim for kind in article["claims"].values() for claim in kind if not claim["optional"]]
        carrying = {claim["sentences"][0] for claim in claims}
        scores = enumerate(learnt.scores(article["sentences"]), 1)
        above = {number for number, score in scores if score >= learnt.threshold}
        sizes = {"main": carrying, "above": above, "both": carrying & above, "all": article["sentences"]}
        found.update({name: len(items) for name, items in sizes.items()})
    recall, share = round(found["both"] / found["main"], 4), round(found["above"] / found["all"], 4)
    figures = Figures(recall=recall, asked=share, carrying=found["main"], sentences=found["all"])
    assert figures == learnt.dev
