"""Which sentences a small model is asked about."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
import zlib
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


def weights(places: dict[int, int], *, threshold: float = 0.0) -> Weights:
    """Weights that are 0 but at these places; ten of a signed byte count as one."""
    signed = bytearray(1 << BITS)
    for place, weight in places.items():
        signed[place] = weight % 256
    figures = Figures(recall=1.0, asked=1.0, carrying=1, sentences=1)
    return Weights(
        trained_on="one article",
        data_sha256="0",
        seed=1,
        cross_validated=figures,
        dev=figures,
        threshold=threshold,
        bias=-1.0,
        scale=0.1,
        weights=base64.b85encode(zlib.compress(bytes(signed))).decode(),
    )


def place(name: str) -> int:
    return zlib.crc32(name.encode()) % (1 << BITS)


def test_sentences_that_carry_claims_are_asked_about_and_others_are_not():
    """A meeting, an agreement and a threat are asked about; a grandmother and the rain are not."""
    answer = asked(document(*ARTICLE))
    assert (answer[1:4], answer[6:]) == ((True, True, True), (False, False))
    assert asked(document()) == ()


def test_the_score_is_the_sum_of_the_features_over_the_root_of_their_number():
    """Two of twelve features weigh 2.0 and -0.5, and the bias is -1; what is not there does not count."""
    learnt = weights({place("rain"): 20, place("rain $"): -5, place("snow"): 90})
    (found,) = features(["rain"])
    assert len(found) == 12
    assert list(learnt.scores(["rain"])) == pytest.approx([1.5 / math.sqrt(12) - 1])


def test_names_figures_and_capitals_are_alike():
    """Another country, another sum and a capital first letter give the same features."""
    (one,) = features(["Talks with North Korea cost 40 pounds"])
    (other,) = features(["talks with Peru cost 1400 pounds"])
    assert one == other
    assert place("A cost") in one


def test_a_headline_in_capitals_keeps_its_words():
    """Where nearly every word is capitalised, capitals tell no names."""
    (found,) = features(["LEADERS MEET IN OSLO"])
    assert place("meet in") in found


def test_the_sentence_before_and_the_place_in_the_article_count():
    """The words of the one before have features of their own; the first and the last place differ."""
    first, last = features(["They met.", "They met."])
    assert place("<met") in last - first
    assert place("@0") in first - last
    assert place("@last") in last - first


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
    data = ARTICLES.read_bytes()
    learnt = shipped()
    assert hashlib.sha256(data).hexdigest() == learnt.data_sha256
    main = above = both = total = 0
    for article in map(json.loads, data.splitlines()):
        if article["split"] != "dev":
            continue
        claims = [claim for kind in article["claims"].values() for claim in kind if not claim["optional"]]
        carrying = {claim["sentences"][0] for claim in claims}
        chosen = {
            number
            for number, score in enumerate(learnt.scores(article["sentences"]), 1)
            if score >= learnt.threshold
        }
        main += len(carrying)
        above += len(chosen)
        both += len(carrying & chosen)
        total += len(article["sentences"])
    figures = Figures(
        recall=round(both / main, 4), asked=round(above / total, 4), carrying=main, sentences=total
    )
    assert figures == learnt.dev
