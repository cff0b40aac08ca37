"""The main job from end to end, on recorded traffic: no model, no network.

`make record` plays it against the default model instead and records the cassettes anew.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from brief import config, evaluation
from brief.endpoint import Endpoint, OpenAIChat
from brief.pipeline import make, readings
from brief.records import Record
from tests import cassettes

HERE = Path(__file__).parent
ROOT = HERE.parent
EXPECTED = HERE / "expected"
RECORDING = os.environ.get("BRIEF_RECORD") == "1"


async def played(opened, model="qwen2.5-coder-0.5b"):
    """A model as the cassettes have it."""
    chat = OpenAIChat(Endpoint("http://127.0.0.1:9/v1", model), 10.0)
    opened.push_async_callback(chat.close)
    return chat


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    """An empty folder with the seeds."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BRIEF_RECORD", raising=False)
    shutil.copytree(ROOT / "seeds", "seeds")
    return tmp_path


@contextmanager
def cassette(name):
    """A cassette to play, all of which is to be played; or to record anew."""
    if RECORDING:
        (cassettes.FOLDER / name).unlink(missing_ok=True)
    with cassettes.recorder("all" if RECORDING else "none").use_cassette(name) as recording:
        yield
    assert RECORDING or recording.all_played


def run(name="seed.yaml", folder="seeds", **flags):
    """`brief make` of a folder, on the cassette that it is played from or recorded to."""
    with cassette(name):
        settings = config.load(flags)
        connect = None if RECORDING else partial(played, model=settings.model)
        return make([Path(folder)], settings, connect=connect)


def briefs():
    """Every file of the briefs."""
    return {path: path.read_bytes() for path in sorted(Path("briefs").glob("**/*.*"))}


def test_the_seed_gives_its_brief(desk):
    """The note and the brief of the seed are these, to the byte, and every recorded reply is used.

    Further runs ask nothing and change no byte, also after the briefs were removed.
    """
    made = run()
    for name, path in (("note.md", "undated/notes/000-5111c666ce399c20.md"), ("brief.md", "undated.md")):
        if RECORDING:
            EXPECTED.mkdir(exist_ok=True)
            shutil.copy(desk / "briefs" / path, EXPECTED / name)
        assert (desk / "briefs" / path).read_text("utf-8") == (EXPECTED / name).read_text("utf-8")
    assert (made.skipped, made.asked > 0) == ((), True)
    before = briefs()
    for _ in range(2):
        assert make([Path("seeds")], config.load({}), connect=None).asked == 0
        assert briefs() == before
        shutil.rmtree("briefs")


ARTICLE = """\
Tarsia and Belmora settle their row over ferries

Transport ministers Ines Valk of Tarsia and Oskar Brandt of Belmora held talks in Rotterdam on Friday.

The two governments agreed to reopen the night ferry by the end of March.

Ms Valk said that she had slept badly on the train.

"If Belmora raises its harbour fees again, we will ban its lorries from our roads," Ms Valk warned.
"""


def test_an_article_is_read_in_one_call(desk):
    """A model that was not trained for it is told how; what it answers wrongly is not verified."""
    Path("in").mkdir()
    Path("in/ferry.txt").write_text(ARTICLE, "utf-8")
    made = run("article.yaml", "in", model="qwen2.5-coder-1.5b", reading="article", timeout="900")
    (file,) = desk.glob("briefs/undated/records/*.json")
    record = Record.model_validate_json(file.read_bytes())
    assert (made.asked, record.provenance.reading, record.unread) == (1, "article", ())
    assert record.document.genre == "report"
    told = [(claim.kind, claim.evidence[0].sentence, claim.verdict) for claim in record.claims]
    assert told == [("meeting", 2, "review"), ("threat", 4, "unsupported")]


@pytest.mark.skipif(RECORDING, reason="plays what is recorded")
def test_a_changed_prompt_is_not_answered_from_an_old_recording(desk):
    """Bodies are matched: a request that was not recorded has no reply, and the brief says so."""
    (desk / "prompts").mkdir()
    text = (ROOT / "prompts/trained.j2").read_text("utf-8")
    (desk / "prompts/trained.j2").write_text(text.replace("list who met", "tell who met"), "utf-8")
    with pytest.raises(Exception, match=r"(?i)overwrite|cassette|connect"):
        run()


def test_our_own_articles_stay_above_their_floors():
    """What is answered and what is claimed of every third article there is nowhere below its floor."""
    articles = evaluation.read([HERE / "gold"])[::3]
    with cassette("gold.yaml"):
        documents = [article.document() for article in articles]
        read = readings(documents, config.load({}), connect=None if RECORDING else played)
    reports = evaluation.answers(articles, read.items), evaluation.whole(articles, read.items)
    figures = {name: figure for report in reports for name, figure in evaluation.figures(report).items()}
    if RECORDING:
        evaluation.set_floors(HERE / "floors.json", figures)
    assert evaluation.below(HERE / "floors.json", figures) == ()


def test_no_cassette_is_an_orphan():
    """Each cassette is played by a test of this file."""
    kept = sorted(path.name for path in cassettes.FOLDER.iterdir())
    assert kept == ["article.yaml", "gold.yaml", "seed.yaml"]


def test_a_planted_secret_is_not_recorded():
    """Neither the key nor any header or id of a request or response is kept."""
    request = SimpleNamespace(
        path="/v1/chat/completions",
        uri="http://127.0.0.1:5123/v1/chat/completions",
        headers={"Authorization": "Bearer sk-planted"},
        body=b'{"model": "m", "messages": [{"role": "user", "content": "Who met?"}]}',
    )
    response = {
        "status": {"code": 200, "message": "OK"},
        "headers": {"Content-Type": ["application/json"], "Set-Cookie": ["sk-planted"]},
        "body": {"string": b'{"id":"chatcmpl-sk-planted","created":7,"choices":[]}'},
    }
    kept = vars(cassettes.scrub_request(request)), cassettes.scrub_response(response)
    assert "sk-planted" not in repr(kept)
    assert kept[0]["uri"] == "http://server/v1/chat/completions"
    assert kept[0]["body"].startswith(b"Who met?\n\nSHA-256 of all else: 5483")
    assert kept[1]["body"]["string"] == b'{"id": "chatcmpl-0",\n"created": 0,\n"choices": []}'


def test_what_tells_the_chance_of_a_claim_is_recorded():
    """Every token is kept with its probability, the first ones with their likely alternatives."""
    brace = {"id": 5, "token": "{", "bytes": [123], "logprob": -0.123456}
    token = brace | {"top_logprobs": [brace, {"id": 6, "token": "[", "bytes": [91], "logprob": -12.5}]}
    body = {"choices": [{"logprobs": {"content": [token] * 9}}]}
    response = {"headers": {}, "body": {"string": json.dumps(body).encode()}}
    kept = {"token": "{", "logprob": -0.1235}
    early = kept | {"top_logprobs": [kept]}
    recorded = json.loads(cassettes.scrub_response(response)["body"]["string"])
    assert recorded == {"choices": [{"logprobs": {"content": [early] * 4 + [kept] * 5}}]}
