"""What a model answers, what grounding makes of it, and both together, are measured apart."""

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
from brief.extraction import Extraction
from brief.records import Skipped, Usage
from tests.annotated import agreement, article, meeting, threat
from tests.claims import PROVENANCE

ROOT = Path(__file__).parents[1]
FERRY = article(
    meetings=[meeting("Ingrid Dahl", "Mads Holm", place="Oslo", date="on Monday")],
    agreements=[agreement("Norway", sentences=[2, 1])],
    threats=[threat("Norway", target="the crews", sentences=[3, 1], optional=True)],
)
NOISE = article("noise")


def reading(*drafts, **fields):
    """What a model answered about one article."""
    default: dict[str, Any] = dict.fromkeys(("findings", "unread", "unasked"), ())
    default |= {"genre": None, "probabilities": False, "answers": "json_schema", "replies_sha256": "0"}
    default |= {"usage": Usage(calls=2, input_tokens=10, output_tokens=3)}
    return Extraction(drafts=drafts, **(default | fields))


def faults(report):
    return [(fault.article, fault.what, fault.statement.kind) for fault in report.faults]


def test_answers_are_scored_before_grounding():
    """What grounding would leave out counts as well; faults stand with their sentences."""
    met, agreed = FERRY.main
    absurd = agreed.model_copy(update={"actors": met.actors})
    report = evaluation.answers([FERRY, NOISE], [reading(absurd), reading(agreed)])
    every = report.scores["all"]
    assert (every.gold, every.found, every.exact, every.wrong, report.by_chance) == (2, 1, 0, 1, {})
    assert faults(report) == [("ferry", "missed", "meeting"), ("noise", "wrong", "agreement")]
    assert report.faults[0].sentences == ((2, FERRY.sentences[1]),)
    assert evaluation.figures(report)["model exact F1"] == 0.0


def test_chances_show_what_a_threshold_would_do():
    """A claim whose chance is lower than the least one does not count."""
    met, agreed = FERRY.main
    drafts = met.model_copy(update={"chance": 0.95}), agreed.model_copy(update={"chance": 0.4})
    report = evaluation.answers([FERRY], [reading(*drafts)])
    found = {least: scores.found for least, scores in report.by_chance.items()}
    assert found == {0.1: 2, 0.3: 2, 0.5: 1, 0.7: 1, 0.9: 1}


def test_what_was_asked_is_told():
    """Articles without an answer, sentences without one, and main facts that triage passed over."""
    failed = Skipped(path="noise.txt", reason="the server is gone")
    report = evaluation.answers([FERRY, NOISE], [reading(unasked=(2, 3), unread=(4,)), failed])
    usage = Usage(calls=2, input_tokens=10, output_tokens=3)
    assert dict(report.asked) == {
        "articles": 2, "main": 2, "asked": 0, "unread": 1, "failed": (failed,), "usage": usage
    }  # fmt: skip
    assert report.scores["all"].shares["recall"] == 0


def test_the_whole_counts_what_is_left_out_apart():
    """A right claim that comes out unsupported is told as left out, and not found."""
    met, agreed = FERRY.main
    odd = agreed.model_copy(update={"what": "reopen 17 night ferries"})
    report = evaluation.whole([FERRY], [reading(met, odd)])
    assert (report.told.verified, report.told.review, report.told.unsupported) == (1, 0, 1)
    assert (report.kept["all"].found, report.verified["all"].found, report.kept["all"].wrong) == (1, 1, 0)
    assert faults(report) == [("ferry", "missed", "agreement"), ("ferry", "left out", "agreement")]
    assert evaluation.figures(report)["verified claims right"] == 1.0


def test_the_genre_that_the_model_gives_counts():
    """In fiction nothing is verified; where only grounding is measured, the annotation says what it is."""
    met, _ = FERRY.main
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
        shutil.copy(ROOT / f"tests/gold/{name}.json", "in")

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
    """Of tables that are read in a terminal, this is what they say."""
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


def test_the_detail_shows_a_fault_beside_its_sentences(desk):
    """What was missed, in one line, then each sentence with its number."""
    shown = run("model", "in/rail-call.json", "in/called-off.json", "--detail").stdout
    assert shown.partition("\n\nrail-call, ")[2].splitlines()[:2] == [
        "missed: meeting (held): Nino Kobalia, Rauf Aliyarov: cut in rail tariffs; date: Friday",
        "  1  Georgia hails rail accord after call with Azerbaijan; Baku is silent",
    ]


def test_json_has_everything(desk):
    """The version of the form, who answered, scores with their shares, and the faults."""
    told = json.loads(run("whole", "in", "--json").stdout)
    assert (told["version"], told["provenance"]["model"]) == (2, "m")
    assert (told["kept"]["all"]["gold"], told["kept"]["all"]["f1"]) == (9, 0.9412)
    assert {fault["what"] for fault in told["faults"]} == {"missed"}
    assert json.loads(run("grounding", "in", "--json").stdout)["provenance"] is None


def test_floors_hold_the_figures(desk):
    """They are set on demand; a figure below its floor is told, and changes nothing."""
    assert run("model", "in", "--floors", "floors.json", "--update-floors").exit_code == 0
    floors = json.loads(Path("floors.json").read_text("utf-8"))
    named = {f"model {name}" for name in ("precision", "recall", "F1", "exact F1")}
    assert (floors.keys(), floors["model recall"], floors["model F1"]) == (named, 0.8888, 0.9411)
    assert run("model", "in", "--floors", "floors.json").exit_code == 0
    fell = run("model", "in", "--floors", "floors.json", "--model", "broken")
    assert fell.exit_code == 1
    assert fell.stderr.splitlines()[-4] == (
        "brief: floors.json: model precision is 0.0000, below its floor 1.0000: find out what made it fall,"
        " or if that is meant, set the floors anew with --update-floors"
    )
    assert json.loads(Path("floors.json").read_text("utf-8")) == floors


def test_an_article_without_an_answer_is_a_finding(desk):
    """It is told, and all its facts are missed."""
    shown = run("model", "in", "--limit", "1", "--model", "broken")
    assert (shown.exit_code, rows(shown.stdout, "all")[0][:3]) == (1, ["4", "0", "0"])
    assert "no answer about called-off.txt: the server is gone\n" in shown.stdout


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


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["grounding", "nowhere.json"], "nowhere.json: cannot be read"),
        (["model", "in", "--update-floors"], "--update-floors without --floors: name the file"),
        (["grounding", "in", "--split", "dev"], "no article is of split 'dev'; there are: none"),
        (["grounding", "in", "--floors", "none.json"], "none.json: cannot be read"),
    ],
)
def test_what_cannot_be_used_is_a_usage_error(desk, words, message):
    """Exit code 2, and a line that says what is wrong."""
    refused = run(*words)
    assert refused.exit_code == 2
    assert refused.stderr.startswith(f"brief: error: {message}")
