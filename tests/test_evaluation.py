"""A model's answers, grounding and both are measured apart; falsehoods are true claims but for one change."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from brief import cli, evaluation, pipeline
from brief.errors import ConfigError
from brief.evaluation.mutations import A_READERS, DECIDABLE, falsehoods
from brief.extraction import Extraction
from brief.records import Actor, Skipped, Usage
from tests.annotated import OWN, agreement, article, meeting, threat
from tests.claims import PROVENANCE

DAHL, HOLM = "Ingrid Dahl | minister | Norway", "Mads Holm"
CLAIMS: dict[str, Any] = {
    "meetings": [meeting(DAHL, HOLM, place="Oslo", date="on Monday")],
    "agreements": [agreement("Norway", sentences=[2, 1])],
}
FERRY = article(**CLAIMS, threats=[threat("Norway", target="the crews", sentences=[3, 1], optional=True)])
NOISE = article("noise")
USAGE = Usage(calls=2, input_tokens=10, output_tokens=3)


def reading(*drafts, **fields):
    """What a model answered about one article."""
    default: dict[str, Any] = dict.fromkeys(("findings", "unread", "unasked"), ())
    default |= {"genre": None, "probabilities": False, "answers": "json_schema", "replies_sha256": "0"}
    return Extraction(drafts=drafts, **(default | {"usage": USAGE} | fields))


def faults(report):
    return [(fault.article, fault.what, fault.statement.kind) for fault in report.faults]


def test_answers_are_scored_before_grounding():
    """What grounding would leave out counts, a claim below the least chance not; what was asked is told."""
    met, agreed = FERRY.main
    absurd = agreed.model_copy(update={"actors": met.actors})
    report = evaluation.answers([FERRY, NOISE], [reading(absurd), reading(agreed)])
    every = report.scores["all"]
    assert (every.gold, every.found, every.exact, every.wrong, report.by_chance) == (2, 1, 0, 1, {})
    assert faults(report) == [("ferry", "missed", "meeting"), ("noise", "wrong", "agreement")]
    assert report.faults[0].sentences == ((2, FERRY.sentences[1]),)
    assert evaluation.figures(report)["model exact F1"] == 0.0
    drafts = met.model_copy(update={"chance": 0.95}), agreed.model_copy(update={"chance": 0.4})
    by_chance = evaluation.answers([FERRY], [reading(*drafts)]).by_chance
    found = {least: scores.found for least, scores in by_chance.items()}
    assert found == {0.1: 2, 0.3: 2, 0.5: 1, 0.7: 1, 0.9: 1}
    failed = Skipped(path="noise.txt", reason="the server is gone")
    report = evaluation.answers([FERRY, NOISE], [reading(unasked=(2, 3), unread=(4,)), failed])
    told = {"articles": 2, "main": 2, "asked": 0, "unread": 1, "failed": (failed,), "usage": USAGE}
    assert dict(report.asked) == told
    assert report.scores["all"].shares["recall"] == 0


def test_the_whole_counts_what_is_left_out_apart():
    """A right claim that is unsupported is left out, and not found; in fiction nothing is verified."""
    met, agreed = FERRY.main
    odd = agreed.model_copy(update={"what": "reopen 17 night ferries"})
    report = evaluation.whole([FERRY], [reading(met, odd)])
    assert (report.told.verified, report.told.review, report.told.unsupported) == (1, 0, 1)
    assert (report.kept["all"].found, report.verified["all"].found, report.kept["all"].wrong) == (1, 1, 0)
    assert faults(report) == [("ferry", "missed", "agreement"), ("ferry", "left out", "agreement")]
    assert evaluation.figures(report)["verified claims right"] == 1.0
    assert evaluation.whole([FERRY], [reading(met, genre="fiction")]).told.verified == 0
    tale = article(meetings=[meeting("Ingrid Dahl", "Mads Holm")], genre="fiction")
    assert evaluation.grounding([tale]).told.verified == 0
    assert evaluation.grounding([FERRY]).told.verified == 2


def test_grounding_is_measured_on_right_answers_and_on_falsehoods():
    """Optional facts are no answer; each kind has its verdicts, and what gets through is a fault."""
    met = meeting("Peru", sentences=[1])
    other = article("pact", sentences=("Peru and Chile talked in Lima.",), meetings=[met])
    report = evaluation.grounding([FERRY, other])
    assert (report.articles, report.told.made, report.kept["threats"].predicted) == (2, 3, 0)
    assert report.decidable["number"].made == report.decidable["number"].unsupported == 1
    assert report.decided.made == sum(each.made for each in report.decidable.values())
    through = [fault.mutation for fault in report.faults if fault.what == "let through"]
    assert len(through) == report.decided.verified + report.undecided.verified
    figures = evaluation.figures(report)
    assert (figures["true claims verified"], figures["number not verified"]) == (1.0, 1.0)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A working directory with two of our own articles, and a model that knows the facts of one of them."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for name in ("called-off", "rail-call"):
        shutil.copy(OWN / f"{name}.json", "in")

    articles = evaluation.read([Path("in")])

    def readings(documents, settings, told):
        drafts = {article.id: article.main[number:] for number, article in enumerate(articles)}
        items = [reading(*drafts[document.id]) for document in documents]
        if settings.model == "broken":
            items = [Skipped(path=document.path, reason="the server is gone") for document in documents]
        return SimpleNamespace(items=tuple(items), provenance=PROVENANCE, asked=4, stored=0)

    monkeypatch.setattr(pipeline, "readings", readings)
    return tmp_path


def run(*words):
    return CliRunner().invoke(cli.app, ["eval", *words])


def rows(text, name):
    return [line.split()[1:] for line in text.splitlines() if line.startswith(f"{name} ")]


def test_each_measure_is_one_command(desk):
    """Of tables this is what they say; the detail has faults and sentences, JSON has everything."""
    model, whole = run("model", "in"), run("whole", "in")
    assert (model.exit_code, whole.exit_code) == (0, 0)
    assert model.stdout.startswith("2 articles; model: m, reading: windows, answers by json_schema\n")
    calls = "calls: 4 now, 0 answered before; for each article 2.0 calls, 10 tokens in, 3 out\n"
    assert calls in model.stdout
    assert rows(model.stdout, "all") == ["9 8 8 0 0 1.000 0.889 0.941 0.941 1.000 1.000".split()]
    assert rows(whole.stdout, "all")[0][:3] == ["9", "8", "8"]
    grounding = run("grounding", "in", "--detail")
    assert grounding.stdout.startswith("2 articles; their main facts stand for a model's right answers\n")
    assert [line[0] for line in rows(grounding.stdout, "true claims")] == ["claims"]
    assert "\ncalled-off, let through (status): meeting (" in grounding.stdout
    detail = run("model", "in/rail-call.json", "in/called-off.json", "--detail").stdout
    assert detail.partition("\n\nrail-call, ")[2].splitlines()[:2] == [
        "missed: meeting (held): Nino Kobalia, Rauf Aliyarov: cut in rail tariffs; date: Friday",
        "  1  Georgia hails rail accord after call with Azerbaijan; Baku is silent",
    ]
    told = json.loads(run("whole", "in", "--json").stdout)
    assert (told["version"], told["provenance"]["model"]) == (2, "m")
    assert (told["kept"]["all"]["gold"], told["kept"]["all"]["f1"]) == (9, 0.9412)
    assert {fault["what"] for fault in told["faults"]} == {"missed"}
    assert json.loads(run("grounding", "in", "--json").stdout)["provenance"] is None


def test_floors_hold_the_figures(desk):
    """A figure below its floor is told, and changes nothing; facts without an answer are missed."""
    assert run("model", "in", "--floors", "floors.json", "--update-floors").exit_code == 0
    floors = json.loads(Path("floors.json").read_text("utf-8"))
    named = {f"model {name}" for name in ("precision", "recall", "F1", "exact F1")}
    assert (floors.keys(), floors["model recall"], floors["model F1"]) == (named, 0.8888, 0.9411)
    assert run("model", "in", "--floors", "floors.json").exit_code == 0
    fell = run("model", "in", "--floors", "floors.json", "--model", "broken", "--limit", "1")
    assert (fell.exit_code, rows(fell.stdout, "all")[0][:3]) == (1, ["4", "0", "0"])
    assert "no answer about called-off.txt: the server is gone\n" in fell.stdout
    assert fell.stderr.splitlines()[-4] == (
        "brief: floors.json: model precision is 0.0000, below its floor 1.0000: find out what made it fall,"
        " or if that is meant, set the floors anew with --update-floors"
    )
    assert json.loads(Path("floors.json").read_text("utf-8")) == floors
    assert run("model", "in", "--model", "broken").exit_code == 1
    refused = run("model", "in", "--update-floors")
    assert refused.exit_code == 2
    assert refused.stderr.startswith("brief: error: --update-floors without --floors: name the file")


def test_floors_of_other_figures_stay(tmp_path):
    """And what is no file of floors is not written over."""
    file = tmp_path / "floors.json"
    evaluation.set_floors(file, {"a": 0.5})
    evaluation.set_floors(file, {"b": 2 / 3})
    assert json.loads(file.read_text("utf-8")) == {"a": 0.5, "b": 0.6666}
    assert evaluation.below(file, {"b": 2 / 3, "c": 0.0}) == ()
    for text in ('{"a": 2}', "[]", "{"):
        file.write_text(text, "utf-8")
        with pytest.raises(ConfigError, match=r"floors\.json: no floors \("):
            evaluation.set_floors(file, {"a": 0.5})
    with pytest.raises(ConfigError, match=r"none\.json: cannot be read"):
        evaluation.below(tmp_path / "none.json", {})


DISPUTE = article(**CLAIMS, threats=[threat("Norway", target="the crews", cited_by=DAHL)])
OTHER = article(
    "pact",
    sentences=("Peru and Chile share copper.", "They talked in Lima and will open a mine."),
    meetings=[meeting("Peru", "Chile", place="Lima")],
    agreements=[agreement("Peru", commitment="open a mine")],
)


def made(*articles):
    """Falsehoods of the first article, by kind."""
    return next(kinds for each, kinds in falsehoods(articles) if each is articles[0])


def test_every_kind_changes_what_it_says():
    """The claim is otherwise that of the article."""
    kinds = made(DISPUTE, OTHER)
    assert list(kinds) == [*DECIDABLE, *A_READERS]
    assert [fact.what for fact in kinds["number"]] == ["reopen 9 night ferries"]
    assert [fact.place for fact in kinds["place"]] == ["Lima"]
    (date,) = kinds["date"]
    assert date.date in {f"on {day}day" for day in ("Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")}
    assert {fact.sentences for fact in kinds["evidence moved"]} <= {(3,), (4,), (5,)}
    assert [(fact.kind, fact.what) for fact in kinds["words of another"]] == [("agreement", "open a mine")]
    assert {fact.actors[-1].label for fact in kinds["actor absent"]} <= {"Peru", "Chile"}
    assert [fact.what for fact in kinds["negation"]] == ["not reopen 2 night ferries", "not sue"]
    met, agreed = kinds["status"]
    assert met.status in {"planned", "cancelled", "refused"}
    assert agreed.status in {"refused", "withdrawn", "proposed"}
    exchanged = [(fact.actors, fact.target) for fact in kinds["exchanged"]]
    assert exchanged == [((Actor(name="the crews"),), "Norway")]


def test_an_actor_near_is_one_of_the_same_sentences_and_an_actor_far_is_not():
    """Near the claim stands another who has no part in it, or only elsewhere in the article."""
    filler = (f"Nothing was said on day {number} of the long summer season." for number in range(9))
    head = ("Norway and Denmark settle ferry dispute", "Dahl met Holm.")
    agreed = [agreement("Norway", sentences=[1]), agreement("Denmark", commitment="pay", sentences=[1])]
    met = [meeting("Elsa Lind", "Sven", sentences=[12])]
    sentences = (*head, *filler, "Elsa Lind is content.")
    kinds = made(article(sentences=sentences, agreements=agreed, meetings=met))
    told = {kind: [[actor.label for actor in fact.actors] for fact in facts] for kind, facts in kinds.items()}
    assert told["actor near"] == [["Denmark"], ["Norway"]]
    assert told["actor added"] == [["Norway", "Denmark"], ["Denmark", "Norway"]]
    assert told["actor far"] == [["Elsa Lind"], ["Elsa Lind"]]


@pytest.mark.parametrize(
    ("kind", "claims"),
    [
        ("number", {"agreements": [agreement("Norway", commitment="reopen the night ferry")]}),
        ("number", {"agreements": [agreement("Norway")], "sentences": ("2 ferries", "9 are new")}),
        ("place", {"meetings": [meeting(DAHL)]}),
        ("date", {"meetings": [meeting(DAHL, date="last week")]}),
        ("negation", {"agreements": [agreement("Norway", commitment="never close a night ferry")]}),
        ("actor absent", {"threats": [threat(None)]}),
        ("actor near", {"agreements": [agreement("Norway")]}),
        ("actor near", {"agreements": [agreement("Norway"), agreement("Denmark")]}),
        ("status", {"threats": [threat("Norway")]}),
        ("exchanged", {"threats": [threat("Norway")]}),
        ("number", {"agreements": [agreement("Norway", optional=True)]}),
    ],
)
def test_a_kind_that_does_not_apply_makes_nothing(kind, claims):
    """Nothing to change, or what may be true: a number that the article has, a party of the same term."""
    assert made(article(**claims), OTHER)[kind] == ()


def test_the_same_articles_give_the_same_falsehoods():
    """In whatever order the articles come."""
    articles = evaluation.read([OWN])[:15]
    one = {each.id: kinds for each, kinds in falsehoods(articles)}
    assert one == {each.id: kinds for each, kinds in falsehoods(articles[::-1])}
    assert sum(len(made) for kinds in one.values() for made in kinds.values()) > 200
