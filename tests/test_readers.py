"""Which reader a file needs, and what every reader makes of the same words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.formats import Content, Packed
from brief.readers import READERS, format_of, read_as
from tests import samples

BY_SUFFIX = samples.samples()


@pytest.mark.parametrize("kind", sorted(BY_SUFFIX))
def test_the_content_tells_the_format(kind):
    """A file of any format is what it is, whether it is called .txt or has no suffix at all."""
    told = ".json" if kind == ".jsonl" else kind
    assert format_of(".txt", BY_SUFFIX[kind]) == format_of("", BY_SUFFIX[kind]) == told
    assert format_of(kind, BY_SUFFIX[kind]) == kind


@pytest.mark.parametrize(
    ("suffix", "data", "kind"),
    [
        ("", b"They met.", ".txt"),
        (".htm", b"They met.", ".html"),
        (".php", b"\n<!-- x --><html lang=en>", ".html"),
        (".html", b"%PDF-1.7", ".pdf"),
        (".txt", "<html>".encode("utf-16"), ".html"),
        (".txt", b"\xef\xbb\xbf<?xml version='1.0'?>\n<!DOCTYPE html>", ".html"),
        (".rss", b"<?xml version='1.0'?><rss>", ".xml"),
        (".xlsx", b"PK\x03\x04", ".xlsx"),
        (".svg", b"<?xml version='1.0'?><svg>", ".svg"),
        (".txt", b"From Tokyo came a call:\nAgreed: yes", ".txt"),
        (".txt", b"Title: Talks\nDate: 2023-12-10\n\nThey met.", ".txt"),
        (".txt", b"[Editor's note] They met.", ".txt"),
        (".txt", b"Received: by mail\nSubject: Talks\n\nThey met.", ".eml"),
    ],
)
def test_the_name_tells_what_the_content_does_not(suffix, data, kind):
    """Signatures count for more than names, but open no format that a name says is another."""
    assert format_of(suffix, data) == kind


def test_a_head_of_many_comments_is_told_at_once():
    """A file that could end its comments in very many ways costs no more than another."""
    assert format_of(".txt", b"<!---->" * 500) == ".txt"
    assert format_of(".txt", b"<!---->" * 500 + b"<html>") == ".html"


@given(st.sampled_from(["", ".txt", ".png", *READERS]), st.binary(max_size=200))
def test_any_bytes_have_a_format(suffix, data):
    """For any bytes there is one suffix, and the same each time."""
    assert format_of(suffix, data) == format_of(suffix, data)
    assert format_of(suffix, data).startswith(".")


@pytest.mark.parametrize("kind", sorted(set(BY_SUFFIX) - {".gz", ".zip", ".mbox", ".html"}))
def test_every_format_gives_the_same_article(kind):
    """Title and paragraphs are the same words whatever file they stood in."""
    answer = read_as(kind, BY_SUFFIX[kind])
    content = answer[0].item if isinstance(answer, tuple) else answer
    assert isinstance(content, Content)
    words = [content.text[slice(*block)] for block in content.blocks]
    assert words == [samples.TITLE, samples.FIRST, samples.SECOND]
    assert content.title == content.blocks[0]


def packed(kind):
    answer = read_as(kind, BY_SUFFIX[kind])
    assert isinstance(answer, tuple)
    return [(part.name, part.item) for part in answer]


def test_what_is_packed_is_given_as_it_is():
    """Archives and mailboxes give the files in them, with the suffix by which these are read."""
    assert packed(".gz") == [("", Packed("", samples.TEXT.encode()))]
    zipped = [
        ("a.txt", Packed(".txt", samples.TEXT.encode())),
        ("b/c.html", Packed(".html", samples.HTML.encode())),
    ]
    assert packed(".zip") == zipped
    assert [name for name, _ in packed(".mbox")] == ["1", "2"]
