"""A file becomes documents: read, cut into sentences, freed of web residue.

What cannot be read is a `Skipped` with its reason, never an exception.
"""

from __future__ import annotations

import hashlib
import re
import stat
import sys
from bisect import bisect_right
from typing import TYPE_CHECKING

from brief.formats import Content, Refused, stating, suffix_of
from brief.header import dateline, find_date, names
from brief.parts import MAX_FILE_BYTES, Item, contents, too_large
from brief.places import STDIN
from brief.records import Document, Origins, Residue, Sentence, Skipped
from brief.residue import sift
from brief.sentences import Span, ends_sentence, is_prose, split

if TYPE_CHECKING:
    from pathlib import Path

    from brief.parts import Read
    from brief.residue import Sifted

MIN_SENTENCES = 2
MIN_WORDS = 25
"""Sentences and words of prose that make an article."""
MIN_PROSE = 0.4
"""Share of the text, in characters, that is prose in an article."""
SENTENCE_WORDS = 5
"""Fewest words of a sentence that counts as prose."""
LETTERS = 0.7
"""Share of letters, in the characters of such a sentence that are not white space."""

_BY = re.compile(r"(?:\w+ )?by:?\s", re.IGNORECASE)


def items(path: Path, read: Read) -> tuple[Item, ...]:
    """What the file, or standard input, holds: one item at least. `read` is as in `brief.parts`."""
    data = _data(path)
    if isinstance(data, Refused):
        return (Item("", hashlib.sha256().hexdigest(), data),)
    return contents(suffix_of(path.name), data, read)


def as_document(item: Item, document_id: str, shown: str) -> Document | Skipped:
    """The document of an item, or why there is none; `shown` is its path."""
    if isinstance(item.content, Refused):
        return Skipped(path=shown, reason=item.content.reason)
    return _document(item.content, document_id, shown, item.sha256)


def _data(path: Path) -> bytes | Refused:
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
            return data if len(data) <= MAX_FILE_BYTES else too_large(len(data))
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Refused("unreadable: not a regular file")
        return path.read_bytes() if status.st_size <= MAX_FILE_BYTES else too_large(status.st_size)
    except FileNotFoundError:
        return Refused("unreadable: no longer there")
    except OSError as error:
        return Refused(f"unreadable: {error.strerror or error}")


def _document(content: Content, document_id: str, shown: str, sha256: str) -> Document | Skipped:
    text = content.text
    sifted = sift(text, content.blocks, content.title)
    spans = [
        span for block in sifted.kept for span in ((block,) if block == sifted.title else split(text, *block))
    ]
    refusal = _no_article([text[start:end] for start, end in spans])
    if refusal:
        return Skipped(path=shown, reason=refusal)
    content = _with_words_of_the_text(content, sifted, shown)
    residue: list[Residue] = sorted((*content.apart, *sifted.residue), key=lambda part: part.start)
    return Document(
        id=document_id,
        path=shown,
        sha256=sha256,
        title=_on_one_line(text, sifted.title) if sifted.title else None,
        outlet=content.outlet,
        date=content.date,
        url=content.url,
        authors=content.authors,
        language=content.language,
        origins=Origins(**content.origins),
        text=text,
        sentences=tuple(
            Sentence(
                number=number,
                start=start,
                end=end,
                text=_on_one_line(text, (start, end)),
                page=bisect_right(content.pages, start) or None,
            )
            for number, (start, end) in enumerate(spans, start=1)
        ),
        residue=tuple(part for part in residue if part.start < part.end),
    )


def _with_words_of_the_text(content: Content, sifted: Sifted, shown: str) -> Content:
    """The content with what the file does not state apart, but its text or path does, the surest first."""
    text = content.text
    lines = (text[slice(*block)] for block in sifted.kept if block != sifted.title)
    date, agency = dateline(next(filter(is_prose, lines), ""))
    bylines = [part.text for part in sifted.residue if part.reason == "byline" and _BY.match(part.text)]
    for origin, facts in (
        ("first line", {"title": sifted.title}),
        ("byline", {"outlet": sifted.outlet, "authors": names(bylines[:1])}),
        ("dateline", {"outlet": agency, "date": date}),
        ("path", {"date": _path_date(shown)}),
    ):
        new = {name: fact for name, fact in facts.items() if not getattr(content, name)}
        content = stating(content, origin, **new)
    return content


def _on_one_line(text: str, span: Span) -> str:
    return " ".join(text[slice(*span)].split())


def _no_article(sentences: list[str]) -> str | None:
    """Why the sentences make no article; None if they make one."""
    prose = [sentence for sentence in sentences if _is_prose(sentence)]
    words = sum(len(sentence.split()) for sentence in prose)
    if len(prose) < MIN_SENTENCES or words < MIN_WORDS:
        return (
            f"not an article: sentences of prose {len(prose)}, words {words}; "
            f"an article has at least {MIN_SENTENCES} and {MIN_WORDS}"
        )
    if sum(map(len, prose)) < MIN_PROSE * sum(map(len, sentences)):
        return "not an article: most of it is a list, a table, settings or code"
    return None


def _is_prose(sentence: str) -> bool:
    words = [word for word in sentence.split() if "://" not in word]
    marks = "".join(sentence.split())
    return (
        ends_sentence(sentence)
        and len(words) >= SENTENCE_WORDS
        and 2 * sum(map(len, words)) > len(marks)
        and sum(map(str.isalpha, marks)) >= LETTERS * len(marks)
    )


def _path_date(shown: str) -> str | None:
    """The date in the name of the file, else in those of its folders."""
    folders, _, name = shown.rpartition("/")
    return find_date(name) or find_date(folders)
