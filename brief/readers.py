"""The readers, one a format, and which of them a file needs: told by its bytes first, then by its name.

A new format is one function in `READERS`. The libraries that a reader needs are imported when it reads.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from brief.archives import read_gzip, read_zip
from brief.feeds import read_feed
from brief.header import read_plain
from brief.html import read_html
from brief.json_articles import read_json
from brief.mail import read_mail, read_mailbox, read_web_archive
from brief.pdf import read_pdf
from brief.word import read_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brief.formats import Answer, Reader

TEXTS = frozenset({".txt", ".md", ".markdown"})  # formats that are nothing but text
HEAD = 4096  # bytes by which a format is told

_FIELDS = rb"(?:[!-9;-~]++:.*+\n(?>(?:[ \t].*+\n)*))*?"  # of a message's header
_SIGNATURES = {
    ".gz": rb"\x1f\x8b\x08",
    ".docx": rb"(?s)PK\x03\x04.{26}(?:\[Content_Types\]|_rels/|docProps/|word/)",
    ".zip": rb"PK(?:\x03\x04|\x05\x06)",
    ".pdf": rb"%PDF-",
    ".rtf": rb"\{\\rtf",
    ".html": rb"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->\s*))*<(?:!doctype\s+html|html|head|body)\b",
    ".xml": rb"\s*<(?:\?xml|rss|feed|rdf:RDF)\b",
    ".mbox": rb"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d.*\r?\n[!-9;-~]+:",
    ".mhtml": rb"(?i)(?=%bMIME-Version:)(?=%bContent-Type:\s*multipart/related)" % (_FIELDS, _FIELDS),
    ".eml": rb"(?i)%b(?:MIME-Version|Message-ID|Received|Return-Path|Delivered-To):" % _FIELDS,
    ".json": rb'\s*(?:\{\s*"|\[\s*\{\s*")',
}
ALIASES = {".htm": ".html", ".xhtml": ".html", ".mht": ".mhtml", ".ndjson": ".jsonl"}
ALIASES |= dict.fromkeys((".rss", ".atom", ".rdf"), ".xml")  # other suffixes that name a format
# A name that says more than the bytes can: a line of .jsonl looks like .json, a message of .mhtml like .eml.
_FINER = {(".jsonl", ".json"), (".mhtml", ".eml"), (".eml", ".mhtml"), (".docx", ".zip")}
# What other names may hide: pages that a server made, saved under the name of the program that made them.
_ANYWHERE = {".html", ".pdf"}


def format_of(suffix: str, data: bytes) -> str:
    """Suffix of the format that the bytes are in: by their signature, else the file's own, else ".txt".

    A file whose suffix is of no format here is what its suffix says, unless it is a page or a PDF.
    """
    suffix = ALIASES.get(suffix, suffix)
    head = data[:HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[: len(head) // 4 * 4].decode("utf-16", "replace").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    told = next((kind for kind, signature in _SIGNATURES.items() if re.match(signature, head)), None)
    if told is None or (suffix, told) in _FINER:
        return suffix or ".txt"
    return told if suffix in {*READERS, ""} or told in _ANYWHERE else suffix


def read_as(kind: str, data: bytes, json_keys: Mapping[str, str] | None = None) -> Answer:
    """What a format's reader makes of the bytes, by `json_keys` if JSON. Raises whatever its library does."""
    if kind.startswith(".json"):
        return read_json(data, json_keys or {}, lines=kind == ".jsonl")
    return READERS[kind](data)


READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".md": partial(read_plain, markdown=True),
    ".markdown": partial(read_plain, markdown=True),
    ".html": read_html,
    ".mhtml": read_web_archive,
    ".eml": read_mail,
    ".mbox": read_mailbox,
    ".xml": read_feed,
    ".json": partial(read_as, ".json"),
    ".jsonl": partial(read_as, ".jsonl"),
    ".pdf": read_pdf,
    ".docx": read_word,
    ".gz": read_gzip,
    ".zip": read_zip,
}
"""The reader of each format, by the suffix of its files."""
