"""Edits survive, by hand or by command, whatever is made again; each is about the claim that it was about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief import committed
from brief.assemble import assemble
from brief.check import check
from brief.edits import Edit, decided
from brief.errors import ConfigError
from brief.output import write
from brief.records import Finding
from brief.reviewing import decide, edits_of, files, taken
from tests import desk
from tests.claims import agreement, article, meeting, threat
from tests.desk import TEMPLATES, placed

if TYPE_CHECKING:
    from pathlib import Path

    from brief.daily import Article, Brief
    from brief.edits import What

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
NAMES = "- **Anna Berg** and **Bo Falk**"
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


@pytest.mark.parametrize(
    ("pattern", "new", "comment", "expected"),
    [
        ("held talks in Oslo", "met for an hour", True, f"{NAMES} met for an hour [1]("),
        ("$", " but see Reuters", True, f"{NAMES} held talks in Oslo but see Reuters [1]("),
        (".*", f"{NAMES} met near Oslo", False, f"{NAMES} met near Oslo [1]("),
    ],
    ids=["reworded", "behind the citation", "without its id"],
)
def test_a_line_that_was_written_to_stays_so(folder, pattern, new, comment, expected):
    """However often the brief is made: it keeps its citation, also without its comment, and is marked."""
    end = f" <!-- {MET} -->"
    words = line(folder, MET).removesuffix(end)
    swap(folder, words + end, re.sub(pattern, new, words, count=1) + (end if comment else ""))
    assert taken(folder, TEMPLATES) == {DAY: 1}
    for _ in range(2):
        make(folder, TALKS)
        assert line(folder, MET).startswith(expected)
        assert line(folder, MET).endswith(f" · reworded by a reviewer{end}")
        assert "added by a reviewer" not in page(folder)


def test_an_added_line_stays_where_it_was_added(folder):
    """Marked, to be changed and removed; so does a paragraph, and a deleted line among the rejected alone."""
    swap(folder, line(folder, STRAIT) + "\n", "")
    swap(folder, line(folder, WATER), line(folder, WATER) + "\n- Portugal was *not* asked")
    swap(folder, "## Bottom line\n", "## Bottom line\n\nMind the gap.\n")
    make(folder, TALKS)
    lines = page(folder).splitlines()
    added = lines[lines.index(line(folder, WATER)) + 1]
    assert re.fullmatch(r"- Portugal was \*not\* asked · added by a reviewer <!-- e-[0-9a-f]{6} -->", added)
    swap(folder, "Portugal was *not* asked", "Portugal was asked later")
    make(folder, TALKS)
    assert "- Portugal was asked later · added by a reviewer <!-- e-" in page(folder)
    assert "*not*" not in page(folder)
    swap(folder, next(text for text in page(folder).splitlines() if "Portugal" in text) + "\n", "")
    make(folder, TALKS)
    assert "Portugal" not in page(folder)
    assert "Mind the gap." in page(folder)
    assert line(folder, STRAIT).startswith("- Rejected by a reviewer: **Iran** threatened: close the strait")
    assert page(folder).count("close the strait") == 1
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


def test_a_note_that_is_changed_by_hand_is_changed(folder):
    """The line below the claim is the note; if it is deleted it does not come back, and the claim stays."""
    decide(folder, [MET], "note", "By phone", TEMPLATES)
    for old, new in (("By phone", "By letter"), ("\n  - Note: By letter", "")):
        swap(folder, old, new)
        for _ in range(2):
            make(folder, TALKS)
            assert ("  - Note: By letter\n" in page(folder)) is bool(new)
            assert old not in page(folder)
            assert line(folder, MET).startswith(f"{NAMES} held talks in Oslo [1](")


def test_words_on_a_claim_that_is_gone_are_kept(folder):
    """They stand at the end; a slip in the file of edits is named, and no word of it is overwritten."""
    decide(folder, [MET], "reword", "They met at last", TEMPLATES)
    make(folder, article("rain"))
    assert "## Reviewers' words without a claim\n\n- reword: They met at last\n" in page(folder)
    for text, said in (("[[edit]\n", "cannot"), ('[[edit]]\nwhat = "burn"\n', "edit 0.what: Input should")):
        (folder / DAY / "edits.toml").write_text(text)
        with pytest.raises(ConfigError, match=re.escape(said)):
            make(folder, TALKS)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=30)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)
WHATS = st.sampled_from(["reword", "note", "add"])


@given(st.builds(Edit, what=WHATS, text=TEXTS, claim=WORDS, evidence=st.tuples(WORDS, WORDS)))
def test_edits_read_back_as_they_were_written(tmp_path_factory, edit):
    """Whatever their words: quotes, line ends, other scripts."""
    folder = tmp_path_factory.mktemp("edits")
    committed.edits_file(folder, ".").write_bytes(committed.edits_as_toml([edit, edit]).encode())
    assert committed.edits_in_file(folder, ".") == (edit, edit)


KINDS = st.sampled_from(["reword", "delete", "add", "command", "note", "source", "again"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(KINDS, st.integers(0, 31)), min_size=1, max_size=7))
def test_no_human_word_is_lost(tmp_path_factory, steps):
    """After any edits, changes of sources and runs every word stands, unless a reviewer replaced it."""
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
        if step in {"reword", "command"}:
            said[f"{claim.kind}{which}"] = word
        if step == "reword":
            new = re.sub(r"^- (?:Rejected by a reviewer: )?.*?(?= \[)", f"- The desk says {word}", here)
            swap(folder, here, new)
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


SHARED = "France and Spain agreed to share the water of the river."
OPENED = "Italy and Malta agreed to open the border and to close the port."
BACKGROUND = "The two have quarrelled about the river for years."
OPEN = agreement("Italy", "Malta", what="open the border")
CLOSE = agreement("Italy", "Malta", what="close the port")


def brief(*claims: Any, sentences: tuple[str, ...] = (SHARED, BACKGROUND, OPENED), edits: Any = ()) -> Brief:
    return assemble(DAY, (placed("talks", sentences, *claims),), (), None, edits)


def decision_on(before: Brief, what: What, text: str = "", of: str | None = None) -> tuple[Edit, ...]:
    """The decision on the claim of a brief that says this, or on its only one."""
    claims = list(before.told())
    (told,) = (told for told in claims if of in (None, told.claim.what))
    return decided((), told, what, text, claims)


def decisions(after: Brief) -> list[tuple[str | None, bool] | None]:
    """What was decided on each claim, and whether it is reopened."""
    found = (told.decision for told in after.told())
    return [(each.what, each.reopened) if each else None for each in found]


def remarks(after: Brief) -> list[tuple[str, str]]:
    return [(remark.under, remark.text) for remark in after.remarks]


BEFORE = brief((agreement("France", "Spain"), (1,)))


@pytest.mark.parametrize("what", ["accept", "reject", "reword"])
@pytest.mark.parametrize(
    ("other", "cited", "reopened"),
    [
        (agreement("France", "Spain"), (1, 2), False),
        (agreement("Spain", "France", what="Share the  water of the river"), (1,), False),
        (agreement("Spain", "France", "Andorra", what="divide the river's water between them"), (1,), True),
    ],
    ids=["a second sentence", "another order", "another wording"],
)
def test_a_decision_is_kept_and_reopened_by_another_wording(what, other, cited, reopened):
    """Nobody has vouched for words that nobody has seen; order, case and white space are no other wording."""
    edits = decision_on(BEFORE, what, "They share it")
    assert decisions(brief((other, cited), edits=edits)) == [(what, reopened)]


def test_a_corrected_article_keeps_the_decision_and_reopens_it():
    """Its sentence is another one now; the claim is known by what it says."""
    edits = decision_on(BEFORE, "accept")
    sentences = ("France and Spain have agreed to share the water of the river.", BACKGROUND)
    claims = (meeting("France", "Spain"), (2,)), (agreement("France", "Spain"), (1,))
    after = brief(*claims, sentences=sentences, edits=edits)
    assert decisions(after) == [None, ("accept", True)]
    assert after.remarks == ()


def test_two_claims_on_one_sentence_keep_each_its_own():
    """By what they say, whichever comes first; one that is gone hands its decision to nobody."""
    before = brief((OPEN, (3,)), (CLOSE, (3,)))
    rejected = decision_on(before, "reject", of="open the border")
    accepted = decision_on(before, "accept", of="close the port")
    others = [(agreement("Italy", "Malta", what="open their border"), (3,)), (CLOSE, (3,))]
    for claims in (others, others[::-1]):
        after = brief(*claims, edits=(*rejected, *accepted))
        found = {told.claim.what: told.decision and told.decision.what for told in after.told()}
        assert found == {"open their border": "reject", "close the port": "accept"}
    after = brief((CLOSE, (3,)), edits=rejected)
    assert [told.id for told in after.told()] == [rejected[0].claim]
    assert decisions(after) == [None]
    assert remarks(after) == [("reject", "Italy; Malta; agreed; open the border")]


MEETING = meeting("France", "Spain", what="the water of the river")


@pytest.mark.parametrize("claims", [(), ((threat("Spain"), (1,)),), ((MEETING, (1,)),)])
def test_words_on_a_claim_that_is_gone_are_listed(claims):
    """Also if one of another kind stands on its sentence."""
    after = brief(*claims, edits=decision_on(BEFORE, "reword", "They share it"))
    assert decisions(after) == [None] * len(claims)
    assert remarks(after) == [("reword", "They share it")]


def test_a_decision_of_an_earlier_version_is_known_by_its_sentences_in_any_order():
    """The carrying one is among those that it remembers. Of several that are as like none is taken."""
    (edit,) = decision_on(BEFORE, "accept")
    edits = [edit.model_copy(update={"claim": "a-ffffff", "claims": (), "evidence": (BACKGROUND, SHARED)})]
    assert decisions(brief((agreement("France", "Spain"), (1, 2)), edits=edits)) == [("accept", True)]
    first, second = (agreement("France", "Spain", what=what) for what in ("burn coal", "ban whips"))
    after = brief((first, (1,)), (second, (1,)), edits=edits)
    assert decisions(after) == [None, None]
    assert [under for under, _ in remarks(after)] == ["accept"]


def test_a_decision_replaces_an_earlier_one_on_the_same_claim_alone():
    """A note stands beside it, and what was said of a claim that is gone stays."""
    gone = decision_on(brief((threat("Iran"), (2,))), "reword", "It threatens")
    (told,) = BEFORE.told()
    edits = decided(gone, told, "note", "Since 1998", [told])
    for what in ("accept", "reject"):
        edits = decided(edits, told, what, "", [told])
    kept = [(edit.what, edit.text) for edit in edits]
    assert kept == [("reword", "It threatens"), ("note", "Since 1998"), ("reject", "")]
