"""The check of who threatens whom, by the words beside the names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.acting import spans
from brief.actors import same
from brief.cast import cast_of
from brief.frame_parts import HARM
from brief.records import Agreement, Document, Finding, Meeting, Threat
from brief.stems import FUNCTION, stems

if TYPE_CHECKING:
    from collections.abc import Iterator

AnyClaim = Meeting | Agreement | Threat

# Who stands behind these is threatened.
_AT = re.compile(
    r"(?<!can )(?<!could )\b(?:threaten(?:s|ed|ing)?|attack(?:s|ed|ing)?|strik(?:e|es|ing)|struck"
    r"|invad(?:e|es|ed|ing)|punish(?:es|ed|ing)?|destroy(?:s|ed|ing)?|target(?:s|ed|ing)?|warn(?:s|ed|ing)?|hit"
    r"|bomb(?:s|ed|ing)?|annihilat(?:e|es|ed|ing)|against|make|making|blockad(?:e|es|ed|ing)"
    r"|(?:ultimatum|threats?|danger|blow|giving|gave)(?:\s+to)?)\s+(?:the\s+|an?\s+)?$"
)
_OWNING = re.compile(r"[’']s?\b")
# Who stands before or behind these threatens.
_THREATENS = re.compile(
    r"^\s+(?:(?:has|have|had|also|again|later|then|\w+ly)\s+)*(?:threaten(?:s|ed|ing)?|vow(?:s|ed|ing)?|swore)\b"
    r"|^[’']s?\s+(?:[\w-]+\s+){0,3}(?:missiles?|nuclear|weapons?|arsenal|attacks?|aggression|invasion|violence|threats?"
    r"|provocations?|militants?|hostile)\b"
)
_FROM = re.compile(
    r"\b(?:posed by|(?:threats?|dangers?) (?:of|from)|(?:attacks?|aggression|violence|invasion)"
    r" (?:by|of|from))\s+(?:the\s+)?$"
)


# "Peru's growing fleet of warships", "Peruvian aggression": so many words may stand between, none a verb.
_OWN = re.compile(
    r"^(?:[’']s?)?\s+"
    r"(?P<own>(?:(?!(?:is|are|was|were|has|have|had|will|would|could|said|says|to)\b)[\w“”-]+\s+){0,4}[\w“”-]+)"
)
_DOES = re.compile(
    r"^,?(?:\s+(?!(?:about|of|over|against|to|for|from|if|that)\b)[\w’'-]+){0,4}?\s+(?:threaten\w*|pos(?:e|es|ed|ing)|vow\w*"
    r"|swore|jeopard\w*|endanger\w*|imperil\w*|plot\w*|prepar\w*|pursu\w*|produc\w*|develop\w*|acquir\w*|buil[dt]\w*|deploy\w*|fir(?:e|es|ed|ing)"
    r"|(?:re)?arm(?:s|ed|ing)|seek\w*|sought|possess\w*|enrich\w*|expand\w*|bolster\w*|stockpil\w*|fund\w*"
    r"|test(?:s|ed|ing)|launch\w*|attack\w*|bomb\w*|sponsor\w*|intend\w*|escalat\w*|provok\w*|violat\w*"
    r"|commit\w*|carr(?:y|ies|ied|ying)\s+out)\b"
)
_IS = re.compile(
    r"^(?:,[^,]*,)?\s+(?:is|are|was|were|remains?|to be|as)\s+(?:[\w“”’'-]+\s+){0,4}?"
    r"(?:threat|danger|enem|terror|menace|rogue)"
)
_BY = re.compile(r"\b(?:by|from|of|between(?:\s+\w+\s+and)?)\s+(?:the\s+)?$|,\s*(?:the\s+)?$")
_LAID = re.compile(
    r"\b(?:accus\w+|blam\w+|condemn\w*|denounc\w*|criticiz\w+|warn\w*|tell|told)\s+(?:the\s+)?$"
)
# "Deployed radar against missiles": those are another's.
_SHIELD = re.compile(r"(?:\s+[\w’'-]+){0,12}?\s+(?:against|defend|counter|deter|protect|intercept)\w*\b")
_NEXT = 5
_FAR = 14


def poser(claim: AnyClaim, document: Document) -> Iterator[Finding]:
    """A danger is laid at whom the cited sentences lay it at: "threats from X", "X's missiles", "X plots"."""
    if not isinstance(claim, Threat) or claim.kind != "danger" or not claim.posed_by:
        return
    for name in claim.posed_by.split(", "):
        around = list(_around(name, claim, document))
        if around and not any(_is_tied(before, after, claim.threat) for before, after in around):
            message = f"by the sentence it is not {name} that poses it"
            yield Finding(check="poser", field="posed_by", message=message, severity="review")


def _is_tied(before: str, after: str, threat: str) -> bool:
    """Does a mention, by what stands before and behind it, own or do what is threatened?"""
    if _FROM.search(before) or _THREATENS.search(after):
        return True
    words = {word for word in stems(threat) if word not in FUNCTION}
    own = _OWN.match(after)
    if _IS.match(after) or (own and words & set(stems(own["own"]))):
        return True
    does = _DOES.match(after)
    shielded = does and _SHIELD.match(after[does.end() :])
    if words & set(stems(after)[:_FAR]) and ((does and not shielded) or _LAID.search(before)):
        return True
    return bool(_BY.search(before) and words & set(stems(before)[-_NEXT:]))


_THEIRS = re.compile(
    r"[’']s?\s+(?:[\w-]+\s+)?(?:threats?|vows?|warnings?|plans?|ultimatum)\s+(?:to|of|that)\b"
)


def owned(claim: AnyClaim, document: Document) -> Iterator[Finding]:
    """Whose the sentences call a threat ("X's threat to …") poses it."""
    if not isinstance(claim, Threat) or not claim.posed_by:
        return
    cast = cast_of(document)
    for item in claim.evidence:
        for each in cast.row(item.sentence):
            text = document.sentences[item.sentence - 1].text
            threat = _THEIRS.match(text[each.end :])
            side = each.affiliation or cast.affiliation(each.name) or each.name
            if not threat or not _is_next(claim.threat, text[each.end + threat.end() :]):
                continue
            if not any(
                same(name, other) for name in claim.posed_by.split(", ") for other in (each.name, side)
            ):
                message = f"the sentence calls it {each.name}'s"
                yield Finding(check="owned", field="posed_by", message=message, severity="review")


def _is_next(phrase: str, text: str) -> bool:
    """Do most of the first words of a text stand in a phrase?"""
    words = [word for word in stems(phrase) if word not in FUNCTION]
    first = set(stems(text)[:_NEXT])
    return bool(words) and len(first & set(words)) * 2 >= min(len(words), _NEXT)


def aim(claim: AnyClaim, document: Document) -> Iterator[Finding]:
    """Nobody poses a threat whom the sentences only threaten, and nobody is its target who only threatens."""
    if not isinstance(claim, Threat):
        return
    threatened = claim.posed_by and _is_aimed_at(claim.posed_by, claim, document)
    threatens = claim.target and _is_source(claim.target, claim, document)
    if threatened and not _is_source(claim.posed_by or "", claim, document):
        message = f"by the sentence {claim.posed_by} is threatened"
        yield Finding(check="aim", field="posed_by", message=message, severity="review")
    own = threatens and re.search(
        rf"\b(?:on|upon|at|against|with|{HARM})\s+(?:the\s+)?{re.escape(claim.target or '')}", claim.threat
    )
    if threatens and not own and not _is_aimed_at(claim.target or "", claim, document):
        message = f"by the sentence {claim.target} threatens"
        yield Finding(check="aim", field="target", message=message, severity="review")


def _is_aimed_at(name: str, claim: Threat, document: Document) -> bool:
    around = _around(name, claim, document)
    return any(_AT.search(before) and not _OWNING.match(after) for before, after in around)


def _is_source(name: str, claim: Threat, document: Document) -> bool:
    around = _around(name, claim, document)
    return any(_FROM.search(before) or _THREATENS.search(after) for before, after in around)


def _around(name: str, claim: Threat, document: Document) -> Iterator[tuple[str, str]]:
    """What stands before and behind each mention of an actor in the cited sentences."""
    cited = {item.sentence for item in claim.evidence}
    for sentence in document.sentences:
        if sentence.number in cited:
            for start, end in spans(name, sentence, cast_of(document)):
                yield sentence.text[:start], sentence.text[end:]
