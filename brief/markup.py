"""Pieces of web pages that stand in other files, in feeds and JSON."""

from __future__ import annotations

import html as entities
import re
from typing import TYPE_CHECKING

from brief.formats import Content
from brief.sentences import blocks

if TYPE_CHECKING:
    from brief.formats import Reader

_ENDS = re.compile(r"<(?:br|/?(?:p|div|li|h[1-6]|blockquote|tr|ul|ol))\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def read_markup(markup: str, title: str, html: Reader) -> Content:
    """A piece of a page as content: as `html` reads it, else its bare text."""
    if "<" in markup:
        page = f"<!doctype html><html><head><title>{entities.escape(title)}</title></head><body><article>"
        content = html(f"{page}{markup}</article></body></html>".encode("utf-8-sig", "replace"))
        if isinstance(content, Content) and content.text.strip():
            return content
    text = entities.unescape(_TAG.sub("", _ENDS.sub("\n\n", markup))).strip()
    return Content(text, blocks(text))


def plain_words(markup: object) -> str:
    """The words of a piece of a page on one line; "" for None."""
    return " ".join(entities.unescape(_TAG.sub("", str(markup or ""))).split())


def is_markup(text: str) -> bool:
    """Whether the text has tags of paragraphs or other blocks."""
    return _ENDS.search(text) is not None
