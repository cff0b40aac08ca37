"""Blocks and sentences: exact spans, in order, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.sentences import blocks, ends_sentence, is_prose, split

PIECES = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            [
                "Mr.",
                " U.S. ",
                "”",
                '"',
                "...",
                "\n",
                "\r\n",
                "\n\n",
                " said. ",
                "No. 5 ",
                "# ",
                "- ",
                "\u2028",
                "。」",
                "؟ ",
                "। ",
                " ¿Qué? ",
                "« Oui. » ",
                " 9. Dezember ",
                "वे मिले",
                "会面",
                "اجتمعوا. ",
            ]
        ),
    ),
    max_size=25,
).map("".join)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "He met Mr. Smith, Sen. Lee and Gen. Kim of the U.S. and the U.N. on Oct. 4.",
        "The talks, said Ms. Mogherini, gave No. 5 to J. R. Smith.",
        "Lt. Col. J.R. Smith and George W. Bush met Vice Adm. Hossein Khanzadi.",
        "Amb. Lee called Spc. Jones of the U.S. Army.",
        "It ended at 10 a.m. EST on Monday.",
        "It ended at 2 p.m. Saturday in Doha.",
        "1. First comes the truce.",
        '"We will." he said',
        '"Why?" he asked.',
        "“We will!” Trump tweeted.",
        "“Go!” shouted Kim.",
        '"We agreed on supply chains," Cho said.',
        "“There is a gap. We have to have sanctions,” he said.",
        '"It will not attempt any tests." — Chung Eui-yong, national security director',
    ],
)
def test_one_sentence_stays_one(sentence: str) -> None:
    """Abbreviations, initials, clock times, and a quotation with its attribution, end no sentence."""
    assert sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left the U.S. She stayed.", ["He left the U.S.", "She stayed."]),
        ('"We stand," Sullivan said. "And we go on."', ['"We stand," Sullivan said.', '"And we go on."']),
        ("“Why?” Trump said he did not know.", ["“Why?”", "Trump said he did not know."]),
        ("the “worst deal ever.’’ So he left.", ["the “worst deal ever.’’", "So he left."]),
        ("We see progress. ... We will go on.", ["We see progress. ...", "We will go on."]),
        ("She came at 2 p.m. He ate.", ["She came at 2 p.m.", "He ate."]),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    """A new sentence begins after the full stop; closing quotation marks stay with the one before."""
    assert sentences(text) == expected


FROZEN = [
    ["The U.N. and the E.U. condemned it.", "Mr. Kim did not."],
    ["It was approved by the U.N.", "The council met again."],
    ["He met the U.N. Secretary-General.", "Talks go on."],
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
    ["They agreed?!", "Nobody knows."],
    ["“Stop!” he shouted.", "“Why?”"],
    ['"Will you go?"', '"No," she said.'],
    ["“We met. We agreed. We left,” he said.", "Then he went."],
    ["“We met. We agreed.”", "Kim left."],
    ['"We are ready. We will strike," Kim said.', '"Nobody will stop us."'],
    ["It was the best 'deal ever.'", "He left."],
    ["He waited... and left.", "She waited too."],
    ["Nothing came… She waited too."],
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
def test_the_rule_is_frozen(space: str, expected: list[str]) -> None:
    """Ids of claims hang on these boundaries: another cut, in any language, gives each claim a new name."""
    if expected[0][-1] == "。":
        space = ""
    spans, end = [], 0
    for words in expected:
        spans.append((end, end + len(words)))
        end += len(words) + len(space)
    assert list(split(space.join(expected))) == spans


def test_offsets_are_characters() -> None:
    """Characters of several bytes, before and in a sentence, count as one each."""
    text = "Café 😀 closed. Peña Nieto left."
    assert split(text) == ((0, 14), (15, 31))


def test_offsets_point_into_the_whole_text() -> None:
    """A block is cut where it stands, its white space trimmed away."""
    text = "Headline\n  One came. Two left. \nTail"
    assert split(text, 9, 31) == ((11, 20), (21, 30))


def test_line_ends_within_a_block_are_spaces() -> None:
    """A wrapped sentence is one, whichever the line ends."""
    assert sentences("The sides\r\nmet. They\nagreed.") == ["The sides\r\nmet.", "They\nagreed."]


def test_every_line_is_a_block() -> None:
    """Lines that no wrap joins stay apart, with or without a blank line between."""
    text = "Headline of the day\nReuters\n\nThe sides met.\nThey agreed."
    assert [text[a:b] for a, b in blocks(text)] == [
        "Headline of the day",
        "Reuters",
        "The sides met.",
        "They agreed.",
    ]


def test_hard_wrapped_paragraph_is_one_block() -> None:
    """Full lines of a wrapped text belong together; its blank line and its short lines still end a block."""
    text = (
        "Ministers meet\n\n"
        "The United States and Japan agreed on Monday to hold talks with the\n"
        "government of South Korea about the threats that Gov. Smith and Gen.\n"
        "Lee named. A second sentence is here.\n\n"
        "Another paragraph."
    )
    found = [text[start:end] for start, end in blocks(text)]
    assert [part[:11] for part in found] == ["Ministers m", "The United ", "Another par"]
    assert found[1].count("\n") == 2


def test_heading_and_list_lines_are_never_joined() -> None:
    """Markdown headings, list items and field lines begin a block even where lower case follows."""
    text = (
        "# Ministers of two countries meet in Tokyo for talks\nthe sides met\n- one\n- two\ndate: 2023-12-10"
    )
    assert len(blocks(text)) == 5


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
def test_prose_is_told_from_headlines(line: str, *, ends: bool, prose: bool) -> None:
    """Prose has some words and ends as a statement does."""
    assert (ends_sentence(line), is_prose(line)) == (ends, prose)


@given(PIECES)
def test_nothing_is_lost_or_doubled(text: str) -> None:
    """For any text, sentences are trimmed, in order, apart, and hold all that is not white space."""
    spans = [span for block in blocks(text) for span in split(text, *block)]
    end = 0
    for start, stop in spans:
        assert not text[end:start].strip()
        assert text[start:stop] == text[start:stop].strip() != ""
        end = stop
    assert not text[end:].strip()
