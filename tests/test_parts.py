"""What a file holds, file within file."""

from __future__ import annotations

import gzip

import pytest

from brief import sources
from brief.documents import read as as_documents
from brief.formats import Overrun, Packed, Part, Refused, suffix_of
from brief.records import Document
from brief.sources import MAX_DEPTH, contents
from tests.samples import FIRST, TEXT, archive, mail, mailbox


def names(suffix, data):
    found = contents(suffix, data, as_documents)
    assert len({item.name for item in found}) == len(found)
    return {item.name: item.content for item in found}


def test_files_within_files_have_the_names_of_all():
    """A message in a mailbox in an archive is named after both; a gzip file is that which it holds.

    A file in an archive has the hash of that which lies beside it.
    """
    box = mailbox(mail(TEXT), mail(FIRST))
    packed = archive({"in/a.txt": TEXT, "news.mbox": box, "b.gz": gzip.compress(box)})
    found = names(".gz", gzip.compress(packed))
    assert list(found) == ["b.gz#1", "b.gz#2", "in/a.txt", "news.mbox#1", "news.mbox#2"]
    assert all(isinstance(content, Document) for content in found.values())

    both = (".zip", archive({"a.txt": TEXT})), (".txt", TEXT.encode())
    assert len({item.sha256 for kind, data in both for item in contents(kind, data, as_documents)}) == 1


def test_names_differ_and_stand_on_one_line():
    """Parts of one name are numbered, and a name with line ends or of great length is made fit."""
    names = ("a", "a\n", "a (2)", "b" * 999)
    found = contents(".zip", b"", lambda _kind, _data: tuple(Part(name, Refused(name)) for name in names))
    assert [item.name for item in found] == ["a", "a (2)", "a (2) (2)", "b" * 200]


def test_files_are_unpacked_to_a_depth():
    """What is packed deeper than the limit has its reason; an archive that holds itself ends there."""
    data = TEXT.encode()
    for _ in range(MAX_DEPTH):
        data = archive({"a": data})
    assert [type(within) for within in names(".zip", data).values()] == [Document]
    (beyond,) = names(".zip", archive({"a": data})).values()
    assert beyond == Refused("packed too deep; files within files are read 4 deep")
    itself = Packed(".zip", b"x")
    found = contents(".zip", b"", lambda _kind, _data: (Part("x", itself), Part("y", itself)))
    assert len(found) == 2 ** (MAX_DEPTH + 1)


def test_bytes_and_documents_of_a_file_are_limited(monkeypatch):
    """What comes after the limits of one file has its reason, and what came before is read."""
    limit = 2 * len(TEXT.encode())
    monkeypatch.setattr(sources, "MAX_TOTAL", limit)
    monkeypatch.setattr(sources, "MAX_PARTS", 4)
    found = names(".zip", archive({f"{n}.txt": TEXT for n in range(6)}))
    assert [getattr(content, "reason", "read") for content in found.values()] == [
        *["read"] * 2,
        *[f"too much in one file; the limit is {limit} bytes unpacked"] * 2,
        "one file is read up to 4 documents",
    ]


def test_a_file_whose_parts_bring_readers_down_is_left():
    """After three parts that were too much, the rest is not tried."""
    tried = []

    def read(kind, data):
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
