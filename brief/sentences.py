"""Where blocks and sentences of a text begin and end, as character offsets into that text.

A block is a paragraph, a heading or a lone line; a sentence never leaves its block. Boundaries are those of
`sentencex`, corrected where it is wrong on news prose: titles before names, clock times, the attribution of
a quoted question, and stray quotation marks. A quotation stays with the sentence that holds it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import sentencex  # type: ignore[import-untyped]

from brief.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]  # start and end in characters, the end not included

WRAP_MAX = 100  # longest line, in characters, of a text that is held for hard-wrapped
WRAP_MIN = 40  # shortest line, in characters, that counts as cut by a wrap
WRAP_SLACK = 8  # characters by which a full line may fall short of the wrap
PROSE_WORDS = 8  # fewest words of a line that is prose by its look
PIECE = 10_000  # characters that are cut into sentences at once
TAIL = 80  # characters before a boundary that decide on it

_NEWLINE = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_OWN_LINE = re.compile(
    r"#{1,6}\s|[-*+•]\s|>|\d{1,3}[.)]\s|\|"
    r"|(?:title|date|published|source|outlet|publisher|url|link|author) ?: "
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”\u2019»)\]]*$")

_WORDS = table("sentences")
_TITLE = re.compile(rf"\b(?:{_WORDS['titles']})\.$")
_NUMBERED = re.compile(rf"\b(?:{_WORDS['numbered']})\.$", re.IGNORECASE)

_ENUMERATOR = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[ivx]+)[.)\]]+")

_SAID = f"(?:{_WORDS['said']})"
_ATTRIBUTION = re.compile(
    rf"(?:(?:[^\W\d_][\w.'\u2019-]*+\s++){{1,6}}{_SAID}|{_SAID}\s+[^\W\d_][\w.'\u2019-]*)"
    rf"(?=[.,;:]|\s+(?:{_WORDS['after_said']})\b|$)"
)

_STRAY_CLOSING = re.compile(r"[\"'”\u2019»)\]]+(?=\s|$)")
_JOINTS = (
    (re.compile(r"[\"'”\u2019»]$"), re.compile(r"[—\u2013-]+\s*[^\W\d_]")),  # a quotation and its signature
    (re.compile(r"[!?…][\"'”\u2019»]+$"), _ATTRIBUTION),
    (re.compile(r"\b\d{1,2}\.$"), re.compile(rf"(?:{_WORDS['german_months']})\b")),
    (re.compile(r"\b[ap]\.m\.$", re.IGNORECASE), re.compile(rf"(?:{_WORDS['after_clock']})\b")),
)
"""What ends and begins the pieces of one sentence."""


def blocks(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Blocks of `text[start:end]`, trimmed, in order: its lines, those of a hard-wrapped paragraph as one."""
    found = _LINE.finditer(text, start, len(text) if end is None else end)
    lines = [line for line in (trim(text, *match.span()) for match in found) if line[0] < line[1]]
    width = _wrap_width(text, lines)
    joined = lines[:1]
    for line, following in pairwise(lines):
        if _continues(text, line, following, width):
            joined[-1] = (joined[-1][0], following[1])
        else:
            joined.append(following)
    return tuple(joined)


def split(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Sentences of the one block `text[start:end]`, in order: all of it but the white space between them."""
    start, end = trim(text, start, len(text) if end is None else end)
    if start == end:
        return ()
    flat = re.sub(r"\s", " ", text[start:end])
    spans: list[Span] = []
    begin = 0
    # A closing quotation mark may be left to the next sentence.
    moved = ((_STRAY_CLOSING.match(flat, cut), cut) for cut in _cuts(flat))
    cuts = [stray.end() if stray else cut for stray, cut in moved]
    for cut, following in pairwise([*cuts, len(flat)]):
        if not _joined(flat[max(begin, cut - TAIL) : cut].strip(), flat[cut:following].strip()):
            spans.append((begin, cut))
            begin = cut
    spans.append((begin, len(flat)))
    return tuple(trim(text, start + a, start + b) for a, b in spans)


def _cuts(flat: str) -> Iterator[int]:
    """Yield where `sentencex` has a sentence begin, the first aside.

    It takes the square of the time for a long text without spaces, so that is shown piece by piece, each from
    a boundary on; only cuts that are far from the end of a piece count.
    """
    begin, size = 0, PIECE
    while True:
        piece = flat[begin : begin + size]
        found = [at["start_index"] for at in sentencex.get_sentence_boundaries("en", piece)][1:]
        if begin + size >= len(flat):
            yield from (begin + cut for cut in found)
            return
        sure = [cut for cut in found if cut <= size // 2]
        yield from (begin + cut for cut in sure)
        begin, size = (begin + sure[-1], PIECE) if sure else (begin, 2 * size)


def trim(text: str, start: int, end: int) -> Span:
    """The span without the white space at its ends; empty if there is nothing else."""
    inside = text[start:end]
    stripped = inside.strip()
    left = start + len(inside) - len(inside.lstrip()) if stripped else start
    return left, left + len(stripped)


def ends_sentence(line: str) -> bool:
    """Whether the line closes with a full stop, question or exclamation mark, or ellipsis."""
    return _SENTENCE_END.search(line) is not None


def is_prose(line: str) -> bool:
    """Whether the line reads as a paragraph of an article; one that ends in a question may be a headline."""
    return ends_sentence(line) and not line.endswith(("?", "!")) and len(line.split()) >= PROSE_WORDS


def _wrap_width(text: str, lines: list[Span]) -> int:
    """Longest line of a hard-wrapped text, in characters; 0 for a text that is not hard-wrapped."""
    longest = max((end - start for start, end in lines if " " in text[start:end]), default=0)
    pairs = (pair for pair in pairwise(lines) if _adjacent(text, *pair))
    long = [following for line, following in pairs if line[1] - line[0] >= WRAP_MIN]
    continued = sum(text[start].islower() for start, _ in long)
    return longest if longest <= WRAP_MAX and 2 * continued >= max(len(long), 1) else 0


def _continues(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the line end between two lines is only a wrap."""
    head, tail = text[slice(*line)], text[slice(*following)]
    if head.startswith("#") or _OWN_LINE.match(tail) or not _adjacent(text, line, following):
        return False
    full = len(head) + 1 + len(tail.split(maxsplit=1)[0]) > width - WRAP_SLACK
    cut_short = len(head) >= WRAP_MIN and tail[0].islower() and not ends_sentence(head)
    return cut_short or (width > 0 and full)


def _adjacent(text: str, line: Span, following: Span) -> bool:
    return len(_NEWLINE.findall(text, line[1], following[0])) == 1


def _joined(left: str, right: str) -> bool:
    """Whether the boundary between two pieces is none."""
    if not any(map(str.isalnum, left)) or not any(map(str.isalnum, right)) or right[0].islower():
        return True
    if _TITLE.search(left) or _ENUMERATOR.fullmatch(left) or (_NUMBERED.search(left) and right[0].isdigit()):
        return True
    return any(before.search(left) and after.match(right) for before, after in _JOINTS)
