"""The one escaper: text from a source, as GitHub shows exactly that text.

GitHub reads Markdown in two passes. The first is GFM; a backslash or an entity holds it off. The
second looks for mentions, references and emoji in what the first pass left as text, where escapes
are gone already; only an empty comment, which splits the text, holds that one off. Nothing is
escaped that needs no escaping, since people review the Markdown itself in a diff.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

_SPLIT = "<!-- -->"
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_INVISIBLE = {"Cc", "Cf", "Cs"}  # control, format (bidi, zero width), and surrogates, which no file can hold
_SHA_SHORTEST = 7

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


def path_segment(name: str) -> Markdown:
    """`name` as one segment of the path in a link, percent-encoded."""
    return Markdown(quote(name, safe="", errors="replace"))


def web_address(address: str | None) -> Markdown:
    """`address` as the target of a link; empty if it is no http or https address."""
    target = (address or "").strip()
    try:
        parts = urlsplit(target)
    except ValueError:
        return Markdown()
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return Markdown()
    return Markdown(quote(target, safe=":/?#@!&+,;=%~-._", errors="replace").replace("&", "&amp;"))


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
            step = _SHA_SHORTEST - 1
            return _SPLIT.join(token[at : at + step] for at in range(0, len(token), step))
        case _:
            return token + _SPLIT
