"""From annotated articles to windows: what the model is shown, and the answer that it should give.

usage: python -m training.windows --articles A.jsonl [--articles B.jsonl ...] --split train --out windows.jsonl

An article is one line of JSON: `id`, `sentences`, `claims` (meetings, agreements, threats in the form of
docs/gold.md, each fact with the numbers of its sentences), and optionally `split`. A window is shown in the
words and the order that `brief` uses, by the same code, so that the model is trained on what it will see.

What a window does not show, its answer does not tell: a fact belongs to each window that marks a sentence
which states it, a field whose words stand nowhere in the window is left out, and so is a part of a name.
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

from brief.extraction.profile import windows_profile
from brief.extraction.prompt import Prompt
from brief.extraction.triage import shipped
from brief.extraction.windows import cover
from brief.records import Document, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.extraction.windows import Window

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
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, action="append", required=True)
    parser.add_argument("--split", default="train", help="of articles that name one; others are all taken")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    chosen = [
        article
        for path in options.articles
        for article in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if article.get("split", options.split) == options.split
    ]
    made = [window for article in chosen for window in windows(article, options.seed)]
    text = "".join(json.dumps(window, ensure_ascii=False) + "\n" for window in made)
    options.out.write_text(text, encoding="utf-8")
    carrying = sum('"claims":[{' in window["answer"] for window in made)
    print(f"{len(chosen)} articles, {len(made)} windows, {carrying} with a claim; sha256", end=" ")
    print(hashlib.sha256(text.encode()).hexdigest())


def windows(article: dict[str, Any], seed: int) -> Iterator[dict[str, Any]]:
    """The article's windows, each as article, system text, question and answer. The same seed gives the same."""
    document = _document(article)
    claims = list(_claims(article))
    scores = shipped().scores(article["sentences"])
    likely = {number for number, score in enumerate(scores, 1) if score >= shipped().threshold}
    asked = likely | {number for claim in claims for number in claim["sentences"]}
    draw = random.Random(f"{seed} {article['id']}")
    profile = replace(windows_profile(CONTEXT, trained=True), marked=draw.choice(SIZES))
    prompt = Prompt(document, profile)
    for window in cover(document.sentences, asked & set(range(1, len(document.sentences) + 1)), profile):
        system, question = prompt.request(window).messages
        told = [answer for claim in claims if (answer := _told(claim, window))]
        told.sort(key=lambda answer: answer["sentences"][0])
        answer = json.dumps({"claims": told}, ensure_ascii=False, separators=(",", ":"))
        yield {
            "article": article["id"],
            "system": system.content,
            "question": question.content,
            "answer": answer,
        }


def _document(article: dict[str, Any]) -> Document:
    sentences = []
    start = 0
    for number, text in enumerate(article["sentences"], 1):
        sentences.append(Sentence(number=number, text=text, start=start, end=start + len(text)))
        start += len(text) + 2
    return Document.model_construct(
        id=article["id"],
        sentences=tuple(sentences),
        outlet=article.get("outlet"),
        date=article.get("date"),
        title=None,
    )


def _claims(article: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The facts in the wire's form, in the article's order."""
    facts = article["claims"]
    for meeting in facts["meetings"]:
        yield _claim(meeting, "meeting", meeting["status"], meeting["participants"], meeting.get("topic"))
    for agreement in facts["agreements"]:
        yield _claim(
            agreement, "agreement", agreement["status"], agreement["parties"], agreement["commitment"]
        )
    for threat in facts["threats"]:
        posers = [threat["posed_by"]] if threat.get("posed_by") else []
        yield _claim(threat, "threat", threat["kind"], posers, threat["threat"])


def _claim(
    fact: dict[str, Any], kind: str, status: str, actors: Sequence[str], what: str | None
) -> dict[str, Any]:
    speaker = fact.get("stated_by") or fact.get("cited_by")
    return {
        "sentences": fact["sentences"],
        "kind": kind,
        "status": status,
        "actors": list(actors),
        "what": what,
        "place": fact.get("place"),
        "date": fact.get("date"),
        "target": fact.get("target"),
        "condition": fact.get("condition"),
        "said_by": speaker,
    }


def _told(claim: dict[str, Any], window: Window) -> dict[str, Any] | None:
    """The claim as this window tells it; None if no marked sentence states it, or hardly."""
    texts = {sentence.number: sentence.text for sentence in window.shown}
    stating = [number for number in claim["sentences"] if number in texts]
    marked = [number for number in stating if number in window.asked]
    if not marked:
        return None
    first = claim["sentences"][0] if claim["sentences"][0] in marked else min(marked)
    cited = [first, *(number for number in stating if number != first)]
    what, evidence = claim["what"], _stems(" ".join(texts[number] for number in marked))
    if what and first != claim["sentences"][0] and _share(what, evidence) < LEAST_SHARE:
        if claim["kind"] != "meeting":
            return None
        what = None
    shown = _stems(" ".join(texts.values()))
    fields = {name: claim[name] for name in ("place", "date", "target", "condition")}
    told = {
        "sentences": cited,
        "kind": claim["kind"],
        "status": claim["status"],
        "actors": [_actor(actor, texts) for actor in claim["actors"]],
        "what": what,
        **{name: words if words and _share(words, shown) >= LEAST_SHARE else None for name, words in fields.items()},
        "said_by": claim["said_by"] and _actor(claim["said_by"], texts),
    }
    return {name: value for name, value in told.items() if value not in (None, "")}


def _actor(actor: str, texts: dict[int, str]) -> str:
    """The actor with as much of a person's name as the window shows, if it shows any of it."""
    parts = [part.strip() for part in actor.split("|")]
    shown = set(_WORD.findall(" ".join(texts.values())))
    words = parts[0].split()
    known = [word for word in words if any(each in shown for each in _WORD.findall(word))]
    if len(parts) > 1 and known and words[-1] in known:
        parts[0] = " ".join(words[words.index(known[0]) :])
    return " | ".join(parts)


def _share(words: str, stems: set[str]) -> float:
    wanted = _stems(words)
    return len(wanted & stems) / len(wanted) if wanted else 1.0


def _stems(text: str) -> set[str]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return {word[:_STEM] for word in words if len(word) > _SHORT or word.isdigit()}


if __name__ == "__main__":
    main()
