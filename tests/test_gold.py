"""Annotated articles are read as docs/gold.md says, and our own ones hold what the floors need."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from brief import evaluation
from brief.errors import ConfigError
from brief.records import STATUSES, Actor, Document
from brief.resources import render_text
from tests.annotated import OWN, own_grounding

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/gold.md").read_text("utf-8")
FERRY = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0]
DAHL = Actor(name="Ingrid Dahl", role="transport minister", affiliation="Norway")


@pytest.fixture(scope="module")
def own():
    return evaluation.read([OWN])


@pytest.fixture
def ferry(tmp_path):
    """The example of docs/gold.md, on disk."""
    (tmp_path / "ferry.json").write_text(FERRY, "utf-8")
    return tmp_path / "ferry.json"


def test_the_example_of_the_page_is_read_as_it_is_meant(ferry):
    """Each field of the form becomes the field of a draft, and an actor is three parts."""
    (article,) = evaluation.read([ferry])
    meeting, agreement, threat = article.facts
    assert (article.id, article.outlet, article.date) == ("ferry", "The Harbour Post", "2024-03-12")
    assert meeting.actors == (DAHL, Actor(name=None, role="transport minister", affiliation="Denmark"))
    assert (meeting.kind, meeting.status, meeting.what, meeting.place, meeting.date, meeting.sentences) == (
        "meeting",
        "held",
        "the ferry dispute",
        "Oslo",
        "on Monday",
        (2, 1),
    )
    assert (agreement.kind, agreement.what, agreement.said_by) == (
        "agreement",
        "reopen the night ferry",
        None,
    )
    assert [actor.label for actor in agreement.actors] == ["Norway", "Denmark"]
    assert (threat.kind, threat.status, threat.what, threat.target, threat.condition, threat.said_by) == (
        "threat",
        "verbal",
        "sue",
        "the crews",
        "If the crews strike",
        DAHL,
    )
    assert [actor.label for actor in threat.actors] == ["Norway"]


def test_the_document_has_exactly_these_sentences(ferry):
    """Offsets point at them, and title, outlet, date and genre are those of the annotation."""
    (article,) = evaluation.read([ferry])
    document = article.document()
    assert isinstance(document, Document)
    assert [document.quote(each.number) for each in document.sentences] == [*article.sentences]
    assert document.text.count("\n\n") == 2
    assert (document.title, document.genre) == ("Norway and Denmark settle ferry dispute", "report")


def test_the_page_names_every_field_and_status():
    """None that is read is missing from it."""
    fields = {*json.loads(FERRY), "split"}
    for kind in json.loads(FERRY)["claims"].values():
        fields |= {*kind[0]}
    words = {*fields, *(status for kind in STATUSES.values() for status in kind)}
    assert words - set(re.findall(r"`(\w+)`", PAGE)) == set()


def test_files_lines_and_folders_are_read_in_order_of_id(ferry):
    """An empty line is no article, and notes beside the sentences do no harm."""
    value = json.loads(FERRY)
    lines = [
        json.dumps(value | {"id": name, "split": split, "note": 1})
        for name, split in (("b", "x"), ("a", "y"))
    ]
    (ferry.parent / "more.jsonl").write_text("\n\n".join(lines) + "\n", "utf-8")
    (ferry.parent / "README.md").write_text("no article")

    def ids(**chosen):
        return [article.id for article in evaluation.read([ferry.parent], **chosen)]

    assert ids() == ["a", "b", "ferry"]
    assert ids(limit=2) == ["a", "b"]
    assert ids(split="x") == ["b"]


def changed(**fields):
    return json.dumps(json.loads(FERRY) | fields)


def claim(of, **fields):
    claims = json.loads(FERRY)["claims"]
    claims[of][0] |= fields
    return changed(claims=claims)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "Invalid JSON"),
        (changed(sentences=[]), "sentences: Tuple should have at least 1 item"),
        (changed(sentences=["a ", "b", "c"]), "sentences.0: String should match pattern"),
        (changed(date="12 March"), "date: String should match pattern"),
        (changed(id="ship"), "its id is 'ship'; it should be the file's name"),
        (
            claim("meetings", status="agreed"),
            "claims.meetings.0.status: Value error, 'agreed' is no status of",
        ),
        (
            claim("threats", kind="held"),
            "claims.threats.0.kind: Value error, 'held' is no status of a threat",
        ),
        (claim("meetings", topics="x"), "claims.meetings.0.topics: Extra inputs are not permitted"),
        (claim("agreements", commitment=""), "claims.agreements.0.commitment: String should match pattern"),
        (claim("agreements", parties=["| |"]), "claims.agreements.0.parties.0: Value error, '| |' should be"),
        (
            claim("agreements", parties=["a|b|c|d"]),
            "claims.agreements.0.parties.0: Value error, 'a|b|c|d' should",
        ),
        (claim("threats", sentences=[]), "claims.threats.0.sentences: Tuple should have at least 1 item"),
        (
            claim("threats", sentences=[4]),
            "the threat of sentences [4] should cite each once, and only some of",
        ),
        (claim("threats", sentences=[3, 3]), "the threat of sentences [3, 3] should cite each once"),
    ],
)
def test_what_is_not_of_the_form_is_refused_with_its_place(ferry, text, reason):
    """The message has the file, the field, and where the form is described."""
    ferry.write_text(text, "utf-8")
    with pytest.raises(ConfigError) as raised:
        evaluation.read([ferry])
    assert str(raised.value).startswith(f"{ferry}: ")
    assert reason in str(raised.value)


def test_a_bad_line_is_told_by_its_number(ferry):
    """Of a file of many articles."""
    (ferry.parent / "x.jsonl").write_text(json.dumps(json.loads(FERRY)) + '\n{"id": "b"}\n', "utf-8")
    with pytest.raises(
        ConfigError, match=r"x\.jsonl, line 2: no annotated article \(sentences: Field required"
    ):
        evaluation.read([ferry.parent / "x.jsonl"])


def test_paths_ids_and_splits_that_cannot_be_used_are_errors(ferry, tmp_path):
    """Nothing is passed over: an empty folder, a second article of an id, a split that nobody has."""
    (tmp_path / "empty").mkdir()
    for paths, split, message in (
        ([tmp_path / "empty"], None, "empty: no annotated articles"),
        ([tmp_path / "none.json"], None, r"none\.json: cannot be read"),
        ([ferry, ferry], None, "a second article has the id 'ferry'"),
        ([ferry], "dev", "no article is of split 'dev'; there are: none"),
    ):
        with pytest.raises(ConfigError, match=message):
            evaluation.read(paths, split)


def test_our_own_articles_hold_each_kind_and_status_and_noise(own):
    """At least thirty; each status twice; some without a main fact; other genres than reports."""
    main = Counter((fact.kind, fact.status) for article in own for fact in article.main)
    assert len(own) >= 30
    assert {
        (kind, status) for kind in STATUSES for status in STATUSES[kind] if main[kind, status] < 2
    } == set()
    assert {kind: sum(n for (each, _), n in main.items() if each == kind) >= 40 for kind in STATUSES} == {
        "meeting": True,
        "agreement": True,
        "threat": True,
    }
    assert sum(not article.main for article in own) >= 8
    assert len({article.genre for article in own}) >= 4


def test_our_own_articles_stay_above_their_floors():
    """What grounding verifies of right answers, and not of falsehoods, is above tests/floors.json."""
    report = own_grounding()
    assert evaluation.below(ROOT / "tests/floors.json", evaluation.figures(report)) == ()
    shown = render_text("eval.txt.j2", report=report, readings=None, detail=False)
    assert re.findall(r"^(true claims|all) +(\d+)", shown, re.MULTILINE)[-3:] == [
        ("true claims", str(report.told.made)),
        ("all", str(report.decided.made)),
        ("all", str(report.undecided.made)),
    ]
