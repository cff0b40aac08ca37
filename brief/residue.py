"""Which blocks of a scraped text are web residue around the article, each with its reason.

The rules know labels and notices of English-language sites in general. A label must be the whole line, an
opening counts only on a line that does not end as a sentence does, and what fits no rule is kept. Position
decides where words cannot: a name above the article is a byline, short lines below it are navigation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from brief.formats import HEADER_BLOCKS
from brief.lexicon import table
from brief.records import Residue
from brief.sentences import Span, ends_sentence, is_prose, split, trim

TITLE_WORDS = 30  # of the longest headline
LINK_WORDS, NAVIGATION_WORDS = (
    25,
    4,
)  # of the longest line that is a link below a label; of navigation or a name
NAME_WORDS = 2  # of the longest line that could be nothing but a name
CAPITALS_WORDS = 7  # of the shortest line in capitals that is a link and no heading
QUOTE_WORDS, SPEAKER_WORDS = 8, 9  # fewest that a pull quote has of a paragraph; most of the name below it
RULE_CHARS = 600  # longest line, in characters, that may be called residue for its words
TAIL_RESIDUE = 2  # lines of residue below the article that make a navigation block

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = table("residue.en")


def _compiled(name: str, before: str = "", after: str = "") -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One pattern for a table of rules, its groups in the order of their reasons."""
    rules = "|".join(f"({'|'.join(patterns)})" for patterns in _WORDS[name].values())
    return re.compile(f"{before}(?:{rules}){after}", re.IGNORECASE), tuple(_WORDS[name])


_LABELS = _compiled("labels", r"[\s•»>|*#-]*", r"[\s:.…!»>|-]*")
_OPENINGS = _compiled("openings")
_NOTICES = _compiled("notices")
_SHARE_WORD = re.compile(_WORDS["share"])
_SHARE_ROW_WORD = re.compile(f"{_WORDS['share']}|{_WORDS['beside_share']}")
_TOGGLE = re.compile(rf"\b{_WORDS['toggle']}\b")
_BOX = re.compile(_WORDS["box"])
_DATELINE = re.compile(_WORDS["dateline"])
_GALLERY = re.compile(r".*\bhide caption \d+ of \d+", re.IGNORECASE)

_NAME = r"[A-Z\u00c0-\u00de][\w.'-]*+"
_NAMES = re.compile(
    rf"{_NAME}(?: {_NAME}){{0,3}}(?:(?:, | and |, and | / | \| ){_NAME}(?: {_NAME}){{0,3}}+){{0,4}}"
)
_TWO_AUTHORS = re.compile(rf"{_NAME}(?: {_NAME}){{1,2}} and {_NAME}(?: {_NAME}){{1,2}}")
_REPORTS = r"(?:'s)?\s+(?:reports?|reported|has (?:learned|reported)|writes|understands)\b"
_PLAIN = str.maketrans({"\u2018": "'", "\u2019": "'", "\u2013": "—", "\u203a": ">"})


@dataclass(frozen=True)
class Sifted:
    """Blocks of a text that are kept, the `title` first, its residue, and the outlet if it is confirmed."""

    kept: tuple[Span, ...]
    residue: tuple[Residue, ...]
    title: Span | None
    outlet: str | None


def sift(text: str, blocks: tuple[Span, ...], title: Span | None = None) -> Sifted:
    """Tell the article's blocks from the residue around them; `title` is the headline's block if known."""
    blocks, toggles = _opened(text, blocks)
    lines = [_plain(text[start:end]) for start, end in blocks]
    reasons = [_reason(line) for line in lines]
    article = [at for at, line in enumerate(lines) if reasons[at] is None and is_prose(line)]
    header = range(min(article[0] if article else 0, HEADER_BLOCKS))
    headline = blocks.index(title) if title else _headline(lines, reasons, header)
    _mark_bylines(lines, reasons, header, headline)
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
    words = re.findall(r"[^\W\d_]+", line.lower().replace("e-mail", "email"))
    if any(map(_SHARE_WORD.fullmatch, words)) and all(map(_SHARE_ROW_WORD.fullmatch, words)):
        return "share buttons"
    for rule, reasons in (_LABELS, _NOTICES) if ends_sentence(line) else (_LABELS, _NOTICES, _OPENINGS):
        if (found := rule.fullmatch(line)) and found.lastindex:
            return reasons[found.lastindex - 1]
    return None


def _headline(lines: list[str], reasons: list[str | None], header: range) -> int | None:
    """Where the headline stands: the first line above the article that reads as one."""
    open_lines = [at for at in header if reasons[at] is None]
    titles = [at for at in open_lines if _is_title(lines[at])]
    if not titles:
        return None
    first, line = titles[0], lines[titles[0]]
    is_name = _TWO_AUTHORS.fullmatch(line) or len(line.split()) <= NAME_WORDS
    if is_name and lines.count(line) == 1:
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


def _mark_repeats(lines: list[str], reasons: list[str | None], headline: int | None) -> None:
    title = None if headline is None else lines[headline].casefold()
    for at, line in enumerate(lines):
        if line.casefold() == title:
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
        if reasons[at] is None and beside and line.endswith("?") and len(words) > NAME_WORDS:
            reasons[at] = "advertisement" if all(word[0].isupper() for word in words) else None


def _mark_within(lines: list[str], reasons: list[str | None], article: range) -> None:
    """Links in capitals between the paragraphs, and sentences set apart that a paragraph has as well."""
    apart: dict[int, list[str]] = {}
    paragraphs: list[list[str]] = []
    for at in (at for at in article if reasons[at] is None):
        line, words = lines[at], re.findall(r"\w+", lines[at].casefold())
        if line.isupper() and len(line.split()) >= CAPITALS_WORDS and not line.endswith((".", '"', "\u201d")):
            reasons[at] = "link to another article"
        elif ends_sentence(line):
            paragraphs.append(words)
        elif len(line) <= RULE_CHARS:
            apart[at] = words
    wanted = {run for words in apart.values() for run in _runs(words)}
    found = {run for words in (paragraphs if wanted else ()) for run in _runs(words) if run in wanted}
    for at, words in apart.items():
        # The words are those of paragraphs, but for a name below them, or a name put in for "it".
        ends = ((first, max(len(words) - SPEAKER_WORDS, first + QUOTE_WORDS)) for first in range(3))
        if any(end < len(words) and found.issuperset(_runs(words[first:end])) for first, end in ends):
            reasons[at] = "pull quote"


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield each `QUOTE_WORDS` words that follow one another."""
    return zip(*(islice(words, first, None) for first in range(QUOTE_WORDS)), strict=False)


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
    told = (name for name in names if re.search(rf"\b{re.escape(name)}(?:{_REPORTS}|\)\s+[—-])", plain))
    return next(told, None)
