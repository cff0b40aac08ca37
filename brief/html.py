"""Web pages: provisional, until the reader of main text is there."""

from __future__ import annotations

import html as entities
import re

from brief.formats import Content, Refused, decode
from brief.sentences import blocks

_UNSEEN = re.compile(
    r"<(script|style|head|nav|footer|noscript)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE
)
_ENDS = re.compile(
    r"<(?:br|/?(?:p|div|li|h[1-6]|blockquote|tr|ul|ol|article|section))\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")


def read_html(data: bytes) -> Content | Refused:
    """The visible text of a page."""
    page = decode(data)
    if page is None:
        return Refused("binary, or in no encoding that could be told")
    text = entities.unescape(_TAG.sub("", _ENDS.sub("\n\n", _UNSEEN.sub("", page)))).strip()
    return Content(text, blocks(text))
