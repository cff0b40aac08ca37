"""Blocks and sentences: exact spans, in order, nothing lost."""

from __future__ import annotations

import pytest

from brief.sentences import blocks, ends_sentence, is_prose, split

FROZEN = [
    ["He met Mr. Smith, Sen. Lee and Gen. Kim of the U.S. and the U.N. on Oct. 4."],
    ["The talks, said Ms. Mogherini, gave No. 5 to J. R. Smith."],
    ["Lt. Col. J.R. Smith and George W. Bush met Vice Adm. Hossein Khanzadi."],
    ["Amb. Lee called Spc. Jones of the U.S. Army."],
    ["It ended at 10 a.m. EST on Monday."],
    ["It ended at 2 p.m. Saturday in Doha."],
    ["1. First comes the truce."],
    ['"We will." he said'],
    ['"Why?" he asked.'],
    ["“We will!” Trump tweeted."],
    ["“Go!” shouted Kim."],
    ['"We agreed on supply chains," Cho said.'],
    ["“There is a gap. We have to have sanctions,” he said."],
    ['"It will not attempt any tests." — Chung Eui-yong, national security director'],
    ["He left the U.S.", "She stayed."],
    ['"We stand," Sullivan said.', '"And we go on."'],
    ["“Why?”", "Trump said he did not know."],
    ["the “worst deal ever.’’", "So he left."],
    ["We see progress. ...", "We will go on."],
    ["She came at 2 p.m.", "He ate."],
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


def test_offsets_are_characters_of_the_whole_text() -> None:
    """Characters of several bytes count as one each; a block is cut where it stands, its edges trimmed."""
    assert split("Café 😀 closed. Peña Nieto left.") == ((0, 14), (15, 31))
    assert split("Headline\n  One came. Two left. \nTail", 9, 31) == ((11, 20), (21, 30))


def test_line_ends_within_a_block_are_spaces() -> None:
    """A wrapped sentence is one, whichever the line ends."""
    assert split("The sides\r\nmet. They\nagreed.") == ((0, 15), (16, 28))


WRAPPED = """The United States and Japan agreed on Monday to hold talks with the
government of South Korea about the threats that Gov. Smith and Gen.
Lee named. A second sentence is here."""
LINES = "# Ministers of two countries meet in Tokyo for talks\nthe sides met\n- one\n- two\ndate: 2023-12-10"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Headline of the day\nReuters\n\nThe sides met.",
            ["Headline of the day", "Reuters", "The sides met."],
        ),
        (f"Ministers meet\n\n{WRAPPED}\n\nAnother one.", ["Ministers meet", WRAPPED, "Another one."]),
        (LINES, LINES.split("\n")),
    ],
)
def test_every_line_is_a_block_but_those_of_a_wrapped_paragraph(text: str, expected: list[str]) -> None:
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
def test_prose_is_told_from_headlines(line: str, *, ends: bool, prose: bool) -> None:
    """Prose has some words and ends as a statement does."""
    assert (ends_sentence(line), is_prose(line)) == (ends, prose)
