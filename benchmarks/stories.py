"""How well documents are grouped into stories: B-cubed against a gold grouping.

Usage: python -m benchmarks.stories BRIEFS INDEX
BRIEFS is a folder that `brief make` wrote; INDEX has a line of JSON with `file` and `story` for each.
B-cubed is that of A. Bagga and B. Baldwin, 1998: for each document, how much of its group is of its story
(precision), and how much of its story is in its group (recall).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from brief import committed, stories

THRESHOLDS = (0.20, 0.25, 0.30, 0.34, 0.36, 0.38, 0.40, 0.42, 0.45, 0.50)


def main(briefs: Path, index: Path) -> None:
    """Print the scores at several thresholds, and the groups that are wrong at the shipped one."""
    lines = [json.loads(line) for line in index.read_text("utf-8").splitlines()]
    gold = {Path(line["file"]).stem: line["story"] for line in lines}
    articles = [item for day in committed.days(briefs) for item in committed.articles_of(briefs, day)]
    texts = {item.record.document.id: item.sentences for item in articles}
    same = stories.copies(texts)
    print("one text:", *(group for group in same if len(group) > 1))
    for days in (2, 10_000):
        stories.DAYS = days
        shipped = stories.ALIKE
        for threshold in THRESHOLDS:
            stories.ALIKE = threshold
            groups = stories.stories(articles, same)
            home = {name: group.documents for group in groups for name in group.documents}
            truth = {name: [n for n in home if gold[n] == gold[name]] for name in home}
            parts = [(len({*home[n]} & {*truth[n]}), len(home[n]), len(truth[n])) for n in home]
            precision = sum(both / found for both, found, _ in parts) / len(parts)
            recall = sum(both / true for both, _, true in parts) / len(parts)
            f1 = 2 * precision * recall / (precision + recall)
            scores = f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"
            print(f"{days:6d} days, {threshold:.2f}: {scores}, {len(groups)} groups")
        stories.ALIKE = shipped


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
