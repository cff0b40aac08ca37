"""What is residue and what is kept: planted lines of both kinds, each with its reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.residue import Sifted, sift
from brief.sentences import blocks

PROSE = "The ministers of Japan and South Korea met in Tokyo on Monday to discuss the threat."
MORE = "They agreed to share warning data by the end of the year, the minister said."


def sifted(*lines: str) -> Sifted:
    text = "\n\n".join(lines)
    return sift(text, blocks(text))


def reasons(*lines: str) -> dict[str, str]:
    return {part.text: part.reason for part in sifted(*lines).residue}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Advertisement Continue reading the main story", "advertisement"),
        ("Story Continued Below", "advertisement"),
        ("Read also: Carmaker to help rebuild the port", "link to another article"),
        ("See also: Ten facts about the treaty.", "link to another article"),
        ("READ MORE: Why sanctions are unlikely to work", "link to another article"),
        ("More On This...", "link to another article"),
        ("Related stories", "link to another article"),
        ("How the envoy disappeared \u2013 visual guide Read more", "link to another article"),
        ("Video of the day", "media player"),
        ("Play Video 1:25 Talks break down \u2013 video report", "media player"),
        ("Share:", "share buttons"),
        ("SHARE THIS ARTICLE Share Tweet Post Email", "share buttons"),
        ("Facebook | Twitter | WhatsApp | E-mail", "share buttons"),
        ("Follow @example", "share buttons"),
        ("Extended searchHide extended search", "search box"),
        ("All topics", "navigation"),
        ("By period:", "navigation"),
        ("Home > World > Asia", "navigation"),
        ("Subscribe now", "newsletter or subscription"),
        (
            "Get the stories you care about delivered to your inbox. Sign up today.",
            "newsletter or subscription",
        ),
        ("This site uses cookies to give you the best experience.", "cookie notice"),
        ("Lee in Manila on Aug. 6. Photographer: A. Celis/AFP via Getty Images", "photo credit or caption"),
        ("FILE PHOTO: Protesters at the site of a blast in Kabul.", "photo credit or caption"),
        ("This article is more than 2 years old", "age notice"),
        ("© 2019 The Example Times. All Rights Reserved.", "copyright"),
        ("Leave a Reply", "comments box"),
        ("12 Comments", "comments box"),
        ("The Associated Press contributed to this report.", "credit line"),
        ("Updated at 2:31 p.m.", "publication note"),
        ("https://example.org/a/b", "web address"),
        ("The port\u2019s options after the strike: Quicktake Q&A", "link to another article"),
        ("WHAT THE SISTER OF THE MINISTER REALLY MEANS BY UNITY", "link to another article"),
        ("Contributing: Ana Lund of The Dorf Post.", "credit line"),
        ("A. Lund reported from Dorf for this article, which is based on wire reports.", "credit line"),
        ("Two soldiers clean the cannon of a tank near the border on Thursday.", "photo credit or caption"),
        ("King Olav, right, meets with the envoy of Aland in Dorf.", "photo credit or caption"),
        ("to share warning data by the end of the year, the minister said Bo Falk", "pull quote"),
        ("-", "mark without words"),
    ],
)
def test_residue_within_an_article(line: str, reason: str) -> None:
    """Labels and notices of the web are residue between paragraphs, and each says why."""
    assert reasons(PROSE, line, MORE) == {line: reason}


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell after the talks.",
        "Video of the attack shows the envoy leaving the consulate.",
        "Read out by the minister, the statement said the truce had ended.",
        "More: that was what the envoy wanted.",
        "Reporting by the newspaper found that the general ordered the strike.",
        "By Monday the two sides had agreed to meet again.",
        "This report was published by the ministry on Monday and names nine generals.",
        "He tweeted a photo: “The picture says it all.”",
        "Subscribe to no treaty that you cannot keep, the president said.",
        "Key developments:",
        "A win for Moon",
        "NEW CIVIL WAR?",
        "“A precision blow is the essential part of sanctions.”",
        "The two sides will open a hotline, according to Chung",
        "Tobias Ellwood, Foreign Office Minister for the Middle East, said:",
    ],
)
def test_the_article_is_kept(line: str) -> None:
    """Sentences that begin like residue, subheads and lines that no rule knows stay in the article."""
    assert reasons(PROSE, line, MORE) == {}


@pytest.mark.parametrize(
    "line",
    [
        "Two soldiers were killed when a tank exploded near the border on Thursday.",
        "The minister, right or wrong, meets with the envoy on Monday.",
        "UN AND EU",
        "Discordant notes",
        "They agreed to share warning data, but not before the end of the year, the minister said.",
    ],
)
def test_what_only_looks_like_a_caption_link_or_quote_is_kept(line: str) -> None:
    """News in the past tense, short headings, and sentences of their own stay in the article."""
    assert reasons(PROSE, line, MORE) == {}


def test_the_words_that_open_a_box_are_residue_and_the_box_is_kept() -> None:
    """The box stays in the article, in pieces."""
    found = sifted(PROSE, f"Quick guide Who met? Show Hide {PROSE} Was this helpful? Show Hide", MORE)
    assert [part.text for part in found.residue if part.reason == "navigation"] == [
        "Quick guide",
        "Show Hide",
        "Show Hide",
    ]


def test_headline_is_told_and_its_repeat_dropped() -> None:
    """The first line above the article is its headline; the same words again are residue."""
    found = sifted("Truce  holds in Gaza", "Truce holds in Gaza", PROSE)
    assert found.title == (0, 20)
    assert [(part.start, part.reason) for part in found.residue] == [(22, "repeated headline")]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ("Will the ministers of Japan and South Korea meet?", PROSE),
            "Will the ministers of Japan and South Korea meet?",
        ),
        (("Troops to leave the U.S.", PROSE), "Troops to leave the U.S."),
        (("This article is more than 2 years old", "Truce holds in Gaza", PROSE), "Truce holds in Gaza"),
        (("Ann Lee", "Truce holds in Gaza", PROSE), "Truce holds in Gaza"),
        (("A tank near the border. Gazans clean up; truce holds", PROSE), None),
        (("Ann Lee and Bob Ray Cole", "USA TODAY", PROSE), None),
        ((PROSE, MORE), None),
    ],
)
def test_headlines(lines: tuple[str, ...], title: str | None) -> None:
    """A headline is one line that opens the text, is no name, and does not end in a full stop."""
    found = sifted(*lines)
    assert (found.title and "\n\n".join(lines)[slice(*found.title)]) == title


def test_names_above_the_article_are_bylines() -> None:
    """Authors and outlets that stand alone above the article are kept out of it."""
    found = reasons("Truce holds in Gaza", "By Ann Lee", "Ann Lee and Bob Cole", "USA TODAY", PROSE)
    assert found == dict.fromkeys(("By Ann Lee", "Ann Lee and Bob Cole", "USA TODAY"), "byline")


@pytest.mark.parametrize(
    ("byline", "prose", "outlet"),
    [
        ("Ukrinform", "That’s according to Yonhap, Ukrinform reports.", "Ukrinform"),
        ("Reuters", "KABUL (Reuters) \u2013 The ministers met in Doha on Monday.", "Reuters"),
        ("Ukrinform", "The ministers met in Doha, Yonhap reports.", None),
        ("Boris Johnson", "The minister told Boris Johnson that the truce holds.", None),
    ],
)
def test_outlet_only_where_the_text_confirms_it(byline: str, prose: str, outlet: str | None) -> None:
    """A line above the article is its outlet if the article says that it reports; else nothing is stated."""
    assert sifted("Truce holds in Gaza", byline, PROSE, prose).outlet == outlet


def test_short_lines_in_the_residue_below_are_navigation() -> None:
    """Below the article, lines of few words among residue go with it, and headlines below a link label."""
    found = reasons(
        PROSE,
        MORE,
        "World news",
        "All topics",
        "Related stories",
        "Ship sinks off the coast of Spain",
        "Share:",
    )
    assert found["World news"] == "navigation"
    assert found["Ship sinks off the coast of Spain"] == "link to another article"


def test_short_lines_below_are_kept_where_no_residue_is() -> None:
    """One label below the article makes no navigation block."""
    assert reasons(PROSE, MORE, "World leaders welcome deal", "Share:") == {"Share:": "share buttons"}


@given(st.text(alphabet="aB .!?©:,", max_size=60).map(lambda tail: f"{PROSE} {tail.strip()}".strip() + "."))
def test_a_paragraph_of_prose_is_never_residue(paragraph: str) -> None:
    """Whatever follows a sentence in its paragraph, the paragraph is kept."""
    assert reasons(MORE, paragraph, MORE) == {}
