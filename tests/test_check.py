"""Each planted fault is found, nothing is found in briefs as written; reviewers and programs are told."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from brief.assemble import assemble
from brief.check import RULES, check
from brief.daily import Brief, Decision
from brief.differences import differences
from brief.errors import ConfigError
from brief.export import as_atom, as_csv, as_json, notices, report
from brief.output import write
from brief.records import Finding
from tests.claims import actor, agreement, article, at, meeting, threat
from tests.desk import TEMPLATES, placed, words

if TYPE_CHECKING:
    from brief.daily import Article

SENTENCES = (
    "Anna Berg met Bo Falk in Oslo on Friday.",
    "France and Spain agreed to share the water of the river.",
    "Iran threatened to close the strait.",
    "Spain is a danger to nobody.",
    "Snow fell.",
)
SOURCE = "\n".join(SENTENCES)
DAY, NOTE, RECORD = "2024-05-03", "2024-05-03/notes/talks.md", "2024-05-03/records/talks.json"


def talks(name: str = "talks") -> Article:
    unsupported = Finding(check="words", field="what", message="no harm", severity="unsupported")
    said = {"place": words(SENTENCES, 1, "Oslo")}
    made = placed(
        name,
        SENTENCES,
        (meeting("Anna Berg", "Bo Falk", place="Oslo", spans=said), (1,)),
        (agreement("France", "Spain"), (2, 1)),
        (threat("Iran"), (3,)),
        (threat("Spain", what="war", verdict="unsupported", findings=(unsupported,)), (4,)),
    )
    read = {"date": DAY, "sha256": hashlib.sha256(SOURCE.encode()).hexdigest()}
    record = made.record.model_copy(update={"document": made.record.document.model_copy(update=read)})
    return made.model_copy(update={"record": record})


@pytest.fixture
def briefs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with an article and the folder of briefs made of it."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/talks.txt").write_text(SOURCE)
    folder = Path("briefs")
    write(folder, TEMPLATES.files(assemble(DAY, (talks(),)), (talks(),)))
    return folder


def test_briefs_as_they_were_written_have_no_fault(tmp_path):
    """Fifty days, each compared with the one before it. A folder without briefs is no clean folder."""
    with pytest.raises(ConfigError, match="holds no brief"):
        check(tmp_path, TEMPLATES)
    previous = None
    for number in range(50):
        day = f"2024-{number // 28 + 1:02d}-{number % 28 + 1:02d}"
        articles = (talks(f"talks-{number}"),) if number % 3 else ()
        brief = assemble(day, articles, (), previous)
        write(tmp_path, TEMPLATES.files(brief, articles))
        previous = brief
    assert check(tmp_path, TEMPLATES) == ()


def altered(*keys: Any, **values: Any) -> Any:
    """Plants other values into the record, at the place in its claims that the keys lead to."""

    def plant(folder: Path) -> None:
        value = json.loads((folder / RECORD).read_text("utf-8"))
        reduce(getitem, keys, value["claims"]).update(values)
        (folder / RECORD).write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", "utf-8")

    return plant


def swapped(name: str, old: str, new: str) -> Any:
    """Plants other words into a file."""

    def plant(folder: Path) -> None:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")

    return plant


ALL = "### Agreed\n\n- **Aland** agreed: all <!-- a-0a0a0a -->\n"
WAR = f"### Threats cited\n\n- **Spain** threatened: war <!-- {talks().record.claims[3].id} -->\n"
TEXT = f"{DAY}/sources/talks.txt"
LINE = "talks.txt#L2) <!--"
IRAN_CLOSED = altered(2, "evidence", 0, quote="Iran closed the strait.")
PLANTED: dict[str, tuple[Any, str]] = {
    "a quote altered": (IRAN_CLOSED, "quote place brief drift"),
    "a line altered that carries nothing": (swapped(TEXT, "Snow fell", "Rain fell"), "claim"),
    "a line altered that carries a claim": (swapped(TEXT, "Friday", "Monday"), "quote"),
    "a quote moved": (altered(1, "evidence", 1, start=7), "place brief"),
    "words across two sentences": (altered(0, "spans", place=[[39, 50]]), "place brief drift"),
    "a span that holds nothing": (altered(0, "spans", place=[[30, 30]]), "place brief drift"),
    "a citation to the wrong line": (swapped(f"{DAY}.md", LINE, LINE.replace("2", "3")), "drift"),
    "another sentence cited": (altered(2, "evidence", 0, sentence=2), "quote place brief drift"),
    "a claim without a record": (swapped(f"{DAY}.md", "### Agreed\n", ALL), "unknown drift"),
    "a record edited by hand": (altered(1, what="share everything"), "brief drift"),
    "a stale source": (lambda _: Path("in/talks.txt").write_text("Nothing happened."), "stale"),
    "a verdict raised": (altered(3, verdict="verified"), "verdict brief drift"),
    "a claim left out stated": (swapped(f"{DAY}.md", "### Threats cited\n", WAR), "unsupported drift"),
    "brief.json edited": (swapped(f"{DAY}/brief.json", '"sources": 1', '"sources": 3'), "brief"),
    "a source removed": (lambda at: (at / TEXT).unlink(), "unreadable"),
    "a record that is no record": (lambda at: (at / RECORD).write_text("{}"), "unreadable"),
    "a note of no document": (lambda at: (at / DAY / "notes/old.md").write_text("Old."), "stray"),
    "a note removed": (lambda at: (at / NOTE).unlink(), "unreadable"),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_is_found(briefs, planted):
    """By the rules that it breaks, and no others; every rule is broken by one of them."""
    assert check(briefs, TEMPLATES) == ()
    plant, expected = PLANTED[planted]
    plant(briefs)
    assert {fault.rule for fault in check(briefs, TEMPLATES)} == set(expected.split())
    assert set(" ".join(broken for _, broken in PLANTED.values()).split()) == set(RULES)


def test_a_fault_is_told_at_its_place(briefs):
    """The difference stands below it, as a patch; GitHub is told ten, each rule among them, and no more."""
    assert json.loads(report([], briefs, "json")) == {"version": 1, "faults": []}
    swapped(NOTE, "**Anna Berg", "**Anna Burg")(briefs)
    (fault,) = check(briefs, TEMPLATES)
    text = report([fault], briefs, "text")
    assert text.splitlines()[0] == (
        "briefs/2024-05-03/notes/talks.md:7: drift: not what the records and edits render to; "
        "`brief review import` takes edits up"
    )
    assert "+- **Anna Burg** and **Bo Falk** held talks in Oslo [1]" in text
    many = [fault.model_copy(update={"message": "a\n::b", "path": "c,d.md"})] * 12
    stray = fault.model_copy(update={"rule": "stray", "line": None, "message": "remove it"})
    lines = report([*many, stray], briefs, "github").splitlines()
    assert len(lines) == 11
    assert lines[0] == "::error file=briefs/c%2Cd.md,line=7,title=drift::a%0A::b"
    assert lines[1] == "::error file=briefs/2024-05-03/notes/talks.md,title=stray::remove it"
    assert lines[-1] == "3 more: `brief check` shows them"


OTHERS = article(
    "talks",
    meeting("Anna Berg", "Bo Falk", id="m-1", place="Oslo", date="Friday", what="water"),
    agreement(
        "France", actor("Bo Falk", "envoy", "Spain"), id="a-1", what="=1+1", said_by="France",
        condition="if it rains", evidence=at(2, 3),
    ),
    threat("Iran", id="t-1", target="Spain", background=True),
)  # fmt: skip
BRIEFS = (assemble("2024-05-03", (OTHERS,)), assemble("undated", ()))
MET = meeting("Anna Berg", "Bo Falk", id="m-000001", place="Oslo")
AGREED = agreement("France", "Spain", id="a-000001", evidence=at(2))
DOUBT = Finding(check="words", field="what", message="not its words", severity="review")
DOUBTFUL = AGREED.model_copy(update={"verdict": "review", "findings": (DOUBT,)})


def brief(*claims):
    return assemble(DAY, (article("talks", *claims),))


def told(before, after, page=""):
    """Level, line, title and message of each notice."""
    found = notices(differences((before,), (after,)), (after,), {DAY: page})
    assert {notice.path for notice in found} <= {f"{DAY}.md"}
    return [(notice.level, notice.line, notice.title, notice.message) for notice in found]


def test_a_claim_is_told_at_its_line():
    """What is open comes first, then decisions, then what changed; a claim that is gone has no line."""
    assert told(brief(DOUBTFUL), brief(DOUBTFUL)) == []
    page = "# Brief\n\n- They met <!-- m-000001 -->\n- They agreed <!-- a-000001 -->\n"
    assert told(brief(threat("Iran")), brief(MET, DOUBTFUL), page) == [
        ("warning", 4, "For review", "not its words"),
        ("notice", 3, "Added", "“Sentence 1.”"),
        ("notice", 4, "Added", "“Sentence 2.”"),
        ("notice", None, "Dropped", "“Sentence 1.”"),
    ]
    for change, title, message in (
        ({"evidence": at(3)}, "Other evidence", "“Sentence 1.”, now “Sentence 3.”"),
        ({"place": "Rome"}, "Reworded", "Anna Berg; Bo Falk; held; Oslo, now Anna Berg; Bo Falk; held; Rome"),
    ):
        assert told(brief(MET), brief(MET.model_copy(update=change)))[-1][2:] == (title, message)
    before, after = brief(MET, AGREED), brief(MET, DOUBTFUL, threat("Iran", evidence=at(3)))
    (story,) = after.stories
    made = {MET.id: Decision(what="reject"), AGREED.id: Decision(what="reject", reopened=True)}
    claims = tuple(each.model_copy(update={"decision": made.get(each.id)}) for each in story.claims)
    after = after.model_copy(update={"stories": (story.model_copy(update={"claims": claims}),)})
    assert [(level, title, message) for level, _, title, message in told(before, after)] == [
        ("warning", "Reopened", "its evidence or wording has changed since a reviewer decided"),
        ("notice", "Decided", "rejected"),
        ("notice", "Decided", "reopened"),
        ("notice", "Other verdict", "verified, now review"),
        ("notice", "Added", "“Sentence 3.”"),
    ]


def test_json_reads_back_a_row_of_csv_is_a_claim_and_the_feed_has_an_entry_a_day():
    """No cell is a formula; an entry, the newest first, links to its brief and holds its Markdown."""
    assert tuple(Brief.model_validate(value) for value in json.loads(as_json(BRIEFS))) == BRIEFS
    rows = list(csv.DictReader(io.StringIO(as_csv(BRIEFS))))
    shown = "actors what place date background said_by condition target status one_side citations".split()
    assert ["|".join(row[name] for name in shown) for row in rows] == [
        "Anna Berg; Bo Falk|water|Oslo|Friday|||||held||talks#1",
        "France; Bo Falk, envoy, Spain|'=1+1||||France|if it rains||agreed|yes|talks#2; talks#3",
        "Iran|close the strait|||yes|||Spain|verbal||talks#1",
    ]
    later = assemble("2024-05-04", ())
    pages = {"2024-05-03": "# One <&>\n", "2024-05-04": "# Two\n", "undated": "# None\n"}
    feed = ET.fromstring(as_atom((*BRIEFS, later), pages, "https://desk.example/briefs", TEMPLATES))  # noqa: S314
    space = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{space}entry")
    assert [entry.findtext(f"{space}id") for entry in entries] == [
        "https://desk.example/briefs/2024-05-04.md",
        "https://desk.example/briefs/2024-05-03.md",
    ]
    assert entries[1].findtext(f"{space}content") == "# One <&>\n"
    assert feed.findtext(f"{space}updated") == "2024-05-04T00:00:00Z"
