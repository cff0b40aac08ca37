"""Each planted fault is found, and nothing is found in briefs as they were written."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from brief import resources
from brief.assemble import assemble
from brief.check import RULES, check
from brief.errors import ConfigError
from brief.output import write
from brief.records import Finding
from brief.render import Templates
from brief.reports import report
from tests.claims import agreement, meeting, threat
from tests.desk import placed, words

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
TEMPLATES = Templates(partial(resources.text, "templates"))
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


def swap(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def record(folder: Path, change: Any) -> None:
    path = folder / RECORD
    value = json.loads(path.read_text("utf-8"))
    change(value)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", "utf-8")


def rules(folder: Path) -> set[str]:
    return {fault.rule for fault in check(folder, TEMPLATES)}


def test_briefs_as_they_were_written_have_no_fault(tmp_path):
    """Fifty days, each compared with the one before it."""
    previous = None
    for number in range(50):
        day = f"2024-{number // 28 + 1:02d}-{number % 28 + 1:02d}"
        articles = (talks(f"talks-{number}"),) if number % 3 else ()
        brief = assemble(day, articles, (), previous)
        write(tmp_path, TEMPLATES.files(brief, articles))
        previous = brief
    assert check(tmp_path, TEMPLATES) == ()


PLANTED: dict[str, tuple[Any, set[str]]] = {
    "a quote altered": (
        lambda at: record(
            at, lambda r: r["claims"][2]["evidence"][0].update(quote="Iran closed the strait.")
        ),
        {"quote", "place", "brief", "drift"},
    ),
    "a line of the source altered that carries nothing": (
        lambda at: swap(at / DAY / "sources/talks.txt", "Snow fell", "Rain fell"),
        {"claim"},
    ),
    "a quote moved": (
        lambda at: record(at, lambda r: r["claims"][1]["evidence"][1].update(start=7)),
        {"place", "brief"},
    ),
    "words that cross the end of their sentence": (
        lambda at: record(at, lambda r: r["claims"][0]["spans"].update(place=[[39, 50]])),
        {"place", "brief", "drift"},
    ),
    "a span that holds nothing": (
        lambda at: record(at, lambda r: r["claims"][0]["spans"].update(place=[[30, 30]])),
        {"place", "brief", "drift"},
    ),
    "a citation to the wrong line": (
        lambda at: swap(at / f"{DAY}.md", "talks.txt#L2) <!--", "talks.txt#L3) <!--"),
        {"drift"},
    ),
    "a record that cites the wrong sentence": (
        lambda at: record(at, lambda r: r["claims"][2]["evidence"][0].update(sentence=2)),
        {"quote", "place", "brief", "drift"},
    ),
    "a claim without a record": (
        lambda at: swap(
            at / f"{DAY}.md", "### Agreed\n", "### Agreed\n\n- **Aland** agreed: all <!-- a-0a0a0a -->\n"
        ),
        {"unknown", "drift"},
    ),
    "a record edited by hand": (
        lambda at: record(at, lambda r: r["claims"][1].update(what="share everything")),
        {"brief", "drift"},
    ),
    "a stale source": (lambda _: Path("in/talks.txt").write_text("Nothing happened."), {"stale"}),
    "a line of the source altered": (
        lambda at: swap(at / DAY / "sources/talks.txt", "Friday", "Monday"),
        {"quote"},
    ),
    "a verdict raised": (
        lambda at: record(at, lambda r: r["claims"][3].update(verdict="verified")),
        {"verdict", "brief", "drift"},
    ),
    "a claim dropped from the brief": (
        lambda at: swap(at / f"{DAY}.md", "- **Iran** threatened: close the strait [3]", ""),
        {"drift"},
    ),
    "what is left out stated as fact": (
        lambda at: swap(
            at / f"{DAY}.md",
            "### Threats cited\n",
            f"### Threats cited\n\n- **Spain** threatened: war <!-- {talks().record.claims[3].id} -->\n",
        ),
        {"unsupported", "drift"},
    ),
    "brief.json edited": (
        lambda at: swap(at / DAY / "brief.json", '"sources": 1', '"sources": 3'),
        {"brief"},
    ),
    "a source removed": (lambda at: (at / DAY / "sources/talks.txt").unlink(), {"unreadable"}),
    "a record that is no record": (lambda at: (at / RECORD).write_text("{}"), {"unreadable"}),
    "a note of no document": (lambda at: (at / DAY / "notes/old.md").write_text("Old."), {"stray"}),
    "a note removed": (lambda at: (at / NOTE).unlink(), {"unreadable"}),
    "words changed in a note": (lambda at: swap(at / NOTE, "Anna Berg", "Anna Burg"), {"drift"}),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_is_found(briefs, planted):
    """By the rules that it breaks, and no others."""
    assert rules(briefs) == set()
    plant, expected = PLANTED[planted]
    plant(briefs)
    assert rules(briefs) == expected


def test_every_rule_is_broken_by_some_planted_fault():
    """No rule goes untried."""
    assert set().union(*(expected for _, expected in PLANTED.values())) == set(RULES)


def test_a_folder_without_briefs_is_no_clean_folder(tmp_path):
    """A check of the wrong folder must not pass."""
    with pytest.raises(ConfigError, match="holds no brief"):
        check(tmp_path, TEMPLATES)


def test_a_drift_shows_the_lines(briefs):
    """The difference stands below the place, in the form of a patch."""
    swap(briefs / NOTE, "**Anna Berg", "**Anna Burg")
    (fault,) = check(briefs, TEMPLATES)
    text = report([fault], briefs, "text")
    assert text.splitlines()[0] == (
        "briefs/2024-05-03/notes/talks.md:7: drift: not what the records and edits render to; "
        "`brief review import` takes edits up"
    )
    assert "+- **Anna Burg** and **Bo Falk** held talks in Oslo [1]" in text


def test_annotations_are_ten_a_level(briefs):
    """GitHub shows no more: each rule is among them, the rest is counted, and no message breaks out."""
    swap(briefs / NOTE, "**Anna Berg", "**Anna Burg")
    (fault,) = check(briefs, TEMPLATES)
    many = [fault.model_copy(update={"message": "a\n::b", "path": "c,d.md"})] * 12
    stray = fault.model_copy(update={"rule": "stray", "line": None, "message": "remove it"})
    lines = report([*many, stray], briefs, "github").splitlines()
    assert len(lines) == 11
    assert lines[0] == "::error file=briefs/c%2Cd.md,line=7,title=drift::a%0A::b"
    assert lines[1] == "::error file=briefs/2024-05-03/notes/talks.md,title=stray::remove it"
    assert lines[-1] == "3 more: `brief check` shows them"


def test_sarif_and_json_are_whole_without_faults(briefs):
    """A clean folder gives a run without results, and a list without faults."""
    assert json.loads(report([], briefs, "sarif"))["runs"][0]["results"] == []
    assert json.loads(report([], briefs, "json")) == {"version": 1, "faults": []}


def test_a_fault_has_its_place_in_sarif(briefs):
    """File and line, as code-scanning wants them."""
    swap(briefs / NOTE, "**Anna Berg", "**Anna Burg")
    (result,) = json.loads(report(check(briefs, TEMPLATES), briefs, "sarif"))["runs"][0]["results"]
    assert result["ruleId"] == "drift"
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "briefs/2024-05-03/notes/talks.md"},
        "region": {"startLine": 7},
    }
