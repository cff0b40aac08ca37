"""Who is who in one article: full names, offices, countries, and who is said to speak.

Nothing here knows more than the article and a table of countries. A short name or an office stands for
somebody only where the article leaves one reading; everything else stays as worded, for the checks to judge.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from brief.actors import bare, countries_in, country, is_group, is_one, pair_of, same, tokens
from brief.mentions import Mention, mentions
from brief.people import Person, people_of
from brief.tagging import NON_STATE, ROLE, sure_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from brief.records import Document

_SAID = (
    r"(?:said|says|saying|told|tells|added|stated|noted|announced|claimed|claims|warned|warns|wrote|tweeted"
    r"|insisted|argued|explained|declared|vowed|threatened|reported|reports|testified|confirmed|replied)"
)
_AFTER = re.compile(
    r"^[”\"]?(?:,[^,“”\"]{1,90},|\s+—[^—]{1,90}—|\s+who\s+[^,“”\"]{1,50}?)?"
    rf"\s+(?:(?:also|later|then|has|have|had|\w+ly|on \w+day)\s+)*{_SAID}\b"
)
_BEFORE = re.compile(rf"(?:[,”\"’]\s*{_SAID}|(?i:according to))\s+(?:the\s+|an?\s+)?$")
# Outside quotation marks somebody speaks for themselves: the text is a statement.
_FIRST_PERSON = re.compile(r"^[^“”\"]*\b(?:[Ww]e|[Oo]ur|I|[Mm]y)\b[^“”\"]*$")
_HEAD = 3
_STATED = 2
_PRONOUN = re.compile(
    rf"(?:^|[,”\"]\s+|[.]\s+[“\"]?)(?P<who>[Hh]e|[Ss]he|[Tt]hey|I)\s+(?:also\s+|later\s+)?{_SAID}\b"
)
# "the president tweeted": an office without a name is no mention.
_OFFICE = re.compile(
    rf"[,”\"]\s+(?:[Tt]he\s+)(?P<office>[a-z]+(?:\s[a-z]+)?)\s+(?:also\s+|later\s+)?{_SAID}\b"
)


@dataclass(frozen=True)
class Cast:
    """The actors of an article, and where the walk through it stands.

    `rows` has the mentions of each sentence, `sure` the words of names that are sure; `group` is who last
    met or agreed, by the sides they are of, `company` those who met by name, `speaker` who last spoke;
    `author` speaks throughout, where the document is a statement.
    """

    people: tuple[Person, ...] = ()
    rows: tuple[tuple[Mention, ...], ...] = field(default=(), repr=False)
    sure: frozenset[str] = field(default=frozenset(), repr=False)
    group: tuple[str, ...] = ()
    company: tuple[str, ...] = ()
    speaker: str | None = None
    author: str | None = None

    def row(self, number: int) -> tuple[Mention, ...]:
        """Mentions of sentence `number`."""
        return self.rows[number - 1] if number <= len(self.rows) else ()

    def full(self, name: str) -> str:
        """Full name of a person whose surname alone is given; the name itself if full, or if two share it."""
        if country(name) or any(person.name == name for person in self.people):
            return name
        found = {person.name for person in self.people if tokens(name) and tokens(name) < tokens(person.name)}
        return found.pop() if len(found) == 1 else name

    def known(self, name: str) -> Person | None:
        """The one person of this name."""
        found = [person for person in self.people if same(person.name, name)]
        return found[0] if len(found) == 1 else None

    def affiliation(self, name: str) -> str | None:
        """Country or organisation of a person, if the article gave one."""
        found = {person.affiliation for person in self.people if same(person.name, name)}
        return found.pop() if len(found) == 1 else None

    def holder(self, office: str) -> str | None:
        """The one person of the article in an office: "the president"."""
        found = [one.name for one in self.people if one.role and one.role.lower().endswith(office.lower())]
        return found[0] if len(found) == 1 and ROLE.fullmatch(office) else None

    def sides(self, names: Iterable[str]) -> tuple[str, ...]:
        """For whom several act: their countries, where that of each in an office of state is known."""
        known = {name: self.known(name) for name in names}
        serving = {name: one for name, one in known.items() if one and _OF_STATE.search(one.role or "")}
        if not all(one.affiliation for one in serving.values()):
            return tuple(known)
        of = {name: country(one.affiliation or "") for name, one in serving.items()}
        return tuple(dict.fromkeys(of.get(name) or name for name in known))

    def officer(self, phrase: str) -> str | None:
        """The one person known from the country, and in the office, that a phrase names.

        "The Korean official" names half a country; it is somebody if one half of it has people here.
        """
        nations = set(countries_in(phrase))
        half = not nations and re.search(r"(?i)\bkorean?s?\b", phrase)
        office = re.findall(r"[a-z]+", phrase.lower())[-1:]
        found = [
            person
            for person in self.people
            if person.affiliation
            and (person.affiliation in nations or (half and person.affiliation.endswith("Korea")))
        ]
        if len(found) > 1 or (found and found[0].role and office[0] in _DISTINCT):
            found = [person for person in found if person.role and office[0] in person.role.lower()]
        return found[0].name if len(found) == 1 else None

    def parties(self, mention: str) -> tuple[str, ...]:
        """Actors that a mention stands for, countries by their common names; empty if it names none."""
        if is_group(mention):
            return self.group
        if pair := pair_of(mention):
            return pair
        if is_one(mention):
            return (self.speaker,) if self.speaker else ()
        if place := country(mention):
            return (place,)
        found = tuple(dict.fromkeys(self.party(each) for each in mentions(mention, self.sure)))
        alone = len(found) < 2 and not _GOVERNMENT.fullmatch(bare(mention))  # noqa: PLR2004
        if alone and (person := self.known(bare(mention))):
            return (person.name,)
        return found or ((bare(mention),) if bare(mention) else ())

    def party(self, mention: Mention) -> str:
        """The side that a mention stands for: a government by its country, an office by whom it serves."""
        if mention.sort == "office":
            if NON_STATE.search(mention.name):
                return mention.name
            person = self.officer(mention.name)
            return mention.affiliation or (person and self.affiliation(person)) or mention.name
        if mention.sort == "organisation":
            chief = _GOVERNMENT.fullmatch(mention.name)
            of = mention.affiliation or (self.affiliation(chief["chief"]) if chief else None)
            return of if of and country(of) else mention.name
        return mention.name if mention.sort == "country" else self.full(mention.name)


_OF_STATE = re.compile(
    r"(?i)\b(?:president|minister|premier|chancellor|secretary|king|queen|prince|emir|sultan|leader|envoy|ambassador"
    r"|advis[eo]r|negotiator|chief|official|diplomat|spokes\w+|director|commissioner)\b"
)
# "Kim's regime" is his country's government.
_GOVERNMENT = re.compile(
    r"(?P<chief>.+?)(?:[’']s?)?\s+(?:government|administration|regime|army|military|forces)"
)
_DISTINCT = frozenset(
    "minister president secretary chancellor premier king queen spokesman spokeswoman spokesperson ambassador"
    " general commander".split()
)


@functools.lru_cache(maxsize=4)  # each claim of a document is checked against the same
def cast_of(document: Document) -> Cast:
    """The cast at the beginning of a document."""
    texts = [sentence.text for sentence in document.sentences]
    sure = sure_names(texts)
    rows = tuple(mentions(text, sure) for text in texts)
    people = people_of((mention for row in rows for mention in row), " ".join(texts))
    cast = Cast(people, rows, sure)
    return replace(cast, author=_author(texts, cast))


def says_itself(text: str) -> bool:
    """Does a sentence say "we" or "I" without quoting anybody?"""
    return _FIRST_PERSON.search(text) is not None


def _author(texts: list[str], cast: Cast) -> str | None:
    """Who makes a statement: the first whom its head attributes it to, or has as a subject."""
    if sum(map(says_itself, texts)) < _STATED:
        return None
    for text, row in list(zip(texts, cast.rows, strict=True))[:_HEAD]:
        if who := attribution(text, row, cast):
            return who
        subject = next((each for each in row if each.start <= len("The ") and not each.placed), None)
        if subject:
            return subject.name if subject.sort in ("country", "organisation") else cast.full(subject.name)
    return None


def attribution(text: str, row: tuple[Mention, ...], cast: Cast) -> str | None:
    """To whom a sentence attributes what it tells, by its own words."""
    for mention in row:
        # "Ana Silva, an envoy of Chile, said": a mention with an aside leaves a comma.
        aside = "," in text[mention.start : mention.end]
        after = text[mention.end :].removeprefix(",") if aside else text[mention.end :]
        if _AFTER.search(after) or _BEFORE.search(text[: mention.start]):
            if mention.sort == "office":
                several = mention.name.endswith("s")
                return (not several and cast.officer(mention.name)) or mention.name
            return mention.name if mention.sort in ("country", "organisation") else cast.full(mention.name)
    if match := _OFFICE.search(text):
        return cast.holder(match["office"])
    if match := _PRONOUN.search(text):
        return ", ".join(cast.group) or None if is_group(match["who"]) else cast.speaker
    return None
