"""From files to files, with a made-up extraction and model in place of the real ones."""

from __future__ import annotations

import asyncio
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock, call

import pytest

from brief import config, local, manifest, models, pipeline, provider
from brief.errors import AccessError, ConfigError, ReplyError, RunError, ServerError
from brief.extraction import Extraction, Profile
from brief.output import Written
from brief.pipeline import make
from brief.records import Document, Record, Skipped, Usage
from brief.wire import Chat, Message, Reply, Request
from tests.samples import mail, mailbox

if TYPE_CHECKING:
    from contextlib import AsyncExitStack

TEMPLATES = {  # the packaged ones take long to compile
    "note.md.j2": "# {{ record.headline.text }}",
    "brief.md.j2": "{% for item in brief.skipped %}\n- {{ item.path }}: {{ item.reason }}\n{% endfor %}",
}
USAGE = Usage(calls=1, input_tokens=100, cached_input_tokens=0, output_tokens=7)


def article(about: str) -> str:
    return (
        f"Talks on {about}\n\n"
        f"The ministers of Norland and Sudria met in Lisbon on Tuesday to talk about {about} at length.\n\n"
        "They agreed to meet again in the spring, a spokesman for the host said after the talks ended.\n"
    )


class Model:
    """A model that says yes; fails with `errors`, by a word of the question; and notes what it was asked."""

    def __init__(self, **errors: Exception) -> None:
        self.errors = errors
        self.asked: list[str] = []
        self.connections = 0

    async def connect(self, opened: AsyncExitStack) -> Chat:
        self.connections += 1
        return self

    async def ask(self, request: Request) -> Reply:
        question = request.messages[-1].content
        self.asked.append(question)
        for word, error in self.errors.items():
            if word in question:
                raise error
        return Reply(content="yes", usage=USAGE, answers=None)


async def extract(document: Document, chat: Chat, profile: Profile) -> Extraction:
    """Nothing drafted, for one call about the headline."""
    request = Request((Message("user", document.sentences[0].text),), None, None, 1)
    reply = await chat.ask(request)
    nothing: Any = dict.fromkeys(("drafts", "findings", "unread", "unasked"), ())
    told: Any = {"genre": "report", "answers": "text", "replies_sha256": "00", "probabilities": False}
    return Extraction(**nothing, **told, usage=reply.usage)


def run(*paths: str, asked: Model | None = None, **flags: Any) -> pipeline.Made:
    connect = (asked or Model()).connect
    return make([Path(path) for path in paths], config.load(flags), extract=extract, connect=connect)


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """A working directory with nothing but small templates, and no variable of ours."""
    for name in [name for name in os.environ if name.startswith("BRIEF_") or name == "OPENAI_API_KEY"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("BRIEF_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    Path("templates").mkdir()
    for name, text in TEMPLATES.items():
        Path("templates", name).write_text(text)


def put(**articles: str) -> None:
    """Write articles: `water="in"` is one about water in the folder `in`."""
    for about, folder in articles.items():
        path = Path(folder, f"{about}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article(about), encoding="utf-8")


def briefs() -> dict[str, bytes]:
    """Every file below the folder of briefs."""
    paths = (path for path in Path("briefs").rglob("*") if path.is_file())
    return {path.relative_to("briefs").as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("given", [None, "2023-12-12"])
def test_each_day_has_its_brief_with_its_documents(given):
    """The date in a document's path says to which; one without is of the day given, also in its record."""
    put(water="in/2023-12-10", fish="in/2023-12-10", trade="in/2023-12-11", ports="in")
    made, rest = run("in", date=given), given or "undated"
    assert {brief.date: [document.path for document in brief.documents] for brief in made.briefs} == {
        "2023-12-10": ["in/2023-12-10/fish.txt", "in/2023-12-10/water.txt"],
        "2023-12-11": ["in/2023-12-11/trade.txt"],
        rest: ["in/ports.txt"],
    }
    assert made.briefs[-1].documents[0].date == given
    assert set(briefs()) == {*made.files.written}
    assert {path for path in briefs() if "/" not in path} == {"2023-12-10.md", "2023-12-11.md", f"{rest}.md"}


def test_a_second_run_asks_and_changes_nothing():
    """It does not even connect to the model, and so neither fetches nor starts anything."""
    put(water="in", fish="in")
    first, before, model = run("in"), briefs(), Model()
    second = run("in", asked=model)
    assert (model.connections, model.asked, second.asked) == (0, [], 0)
    assert second.files == Written((), first.files.written, ())
    assert briefs() == before


def test_the_same_files_give_the_same_bytes_anywhere(tmp_path, monkeypatch):
    """Neither the order of the paths, nor the place of the folder, nor who is done first matters."""
    put(water="in/a", fish="in/b", ports="in/b")
    run("in/a", "in/b")
    before = briefs()
    monkeypatch.chdir(tmp_path / "in")
    Path("in").mkdir()
    Path("b").rename("in/b")
    Path("a").rename("in/a")
    (tmp_path / "templates").rename("templates")
    run("in/b", "in/a", jobs=3)
    assert briefs() == before


def test_the_same_text_counts_once():
    """The copy is listed with the file whose text it has; the earlier day has it."""
    put(water="in/2023-12-11")
    Path("in/2023-12-10").mkdir()
    Path("in/2023-12-10/copy.txt").write_bytes(Path("in/2023-12-11/water.txt").read_bytes())
    model = Model()
    made = run("in", asked=model)
    copy = Skipped(path="in/2023-12-11/water.txt", reason="same text as in/2023-12-10/copy.txt")
    assert made.skipped == (copy,)
    assert [(brief.date, len(brief.documents), brief.skipped) for brief in made.briefs] == [
        ("2023-12-10", 1, ()),
        ("2023-12-11", 0, (copy,)),
    ]
    assert model.asked == ["Talks on water"]


@pytest.mark.parametrize(("name", "day"), [("list.txt", "2023-12-10"), ("list-2023-12-09.txt", "2023-12-09")])
def test_a_file_that_is_no_article_is_listed(name, day):
    """In the brief of the day in its path; without one, in that of the articles beside it."""
    put(water="in/2023-12-10")
    Path("in", name).write_text("one\ntwo\n")
    made = run("in")
    (skipped,) = made.skipped
    assert skipped.path == f"in/{name}"
    assert skipped.reason.startswith("not an article")
    assert [brief.date for brief in made.briefs if brief.skipped] == [day]


def test_without_any_article_nothing_is_written():
    """The result says what was left out, and no model was wanted."""
    Path("in").mkdir()
    Path("in/list.txt").write_text("one\ntwo\n")
    model = Model()
    made = run("in", asked=model)
    assert (made.briefs, made.files, len(made.skipped)) == ((), Written((), (), ()), 1)
    assert (model.connections, Path("briefs").exists(), Path(".brief").exists()) == (0, False, False)


def test_briefs_are_no_articles():
    """A run over the working directory does not read what an earlier one wrote."""
    put(water=".", notes="briefs")
    run(".", output=".")
    (brief,) = run(".", output=".").briefs
    assert [document.path for document in brief.documents] == ["briefs/notes.txt", "water.txt"]


@pytest.mark.parametrize("error", [AccessError("key refused"), ServerError("ended"), RunError("disk full")])
def test_a_run_that_is_ended_writes_nothing_and_the_next_goes_on(error):
    """A brief that is there stays as it is; what was answered before is not asked again.

    Calls of the run and replies of the store are counted apart; tokens are those behind all records.
    """
    put(water="in")
    run("in")
    before = briefs()
    put(fish="in", ports="in", trade="in")
    with pytest.raises(type(error), match=str(error)):
        run("in", asked=Model(ports=error))
    assert briefs() == before
    model = Model()
    made = run("in", asked=model)
    assert model.asked == ["Talks on ports", "Talks on trade"]
    assert (made.asked, made.stored) == (2, 2)
    assert made.usage == Usage(calls=4, input_tokens=400, cached_input_tokens=0, output_tokens=28)


def test_a_template_that_cannot_be_used_is_a_fault_of_the_configuration():
    """The error names it, and no file is written."""
    put(water="in")
    Path("templates/note.md.j2").write_text("{{ nothing }}")
    with pytest.raises(ConfigError, match=r"^templates/note\.md\.j2, line 1: 'nothing' is undefined"):
        run("in")
    assert not Path("briefs").exists()


def test_a_document_that_fails_is_listed_and_the_others_are_there():
    """The brief of its day names it with the error; what happens is told while it does."""
    put(water="in", fish="in")
    Path("in/empty.txt").write_text("")
    told, model = Mock(pipeline.Silent), Model(fish=ReplyError("cut short"))
    made = make([Path("in")], config.load({}), told, extract=extract, connect=model.connect)
    assert Skipped(path="in/fish.txt", reason="cut short") in made.skipped
    assert [document.path for document in made.briefs[0].documents] == ["in/water.txt"]
    assert "- in/fish.txt: cut short\n" in briefs()["undated.md"].decode()
    assert told.mock_calls == [
        call.note("skipped in/empty.txt: empty"),
        call.documents(0, 2),
        call.note("skipped in/fish.txt: cut short"),
        call.documents(1, 2),
        call.answered(),
        call.documents(2, 2),
    ]


DEFAULT = manifest.MODELS["qwen2.5-coder-0.5b"]
PACKAGED = (DEFAULT.name, DEFAULT.sha256, DEFAULT.adapter and DEFAULT.adapter.sha256, "windows", None)
OWN = ("own", hashlib.sha256(b"GGUF").hexdigest(), None, "windows", None)
HOSTED = {"base_url": "http://me:pw@host.example:9/v1?key=1", "model": "big"}


@pytest.mark.parametrize(
    ("flags", "expected"),
    [({}, PACKAGED), ({"model": "own.gguf"}, OWN), (HOSTED, ("big", None, None, "article", "host.example"))],
)
def test_a_record_says_which_model_read(flags, expected):
    """A packaged one is known without its weights, which are not fetched; a file by its name and checksum.

    Of a hosted one the name is known, and of its endpoint the host alone is told, never a name or password.
    """
    put(water="in")
    Path("own.gguf").write_bytes(b"GGUF")
    settings = config.load(flags)
    (record,) = pipeline.records([Path("in")], settings, extract=extract, connect=Model().connect).results
    assert isinstance(record, Record)
    made = record.provenance
    told = (made.model, made.weights_sha256, made.adapter_sha256, made.reading, made.endpoint)
    assert told == expected
    assert not list(Path("cache").glob("*.gguf"))


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ({"model": "nonsense"}, r"^--model nonsense: neither a file nor a model of the manifest"),
        ({"base_url": "http://x.test/v1"}, r"^--base-url without --model: name the model"),
    ],
)
def test_a_model_that_is_none_is_told_before_anything_is_read(flags, message):
    """The error comes although the path does not exist either."""
    with pytest.raises(ConfigError, match=message):
        run("nowhere", **flags)


@pytest.fixture
def world(monkeypatch):
    """What is fetched, started, reached and ended, in order; nothing real is."""
    events = []

    def resolve(choice, *_):
        events.append(f"fetch {choice}")
        return models.Weights(choice, Path("weights.gguf"), "00", None)

    @contextmanager
    def serve(settings, *, log):
        events.append(f"start {settings.name}, {settings.n_ctx} tokens, {settings.threads} threads; {log}")
        yield local.Endpoint("http://127.0.0.1:1/v1", "secret")
        events.append("end")

    class Client(Model):
        def __init__(self, endpoint, timeout):
            super().__init__()
            events.append(f"reach {endpoint.model} at {endpoint.base_url}, {endpoint.api_key}, {timeout} s")

        async def close(self):
            events.append("close")

    monkeypatch.setattr(models, "resolve", resolve)
    monkeypatch.setattr(local, "serve", serve)
    monkeypatch.setattr(provider, "OpenAIChat", Client)
    return events


def test_the_local_server_runs_while_it_is_asked(world, monkeypatch):
    """Weights are had, the server is started with the settings, asked with its key, and ended.

    For a hosted model, which is asked with the user's key, none is started.
    """
    put(water="in", fish="in")
    make([Path("in")], config.load({"context": 4096, "threads": 3, "timeout": 9}), extract=extract)
    assert world == [
        "fetch qwen2.5-coder-0.5b",
        f"start qwen2.5-coder-0.5b, 4096 tokens, 3 threads; {Path('.brief', 'server.log')}",
        "reach qwen2.5-coder-0.5b at http://127.0.0.1:1/v1, secret, 9.0 s",
        "close",
        "end",
    ]
    world.clear()
    monkeypatch.setenv("BRIEF_API_KEY", "sk-1")
    flags = {"base_url": "http://x.test/v1", "model": "big", "timeout": 9}
    make([Path("in")], config.load(flags), extract=extract)
    assert world == ["reach big at http://x.test/v1, sk-1, 9.0 s", "close"]


def test_a_run_need_not_be_in_the_main_thread(world):
    """Where no signal can be handled, it goes on all the same."""
    put(water="in")
    with ThreadPoolExecutor() as pool:
        made = pool.submit(make, [Path("in")], config.load({}), extract=extract).result()
    assert (made.asked, world[-1]) == (1, "end")


def test_as_many_documents_are_read_at_once_as_is_set():
    """Two with two jobs, though there are six."""
    put(**dict.fromkeys("abcdef", "in"))
    under_way, seen = 0, 0

    async def counted(document, chat, profile):
        nonlocal under_way, seen
        under_way += 1
        seen = max(seen, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        return await extract(document, chat, profile)

    make([Path("in")], config.load({"jobs": 2}), extract=counted, connect=Model().connect)
    assert seen == 2


def test_files_of_other_formats_have_notes_of_their_own():
    """Each part of a file is a document with its files; what is excluded is not even listed."""
    Path("in").mkdir()
    mails = (mail(article("fish"), subject="Talks on fish"), mail(article("grain"), subject="Talks on grain"))
    Path("in/news.mbox").write_bytes(mailbox(*mails))
    Path("in/run.log").touch()
    made = run("in", exclude=["*.log"])
    assert made.skipped == ()
    notes = Path("briefs/2023-12-10/notes").iterdir()
    assert sorted(path.name for path in notes) == ["news-1.md", "news-2.md"]
    assert [document.path for document in made.briefs[0].documents] == ["in/news.mbox#1", "in/news.mbox#2"]
