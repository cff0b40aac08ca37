"""What each threshold of grounding would keep of right answers, and let through of falsehoods.

Usage: python -m benchmarks.calibrate ARTICLES.jsonl [--split train] [--limit N]

For the share of words that a claim's sentences must have, from a tenth to all of them: how many of the main
facts are verified, and how many falsehoods that say or cite something else. Thresholds are chosen on split
`train`, and never by looking at what is reported.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from brief import evaluation
from brief.evaluation.mutations import falsehoods
from brief.grounding import ground, values
from brief.records import STATUSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.evaluation import Article, Fact
    from brief.records import Document

GRID = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
FALSE = ("words of another", "evidence moved")
COLUMNS = ("true", *FALSE)


def main() -> None:
    """Print a line for each kind of claim and threshold."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--split", default="train")
    parser.add_argument("--limit", type=int)
    told = parser.parse_args()
    drafts = _drafts(evaluation.read([told.articles], told.split, told.limit))
    shipped = dict(values.LEAST)
    print(f"{'kind':10} {'least':>6}" + "".join(f"{name:>24}" for name in COLUMNS))
    for least in GRID:
        values.LEAST = dict.fromkeys(STATUSES, least)
        verified, made = _counts(drafts)
        for kind in STATUSES:
            shares = [(verified[name, kind], made[name, kind]) for name in COLUMNS]
            cells = "".join(f"{f'{n} of {of} {n / max(1, of):6.1%}':>24}" for n, of in shares)
            print(f"{kind:10} {least:6.1f}{cells}{'  shipped' if shipped[kind] == least else ''}", flush=True)


def _drafts(articles: Sequence[Article]) -> list[tuple[Document, dict[str, Sequence[Fact]]]]:
    """Right answers and falsehoods of each article."""
    return [
        (article.document(), {"true": article.main, **{name: made[name] for name in FALSE}})
        for article, made in falsehoods(articles)
    ]


def _counts(
    drafts: Sequence[tuple[Document, dict[str, Sequence[Fact]]]],
) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """How many claims are verified, and how many there are, by sort and kind."""
    verified: Counter[tuple[str, str]] = Counter()
    made: Counter[tuple[str, str]] = Counter()
    for document, sorts in drafts:
        for name, facts in sorts.items():
            for claim in ground(document, facts):
                made[name, claim.kind] += 1
                verified[name, claim.kind] += claim.verdict == "verified"
    return verified, made


if __name__ == "__main__":
    main()
