"""From files to files, with a made-up extraction and model in place of the real ones."""

from __future__ import annotations

import asyncio
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from brief import config, llama, local, manifest, models, pipeline, provider
from brief.errors import AccessError, BusyError, ConfigError, ReplyError, RunError, ServerError
from brief.extraction import Extraction, Profile
from brief.output import Written
from brief.pipeline import make
from brief.records import Document, Provenance, Record, Skipped, Usage
from brief.wire import Chat, Message, Reply, Request
from tests.samples import mail, mailbox

if TYPE_CHECKING:
    from collections.abc import Iterator
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
    return Extraction(
        drafts=(),
        findings=(),
        unread=(),
        unasked=(),
        genre="report",
        usage=reply.usage,
        answers="text",
        replies_sha256="00",
        probabilities=False,
    )


def run(*paths: str, asked: Model | None = None, **flags: Any) -> pipeline.Made:
    connect = (asked or Model()).connect
    return make([Path(path) for path in paths], config.load(flags), extract=extract, connect=connect)


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with nothing but small templates, and no variable of ours."""
    for name in [name for name in os.environ if name.startswith("BRIEF_") or name == "OPENAI_API_KEY"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("BRIEF_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    for name, text in TEMPLATES.items():
        Path("templates").mkdir(exist_ok=True)
        Path("templates", name).write_text(text)
    return tmp_path


def put(**articles: str) -> None:
    """Write articles: `water="in"` is one about water in the folder `in`."""
    for about, folder in articles.items():
        path = Path(folder, f"{about}.txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article(about), encoding="utf-8")


def briefs() -> dict[str, bytes]:
    """Every file below the folder of briefs."""
    return {
        path.relative_to("briefs").as_posix(): path.read_bytes()
        for path in sorted(Path("briefs").rglob("*"))
        if path.is_file()
    }


def test_each_day_has_its_brief_with_its_documents():
    """The date in a document's path says to which brief it belongs; one without a date is undated."""
    put(water="in/2023-12-10", fish="in/2023-12-10", trade="in/2023-12-11", ports="in")
    made = run("in")
    assert {brief.date: [document.path for document in brief.documents] for brief in made.briefs} == {
        "2023-12-10": ["in/2023-12-10/fish.txt", "in/2023-12-10/water.txt"],
        "2023-12-11": ["in/2023-12-11/trade.txt"],
        "undated": ["in/ports.txt"],
    }
    assert set(briefs()) == {*made.files.written}
    assert {path for path in briefs() if "/" not in path} == {"2023-12-10.md", "2023-12-11.md", "undated.md"}


def test_the_day_that_the_user_gives_is_that_of_documents_without_one():
    """It is in the record too, since the words "on Saturday" are to be resolved by it."""
    put(water="in/2023-12-10", ports="in")
    made = run("in", date="2023-12-12")
    assert [(brief.date, brief.documents[0].date) for brief in made.briefs] == [
        ("2023-12-10", "2023-12-10"),
        ("2023-12-12", "2023-12-12"),
    ]


def test_calls_and_tokens_are_counted():
    """Calls of this run and replies of the store apart; tokens are those behind all records."""
    put(water="in")
    run("in")
    put(fish="in")
    made = run("in")
    assert (made.asked, made.stored) == (1, 1)
    assert made.usage == Usage(calls=2, input_tokens=200, cached_input_tokens=0, output_tokens=14)


def test_a_second_run_asks_and_changes_nothing():
    """It does not even connect to the model."""
    put(water="in", fish="in")
    first = run("in")
    before, model = briefs(), Model()
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


@pytest.mark.parametrize(
    ("name", "day"),
    [("list.txt", "2023-12-10"), ("list-2023-12-09.txt", "2023-12-09")],
)
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
    assert [document.path for document in run(".", output=".").briefs[0].documents] == [
        "briefs/notes.txt",
        "water.txt",
    ]


def test_a_document_that_fails_is_listed_and_the_others_are_there():
    """The brief of its day names it with the error."""
    put(water="in", fish="in")
    made = run("in", asked=Model(fish=ReplyError("the answer is cut short")))
    assert made.skipped == (Skipped(path="in/fish.txt", reason="the answer is cut short"),)
    assert [document.path for document in made.briefs[0].documents] == ["in/water.txt"]
    assert "- in/fish.txt: the answer is cut short\n" in briefs()["undated.md"].decode()


@pytest.mark.parametrize("error", [AccessError("key refused"), ServerError("ended"), RunError("disk full")])
def test_a_run_that_is_ended_writes_nothing_and_the_next_goes_on(error):
    """What was answered before is not asked again."""
    put(fish="in", ports="in", water="in")
    with pytest.raises(type(error), match=str(error)):
        run("in", asked=Model(ports=error))
    assert not Path("briefs").exists()
    model = Model()
    assert run("in", asked=model).stored == 1
    assert model.asked == ["Talks on ports", "Talks on water"]


def test_a_brief_that_is_there_outlasts_a_run_that_is_ended():
    """No file is touched by a run that cannot reach its model."""
    put(water="in")
    run("in")
    before = briefs()
    put(fish="in")
    with pytest.raises(AccessError):
        run("in", asked=Model(fish=AccessError("key refused")))
    assert briefs() == before


def test_a_template_that_cannot_be_used_is_a_fault_of_the_configuration():
    """The error names it, and no file is written."""
    put(water="in")
    Path("templates/note.md.j2").write_text("{{ nothing }}")
    with pytest.raises(ConfigError, match=r"^templates/note\.md\.j2, line 1: 'nothing' is undefined"):
        run("in")
    assert not Path("briefs").exists()


def test_a_state_folder_that_cannot_be_made_is_an_error():
    """It says which, and what to set."""
    put(water="in")
    Path("file").write_text("")
    with pytest.raises(RunError, match=r"^file/state.*set another `state` folder$"):
        run("in", state="file/state")


def test_what_happens_is_told():
    """Files left out, each document done, and each answer."""

    class Told(pipeline.Silent):
        def __init__(self):
            self.events: list[object] = []

        def note(self, text):
            self.events.append(text)

        def documents(self, done, total):
            self.events.append((done, total))

        def answered(self):
            self.events.append("answer")

    put(water="in", fish="in")
    Path("in/empty.txt").write_text("")
    told = Told()
    model = Model(fish=ReplyError("cut short"))
    make([Path("in")], config.load({}), told, extract=extract, connect=model.connect)
    assert told.events == [
        "skipped in/empty.txt: empty",
        (0, 2),
        "skipped in/fish.txt: cut short",
        (1, 2),
        "answer",
        (2, 2),
    ]


def provenance(**flags: Any) -> Provenance:
    put(water="in")
    settings = config.load(flags)
    (record,) = pipeline.records([Path("in")], settings, extract=extract, connect=Model().connect).results
    assert isinstance(record, Record)
    return record.provenance


def test_a_packaged_model_is_known_without_its_weights():
    """Name and checksum come from the manifest, which fetches nothing."""
    made = provenance()
    assert (made.model, made.weights_sha256, made.reading, made.endpoint) == (
        "qwen2.5-coder-0.5b",
        "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
        "windows",
        None,
    )
    adapter = manifest.MODELS[made.model].adapter
    assert adapter
    assert made.adapter_sha256 == adapter.sha256
    assert not Path("cache").exists()


def test_a_file_of_weights_is_known_by_its_checksum():
    """Its name is the file's."""
    Path("own.gguf").write_bytes(b"GGUF")
    made = provenance(model="own.gguf")
    assert (made.model, made.weights_sha256) == (
        "own",
        hashlib.sha256(b"GGUF").hexdigest(),
    )


def test_a_hosted_model_is_known_by_its_name():
    """Its weights are nobody's to know; of its endpoint the host alone is told, never a name or password."""
    made = provenance(base_url="http://me:pw@host.example:9/v1?key=1", model="big")
    assert (made.model, made.weights_sha256, made.reading) == ("big", None, "article")
    assert made.endpoint == "host.example"


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


class Client:
    """What stands in for the client: a model that notes its endpoint and whether it was closed."""

    def __init__(self, endpoint: Any, timeout: float) -> None:
        self.endpoint, self.timeout, self.closed = endpoint, timeout, False
        self.model = Model(ports=BusyError("connection failed"))
        clients.append(self)

    async def ask(self, request: Request) -> Reply:
        return await self.model.ask(request)

    async def close(self) -> None:
        self.closed = True


clients: list[Client] = []


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is fetched, started and ended, in order; nothing real is."""
    events: list[str] = []

    def resolve(choice: str, cache_dir: Path, progress: object = None) -> models.Weights:
        events.append(f"fetch {choice}")
        return models.Weights(choice, Path("weights.gguf"), "00", None)

    @contextmanager
    def serve(settings: llama.ServerSettings, *, log: Path) -> Iterator[local.Endpoint]:
        events.append(f"start {settings.name}, {settings.n_ctx} tokens, {settings.threads} threads; {log}")
        try:
            yield local.Endpoint("http://127.0.0.1:1/v1", "secret")
        finally:
            events.append("end")

    clients.clear()
    monkeypatch.setattr(models, "resolve", resolve)
    monkeypatch.setattr(local, "serve", serve)
    monkeypatch.setattr(provider, "OpenAIChat", Client)
    return events


def test_the_local_server_runs_while_it_is_asked(world):
    """Weights are had, the server is started with the settings, asked with its key, and ended."""
    put(water="in", fish="in")
    make([Path("in")], config.load({"context": 4096, "threads": 3, "timeout": 9}), extract=extract)
    assert world == [
        "fetch qwen2.5-coder-0.5b",
        f"start qwen2.5-coder-0.5b, 4096 tokens, 3 threads; {Path('.brief', 'server.log')}",
        "end",
    ]
    (client,) = clients
    assert (client.endpoint.base_url, client.endpoint.api_key) == ("http://127.0.0.1:1/v1", "secret")
    assert (client.endpoint.model, client.timeout, client.closed) == ("qwen2.5-coder-0.5b", 9.0, True)


def test_a_run_need_not_be_in_the_main_thread(world):
    """Where no signal can be handled, it goes on all the same."""
    put(water="in")
    with ThreadPoolExecutor() as pool:
        made = pool.submit(make, [Path("in")], config.load({}), extract=extract).result()
    assert (made.asked, world[-1]) == (1, "end")


def test_the_local_server_is_ended_when_the_run_fails(world):
    """An error, too, leaves no process and no connection."""
    put(ports="in")
    with pytest.raises(BusyError, match="connection failed"):
        make([Path("in")], config.load({}), extract=extract)
    assert world[-1] == "end"
    assert clients[0].closed


def test_a_second_run_neither_fetches_nor_starts_anything(world):
    """With every reply in the store, the model's own machinery is left alone."""
    put(water="in")
    make([Path("in")], config.load({}), extract=extract)
    world.clear()
    make([Path("in")], config.load({}), extract=extract)
    assert world == []


def test_a_hosted_model_is_asked_with_the_users_key(world, monkeypatch):
    """No server is started for it."""
    monkeypatch.setenv("BRIEF_API_KEY", "sk-1")
    put(water="in")
    make([Path("in")], config.load({"base_url": "http://x.test/v1", "model": "big"}), extract=extract)
    (client,) = clients
    assert (client.endpoint.base_url, client.endpoint.model, client.endpoint.api_key) == (
        "http://x.test/v1",
        "big",
        "sk-1",
    )
    assert (world, client.closed) == ([], True)


@pytest.mark.parametrize(
    ("flags", "most"),
    [
        ({}, 1),
        ({"base_url": "http://x.test/v1", "model": "big"}, 4),
        ({"jobs": 2}, 2),
    ],
)
def test_documents_at_once(flags, most):
    """One for the local server's one slot, four for a hosted model, or as many as is set."""
    put(**dict.fromkeys("abcdef", "in"))
    under_way, seen = 0, 0

    async def counted(document, chat, profile):
        nonlocal under_way, seen
        under_way += 1
        seen = max(seen, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        return await extract(document, chat, profile)

    model = Model()
    make([Path("in")], config.load(flags), extract=counted, connect=model.connect)
    assert seen == most


def test_files_of_other_formats_have_notes_of_their_own(project: Path) -> None:
    """Each part of a file is a document with its files; what is excluded is not even listed."""
    Path("in").mkdir()
    mails = (mail(article("fish"), subject="Talks on fish"), mail(article("grain"), subject="Talks on grain"))
    Path("in/news.mbox").write_bytes(mailbox(*mails))
    Path("in/run.log").touch()
    made = run("in", exclude=["*.log"])
    assert made.skipped == ()
    assert sorted(path.name for path in Path("briefs/2023-12-10/notes").iterdir()) == [
        "news-1.md",
        "news-2.md",
    ]
    assert [document.path for document in made.briefs[0].documents] == ["in/news.mbox#1", "in/news.mbox#2"]
