"""A sentence with its actors masked, for forms to be matched against, and who acts in a form that fits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brief.frame_parts import BAND, ITS, PROMISE, THEY, Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.mentions import Mention

_SLOT = re.compile(r"@(\d+)@")
# Before a frame these take it back: "provided that X agreed", "efforts to reach a truce between".
_UNREAL = re.compile(
    r"(?i)\b(?:if|provided(?: that)?|unless|until|whether|should|would|could|may|might|not|no|without"
    r"|any|never|failed|efforts?|hop(?:e|es|ing)|attempts?|possible|potential|future|calls? for|asked|urged"
    r"|demand\w*|want\w*|seek\w*)"
    r"\s+(?:(?:the|an?|to|for|of|by|broker|reach|negotiate|that|secure|win)\s+)*$"
    r"|\b(?:did|do|does|has|have|had)(?:\s+not|n[’']t)\s+(?:\w+\s+){1,2}$"
)
# An actor after one of these is no subject: "powers led by X agreed".
_PREPOSITION = re.compile(
    r"(?i)\b(?:by|with|of|from|to|in|at|on|for|than|like|between|under|against|inside|near|across)\s+$"
)
# Except here: "a truce between X and Y", "a promise from X".
_PARTIES = re.compile(
    rf"(?i)\b(?:between|{PROMISE}\s+(?:made\s+)?(?:from|by)|(?:signed|reached|agreed|concluded)\s+by|calls\s+for"
    r"|(?:ministers|leaders|presidents|negotiators|officials|envoys|diplomats|delegations|representatives|delegates|governments)"
    r"\s+(?:of|from))\s+(?:the\s+)?$"
)
_ITS = re.compile(ITS)
_THEY = re.compile(rf"(?:{THEY}|{BAND})")
# "X, who offered", "X's decision": this one acts, whatever stands before.
_OWN_VERB = re.compile(r",?\s+(?:who|which)\s|[’']")
_WARNS = re.compile(r"(?i)(?:warn|caution)")
# Here a subject begins.
_OPENING = re.compile(r"(?:^|[,;:“\"]\s*|\b(?:and|but|said|says)\s+)$")
# "The 1994 treaty between": what has its year in its name is of the past.
_OLD = re.compile(r"\b(?:19|20)\d\d\s+(?:[A-Z@]\S*\s+){0,2}$")
_YEAR = re.compile(r"(?:19|20)\d\d\s")
_BODIES = re.compile(
    r"\b(?:Council|Nations|Union|Assembly|U\.?N\.?|EU|NATO|Parliament|Congress|Senate|League|ASEAN|G7|G20|Conference|Board)(?!\w)"
)


def _is_old(match: re.Match[str], before: str) -> bool:
    return bool(_OLD.search(before) or _YEAR.match(match.groupdict().get("what") or ""))


@dataclass(frozen=True)
class Fit:
    """A form as it fits: who acts, and the words of its parts with actors still masked."""

    form: Form
    who: tuple[str, ...]
    parts: dict[str, str]
    span: tuple[int, int]


class Masked:
    """A sentence with its n-th actor as @n@, and the way back."""

    def __init__(self, text: str, row: Sequence[Mention]) -> None:
        self.row = row
        self.source = text
        pieces, position = [], 0
        for index, mention in enumerate(row):
            if mention.start >= position:
                pieces += [text[position : mention.start], f"@{index}@"]
                position = mention.end
        self.text = "".join([*pieces, text[position:]])

    def plain(self, masked: str) -> str:
        """The words that stand behind a piece of the masked text."""
        words = _SLOT.sub(lambda slot: self._words(int(slot[1])), masked).strip(' ,.;:“”"')
        paired = words.count("“") == words.count("”") and words.count('"') % 2 == 0
        return words if paired else re.sub(r"[“”\"]", "", words)

    def actors(self, masked: str) -> tuple[str, ...]:
        """Each actor of a piece, as the sentence has it."""
        return tuple(self._words(int(index)) for index in _SLOT.findall(masked))

    def _words(self, index: int) -> str:
        return self.source[self.row[index].start : self.row[index].end]

    def fits(self, forms: Sequence[Form]) -> Iterator[Fit]:
        """Each place where a form fits and its actors are known, the first form first."""
        taken: list[tuple[int, int]] = []
        for form in forms:
            for match in form.pattern.finditer(self.text):
                start, end = match.span()
                before = self.text[:start]
                if (
                    _UNREAL.search(before)
                    or (form.mutual and _is_old(match, before))
                    or any(a < end and start < b for a, b in taken)
                ):
                    continue
                who = self._who(match)
                if who and (len(who) > 1 or not form.mutual) and (not form.body or _BODIES.search(who[0])):
                    taken.append((start, end))
                    yield Fit(form, who, {k: v for k, v in match.groupdict().items() if v}, (start, end))

    def warns(self, position: int) -> str | None:
        """Who warns, where the word for it stands here: the first subject of its clause, if it has one."""
        if not _WARNS.match(self.text, position):
            return None
        clause = re.split(r"[;“”\"]|,\s+(?:while|but|and\s+@)", self.text[:position])[-1]
        slots = _SLOT.finditer(clause)
        subjects = (slot[1] for slot in slots if not _PREPOSITION.search(clause[: slot.start()]))
        return next((self._words(int(index)) for index in subjects), None)

    def _who(self, match: re.Match[str]) -> tuple[str, ...]:
        if "who" not in match.re.groupindex:
            return ("we",)
        before, who = self.text[: match.start("who")], match["who"]
        if who.lower() in ("the", "this"):
            return ("they",) if _OPENING.search(before) else ()  # a deal is of those who made it
        if actors := self.actors(who):
            return self._acting(actors, match)
        if _ITS.fullmatch(who) and ((behind := self._behind(before)) or not _THEY.fullmatch(who)):
            return behind
        if who.lower() in ("it", "he", "she", "they") and (subject := self._subject(before, who.lower())):
            return subject
        return () if who.lower() == "it" and before.strip('“" ') else (who,)

    def _acting(self, actors: tuple[str, ...], match: re.Match[str]) -> tuple[str, ...]:
        """Of actors before a verb those who are its subject."""
        before, who, after = (self.text[: match.start("who")], match["who"], self.text[match.end("who") :])
        if not _PREPOSITION.search(before) or _PARTIES.search(before) or _OWN_VERB.match(after):
            return actors
        # "Since the attack in Peru, Chile agreed"
        return actors[-1:] if "," in who and " and " not in who else ()

    def _behind(self, before: str) -> tuple[str, ...]:
        """The country or organisation behind "the regime": the only one named before in the sentence."""
        named = [self.row[int(slot[1])] for slot in _SLOT.finditer(before)]
        found = {
            each.name if each.sort in ("country", "organisation") else each.affiliation for each in named
        }
        names = tuple(name for name in found if name)
        return names if len(names) == 1 else ()

    def _subject(self, before: str, pronoun: str) -> tuple[str, ...]:
        """The actor earlier in the sentence for whom a pronoun stands: the first that is a subject."""
        persons = pronoun in ("he", "she")
        for slot in _SLOT.finditer(before):
            mention = self.row[int(slot[1])]
            fitting = pronoun == "they" or persons == (mention.sort in ("person", "office", "name"))
            if fitting and not _PREPOSITION.search(before[: slot.start()]):
                return () if pronoun == "they" else (self._words(int(slot[1])),)
        return ()
