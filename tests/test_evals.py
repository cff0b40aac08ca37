"""The pipeline is measured on gold answers, with a made-up extraction and model in place of the real ones."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from brief import committed, config, eval_json, evals, gold, metering, pipeline
from brief.errors import ConfigError, ReplyError
from brief.records import CitedText, Document, Finding, Provenance, Record, Usage
from brief.resources import render_text
from brief.wire import Chat, Message, Reply, Request

if TYPE_CHECKING:
    from contextlib import AsyncExitStack

    from brief.matching import AnyClaim

ROOT = Path(__file__).parents[1]
LEAD = (
    "KISUMU, Kenya — The interior ministers of Kenya, Ethiopia and Uganda agreed on Thursday to run joint "
    "patrols along their common frontier, in a deal that also binds them to share flight data and to reopen "
    "the Moyale crossing by 1 June."
)
IDS = ["called-off", "fisheries-statement", "rail-call", "river-patrols"]
USAGE = Usage(calls=1, input_tokens=1500, cached_input_tokens=0, output_tokens=30)


class Model:
    """A model that says yes; fails with `errors`, by a word of the title; takes longer each time."""

    def __init__(self, **errors: Exception) -> None:
        self.errors = errors
        self.asked: list[str] = []

    async def connect(self, opened: AsyncExitStack) -> Chat:
        clock.moment += 100
        return self

    async def ask(self, request: Request) -> Reply:
        question = request.messages[0].content
        self.asked.append(question)
        clock.moment += len(self.asked)
        for word, error in self.errors.items():
            if word in question:
                raise error
        return Reply(content="yes", usage=USAGE, answers=None)


class clock:  # noqa: N801
    """A clock that only the model moves."""

    moment = 0.0

    @staticmethod
    def monotonic() -> float:
        return clock.moment


def amended(claim: AnyClaim) -> tuple[AnyClaim, ...]:
    """What the made-up extraction gives instead of a true claim: each fault occurs once in our own gold."""
    if getattr(claim, "status", "") == "cancelled":
        return ()
    if getattr(claim, "commitment", "") == "share flight data":
        return (claim.model_copy(update={"commitment": "buy helicopters", "verdict": "review"}),)
    if getattr(claim, "commitment", "").startswith("compensation"):
        finding = Finding(check="x", field="x", message="no word of it", severity="unsupported")
        return (claim.model_copy(update={"verdict": "unsupported", "findings": (finding,)}),)
    return (claim,)


async def extract(document: Document, chat: Chat, provenance: Provenance) -> Record:
    """The true claims of the document, but for those that `amended` changes, for one call."""
    reply = await chat.ask(Request((Message("user", document.sentences[0].text),), None, None, 1))
    (article,) = (one for one in gold.read_gold(Path("gold")) if document.path.endswith(f"/{one.id}.txt"))
    claims = [each for claim in gold.claims(article, document) for each in amended(claim)]
    fields: dict[str, Any] = {kind: [] for kind in ("meetings", "agreements", "threats")}
    for claim in claims:
        fields[f"{type(claim).__name__.lower()}s"].append(claim)
    return Record(
        document=document.ref(),
        headline=CitedText(text=document.sentences[0].text, sentences=(1,), quoted=True),
        summary=(),
        provenance=provenance,
        usage=reply.usage,
        **fields,
    )


def evaluate(model: Model | None = None, **flags: Any) -> evals.Evaluation:
    connect = (model or Model()).connect
    return evals.evaluate(Path("gold"), config.load(flags), extract=extract, connect=connect)


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """A working directory with a copy of our own gold, and no variable of ours."""
    for name in [name for name in os.environ if name.startswith("BRIEF_") or name == "OPENAI_API_KEY"]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(metering, "time", clock)
    monkeypatch.setattr(clock, "moment", 0.0)
    shutil.copytree(ROOT / "tests/gold", "gold")


def test_claims_of_all_articles_are_scored():
    """One fact missed, one told otherwise and one left out, of twenty-two."""
    evaluation = evaluate()
    assert [result.id for result in evaluation.results] == IDS
    scores = evaluation.scores
    assert {kind: (each.gold, each.predicted, each.found) for kind, each in scores.items()} == {
        "meetings": (7, 6, 6),
        "agreements": (9, 8, 7),
        "threats": (6, 6, 6),
        "all": (22, 20, 19),
    }
    assert (scores["all"].exact, scores["all"].lost, scores["all"].verified_right.ratio) == (19, 1, 1.0)


def test_faults_stand_with_their_sentences():
    """What was missed, wrong or left out is told in order of the sentences that it stands in."""
    faults = {
        result.id: [
            (fault.what, fault.kind, [sentence.number for sentence in fault.sentences])
            for fault in result.faults
        ]
        for result in evaluate().results
    }
    assert faults == {
        "called-off": [("missed", "meetings", [1, 2, 3])],
        "fisheries-statement": [],
        "rail-call": [("missed", "agreements", [10]), ("left out", "agreements", [10])],
        "river-patrols": [("missed", "agreements", [2]), ("wrong", "agreements", [2])],
    }


def test_nothing_is_written_but_the_replies():
    """The user's briefs are as they were."""
    before = {path.as_posix() for path in Path().rglob("*")}
    evaluate()
    assert {path.as_posix() for path in Path().rglob("*")} - before == {".brief", ".brief/replies.sqlite"}


def test_a_second_evaluation_asks_nothing():
    """It has the same scores, and no seconds."""
    first, model = evaluate(), Model()
    second = evaluate(model)
    assert (first.asked, first.stored, second.asked, second.stored) == (4, 0, 0, 4)
    assert (model.asked, second.scores, second.usage) == ([], first.scores, first.usage)
    assert first.usage == Usage(calls=4, input_tokens=6000, cached_input_tokens=0, output_tokens=120)
    assert (second.seconds, second.median_seconds) == ((), None)


def test_seconds_are_those_of_the_articles_that_were_asked_about():
    """The way to the model is not in them, nor are articles whose replies were there."""
    evaluation = evaluate()
    assert (evaluation.seconds, evaluation.median_seconds) == ((1.0, 2.0, 3.0, 4.0), 2.5)
    (text,) = [path for path in Path("gold/texts").iterdir() if path.stem == "rail-call"]
    text.write_text(text.read_text("utf-8").replace("hails", "lauds", 1), "utf-8")
    again = evaluate()
    assert [result.cost for result in again.results] == [
        metering.Cost(0, 1, None),
        metering.Cost(0, 1, None),
        metering.Cost(1, 0, 1.0),
        metering.Cost(0, 1, None),
    ]


def test_an_article_without_a_record_misses_every_fact():
    """Whether the model failed, the text is none, or it is that of another article."""
    Path("gold/texts/fisheries-statement.txt").write_text("one\ntwo\n")
    shutil.copy("gold/texts/called-off.txt", "gold/texts/rail-call.txt")
    evaluation = evaluate(Model(Kenya=ReplyError("the answer is cut short")))
    told = {result.id: result.skipped for result in evaluation.results}
    assert told["called-off"] is None
    assert str(told["fisheries-statement"]).startswith("not an article")
    assert told["rail-call"] == "same text as gold/texts/called-off.txt"
    assert told["river-patrols"] == "the answer is cut short"
    assert [result.id for result in evaluation.skipped] == IDS[1:]
    missed = {result.id: (result.scores["all"].gold, len(result.faults)) for result in evaluation.skipped}
    assert missed == {"fisheries-statement": (6, 6), "rail-call": (5, 5), "river-patrols": (7, 7)}
    assert (evaluation.results[3].cost, evaluation.asked) == (metering.Cost(1, 0, 2.0), 2)


def test_without_any_record_there_is_no_provenance():
    """Nothing was asked, and every fact is missed."""
    for text in Path("gold/texts").iterdir():
        text.write_text(f"{text.stem}\n")
    evaluation = evaluate()
    assert (evaluation.provenance, evaluation.asked, evaluation.scores["all"].recall) == (None, 0, 0.0)
    assert "model:" not in render_text("eval.txt.j2", evaluation=evaluation, detail=True)


def test_a_folder_without_gold_answers_is_an_error():
    """Nothing is asked before it is known."""
    model = Model()
    with pytest.raises(ConfigError, match="texts: no gold answers"):
        evals.evaluate(Path("gold/texts"), config.load({}), extract=extract, connect=model.connect)
    assert model.asked == []


def test_texts_without_gold_answers_are_not_read():
    """No call is spent on what cannot be judged."""
    shutil.copy("gold/texts/called-off.txt", "gold/texts/another.txt")
    assert evaluate().asked == 4


def test_the_table_has_a_line_for_each_kind():
    """Columns are aligned, and what the figures are of is said."""
    lines = render_text("eval.txt.j2", evaluation=evaluate(), detail=False).splitlines()
    assert [
        line for line in lines if line.startswith(("articles:", "model", "calls", "for each", "seconds"))
    ] == [
        "articles: 4",
        "model: qwen2.5-coder-1.5b, sentence protocol, answers by json_schema",
        "calls: 4 now, 0 answered before",
        "for each article: 1.0 calls, 1,500 tokens in, 30 out",
        "seconds: median 2.5, total 10.0, over 4 articles that were asked about now",
    ]
    rows = [line.split() for line in lines if re.match("meetings|agreements|threats|all", line)]
    assert rows == [
        "meetings 7 6 6 0 0 1.000 0.857 0.923 0.923 1.000".split(),
        "agreements 9 8 7 1 0 0.875 0.778 0.824 0.824 1.000".split(),
        "threats 6 6 6 0 0 1.000 1.000 1.000 1.000 1.000".split(),
        "all 22 20 19 1 0 0.950 0.864 0.905 0.905 1.000".split(),
        "meetings 6 0 0 6/6 1.000 6/7 0.857 0".split(),
        "agreements 7 1 1 7/7 1.000 7/9 0.778 1".split(),
        "threats 6 0 0 6/6 1.000 6/6 1.000 0".split(),
        "all 19 1 1 19/19 1.000 19/22 0.864 1".split(),
        "meetings participants 6/6 status 6/6 place 6/6 date 6/6".split(),
        "agreements parties 7/7 status 7/7 stated_by 7/7".split(),
        "threats posed_by 6/6 kind 6/6 target 6/6 cited_by 6/6".split(),
    ]
    widths = {len(line) for line in lines if re.match(r"\w+ .*\d\.\d{3}$", line)}
    assert len(widths) == 1


def test_the_detail_shows_each_fault_beside_its_sentence():
    """A claim that was left out has the reason, one for review its mark."""
    text = render_text("eval.txt.j2", evaluation=evaluate(), detail=True)
    assert text.partition("\nrail-call\n")[2] == (
        "  missed   agreement: Georgia; pledged: compensation for hauliers should traffic stop"
        " (stated by Nino Kobalia)\n"
        '           10  "We do not negotiate with a stopwatch," she said,'
        " and promised hauliers compensation should traffic stop.\n"
        "  left out agreement: Georgia; pledged: compensation for hauliers should traffic stop"
        " (stated by Nino Kobalia)\n"
        "           because: no word of it\n"
        '           10  "We do not negotiate with a stopwatch," she said,'
        " and promised hauliers compensation should traffic stop.\n"
        "\n"
        "river-patrols\n"
        "  missed   agreement: Kenya, Ethiopia, Uganda; agreed: share flight data\n"
        f"           2  {LEAD}\n"
        "  wrong    agreement (for review): Kenya, Ethiopia, Uganda; agreed: buy helicopters\n"
        f"           2  {LEAD}\n"
    )


def test_json_has_everything():
    """Scores with their ratios, costs, and each fault with its sentences."""
    evaluation = evaluate()
    value = json.loads(json.dumps(eval_json.of_evaluation(evaluation)))
    assert set(value) == {"version", "provenance", "scores", "calls", "usage", "seconds", "articles"}
    assert (value["version"], value["calls"]) == (1, {"asked": 4, "stored": 0})
    assert value["seconds"] == {"articles": 4, "median": 2.5, "total": 10.0}
    assert value["provenance"]["model"] == "qwen2.5-coder-1.5b"
    assert value["usage"]["input_tokens"] == 6000
    meetings = value["scores"]["meetings"]
    assert (meetings["gold"], meetings["recall"], meetings["slots"]["place"]) == (
        7,
        0.8571,
        {"hits": 6, "total": 6},
    )
    first = value["articles"][0]
    assert (first["id"], first["skipped"], first["seconds"], first["usage"]["calls"]) == (
        "called-off",
        None,
        1.0,
        1,
    )
    (fault,) = first["faults"]
    assert (fault["what"], fault["kind"], fault["told"]["place"]) == ("missed", "meetings", "Banski Dvori")
    assert fault["sentences"][2] == {
        "number": 3,
        "text": "He was to have met Prime Minister Ana Horvat over lunch at Banski Dvori.",
    }


def test_a_stored_evaluation_has_no_seconds_in_json():
    """Null, not nothing: no reply was waited for."""
    evaluate()
    assert eval_json.of_evaluation(evaluate())["seconds"] == {"articles": 0, "median": None, "total": 0}


def test_records_are_those_of_make():
    """An evaluation judges what a brief would say."""
    settings = config.load({})
    extraction = pipeline.records([Path("gold/texts")], settings, extract=extract, connect=Model().connect)
    pipeline.make([Path("gold/texts")], settings, extract=extract, connect=Model().connect)
    written = [
        article.record
        for day in committed.days(settings.output)
        for article in committed.articles_of(settings.output, day)
    ]
    assert written == [*extraction.results]
    assert (extraction.skipped, extraction.asked, extraction.stored) == ((), 4, 0)
