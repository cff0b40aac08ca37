"""Calls of the model against accuracy: what triage's thresholds cost and gain, from stored replies.

Needs what train_triage.py needs, and a state folder in which the default model has answered about the
sentences of the articles; what it has not answered counts as unread, and is counted on stderr.

    PYTHONPATH=. python benchmarks/trade_off.py GOLD STATE --sentences FILE [--more GOLD] [--stories FILE]

For each article the heads are those trained without its story, as in train_triage.py. Prints a Markdown
table.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from unittest.mock import patch

from benchmarks.train_triage import KINDS, THRESHOLDS, article_rows, lone_rows, told_of, train
from brief import by_sentence
from brief.articles import gather
from brief.cache import CachedChat, Model, ReplyStore
from brief.cues import kinds
from brief.errors import ReplyError
from brief.extract import extract
from brief.gold import read_gold
from brief.manifest import DEFAULT_MODEL, MODELS
from brief.records import Kind, Provenance
from brief.scoring import judge, total
from brief.signs import signs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brief.records import Document, Record
    from brief.wire import Reply, Request

SWEEP = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
PROVENANCE = Provenance(
    model=DEFAULT_MODEL,
    weights_sha256=None,
    prompts_sha256="",
    protocol="sentence",
    answers="json_schema",
    brief_version="0",
)


class Stored:
    """Answers from a store; of what it has not, the sentence is unread."""

    def __init__(self, state: Path) -> None:
        model = Model(DEFAULT_MODEL, MODELS[DEFAULT_MODEL].sha256)
        self._chat = CachedChat(ReplyStore(state / "replies.sqlite"), model, self._unread)

    async def ask(self, request: Request) -> Reply:
        """The stored reply."""
        return (await self._chat.answer(request)).reply

    async def _unread(self) -> NoReturn:
        message = "not in the store"
        raise ReplyError(message)


def read(
    document: Document, chat: Stored, chances: list[Mapping[Kind, float]], at: Mapping[Kind, float]
) -> Record:
    """The record of a document whose sentences are asked about from these chances on."""
    asked = [
        frozenset(kind for kind in kinds(sentence.text) if chance[kind] >= at[kind])
        for sentence, chance in zip(document.sentences, chances, strict=True)
    ]
    with patch.object(by_sentence, "asked", lambda _: asked):
        return asyncio.run(extract(document, chat, PROVENANCE))


def main() -> None:
    """Print a row for each threshold, and one for those that are shipped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=Path)
    parser.add_argument("state", type=Path)
    parser.add_argument("--sentences", type=Path, required=True)
    parser.add_argument("--more", type=Path, action="append", default=[])
    parser.add_argument("--stories", type=Path)
    given = parser.parse_args()
    folder, stories = given.gold, told_of(given.stories)
    gold = {article.id: article for article in read_gold(folder)}
    documents = gather([folder / "texts"], Path("none"), None).documents
    rows, chat = article_rows(folder, stories), Stored(given.state)
    groups = dict(
        zip((each.id for each in documents for _ in each.sentences), (row.group for row in rows), strict=True)
    )
    rows += [row for other in given.more for row in article_rows(other, stories)]
    rows += lone_rows(given.sentences)
    heads = {
        group: {kind: train((row for row in rows if row.group != group), kind) for kind in KINDS}
        for group in set(groups.values())
    }
    chances = {
        each.id: [
            {kind: heads[groups[each.id]][kind].chance(found) for kind in KINDS} for found in signs(each)
        ]
        for each in documents
    }
    print("| threshold | calls an article | precision | recall | F1 | exact F1 |")
    print("|---|---|---|---|---|---|")
    for at in [dict.fromkeys(KINDS, value) for value in SWEEP] + [THRESHOLDS]:
        records = [read(each, chat, chances[each.id], at) for each in documents]
        told = [[claim for claim in record.claims if claim.verdict != "unsupported"] for record in records]
        articles = [gold[Path(each.path).stem] for each in documents]
        scores = total(judge(*pair).scores for pair in zip(told, articles, strict=True))["all"]
        calls = sum(record.usage.calls for record in records) / len(records)
        unread = sum(len(record.unread) for record in records)
        print(f"{unread} sentences without an answer", file=sys.stderr)
        name = "/".join(f"{value:g}" for value in dict.fromkeys(at.values()))
        print(
            f"| {name} | {calls:.1f} | {scores.precision:.3f} | {scores.recall:.3f} | {scores.f1:.3f}"
            f" | {scores.exact_f1:.3f} |"
        )


if __name__ == "__main__":
    main()
