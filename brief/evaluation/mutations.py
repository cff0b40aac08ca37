"""False claims, each made of a fact by one change that is known to be wrong.

No choice is left to chance: the same articles give the same falsehoods in the same order. A fact gives at
most one falsehood of each kind, and none where the article leaves a doubt that it is one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from brief.evaluation.scoring import likeness, numbers, same_actors
from brief.records import Actor, content_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from brief.evaluation.articles import Article, Fact
    from brief.records import Kind, Status

Item = TypeVar("Item")

DECIDABLE = (
    "number", "place", "date", "evidence moved", "words of another", "actor absent", "actor far", "negation"
)  # fmt: skip
"""Kinds of falsehood that code can tell by comparing a claim with its sentences."""
A_READERS = ("actor near", "actor added", "status", "exchanged")
"""Kinds that only a reader can tell."""
LENDERS = 12  # other articles whose places, actors and words are put into the facts of one
BEFORE = 5  # sentences before the cited ones that count as near
LEAD = 2  # sentences at the head of an article that may name whom every later one means
LONG = 40  # characters of a sentence that is long enough to carry a claim
HEADS = (3, 4, 5)  # letters by which a name is known again in its derivatives ("Russia", "Russian")

_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_EXCLUSIVE: Mapping[Kind, frozenset[Status]] = {
    "meeting": frozenset({"held", "planned", "cancelled", "refused"}),
    "agreement": frozenset({"agreed", "refused", "withdrawn", "proposed"}),
    "threat": frozenset(),
}
_DENIAL = re.compile(r"\b(?:not|no|never|without)\b|n['’]t\b", re.IGNORECASE)
_Change = tuple[str, dict[str, object]]
"""A kind of falsehood, and the values of the fields that it changes."""


class _Scene(NamedTuple):
    """A fact in its article, and the facts of other articles that lend their words.

    `cited` are the sentences that the fact cites; `near` those, five before and one after each, and the head
    of the article; `whole` are all.
    """

    fact: Fact
    article: Article
    others: Sequence[Fact]
    cited: str
    near: str
    whole: str

    def pick(self, options: Iterable[Item], words: Callable[[Item], str] = str) -> Item | None:
        """One of the options by content hash, None if there is none."""
        ordered = sorted({words(option): option for option in options}.items())
        seed = content_hash([self.article.id, self.fact.what, self.fact.sentences, *(w for w, _ in ordered)])
        return ordered[int(seed, 16) % len(ordered)][1] if ordered else None


def falsehoods(articles: Sequence[Article]) -> Iterator[tuple[Article, Mapping[str, tuple[Fact, ...]]]]:
    """Yield each article with the false claims made of its main facts, by kind."""
    ring = sorted(articles, key=lambda article: content_hash(article.id))
    place = {article.id: index for index, article in enumerate(ring)}
    for article in articles:
        follow = (ring[(place[article.id] + step) % len(ring)] for step in range(1, LENDERS + 1))
        others = [fact for other in follow if other is not article for fact in other.main]
        made: dict[str, list[Fact]] = {kind: [] for kind in (*DECIDABLE, *A_READERS)}
        for fact in article.main:
            scene = _scene(fact, article, others)
            for kind, fields in (*_other_words(scene), *_other_actors(scene)):
                false = fact.model_copy(update=fields)
                alike = (one for one in article.facts if one is not fact and likeness(false, one))
                if not any(one.status == false.status and same_actors(false, one) for one in alike):
                    made[kind].append(false)  # no other fact says just that, which would make it true
        yield article, {kind: tuple(facts) for kind, facts in made.items()}


def _scene(fact: Fact, article: Article, others: Sequence[Fact]) -> _Scene:
    sentences = article.sentences
    places = {place for one in fact.sentences for place in range(max(0, one - 1 - BEFORE), one + 1)}
    near = (text for place, text in enumerate(sentences) if place < LEAD or place in places)
    cited = (sentences[number - 1] for number in fact.sentences)
    return _Scene(fact, article, others, *map(" ".join, (cited, near, sentences)))


def _other_words(scene: _Scene) -> Iterator[_Change]:
    """Another number, place, day, sentence or wording, a denial, another status."""
    fact, article, others = scene.fact, scene.article, scene.others
    yield from _other_number(scene)
    known = _content(scene.whole)
    place = scene.pick(one.place for one in others if one.place and not _content(one.place) & known)
    if fact.place and place:
        yield "place", {"place": place}
    date = fact.date or ""
    day = next((day for day in _WEEK if day in date), None)
    other = scene.pick(one for one in _WEEK if one not in scene.near)
    if day and other:
        yield "date", {"date": date.replace(day, other)}
    wanted = _content(" ".join((fact.what or "", *(actor.label for actor in fact.actors))))
    long = ((n, text) for n, text in enumerate(article.sentences, 1) if len(text) > LONG)
    moved = scene.pick(n for n, text in long if n not in fact.sentences and not wanted & _content(text))
    if wanted and moved:
        yield "evidence moved", {"sentences": (moved,)}
    # Less than half of the words of another claim stand in the cited sentences.
    here = _content(scene.cited)
    apart = (one for one in article.facts if not numbers(one) & numbers(fact))
    said = (one.what for one in (*others, *apart) if one.what and one.kind == fact.kind)
    what = scene.pick(one for one in said if 2 * len(_content(one) & here) < len(_content(one)))
    if fact.what and what:
        yield "words of another", {"what": what}
    if fact.what and not _DENIAL.search(f"{fact.what} {scene.cited}"):
        yield "negation", {"what": f"not {fact.what}"}
    if status := scene.pick(_EXCLUSIVE[fact.kind] - {fact.status}):
        yield "status", {"status": status}


def _other_number(scene: _Scene) -> Iterator[_Change]:
    """Seven more than the first number of the fact, unless the article has that anywhere."""
    for field in ("what", "date", "condition", "target"):
        if found := re.search(r"\d+", getattr(scene.fact, field) or ""):
            other = str(int(found[0]) + 7)
            if not re.search(rf"\b{other}\b", scene.whole):
                words = found.string[: found.start()] + other + found.string[found.end() :]
                yield "number", {field: words}
            return


def _other_actors(scene: _Scene) -> Iterator[_Change]:
    """The last actor becomes another, another one joins, or poser and target of a threat are exchanged.

    The other is absent from the article, named in it but not near, or named in the cited sentences.
    """
    actors = scene.fact.actors
    if not actors:
        return
    own = " ".join(actor.label for actor in actors)
    everyone = (actor for fact in scene.article.facts for actor in fact.actors)
    strangers = [actor for actor in everyone if not _stands(actor, own)]
    lent = (actor for fact in scene.others for actor in fact.actors if len(actor.label) > HEADS[0])
    named = (actor for actor in strangers if _stands(actor, scene.whole))
    far = [actor for actor in named if not _stands(actor, scene.near)]
    near = [actor for actor in strangers if _stands(actor, scene.cited)]
    absent = [actor for actor in lent if not _stands(actor, scene.whole)]
    options = {"actor absent": absent, "actor far": far, "actor near": near, "actor added": near}
    for kind, others in options.items():
        if other := scene.pick(others, lambda actor: actor.label):
            yield kind, {"actors": (*(actors if kind == "actor added" else actors[:-1]), other)}
    if scene.fact.kind == "threat" and scene.fact.target:
        target = Actor(name=scene.fact.target)
        yield "exchanged", {"actors": (target,), "target": actors[0].label}


def _stands(actor: Actor, text: str) -> bool:
    """Whether a word of the actor's name, or one that begins like it, stands in a text."""
    return bool(_heads(actor.label, HEADS[-1:]) & _heads(text))


@lru_cache(1 << 12)
def _heads(text: str, lengths: tuple[int, ...] = HEADS) -> frozenset[str]:
    """The first letters of each word of three and more."""
    words = [word for word in re.findall(r"\w+", text.lower()) if len(word) >= HEADS[0]]
    return frozenset(word[:length] for word in words for length in lengths)


@lru_cache(1 << 12)
def _content(text: str) -> frozenset[str]:
    """Words of four letters and more, in small letters."""
    return frozenset(word for word in re.findall(r"\w+", text.lower()) if len(word) > HEADS[0])
