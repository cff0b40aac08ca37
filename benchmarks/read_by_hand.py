"""How many claims that are marked verified are right, on articles that were read by hand.

    python -m benchmarks.read_by_hand BRIEFS

BRIEFS is the output of `brief make` over the articles. read_by_hand.json has the ids of claims that one
person judged: who met, agreed or threatens and what, stand so in the article ("right"), or do not ("wrong");
background and matters of taste were not judged. An id is a hash of document, kind and evidence, so the
judgement can be published without the articles. A claim with other evidence is unjudged.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

KINDS = ("meetings", "agreements", "threats")


def main(briefs: Path) -> None:
    """Print a Markdown table."""
    judged = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    verdicts = {name: verdict for verdict in ("right", "wrong") for name in judged[verdict]}
    count: Counter[tuple[str, str]] = Counter()
    for path in sorted(briefs.glob("*/records/*.json")):
        record = json.loads(path.read_text("utf-8"))
        if record["document"]["id"] in judged["articles"]:
            for kind in KINDS:
                for claim in record[kind]:
                    if claim["verdict"] == "verified":
                        count[kind, verdicts.get(claim["id"], "not judged")] += 1
    print("| | verified and right | verified and wrong | not judged | right of those judged |")
    print("|---|---|---|---|---|")
    for name, kinds in (*((kind, (kind,)) for kind in KINDS), ("all", KINDS)):
        right, wrong, other = (
            sum(count[kind, v] for kind in kinds) for v in ("right", "wrong", "not judged")
        )
        print(f"| {name} | {right} | {wrong} | {other} | {right / (right + wrong or 1):.2f} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
