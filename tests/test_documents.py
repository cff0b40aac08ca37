"""A file's content becomes a document within bounds: what is too much for a bound is one line in a brief."""

from __future__ import annotations

import pytest

from brief import documents
from brief.documents import read
from brief.formats import Overrun, Refused
from brief.records import Document
from brief.sandbox import Sandbox
from tests.samples import FIRST, SECOND

PROSE = f"{FIRST} {SECOND}\n"
SIZE = 200_000
HOSTILE = {
    "a headline in capitals": (".txt", "NORTHERN " * 400 + "\n\n" + PROSE),
    "a sentence of names": (".txt", "Those named are " + "Ana Lund, " * 800 + f"and Bo Falk. {PROSE}"),
    "a list of names in capitals": (".txt", "LUND, " * (SIZE // 6) + f"met. {PROSE}"),
    "spaces": (".txt", f"A{' ' * SIZE}{PROSE}"),
    "line ends": (".txt", "\n" * SIZE + PROSE),
    "quotation marks": (".txt", f"{'”' * SIZE}{PROSE}"),
    "brackets": (".txt", f"{'(' * SIZE}{PROSE}"),
    "full stops": (".txt", f"{'. ' * (SIZE // 2)}{PROSE}"),
    "a text without spaces": (".txt", "部长们在东京会面。" * (SIZE // 9) + PROSE),
    "pull quotes": (
        ".txt",
        "".join(
            f"{PROSE}\n\nto share warning data {n} by the end of the year, the minister said Bo Falk\n\n"
            for n in range(SIZE // 300)
        ),
    ),
    "short lines": (".txt", "Lund met.\n" * (SIZE // 10) + PROSE),
    "a long header": (".eml", f"Message-ID: <a>\nSubject: {'=?utf-8?q?a?= ' * (SIZE // 14)}\n\n{PROSE}"),
    "sections that never end": (
        ".xml",
        f"<?xml version='1.0'?><rss><channel><item><description>{'<![CDATA[' * (SIZE // 9)}{PROSE}",
    ),
}


@pytest.fixture(scope="module")
def box():
    """A process that reads, of which no file may take more than two seconds."""
    with Sandbox(seconds=2) as running:
        yield running


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_made_to_take_long_is_read_in_seconds(box, kind):
    """Repeated marks, names and lines take a time that grows as their number, and no more of a processor."""
    suffix, text = HOSTILE[kind]
    assert not isinstance(box.read(suffix, text.encode()), Overrun)


def test_a_document_of_too_many_sentences_is_refused(monkeypatch):
    """Every later step may count on the bound."""
    monkeypatch.setattr(documents, "MAX_SENTENCES", 4)
    assert isinstance(read(".txt", PROSE.encode()), Document)
    assert read(".txt", f"{PROSE}He left.".encode()) == Refused("too long: 5 sentences, the limit is 4")


def test_a_sentence_without_end_is_refused():
    """It is named with its length, and nothing of the document is read."""
    text = f"{PROSE}\nThey named {'Ana Lund, ' * 5_000}all."
    assert read(".txt", text.encode()) == Refused(
        "too long: a sentence of 50,015 characters, the limit is 50,000"
    )
