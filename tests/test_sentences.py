"""Blocks and sentences: exact spans, in order, nothing lost; what is residue among them, and what is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.residue import Sifted, sift
from brief.sentences import blocks, ends_sentence, is_prose, split

FROZEN = [
    ["He met Mr. Smith, Sen. Lee and Gen. Kim of the U.S. and the U.N. on Oct. 4."],
    ["The talks, said Ms. Mogherini, gave No. 5 to J. R. Smith."],
    ["Lt. Col. J.R. Smith met Vice Adm. George W. Kim.", "Amb. Lee called Spc. Jones of the U.S. Army."],
    ["It ended at 10 a.m. EST on Monday.", "It ended at 2 p.m. Saturday in Doha."],
    ["1. First comes the truce."],
    ['"We will." he said'],
    ['"Why?" he asked.', "“We will!” Trump tweeted.", "“Go!” shouted Kim."],
    ['"We agreed on supply chains," Cho said.'],
    ["“There is a gap. We have to have sanctions,” he said."],
    ['"It will not attempt any tests." — Chung Eui-yong, national security director'],
    ["He left the U.S.", "She stayed.", "She came at 2 p.m.", "He ate."],
    ['"We stand," Sullivan said.', '"And we go on."'],
    ["“Why?”", "Trump said he did not know."],
    ["the “worst deal ever.’’", "So he left."],
    ["We see progress. ...", "We will go on."],
    ["The U.N. and the E.U. condemned it.", "It was approved by the U.N.", "The council met again."],
    ["He met the U.N. Secretary-General.", "Talks go on.", "Mr. Kim did not."],
    ["They met in Washington, D.C.", "The talks failed."],
    ["Gen. Smith and Ph.D. students met J. K. Lee at 9 a.m. on Dec. 9.", "Nobody spoke."],
    ["She holds a Ph.D.", "Her brother does not."],
    ["On Jan. 5, 2020, at 5 p.m. GMT, it began.", "It ended at 6 p.m.", "Nobody left."],
    ["John F. Kennedy Jr. spoke.", "St. Petersburg listened."],
    ["Is it over?", "Not yet, said Lt. Gov. Lee."],
    ["Lockheed Martin Corp. shares rose.", "Acme Inc. and Foo Ltd. fell."],
    ["Prices rose 3.5 percent to $1.2 billion.", "Sales fell."],
    ["He cited Sec. 4 and No. 7 vs. Art. 5.", "It failed."],
    ["The vote (held on Monday.) failed.", "It was 5-4."],
    ["See https://a.example/b.c?d=e.", "It works."],
    ["They agreed?!", "Nobody knows.", "“Stop!” he shouted.", "“Why?”"],
    ['"Will you go?"', '"No," she said.'],
    ["“We met. We agreed. We left,” he said.", "Then he went.", "“We met. We agreed.”", "Kim left."],
    ['"We are ready. We will strike," Kim said.', '"Nobody will stop us."'],
    ["It was the best 'deal ever.'", "He left."],
    ["He waited... and left.", "She waited too.", "Nothing came… She waited too."],
    ["SEOUL, Dec. 9 (Yonhap) -- The two sides met.", "They agreed."],
    ["WASHINGTON (AP) — The U.S. and Iran met.", "They agreed."],
    ["¿Se reunieron?", "Sí.", "El Sr. López vio a la Dra. Ruiz.", "¡No hay acuerdo!"],
    ["M. Macron a rencontré Mme. Merkel.", "Ils ont signé."],
    ["Die Minister trafen sich am 9. Dezember in Berlin.", "Sie einigten sich."],
    ["Министры встретились в Токио.", "Они договорились."],
    ["اجتمع الوزراء في طوكيو.", "هل اتفقوا؟", "نعم."],
    ["मंत्री टोक्यो में मिले।", "वे सहमत हुए।"],
    ["部长们在东京会面。", "他们同意分享数据！", "谁会反对？", "没有人。"],  # noqa: RUF001
]


@pytest.mark.parametrize("expected", FROZEN, ids=lambda expected: expected[0][:30])
@pytest.mark.parametrize("space", [" ", "\n", "  "])
def test_the_rule_is_frozen(space, expected):
    """Ids of claims hang on these boundaries: another cut, in any language, gives each claim a new name.

    Abbreviations, initials, clock times, and a quotation with its attribution, end no sentence; closing
    quotation marks stay with the sentence before.
    """
    if expected[0][-1] == "。":
        space = ""
    spans, end = [], 0
    for words in expected:
        spans.append((end, end + len(words)))
        end += len(words) + len(space)
    assert list(split(space.join(expected))) == spans


def test_offsets_are_characters_of_the_whole_text():
    """Characters of several bytes count as one each; a block is cut where it stands, its edges trimmed.

    Line ends within a block, whichever they are, are spaces.
    """
    assert split("Café 😀 closed. Peña Nieto left.") == ((0, 14), (15, 31))
    assert split("Headline\n  One came. Two left. \nTail", 9, 31) == ((11, 20), (21, 30))
    assert split("The sides\r\nmet. They\nagreed.") == ((0, 15), (16, 28))


WRAPPED = """The United States and Japan agreed on Monday to hold talks with the
government of South Korea about the threats that Gov. Smith and Gen.
Lee named. A second sentence is here."""
LINES = "# Ministers of two countries meet in Tokyo for talks\nthe sides met\n- one\n- two\ndate: 2023-12-10"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Headline\nReuters\n\nThe sides met.", ["Headline", "Reuters", "The sides met."]),
        (f"Ministers meet\n\n{WRAPPED}\n\nAnother one.", ["Ministers meet", WRAPPED, "Another one."]),
        (LINES, LINES.split("\n")),
    ],
)
def test_every_line_is_a_block_but_those_of_a_wrapped_paragraph(text, expected):
    """Full lines of a wrapped text belong together; headings, list items and fields are never joined."""
    assert [text[start:end] for start, end in blocks(text)] == expected


@pytest.mark.parametrize(
    ("line", "ends", "prose"),
    [
        ("The ministers met in Tokyo to discuss the threat.", True, True),
        ("He said the ministers met to “discuss the threat.”", True, True),
        ("Will the ministers ever meet to discuss the threat?", True, False),
        ("Ministers meet in Tokyo to discuss the missile threat", False, False),
        ("They met.", True, False),
    ],
)
def test_prose_is_told_from_headlines(line, *, ends, prose):
    """Prose has some words and ends as a statement does."""
    assert (ends_sentence(line), is_prose(line)) == (ends, prose)


PROSE = "The ministers of Japan and South Korea met in Tokyo on Monday to discuss the threat."
MORE = "They agreed to share warning data by the end of the year, the minister said."


def sifted(*lines: str) -> Sifted:
    text = "\n\n".join(lines)
    return sift(text, blocks(text))


def reasons(*lines: str) -> dict[str, str]:
    return {part.text: part.reason for part in sifted(*lines).residue}


RESIDUE = """
advertisement: Advertisement Continue reading the main story / Story Continued Below
link to another article: Read also: Carmaker to help rebuild the port
link to another article: See also: Ten facts about the treaty.
link to another article: READ MORE: Why sanctions are unlikely to work / More On This... / Related stories
link to another article: How the envoy disappeared – visual guide Read more
link to another article: The port’s options after the strike: Quicktake Q&A
link to another article: WHAT THE SISTER OF THE MINISTER REALLY MEANS BY UNITY
media player: Video of the day / Play Video 1:25 Talks break down – video report
share buttons: Share: / SHARE THIS ARTICLE Share Tweet Post Email / Facebook | Twitter | WhatsApp | E-mail
share buttons: Follow @example
search box: Extended searchHide extended search
navigation: All topics / By period: / Home > World > Asia
newsletter or subscription: Subscribe now / Get the stories delivered to your inbox. Sign up today.
cookie notice: This site uses cookies to give you the best experience.
photo credit or caption: Lee in Manila on Aug. 6. Photographer: A. Celis/AFP via Getty Images
photo credit or caption: FILE PHOTO: Protesters at the site of a blast in Kabul.
photo credit or caption: Two soldiers clean the cannon of a tank near the border on Thursday.
photo credit or caption: King Olav, right, meets with the envoy of Aland in Dorf.
age notice: This article is more than 2 years old
copyright: © 2019 The Example Times. All Rights Reserved.
comments box: Leave a Reply / 12 Comments
credit line: The Associated Press contributed to this report. / Contributing: Ana Lund of The Dorf Post.
credit line: A. Lund reported from Dorf for this article, which is based on wire reports.
publication note: Updated at 2:31 p.m.
web address: https://example.org/a/b
pull quote: to share warning data by the end of the year, the minister said Bo Falk
mark without words: -
"""
"""Lines of the web by their reason."""


@pytest.mark.parametrize("row", RESIDUE.strip().splitlines())
def test_residue_within_an_article(row):
    """Labels and notices of the web are residue between paragraphs, and each says why."""
    reason, _, lines = row.partition(": ")
    for line in lines.split(" / "):
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
        "Two soldiers were killed when a tank exploded near the border on Thursday.",
        "The minister, right or wrong, meets with the envoy on Monday.",
        "UN AND EU",
        "Discordant notes",
        "They agreed to share warning data, but not before the end of the year, the minister said.",
    ],
)
def test_the_article_is_kept(line):
    """Sentences that begin like residue, subheads and lines that no rule knows stay in the article.

    So do news in the past tense, which are no caption, and short headings, which are no link.
    """
    assert reasons(PROSE, line, MORE) == {}


def test_the_words_that_open_a_box_are_residue_and_the_box_is_kept():
    """The box stays in the article, in pieces."""
    found = sifted(PROSE, f"Quick guide Who met? Show Hide {PROSE} Was this helpful? Show Hide", MORE)
    shown = [part.text for part in found.residue if part.reason == "navigation"]
    assert shown == ["Quick guide", "Show Hide", "Show Hide"]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("Will the ministers of Japan meet?", PROSE), "Will the ministers of Japan meet?"),
        (("Troops to leave the U.S.", PROSE), "Troops to leave the U.S."),
        (("This article is more than 2 years old", "Truce holds in Gaza", PROSE), "Truce holds in Gaza"),
        (("Ann Lee", "Truce holds in Gaza", PROSE), "Truce holds in Gaza"),
        (("A tank near the border. Gazans clean up; truce holds", PROSE), None),
        (("Ann Lee and Bob Ray Cole", "USA TODAY", PROSE), None),
        ((PROSE, MORE), None),
    ],
)
def test_headlines(lines, title):
    """A headline is one line that opens the text, is no name, and does not end in a full stop."""
    found = sifted(*lines)
    assert (found.title and "\n\n".join(lines)[slice(*found.title)]) == title


def test_what_stands_above_the_article_is_its_headline_or_residue():
    """The first line is the headline; the same words again, authors and outlets are no article."""
    names = "By Ann Lee", "Ann Lee and Bob Cole", "USA TODAY"
    found = sifted("Truce  holds in Gaza", "Truce holds in Gaza", *names, PROSE)
    assert found.title == (0, 20)
    told = ("Truce holds in Gaza", "repeated headline"), *((name, "byline") for name in names)
    assert [(part.text, part.reason) for part in found.residue] == [*told]


@pytest.mark.parametrize(
    ("byline", "prose", "outlet"),
    [
        ("Ukrinform", "That’s according to Yonhap, Ukrinform reports.", "Ukrinform"),
        ("Reuters", "KABUL (Reuters) \u2013 The ministers met in Doha on Monday.", "Reuters"),
        ("Ukrinform", "The ministers met in Doha, Yonhap reports.", None),
        ("Boris Johnson", "The minister told Boris Johnson that the truce holds.", None),
    ],
)
def test_outlet_only_where_the_text_confirms_it(byline, prose, outlet):
    """A line above the article is its outlet if the article says that it reports; else nothing is stated."""
    assert sifted("Truce holds in Gaza", byline, PROSE, prose).outlet == outlet


def test_short_lines_in_the_residue_below_are_navigation():
    """Below the article, lines of few words among residue go with it, and headlines below a link label.

    One label there makes no navigation block.
    """
    ship = "Ship sinks off the coast of Spain"
    found = reasons(PROSE, MORE, "World news", "All topics", "Related stories", ship, "Share:")
    assert (found["World news"], found[ship]) == ("navigation", "link to another article")
    assert reasons(PROSE, MORE, "World leaders welcome deal", "Share:") == {"Share:": "share buttons"}


@given(st.text(alphabet="aB .!?©:,", max_size=60).map(lambda tail: f"{PROSE} {tail.strip()}".strip() + "."))
def test_a_paragraph_of_prose_is_never_residue(paragraph):
    """Whatever follows a sentence in its paragraph, the paragraph is kept."""
    assert reasons(MORE, paragraph, MORE) == {}
