"""Archives are unpacked within limits."""

from __future__ import annotations

import gzip
import hashlib

import pytest

from brief.archives import MAX_MEMBERS, read_gzip, read_zip
from brief.formats import Packed, Part, Refused
from tests.samples import archive


def test_members_of_a_gzip_file_are_one_file():
    """Files that were packed one after the other are unpacked so; what follows them is no part."""
    data = gzip.compress(b"They ") + gzip.compress(b"met.") + b"\0\0"
    assert read_gzip(data) == (Part("", Packed("", b"They met.")),)


def test_members_may_end_anywhere():
    """Members are unpacked wherever the pieces end in which they are read."""
    noise = b"".join(hashlib.sha256(bytes([number % 256, number // 256])).digest() for number in range(3_000))
    for size in (0, 1, 65_513, 70_000):
        member = gzip.compress(noise[:size])
        assert read_gzip(member * 5) == (Part("", Packed("", noise[:size] * 5)),)


def test_a_gzip_bomb_is_not_unpacked():
    """A 486 KB file that unpacks to 500 MB is refused at the limit, as is what grows beyond measure."""
    bomb = gzip.compress(b"\0" * 500_000_000)
    assert 480_000 < len(bomb) < 490_000
    assert read_gzip(bomb) == Refused("unpacks to too much; the limit of an archive is 50,000,000 bytes")
    assert read_gzip(gzip.compress(b"\0" * 2_000_000)) == Refused(
        "unpacks to more than 200 times its size; no article does"
    )


def test_a_cut_or_damaged_gzip_file_is_refused():
    """The reason says what is wrong."""
    cut = read_gzip(gzip.compress(b"They met.")[:-9])
    assert isinstance(cut, Refused)
    assert cut.reason.startswith("damaged gzip file (Compressed file ended before")
    damaged = read_gzip(b"\x1f\x8b\x08 and so on")
    assert isinstance(damaged, Refused)
    assert damaged.reason.startswith("damaged gzip file (")


def test_files_of_an_archive_come_in_order_without_hidden_ones():
    """The order is that of names; what a system adds for itself is left out."""
    data = archive({"b.TXT": "two", "a/x.md": "one", ".DS_Store": "x", "__MACOSX/a": "x", "c/": ""})
    assert read_zip(data) == (
        Part("a/x.md", Packed(".md", b"one")),
        Part("b.TXT", Packed(".txt", b"two")),
    )


def test_a_bad_member_costs_itself():
    """A file that is damaged, encrypted or a bomb has its reason, and the others are unpacked."""
    data = bytearray(
        archive({"a.txt": "They met.", "b.txt": "They met.", "c.txt": b"\0" * 9_000_000, "d.txt": "."})
    )
    data[data.index(b"a.txt") + 5] ^= 0xFF
    central = data.index(b"b.txt", data.index(b"PK\x01\x02")) - 46
    data[central + 8] |= 1
    parts = read_zip(bytes(data))
    assert isinstance(parts, tuple)
    found = {part.name: part.item for part in parts}
    assert isinstance(found["a.txt"], Refused)
    assert found["a.txt"].reason.startswith("damaged (")
    assert found["b.txt"] == Refused("encrypted; unpack it, and name the folder instead")
    assert found["c.txt"] == Refused("unpacks to more than 200 times its size; no article does")
    assert found["d.txt"] == Packed(".txt", b".")


def test_many_files_and_many_bytes_are_limited():
    """What is beyond the limits of an archive is named, not unpacked."""
    parts = read_zip(archive({f"{number:04}.txt": "." for number in range(MAX_MEMBERS + 5)}))
    assert isinstance(parts, tuple)
    assert len(parts) == MAX_MEMBERS + 1
    assert parts[-1] == Part("the rest", Refused("5 more files; the limit of an archive is 2,000"))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_archive_is_refused(data):
    """A file that only looks like an archive has its reason."""
    answer = read_zip(data)
    assert isinstance(answer, Refused)
    assert answer.reason.startswith("damaged zip archive (")


def test_the_sizes_that_an_archive_states_are_not_believed():
    """A member that unpacks to more than it says is cut off or refused, never unpacked whole."""
    data = bytearray(archive({"a.txt": b"\0" * 5_000_000}))
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = (10).to_bytes(4, "little")
    parts = read_zip(bytes(data))
    assert isinstance(parts, tuple)
    assert isinstance(parts[0].item, Refused)
