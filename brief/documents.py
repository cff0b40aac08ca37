"""A file's content becomes a document (in `brief.child`): cut into numbered sentences, freed of residue."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from brief.formats import Content, Part, Reading, Refused, stating
from brief.header import dateline, names
from brief.readers import read_as
from brief.records import Document, Origins, Residue, Sentence
from brief.residue import Sifted, sift
from brief.sentences import Span, ends_sentence, is_prose, split

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_SENTENCES = 20_000  # sentences of the longest document
MAX_SENTENCE = 50_000  # characters of the longest sentence
MIN_SENTENCES, MIN_WORDS = 2, 25  # sentences and words of prose that make an article
MIN_PROSE = 0.4  # share of the text, in characters, that is prose in an article
SENTENCE_WORDS = 5  # fewest words of a sentence that counts as prose
LETTERS = 0.7  # share of letters, in the characters of such a sentence that are not white space

_BY = re.compile(r"(?:\w+ )?by:?\s", re.IGNORECASE)


def read(kind: str, data: bytes, json_keys: Mapping[str, str] | None = None) -> Reading:
    """The documents in a format's bytes, by `json_keys` if JSON. Raises whatever a reader's library does."""
    answer = read_as(kind, data, json_keys)
    if isinstance(answer, tuple):
        return tuple(
            Part(part.name, document(part.item) if isinstance(part.item, Content) else part.item)
            for part in answer
        )
    return document(answer) if isinstance(answer, Content) else answer


def document(content: Content) -> Document | Refused:
    """The document of a content, its id, path and hash still empty; or why it is no article."""
    text = content.text
    if not text.strip():
        return Refused("empty")
    sifted = sift(text, content.blocks, content.title)
    spans: list[Span] = []
    for block in sifted.kept:
        spans += (block,) if block == sifted.title else split(text, *block)
    if refusal := _refusal([text[slice(*span)] for span in spans]):
        return Refused(refusal)
    content = _with_words_of_the_text(content, sifted)
    residue: list[Residue] = sorted((*content.apart, *sifted.residue), key=lambda part: part.start)
    return Document(
        id="",
        path="",
        sha256="",
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


def _with_words_of_the_text(content: Content, sifted: Sifted) -> Content:
    """The content with what the file does not state apart, but its text does, the surest first."""
    text = content.text
    lines = (text[slice(*block)] for block in sifted.kept if block != sifted.title)
    date, agency = dateline(next(filter(is_prose, lines), ""))
    bylines = [part.text for part in sifted.residue if part.reason == "byline" and _BY.match(part.text)]
    for origin, facts in (
        ("first line", {"title": sifted.title}),
        ("byline", {"outlet": sifted.outlet, "authors": names(bylines[:1])}),
        ("dateline", {"outlet": agency, "date": date}),
    ):
        new = {name: fact for name, fact in facts.items() if not getattr(content, name)}
        content = stating(content, origin, **new)
    return content


def _on_one_line(text: str, span: Span) -> str:
    return " ".join(text[slice(*span)].split())


def _refusal(sentences: list[str]) -> str | None:
    """Why the sentences make no article, or a longer one than is read; None if they make one."""
    if len(sentences) > MAX_SENTENCES:
        return f"too long: {len(sentences):,} sentences, the limit is {MAX_SENTENCES:,}"
    longest = max(map(len, sentences), default=0)
    if longest > MAX_SENTENCE:
        return f"too long: a sentence of {longest:,} characters, the limit is {MAX_SENTENCE:,}"
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
