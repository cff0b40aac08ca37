"""Seconds to make one brief of many records: grouping, merging, naming, comparing.

Usage: python -m benchmarks.merging [NUMBER...]
The day is generated from a fixed seed: stories of one to eight articles, each with claims of all kinds, some
told by several, some by one; a tenth are copies of one text.
"""

from __future__ import annotations

import random  # noqa: TID251 - a generated day, the same every time
import sys
import time

from brief.assemble import assemble
from brief.daily import Article
from brief.records import (
    STATUSES,
    Actor,
    CitedText,
    Claim,
    DocumentRef,
    Evidence,
    Kind,
    Provenance,
    Record,
    Usage,
)
from brief.stories import copies, stories

NUMBERS = (1_000, 3_000, 10_000)
SENTENCES = 25
PLACES = (
    "France Spain Italy Norway Japan Kenya Chile Peru Egypt Iran Turkey Poland Ghana Cuba Nepal Oman".split()
)
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo za".split()


def main(numbers: list[int]) -> None:
    """Print seconds, and what came of it, for each number of records."""
    for number in numbers:
        articles = day(number)
        start = time.perf_counter()
        same = copies({article.record.document.id: article.sentences for article in articles})
        stories(articles, same)
        grouped = time.perf_counter()
        brief = assemble("2024-05-03", articles)
        whole = time.perf_counter() - grouped
        merging = whole - (grouped - start)
        told = sum(1 for _ in brief.told())
        made = sum(len(article.record.claims) for article in articles)
        print(
            f"{number:6d} records: {whole:6.2f} s, of which merging claims {merging:5.2f} s;"
            f" {len(brief.stories)} stories, {made} claims told as {told}"
        )


def day(number: int) -> list[Article]:
    """So many articles of one day."""
    chance = random.Random(7)  # noqa: S311
    vocabulary = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(20_000)]
    articles: list[Article] = []
    while len(articles) < number:
        words = chance.sample(vocabulary, 60)
        people = [word.capitalize() + " " + chance.choice(vocabulary).capitalize() for word in words[:6]]
        sides = chance.sample(PLACES, 3)
        copy: tuple[str, ...] | None = None
        for _ in range(min(chance.randint(1, 8), number - len(articles))):
            if copy is None or chance.random() > 0.1:
                copy = tuple(sentence(chance, words, people, sides, vocabulary) for _ in range(SENTENCES))
            articles.append(article(f"d{len(articles):05d}", copy, chance, words, people, sides))
    return articles


def sentence(
    chance: random.Random, words: list[str], people: list[str], sides: list[str], vocabulary: list[str]
) -> str:
    """Twenty words, half of them of the story."""
    own = [*chance.choices(words, k=8), chance.choice(people), chance.choice(sides)]
    return "The " + " ".join([*own, *chance.choices(vocabulary, k=10)]) + "."


def article(  # noqa: PLR0913, PLR0917
    name: str,
    text: tuple[str, ...],
    chance: random.Random,
    words: list[str],
    people: list[str],
    sides: list[str],
) -> Article:
    """A record of three to six claims, of matters that others of the story tell as well."""

    def claim(number: int, kind: Kind, actors: tuple[Actor, ...], what: str | None) -> Claim:
        return Claim(
            id=f"x-{name}-{number}",
            kind=kind,
            status=STATUSES[kind][0],
            actors=actors,
            what=what,
            evidence=(Evidence(sentence=number + 1, start=0, end=9, quote=text[number]),),
            verdict="verified",
        )

    matters = [" ".join(words[10 + 6 * n : 16 + 6 * n]) for n in range(4)]
    met = tuple(Actor(name=each, affiliation=side) for each, side in zip(people, sides, strict=False))
    two, third = (tuple(Actor(name=side) for side in part) for part in (sides[:2], sides[2:]))
    bound = [claim(n + 1, "agreement", two, what) for n, what in enumerate(chance.sample(matters, 2))]
    said = chance.sample(matters, chance.randint(0, 3))
    posed = [claim(n + 4, "threat", third, what) for n, what in enumerate(said)]
    return Article(
        record=Record(
            document=DocumentRef(
                id=name, path=f"{name}.txt", sha256=name, title=None, outlet=None, date="2024-05-03", url=None
            ),
            headline=CitedText(text=text[0], sentences=(1,), quoted=True),
            summary=(),
            claims=(claim(0, "meeting", met, None), *bound, *posed),
            provenance=Provenance(
                model="none",
                weights_sha256=None,
                prompt_sha256="",
                reading="windows",
                answers="json_schema",
                brief_version="0",
            ),
            usage=Usage(),
        ),
        sentences=text,
    )


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [*NUMBERS])
