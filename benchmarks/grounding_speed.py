"""Time to ground a model's answers, beside the time to parse and validate the same answers."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jsonschema import Draft202012Validator

from brief import evaluation
from brief.evaluation import Article
from brief.extraction.answer import Answer, schema
from brief.grounding import ground

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from brief.records import Actor, Document, Draft

GOLD = Path(__file__).parent.parent / "tests" / "gold"
TIMES = 10


class Answered(NamedTuple):
    """A document, what a perfect model would answer about it, and the JSON of that answer."""

    document: Document
    drafts: tuple[Draft, ...]
    wire: str


def main() -> None:
    """Print a table of milliseconds per claim, and one of how the time of grounding grows."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grounding_speed", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, default=[GOLD], help="annotated articles (tests/gold)")
    parser.add_argument(
        "--times", type=int, default=TIMES, help="runs, of which the fastest counts (%(default)s)"
    )
    options = parser.parse_args()
    answered = [_answered(article.document(), article.facts) for article in evaluation.read(options.paths)]
    claims = sum(len(each.drafts) for each in answered)
    sentences = sum(len(each.document.sentences) for each in answered)
    print(
        f"{len(answered)} documents, {sentences} sentences, {claims} claims;"
        f" the fastest of {options.times} runs\n"
    )
    validator = Draft202012Validator(schema(whole=False, nulls=True))
    steps: dict[str, Callable[[Answered], object]] = {
        "json.loads": lambda each: json.loads(each.wire),
        "json.loads, jsonschema": lambda each: validator.validate(json.loads(each.wire)),
        "pydantic": lambda each: Answer.model_validate_json(each.wire),
        "ground": lambda each: ground(each.document, each.drafts),
    }
    seconds = {name: _fastest(step, answered, options.times) for name, step in steps.items()}
    unit = seconds["json.loads, jsonschema"]
    print(f"{'step':24}{'ms per claim':>14}{'of jsonschema':>16}")
    for name, taken in seconds.items():
        print(f"{name:24}{1000 * taken / claims:14.3f}{taken / unit:15.2f}x")
    print(f"\n{'ground':24}{'seconds':>14}{'times':>16}")
    for name, sentences_by, claims_by in (
        ("as they are", 1, 1),
        ("10 x sentences", 10, 1),
        ("10 x claims", 1, 10),
    ):
        grown = [_grown(each, sentences_by, claims_by) for each in answered]
        taken = _fastest(steps["ground"], grown, options.times)
        print(f"{name:24}{taken:14.3f}{taken / seconds['ground']:15.2f}x")


def _fastest(step: Callable[[Answered], object], answered: Sequence[Answered], times: int) -> float:
    """Seconds of processor time that a step takes over all answers, in the fastest of so many runs."""
    return min(_once(step, answered) for _ in range(times))


def _once(step: Callable[[Answered], object], answered: Sequence[Answered]) -> float:
    start = time.process_time()
    for each in answered:
        step(each)
    return time.process_time() - start


def _grown(each: Answered, sentences: int, claims: int) -> Answered:
    """The article with its text so many times over, and its claims so often, each with another wording."""
    texts = [sentence.text for sentence in each.document.sentences] * sentences
    claimed: dict[str, list[object]] = {"meetings": [], "agreements": [], "threats": []}
    article = Article.model_validate({"id": each.document.id, "sentences": texts, "claims": claimed})
    drafts = [
        draft.model_copy(update={"what": f"{draft.what or ''} {'again ' * copy}".strip() or None})
        for copy in range(claims)
        for draft in each.drafts
    ]
    return _answered(article.document(), drafts)


def _answered(document: Document, drafts: Sequence[Draft]) -> Answered:
    claims = [
        draft.model_dump(
            include={"sentences", "kind", "status", "what", "place", "date", "target", "condition"}
        )
        | {"actors": [_shown(actor) for actor in draft.actors]}
        | {"said_by": _shown(draft.said_by) if draft.said_by else None}
        for draft in drafts
    ]
    return Answered(document, tuple(drafts), json.dumps({"claims": claims}, ensure_ascii=False))


def _shown(actor: Actor) -> str:
    return " | ".join(part or "" for part in (actor.name, actor.role, actor.affiliation))


if __name__ == "__main__":
    main()
