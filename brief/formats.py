"""What a reader makes of the bytes of a file, and the readers of plain text and Markdown.

A reader never guesses: title, outlet, date and address are those that the file states.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from pydantic import ConfigDict

from brief.records import Residue
from brief.sentences import Span, blocks, is_prose, trim

HEADER_BLOCKS = 10
"""Blocks within which a file may state its title, date, outlet and address."""
DATELINE_CHARS = 100
"""Characters of the article's beginning in which a dateline may stand."""


@dataclass(frozen=True)
class Content:
    """A file as read.

    Every offset points into `text`. `apart` is what is metadata or mark-up; `blocks` is all the rest,
    and holds `title`. `pages` is where each page starts, in formats that have pages.
    """

    text: str
    blocks: tuple[Span, ...]
    apart: tuple[Residue, ...] = ()
    title: Span | None = None
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    pages: tuple[int, ...] = ()


@dataclass(frozen=True)
class Refused:
    """Why a reader can make nothing of a file."""

    reason: str


@dataclass(frozen=True)
class Overrun(Refused):
    """A file that took more time or memory than a reader may have, or brought the reader down."""


@dataclass(frozen=True)
class Packed:
    """A file within a file, to be read in its turn.

    `suffix` is as `suffix_of` has it; "" where the name is that of the file around it, without `.gz`.
    """

    __pydantic_config__ = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    suffix: str
    data: bytes


@dataclass(frozen=True)
class Part:
    """One of the things that a file holds; `name` tells it from the others, "" is the file's own text."""

    name: str
    item: Content | Refused | Packed


Answer = Content | Refused | tuple[Part, ...]
Reader = Callable[[bytes], Answer]

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATE = (
    r"(?<!\d)(?:(?P<y1>\d{4})[-/](?P<m1>\d{2})[-/](?P<d1>\d{2})"
    rf"|{_MONTH.format('m2')}\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.format('m3')},?\s+(?P<y3>\d{{4}}))(?!\d)"
)
_FULL_DATE = re.compile(_DATE, re.IGNORECASE)
_DATE_LINE = re.compile(
    r"(?:(?:first )?(?:published|posted)\s*(?:on|at)?\s*:?\s*)?(?:[a-z]{3,9}day,?\s+)?"
    + _DATE
    + r"(?:[\s,|T]|at\b|[\u2013—-])*(?:\d{1,2}[:.]\d{2}.{0,20})?",
    re.IGNORECASE,
)
_DATELINE = re.compile(rf"[A-Z][^a-z]{{2,40}}?(?i:{_DATE})[^\u2013—]{{0,30}}?(?:[\u2013—]|--|\s-\s)")
_FIELD = re.compile(r"[ \t]*(?P<key>[A-Za-z][A-Za-z_ -]{1,20}?)[ \t]*:[ \t]*(?P<value>\S.*)")
_FIELDS = {
    **dict.fromkeys(("title", "headline"), "title"),
    **dict.fromkeys(("date", "published", "published on", "publication date", "pubdate"), "date"),
    **dict.fromkeys(("outlet", "source", "publisher", "publication", "site"), "outlet"),
    **dict.fromkeys(("url", "link", "canonical url", "source url"), "url"),
    **dict.fromkeys(("author", "authors", "byline"), "author"),
}
_URL = re.compile(r"https?://\S+")
_FRONT_MATTER = re.compile(
    r"---[ \t\r]*\n(?P<fields>[A-Za-z][\w-]*:\s.*?)^(?:---|\.\.\.)[ \t\r]*$", re.DOTALL | re.MULTILINE
)
_HEADING = re.compile(r"(?P<mark>#{1,6})[ \t]+(?=\S)")


def read_plain(data: bytes) -> Content | Refused:
    """Plain text, with `Title:`, `Date:`, `Source:` or `URL:` lines or a date alone, above the article."""
    text = decode(data)
    if text is None:
        return Refused("binary, or in no encoding that could be told")
    return header_read(Content(text, blocks(text)))


def read_markdown(data: bytes) -> Content | Refused:
    """Markdown with or without front matter. The text stays as it is; heading marks are set apart."""
    text = decode(data)
    if text is None:
        return Refused("binary, or in no encoding that could be told")
    front = _FRONT_MATTER.match(text)
    content = Content(text, blocks(text, front.end() if front else 0))
    if front:
        content = _front_matter_read(content, front.start(), front.span("fields"), front.end())
    return header_read(_headings_read(content))


def suffix_of(name: str) -> str:
    """Suffix of a file's name in lower case, dot included; with `.gz` comes that of the file in it."""
    path = PurePosixPath(name.lower())
    inner = PurePosixPath(path.stem).suffix if path.suffix == ".gz" else ""
    return (inner if inner[1:].isalpha() else "") + path.suffix


def decode(data: bytes) -> str | None:
    """Text of the bytes: UTF-8, UTF-16 or UTF-32 by byte order mark, else as it is most like.

    The mark is no part of the text. None: binary, or no encoding fits.
    """
    marked = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)
    if marked is None and b"\0" in data:
        return None
    try:
        return data.decode(marked or "utf-8")
    except UnicodeDecodeError:
        if marked:
            return None
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    best = from_bytes(data).best()
    return None if best is None else str(best)


def find_date(words: str) -> str | None:
    """The first full calendar date in the words, as ISO 8601; None if there is none."""
    for found in _FULL_DATE.finditer(words):
        year, month, day = (next(filter(None, found.group(*(f"{part}{n}" for n in "123")))) for part in "ymd")
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        try:
            return dt.date(int(year), number, int(day)).isoformat()
        except ValueError:
            continue
    return None


def titled(content: Content, words: str) -> Content:
    """The content under this title: the block that has its words, else a line of its own above the text."""
    title = " ".join(words.split())
    if not title:
        return content
    heads = content.blocks[:HEADER_BLOCKS]
    same = (at for at in heads if " ".join(content.text[slice(*at)].split()).casefold() == title.casefold())
    if found := next(same, None):
        return replace(content, title=found)
    by = len(title) + 2
    return replace(
        content,
        text=f"{title}\n\n{content.text}",
        blocks=((0, len(title)), *((start + by, end + by) for start, end in content.blocks)),
        apart=tuple(
            part.model_copy(update={"start": part.start + by, "end": part.end + by}) for part in content.apart
        ),
        title=(0, len(title)),
        pages=tuple(start and start + by for start in content.pages),
    )


def header_read(content: Content) -> Content:
    """The content with what the lines above the article state."""
    text = content.text
    for block in content.blocks[:HEADER_BLOCKS]:
        line = text[slice(*block)]
        if block == content.title:
            continue
        if is_prose(line):
            dateline = _DATELINE.match(line[:DATELINE_CHARS])
            return replace(content, date=content.date or (find_date(dateline[0]) if dateline else None))
        name, value = ("date", block) if _DATE_LINE.fullmatch(line) else _field(text, block)
        stated = _stated(content, name, value)
        if stated is not None:
            title = stated.title == value
            rest = tuple(
                value if other == block else other for other in stated.blocks if title or other != block
            )
            label = _apart(text, (block[0], value[0] if title else block[1]), "metadata")
            content = replace(stated, blocks=rest, apart=(*stated.apart, label))
    return content


def _front_matter_read(content: Content, start: int, fields: Span, end: int) -> Content:
    """The content with what its front matter states; the words of the title stay a block."""
    for line in re.finditer(r"[^\r\n]+", content.text[slice(*fields)]):
        span = fields[0] + line.start(), fields[0] + line.end()
        content = _stated(content, *_field(content.text, span)) or content
    title = content.title
    parts = ((start, title[0]), (title[1], end)) if title else ((start, end),)
    apart = tuple(_apart(content.text, part, "front matter") for part in parts)
    return replace(content, blocks=(*((title,) if title else ()), *content.blocks), apart=apart)


def _headings_read(content: Content) -> Content:
    """The content without heading marks; the words of a first-level heading at the top are its title."""
    words: list[Span] = []
    marks: list[Residue] = []
    title = content.title
    for number, (start, end) in enumerate(content.blocks):
        heading = _HEADING.match(content.text, start, end)
        words.append((heading.end() if heading else start, end))
        if heading:
            marks.append(_apart(content.text, heading.span("mark"), "heading mark"))
            if title is None and heading["mark"] == "#" and number < HEADER_BLOCKS:
                title = words[-1]
    return replace(content, blocks=tuple(words), apart=(*content.apart, *marks), title=title)


def _apart(text: str, span: Span, reason: str) -> Residue:
    start, end = trim(text, *span)
    return Residue(start=start, end=end, text=text[start:end], reason=reason)


def _field(text: str, line: Span) -> tuple[str | None, Span]:
    """Name and value of a `Name: value` line, the value without its quotation marks; None for others."""
    found = _FIELD.fullmatch(text, *line)
    if found is None:
        return None, line
    start, end = found.span("value")
    if end - start > 1 and text[start] == text[end - 1] and text[start] in "\"'":
        start, end = start + 1, end - 1
    return _FIELDS.get(" ".join(re.split(r"[\s_-]+", found["key"].lower()))), trim(text, start, end)


def _stated(content: Content, name: str | None, value: Span) -> Content | None:
    """The content with one more thing stated, unless it was before; None where the value does not fit."""
    words = " ".join(content.text[slice(*value)].split())
    address = words if _URL.fullmatch(words) else None
    name = "url" if name == "outlet" and address else name
    facts: dict[str, Any] = {
        "title": value,
        "date": find_date(words),
        "outlet": words,
        "url": address,
        "author": words,
    }
    fact = facts.get(name or "") if words else None
    if fact is None or name is None:
        return None
    return content if getattr(content, name, fact) is not None else replace(content, **{name: fact})
