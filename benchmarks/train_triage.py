"""Train the triage, brief/extraction/triage.json, and print how it does on articles it was not trained on.

Needs numpy, scipy and scikit-learn beside brief (`pip install scikit-learn`); none is a dependency.

    PYTHONPATH=. python benchmarks/train_triage.py ARTICLES [--seed N] [--write]

ARTICLES holds an article a line: `sentences`, `split` (train or dev) and `claims`, lists of claims by kind;
each has `sentences` (the carrying one first) and `optional`. The regression learns from split train: the
sentences of a claim are positive, those that carry a main claim count most, those that are further evidence
half. The threshold is the score from which on the share `RECALL` of the sentences that carry a main claim is
asked about, each article scored by weights that were learnt without it. Split dev is only reported.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # else sums depend on the machine

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from brief.extraction.triage import BITS, Figures, Weights, features

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TARGET = Path(__file__).parents[1] / "brief/extraction/triage.json"
FOLDS = 5
RECALL = 0.99
STRENGTH = 2.0  # C of the regression
MAIN, OPTIONAL, EVIDENCE, NONE = 5.0, 1.0, 0.5, 1.0  # how much a sentence counts
RARITY = 4.0  # by which the logarithm is divided that favours rare features
LEVELS = 127  # a weight is a signed byte


class Examples(NamedTuple):
    """Sentences as rows: features, weight in the training, whether positive, whether of a main claim."""

    rows: csr_matrix
    counts: np.ndarray
    positive: np.ndarray
    main: np.ndarray
    article: np.ndarray


def main() -> None:
    """Read the articles, train, print the figures, and write the weights if told so."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    options = parser.parse_args()
    data = options.articles.read_bytes()
    articles = [json.loads(line) for line in data.splitlines()]
    splits = {name: [item for item in articles if item["split"] == name] for name in ("train", "dev")}
    train = examples(splits["train"])
    scores = cross_validated(train, options.seed)
    carrying = np.sort(scores[train.main])
    threshold = float(carrying[int((1 - RECALL) * len(carrying))])
    learnt = Weights(
        trained_on=f"{len(splits['train'])} articles, {len(train.main)} sentences",
        data_sha256=hashlib.sha256(data).hexdigest(),
        seed=options.seed,
        cross_validated=figures(scores, train.main, threshold),
        dev=figures(np.zeros(1), np.ones(1, bool), 0),
        threshold=round(threshold, 4),
        **packed(*fitted(train, np.ones(len(train.main), bool), options.seed)),
    )
    dev = examples(splits["dev"])
    told = np.array([score for item in splits["dev"] for score in learnt.scores(item["sentences"])])
    learnt = learnt.model_copy(update={"dev": figures(told, dev.main, learnt.threshold)})
    areas = roc_auc_score(train.main, scores), roc_auc_score(dev.main, told)
    print(f"area under the curve: train {areas[0]:.3f}, dev {areas[1]:.3f}")
    print(f"train, cross-validated: {learnt.cross_validated}\ndev: {learnt.dev}")
    if options.write:
        TARGET.write_text(json.dumps(learnt.model_dump(), indent=1) + "\n", "utf-8")


def examples(articles: Sequence[Mapping[str, Any]]) -> Examples:
    """The sentences of the articles, in order."""
    places: list[int] = []
    ends, counts, main, numbers = [0], [], [], []
    for number, article in enumerate(articles):
        weights = [NONE] * len(article["sentences"])
        of_main = [False] * len(article["sentences"])
        claims = [claim for kind in article["claims"].values() for claim in kind]
        for sentence in (sentence for claim in claims for sentence in claim["sentences"]):
            weights[sentence - 1] = EVIDENCE
        for claim in sorted(claims, key=lambda claim: not claim["optional"]):
            carrier = claim["sentences"][0] - 1
            weights[carrier] = OPTIONAL if claim["optional"] else MAIN
            of_main[carrier] |= not claim["optional"]
        for found in features(article["sentences"]):
            places += sorted(found)
            ends.append(len(places))
        told = {sentence - 1 for claim in claims for sentence in claim["sentences"]}
        counts += [weight if index in told else -weight for index, weight in enumerate(weights)]
        main += of_main
        numbers += [number] * len(weights)
    rows = csr_matrix((np.ones(len(places)), places, ends), shape=(len(main), 1 << BITS))
    signed = np.array(counts)
    return Examples(rows, np.abs(signed), signed > 0, np.array(main), np.array(numbers))


def fitted(train: Examples, chosen: np.ndarray, seed: int) -> tuple[np.ndarray, float]:
    """Weight of each place and bias, learnt from the chosen rows."""
    rows = train.rows[chosen]
    rarity = np.log((rows.shape[0] + 1) / (rows.sum(axis=0).A1 + 1)) / RARITY
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=seed)
    model.fit(shortened(rows) @ diags(rarity), train.positive[chosen], sample_weight=train.counts[chosen])
    return model.coef_[0] * rarity, float(model.intercept_[0])


def shortened(rows: csr_matrix) -> csr_matrix:
    """Rows of length one, as `Weights.scores` has them."""
    return diags(1 / np.sqrt(rows.sum(axis=1).A1)) @ rows


def cross_validated(train: Examples, seed: int) -> np.ndarray:
    """Score of each sentence by weights that were learnt without its article."""
    folds = np.random.default_rng(seed).permutation(train.article.max() + 1) % FOLDS
    scores = np.zeros(len(train.main))
    for fold in range(FOLDS):
        apart = folds[train.article] == fold
        weights, bias = fitted(train, ~apart, seed)
        scores[apart] = shortened(train.rows[apart]) @ weights + bias
    return scores


def packed(weights: np.ndarray, bias: float) -> dict[str, Any]:
    """Weights as signed bytes, with what they are to be multiplied by."""
    scale = float(np.abs(weights).max()) / LEVELS
    signed = np.round(weights / scale).astype(np.int8).tobytes()
    text = base64.b85encode(zlib.compress(signed, 9)).decode()
    return {"bias": round(bias, 4), "scale": scale, "weights": text}


def figures(scores: np.ndarray, main: np.ndarray, threshold: float) -> Figures:
    """What a threshold comes to."""
    asked = scores >= threshold
    return Figures(
        recall=round(float(asked[main].mean()), 4),
        asked=round(float(asked.mean()), 4),
        carrying=int(main.sum()),
        sentences=len(main),
    )


if __name__ == "__main__":
    main()
