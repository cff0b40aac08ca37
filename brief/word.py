"""Word documents: paragraphs and the cells of tables, in their order; deleted text is left out."""

from __future__ import annotations

import io
import zipfile
from itertools import islice
from typing import TYPE_CHECKING, Any

from brief.formats import Content, Refused, titled
from brief.header import header_read
from brief.sentences import blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx.document import Document

MAX_PART = 10_000_000  # bytes of the largest part of a document, unpacked
MAX_UNPACKED = 40_000_000  # bytes of all its parts
MAX_RATIO = 100  # times that a part may grow when unpacked, if it is larger than `SMALL` then
SMALL = 1_000_000
MAX_PARAGRAPHS = 20_000  # paragraphs of the longest document

_DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = {f"{_W}tab": "\t", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
# Paragraphs of a text box come by themselves; a fallback repeats them for old programs.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DELETED = {f"{_W}del", f"{_W}moveFrom", _FALLBACK}
_TITLES = ("Title", "Heading 1")


def read_word(data: bytes) -> Content | Refused:
    """Text of a .docx file. Its title is the paragraph that is styled as one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refusal = _refusal(archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError) as error:
        return Refused(f"damaged Word document ({error})")
    if refusal:
        return Refused(refusal)
    import docx

    document = docx.Document(io.BytesIO(data))
    paragraphs = list(_paragraphs(document))
    if len(paragraphs) > MAX_PARAGRAPHS:
        return Refused(f"too long: more than {MAX_PARAGRAPHS:,} paragraphs")
    text = "\n\n".join(words for _, words in paragraphs if words)
    titles = [words for wanted in _TITLES for style, words in paragraphs if words and style == wanted]
    content = Content(text, blocks(text))
    return header_read(titled(content, titles[0], "heading") if titles else content)


def _refusal(parts: Sequence[zipfile.ZipInfo]) -> str | None:
    """Why the package is not opened; None if it is sound. A member gives no more than the size it states."""
    if _DOCUMENT not in {part.filename for part in parts}:
        return "no Word document: it holds no text"
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        return f"unpacks to too much; the limit of a Word document is {MAX_UNPACKED:,} bytes"
    for part in (part for part in parts if part.filename.endswith((".xml", ".rels"))):
        if part.file_size > MAX_PART:
            return f"unpacks to too much; the limit of a part is {MAX_PART:,} bytes"
        if part.file_size > max(SMALL, MAX_RATIO * part.compress_size):
            return f"unpacks to more than {MAX_RATIO} times its size; no article does"
    return None


def _paragraphs(document: Document) -> Iterator[tuple[str, str]]:
    """Yield style and words of each paragraph, one more than is allowed at most."""
    styles = {style.style_id: style.name or "" for style in document.styles}
    everywhere = document.element.body.iter(f"{_W}p")
    for paragraph in islice(everywhere, MAX_PARAGRAPHS + 1):
        if not any(parent.tag in _DELETED for parent in paragraph.iterancestors()):
            yield styles.get(paragraph.style or "", ""), " ".join("".join(_words(paragraph)).split())


def _words(node: Iterable[Any]) -> Iterator[str]:
    for child in node:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag not in {*_DELETED, f"{_W}p"}:
            yield from _words(child)
