"""Edits survive: by hand or by command, whatever is made again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief import committed
from brief.assemble import assemble
from brief.check import check
from brief.edits import Edit
from brief.errors import ConfigError
from brief.output import write
from brief.records import Finding
from brief.reviewing import decide, edits_of, files, taken
from tests import desk
from tests.claims import agreement, article, meeting, threat
from tests.desk import TEMPLATES, placed

if TYPE_CHECKING:
    from pathlib import Path

    from brief.daily import Article

DAY = "2024-05-03"


def source(*sentences: str, doubtful: bool = False) -> Article:
    """An article of four sentences: a meeting, two agreements and a threat."""
    finding = Finding(check="words", field="what", message="not its words", severity="review")
    judged: dict[str, Any] = {"verdict": "review", "findings": (finding,)} if doubtful else {}
    return placed(
        "talks",
        sentences,
        (meeting("Anna Berg", "Bo Falk", place="Oslo"), (1,)),
        (agreement("France", "Spain", **judged), (2,)),
        (agreement("Italy", "Malta", what="open the border to trade"), (3,)),
        (threat("Iran"), (4,)),
    )


SENTENCES = (
    "Anna Berg met Bo Falk in Oslo.",
    "France and Spain agreed to share the water of the river.",
    "Italy and Malta agreed to open the border to trade.",
    "Iran threatened to close the strait.",
)
TALKS = source(*SENTENCES)
MET, WATER, TRADE, STRAIT = (claim.id for claim in TALKS.record.claims)


def make(folder: Path, *articles: Article) -> None:
    """Make the day again, as `brief make` does."""
    desk.make(folder, *articles, day=DAY)


def page(folder: Path) -> str:
    return (folder / f"{DAY}.md").read_text("utf-8")


def swap(folder: Path, old: str, new: str) -> None:
    text = page(folder)
    assert old in text
    (folder / f"{DAY}.md").write_text(text.replace(old, new, 1), "utf-8")


def line(folder: Path, claim: str) -> str:
    """The line of a claim."""
    (found,) = (text for text in page(folder).splitlines() if f"<!-- {claim} -->" in text)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the brief of a day."""
    make(tmp_path, TALKS)
    return tmp_path


NAMES = "- **Anna Berg** and **Bo Falk**"
REJECTED = "- Rejected by a reviewer: **Iran** threatened: close the strait [4]("


@pytest.mark.parametrize(
    ("claim", "pattern", "new", "expected"),
    [
        (MET, "held talks in Oslo", "met for an hour", f"{NAMES} met for an hour [1]("),
        (MET, "$", " but see Reuters", f"{NAMES} held talks in Oslo but see Reuters [1]("),
        (MET, ".*", f"{NAMES} met near Oslo", f"{NAMES} met near Oslo [1]("),
        (STRAIT, "(?s).*", None, REJECTED),
    ],
    ids=["reworded", "behind the citation", "without its id", "deleted"],
)
def test_a_line_that_was_written_to_stays_so(folder, claim, pattern, new, expected):
    """Also when the brief is made again, and again: it keeps its citation, and is told to be a reviewer's.

    Who cuts off the comment rewords the claim, and adds none; a deleted one is listed as rejected alone.
    """
    before = line(folder, claim)
    words, comment = before.removesuffix(f" <!-- {claim} -->"), f" <!-- {claim} -->"
    if new is None:
        swap(folder, before + "\n", "")
    else:
        swap(folder, before, re.sub(pattern, new, words, count=1) + (comment if pattern != ".*" else ""))
    assert taken(folder, TEMPLATES) == {DAY: 1}
    for _ in range(2):
        make(folder, TALKS)
        assert line(folder, claim).startswith(expected)
        assert ("· reworded by a reviewer <!--" in line(folder, claim)) is (new is not None)
        assert page(folder).count("close the strait") == (2 if new else 1)
        assert "added by a reviewer" not in page(folder)


def test_an_added_line_stays_where_it_was_added(folder):
    """It is marked as the reviewer's, and can be changed and removed."""
    swap(folder, line(folder, WATER), line(folder, WATER) + "\n- Portugal was *not* asked")
    make(folder, TALKS)
    lines = page(folder).splitlines()
    added = lines[lines.index(line(folder, WATER)) + 1]
    assert re.fullmatch(r"- Portugal was \*not\* asked · added by a reviewer <!-- e-[0-9a-f]{6} -->", added)
    swap(folder, "Portugal was *not* asked", "Portugal was asked later")
    make(folder, TALKS)
    assert "- Portugal was asked later · added by a reviewer <!-- e-" in page(folder)
    assert "*not*" not in page(folder)
    (kept,) = (text for text in page(folder).splitlines() if "Portugal" in text)
    swap(folder, kept + "\n", "")
    make(folder, TALKS)
    assert "Portugal" not in page(folder)


def test_a_paragraph_anywhere_is_kept(folder):
    """Also under a heading without claims, and at the end."""
    text = page(folder) + "\nA word from the desk.\n"
    (folder / f"{DAY}.md").write_text(
        text.replace("## Bottom line\n", "## Bottom line\n\nMind the gap.\n"), "utf-8"
    )
    make(folder, TALKS)
    assert "Mind the gap." in page(folder)
    assert "A word from the desk." in page(folder)
    assert check(folder, TEMPLATES) == ()


def test_decisions_by_command(folder):
    """Accept, reject, reword and note, each on its claim; the last counts, and a note stands beside it."""
    make(folder, source(*SENTENCES, doubtful=True))
    assert "⚠ review" in line(folder, WATER)
    decide(folder, [WATER], "accept", "", TEMPLATES)
    assert line(folder, WATER).endswith(f"· accepted by a reviewer <!-- {WATER} -->")
    assert "## For review" not in page(folder)
    decide(folder, [MET, TRADE], "reject", "", TEMPLATES)
    decide(folder, [MET], "reword", "They **met**\nat last", TEMPLATES)
    decide(folder, [MET], "note", "By phone", TEMPLATES)
    assert line(folder, MET).startswith("- They **met** at last [1](")
    assert f"<!-- {MET} -->\n  - Note: By phone\n" in page(folder)
    assert line(folder, TRADE).startswith("- Rejected by a reviewer: ")
    assert check(folder, TEMPLATES) == ()
    with pytest.raises(ConfigError, match=r"^m-ffffff: no brief in .* has this claim"):
        decide(folder, ["m-ffffff"], "accept", "", TEMPLATES)


@pytest.mark.parametrize(("new", "shown"), [("\n  - Note: By letter", True), ("", False)])
def test_a_note_that_is_changed_by_hand_is_changed(folder, new, shown):
    """The line below the claim is the note; if it is deleted it does not come back, and the claim stays."""
    decide(folder, [MET], "note", "By phone", TEMPLATES)
    swap(folder, "\n  - Note: By phone", new)
    for _ in range(2):
        make(folder, TALKS)
        assert ("  - Note: By letter\n" in page(folder)) is shown
        assert "phone" not in page(folder)
        assert line(folder, MET).startswith("- **Anna Berg** and **Bo Falk** held talks in Oslo [1](")


def test_words_on_a_claim_that_is_gone_are_kept(folder):
    """They stand at the end, since there is nothing left that they belong to."""
    decide(folder, [MET], "reword", "They met at last", TEMPLATES)
    make(folder, article("rain"))
    assert "## Reviewers' words without a claim\n\n- reword: They met at last\n" in page(folder)


def test_a_file_of_edits_that_cannot_be_read_is_named(folder):
    """Reviewers' words are never overwritten because of a slip in the file."""
    path = folder / DAY / "edits.toml"
    for text, said in (
        ("[[edit]\n", "cannot be read"),
        ('[[edit]]\nwhat = "burn"\n', "edit 0.what: Input should be"),
    ):
        path.write_text(text)
        with pytest.raises(ConfigError, match=re.escape(said)):
            make(folder, TALKS)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=30)


@given(
    st.builds(
        Edit,
        what=st.sampled_from(["reword", "note", "add"]),
        text=st.text(st.characters(codec="utf-8"), max_size=30),
        claim=WORDS,
        evidence=st.tuples(WORDS, WORDS),
    )
)
def test_edits_read_back_as_they_were_written(tmp_path_factory, edit):
    """Whatever their words: quotes, line ends, other scripts."""
    folder = tmp_path_factory.mktemp("edits")
    committed.edits_file(folder, ".").write_bytes(committed.edits_as_toml([edit, edit]).encode())
    assert committed.edits_in_file(folder, ".") == (edit, edit)


KINDS = st.sampled_from(["reword", "delete", "add", "command", "note", "source", "again"])
STEPS = st.lists(st.tuples(KINDS, st.integers(0, 31)), min_size=1, max_size=7)


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_no_human_word_is_lost(tmp_path_factory, steps):
    """For any sequence of edits, changed sources and runs, every word stands in the brief, which is clean.

    Rewording the same claim twice, or deleting one's own words, replaces them: that is the reviewer's doing.
    """
    folder = tmp_path_factory.mktemp("briefs")
    sentences = list(SENTENCES)
    make(folder, source(*sentences))
    said: dict[str, str] = {}
    for number, (step, where) in enumerate(steps):
        word = f"word{number}xyz"
        told = list(committed.brief_of(folder, DAY).told())
        which = where % len(told)
        claim = told[which]
        here = line(folder, claim.id)
        if step == "reword":
            new = re.sub(r"^- (?:Rejected by a reviewer: )?.*?(?= \[)", f"- The desk says {word}", here)
            swap(folder, here, new)
            said[f"{claim.kind}{which}"] = word
        elif step == "delete" and not claim.rejected:
            swap(folder, here + "\n", "")
            said.pop(f"{claim.kind}{which}", None)
        elif step == "add":
            lines = page(folder).splitlines()
            lines.insert(where % len(lines) + 1, f"- Added {word}")
            (folder / f"{DAY}.md").write_text("\n".join(lines) + "\n", "utf-8")
            said[word] = word
        elif step == "command":
            decide(folder, [claim.id], "reword", f"By command {word}", TEMPLATES)
            said[f"{claim.kind}{which}"] = word
        elif step == "note":
            decide(folder, [claim.id], "note", f"Noted {word}", TEMPLATES)
            said[f"note {which}"] = word
        elif step == "source":
            sentences[where % 4] = sentences[where % 4].replace(" ", f" of{number} ", 1)
        make(folder, source(*sentences))
        text = page(folder)
        assert [word for word in said.values() if word not in text] == []
        assert edits_of(folder, DAY, TEMPLATES) == committed.edits_in_file(folder, DAY)
        assert check(folder, TEMPLATES) == ()


def test_a_claim_of_two_days_is_decided_on_the_day_that_is_named(folder):
    """Without a day it is that of the last; the other stays as it is."""
    brief = assemble("2024-05-04", (TALKS,), (), None, ())
    write(folder, files(folder, brief, (TALKS,), (), TEMPLATES))
    later = (folder / "2024-05-04.md").read_text("utf-8")
    assert decide(folder, [f"{DAY}/{MET}"], "reword", "They met at last", TEMPLATES) == (DAY,)
    assert (folder / "2024-05-04.md").read_text("utf-8") == later
    assert decide(folder, [MET], "reword", "They met again", TEMPLATES) == ("2024-05-04",)
    assert line(folder, MET).startswith("- They met at last [1](")
    with pytest.raises(ConfigError, match=rf"^2024-05-05/{MET}: no brief in .* has this claim"):
        decide(folder, [f"2024-05-05/{MET}"], "accept", "", TEMPLATES)
