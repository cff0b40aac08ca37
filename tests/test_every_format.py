"""What holds for the documents of every format, in any language."""

from __future__ import annotations

import gzip
import html
import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from brief.documents import read
from brief.readers import READERS
from brief.records import Document
from brief.sources import as_document, contents
from tests.samples import (
    ARTICLE,
    FIRST,
    HTML,
    SECOND,
    TEXT,
    TITLE,
    archive,
    feed,
    mail,
    mailbox,
    pdf,
    samples,
    web_archive,
    word,
)

LINES = st.lists(
    st.sampled_from(
        [
            "“We met. We agreed. We left,” said Gen. Lee of the U.N. on Dec. 9. Nobody spoke.",
            "¿Se reunieron? Sí. Los ministros acordaron una tregua de dos semanas en Bogotá.",
            "部长们在东京会面。他们同意分享数据。没有人反对。",
            "اجتمع الوزراء في طوكيو. هل اتفقوا؟ نعم.",
            "मंत्री टोक्यो में मिले। वे सहमत हुए।",
            "Die Minister trafen sich am 9. Dezember in Berlin 😀. Sie einigten sich.",
            "Read also: The dam at Ost",
            "Share:",
            "By Ann Lee",
            "SEOUL, Dec. 9, 2023 (Yonhap) -- The two sides met... They agreed?! Nobody knows.",
            FIRST,
            SECOND,
        ]
    ),
    min_size=1,
    max_size=8,
)


def files(lines: list[str]) -> dict[str, bytes]:
    """The lines as an article in every format; PDF has them in the letters of its font."""
    text = "\n\n".join([TITLE, FIRST, *lines, SECOND])
    marked = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    page = HTML.replace("</article>", f"{marked}</article><nav>Home</nav>")
    entry = f"<title>{TITLE}</title><description>{html.escape(page)}</description>"
    article = json.dumps({**ARTICLE, "body": text})
    western = [line.encode("cp1252", "replace").decode("cp1252") for line in lines]
    return {
        ".txt": text.encode(),
        ".md": f"---\ntitle: {TITLE}\n---\n{text}".encode(),
        ".markdown": f"# {text}".encode(),
        ".html": page.encode(),
        ".mhtml": web_archive(page),
        ".eml": mail(text, page),
        ".mbox": mailbox(mail(text), mail(html=page, text="")),
        ".xml": feed(entry, entry),
        ".json": article.encode(),
        ".jsonl": f"{article}\n{article}\n".encode(),
        ".pdf": pdf([TITLE, "", FIRST[:80], FIRST[80:], ""], [*western, "", SECOND]),
        ".docx": word(FIRST, *lines, SECOND, title=TITLE),
        ".gz": gzip.compress(text.encode(), mtime=0),
        ".zip": archive({"a.txt": text, "b/c.html": page}),
    }


def documents(kind: str, data: bytes) -> list[Document]:
    """Every document of a file."""
    found = [as_document(item, "id", f"a{kind}") for item in contents(kind, data, read)]
    return [item for item in found if isinstance(item, Document)]


def held(document: Document) -> None:
    """Fail unless sentences and residue lie in order, apart, and hold all of the text."""
    spans = [(sentence.start, sentence.end) for sentence in document.sentences]
    assert spans == sorted(spans)
    end = 0
    for start, stop in sorted([*spans, *((part.start, part.end) for part in document.residue)]):
        assert end <= start < stop
        assert not document.text[end:start].strip()
        end = stop
    assert not document.text[end:].strip()
    for sentence in document.sentences:
        assert sentence.text == " ".join(document.quote(sentence.number).split())
    for part in document.residue:
        assert part.text == document.text[part.start : part.end]


@pytest.mark.parametrize("kind", sorted(READERS))
@settings(max_examples=12, deadline=None)
@given(lines=LINES)
def test_sentences_cover_the_text_of_every_format(kind, lines):
    """In any language, spans are exact, in order, apart, and with the residue hold everything."""
    found = documents(kind, files(lines)[kind])
    assume(found)  # lines with little prose among them are no article
    for document in found:
        held(document)


@pytest.mark.parametrize("kind", sorted(samples()))
def test_every_fact_of_every_format_has_an_origin(kind):
    """A document says of each fact where it is stated, and of nothing else."""
    (document, *_) = documents(kind, samples()[kind])
    facts = ("title", "outlet", "authors", "date", "url", "language")
    stated = {name for name in facts if getattr(document, name)}
    assert set(document.origins.model_dump()) == stated
    assert TEXT.startswith(document.title or "") or kind == ".mbox"
