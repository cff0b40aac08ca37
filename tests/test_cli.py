"""What a user types, sees, and gets as exit code; what is made is the business of other tests."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from brief import __version__, cli, manifest, pipeline, render
from brief.assemble import assemble
from brief.command import Bars, Lines
from brief.config import Settings
from brief.daily import Article
from brief.errors import AccessError, ConfigError
from brief.output import Written, write
from brief.pipeline import Made
from brief.records import Skipped, Usage
from tests.claims import claim, record

ROOT = Path(__file__).parents[1]

EVIDENCE = ({"sentence": 1, "start": 0, "end": 6, "quote": "Talks."},)
CLAIMS = tuple(
    claim("threat", id=f"t-{n}", evidence=EVIDENCE, verdict=verdict, what="x", status="danger")
    for n, verdict in enumerate(["verified", "verified", "review", "unsupported"])
)
RECORD = record("a", *CLAIMS, title="Talks")
FINE = Made(
    briefs=(assemble("2023-12-10", (Article(record=RECORD, sentences=("Talks.",)),)),),
    files=Written(("2023-12-10.md",), ("2023-12-10/notes/a.md",), ()),
    skipped=(),
    asked=3,
    stored=10,
    usage=Usage(calls=13, input_tokens=12345, cached_input_tokens=0, output_tokens=678),
    seconds=4.2345,
)
INTERRUPTED = (
    "brief: interrupted: no file is half-written, every answer so far is kept; run it again to go on"
)
LIST = Skipped(path="in/list.txt", reason="not an article")


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """An empty working directory and cache folder, and no variable of ours."""
    for name in [name for name in os.environ if name.startswith("BRIEF_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("BRIEF_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def made(monkeypatch):
    """Set what a run makes, or what it is ended by; the runs' arguments are kept."""
    runs = []

    def becomes(result: Made | BaseException) -> list[tuple[list[Path], Settings]]:
        def make(paths: list[Path], settings: Settings, progress: pipeline.Progress) -> Made:
            runs.append((paths, settings))
            if isinstance(result, BaseException):
                raise result
            return result

        monkeypatch.setattr(pipeline, "make", make)
        return runs

    return becomes


def brief(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, arguments)


def test_the_paths_of_the_briefs_are_the_output(made):
    """Nothing else is on stdout; where the brief is and what it holds and cost is on stderr."""
    made(FINE)
    result = brief("make", "in")
    assert (result.exit_code, result.stdout) == (0, "briefs/2023-12-10.md\n")
    assert result.stderr.splitlines() == [
        "brief: briefs/2023-12-10.md: articles: 1; claims: 2 verified, 1 for review, 1 left out",
        "brief: calls: 3 now, 10 answered before; tokens behind the briefs: 12,345 in, 678 out; 4.2 s",
    ]


def test_flags_are_settings(made):
    """Each flag reaches the run as the setting of its name, and the paths as they are given."""
    runs = made(FINE)
    flags = "--model m --base-url http://x.test/v1 --output out --date 2023-12-10 --jobs 2 --timeout 9"
    flags += " --exclude *.log --exclude old/"
    assert brief("make", "b", "-", *flags.split()).exit_code == 0
    ((paths, settings),) = runs
    assert paths == [Path("b"), Path("-")]
    assert settings.exclude == ("*.log", "old/")
    assert (settings.model, settings.base_url, settings.output) == ("m", "http://x.test/v1", Path("out"))
    assert (str(settings.date), settings.jobs, settings.timeout) == ("2023-12-10", 2, 9.0)


def test_json_is_one_object_with_a_version(made):
    """Its form is what other programs rely on."""
    made(FINE)
    brief_of_the_day = {
        "date": "2023-12-10",
        "path": "briefs/2023-12-10.md",
        "documents": ["a"],
        "claims": {"verified": 2, "review": 1, "unsupported": 1},
    }
    assert json.loads(brief("make", "in", "--json").stdout) == {
        "version": 1,
        "briefs": [brief_of_the_day],
        "files": {"written": ["2023-12-10.md"], "unchanged": ["2023-12-10/notes/a.md"], "removed": []},
        "skipped": [],
        "calls": {"asked": 3, "stored": 10},
        "usage": {"calls": 13, "input_tokens": 12345, "cached_input_tokens": 0, "output_tokens": 678},
        "seconds": 4.234,
    }


@pytest.mark.parametrize(
    ("result", "out", "said"),
    [
        (
            Made(FINE.briefs, FINE.files, (LIST,), 0, 0, Usage(), 1),
            "briefs/2023-12-10.md\n",
            "files left out: 1, each for the reason above",
        ),
        (Made((), Written((), (), ()), (), 0, 0, Usage(), 1), "", "no readable article; nothing was written"),
    ],
)
def test_what_was_left_out_is_a_finding(made, result, out, said):
    """The exit code is 1, whether a file or all of them gave nothing; JSON is printed all the same."""
    made(result)
    run = brief("make", "in")
    assert (run.exit_code, run.stdout) == (1, out)
    assert f"brief: {said}" in run.stderr.splitlines()
    assert len(json.loads(brief("make", "in", "--json").stdout)["briefs"]) == len(result.briefs)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (ConfigError("in: no such folder"), 2, "brief: error: in: no such folder\n"),
        (AccessError("\x1b[2Jcleared"), 3, "brief: error: ?[2Jcleared\n"),
        (KeyboardInterrupt(), 130, f"{INTERRUPTED}\n"),
    ],
)
def test_what_ends_a_run_is_one_line_and_an_exit_code(made, error, code, said):
    """No traceback, nothing on stdout, no control character of others, and no handler left behind."""
    made(error)
    before = signal.getsignal(signal.SIGTERM)
    result = brief("make", "in")
    assert (result.exit_code, result.stdout, result.stderr) == (code, "", said)
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize(
    ("error", "flags", "last"),
    [
        (AccessError("key refused"), ["-v"], "brief: error: key refused"),
        (ZeroDivisionError("defect"), [], "ZeroDivisionError: defect"),
    ],
)
def test_a_traceback_is_shown_of_a_defect_or_if_asked_for(made, error, flags, last):
    """An error that nobody foresaw has the exit code of a failure, and not that of findings."""
    made(error)
    result = brief("make", "in", *flags)
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (3, last)
    assert result.stderr.startswith("Traceback (most recent call last):\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["make"], "Usage: "),
        (["eval"], "Usage: "),
        (["make", "in", "--nonsense"], "Usage: "),
        (["nonsense"], "Usage: "),
        (["make", "in", "--date", "10 May"], "brief: error: --date: date = '10 May': input should be a date"),
    ],
)
def test_wrong_usage_has_exit_code_2(arguments, said):
    """The usage is shown on stderr; a flag is named as it is written."""
    result = brief(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(said)


@pytest.mark.parametrize(
    "flag", ["model", "base_url", "output", "date", "exclude", "jobs", "timeout", "reading"]
)
def test_help_says_of_a_flag_what_the_setting_says(flag):
    """Help is written twice only because settings are slow to import."""
    said = "".join(brief("make", "--help").stdout.split())  # a narrow column breaks a word at its hyphen
    assert "".join(str(Settings.model_fields[flag].description).split()) in said


@pytest.fixture
def small(monkeypatch, tmp_path):
    """A manifest of one model, which lies in a file and not yet in the cache."""
    origin = tmp_path / "origin"
    origin.write_bytes(b"GGUF")

    class File:
        def fetch(self, folder, progress):
            progress.advanced(4)
            return [origin]

    digest = hashlib.sha256(b"GGUF").hexdigest()
    model = manifest.Model("small", "small.gguf", "MIT", "1", 4, digest, (File(),))
    monkeypatch.setattr(manifest, "MODELS", {"small": model})
    monkeypatch.setenv("BRIEF_MODEL", "small")
    return tmp_path / "cache" / "small.gguf"


def test_a_model_is_pulled_and_found(small):
    """Before, it has no path, and that is a finding; after, `path` and `list` show where it is."""
    before = brief("model", "path")
    assert (before.exit_code, before.stdout) == (1, "")
    assert before.stderr == "brief: small is not here; `brief model pull small` fetches it\n"
    assert brief("model", "list").stdout == "small  0.00 GB  MIT  not fetched\n"
    pulled = brief("model", "pull")
    assert (pulled.exit_code, pulled.stdout) == (0, f"{small}\n")
    assert "brief: fetched 0.00 of 0.00 GB\n" in pulled.stderr
    assert brief("model", "path", "small").stdout == f"{small}\n"
    assert brief("model", "list").stdout == f"small  0.00 GB  MIT  {small}\n"
    Path("own.gguf").write_bytes(b"GGUF")
    assert brief("model", "path", "own.gguf").stdout == "own.gguf\n"
    other = brief("model", "pull", "other")
    assert (other.exit_code, other.stdout) == (2, "")
    assert "model of the manifest (small)" in other.stderr


def test_lines_tell_each_tenth_of_a_download(capsys):
    """However small the steps; and anew for another source."""
    lines = Lines()
    for _ in range(2):
        lines.started(2_000_000_000)
        for _ in range(100):
            lines.advanced(4_000_000)
    lines.documents(1, 12)
    lines.answered()
    assert capsys.readouterr() == (
        "",
        2 * ("brief: fetched 0.20 of 2.00 GB\nbrief: fetched 0.40 of 2.00 GB\n")
        + "brief: 1 of 12 documents done\n",
    )


def test_bars_show_download_documents_and_answers():
    """On a terminal a run that takes minutes is seen to go on."""
    from rich.console import Console
    from rich.progress import Progress

    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        drawn = Progress(console=Console(file=nowhere), auto_refresh=False)
        bars = Bars(drawn)
        assert [task.visible for task in drawn.tasks] == [False, False]
        bars.started(2_000_000_000)
        bars.advanced(500_000_000)
        bars.documents(1, 4)
        bars.answered()
        bars.answered()
        bars.note("[bold]not mark-up")
    assert [(task.completed, task.total, task.fields["said"]) for task in drawn.tasks] == [
        (500_000_000, 2_000_000_000, "0.50 of 2.00 GB"),
        (1, 4, "2 answers"),
    ]


def python(*arguments: str) -> subprocess.Popen[str]:
    pipe, environment = subprocess.PIPE, os.environ | {"PYTHONPATH": str(ROOT), "BRIEF_STATE": "state"}
    return subprocess.Popen(
        [sys.executable, *arguments], env=environment, text=True, stdout=pipe, stderr=pipe
    )


def test_help_imports_nothing_heavy():
    """What takes long to import is imported by the command that needs it."""
    out, err = python("-X", "importtime", "-m", "brief", "--help").communicate()
    assert out.startswith("Usage: ")
    assert brief("--version").stdout == f"brief {__version__}\n"
    imported = {line.rpartition("|")[2].strip() for line in err.splitlines()}
    assert "brief.cli" in imported
    assert imported & {"pydantic", "openai", "jinja2", "rich", "asyncio", "huggingface_hub"} == set()


RUN = """
import asyncio, sys, time
from contextlib import contextmanager
from brief import cli, local, models, pipeline, provider
from brief.wire import Message, Request

def tell(text):
    print(text, file=sys.stderr, flush=True)

@contextmanager
def serve(settings, *, log):
    try:
        {starting}
        yield local.Endpoint("http://127.0.0.1:1/v1", "k")
    finally:
        tell("ended")

class Client:
    def __init__(self, endpoint, timeout):
        pass

    async def ask(self, request):
        tell("waiting")
        await asyncio.Event().wait()

    async def close(self):
        tell("closed")

async def extract(document, chat, provenance):
    await chat.ask(Request((Message("user", "?"),), None, None, 1))

local.serve, provider.OpenAIChat = serve, Client
models.resolve = lambda *_: models.Weights("m", None, "0")
pipeline.packaged_extract = extract
sys.argv = ["brief", "make", {article!r}]
cli.main()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(
    ("starting", "told"),
    [("pass", ["closed", "ended"]), ("tell('waiting'); time.sleep(60)", ["ended"])],
    ids=["while asked", "while started"],
)
def test_a_signal_ends_the_run_cleanly(number, starting, told):
    """At once, with the server ended, no file written, no traceback, and exit code 130."""
    article = next((ROOT / "seeds").iterdir())
    process = python("-c", textwrap.dedent(RUN.format(starting=starting, article=str(article))))
    assert process.stderr is not None
    for line in process.stderr:
        if line == "waiting\n":
            break
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert err.splitlines() == [*told, INTERRUPTED]
    assert not Path("briefs").exists()


@pytest.fixture
def briefs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with briefs of a day, and the briefs as they were in `old`."""
    monkeypatch.chdir(tmp_path)
    templates = render.templates()
    for folder, claims in (("old", CLAIMS[:1]), ("briefs", CLAIMS)):
        read = Article(record=RECORD.model_copy(update={"claims": claims}), sentences=("Talks.",))
        write(tmp_path / folder, templates.files(assemble("2023-12-10", (read,)), (read,)))
    return tmp_path


def test_briefs_are_checked_compared_and_exported(briefs):
    """stdout has the faults, the differences or the form asked for; exit code 1 tells a CI job of faults."""
    result = brief("check")
    assert (result.exit_code, result.stderr) == (1, "brief: briefs: 6 faults\n")
    assert result.stdout.startswith("briefs/2023-12-10/records/a.json: claim: t-0: is not the id of its")
    assert json.loads(brief("check", "--format", "json").stdout)["faults"][0]["rule"] == "claim"
    result = brief("diff", "old", "briefs")
    assert result.exit_code == 0
    assert result.stdout.startswith("### 2023-12-10: Talks\n\n- Added: ")
    assert json.loads(brief("export").stdout)[0]["date"] == "2023-12-10"
    assert len(brief("export", "--format", "csv").stdout.splitlines()) == 5
    feed = brief("export", "--format", "atom", "--url", "https://desk.example")
    assert "<title>Brief, 2023-12-10</title>" in feed.stdout
    assert brief("export", "--format", "atom").exit_code == 2
