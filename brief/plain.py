"""Plain text and Markdown: the text stays as it is, and what it states of itself is set apart."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from brief.formats import HEADER_BLOCKS, Content, Refused, decode, stating
from brief.header import apart, field, header_read, stated
from brief.sentences import Span, blocks

if TYPE_CHECKING:
    from brief.records import Residue

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
