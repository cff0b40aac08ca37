"""The readers, one a format, and which of them a file needs: told by its bytes first, then by its name.

A new format is one function in `READERS`. The libraries that a reader needs are imported when it reads.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from brief.archives import read_gzip, read_zip
from brief.feeds import read_feed
from brief.html import read_html
from brief.json_articles import read_json
from brief.mail import read_mail, read_mailbox, read_web_archive
from brief.pdf import read_pdf
from brief.plain import read_markdown, read_plain
from brief.word import read_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brief.formats import Answer, Reader

TEXTS = frozenset({".txt", ".md", ".markdown"})
"""Formats that are nothing but text."""
HEAD = 4096
"""Bytes by which a format is told."""

_FIELDS = rb"(?:[!-9;-~]++:.*+\n(?>(?:[ \t].*+\n)*))*?"  # of a message's header
_SIGNATURES = (
    (re.compile(rb"\x1f\x8b\x08"), ".gz"),
    (re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]|_rels/|docProps/|word/)", re.DOTALL), ".docx"),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), ".zip"),
    (re.compile(rb"%PDF-"), ".pdf"),
    (re.compile(rb"\{\\rtf"), ".rtf"),
    (
        re.compile(
            rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->\s*))*<(?:!doctype\s+html|html|head|body)\b",
            re.IGNORECASE | re.DOTALL,
        ),
        ".html",
    ),
    (re.compile(rb"\s*<(?:\?xml|rss|feed|rdf:RDF)\b"), ".xml"),
    (re.compile(rb"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d.*\r?\n[!-9;-~]+:"), ".mbox"),
    (
        re.compile(
            rb"(?=%bMIME-Version:)(?=%bContent-Type:\s*multipart/related)" % (_FIELDS, _FIELDS),
            re.IGNORECASE,
        ),
        ".mhtml",
    ),
    (
        re.compile(
            rb"%b(?:MIME-Version|Message-ID|Received|Return-Path|Delivered-To):" % _FIELDS,
            re.IGNORECASE,
        ),
        ".eml",
    ),
    (re.compile(rb'\s*(?:\{\s*"|\[\s*\{\s*")'), ".json"),
)
ALIASES = {
    ".htm": ".html",
    ".xhtml": ".html",
    ".mht": ".mhtml",
    ".rss": ".xml",
    ".atom": ".xml",
    ".rdf": ".xml",
    ".ndjson": ".jsonl",
}
"""Other suffixes that name a format."""
# A name that says more than the bytes can: a line of .jsonl looks like .json, a message of .mhtml like .eml.
_FINER = {(".jsonl", ".json"), (".mhtml", ".eml"), (".eml", ".mhtml"), (".docx", ".zip")}
# What other names may hide: pages that a server made, saved under the name of the program that made them.
_ANYWHERE = {".html", ".pdf"}


def format_of(suffix: str, data: bytes) -> str:
    """Suffix of the format that the bytes are in: by their signature, else as the file is called.

    A file without a suffix is held for plain text. One whose suffix is of no format here is what its
    suffix says, unless it is a page or a PDF.
    """
    suffix = ALIASES.get(suffix, suffix)
    head = data[:HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[: len(head) // 4 * 4].decode("utf-16", "replace").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    told = next((kind for signature, kind in _SIGNATURES if signature.match(head)), None)
    if told is None or (suffix, told) in _FINER:
        return suffix or ".txt"
    return told if suffix in {*READERS, ""} or told in _ANYWHERE else suffix


def read_as(kind: str, data: bytes, json_keys: Mapping[str, str] | None = None) -> Answer:
    """What the reader of a format makes of the bytes. `json_keys` names the keys of articles in JSON.

    Raises whatever a reader's library raises on bytes that it was not made for.
    """
    if kind in _JSON:
        return read_json(data, read_html, json_keys or {}, lines=kind == ".jsonl")
    return READERS[kind](data)


_JSON = (".json", ".jsonl")
READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".mhtml": partial(read_web_archive, html=read_html),
    ".eml": partial(read_mail, html=read_html),
    ".mbox": read_mailbox,
    ".xml": partial(read_feed, html=read_html),
    ".json": partial(read_as, ".json"),
    ".jsonl": partial(read_as, ".jsonl"),
    ".pdf": read_pdf,
    ".docx": read_word,
    ".gz": read_gzip,
    ".zip": read_zip,
}
"""The reader of each format, by the suffix of its files."""
