"""What the lines above an article state: its title, date, outlet, address, authors and language.

Words that do not state a thing in full give nothing: a date has its year, an author's line its "By".
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from brief.formats import HEADER_BLOCKS, Content, stating
from brief.records import Residue
from brief.sentences import Span, is_prose, trim

if TYPE_CHECKING:
    from collections.abc import Iterable

DATELINE_CHARS = 100
"""Characters of the article's beginning in which a dateline may stand."""
NAME_CHARS = 80
"""Longest name of an author."""

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
    found = [name.strip(" ,.;") for words in stated for name in _listed(words)]
    return tuple(
        dict.fromkeys(name for name in found if name and len(name) <= NAME_CHARS and "://" not in name)
    )


def _listed(words: str) -> list[str]:
    """The names of one list; a comma is between two only where an "and" shows that there are several."""
    first, *others = _BETWEEN.split(_BY.sub("", " ".join(words.split()), count=1))
    return [*(first.split(", ") if others else (first,)), *others]


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
        told = stated(content, name, value, "header line")
        if told is not None:
            title = told.title == value
            rest = tuple(
                value if other == block else other for other in told.blocks if title or other != block
            )
            label = apart(text, (block[0], value[0] if title else block[1]), "metadata")
            content = replace(told, blocks=rest, apart=(*told.apart, label))
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
    facts: dict[str, Any] = {
        "title": value if words else None,
        "date": find_date(words),
        "outlet": words,
        "url": address,
        "authors": names([words]),
        "language": language(words),
    }
    fact = facts.get(name or "")
    if not fact or name is None:
        return None
    return content if getattr(content, name) else stating(content, origin, **{name: fact})
