"""Which blocks of a scraped text are web residue around the article, each with its reason.

The rules know labels and notices of English-language sites in general, none of a particular site.
They are conservative: a label must be the whole line, an opening counts only on a line that does not
end as a sentence does, and what fits no rule is kept. Position decides where words cannot: a name
above the article is a byline, short lines among the residue below it are navigation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from brief.records import Residue
from brief.residue_rules import BESIDE_SHARE, BOX, DATELINE, LABELS, NOTICES, OPENINGS, SHARE, TOGGLE
from brief.sentences import Span, ends_sentence, is_prose, split, trim

HEADER_BLOCKS = 10
"""Blocks above which the article must have begun."""
TITLE_WORDS = 30
"""Longest headline."""
LINK_WORDS = 25
"""Longest line below a link label that is held for a link."""
NAVIGATION_WORDS = 4
"""Longest line that is held for navigation, or for a name."""
RULE_CHARS = 600
"""Longest line, in characters, that a rule may call residue."""
CAPITALS_WORDS = 7
"""Shortest line in capitals that is held for a link, not for a heading within the article."""
QUOTE_WORDS = 8
"""Fewest words that a pull quote has in common with the paragraph it is taken from."""
SPEAKER_WORDS = 9
"""Longest name and role below a pull quote."""
TAIL_RESIDUE = 2
"""Lines of residue below the article that make a navigation block."""

_Rules = tuple[tuple[str, re.Pattern[str]], ...]


def _compiled(table: dict[str, tuple[str, ...]], before: str = "", after: str = "") -> _Rules:
    return tuple(
        (reason, re.compile(f"{before}(?:{'|'.join(patterns)}){after}", re.IGNORECASE))
        for reason, patterns in table.items()
    )


_LABEL_RULES = _compiled(LABELS, r"[\s•»>|*#-]*", r"[\s:.…!»>|-]*")
_OPENING_RULES = _compiled(OPENINGS)
_NOTICE_RULES = _compiled(NOTICES)
_SHARE_WORD = re.compile(SHARE)
_SHARE_ROW_WORD = re.compile(f"{SHARE}|{BESIDE_SHARE}")
_TOGGLE = re.compile(rf"\b{TOGGLE}\b")
_BOX = re.compile(BOX)
_DATELINE = re.compile(DATELINE)
_GALLERY = re.compile(r".*\bhide caption \d+ of \d+", re.IGNORECASE)

_NAME = r"[A-Z\u00c0-\u00de][\w.'-]*"
_NAMES = re.compile(
    rf"{_NAME}(?: {_NAME}){{0,3}}(?:(?:, | and |, and | / | \| ){_NAME}(?: {_NAME}){{0,3}}){{0,4}}"
)
_TWO_AUTHORS = re.compile(rf"{_NAME}(?: {_NAME}){{1,2}} and {_NAME}(?: {_NAME}){{1,2}}")
_REPORTS = r"(?:'s)?\s+(?:reports?|reported|has (?:learned|reported)|writes|understands)\b"
_PLAIN = str.maketrans({"\u2018": "'", "\u2019": "'", "\u2013": "—", "\u203a": ">"})
_SHORT_NAME = 2


@dataclass(frozen=True)
class Sifted:
    """Blocks of a text apart: what is kept of the article, and what is residue.

    `title` is the headline's block, always the first of those kept. `outlet` is a line above the article that
    the article's own words confirm as the outlet.
    """

    kept: tuple[Span, ...]
    residue: tuple[Residue, ...]
    title: Span | None
    outlet: str | None


def sift(text: str, blocks: tuple[Span, ...], title: Span | None = None) -> Sifted:
    """Tell the article's blocks from the residue around them.

    `title` is the headline's block where that is known. Every block is either kept or residue, but for one
    with a box in it: that is kept without the words that open and close the box.
    """
    blocks, toggles = _opened(text, blocks)
    lines = [_plain(text[start:end]) for start, end in blocks]
    reasons = [_reason(line) for line in lines]
    article = [at for at, line in enumerate(lines) if reasons[at] is None and is_prose(line)]
    header = range(min(article[0] if article else 0, HEADER_BLOCKS))
    headline = blocks.index(title) if title else _headline(lines, reasons, header)
    _mark_bylines(lines, reasons, header, headline)
    if headline is not None:
        _mark_repeats(lines, reasons, headline)
    _mark_above_dateline(lines, reasons, header)
    _mark_beside(lines, reasons)
    if article:
        _mark_within(lines, reasons, range(article[0], len(lines)))
        _mark_tail(lines, reasons, range(article[-1] + 1, len(lines)))
    if None in reasons[:headline]:
        headline = None
    return Sifted(
        kept=tuple(block for block, reason in zip(blocks, reasons, strict=True) if reason is None),
        residue=tuple(
            Residue(start=start, end=end, text=text[start:end], reason=reason)
            for (start, end), reason in sorted((*zip(blocks, reasons, strict=True), *toggles))
            if reason is not None
        ),
        title=None if headline is None else blocks[headline],
        outlet=_outlet(text, [lines[at] for at in header if reasons[at] == "byline"]),
    )


def _opened(text: str, blocks: tuple[Span, ...]) -> tuple[tuple[Span, ...], list[tuple[Span, str]]]:
    """The blocks, those with boxes in pieces, and the words between the pieces with their reason."""
    pieces: list[Span] = []
    toggles: list[tuple[Span, str]] = []
    for start, end in blocks:
        marks = list(_TOGGLE.finditer(text, start, end))
        if marks and (box := _BOX.match(text, start, end)):
            marks.insert(0, box)
        at = start
        for mark in marks:
            pieces.append(trim(text, at, mark.start()))
            toggles.append((trim(text, *mark.span()), "navigation"))
            at = mark.end()
        pieces.append(trim(text, at, end))
    return tuple(piece for piece in pieces if piece[0] < piece[1]), toggles


def _plain(line: str) -> str:
    """The line with its spaces single, its apostrophes straight and its dashes long."""
    return " ".join(line.translate(_PLAIN).split())


def _reason(line: str) -> str | None:
    """Why the line is residue wherever it stands; None where no rule says so."""
    if not any(map(str.isalnum, line)):
        return "mark without words"
    if _GALLERY.fullmatch(line):
        return "photo credit or caption"
    if len(line) > RULE_CHARS:
        return None
    if _is_share_row(line):
        return "share buttons"
    rules = (*_LABEL_RULES, *_NOTICE_RULES, *(() if ends_sentence(line) else _OPENING_RULES))
    return next((reason for reason, rule in rules if rule.fullmatch(line)), None)


def _is_share_row(line: str) -> bool:
    words = re.findall(r"[^\W\d_]+", line.lower().replace("e-mail", "email"))
    return any(map(_SHARE_WORD.fullmatch, words)) and all(map(_SHARE_ROW_WORD.fullmatch, words))


def _headline(lines: list[str], reasons: list[str | None], header: range) -> int | None:
    """Where the headline stands: the first line above the article that reads as one."""
    open_lines = [at for at in header if reasons[at] is None]
    titles = [at for at in open_lines if _is_title(lines[at])]
    names = [
        at for at in titles if _TWO_AUTHORS.fullmatch(lines[at]) or len(lines[at].split()) <= _SHORT_NAME
    ]
    if not titles:
        return None
    first = titles[0]
    if lines.count(lines[first]) == 1 and first in names:
        return next((at for at in titles if not _NAMES.fullmatch(lines[at])), None)
    return first if first == open_lines[0] else None


def _is_title(line: str) -> bool:
    closed = line.endswith((".", ":", ",", ";")) and not re.search(r"\b(?:[A-Z]\.){2,}$", line)
    return not closed and len(line.split()) <= TITLE_WORDS and len(split(line)) == 1


def _mark_bylines(lines: list[str], reasons: list[str | None], header: range, headline: int | None) -> None:
    """Names alone above the article are who wrote it, or where it appeared."""
    for at in header:
        alone = len(lines[at].split()) <= NAVIGATION_WORDS or _TWO_AUTHORS.fullmatch(lines[at])
        if reasons[at] is None and at != headline and alone and _NAMES.fullmatch(lines[at]):
            reasons[at] = "byline"


def _mark_repeats(lines: list[str], reasons: list[str | None], headline: int) -> None:
    repeats = [at for at, line in enumerate(lines) if line.casefold() == lines[headline].casefold()]
    for at in repeats:
        reasons[at] = None if at == headline else "repeated headline"


def _mark_above_dateline(lines: list[str], reasons: list[str | None], header: range) -> None:
    """A caption with the headline on one line may stand above the place where an agency's report begins."""
    begins = header.stop < len(lines) and _DATELINE.match(lines[header.stop])
    for at in header if begins else ():
        if reasons[at] is None and len(split(lines[at])) > 1 and not ends_sentence(lines[at]):
            reasons[at] = "photo credit or caption"


def _mark_beside(lines: list[str], reasons: list[str | None]) -> None:
    """A question with capitals throughout, beside an advertisement, is part of it."""
    for at, line in enumerate(lines):
        beside = "advertisement" in (*reasons[max(at - 1, 0) : at], *reasons[at + 1 : at + 2])
        words = re.findall(r"[A-Za-z]{4,}", line)
        if reasons[at] is None and beside and line.endswith("?") and len(words) > _SHORT_NAME:
            reasons[at] = "advertisement" if all(word[0].isupper() for word in words) else None


def _mark_within(lines: list[str], reasons: list[str | None], article: range) -> None:
    """Links in capitals between the paragraphs, and sentences set apart that a paragraph has as well."""
    words = [re.findall(r"\w+", line.casefold()) for line in lines]
    running = {at: f" {' '.join(words[at])} " for at in article if reasons[at] is None}
    for at in running:
        line = lines[at]
        if line.isupper() and len(line.split()) >= CAPITALS_WORDS and not line.endswith((".", '"', "\u201d")):
            reasons[at] = "link to another article"
        elif not ends_sentence(line) and len(words[at]) > QUOTE_WORDS:
            others = [running[there] for there in running if there != at and ends_sentence(lines[there])]
            if any(_is_pulled(words[at], other) for other in others):
                reasons[at] = "pull quote"


def _is_pulled(words: list[str], paragraph: str) -> bool:
    """Whether the words are some of the paragraph's, with a name below them, or a name put in for "it"."""
    return any(
        f" {' '.join(words[first:last])} " in paragraph
        for first in range(3)
        for last in range(max(len(words) - SPEAKER_WORDS, first + QUOTE_WORDS), len(words))
    )


def _mark_tail(lines: list[str], reasons: list[str | None], tail: range) -> None:
    """Short lines among the residue below the article are navigation; those below a link label, links."""
    if sum(reasons[at] is not None for at in tail) < TAIL_RESIDUE:
        return
    linked = False
    for at in tail:
        words = 0 if ends_sentence(lines[at]) else len(lines[at].split())
        if reasons[at] is not None:
            linked = linked or reasons[at] == "link to another article"
        elif linked and 0 < words <= LINK_WORDS:
            reasons[at] = "link to another article"
        elif 0 < words <= NAVIGATION_WORDS:
            reasons[at] = "navigation"


def _outlet(text: str, bylines: list[str]) -> str | None:
    """The line above the article of which the text itself says that it reports."""
    plain = _plain(text)
    names = (re.sub(r"^by\s+", "", line, flags=re.IGNORECASE) for line in bylines)
    confirmed = (name for name in names if re.search(rf"\b{re.escape(name)}(?:{_REPORTS}|\)\s+[—-])", plain))
    return next(confirmed, None)
