"""False claims by what and when: other words, numbers, days or sentences than the article gives.

Each function gives claims that are false of a document if the claim it is given is true; which of the
ways to be false it is, its docstring says. Where the article leaves a doubt there is no claim.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.actors import names
from brief.records import Meeting, Threat
from brief.truths import actors_of, content, evidence_of, evidence_text, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from brief.truths import AnyClaim, Truths

_FIGURE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)")
_WORD_NUMBERS: Mapping[str, str] = {
    "one": "four", "two": "six", "three": "seven", "four": "nine", "five": "eight", "six": "two",
    "seven": "three", "eight": "five", "nine": "twelve", "ten": "thirty", "twelve": "forty",
}  # fmt: skip
_WORD_NUMBER = re.compile(rf"(?i)\b(?:{'|'.join(_WORD_NUMBERS)})\b(?=[\s-])(?!\s+of\b)")
_AT_LEAST = re.compile(r"(?i)\b(?:over|more than|at least|no fewer than)\s+\W?$")
_AT_MOST = re.compile(r"(?i)\b(?:up to|less than|fewer than|under|nearly|almost|as many as)\s+\W?$")
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_YEAR = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAY = re.compile(rf"\b(?:{'|'.join(_WEEK)})\b")
_MONTH = re.compile(rf"\b(?:{'|'.join(_YEAR)})\b")
_TIMES = (
    (r"\bearlier today\b", "tomorrow"),
    (r"\btoday\b", "yesterday"),
    (r"\byesterday\b", "last month"),
    (r"\btomorrow\b", "last month"),
    (r"\b(?:last|past) (?=week|month|year)", "next "),
    (r"\bthis (?=week|month|year)", "last "),
    (r"\bnext (?=week|month|year)", "last "),
    (r"\bcoming (?=week|month|year)", "past "),
    (r"\bspring\b", "autumn"),
    (r"\bmid[- ](?=[A-Z])", "late "),
    (r"\bimmediately\b", "next year"),
    (r"\bas soon as\b", "a week before"),
)
_AUXILIARY = re.compile(r"\b(?:will|would|may|might|can|could|is|are|was|were|must|should)\b")
_NEGATION = re.compile(r"(?i)\b(?:not|never|no)\s+|\b(?:can|won)['’]t\b|(?<=[a-z])n['’]t\b")
_AFFIRMATIVE: Mapping[str, str] = {"can't": "can", "won't": "will"}
_DENIED = re.compile(r"(?i)\b(?:not|no|never|without|neither|nor|cannot)\b|n['’]t\b")
_STRONGER = (
    (r"\bconcerns?\b", "threat of war"),
    (r"\b(?:may|might|could)\b", "will"),
    (r"\b(?:talks|discussions|negotiations|dialogue)\b", "peace treaty"),
    (r"\bconsider(?:s|ed|ing)?\b", "decided on"),
    (r"\bsanctions\b(?! relief)", "air strikes"),
    (r"\btariffs\b", "blockade"),
    (r"\bpressure\b", "bombardment"),
    (r"\bmilitary action\b", "nuclear war"),
    (r"\brevenge\b", "nuclear strikes"),
    (r"\bpunishment\b", "annihilation"),
    (r"\battack(?= (?:by|on|against)\b|[,;.]|$)", "nuclear attack"),
    (r"\brespond\b", "invade"),
    (r"\brocket fire\b", "nuclear missiles"),
    (r"\bsuspend(?=s?\b)", "abandon for ever"),
    (r"\bsuspended\b", "abandoned for ever"),
    (r"\bpartial\b", "complete"),
    (r"\bsome\b(?! \d)", "all"),
    (r"\b(?:possible|potential)\b", "certain"),
    (r"\b(?:interim|temporary|draft)\b", "permanent"),
    (r"\b(?:truce|cease-?fire|cessation of hostilities)\b", "surrender"),
    (r"\bcrisis\b", "world war"),
    (r"\bwilling to discuss\b", "decided on"),
    (r"\b(?:urged|asked|encouraged)\b", "forced"),
    (r"\bwarning\b", "declaration of war"),
)
_CLAUSE = 4


def number(claim: AnyClaim, _: Truths) -> Iterator[AnyClaim]:
    """A number is another one of the cited sentences, or one with another first digit."""
    field, text = text_of(claim)
    here = _FIGURE.findall(evidence_text(claim))
    others = [value for value in dict.fromkeys(here) if value not in _FIGURE.findall(text)]
    for match in _FIGURE.finditer(text):
        bounded = _AT_LEAST.search(text[: match.start()])
        if _AT_MOST.search(text[: match.start()]) or (bounded and match[0].startswith("9")):
            continue
        if others and not bounded:
            yield _put(claim, field, match.span(), others[0])
        yield _put(claim, field, match.span(), str(int(match[0][0]) % 9 + 1) + match[0][1:])
    for match in _WORD_NUMBER.finditer(text):
        yield _put(claim, field, match.span(), _WORD_NUMBERS[match[0].lower()])


def time(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """It is said of another day, month or year; a meeting of no known day is given one that is not named."""
    if isinstance(claim, Meeting) and not claim.date:
        unknown = [day for day in _WEEK if day not in truths.text]
        yield from (_with(claim, "date", day) for day in unknown[:1])
    fields = [text_of(claim)] + ([("date", claim.date)] if isinstance(claim, Meeting) and claim.date else [])
    for field, text in reversed(fields):
        for match in _DAY.finditer(text):
            for day in _other_days(match[0], claim, truths):
                yield _put(claim, field, match.span(), day)
        for match in _MONTH.finditer(text):
            yield _put(claim, field, match.span(), _YEAR[(_YEAR.index(match[0]) + 3) % 12])
        for pattern, other in _TIMES:
            for match in re.finditer(pattern, text):
                yield _put(claim, field, match.span(), other)
    if isinstance(claim, Meeting) and claim.date:
        for match in _FIGURE.finditer(claim.date):
            yield _put(claim, "date", match.span(), match[0][:-1] + str((int(match[0][-1]) + 3) % 10))


def negated(claim: AnyClaim, _: Truths) -> Iterator[AnyClaim]:
    """What is agreed or threatened is denied. Of what was refused a denial would be no contradiction."""
    field, text = text_of(claim)
    if isinstance(claim, Meeting) or _refusal(claim) or _DENIED.search(text):
        return
    if match := _AUXILIARY.search(text):
        yield _put(claim, field, match.span(), f"{match[0]} not")
        return
    first = re.escape(re.split(r"\W+", text.strip('“"'), maxsplit=1)[0])
    verb = rf"(?i)\b(?:to|will|would|must|shall)\s+{first}\b"
    word = "not" if first.endswith("ing") or re.search(verb, evidence_text(claim)) else "no"
    yield _with(claim, field, f"{word} {text}")


def affirmed(claim: AnyClaim, _: Truths) -> Iterator[AnyClaim]:
    """A "not" is left out. Of what was refused that would be no contradiction."""
    field, text = text_of(claim)
    if not _refusal(claim):
        for match in _NEGATION.finditer(text):
            yield _put(claim, field, match.span(), _AFFIRMATIVE.get(match[0].lower().replace("’", "'"), ""))


def escalated(claim: AnyClaim, _: Truths) -> Iterator[AnyClaim]:
    """A word is replaced by one that says much more. After a "no" it would say less."""
    field, text = text_of(claim)
    for pattern, stronger in () if _refusal(claim) else _STRONGER:
        match = re.search(pattern, text)
        if match and not _DENIED.search(text[: match.start()]):
            yield _put(claim, field, match.span(), stronger)


def stitched(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """Half of what it says is that of another claim, which stands in other sentences."""
    field, text = text_of(claim)
    words = text.split()
    tails = (text_of(other)[1].split() for other in truths.apart_from(claim))
    halves = [" ".join(tail[len(tail) // 2 :]) for tail in tails if len(tail) >= _CLAUSE]
    for half in _nearest(halves, claim) if len(words) >= _CLAUSE else ():
        yield _with(claim, field, " ".join([*words[: (len(words) + 1) // 2], half]))


def borrowed(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """What it says is what another claim says, which stands in other sentences."""
    field, text = text_of(claim)
    theirs = [text_of(other)[1] for other in truths.apart_from(claim)]
    for other in _nearest(theirs, claim) if text else ():
        yield _with(claim, field, other)


def moved(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """It cites a sentence beside its own, which does not carry it nor any claim of its kind."""
    taken = {item.sentence for each in truths.claims if type(each) is type(claim) for item in each.evidence}
    lines = {item.sentence + step for item in claim.evidence for step in (1, -1)}
    for line in sorted(lines - taken):
        if 1 <= line <= len(truths.document.sentences):
            item = evidence_of(truths.document, line)
            if not _may_carry(claim, item.quote):
                yield claim.model_copy(update={"evidence": (item,)})


def _may_carry(claim: AnyClaim, sentence: str) -> bool:
    if isinstance(claim, Meeting):
        return sum(names(name, sentence) for name in dict.fromkeys(actors_of(claim))) > 1
    words = content(text_of(claim)[1])
    return len(words & content(sentence)) * 2 >= len(words)


def _nearest(texts: list[str], claim: AnyClaim) -> list[str]:
    """Texts of which neither the claim nor its sentences say two thirds, most of their words known first."""
    known = content(f"{text_of(claim)[1]} {evidence_text(claim)}")
    shares = [(len(content(text) & known) / max(len(content(text)), 1), text) for text in texts]
    return [text for share, text in sorted(shares, key=lambda pair: -pair[0]) if text and share * 3 < 2]  # noqa: PLR2004


def _refusal(claim: AnyClaim) -> bool:
    return not isinstance(claim, Threat) and claim.status in ("refused", "withdrawn", "cancelled")


def _other_days(day: str, claim: AnyClaim, truths: Truths) -> tuple[str, ...]:
    """Another day that the document names, if it does, and the day but one after; no day of a like claim."""
    named = sorted((truths.text.find(other), other) for other in _WEEK if other != day)
    near = [other for at, other in named if at >= 0][:1]
    like = [one for one in truths.claims if one != claim and set(actors_of(one)) & set(actors_of(claim))]
    taken = " ".join(f"{text_of(one)[1]} {one.date if isinstance(one, Meeting) else ''}" for one in like)
    days = dict.fromkeys([*near, _WEEK[(_WEEK.index(day) + 2) % 7]])
    return tuple(other for other in days if other not in taken)


def _put(claim: AnyClaim, field: str, span: tuple[int, int], new: str) -> AnyClaim:
    text = str(getattr(claim, field))
    return _with(claim, field, " ".join((text[: span[0]] + new + text[span[1] :]).split()))


def _with(claim: AnyClaim, field: str, value: str) -> AnyClaim:
    return claim.model_copy(update={field: value})
