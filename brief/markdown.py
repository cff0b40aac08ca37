"""The one escaper: text from a source, as GitHub shows exactly that text.

GitHub reads Markdown in two passes. The first is GFM; a backslash or an entity holds it off. The second looks
for mentions, references and emoji in what is text by then, without the escapes; only an empty comment, which
splits the text, holds it off. Nothing is escaped needlessly, since people review the Markdown in a diff.
"""

from __future__ import annotations

import re
import string
import unicodedata
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from brief.records import Claim, Span

START, END = "\ue000", "\ue001"
"""Characters for private use that hold the places of marks in a text until it is escaped."""
_SPLIT = "<!-- -->"
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_INVISIBLE = {"Cc", "Cf", "Cs"}  # control, format (bidi, zero width), and surrogates, which no file can hold
_SHA_STEP = 6  # longest run of digits that is no checksum to GitHub

# `^` and `$` are the ends of the text: what stands there may come to stand at the ends of a line.
_ACTIVE = re.compile(
    r"""
    (?P<backslash>
        [\\`*\[\]|~]                                    # code, emphasis, links, tables, strikethrough
      | _(?![^\W_]) | (?<![^\W_])_                      # emphasis; never inside a word
      | !$                                              # image, if a link comes next
      | ^\#(?=\#*(?:\s|$)) | (?<!\S)\#(?=\#*$)          # heading, its start and its end
      | ^[-+](?=\s|$)                                   # list
      | ^[-:](?=[-:\s]*$) | ^=(?==*$)                   # rule, underlined heading, delimiter row of a table
    )
  | (?P<ordinal>^[0-9]{1,9}(?=[.)](?:\s|$)))            # numbered list
  | (?P<entity>[<>]|&(?=\#|[a-z][a-z0-9]+(?:;|$)))      # HTML, quotation, entities
  | (?P<dollar>\$(?![0-9]))                             # mathematics, its end; a price ends none
  | (?P<split>
        @(?!\s)                                         # mention, e-mail
      | \#(?=\d) | \bGH(?:SA)?-(?=\w)                   # issue, advisory
      | :(?=//) | \b(?:mailto|xmpp):(?=\S) | www(?=\.)  # bare addresses
      | :(?=(?!\d\d?:)[+-]?\w[\w+-]*:)                  # emoji; a time of day is none
    )
  | (?P<sha>\b(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{7,}\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Markdown(str):
    """Text that is Markdown already, and is not to be escaped again."""

    __slots__ = ()


def clean(text: str) -> str:
    """Text as a reader is to see it: one line, without control and format characters."""
    kept = (char for char in text if char.isspace() or unicodedata.category(char) not in _INVISIBLE)
    return " ".join("".join(kept).split())


def escape(text: str) -> Markdown:
    """Inline Markdown that GitHub shows as `clean(text)`, and of which nothing becomes markup."""
    return Markdown(_ACTIVE.sub(_inactive, clean(text)))


def marked(text: str, spans: Iterable[Span]) -> str:
    """`clean(text)` with `START` and `END` around these places of the text.

    A place is cut to where Markdown can begin and end emphasis. The text's own such characters give way.
    """
    plain, places = _cleaned(text.replace(START, "\ufffd").replace(END, "\ufffd"))
    parts: list[str] = []
    position = 0
    for start, end in _joined(((places[start], places[end]) for start, end in spans), plain):
        heads = (at for at in range(start, end) if _can_edge(plain[at], plain[at - 1 : at] or " "))
        first = next(heads, end)
        tails = (at for at in range(end, first, -1) if _can_edge(plain[at - 1], plain[at : at + 1] or " "))
        last = next(tails, first)
        if first < last:
            parts += [plain[position:first], START, plain[first:last], END]
            position = last
    return "".join((*parts, plain[position:]))


def _cleaned(text: str) -> tuple[str, list[int]]:
    """`clean(text)`, and for each place of the text its place there."""
    kept: list[str] = []
    places: list[int] = []
    for char in text:
        places.append(len(kept))
        if char.isspace():
            kept += " " if kept and kept[-1] != " " else ""
        elif unicodedata.category(char) not in _INVISIBLE:
            kept.append(char)
    plain = "".join(kept).rstrip(" ")
    return plain, [min(place, len(plain)) for place in (*places, len(kept))]


def bold(text: str, spans: Iterable[Span]) -> Markdown:
    """As `escape`, with the words at these places in bold."""
    return Markdown(escape(marked(text, spans)).replace(START, "**").replace(END, "**"))


def _joined(spans: Iterable[Span], text: str) -> list[Span]:
    """The spans in order; those that touch, or have but a space or a sign between them, are one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        last = joined[-1][1] if joined else 0
        if joined and (start <= last or (start == last + 1 and not text[last].isalnum())):
            joined[-1] = joined[-1][0], max(end, last)
        else:
            joined.append((start, end))
    return joined


def _can_edge(inner: str, outer: str) -> bool:
    """Can emphasis begin or end between these characters, as CommonMark counts punctuation?"""
    signs = outer in string.punctuation or unicodedata.category(outer)[0] == "P"
    return not inner.isspace() and (signs or outer.isspace() or unicodedata.category(inner)[0] in "LMN")


def path_segment(name: str) -> Markdown:
    """`name` as one segment of the path in a link, percent-encoded."""
    return Markdown(quote(name, safe="", errors="replace"))


def web_address(address: str | None) -> Markdown:
    """`address` as the target of a link; empty if it is no http or https address."""
    target = (address or "").strip()
    with suppress(ValueError):
        parts = urlsplit(target)
        if parts.scheme in {"http", "https"} and parts.netloc:
            return Markdown(quote(target, safe=":/?#@!&+,;=%~-._", errors="replace").replace("&", "&amp;"))
    return Markdown()


class Quote(NamedTuple):
    """A cited sentence, verbatim, and the places in it where words of the claim stand."""

    sentence: int
    text: str
    spans: tuple[Span, ...]


def quotes(claim: Claim) -> tuple[Quote, ...]:
    """Each cited sentence once, in the order of the article."""
    places = sorted({span for spans in claim.spans.values() for span in spans})
    cited = {item.sentence: item for item in claim.evidence}
    return tuple(
        Quote(
            number,
            item.quote,
            tuple((a - item.start, b - item.start) for a, b in places if item.start <= a < b <= item.end),
        )
        for number, item in sorted(cited.items())
    )


def word_before(claim: Claim) -> str:
    """The word before those of `what` in the carrying sentence, in small letters; "" where that is not known.

    It tells whether those words complete a sentence ("to share the river") or name a thing.
    """
    carrying, first = claim.evidence[0], (claim.what or "").casefold().split()[:1]
    for start, end in claim.spans.get("what", ()):
        before, words = carrying.quote[: start - carrying.start], carrying.quote[start - carrying.start :]
        if carrying.start <= start < end <= carrying.end and words.casefold().split()[:1] == first:
            return "".join(before.casefold().split()[-1:])
    return ""


def _inactive(match: re.Match[str]) -> str:
    token = match[0]
    match match.lastgroup:
        case "backslash":
            return "\\" + token
        case "ordinal":
            return token + "\\"
        case "entity":
            return _ENTITIES[token]
        case "dollar":
            # A comment at the start of a line would make the whole line HTML.
            return _SPLIT + "\\" + token if match.start() else "\\" + token + _SPLIT
        case "sha":
            return _SPLIT.join(token[at : at + _SHA_STEP] for at in range(0, len(token), _SHA_STEP))
        case _:
            return token + _SPLIT
