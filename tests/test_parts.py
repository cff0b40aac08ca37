"""What a file holds, file within file."""

from __future__ import annotations

import gzip

import pytest

from brief import sources
from brief.documents import read as as_documents
from brief.formats import Overrun, Packed, Part, Reading, Refused, suffix_of
from brief.records import Document
from brief.sources import MAX_DEPTH, contents
from tests.samples import FIRST, TEXT, archive, mail, mailbox


def names(suffix: str, data: bytes) -> dict[str, Document | Refused]:
    found = contents(suffix, data, as_documents)
    assert len({item.name for item in found}) == len(found)
    return {item.name: item.content for item in found}


def test_files_within_files_have_the_names_of_all():
    """A message in a mailbox in an archive is named after both; a gzip file is that which it holds."""
    box = mailbox(mail(TEXT), mail(FIRST))
    found = names(
        ".gz", gzip.compress(archive({"in/a.txt": TEXT, "news.mbox": box, "b.gz": gzip.compress(box)}))
    )
    assert list(found) == ["b.gz#1", "b.gz#2", "in/a.txt", "news.mbox#1", "news.mbox#2"]
    assert all(isinstance(content, Document) for content in found.values())


def test_the_same_bytes_have_the_same_hash_wherever_they_lie():
    """A file in an archive is told to be that which lies beside it."""
    (packed,) = contents(".zip", archive({"a.txt": TEXT}), as_documents)
    (loose,) = contents(".txt", TEXT.encode(), as_documents)
    assert packed.sha256 == loose.sha256


def test_names_differ_and_stand_on_one_line():
    """Parts of one name are numbered, and a name with line ends or of great length is made fit."""
    same: tuple[Part[Document], ...] = (
        Part("a", Refused("1")),
        Part("a\n", Refused("2")),
        Part("a (2)", Refused("3")),
        Part("b" * 999, Refused("4")),
    )
    found = contents(".zip", b"", lambda _kind, _data: same)
    assert [item.name for item in found] == ["a", "a (2)", "a (2) (2)", "b" * 200]


def test_files_are_unpacked_to_a_depth():
    """What is packed deeper than the limit has its reason."""
    data = TEXT.encode()
    for _ in range(MAX_DEPTH):
        data = archive({"a": data})
    (within,) = names(".zip", data).values()
    assert isinstance(within, Document)
    (beyond,) = names(".zip", archive({"a": data})).values()
    assert beyond == Refused("packed too deep; files within files are read 4 deep")


def test_an_archive_that_holds_itself_ends():
    """However deep a file would go on, it is read to the limit."""

    def endless(_kind: str, _data: bytes) -> Reading:
        return (Part("x", Packed(".zip", b"x")), Part("y", Packed(".zip", b"x")))

    assert len(contents(".zip", b"", endless)) == 2 ** (MAX_DEPTH + 1)


def test_bytes_and_documents_of_a_file_are_limited(monkeypatch: pytest.MonkeyPatch):
    """What comes after the limits of one file has its reason, and what came before is read."""
    monkeypatch.setattr(sources, "MAX_TOTAL", 2 * len(TEXT.encode()))
    monkeypatch.setattr(sources, "MAX_PARTS", 4)
    found = names(".zip", archive({f"{n}.txt": TEXT for n in range(6)}))
    assert [getattr(content, "reason", "read") for content in found.values()] == [
        "read",
        "read",
        f"too much in one file; the limit is {2 * len(TEXT.encode())} bytes unpacked",
        f"too much in one file; the limit is {2 * len(TEXT.encode())} bytes unpacked",
        "one file is read up to 4 documents",
    ]


def test_a_file_whose_parts_bring_readers_down_is_left():
    """After three parts that were too much, the rest is not tried."""
    tried = []

    def read(kind: str, data: bytes) -> Reading:
        if kind == ".zip":
            return tuple(Part(str(n), Packed(".pdf", b"%PDF-")) for n in range(5))
        tried.append(data)
        return Overrun("too much to read")

    assert [item.content for item in contents(".zip", b"", read)] == [
        *[Overrun("too much to read")] * 3,
        *[Refused("not tried: 3 parts of the file were too much to read")] * 2,
    ]
    assert len(tried) == 3


def test_a_gzip_file_holds_what_its_name_says():
    """The name without .gz tells what the content does not; a number before .gz is no suffix."""
    (told,) = contents(suffix_of("talks.md.gz"), gzip.compress(b"# " + TEXT.encode()), as_documents)
    assert isinstance(told.content, Document)
    assert told.content.origins.title == "heading"
    packed = archive({"a.tar.gz": gzip.compress(b"x"), "b.2023.gz": gzip.compress(TEXT.encode())})
    found = names(".zip", packed)
    assert getattr(found["a.tar.gz"], "reason", "").startswith("format .tar is not read")
    assert isinstance(found["b.2023.gz"], Document)


@pytest.mark.parametrize(
    ("suffix", "data", "reason"),
    [
        (".txt", b"x" * 5_000_001, "too large: 5,000,001 bytes, the limit is 5,000,000"),
        (".pdf", b"x" * 50_000_001, "too large: 50,000,001 bytes, the limit is 50,000,000"),
        (".txt", b" \n", "empty"),
    ],
)
def test_sizes_are_limited(suffix, data, reason):
    """A text is read up to 5 MB, other files up to 50 MB, and nothing is no document."""
    assert names(suffix, data) == {"": Refused(reason)}
