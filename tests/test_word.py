"""Text of Word documents."""

from __future__ import annotations

import io
import zipfile

from brief.formats import Content, Refused
from brief.word import MAX_PARAGRAPHS, read_word
from tests.samples import archive, word, word_bomb

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_body(body: str) -> bytes:
    """A Word document with this XML as its body."""
    with zipfile.ZipFile(io.BytesIO(word("x"))) as package:
        files = {name: package.read(name) for name in package.namelist()}
    files["word/document.xml"] = f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()
    return archive(files)


def words(data: bytes) -> list[str]:
    content = read_word(data)
    assert isinstance(content, Content)
    return [content.text[slice(*block)] for block in content.blocks]


def test_what_was_inserted_is_read_and_what_was_deleted_is_not():
    """Tracked changes count as made; cells of tables are blocks."""
    body = (
        "<w:p><w:r><w:t>They </w:t></w:r><w:ins><w:r><w:t>met</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>fought</w:delText><w:t>fought</w:t></w:r></w:del>"
        "<w:r><w:tab/><w:t>again.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>A cell.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert words(with_body(body)) == ["They met again.", "A cell."]


def test_a_style_makes_the_title():
    """The paragraph that is styled as title is the title, wherever it stands."""
    content = read_word(word("They met.", title="Ministers meet"))
    assert isinstance(content, Content)
    assert content.title == (0, 14)
    untitled = read_word(word("They met."))
    assert isinstance(untitled, Content)
    assert untitled.title is None


def test_a_bomb_is_not_opened():
    """A 100 KB file that unpacks to 100 MB, and one of very many paragraphs, are refused by their measure."""
    bomb = word_bomb(100_000_000)
    assert len(bomb) < 100_000
    assert read_word(bomb) == Refused("unpacks to too much; the limit of a Word document is 40,000,000 bytes")
    assert read_word(word_bomb(20_000_000)) == Refused(
        "unpacks to too much; the limit of a part is 10,000,000 bytes"
    )
    assert read_word(word_bomb(5_000_000)) == Refused(
        "unpacks to more than 100 times its size; no article does"
    )
    many = with_body("<w:p/>" * (MAX_PARAGRAPHS + 1))
    assert read_word(many) == Refused("too long: more than 20,000 paragraphs")


def test_what_is_no_document_is_refused():
    """An archive of something else, and bytes that are no archive, have their reason."""
    assert read_word(archive({"a.txt": "x"})) == Refused("no Word document: it holds no text")
    assert read_word(b"PK\x03\x04") == Refused("damaged Word document (File is not a zip file)")
