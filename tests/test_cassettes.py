"""The main job from end to end, on recorded traffic: no model, no network.

`make record` plays it against the default model instead and records the cassettes anew.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from brief import config
from brief.endpoint import Endpoint, OpenAIChat
from brief.evals import evaluate, mutated
from brief.floors import hold, of_report, of_scores
from brief.pipeline import make
from brief.records import Record

if TYPE_CHECKING:
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


async def played(opened: AsyncExitStack) -> OpenAIChat:
    """The default model, as the cassette has it."""
    chat = OpenAIChat(Endpoint("http://127.0.0.1:9/v1", "qwen2.5-coder-1.5b"), 10.0)
    opened.push_async_callback(chat.close)
    return chat


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the seeds."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BRIEF_RECORD", raising=False)
    shutil.copytree(ROOT / "seeds", "seeds")
    return tmp_path


def run(name: str = "seed.yaml", folder: str = "seeds", **flags: str) -> tuple[Made, object]:
    """`brief make` of a folder, and the cassette it was played from or recorded to."""
    with cassettes.recorder("all" if RECORDING else "none").use_cassette(name) as cassette:
        made = make([Path(folder)], config.load(flags), connect=None if RECORDING else played)
    return made, cassette


def test_the_seed_gives_its_brief(desk: Path) -> None:
    """The note and the brief of the seed are these, to the byte, and every recorded reply was used."""
    if RECORDING:
        (cassettes.FOLDER / "seed.yaml").unlink(missing_ok=True)
    made, cassette = run()
    note = desk / "briefs/undated/notes/000-5111c666ce399c20.md"
    if RECORDING:
        EXPECTED.mkdir(exist_ok=True)
        shutil.copy(note, EXPECTED / "note.md")
        shutil.copy(desk / "briefs/undated.md", EXPECTED / "brief.md")
    assert note.read_text("utf-8") == (EXPECTED / "note.md").read_text("utf-8")
    assert (desk / "briefs/undated.md").read_text("utf-8") == (EXPECTED / "brief.md").read_text("utf-8")
    assert RECORDING or cassette.all_played  # type: ignore[attr-defined]
    assert made.skipped == ()


ARTICLE = """\
Norland and Sudria agree on coast guard

Defence ministers Ana Lund of Norland and Rui Mora of Sudria met in Lisbon on Tuesday.

They agreed to open a joint coast guard office.

Lund called the talks useful.

"If Vessia sinks one more trawler, we will close the strait," Mora warned on Wednesday.
"""


def test_the_document_protocol_reads_an_article_in_one_call(desk: Path) -> None:
    """The record says so; its claims are checked like any others: a meeting that was made up is left out."""
    Path("in").mkdir()
    Path("in/coast-guard.txt").write_text(ARTICLE, "utf-8")
    if RECORDING:
        (cassettes.FOLDER / "document.yaml").unlink(missing_ok=True)
    made, cassette = run("document.yaml", "in", protocol="document", timeout="900")
    assert RECORDING or cassette.all_played  # type: ignore[attr-defined]
    (file,) = desk.glob("briefs/undated/records/*.json")
    record = Record.model_validate_json(file.read_bytes())
    assert (made.asked, record.provenance.protocol, record.unread) == (1, "document", ())
    told = [(type(each).__name__, each.evidence[0].sentence, each.verdict) for each in record.claims]
    assert told == [
        ("Meeting", 2, "verified"),
        ("Meeting", 5, "unsupported"),
        ("Agreement", 1, "verified"),
        ("Agreement", 3, "verified"),
        ("Threat", 5, "review"),
    ]


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
    text = (ROOT / "prompts/meetings.j2").read_text("utf-8")
    (desk / "prompts/meetings.j2").write_text(text.replace("list the meetings", "name the meetings"), "utf-8")
    with pytest.raises(Exception, match=r"(?i)overwrite|cassette|connect"):
        run()


def test_our_own_articles_stay_above_their_floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found in tests/gold, and what passes the checks there, is nowhere below tests/floors.json."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BRIEF_RECORD", raising=False)
    if RECORDING:
        (cassettes.FOLDER / "gold.yaml").unlink(missing_ok=True)
    with cassettes.recorder("all" if RECORDING else "none").use_cassette("gold.yaml") as cassette:
        evaluation = evaluate(HERE / "gold", config.load({}), connect=None if RECORDING else played)
    assert RECORDING or cassette.all_played
    shutil.copy(HERE / "floors.json", "floors.json")
    checks = of_report(mutated(HERE / "gold", config.load({})))
    assert hold(Path("floors.json"), {**of_scores(evaluation.scores), **checks}) == ()
    assert evaluation.skipped == ()


def test_no_cassette_is_an_orphan() -> None:
    """Each cassette is played by a test of this file."""
    assert sorted(path.name for path in cassettes.FOLDER.iterdir()) == [
        "document.yaml",
        "gold.yaml",
        "seed.yaml",
    ]


def test_a_planted_secret_is_not_recorded() -> None:
    """Neither the key nor any header or id of a request or response is kept."""
    request = SimpleNamespace(
        path="/v1/chat/completions",
        uri="http://127.0.0.1:5123/v1/chat/completions",
        headers={"Authorization": "Bearer sk-planted"},
        body=b'{"model":"m"}',
    )
    response = {
        "status": {"code": 200, "message": "OK"},
        "headers": {"Content-Type": ["application/json"], "Set-Cookie": ["sk-planted"]},
        "body": {"string": b'{"id":"chatcmpl-sk-planted","created":7,"choices":[]}'},
    }
    kept = vars(cassettes.scrub_request(request)), cassettes.scrub_response(response)
    assert "sk-planted" not in repr(kept)
    assert kept[0]["uri"] == "http://server/v1/chat/completions"
    assert kept[1]["body"]["string"] == b'{\n "id": "chatcmpl-0",\n "created": 0,\n "choices": []\n}'
