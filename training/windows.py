"""From annotated articles to windows: what the model is shown, and the answer that it should give.

usage: python -m training.windows --articles A.jsonl [--articles B.jsonl ...] --out windows.jsonl

An article is one line of JSON: `id`, `sentences`, `claims` (meetings, agreements, threats in the form of
docs/gold.md, each fact with the numbers of its sentences), and optionally `split`. A window is shown in the
words and the order that `brief` uses, by the same code, so that the model is trained on what it will see.

What a window does not show, its answer does not tell: a fact belongs to each window that marks a sentence
which states it, a field whose words stand nowhere in the window is left out, and so is a part of a person's
name. The name of a country or a group is asked for in full: who acts for it is called by many names.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brief.evaluation import read
from brief.extraction import triage, windows_profile
from brief.extraction.prompt import Prompt
from brief.extraction.windows import cover

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from brief.evaluation import Article, Fact
    from brief.extraction.windows import Window
    from brief.records import Actor

CONTEXT = 4_096
SIZES = (1, 2, 2, 3, 3, 4)
"""How many sentences a window marks; each article draws one of these."""
LEAST_SHARE = 0.6
"""A fact is told again where so large a share of its words stands in marked sentences that state it."""
_WORD = re.compile(r"\w+")
_SHORT = 3  # letters of a word that says little: in, the, and
_STEM = 5


def main() -> None:
    """Write the windows of the articles, one a line, and say how many there are."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, action="append", required=True)
    parser.add_argument("--split", default="train", help="of articles that name one; others are all taken")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    chosen = [article for article in read(options.articles) if article.split in (None, options.split)]
    made = [window for article in chosen for window in windows(article, options.seed)]
    text = "".join(json.dumps(window, ensure_ascii=False) + "\n" for window in made)
    options.out.write_text(text, encoding="utf-8")
    carrying = sum('"claims":[{' in window["answer"] for window in made)
    print(f"{len(chosen)} articles, {len(made)} windows, {carrying} with a claim; sha256", end=" ")
    print(hashlib.sha256(text.encode()).hexdigest())


def windows(article: Article, seed: int) -> Iterator[dict[str, str]]:
    """The article's windows: each its article, system text, question and answer. A seed gives the same."""
    document = article.document()
    likely = {number for number, is_likely in enumerate(triage.asked(document), 1) if is_likely}
    asked = likely.union(*(fact.sentences for fact in article.facts))
    draw = random.Random(f"{seed} {article.id}")
    profile = replace(windows_profile(CONTEXT, trained=True), marked=draw.choice(SIZES))
    prompt = Prompt(document, profile)
    for window in cover(document.sentences, asked, profile):
        system, question = prompt.request(window).messages
        told = [answer for fact in article.facts if (answer := _told(fact, window))]
        if not told and any(window.asked.intersection(fact.sentences) for fact in article.main):
            continue  # a fact is told here by halves: neither answer is right
        told.sort(key=lambda answer: answer["sentences"][0])
        answer = json.dumps({"claims": told}, ensure_ascii=False, separators=(",", ":"))
        yield {
            "article": article.id,
            "system": system.content,
            "question": question.content,
            "answer": answer,
        }


def _told(fact: Fact, window: Window) -> dict[str, Any] | None:
    """The fact in the wire's form, as this window tells it; None if no marked sentence states it."""
    texts = {sentence.number: sentence.text for sentence in window.shown}
    stating = [number for number in fact.sentences if number in texts]
    marked = [number for number in stating if number in window.asked]
    if not marked:
        return None
    first = fact.sentences[0] if fact.sentences[0] in marked else min(marked)
    cited = [first, *(number for number in stating if number != first)]
    what, evidence = fact.what, _stems(" ".join(texts[number] for number in marked))
    if what and first != fact.sentences[0] and _share(what, evidence) < LEAST_SHARE:
        if fact.kind != "meeting":
            return None
        what = None
    shown = _stems(" ".join(texts.values()))
    fields = {name: getattr(fact, name) for name in ("place", "date", "target", "condition")}
    told = {
        "sentences": cited,
        "kind": fact.kind,
        "status": fact.status,
        "actors": [_actor(actor, texts) for actor in fact.actors],
        "what": what,
        **{
            name: words if words and _share(words, shown) >= LEAST_SHARE else None
            for name, words in fields.items()
        },
        "said_by": fact.said_by and _actor(fact.said_by, texts),
    }
    return {name: value for name, value in told.items() if value not in (None, "")}


def _actor(actor: Actor, texts: Mapping[int, str]) -> str:
    """The actor with as much of a person's name as the window shows, if it shows any of it."""
    name = actor.name or ""
    shown = set(_WORD.findall(" ".join(texts.values())))
    words = name.split()
    known = [word for word in words if any(each in shown for each in _WORD.findall(word))]
    if actor.role or actor.affiliation:
        last = words.index(known[-1]) + 1 if known else 0
        name = " ".join(words[words.index(known[0]) : last]) if known else ""
    return (
        " | ".join((name, actor.role or "", actor.affiliation or "")).removesuffix(" | ").removesuffix(" | ")
    )


def _share(words: str, stems: set[str]) -> float:
    wanted = _stems(words)
    return len(wanted & stems) / len(wanted) if wanted else 1.0


def _stems(text: str) -> set[str]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return {word[:_STEM] for word in words if len(word) > _SHORT or word.isdigit()}


if __name__ == "__main__":
    main()
