"""PDF files: the text of each page, its lines joined to paragraphs, running heads set apart."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from brief.formats import Content, Refused, titled
from brief.header import header_read
from brief.records import Residue
from brief.sentences import Span, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfDocument

MAX_PAGES = 300  # pages of the longest file
MAX_CHARS = 5_000_000  # characters of the longest file
EDGE_LINES = 2  # lines at the top and at the bottom of a page among which running heads stand
EDGE_PAGES = 3  # fewest pages on which a running head is told by its repetition
SHORT = 0.6  # share of the full width below which a line ends its paragraph
NEARLY_FULL = 0.85  # share of the full width below which a line that ends a sentence ends its paragraph
GAP = 1.5  # line distances that make a gap between paragraphs

_PAGE_NUMBER = re.compile(
    r"(?:page )?[\[(|\u2013—-]? ?\d{1,4} ?(?:(?:of|/) ?\d{1,4})?[\])|\u2013—-]?", re.IGNORECASE
)
_BULLET = re.compile(r"[•‣▪◦●■*\u2013-] ")
_HYPHENATED = re.compile(r"[^\W\d_][-\u00ad\u2010]$")
_HYPHENS = "-\u00ad\u2010"
_BROKEN = re.compile(r"\ufffe\s*(?=[^\W\d_A-Z])")  # PDFium's own mark for a hyphen at a line's end


@dataclass(frozen=True)
class _Line:
    """A line of a page; `top` is its distance from the bottom of the page in points."""

    page: int
    words: str
    top: float
    apart: str = ""


def read_pdf(data: bytes) -> Content | Refused:
    """Text of a PDF file with the beginning of each page. A scan without text is refused."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > MAX_PAGES:
                return Refused(f"too long: {len(document):,} pages, the limit is {MAX_PAGES:,}")
            pages = [list(_lines(document, number)) for number in range(len(document))]
            name = document.get_metadata_value("Title")
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            return Refused("encrypted; save it without a password")
        return Refused(f"damaged PDF ({error})")
    if not any(pages):
        return Refused(f"no text on any page ({len(pages)}); if it is a scan, have its text recognised first")
    if sum(len(line.words) for page in pages for line in page) > MAX_CHARS:
        return Refused(f"too long; the limit is {MAX_CHARS:,} characters")
    content = header_read(_content(_edges_told(pages), len(pages)))
    named = titled(content, name, "file properties")
    # The file's own name for itself is often that of another file: only words on the page are a title.
    return named if named.text == content.text else content


def _lines(document: PdfDocument, number: int) -> Iterator[_Line]:
    page = document[number]
    text = page.get_textpage()
    try:
        start = 0
        for line in text.get_text_range(errors="replace").splitlines(keepends=True):
            whole = _BROKEN.sub("", line.replace("\0", "")).replace("\ufffe", "-")
            if words := " ".join(whole.split()):
                at = start + len(line) - len(line.lstrip())
                top = text.get_charbox(at, loose=True)[3] if at < text.count_chars() else 0.0
                yield _Line(number, words, float(top))
            start += len(line)
    finally:
        text.close()
        page.close()


def _edges_told(pages: Sequence[Sequence[_Line]]) -> list[_Line]:
    """Every line, those at the edges of pages that repeat or number them marked as set apart."""
    count = Counter(key for page in pages for key in {_folded(page[at].words) for at in _edge(page)})
    told: list[_Line] = []
    for page in pages:
        edge = _edge(page)
        for at, line in enumerate(page):
            numbered = at in edge and _PAGE_NUMBER.fullmatch(line.words)
            repeated = at in edge and count[_folded(line.words)] >= EDGE_PAGES
            reason = "page number" if numbered else "running head" if repeated else ""
            told.append(replace(line, apart=reason))
    return told


def _edge(page: Sequence[_Line]) -> set[int]:
    return {*range(len(page))[:EDGE_LINES], *range(len(page))[-EDGE_LINES:]}


def _folded(words: str) -> str:
    return re.sub(r"\d+", "0", words.casefold())


def _content(lines: Sequence[_Line], count: int) -> Content:
    """The lines as text: paragraphs that may run over the end of a page, then what is set apart."""
    pieces: list[str] = []
    blocks: list[Span] = []
    apart: list[Residue] = []
    starts: dict[int, int] = {}
    end = 0
    for paragraph in _paragraphs([line for line in lines if not line.apart]):
        words = [_continued(line.words, following.words) for line, following in pairwise(paragraph)]
        words.append(paragraph[-1].words)
        start = end
        for line, piece in zip(paragraph, words, strict=True):
            starts.setdefault(line.page, end)
            end += len(piece)
        blocks.append((start, end))
        pieces.append("".join(words))
        end += 2
    for line in (line for line in lines if line.apart):
        apart.append(Residue(start=end, end=end + len(line.words), text=line.words, reason=line.apart))
        pieces.append(line.words)
        end += len(line.words) + 2
    pages = [end - 2]
    for number in reversed(range(count)):  # one without text of its own starts where the next one does
        pages.insert(0, starts.get(number, pages[0]))
    return Content("\n\n".join(pieces), tuple(blocks), tuple(apart), pages=tuple(pages[:-1]))


def _continued(line: str, following: str) -> str:
    """The line, fit for the next one to follow: with a space, or without the hyphen of a broken word."""
    if not _HYPHENATED.search(line[-2:]):
        return f"{line} "
    whole = line[-1] != "-" or following[:1].islower()
    return line.rstrip(_HYPHENS) if whole else line


def _paragraphs(lines: Sequence[_Line]) -> list[Sequence[_Line]]:
    widths = sorted(len(line.words) for line in lines)
    full = widths[len(widths) * 9 // 10] if widths else 0
    gaps = (up.top - down.top for up, down in pairwise(lines) if up.page == down.page)
    downward = [gap for gap in gaps if gap > 0]
    distance = median(downward) if downward else 0.0
    starts = [at for at, pair in enumerate(pairwise(lines), 1) if _ends(*pair, full, distance)]
    return [lines[start:end] for start, end in pairwise([0, *starts, len(lines)]) if lines]


def _ends(line: _Line, following: _Line, full: int, distance: float) -> bool:
    """Whether a paragraph ends with the line."""
    if _HYPHENATED.search(line.words[-2:]) and following.words[:1].islower():
        return False
    gap = line.page == following.page and line.top - following.top > GAP * distance
    if gap or _BULLET.match(following.words):
        return True
    if following.words[:1].islower():
        return False
    share = len(line.words) / full
    return share < SHORT or (share < NEARLY_FULL and ends_sentence(line.words))
