"""Documents for tests."""

from __future__ import annotations

from brief.records import Document, Sentence


def document(*texts: str, title: str | None = None) -> Document:
    """A document of these sentences, one after the other."""
    sentences, start = [], 0
    for number, text in enumerate(texts, 1):
        sentences.append(Sentence(number=number, start=start, end=start + len(text), text=text))
        start += len(text) + 1
    return Document(
        id="d", path="d.txt", sha256="0", title=title, text=" ".join(texts), sentences=tuple(sentences)
    )
