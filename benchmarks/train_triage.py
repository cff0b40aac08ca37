"""Train the triage heads, brief/triage.json, and print how they do on articles they were not trained on.

Needs numpy and scikit-learn beside brief (`pip install numpy scikit-learn`); neither is a dependency.

    PYTHONPATH=. python benchmarks/train_triage.py GOLD --sentences FILE [--more GOLD] [--stories FILE]
                                                   [--apart GOLD] [--write]

GOLD is a gold folder (docs/gold.md), with a `key_sentence` among the `sentences` of each fact. A sentence is
positive for a kind if it belongs to the evidence of a main fact, and is left out if only an optional fact
has it. `--sentences` names JSON lines with `sentence`, `labels` and `negative_for` (PLOVER), which stand in
no article and so have no signs of place. `--more` names other gold folders to train on; the areas are those
of GOLD. `--stories` names JSON lines with `id`, `file` and `story` of articles. `--apart` names another gold
folder, which is never trained on.

The shipped heads were trained on 71 articles (AllSides, re3d, Wikinews, ABC; 1,656 sentences) and 488 lone
sentences (PLOVER, Zero-Shot-PLOVER). Only weights of signs are kept: none is a word of a text.

Articles of one story are held out together, and so are those that share five or more long sentences, for they
are one text, and lone sentences of which 60 % of the words are the same. Everything that is fitted is fitted
within a fold.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from brief.articles import gather
from brief.gold import read_gold
from brief.records import Document, Sentence
from brief.signs import signs
from brief.triage import Head

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from brief.records import Kind

KINDS: tuple[Kind, ...] = ("meeting", "agreement", "threat")
TARGET = Path(__file__).parents[1] / "brief/triage.json"
# Below these, more calls found hardly any more claims (trade_off.py).
THRESHOLDS: dict[Kind, float] = {"meeting": 0.3, "agreement": 0.3, "threat": 0.5}
STRENGTH = 0.03  # C of the regression: small, for there are few articles
STRENGTH_ALONE = 0.3
HALF = 0.5
RARE = 3  # signs of fewer training sentences are left out
SHARED_SENTENCES, LONG_WORDS, SAME_WORDS = 5, 6, 0.6
VARIANTS = {
    "all signs": (),
    "without cue lists": ("cue.",),
    "without strong words": ("strong.", "at.article", "at.beginning", "at.before", "at.after", "at.new"),
    "without place in article": ("at.",),
    "without who and how": (
        *("actors", "names", "subject", "length", "short"),
        *("quot", "modal", "past", "denied", "we", "they", "digits"),
    ),
}


class Row(NamedTuple):
    """One sentence: the group it is held out with, its signs, and for each kind its labels."""

    group: str
    found: Mapping[str, float]
    label: Mapping[Kind, int | None]
    key: Mapping[Kind, int | None]
    lone: bool = False


def article_rows(folder: Path, stories: Mapping[str, str]) -> list[Row]:
    """Sentences of the gold articles; those of one story, or of one text, are held out together."""
    gold = {
        article.id: json.loads((folder / f"{article.id}.json").read_bytes()) for article in read_gold(folder)
    }
    documents = gather([folder / "texts"], folder / "none", None).documents
    groups = alike({Path(each.path).stem: long_sentences(each) for each in documents}, SHARED_SENTENCES)
    rows = []
    for document in documents:
        name = Path(document.path).stem
        for sentence, found in zip(document.sentences, signs(document), strict=True):
            labels = {kind: labelled(sentence, gold[name][f"{kind}s"]) for kind in KINDS}
            label, key = ({kind: each[at] for kind, each in labels.items()} for at in (0, 1))
            rows.append(Row(stories.get(name, groups[name]), found, label, key))
    return rows


def told_of(index: Path | None) -> dict[str, str]:
    """The story of an article, by its id and by its file's name."""
    items = [json.loads(line) for line in index.read_text("utf-8").splitlines()] if index else []
    return {name: item["story"] for item in items for name in (item["id"], Path(item["file"]).stem)}


def labelled(sentence: Sentence, facts: Iterable[Mapping]) -> tuple[int | None, int | None]:
    """1 for evidence of a main fact, None for optional ones's, else 0; and the same for its key sentence."""
    hits = [
        (fact["optional"], number == fact["key_sentence"])
        for fact in facts
        for span, number in zip(fact["spans"], fact["sentences"], strict=True)
        if sentence.start < span[1] and span[0] < sentence.end
    ]
    if not hits:
        return 0, 0
    main = [key for optional, key in hits if not optional]
    return (1 if main else None), (1 if any(main) else None)


def lone_rows(file: Path) -> list[Row]:
    """Sentences that stand by themselves."""
    items = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    texts = [" ".join(item["sentence"].split()) for item in items]
    words = {str(number): set(text.lower().split()) for number, text in enumerate(texts)}
    groups = alike(words, None)
    rows = []
    for number, (item, text) in enumerate(zip(items, texts, strict=True)):
        alone = Document(id="s", path="s", sha256="", title=None, text=text,
                         sentences=(Sentence(number=1, start=0, end=len(text), text=text),))  # fmt: skip
        found = {sign: value for sign, value in signs(alone)[0].items() if not sign.startswith("at.")}
        label = {
            kind: 1 if kind in item["labels"] else 0 if kind in item["negative_for"] else None
            for kind in KINDS
        }
        rows.append(Row(f"lone {groups[str(number)]}", found, label, label, lone=True))
    return rows


def long_sentences(document: Document) -> set[str]:
    """Sentences by which two copies of one text are known."""
    return {each.text.lower() for each in document.sentences if len(each.text.split()) >= LONG_WORDS}


def alike(items: Mapping[str, set[str]], shared: int | None) -> dict[str, str]:
    """For each item the first of its group: they share so many elements, or so large a part of all."""
    group = {name: name for name in items}
    for one, other in combinations(items, 2):
        both = len(items[one] & items[other])
        same = both >= shared if shared else both >= SAME_WORDS * len(items[one] | items[other])
        if same and group[one] != group[other]:
            old, new = group[other], group[one]
            group = {name: new if value == old else value for name, value in group.items()}
    return group


def train(rows: Iterable[Row], kind: Kind, without: Sequence[str] = (), *, alone: bool = False) -> Head:
    """The head of a kind. Signs that begin with one of `without` are not looked at.

    `alone`: the rows are nothing but lone sentences.
    """
    rows = [row for row in rows if row.label[kind] is not None]
    seen = Counter(sign for row in rows for sign in row.found)
    names = sorted(sign for sign in seen if seen[sign] >= RARE and not sign.startswith(tuple(without)))
    model = LogisticRegression(
        C=STRENGTH_ALONE if alone else STRENGTH, class_weight="balanced", solver="liblinear", tol=1e-6
    )
    model.fit(
        np.array([[row.found.get(name, 0.0) for name in names] for row in rows]),
        np.array([row.label[kind] for row in rows]),
    )
    weights = {name: round(float(value), 3) for name, value in zip(names, model.coef_[0], strict=True)}
    bias = round(float(model.intercept_[0]), 3)
    return Head(threshold=THRESHOLDS[kind], bias=bias, weights={k: v for k, v in weights.items() if v})


def held_out(
    rows: Sequence[Row], tested: Sequence[Row], kind: Kind, without: Sequence[str] = ()
) -> list[float]:
    """Chances of sentences, each by a head that was trained without its group."""
    heads = {
        group: train((row for row in rows if row.group != group), kind, without)
        for group in sorted({row.group for row in tested})
    }
    return [heads[row.group].chance(row.found) for row in tested]


def auc(rows: Sequence[Row], scores: Sequence[float], kind: Kind, *, key: bool = False) -> float | None:
    """Area under the curve; None where there is but one class."""
    pairs = [((row.key if key else row.label)[kind], value) for row, value in zip(rows, scores, strict=True)]
    pairs = [(label, value) for label, value in pairs if label is not None]
    return roc_auc_score(*zip(*pairs, strict=True)) if len({label for label, _ in pairs}) > 1 else None


def by_article(rows: Sequence[Row], scores: Sequence[float], kind: Kind) -> str:
    """Mean and spread of the area over the articles that have both classes."""
    areas = []
    for group in sorted({row.group for row in rows}):
        pairs = [pair for pair in zip(rows, scores, strict=True) if pair[0].group == group]
        areas.append(auc([row for row, _ in pairs], [value for _, value in pairs], kind))
    known = [area for area in areas if area is not None]
    return f"{np.mean(known):.2f}±{np.std(known):.2f}"


def lone_f1(lone: Sequence[Row], kind: Kind, without: Sequence[str], folds: int = 5) -> float:
    """F1 at a chance of one half over the lone sentences, trained on nothing but them."""
    rows = [row for row in lone if row.label[kind] is not None]
    fold = {group: index % folds for index, group in enumerate(sorted({row.group for row in rows}))}
    told = []
    for part in range(folds):
        head = train((row for row in rows if fold[row.group] != part), kind, without, alone=True)
        told += [(row.label[kind], head.chance(row.found) > HALF) for row in rows if fold[row.group] == part]
    right = sum(label == 1 and yes for label, yes in told)
    return 2 * right / (sum(yes for _, yes in told) + sum(label == 1 for label, _ in told))


def report(articles: Sequence[Row], more: Sequence[Row], lone: Sequence[Row], apart: Sequence[Row]) -> None:
    """Print the figures of every variant: meeting / agreement / threat."""
    print("| signs | AUC evidence | mean ± spread over articles | AUC key sentence | AUC apart | F1 lone |")
    print("|---|---|---|---|---|---|")
    rows = [*articles, *more, *lone]
    for name, without in VARIANTS.items():
        columns: list[list[str]] = []
        for kind in KINDS:
            scores = held_out(rows, articles, kind, without)
            head = train(rows, kind, without) if apart else None
            new = head and auc(apart, [head.chance(row.found) for row in apart], kind)
            columns.append(
                [
                    f"{auc(articles, scores, kind):.3f}",
                    by_article(articles, scores, kind),
                    f"{auc(articles, scores, kind, key=True):.3f}",
                    f"{new:.3f}" if new else "–",
                    f"{lone_f1(lone, kind, without):.3f}",
                ]
            )
        print(f"| {name} |", " | ".join(" / ".join(cell) for cell in zip(*columns, strict=True)), "|")


def main() -> None:
    """Train, print, and with --write ship."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--more", type=Path, metavar="GOLD", action="append", default=[])
    parser.add_argument("--stories", type=Path)
    parser.add_argument("--apart", type=Path, metavar="GOLD")
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    given = parser.parse_args()
    stories, lone = told_of(given.stories), lone_rows(given.sentences)
    articles = article_rows(given.gold, stories)
    more = [row for folder in given.more for row in article_rows(folder, stories)]
    for kind in KINDS:
        counts = [sum(row.label[kind] == 1 for row in rows) for rows in ([*articles, *more], lone)]
        print(
            f"{kind}: {counts[0]} of {len(articles) + len(more)} sentences of articles,"
            f" {counts[1]} of {len(lone)} lone"
        )
    report(articles, more, lone, article_rows(given.apart, {}) if given.apart else [])
    if given.write:
        heads = {kind: train([*articles, *more, *lone], kind).model_dump() for kind in KINDS}
        TARGET.write_text(json.dumps(heads, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
