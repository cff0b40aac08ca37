"""Documents for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief import documents
from brief.places import Place, shown
from brief.records import Document, Sentence, Skipped
from brief.sources import as_document, items

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def read(path: Path, document_id: str, roots: Sequence[Path] = ()) -> Document | Skipped:
    """The document in a file that holds one, or why there is none."""
    (item,) = items(path, documents.read)
    return as_document(item, document_id, shown(Place(path), roots))


def document(*texts: str, title: str | None = None) -> Document:
    """A document of these sentences, one after the other."""
    sentences, start = [], 0
    for number, text in enumerate(texts, 1):
        sentences.append(Sentence(number=number, start=start, end=start + len(text), text=text))
        start += len(text) + 1
    return Document(
        id="d", path="d.txt", sha256="0", title=title, text=" ".join(texts), sentences=tuple(sentences)
    )
