"""False claims, each made of a fact by one change that is known to be wrong.

No choice is left to chance: the same articles give the same falsehoods in the same order. A fact gives at
most one falsehood of each kind, and none where the article leaves a doubt that it is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeVar

from brief.evaluation.matching import likeness, numbers, same_actors
from brief.records import Actor, content_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from brief.evaluation.articles import Article, Fact
    from brief.records import Kind, Status

Item = TypeVar("Item")

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


@dataclass(frozen=True)
class _Scene:
    """A fact in its article, and the facts of other articles that lend their words."""

    fact: Fact
    article: Article
    others: Sequence[Fact]

    def pick(self, options: Iterable[Item], words: Callable[[Item], str] = str) -> Item | None:
        """One of the options by content hash, None if there is none."""
        ordered = sorted({words(option): option for option in options}.items())
        seed = content_hash([self.article.id, self.fact.what, self.fact.sentences, *(w for w, _ in ordered)])
        return ordered[int(seed, 16) % len(ordered)][1] if ordered else None

    @cached_property
    def cited(self) -> str:
        """The sentences that the fact cites."""
        return " ".join(self.article.sentences[number - 1] for number in self.fact.sentences)

    @cached_property
    def near(self) -> str:
        """The cited sentences, those before and one after each, and the head of the article."""
        places = {place for one in self.fact.sentences for place in range(max(0, one - 1 - BEFORE), one + 1)}
        places |= {*range(LEAD)}
        return " ".join(text for place, text in enumerate(self.article.sentences) if place in places)

    @cached_property
    def whole(self) -> str:
        """All sentences."""
        return " ".join(self.article.sentences)

    @cached_property
    def strangers(self) -> tuple[Actor, ...]:
        """Actors of other facts of the article that have no part in this one."""
        own = " ".join(actor.label for actor in self.fact.actors)
        everyone = (actor for fact in self.article.facts for actor in fact.actors)
        return tuple(actor for actor in everyone if not _stands(actor, own))

    def changed(self, **fields: object) -> Fact:
        """The fact with other values in some fields."""
        return self.fact.model_copy(update=fields)

    def replaced(self, actors: Iterable[Actor], *, kept: int | None = -1) -> Fact | None:
        """The fact with one of these behind its first `kept` actors."""
        actor = self.pick(actors, lambda actor: actor.label) if self.fact.actors else None
        return self.changed(actors=(*self.fact.actors[:kept], actor)) if actor else None


def _number(scene: _Scene) -> Fact | None:
    """Seven more than the article says, which it says nowhere."""
    for field in ("what", "date", "condition", "target"):
        if found := re.search(r"\d+", getattr(scene.fact, field) or ""):
            other = str(int(found[0]) + 7)
            if re.search(rf"\b{other}\b", scene.whole):
                return None
            words = found.string[: found.start()] + other + found.string[found.end() :]
            return scene.changed(**{field: words})
    return None


def _place(scene: _Scene) -> Fact | None:
    """A place of another article, no word of which stands in this one."""
    if not scene.fact.place:
        return None
    known = _content(scene.whole)
    place = scene.pick(one.place for one in scene.others if one.place and not _content(one.place) & known)
    return scene.changed(place=place) if place else None


def _date(scene: _Scene) -> Fact | None:
    """Another day of the week, which no sentence near says."""
    date = scene.fact.date or ""
    day = next((day for day in _WEEK if day in date), None)
    other = scene.pick(one for one in _WEEK if one not in scene.near) if day else None
    return scene.changed(date=date.replace(day, other)) if day and other else None


def _evidence_moved(scene: _Scene) -> Fact | None:
    """A sentence is cited that has no word of the claim."""
    wanted = _content(" ".join((scene.fact.what or "", *(actor.label for actor in scene.fact.actors))))
    free = (
        number
        for number, sentence in enumerate(scene.article.sentences, 1)
        if number not in scene.fact.sentences and len(sentence) > LONG and not wanted & _content(sentence)
    )
    moved = scene.pick(free) if wanted else None
    return scene.changed(sentences=(moved,)) if moved else None


def _words_of_another(scene: _Scene) -> Fact | None:
    """What another claim says, less than half of whose words the cited sentences have."""
    here = _content(scene.cited)
    apart = (one for one in scene.article.facts if not numbers(one) & numbers(scene.fact))
    said = (one.what for one in (*scene.others, *apart) if one.what and one.kind == scene.fact.kind)
    what = scene.pick(one for one in said if 2 * len(_content(one) & here) < len(_content(one)))
    return scene.changed(what=what) if what and scene.fact.what else None


def _actor_absent(scene: _Scene) -> Fact | None:
    """The last actor becomes one of another article, whom this one does not name."""
    everyone = (actor for one in scene.others for actor in one.actors)
    named = (one for one in everyone if len(one.label) > HEADS[0])
    return scene.replaced(one for one in named if not _stands(one, scene.whole))


def _actor_far(scene: _Scene) -> Fact | None:
    """The last actor becomes one whom the article names, but not near."""
    known = (actor for actor in scene.strangers if _stands(actor, scene.whole))
    return scene.replaced(actor for actor in known if not _stands(actor, scene.near))


def _actor_near(scene: _Scene) -> Fact | None:
    """The last actor becomes another one whom the cited sentences name."""
    return scene.replaced(actor for actor in scene.strangers if _stands(actor, scene.cited))


def _actor_added(scene: _Scene) -> Fact | None:
    """Another one whom the cited sentences name is said to act as well."""
    return scene.replaced((actor for actor in scene.strangers if _stands(actor, scene.cited)), kept=None)


def _negation(scene: _Scene) -> Fact | None:
    """What is said is denied, where neither it nor the cited sentences deny anything."""
    what = scene.fact.what
    if not what or _DENIAL.search(f"{what} {scene.cited}"):
        return None
    return scene.changed(what=f"not {what}")


def _status(scene: _Scene) -> Fact | None:
    """Another status of a meeting or an agreement, among those that exclude each other."""
    status = scene.pick(_EXCLUSIVE[scene.fact.kind] - {scene.fact.status})
    return scene.changed(status=status) if status else None


def _exchanged(scene: _Scene) -> Fact | None:
    """The target of a threat is said to pose it, and the poser to be its target."""
    fact = scene.fact
    if fact.kind != "threat" or not fact.actors or not fact.target:
        return None
    return scene.changed(actors=(Actor(name=fact.target),), target=fact.actors[0].label)


DECIDABLE: Mapping[str, Callable[[_Scene], Fact | None]] = {
    "number": _number, "place": _place, "date": _date, "evidence moved": _evidence_moved,
    "words of another": _words_of_another, "actor absent": _actor_absent, "actor far": _actor_far,
    "negation": _negation,
}  # fmt: skip
"""Kinds of falsehood that code can tell by comparing a claim with its sentences."""
A_READERS: Mapping[str, Callable[[_Scene], Fact | None]] = {
    "actor near": _actor_near, "actor added": _actor_added, "status": _status, "exchanged": _exchanged,
}  # fmt: skip
"""Kinds that only a reader can tell."""


def falsehoods(articles: Sequence[Article]) -> Iterator[tuple[Article, Mapping[str, tuple[Fact, ...]]]]:
    """Yield each article with the false claims made of its main facts, by kind."""
    ring = sorted(articles, key=lambda article: content_hash(article.id))
    place = {article.id: index for index, article in enumerate(ring)}
    for article in articles:
        follow = (ring[(place[article.id] + step) % len(ring)] for step in range(1, LENDERS + 1))
        others = [fact for other in follow if other is not article for fact in other.main]
        scenes = [_Scene(fact, article, others) for fact in article.main]
        made = {
            kind: tuple(false for scene in scenes if (false := change(scene)) and _is_false(false, scene))
            for kind, change in {**DECIDABLE, **A_READERS}.items()
        }
        yield article, made


def _is_false(made: Fact, scene: _Scene) -> bool:
    """Whether no other fact of the article says just that: there it would be true."""
    return not any(
        likeness(made, fact) and made.status == fact.status and same_actors(made, fact)
        for fact in scene.article.facts
        if fact is not scene.fact
    )


def _stands(actor: Actor, text: str) -> bool:
    """Whether a word of the actor's name, or one that begins like it, stands in a text."""
    return bool(_heads(actor.label, whole=False) & _heads(text))


@lru_cache(1 << 12)
def _heads(text: str, *, whole: bool = True) -> frozenset[str]:
    """The first five letters of each word of three and more; `whole`: the first three and four as well."""
    words = [word for word in re.findall(r"\w+", text.lower()) if len(word) >= HEADS[0]]
    return frozenset(word[:length] for word in words for length in (HEADS if whole else HEADS[-1:]))


@lru_cache(1 << 12)
def _content(text: str) -> frozenset[str]:
    """Words of four letters and more, in small letters."""
    return frozenset(word for word in re.findall(r"\w+", text.lower()) if len(word) > HEADS[0])
