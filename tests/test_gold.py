"""Annotated articles are read as docs/gold.md says; our own ones, and the figures, are what pages say."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import accuracy
from brief import evaluation
from brief.errors import ConfigError
from brief.records import STATUSES, Actor, Document, Draft
from brief.resources import render_text
from tests.annotated import OWN

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/gold.md").read_text("utf-8")
FERRY = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0]
DAHL = Actor(name="Ingrid Dahl", role="transport minister", affiliation="Norway")


@pytest.fixture
def ferry(tmp_path):
    """The example of docs/gold.md, on disk."""
    (tmp_path / "ferry.json").write_text(FERRY, "utf-8")
    return tmp_path / "ferry.json"


def test_the_example_of_the_page_is_read_as_it_is_meant(ferry):
    """Each field of the form becomes the field of a draft, and an actor is three parts.

    The document has exactly these sentences, and title, outlet, date and genre of the annotation.
    """
    (article,) = evaluation.read([ferry])
    told = [Draft(**{name: getattr(fact, name) for name in Draft.model_fields}) for fact in article.facts]
    counterpart = Actor(name=None, role="transport minister", affiliation="Denmark")
    norway, denmark = Actor(name="Norway"), Actor(name="Denmark")
    met = {"kind": "meeting", "status": "held", "actors": (DAHL, counterpart), "what": "the ferry dispute"}
    agreed = {"kind": "agreement", "status": "agreed", "actors": (norway, denmark)}
    warned = {"kind": "threat", "status": "verbal", "actors": (norway,), "what": "sue", "said_by": DAHL}
    assert told == [
        Draft.model_validate(met | {"place": "Oslo", "date": "on Monday", "sentences": (2, 1)}),
        Draft.model_validate(agreed | {"what": "reopen the night ferry", "sentences": (2, 1)}),
        Draft.model_validate(
            warned | {"target": "the crews", "condition": "If the crews strike", "sentences": (3,)}
        ),
    ]
    document = article.document()
    assert isinstance(document, Document)
    assert [document.quote(each.number) for each in document.sentences] == [*article.sentences]
    assert document.text.count("\n\n") == 2
    assert (document.id, document.title) == ("ferry", "Norway and Denmark settle ferry dispute")
    assert (document.outlet, document.date, document.genre) == ("The Harbour Post", "2024-03-12", "report")


def test_the_page_names_every_field_and_status():
    """None that is read is missing from it."""
    value = json.loads(FERRY)
    fields = {*value, "split", *(name for kind in value["claims"].values() for name in kind[0])}
    words = fields.union(*STATUSES.values())
    assert words - set(re.findall(r"`(\w+)`", PAGE)) == set()


def test_files_lines_and_folders_are_read_in_order_of_id(ferry):
    """An empty line is no article, and notes beside the sentences do no harm."""
    lines = [changed(id=name, split=split, note=1) for name, split in (("b", "x"), ("a", "y"))]
    (ferry.parent / "more.jsonl").write_text("\n\n".join(lines) + "\n", "utf-8")
    (ferry.parent / "README.md").write_text("no article")

    def ids(**chosen):
        return [article.id for article in evaluation.read([ferry.parent], **chosen)]

    assert ids() == ["a", "b", "ferry"]
    assert ids(limit=2) == ["a", "b"]
    assert ids(split="x") == ["b"]


def changed(**fields):
    return json.dumps(json.loads(FERRY) | fields)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"sentences": []}, "sentences: Tuple should have at least 1 item"),
        ({"sentences": ["a ", "b", "c"]}, "sentences.0: String should match pattern"),
        ({"date": "12 March"}, "date: String should match pattern"),
        ({"id": "ship"}, "its id is 'ship'; it should be the file's name"),
        ({"meetings": {"status": "agreed"}}, "meetings.0.status: Value error, 'agreed' is no status of"),
        ({"threats": {"kind": "held"}}, "threats.0.kind: Value error, 'held' is no status of a threat"),
        ({"meetings": {"topics": "x"}}, "claims.meetings.0.topics: Extra inputs are not permitted"),
        ({"agreements": {"commitment": ""}}, "agreements.0.commitment: String should match pattern"),
        ({"agreements": {"parties": ["| |"]}}, "agreements.0.parties.0: Value error, '| |' should be"),
        ({"agreements": {"parties": ["a|b|c|d"]}}, "agreements.0.parties.0: Value error, 'a|b|c|d' should"),
        ({"threats": {"sentences": []}}, "threats.0.sentences: Tuple should have at least 1 item"),
        ({"threats": {"sentences": [4]}}, "the threat of sentences [4] should cite each once, and only some"),
        ({"threats": {"sentences": [3, 3]}}, "the threat of sentences [3, 3] should cite each once"),
    ],
)
def test_what_is_not_of_the_form_is_refused_with_its_place(ferry, fields, reason):
    """The message has the file and the field."""
    claims = json.loads(FERRY)["claims"]
    for kind in claims.keys() & fields.keys():
        claims[kind][0] |= fields[kind]
    ferry.write_text(changed(claims=claims, **{k: v for k, v in fields.items() if k not in claims}), "utf-8")
    with pytest.raises(ConfigError) as raised:
        evaluation.read([ferry])
    assert str(raised.value).startswith(f"{ferry}: ")
    assert reason in str(raised.value)


def test_paths_lines_ids_and_splits_that_cannot_be_used_are_errors(ferry, tmp_path):
    """Nothing is passed over: an empty folder, a bad line, a second article of an id, a split nobody has."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "x.jsonl").write_text(changed(id="a") + '\n{"id": "b"}\n', "utf-8")
    for paths, split, message in (
        ([tmp_path / "empty"], None, "empty: no annotated articles"),
        ([tmp_path / "none.json"], None, r"none\.json: cannot be read"),
        ([tmp_path / "x.jsonl"], None, r"x\.jsonl, line 2: no annotated article \(sentences: Field required"),
        ([ferry, ferry], None, "a second article has the id 'ferry'"),
        ([ferry], "dev", "no article is of split 'dev'; there are: none"),
    ):
        with pytest.raises(ConfigError, match=message):
            evaluation.read(paths, split)


def test_our_own_articles_hold_each_kind_and_status_and_noise():
    """At least thirty; each status twice; some without a main fact; other genres than reports."""
    own = evaluation.read([OWN])
    main = Counter((fact.kind, fact.status) for article in own for fact in article.main)
    assert len(own) >= 30
    assert min(main[kind, status] for kind in STATUSES for status in STATUSES[kind]) >= 2
    assert min(sum(main[kind, status] for status in STATUSES[kind]) for kind in STATUSES) >= 40
    assert sum(not article.main for article in own) >= 8
    assert len({article.genre for article in own}) >= 4


def test_our_own_articles_stay_above_their_floors():
    """What grounding verifies of right answers, and not of falsehoods, is above tests/floors.json.

    The figures of docs/accuracy.json are those of today.
    """
    report = evaluation.grounding(evaluation.read([OWN]))
    assert evaluation.below(ROOT / "tests/floors.json", evaluation.figures(report)) == ()
    shown = render_text("eval.txt.j2", report=report, readings=None, detail=False)
    assert re.findall(r"^(true claims|all) +(\d+)", shown, re.MULTILINE)[-3:] == [
        ("true claims", str(report.told.made)),
        ("all", str(report.decided.made)),
        ("all", str(report.undecided.made)),
    ]
    kept = json.loads(accuracy.FIGURES.read_text("utf-8"))["own"]["grounding"]
    today = report.model_dump(mode="json")
    del today["faults"]
    assert {name: kept[name] for name in today} == today


def test_the_page_is_made_of_its_figures():
    """No figure on docs/accuracy.md is typed."""
    figures = json.loads(accuracy.FIGURES.read_text("utf-8"))
    assert accuracy.PAGE.read_text("utf-8") == accuracy.render(figures)


def test_each_measure_is_kept_with_its_command_day_and_version(tmp_path, monkeypatch):
    """Measures that are not named stay, and of a collection no word is kept."""
    monkeypatch.setattr(accuracy, "FIGURES", tmp_path / "accuracy.json")
    monkeypatch.setattr(accuracy, "PAGE", tmp_path / "accuracy.md")
    articles = tmp_path / "articles.jsonl"
    lines = [json.loads((OWN / f"{name}.json").read_text("utf-8")) for name in ("called-off", "rail-call")]
    articles.write_text("".join(json.dumps(line | {"split": "dev"}) + "\n" for line in lines), "utf-8")
    accuracy.FIGURES.write_text('{"dev": {"train": {}}}')
    accuracy.main(["dev", "grounding", "--articles", str(articles)])
    kept = json.loads(accuracy.FIGURES.read_text("utf-8"))["dev"]
    assert kept["train"] == {}
    assert kept["grounding"]["command"] == "brief eval grounding articles.jsonl --split dev"
    assert kept["grounding"]["told"]["verified"] + kept["grounding"]["told"]["review"] == 9
    assert len(kept["grounding"]["date"]) == 10
    assert "Kobalia" not in accuracy.FIGURES.read_text("utf-8") + accuracy.PAGE.read_text("utf-8")
    assert "`brief eval grounding articles.jsonl --split dev`" in accuracy.PAGE.read_text("utf-8")
    with pytest.raises(SystemExit):
        accuracy.main(["dev", "nonsense"])
