"""One actor, one name in a story: which of its names are another's, and why.

Only people have names that are cut short: a surname alone is the one person's of that name in the story, and
of nobody if there are two. Countries have their common name already.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple

from brief.daily import Alias, AliasedActor
from brief.lexicon import words
from brief.names import country

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from brief.records import Actor, Claim

_PERSON_WORDS = range(2, 5)
_MANY = 50
"""People with one word in common beyond which a part of their names is nobody's."""
_Key = tuple[str, ...]
_Known = tuple[defaultdict[_Key, set[str]], ...]  # to each name the words of its roles; its affiliations
_Reason = Literal["spelling", "part of the name"]


class Aliases(NamedTuple):
    """Actors with several names, and what each name is to be replaced by."""

    actors: tuple[AliasedActor, ...]
    known_as: Mapping[str, str]

    def renamed(self, claim: Claim) -> Claim:
        """The claim with the names of the story, nobody in it twice."""
        if not self.known_as:
            return claim
        actors: dict[Actor | str, Actor] = {}
        for actor in map(self._renamed, claim.actors):
            key = actor.name or actor
            actors[key] = actors[key].completed(actor) if key in actors else actor
        speaker = claim.said_by and self._renamed(claim.said_by)
        return claim.model_copy(update={"actors": tuple(actors.values()), "said_by": speaker})

    def _renamed(self, actor: Actor) -> Actor:
        name = self.known_as.get(actor.name or "")
        return actor.model_copy(update={"name": name}) if name else actor


def aliases_of(claims: Mapping[str, Sequence[Claim]]) -> Aliases:
    """Which names in the claims, by document id, are one actor's."""
    uses = [
        (actor.name, actor, document)
        for document in sorted(claims)
        for claim in claims[document]
        for actor in (*claim.actors, claim.said_by)
        if actor and actor.name
    ]
    reasons = _reasons([(name, actor) for name, actor, _ in uses])
    aliases: defaultdict[str, list[Alias]] = defaultdict(list)
    for name, document in sorted({(name, document) for name, _, document in uses if name in reasons}):
        aliases[reasons[name][0]].append(Alias(name=name, document=document, reason=reasons[name][1]))
    actors = (AliasedActor(name=name, aliases=tuple(found)) for name, found in sorted(aliases.items()))
    return Aliases(tuple(actors), {name: other for name, (other, _) in reasons.items()})


def _reasons(uses: Sequence[tuple[str, Actor]]) -> dict[str, tuple[str, _Reason]]:
    """To each name that is another's that other one, and why."""
    counts = Counter(name for name, _ in uses)
    spellings: defaultdict[_Key, list[str]] = defaultdict(list)
    for name in sorted(counts, key=lambda name: (-counts[name], name)):
        if name[:1].isupper() and not country(name):
            spellings[_key(name)].append(name)
    people: defaultdict[str, set[_Key]] = defaultdict(set)
    roles, sides = known = (defaultdict[_Key, set[str]](set), defaultdict[_Key, set[str]](set))
    for name, actor in dict.fromkeys(uses):
        key = _key(name)
        if actor.role and _is_person(name):
            for word in (key[0], key[-1]):
                people[word].add(key)
        roles[key].update(words((actor.role or "").casefold()))
        if actor.affiliation:
            sides[key].add(country(actor.affiliation) or actor.affiliation)
    found: dict[str, tuple[str, _Reason]] = {}
    for key, names in spellings.items():
        full = None if names[0].isupper() else _fuller(key, people, known)
        for name in names if full else names[1:]:
            found[name] = (spellings[full][0], "part of the name") if full else (names[0], "spelling")
    return found


def _key(name: str) -> _Key:
    """Words of a name in small letters, without accents."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return tuple(words(plain.casefold()))


def _fuller(few: _Key, people: Mapping[str, set[_Key]], known: _Known) -> _Key | None:
    """Name of the one person of whose name this is a part, unless claims give them other offices or sides."""
    near = people.get(few[0], set()) if few else set()
    wider = {many for many in near if _is_part(few, many)} if len(near) <= _MANY else set()
    whole = [key for key in wider if not any(set(key) < set(other) for other in wider)]
    if len(whole) != 1:
        return None
    pairs = ((details[few], set[str]().union(*(details[key] for key in wider))) for details in known)
    return None if any(own and others and not own & others for own, others in pairs) else whole[0]


def _is_part(few: _Key, many: _Key) -> bool:
    """Is it the surname, or the name without an initial? A given name that stands last counts as well."""
    if len(few) == 1:
        return len(many) > 1 and few[0] in (many[0], many[-1])
    return len(few) < len(many) and few[0] == many[0] and few[-1] == many[-1] and set(few) < set(many)


def _is_person(name: str) -> bool:
    """Is it of a few words, all with a capital letter, and no country's? With an office it is a person."""
    parts = name.split()
    named = len(parts) in _PERSON_WORDS and all(part[0].isupper() for part in parts) and bool(_key(name))
    return named and not (country(name) or country(parts[0]))
