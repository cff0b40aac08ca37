"""The main job from end to end, on recorded traffic: no model, no network.

`make record` plays it against the default model instead and records the cassettes anew.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from brief import config, evaluation
from brief.endpoint import Endpoint, OpenAIChat
from brief.pipeline import make, readings
from brief.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AsyncExitStack

    from brief.pipeline import Made

HERE = Path(__file__).parent
ROOT = HERE.parent
EXPECTED = HERE / "expected"
RECORDING = os.environ.get("BRIEF_RECORD") == "1"

_spec = importlib.util.spec_from_file_location("cassettes", HERE / "cassettes.py")
assert _spec
assert _spec.loader
cassettes = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cassettes)


async def played(opened: AsyncExitStack, model: str = "qwen2.5-coder-0.5b") -> OpenAIChat:
    """A model as the cassettes have it."""
    chat = OpenAIChat(Endpoint("http://127.0.0.1:9/v1", model), 10.0)
    opened.push_async_callback(chat.close)
    return chat


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the seeds."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BRIEF_RECORD", raising=False)
    shutil.copytree(ROOT / "seeds", "seeds")
    return tmp_path


@contextmanager
def cassette(name: str) -> Iterator[object]:
    """A cassette to play, all of which is to be played; or to record anew."""
    if RECORDING:
        (cassettes.FOLDER / name).unlink(missing_ok=True)
    with cassettes.recorder("all" if RECORDING else "none").use_cassette(name) as recording:
        yield recording


def run(name: str = "seed.yaml", folder: str = "seeds", **flags: str) -> tuple[Made, object]:
    """`brief make` of a folder, and the cassette it was played from or recorded to."""
    with cassette(name) as recording:
        settings = config.load(flags)
        connect = None if RECORDING else partial(played, model=settings.model)
        made = make([Path(folder)], settings, connect=connect)
    return made, recording


def test_the_seed_gives_its_brief(desk: Path) -> None:
    """The note and the brief of the seed are these, to the byte, and every recorded reply was used."""
    made, recording = run()
    note = desk / "briefs/undated/notes/000-5111c666ce399c20.md"
    if RECORDING:
        EXPECTED.mkdir(exist_ok=True)
        shutil.copy(note, EXPECTED / "note.md")
        shutil.copy(desk / "briefs/undated.md", EXPECTED / "brief.md")
    assert note.read_text("utf-8") == (EXPECTED / "note.md").read_text("utf-8")
    assert (desk / "briefs/undated.md").read_text("utf-8") == (EXPECTED / "brief.md").read_text("utf-8")
    assert RECORDING or recording.all_played  # type: ignore[attr-defined]
    assert made.skipped == ()


ARTICLE = """\
Tarsia and Belmora settle their row over ferries

Transport ministers Ines Valk of Tarsia and Oskar Brandt of Belmora held talks in Rotterdam on Friday.

The two governments agreed to reopen the night ferry by the end of March.

Ms Valk said that she had slept badly on the train.

"If Belmora raises its harbour fees again, we will ban its lorries from our roads," Ms Valk warned.
"""


def test_an_article_is_read_in_one_call(desk: Path) -> None:
    """A model that was not trained for it is told how; what it answers wrongly is not verified."""
    Path("in").mkdir()
    Path("in/ferry.txt").write_text(ARTICLE, "utf-8")
    flags = {"model": "qwen2.5-coder-1.5b", "reading": "article", "timeout": "900"}
    made, recording = run("article.yaml", "in", **flags)
    assert RECORDING or recording.all_played  # type: ignore[attr-defined]
    (file,) = desk.glob("briefs/undated/records/*.json")
    record = Record.model_validate_json(file.read_bytes())
    assert (made.asked, record.provenance.reading, record.unread) == (1, "article", ())
    assert record.document.genre == "report"
    told = [(claim.kind, claim.evidence[0].sentence, claim.verdict) for claim in record.claims]
    assert told == [("meeting", 2, "review"), ("threat", 4, "unsupported")]


@pytest.mark.skipif(RECORDING, reason="plays what is recorded")
def test_a_second_run_asks_nothing_and_changes_no_byte(desk: Path) -> None:
    """Also after the briefs were removed: the files come back from the stored replies."""
    first, _ = run()
    before = {path: path.read_bytes() for path in sorted(desk.glob("briefs/**/*.*"))}
    second = make([Path("seeds")], config.load({}), connect=None)
    shutil.rmtree("briefs")
    third = make([Path("seeds")], config.load({}), connect=None)
    assert (first.asked > 0, second.asked, third.asked) == (True, 0, 0)
    assert {path: path.read_bytes() for path in sorted(desk.glob("briefs/**/*.*"))} == before


@pytest.mark.skipif(RECORDING, reason="plays what is recorded")
def test_a_changed_prompt_is_not_answered_from_an_old_recording(desk: Path) -> None:
    """Bodies are matched: a request that was not recorded has no reply, and the brief says so."""
    (desk / "prompts").mkdir()
    text = (ROOT / "prompts/trained.j2").read_text("utf-8")
    (desk / "prompts/trained.j2").write_text(text.replace("list who met", "tell who met"), "utf-8")
    with pytest.raises(Exception, match=r"(?i)overwrite|cassette|connect"):
        run()


def test_our_own_articles_stay_above_their_floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is answered and what is claimed of every third article there is nowhere below its floor."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BRIEF_RECORD", raising=False)
    articles = evaluation.read([HERE / "gold"])[::3]
    with cassette("gold.yaml") as recording:
        documents = [article.document() for article in articles]
        read = readings(documents, config.load({}), connect=None if RECORDING else played)
    assert RECORDING or recording.all_played  # type: ignore[attr-defined]
    reports = evaluation.answers(articles, read.items), evaluation.whole(articles, read.items)
    figures = {name: figure for report in reports for name, figure in evaluation.figures(report).items()}
    if RECORDING:
        evaluation.set_floors(HERE / "floors.json", figures)
    assert evaluation.below(HERE / "floors.json", figures) == ()


def test_no_cassette_is_an_orphan() -> None:
    """Each cassette is played by a test of this file."""
    assert sorted(path.name for path in cassettes.FOLDER.iterdir()) == [
        "article.yaml",
        "gold.yaml",
        "seed.yaml",
    ]


def test_a_planted_secret_is_not_recorded() -> None:
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


def test_what_tells_the_chance_of_a_claim_is_recorded() -> None:
    """Every token is kept with its probability, the first ones with their likely alternatives."""
    ways = [
        {"id": number, "token": token, "bytes": [123], "logprob": logprob}
        for number, token, logprob in ((5, "{", -0.123456), (6, "[", -12.5))
    ]
    token = ways[0] | {"top_logprobs": ways}
    body = {"choices": [{"logprobs": {"content": [token] * 9}}]}
    response = {"headers": {}, "body": {"string": json.dumps(body).encode()}}
    kept = {"token": "{", "logprob": -0.1235}
    early = kept | {"top_logprobs": [kept]}
    recorded = json.loads(cassettes.scrub_response(response)["body"]["string"])
    assert recorded == {"choices": [{"logprobs": {"content": [early] * 4 + [kept] * 5}}]}
