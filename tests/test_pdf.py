"""Text of PDF files."""

from __future__ import annotations

from brief.formats import Content, Refused
from brief.pdf import MAX_PAGES, read_pdf
from tests.samples import pdf

LONG = "The second paragraph begins here and goes on to the very end of the page where it"


def read(data):
    content = read_pdf(data)
    assert isinstance(content, Content)
    return content, [content.text[slice(*block)] for block in content.blocks]


def test_a_paragraph_runs_over_the_end_of_its_page():
    """Running heads and page numbers are set apart, so that a sentence goes on from page to page."""
    content, words = read(
        pdf(
            ["The Daily Post", "Ministers meet", "", LONG, "is cut", "1"],
            ["The Daily Post", "in two by the page. Then it ends.", "2"],
            ["The Daily Post", "A last one.", "3"],
        )
    )
    assert words == ["Ministers meet", f"{LONG} is cut in two by the page. Then it ends.", "A last one."]
    assert [(part.text, part.reason) for part in content.apart] == [
        ("The Daily Post", "running head"),
        ("1", "page number"),
        ("The Daily Post", "running head"),
        ("2", "page number"),
        ("The Daily Post", "running head"),
        ("3", "page number"),
    ]
    assert all(content.text[part.start : part.end] == part.text for part in content.apart)
    assert [content.text[start : start + 8] for start in content.pages] == [
        "Minister",
        "in two b",
        "A last o",
    ]


def test_a_page_without_text_has_its_number():
    """Pages are counted as the file has them, those without words too."""
    content, _ = read(pdf([LONG], [""], [LONG]))
    assert content.pages == (0, len(LONG) + 1, len(LONG) + 1)


def test_words_broken_at_a_line_end_are_whole():
    """A hyphen that only the line's end put there is gone."""
    _, words = read(pdf([f"{LONG} was a mis-", "sile threat in the Indo-", "Pacific."]))
    assert words == [f"{LONG} was a missile threat in the Indo-Pacific."]


def test_a_gap_or_a_short_line_ends_a_paragraph():
    """A heading is a block of its own, and so is what follows a gap."""
    _, words = read(pdf(["Ministers meet", LONG, "ends.", "", LONG, "ends again."]))
    assert words == ["Ministers meet", f"{LONG} ends.", f"{LONG} ends again."]


def test_the_title_is_on_the_page_or_it_is_none():
    """What the file calls itself is its title only if these words stand in it."""
    stated, _ = read(pdf(["Ministers meet", "", LONG], title="ministers  meet"))
    other, _ = read(pdf(["Ministers meet", "", LONG], title="Microsoft Word - Document1"))
    assert (stated.title, other.title) == ((0, 14), None)


def test_what_cannot_be_read_is_refused():
    """A scan, a file of too many pages and a damaged file each have their reason."""
    assert read_pdf(pdf([""], [""])) == Refused(
        "no text on any page (2); if it is a scan, have its text recognised first"
    )
    assert read_pdf(pdf(*[["x"]] * (MAX_PAGES + 1))) == Refused("too long: 301 pages, the limit is 300")
    damaged = read_pdf(b"%PDF-1.4 junk")
    assert isinstance(damaged, Refused)
    assert damaged.reason.startswith("damaged PDF (")
