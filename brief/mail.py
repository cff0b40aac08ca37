"""Mail: messages, mailboxes and saved web pages (MHTML).

The text of a message is its HTML part if that can be read, else its plain text, with what it quotes and
its signature set apart. The subject is its title, the day it was sent its date. Who sent it is its outlet
only if it went to a list, as a newsletter does.
"""

from __future__ import annotations

import email.policy
import re
from email.parser import BytesParser
from functools import partial
from itertools import islice, pairwise
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, cast

from brief.formats import Content, Packed, Part, Refused, decode, rest, stating, suffix_of, titled
from brief.header import apart, find_date, language
from brief.html import read_html
from brief.sentences import blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage

    from brief.formats import Answer

MAX_PARTS = 200  # MIME parts of a message that are looked at
MAX_MESSAGES = 5_000  # messages of a mailbox that are read
MAX_HEADER = 2_000  # characters of a header that are read

_FROM_LINE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From \S.*\r?\n")
_REPLY_MARK = re.compile(r"(?:\s*+(?:re|fwd?|aw|wg|sv|tr)\s*+(?:\[\d++\])?:)+\s*", re.IGNORECASE)
_QUOTED = re.compile(r"^[ \t]*>", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?\r?$", re.MULTILINE)
_REPLIED = re.compile(
    r"^(?:-{3,}\s*original message\s*-{3,}"
    r"|(?:On|Le|Am)\b[^\n]{5,200}(?:\n[^\n]{0,100})?(?:wrote|a écrit|schrieb)\s?:)[ \t\r]*$",
    re.MULTILINE | re.IGNORECASE,
)
_QUOTED_PAGE = re.compile(
    r"<(?:div|blockquote|span)\b[^<>]*?\b(?:class|id|type)\s*=\s*[\"']?"
    r"(?:gmail_quote|gmail_signature|moz-cite-prefix|moz-signature|yahoo_quoted|appendonsend|divRplyFwdMsg|cite)\b",
    re.IGNORECASE,
)
_FORWARDED = re.compile(r"(?:fwd?|wg|tr)\s*:", re.IGNORECASE)
_FORWARD_HEAD = re.compile(
    r"(?:-{3,}|begin)\s*forwarded message.*|(?:from|sent|date|to|cc|subject|reply-to):.*", re.IGNORECASE
)
_LIST_HEADERS = ("List-Id", "List-Unsubscribe", "List-Post")
_ATTACHED = {".pdf", ".docx", ".txt", ".md", ".html", ".htm", ".eml"}


class _Headers(email.policy.EmailPolicy):
    def header_fetch_parse(self, name: str, value: str) -> Any:
        """The header, bounded in length: the library's parser takes the square of it."""
        return super().header_fetch_parse(name, value[:MAX_HEADER])


def read_mail(data: bytes) -> Answer:
    """A message, and the files attached to it that could hold an article."""
    message = _parsed(data)
    body = _body(message)
    files = ((name, part) for part in _parts(message) if (name := _attached(part)))
    packed = [Part[Content](name, Packed(suffix_of(name), _bytes(part))) for name, part in files]
    return (Part("", body), *packed) if packed else body


def read_mailbox(data: bytes) -> tuple[Part[Content], ...] | Refused:
    """The messages of a mailbox in their order, numbered from 1."""
    found = _FROM_LINE.finditer(data)
    heads = [head.span() for head in islice(found, MAX_MESSAGES + 1)]
    if not heads or heads[0][0] != 0:
        return Refused("no mailbox: its first line does not begin with `From `")
    more = sum(1 for _ in found) + len(heads) - MAX_MESSAGES
    spans = islice(pairwise([*heads, (len(data), len(data))]), MAX_MESSAGES)
    messages = (Packed(".eml", data[begin:end]) for (_, begin), (end, _) in spans)
    parts = (Part[Content](str(number), message) for number, message in enumerate(messages, 1))
    return (*parts, *rest(more, "messages", "a mailbox", MAX_MESSAGES))


def read_web_archive(data: bytes) -> Answer:
    """The page of a saved web page; it states where it was saved from, but not when it was published."""
    message = _parsed(data)
    page = next((part for part in _parts(message) if part.get_content_type() == "text/html"), None)
    if page is None:
        return Refused("no web page in it")
    content = read_html(_text(page).encode("utf-8-sig", "replace"))
    if not isinstance(content, Content):
        return content
    address = _header(message, "Snapshot-Content-Location") or _header(page, "Content-Location")
    content = content if content.title else titled(content, _header(message, "Subject"), "mail header")
    saved = address.startswith("http") and not content.url
    return stating(content, "mail header", url=address if saved else None)


def _parsed(data: bytes) -> EmailMessage:
    return cast("EmailMessage", BytesParser(policy=_Headers()).parsebytes(data))


def _body(message: EmailMessage) -> Content | Refused:
    refused: list[Refused] = []
    sent_on = _FORWARDED.match(_header(message, "Subject")) is not None
    plain: Callable[[str], Answer] = _forwarded if sent_on else _written
    for kind, read in (("text/html", partial(_page, sent_on=sent_on)), ("text/plain", plain)):
        for part in _parts(message):
            if part.get_content_type() != kind or part.get_content_disposition() == "attachment":
                continue
            content = read(_text(part))
            if isinstance(content, Content) and content.text.strip():
                return _with_headers(content, message)
            refused += [content] if isinstance(content, Refused) else []
    return refused[0] if refused else Refused("a message without text")


def _with_headers(content: Content, message: EmailMessage) -> Content:
    listed = any(_header(message, name) for name in _LIST_HEADERS)
    subject = _header(message, "Subject")
    sender = re.sub(r"\s*<[^>]*>|\"", "", _header(message, "From")).strip()
    # Who sends on what others wrote is not its author; an address is nobody's name.
    sender = "" if "@" in sender or _FORWARDED.match(subject) else sender
    return stating(
        titled(content, _REPLY_MARK.sub("", subject, count=1), "mail header"),
        "mail header",
        date=find_date(_header(message, "Date")),
        outlet=sender if listed and not content.outlet else None,
        authors=(sender,) if sender and not listed else (),
        language=language(_header(message, "Content-Language")),
    )


def _page(markup: str, *, sent_on: bool) -> Answer:
    """The page as `read_html` reads it, without what mail programs mark as a quote or signature."""
    quoted = None if sent_on else _QUOTED_PAGE.search(markup)
    # The mark counts for more than the encoding that the page states.
    return read_html(markup[: quoted.start() if quoted else None].encode("utf-8-sig", "replace"))


def _forwarded(text: str) -> Content:
    """Text that was sent on, without the lines that say whence."""
    told = [(block, _FORWARD_HEAD.fullmatch(text, *block) is not None) for block in blocks(text)]
    return Content(
        text,
        tuple(block for block, heads in told if not heads),
        tuple(apart(text, block, "mail header") for block, heads in told if heads),
    )


def _written(text: str) -> Content:
    """Text without quoted lines, and without all below a signature's mark or the head of a quoted message."""
    ends = [found.start() for rule in (_SIGNATURE, _REPLIED) if (found := rule.search(text))]
    end = min(ends, default=len(text))
    told = [(block, _QUOTED.match(text, block[0]) is not None) for block in blocks(text, 0, end)]
    left = [apart(text, block, "quoted reply") for block, quoted in told if quoted]
    if text[end:].strip():
        reason = "signature" if _SIGNATURE.match(text, end) else "quoted reply"
        left.append(apart(text, (end, len(text)), reason))
    return Content(text, tuple(block for block, quoted in told if not quoted), tuple(left))


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that are no containers, those of messages within the message too."""
    return (part for part in islice(message.walk(), MAX_PARTS) if not part.is_multipart())


def _attached(part: EmailMessage) -> str:
    """Name of a file that is attached and could hold an article, else ""."""
    if part.get_content_disposition() != "attachment":
        return ""
    name = PurePosixPath(str(part.get_filename() or "").replace("\\", "/")).name
    return name if suffix_of(name) in _ATTACHED else ""


def _header(message: EmailMessage, name: str) -> str:
    """A header on one line; "" for none."""
    return " ".join(str(message.get(name, "")).encode("utf-8", "replace").decode().split())


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: EmailMessage) -> str:
    """Text in the encoding that the part states, else as it is most like."""
    data = _bytes(part)
    try:
        return data.decode(str(part.get_content_charset("utf-8")))
    except (LookupError, UnicodeDecodeError, ValueError):
        return decode(data) or data.decode("utf-8", "replace")
