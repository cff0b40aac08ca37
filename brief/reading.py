"""Where the walk through an article stands, and what the words of its sentence stand for there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brief.actors import bare, countries_in, is_acting, is_group, is_one, is_self, names, names_in, same
from brief.cast import Cast, attribution
from brief.records import Document, Evidence, Finding, Sentence
from brief.tagging import ROLE, is_armed

if TYPE_CHECKING:
    from brief.mentions import Mention
    from brief.records import Severity

# "The group vowed revenge": the one named before.
_BAND = re.compile(r"(?i)the\s+(?:rebels|militants|insurgents|guerrillas|gunmen|militia|group|movement)")
_NEAR = 3
"""So far back a pronoun may reach, in sentences."""
_NAMED_IN = 8
"""In more words than this nobody is named."""


@dataclass(frozen=True)
class Reading:
    """Where the walk through the article stands."""

    document: Document
    sentence: Sentence
    cast: Cast

    @property
    def row(self) -> tuple[Mention, ...]:
        """Mentions of the sentence."""
        return self.cast.row(self.sentence.number)

    def finding(self, field: str, message: str, severity: Severity = "note") -> Finding:
        """What was amended in a field, and why; for review if the whole answer is in doubt by it."""
        return Finding(check="resolve", field=field, message=message, severity=severity)

    def invented(self, name: str, field: str) -> Finding | None:
        """That an answer names somebody of whom the article has no word: a name of the prompt?"""
        own = [part for word in names_in(name) for part in word.split()]
        if not own or any(self.in_document(part) for part in own):
            return None
        message = f"the answer names “{name}”, of whom the article has no word"
        return Finding(check="resolve", field=field, message=message, severity="unsupported")

    def evidence(self) -> tuple[Evidence, ...]:
        """The sentence as evidence."""
        here = self.sentence
        quote = self.document.quote(here.number)
        return (Evidence(sentence=here.number, start=here.start, end=here.end, quote=quote, page=here.page),)

    def in_document(self, name: str) -> bool:
        """Does any sentence of the document name this actor?"""
        return any(names(name, sentence.text) for sentence in self.document.sentences)

    def speaker(self) -> str | None:
        """To whom the sentence attributes what it tells by its own words, or who makes the statement."""
        author = None if re.search(r"[“”\"]", self.sentence.text) else self.cast.author
        return attribution(self.sentence.text, self.row, self.cast) or author

    def last_person(self) -> str | None:
        """Whom the nearest sentence before names first, of those just before that name a person."""
        for number in range(self.sentence.number - 1, max(0, self.sentence.number - 1 - _NEAR), -1):
            people = [each for each in self.cast.row(number) if each.sort == "person" and not each.placed]
            if people:
                return self.cast.full(people[0].name)
        return None

    def last_side(self) -> str | None:
        """The country or organisation that the sentence before begins with, as who acts in it."""
        row = self.cast.row(self.sentence.number - 1)
        first = row[0] if row else None
        acts = first and first.sort in ("country", "organisation") and first.start <= len("But the ")
        return self.cast.party(first) if first and acts and not first.placed else None

    def last_band(self) -> str | None:
        """The only armed group that the nearest sentence with one names, this one or one just before."""
        for number in range(self.sentence.number, max(0, self.sentence.number - 1 - _NEAR), -1):
            bands = {each.name for each in self.cast.row(number) if is_armed(each.name)}
            if bands:
                return bands.pop() if len(bands) == 1 else None
        return None

    def subject(self, target: str | None) -> str | None:
        """Whom the sentence names first as one who acts, outside quotation marks; never the target."""
        first = next((each for each in self.row if each.sort != "organisation" and not each.placed), None)
        quoted = first and re.search(r"[“\"]", self.sentence.text[: first.start])
        hit = first and target and same(first.name, target)
        return self.cast.full(first.name) if first and not (quoted or hit) else None

    def teller(self, mention: str | None) -> str | None:
        """Who says it: by the sentence's own "X said", else as drafted if the sentence names them."""
        if by_words := self.speaker():
            return by_words
        if not mention or is_one(mention):
            return None
        found: dict[str, None] = {}
        for part in re.split(r",\s*(?:and\s+)?|\s+and\s+", mention):
            if len(part.split()) > _NAMED_IN:
                continue  # a clause, and no name
            if is_group(part) or (is_acting(part) and has_words(part, self.sentence.text)):
                found |= dict.fromkeys(name for name in self.named(part) if self._speaks(name))
        return ", ".join(found) or None

    def _speaks(self, name: str) -> bool:
        """Can this one say anything, and is no mere capitalised word, such as a weapon's name?"""
        here = [each for each in self.row if same(each.name, name)]
        if not here and (ROLE.fullmatch(name) or (name in names_in(name) and not countries_in(name))):
            return False  # "as president": any; "Tuesday": no actor
        return not here or any(each.sort != "name" for each in here) or self.cast.known(name) is not None

    def named(self, mention: str) -> tuple[str, ...]:
        """Actors behind a mention that the article names; none for a name that it does not have."""
        if is_one(mention) or is_self(mention):
            speaker = self.speaker() or self.cast.speaker
            if is_one(mention) or not self.cast.group or speaker == self.cast.author:
                return self.cast.parties(speaker) if speaker else ()
            return self.cast.group
        if (meant := self._meant(mention)) or mention == "It":
            return (meant,) if meant else ()
        if not (is_group(mention) or has_words(mention, self.sentence.text) or self.in_document(mention)):
            return ()
        return self.cast.parties(mention)

    def _meant(self, mention: str) -> str | None:
        """The one whom "the president", "it" or "the group" means."""
        if mention == "It":
            return self.last_side()
        if _BAND.fullmatch(mention) and (band := self.last_band()):
            return band
        return self.cast.holder(bare(mention))

    def one(self, mention: str | None, field: str, findings: list[Finding]) -> str | None:
        """Actor of a field that holds one; dropped, with a finding, if the article does not name it."""
        if not mention:
            return None
        found = self.named(mention)
        if not found:
            findings.append(self.finding(field, f"“{mention}” is not named in the article"))
        return ", ".join(found) or None

    def worded(self, text: str | None, field: str, findings: list[Finding]) -> str | None:
        """A field in the sentence's words; dropped, with a finding, if the sentence does not have them."""
        if not text:
            return None
        if has_words(text, self.sentence.text):
            return text.strip()
        findings.append(self.finding(field, f"“{text}” is not in the cited sentence"))
        return None


def has_words(phrase: str, text: str) -> bool:
    """Are all words of a phrase in a text, whatever their case? A country counts in any of its forms."""
    words = set(re.findall(r"\w+", text.lower()))
    if set(re.findall(r"\w+", phrase.lower())) <= words:
        return True
    return bool(names_in(phrase)) and names(phrase, text)
