"""Who of those whom a sentence names took part in the meeting that it tells of, and who did not."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from brief.actors import is_adjective
from brief.tagging import NON_STATE, is_armed

if TYPE_CHECKING:
    from brief.mentions import Mention
    from brief.reading import Reading

_CONTACT = (
    r"\b(?:talks?|meetings?|met|meet|summit|negotiations?|discussions?|spoken?|speak|conferred|dialogue)\b"
)
_WITH = re.compile(
    r"(?i)(?P<aside>\b(?:(?:ready|calls?|conditions?|preconditions?|hopes?|prospects?|chances?)\s+for|on|about"
    r"|(?P<when>before|after)|until|any|their|his|her|its)\s+(?:\w+\s+)?)?"
    rf"(?:{_CONTACT}\s+(?:\w+\s+){{0,3}}?with|\b(?:talks|meetings?)\s+(?:of|between))\s+"
    r"(?:(?:the|a|an|his|her|its|their)\s+)?$"
    r"|\bbrief(?:s|ed|ing)?\s+(?:the\s+)?$"
)


def partners(reading: Reading) -> list[Mention]:
    """With whom the sentence says that the meeting is: "talks with the Swedish envoy"."""
    text = reading.sentence.text
    found: list[Mention] = []
    for each in reading.row:
        met = _met_with(each, text)
        joined = (
            found
            and _JOINED.fullmatch(text[found[-1].end : each.start])
            and not _ACTS.match(text[each.end :])
        )
        if met or joined:
            found.append(each)
    return found


def _met_with(mention: Mention, text: str) -> bool | None:
    """Is it with this actor that the sentence tells of a meeting? False: of another one; None: neither."""
    match = _WITH.search(text[: mention.start])
    if match is None:
        return None
    # "after talks with": of these the sentence tells, if of no others.
    return not match["aside"] or bool(match["when"] and len(re.findall(_CONTACT, text)) == 1)


# "with Ana Silva and Bo Lind", but "with Ana Silva and Bo Lind said".
_JOINED = re.compile(r"(?:,|,?\s+and)\s+(?:(?:the|his|her|its|their)\s+)?")
_ACTS = re.compile(r"\s+(?:has|have|had|is|are|was|were|will|would|said|says|\w+ed)\b")
_CLAUSE = re.compile(r";|,\s+(?:while|whereas|but|although)\s")


def clause(reading: Reading, others: list[Mention]) -> tuple[int, int]:
    """The clause that tells of the meeting, where it names more than the partner; else the whole sentence."""
    text = reading.sentence.text
    cuts = [0, *(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    for start, end in pairwise(cuts):
        within = [each for each in reading.row if start <= each.start < end]
        if len(within) > 1 and any(each in others for each in within):
            return start, end
    return 0, len(text)


# After an adjective or an acronym: "the blockaded Swedish territory", "the ICBM test".
_NOUN = re.compile(
    r"\s+(?!(?:side|people|government|official|leader|and|or|to|in|on|at|for|with|who|is|was|has|have|had|will|would)\w*\b)"
    r"[a-z]+"
)
_OWNS = re.compile(r"[’']s?\s+(?P<what>(?:[\w-]+\s+){0,3}[\w-]+)")
_MEETING = re.compile(
    r"\b(?:meeting|talk|summit|visit|trip|tour|call|conversation|discussion|negotiation|dialogue)s?\b"
)
# "the town of X", "his visit to X": a place.
_SCENE = re.compile(
    r"(?i)\b(?:towns?|city|cities|villages?|settlements?|capital|provinces?|regions?|districts?|ports?|islands?|camps?)\s+of\s+$"
    r"|\b(?:visits?|trips?|travel\w*|journeys?|return(?:s|ed|ing)?|flew|fly(?:ing)?|went|go(?:es|ing)?)\s+to\s+$"
)
_AGENCY = re.compile(
    r"(?:The )?(?:Associated Press|AP|Reuters|AFP|Agence France-Presse|Xinhua|TASS|Yonhap|Kyodo|KCNA|CNN"
    r"|BBC|Bloomberg)(?: News)?(?: Agency)?"
)
# "The coalition to counter the rebels", "talks on Sweden".
_ABOUT = re.compile(
    r"(?i)\b(?:against|counter(?:ing)?|combat(?:ing)?|fight(?:ing)?|defeat(?:ing)?|regarding|concerning|about"
    r"|(?:talks?|meetings?|conference|summit|discussions?|negotiations?)\s+(?:on|over))\s+(?:the\s+)?$"
)
_ACCORDING = re.compile(r"(?i)\baccording\s+to\s+(?:the\s+)?$")
_OFFICE_SAYS = re.compile(
    r"[’']s?\s+(?:press\s+)?office\s+(?:\w+\s+)?(?:said|says|reported|announced|confirmed)\b"
)
# "since Ana Silva was recalled", "blaming Ana Silva": not the meeting.
_OTHER_EVENT = re.compile(
    r"(?i)\b(?:since|because)\s+(?:the\s+)?$|\b(?:accus(?:e|ed|es|ing)|blam(?:e|ed|es|ing))\b[^,;]{0,60}$|\baccusations?\s+that\s+(?:the\s+)?$"
)


# "Swedish officials including Ana Silva": the class, of whom one is named.
_CLASS = re.compile(r"(?i),?\s+(?:including|among\s+them|such\s+as)\s+(?:the\s+)?")
# "shunned Hamas ... talks with the Islamists": who they are has been said.
_EPITHET = re.compile(rf"(?:(?i:{NON_STATE.pattern})|\b(?:Islamists|[Jj]ihadists)$)")
_AND = re.compile(r"(?:,|\band)\s+(?:the\s+)?$")


def stands_for(mention: Mention, reading: Reading) -> Mention | None:
    """Who of the sentence an unnamed plural is: "officials including X", "the rebels" after their name."""
    text, name = reading.sentence.text, mention.name
    if mention.sort not in ("office", "name") or not name.endswith("s"):
        return None
    epithet = _EPITHET.search(name) and not _AND.search(text[: mention.start])
    for other in reading.row:
        if other.sort in ("person", "name") and _CLASS.fullmatch(text[mention.end : other.start]):
            return other
        if epithet and other.end < mention.start and is_armed(other.name):
            return other
    return None


def bystander(mention: Mention, text: str) -> str | None:
    """Why an actor of the sentence takes no part in the meeting it tells of; None if nothing says so."""
    words, before, after = text[mention.start : mention.end], text[: mention.start], text[mention.end :]
    proper = mention.sort in ("country", "name")
    owned = _OWNS.match(after) if proper or mention.sort in ("person", "office") else None
    adjective = mention.sort == "country" and not mention.role and is_adjective(words)
    acronym = mention.sort == "name" and words.isupper()
    reasons = {
        "is where, not who": proper and (mention.placed or _SCENE.search(before)),
        "is what it is about": _ABOUT.search(before),
        "is of other talks": _met_with(mention, text) is False,
        "is in what else happened": _OTHER_EVENT.search(before),
        "only tells of it": _ACCORDING.search(before)
        or _OFFICE_SAYS.match(after)
        or _AGENCY.fullmatch(mention.name),
        "only owns what follows": owned and not _MEETING.search(owned["what"]),
        "only describes what follows": (adjective or acronym) and _NOUN.match(after),
    }
    return next((f"“{mention.name}” {reason}" for reason, holds in reasons.items() if holds), None)
