"""The part that an actor has in a sentence: one who acts, or a place, a topic, an owner, a mere teller.

Only what the words beside a name make plain is told apart; whoever is in doubt acts. English only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.actors import CAPITAL, country, country_spans, is_adjective, pair_of, same
from brief.cast import attribution
from brief.stems import FUNCTION, stems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.cast import Cast
    from brief.records import Claim, Sentence

_PLACED = re.compile(
    r"\b(?:in|at|near|outside|inside|across|around|throughout|[Nn]eighbou?ring|visit(?:ed|ing|s)?|left|toured)\s+"
    r"(?:(?:the|neighbou?ring|northern|southern|eastern|western)\s+){0,2}$"
    r"|\b(?:[Ii]n|[Aa]t|[Nn]ear)\s+(?:[A-Z][\w’'-]+\s?)+,\s*(?:the\s+)?$"
)
_ABOUT = re.compile(
    r"\b(?:about|over|regarding|concerning|against|towards?|into|despite|under|on)\s+"
    r"(?:(?:the|a|an|its|their|his|her|new|stronger|further)\s+){0,2}$"
)
# "Faces opposition from Norway": who opposes is no party to it.
_MET_WITH = re.compile(
    r"\b(?:opposition|criticism|pressure|support|backing|review|objections?|resistance|condemnation|protests?)\b"
    r"(?:(?!\b(?:met|talks?|agreed|meeting)\b)[^.;:])*?\bfrom\s+(?:[\w’'-]+\s+){0,3}$"
)
_OWNING = re.compile(
    r"[’']s?(?=\s+[a-z“\"])|-(?:led|brokered|backed|based|sponsored|mediated|controlled|occupied)\b"
)
# Who owns these acts, or is among them: "the Norwegian side", "Norway's offer".
_PEOPLE = re.compile(
    r"\s(?:[\w-]+\s+){0,2}(?:sides?|officials?|leaders?|negotiators?|teams?|delegat\w+|authorities|governments?"
    r"|counterparts?|envoys?|diplomats?|ministers?|presidents?|advis[eo]rs?|people|forces|troops|generals?"
    r"|offers?|proposals?|decisions?|refusals?|visits?|meetings?|talks|warnings?)\b"
)
# "On Norway's duty": who is bound acts, whatever the sentence is about.
_DUTY = re.compile(r"\s*(?:\w+\s+)?(?:obligations?|dut(?:y|ies)|commitments?|pledges?|promises?|vows?)\b")
# So many words of a description are enough without its country: "forty families of fishers in Norway".
_PHRASE = 3
# "…, said Norway would pay": Norway is in what is said.
_SAID = re.compile(r"\bsa(?:id|ys)\s+(?:the\s+)?$")
_CLAUSE = re.compile(r"\s+(?:had|has|have|would|will|was|were|is|are|could|should|may|might|must|\w+ed)\b")
# "Berg told Braga that …" is a talk of these two.
_TALKED = re.compile(r"\s+(?:\w+\s+)?(?:told|assured|informed|warned|urged)\s+(?:the\s+|his\s+|her\s+)?[A-Z]")
_SELF = re.compile(r"\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|I|me|us|our|him)\b")
# Of the teller only behind the name: in "its ports will open, Peru said" somebody else's.
_ITS = re.compile(r"\b(?:his|her|their|its)\b")
# "…, as Norway signed the treaty": what else happened then.
_MEANWHILE = re.compile(r"\b(?:as|while|whereas)\s+(?:the\s+)?$")
_ELSE = re.compile(
    r"\s+(?:\w+ly\s+|also\s+)?(?:was|were|is|are|has|have|had|\w+(?:ed|ing))\b"
    r"(?!(?:\s+[\w’'-]+){0,6}?\s+(?:with|talks|meet\w*|negotiat\w*)\b)"
)


_ASKED = re.compile(
    r"(?i)\b(?:urg(?:es?|ed|ing)|ask(?:s|ed|ing)?|call(?:s|ed|ing)?\s+(?:up)?on|press(?:es|ed|ing)?|tell(?:s|ing)?|told"
    r"|demand(?:s|ed|ing)?(?:\s+that)?|want(?:s|ed|ing)?|order(?:s|ed|ing)?)\s+(?:(?:the|both|all)\s+)?(?:[A-Z]\w+\s+)?$"
)
_TO_DO = re.compile(r"(?:[’']s)?(?:\s+[\w-]+){0,3}?,?\s+(?:to\s+[a-z]|urging\s)")


def evidence_of(claim: Claim) -> str:
    """The cited sentences, as one text."""
    return " ".join(item.quote for item in claim.evidence)


def spans(name: str, sentence: Sentence, cast: Cast) -> Iterator[tuple[int, int]]:
    """Where a sentence names an actor, or somebody who is of that country or organisation."""
    text, row = sentence.text, cast.row(sentence.number)
    if place := country(name):
        yield from ((start, end) for found, start, end in country_spans(text) if found == place)
        pairs = re.finditer(r"\b(?:Korea|Sudan)s\b", text)
        yield from (match.span() for match in pairs if place in pair_of(match[0]))
    for mention in row:
        of = mention.affiliation or cast.affiliation(mention.name)
        if same(mention.name, name) or (of and same(of, name)):
            yield mention.start, mention.end
    if not place:
        yield from _word_spans(name, text)


def _word_spans(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a text has a word of a name, or the country of "the Norwegian leadership"."""
    own = country_spans(name)
    rest = name
    for _, start, end in reversed(own):
        rest = rest[:start] + rest[end:]
    capital = re.findall(rf"\b{CAPITAL}[\w-]+", rest)
    if own and not capital:
        yield from ((start, end) for place, start, end in country_spans(text) if place == own[0][0])
        words = [word for word in stems(rest) if word not in FUNCTION]
        if len(words) < _PHRASE or not set(words) <= set(stems(text)):
            return
    wanted = set(stems(" ".join(capital) or rest)) - FUNCTION
    for match in re.finditer(r"[^\W_]+(?:-\w+)*", text):
        if (match[0] != match[0].lower()) == bool(capital) and set(stems(match[0])) & wanted:
            yield match.span()


def stands(name: str, sentence: Sentence, cast: Cast) -> bool:
    """Does a sentence name an actor otherwise than as a place, a topic or an owner?"""
    return any(not _is_aside(start, end, sentence, cast) for start, end in spans(name, sentence, cast))


def acts(name: str, sentence: Sentence, cast: Cast) -> bool:
    """Does an actor stand in a sentence, and not only as the one who tells it?"""
    return any(
        not _is_aside(start, end, sentence, cast)
        and not _is_elsewhere(start, end, sentence, cast)
        and (
            _SELF.search(sentence.text)
            or _ITS.search(sentence.text[end:])
            or not is_teller(start, end, sentence, cast)
        )
        for start, end in spans(name, sentence, cast)
    )


def sides(sentence: Sentence, cast: Cast, end: int | None = None) -> set[str]:
    """Countries that stand in a sentence (before `end`, if given), themselves or by people of theirs."""
    text = sentence.text[:end]
    found = {name for match in re.finditer(r"\b(?:Korea|Sudan)s\b", text) for name in pair_of(match[0])}
    for each in cast.row(sentence.number):
        if each.end <= len(text) and not _is_aside(each.start, each.end, sentence, cast):
            of = each.affiliation or cast.affiliation(each.name) or each.name
            found |= {of} if country(of) else set()
    return found


def _is_aside(start: int, end: int, sentence: Sentence, cast: Cast) -> bool:
    text = sentence.text
    over = [each for each in cast.row(sentence.number) if each.start <= start and end <= each.end]
    whole = next((each for each in over if each.sort in ("person", "office", "organisation")), None)
    start, end = (whole.start, whole.end) if whole else (start, end)
    before, after = text[:start], text[end:]
    owned = _OWNING.match(after) or (is_adjective(text[start:end]) and re.match(r"\s+(?=[a-z])", after))
    if owned and _DUTY.match(after[owned.end() :]):
        return False
    if any(each.placed for each in over) or any(
        words.search(before) for words in (_PLACED, _ABOUT, _MET_WITH)
    ):
        return True
    return bool(owned and not whole and not _PEOPLE.match(f" {after[owned.end() :].lstrip()}"))


def _is_elsewhere(start: int, end: int, sentence: Sentence, cast: Cast) -> bool:
    """Is it only told of somebody what else happened then?"""
    over = [each for each in cast.row(sentence.number) if each.start <= start and end <= each.end]
    first, last = min([start, *(each.start for each in over)]), max([end, *(each.end for each in over)])
    return bool(_MEANWHILE.search(sentence.text[:first]) and _ELSE.match(sentence.text[last:]))


def is_asked(name: str, sentence: Sentence, cast: Cast) -> bool:
    """Is an actor named only as one whom others ask to do something: "urged Norway to leave"?"""
    text = sentence.text
    return all(
        _ASKED.search(text[:start]) and _TO_DO.match(text[end:]) for start, end in spans(name, sentence, cast)
    )


def is_teller(start: int, end: int, sentence: Sentence, cast: Cast) -> bool:
    """Is it by this mention that a sentence says who tells it?"""
    row = tuple(each for each in cast.row(sentence.number) if each.start < end and start < each.end)
    said = _CLAUSE.match(sentence.text[end:]) and _SAID.search(sentence.text[:start])
    talked = _TALKED.match(sentence.text[end:])
    return bool(row) and not (said or talked) and attribution(sentence.text, row, cast) is not None
