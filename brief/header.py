"""Plain text and Markdown, and what the lines above an article state: its title, date, authors and the like.

Words that do not state a thing in full give nothing: a date has its year, an author's line its "By".
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from brief.formats import HEADER_BLOCKS, NO_TEXT, Content, Refused, decode, stating
from brief.records import Residue
from brief.sentences import Span, blocks, is_prose, trim

if TYPE_CHECKING:
    from collections.abc import Iterable

DATELINE_CHARS = 100  # characters of the article's beginning in which a dateline may stand
NAME_CHARS = 80  # longest name of an author

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
_AGENCY = re.compile(
    r"(?:[A-Z][A-Z .,'/-]{2,40}[^()\u2013—]{0,40})?\((?P<agency>[A-Z][A-Za-z ]{1,24})\)\s?[\u2013—-]"
)
_FIELD = re.compile(r"[ \t]*(?P<key>[A-Za-z][A-Za-z_ -]{1,20}?)[ \t]*:[ \t]*(?P<value>\S.*)")
_FIELDS = {
    **dict.fromkeys(("title", "headline"), "title"),
    **dict.fromkeys(("date", "published", "published on", "publication date", "pubdate"), "date"),
    **dict.fromkeys(("outlet", "source", "publisher", "publication", "site"), "outlet"),
    **dict.fromkeys(("url", "link", "canonical url", "source url"), "url"),
    **dict.fromkeys(("author", "authors", "byline"), "authors"),
    **dict.fromkeys(("language", "lang"), "language"),
}
_URL = re.compile(r"https?://\S+")
_BY = re.compile(r"(?:(?:words|story|report(?:ed)?|written) )?by:?\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*;\s*|,?\s+(?:and|&)\s+|\s*、\s*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}+){0,3}")


_FRONT_MATTER = re.compile(
    r"---[ \t\r]*\n(?P<fields>[A-Za-z][\w-]*:\s.*?)^(?:---|\.\.\.)[ \t\r]*$", re.DOTALL | re.MULTILINE
)
_HEADING = re.compile(r"(?P<mark>#{1,6})[ \t]+(?=\S)")


def read_plain(data: bytes, *, markdown: bool = False) -> Content | Refused:
    """Plain text or Markdown, as it is; `Title:` lines and the like, front matter, heading marks apart."""
    text = decode(data)
    if text is None:
        return NO_TEXT
    front = _FRONT_MATTER.match(text) if markdown else None
    content = Content(text, blocks(text, front.end() if front else 0))
    if front:
        content = _front_matter_read(content, front.start(), front.span("fields"), front.end())
    return header_read(_headings_read(content) if markdown else content)


def _front_matter_read(content: Content, start: int, fields: Span, end: int) -> Content:
    """The content with what its front matter states; the words of the title stay a block."""
    for line in re.finditer(r"[^\r\n]+", content.text[slice(*fields)]):
        span = fields[0] + line.start(), fields[0] + line.end()
        content = stated(content, *field(content.text, span), "front matter") or content
    title = content.title
    parts = ((start, title[0]), (title[1], end)) if title else ((start, end),)
    removed = tuple(apart(content.text, part, "front matter") for part in parts)
    return replace(content, blocks=(*((title,) if title else ()), *content.blocks), apart=removed)


def _headings_read(content: Content) -> Content:
    """The content without heading marks; the words of a first-level heading at the top are its title."""
    words: list[Span] = []
    marks: list[Residue] = []
    title = content.title
    for number, (start, end) in enumerate(content.blocks):
        heading = _HEADING.match(content.text, start, end)
        words.append((heading.end() if heading else start, end))
        if heading:
            marks.append(apart(content.text, heading.span("mark"), "heading mark"))
            if title is None and heading["mark"] == "#" and number < HEADER_BLOCKS:
                title = words[-1]
    told = stating(content, "heading", title=None if title == content.title else title)
    return replace(told, blocks=tuple(words), apart=(*content.apart, *marks))


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


def dateline(line: str) -> tuple[str | None, str | None]:
    """The date and the agency that the beginning of an article states, as in "OSLO, May 2, 2012 (XYZ) -"."""
    head = line[:DATELINE_CHARS]
    dated, agency = _DATELINE.match(head), _AGENCY.match(head)
    return find_date(dated[0]) if dated else None, agency["agency"] if agency else None


def names(stated: Iterable[str]) -> tuple[str, ...]:
    """Authors, each once, of bylines or lists of names; what is an address or too long for a name is none."""
    found: list[str] = []
    for words in stated:
        first, *others = _BETWEEN.split(_BY.sub("", " ".join(words.split()), count=1))
        # A comma is between two names only where an "and" shows that there are several.
        found += (*(first.split(", ") if others else (first,)), *others)
    plain = dict.fromkeys(name.strip(" ,.;") for name in found)
    return tuple(name for name in plain if 0 < len(name) <= NAME_CHARS and "://" not in name)


def language(stated: str) -> str | None:
    """A language's tag, such as "en-GB", with hyphens; None for other words."""
    tag = stated.strip()
    return tag.replace("_", "-") if _LANGUAGE.fullmatch(tag) else None


def header_read(content: Content) -> Content:
    """The content with what the lines above the article state."""
    text = content.text
    for block in content.blocks[:HEADER_BLOCKS]:
        line = text[slice(*block)]
        if block == content.title:
            continue
        if is_prose(line):
            return content
        name, value = ("date", block) if _DATE_LINE.fullmatch(line) else field(text, block)
        if told := stated(content, name, value, "header line"):
            title = told.title == value
            rest = (value if other == block else other for other in told.blocks if title or other != block)
            label = apart(text, (block[0], value[0] if title else block[1]), "metadata")
            content = replace(told, blocks=tuple(rest), apart=(*told.apart, label))
    return content


def apart(text: str, span: Span, reason: str) -> Residue:
    """The span, trimmed, as text that is set apart."""
    start, end = trim(text, *span)
    return Residue(start=start, end=end, text=text[start:end], reason=reason)


def field(text: str, line: Span) -> tuple[str | None, Span]:
    """Name and value of a `Name: value` line, the value without its quotation marks; None for others."""
    found = _FIELD.fullmatch(text, *line)
    if found is None:
        return None, line
    start, end = found.span("value")
    if end - start > 1 and text[start] == text[end - 1] and text[start] in "\"'":
        start, end = start + 1, end - 1
    return _FIELDS.get(" ".join(re.split(r"[\s_-]+", found["key"].lower()))), trim(text, start, end)


def stated(content: Content, name: str | None, value: Span, origin: str) -> Content | None:
    """The content with one more thing stated, unless it was before; None where the value does not fit."""
    words = " ".join(content.text[slice(*value)].split())
    address = words if _URL.fullmatch(words) else None
    name = "url" if name == "outlet" and address else name
    facts: dict[str, Any] = {"authors": names([words]), "language": language(words), "date": find_date(words)}
    facts |= {"title": value if words else None, "outlet": words, "url": address}
    if name is None or not facts[name]:
        return None
    return content if getattr(content, name) else stating(content, origin, **{name: facts[name]})
