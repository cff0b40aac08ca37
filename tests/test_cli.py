"""What a user types, sees, and gets as exit code, also of a run that a signal ends wherever it is.

What is made is the business of other tests.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

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
    """An empty working directory, folders beside it, and no variable of ours."""
    for name in [name for name in os.environ if name.startswith("BRIEF_")]:
        monkeypatch.delenv(name)
    for name in ("cache_dir", "state"):
        monkeypatch.setenv(f"BRIEF_{name.upper()}", str(tmp_path / name))
    folder = tmp_path / "folder"
    folder.mkdir()
    monkeypatch.chdir(folder)


@pytest.fixture
def run(monkeypatch):
    """What stands in for a run; unless told otherwise, it makes a brief."""
    run = Mock(return_value=FINE)
    monkeypatch.setattr(pipeline, "make", run)
    return run


def brief(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, arguments)


def test_the_paths_of_the_briefs_are_the_output(run):
    """Nothing else is on stdout; where the brief is and what it holds and cost is on stderr."""
    result = brief("make", "in")
    assert (result.exit_code, result.stdout) == (0, "briefs/2023-12-10.md\n")
    assert result.stderr.splitlines() == [
        "brief: briefs/2023-12-10.md: articles: 1; claims: 2 verified, 1 for review, 1 left out",
        "brief: calls: 3 now, 10 answered before; tokens behind the briefs: 12,345 in, 678 out; 4.2 s",
    ]


def test_flags_are_settings(run):
    """Each flag reaches the run as the setting of its name, and the paths as they are given."""
    flags = "--model m --base-url http://x.test/v1 --output out --date 2023-12-10 --jobs 2 --timeout 9"
    flags += " --exclude *.log --exclude old/"
    assert brief("make", "b", "-", *flags.split()).exit_code == 0
    paths, settings, _ = run.call_args.args
    assert paths == [Path("b"), Path("-")]
    assert settings.exclude == ("*.log", "old/")
    assert (settings.model, settings.base_url, settings.output) == ("m", "http://x.test/v1", Path("out"))
    assert (str(settings.date), settings.jobs, settings.timeout) == ("2023-12-10", 2, 9.0)


def test_json_is_one_object_with_a_version(run):
    """Its form is what other programs rely on."""
    day = {"date": "2023-12-10", "path": "briefs/2023-12-10.md", "documents": ["a"]}
    assert json.loads(brief("make", "in", "--json").stdout) == {
        "version": 1,
        "briefs": [day | {"claims": {"verified": 2, "review": 1, "unsupported": 1}}],
        "files": {"written": ["2023-12-10.md"], "unchanged": ["2023-12-10/notes/a.md"], "removed": []},
        "skipped": [],
        "calls": {"asked": 3, "stored": 10},
        "usage": {"calls": 13, "input_tokens": 12345, "cached_input_tokens": 0, "output_tokens": 678},
        "seconds": 4.234,
    }


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (FINE._replace(skipped=(LIST,)), "files left out: 1, each for the reason above"),
        (FINE._replace(briefs=(), files=Written((), (), ())), "no readable article; nothing was written"),
    ],
)
def test_what_was_left_out_is_a_finding(run, result, said):
    """The exit code is 1, whether a file or all of them gave nothing; JSON is printed all the same."""
    run.return_value = result
    told = brief("make", "in")
    assert (told.exit_code, told.stdout) == (1, "briefs/2023-12-10.md\n" * len(result.briefs))
    assert f"brief: {said}" in told.stderr.splitlines()
    assert len(json.loads(brief("make", "in", "--json").stdout)["briefs"]) == len(result.briefs)


TRACED = "Traceback (most recent call last):"


@pytest.mark.parametrize(
    ("error", "flags", "code", "said"),
    [
        (ConfigError("in: no such folder"), [], 2, ["brief: error: in: no such folder"]),
        (AccessError("\x1b[2Jcleared"), [], 3, ["brief: error: ?[2Jcleared"]),
        (KeyboardInterrupt(), [], 130, [INTERRUPTED]),
        (AccessError("key refused"), ["-v"], 3, [TRACED, "brief: error: key refused"]),
        (ZeroDivisionError("defect"), [], 3, [TRACED, "ZeroDivisionError: defect"]),
    ],
)
def test_what_ends_a_run_is_one_line_and_an_exit_code(run, error, flags, code, said):
    """Nothing on stdout, no control character of others, and no handler left behind.

    A traceback is shown of a defect, which has the exit code of a failure, and if asked for.
    """
    run.side_effect = error
    before = signal.getsignal(signal.SIGTERM)
    result = brief("make", "in", *flags)
    first, *more = result.stderr.splitlines()
    assert (result.exit_code, result.stdout, [first, *more[-1:]]) == (code, "", said)
    assert signal.getsignal(signal.SIGTERM) is before


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


@pytest.mark.parametrize("flag", "model base_url output date exclude jobs timeout reading".split())
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
    model = manifest.Model("small", "small.gguf", "MIT", 4, digest, (File(),))
    monkeypatch.setattr(manifest, "MODELS", {"small": model})
    monkeypatch.setenv("BRIEF_MODEL", "small")
    return tmp_path / "cache_dir" / "small.gguf"


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


def test_lines_or_bars_show_download_documents_and_answers(capsys):
    """Each tenth of a download has its line, however small the steps, and anew for another source.

    On a terminal a run that takes minutes is seen to go on.
    """
    from rich.console import Console
    from rich.progress import Progress

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


def test_help_imports_nothing_heavy():
    """What takes long to import is imported by the command that needs it."""
    command = [sys.executable, "-X", "importtime", "-m", "brief", "--help"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    told = subprocess.run(command, env=environment, text=True, capture_output=True, check=True)
    assert told.stdout.startswith("Usage: ")
    assert brief("--version").stdout == f"brief {__version__}\n"
    imported = {line.rpartition("|")[2].strip() for line in told.stderr.splitlines()}
    assert "brief.cli" in imported
    assert imported & {"pydantic", "openai", "jinja2", "rich", "asyncio", "huggingface_hub"} == set()


def test_briefs_are_checked_compared_and_exported():
    """stdout has the faults, the differences or the form asked for; exit code 1 tells a CI job of faults."""
    for folder, claims in (("old", CLAIMS[:1]), ("briefs", CLAIMS)):
        read = Article(record=RECORD.model_copy(update={"claims": claims}), sentences=("Talks.",))
        write(Path(folder), render.templates().files(assemble("2023-12-10", (read,)), (read,)))
    result = brief("check")
    assert (result.exit_code, result.stderr) == (1, "brief: briefs: 6 faults\n")
    assert result.stdout.startswith("briefs/2023-12-10/records/a.json: claim: t-0: is not the id of its")
    assert json.loads(brief("check", "--format", "json").stdout)["faults"][0]["rule"] == "claim"
    result = brief("diff", "old", "briefs")
    assert result.exit_code == 0
    assert result.stdout.startswith("### 2023-12-10: Talks\n\n- Added: ")
    (difference, *_) = json.loads(brief("diff", "old", "briefs", "--format", "json").stdout)["differences"]
    assert (difference["day"], difference["what"]) == ("2023-12-10", "added")
    assert "line=17,title=Added::“Talks.”\n" in brief("diff", "old", "briefs", "--format", "github").stdout
    assert json.loads(brief("export").stdout)[0]["date"] == "2023-12-10"
    assert len(brief("export", "--format", "csv").stdout.splitlines()) == 5
    feed = brief("export", "--format", "atom", "--url", "https://desk.example")
    assert "<title>Brief, 2023-12-10</title>" in feed.stdout
    assert brief("export", "--format", "atom").exit_code == 2


ENDLESS = "re.match('(a*)*b', 40 * 'a')"
TEXT = (
    "The ministers of two lands met in Dorf on Monday to talk about the bridge over the river. "
    "They agreed to share the cost of it before the end of the year, and to meet again in May.\n"
)
RUN = """
import asyncio, os, re, sys, threading
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from brief import cli, models, local, output, pipeline, provider, sandbox
from brief.wire import Message, Request

def tell(text):
    print(text, file=sys.stderr, flush=True)

def here():
    tell("here")

async def asked(*_):
    pass

pipeline.packaged_extract = asked
pipeline.record = lambda *_: None
sys.argv = ["brief", "make", "a.txt", "--base-url", "http://127.0.0.1:1/v1", "--model", "m"]
{stage}
cli.main()
"""
READING = f"""
code = "import json, re, sys; sys.path[:] = json.loads(sys.argv[1]); import brief.child as it"
sandbox._CODE = code + "; it.read = lambda *_: [open('fifo', 'w'), {ENDLESS}]; it.serve()"
"""
LOCAL = """
@contextmanager
def serve(settings, *, log):
    try:
        {starting}
        yield local.Endpoint("http://127.0.0.1:1/v1", "k")
    finally:
        tell("ended")

async def ask(_):
    here()
    await asyncio.Event().wait()

async def close():
    tell("closed")

async def extract(document, chat, profile):
    await chat.ask(Request((Message("user", "?"),), None, None, 1))

local.serve, provider.OpenAIChat = serve, lambda *_: SimpleNamespace(ask=ask, close=close)
models.resolve = lambda *_: models.Weights("m", None, "0")
pipeline.packaged_extract = extract
del sys.argv[3:]
"""
EXTRACT = """
async def extract(*_):
    {}
pipeline.packaged_extract = extract
"""
STAGES = {
    "while the local server starts": LOCAL.format(starting="here(); threading.Event().wait()"),
    "while the local server is asked": LOCAL.format(starting="pass"),
    "inside a call of the model": EXTRACT.format("here(); await asyncio.Event().wait()"),
    "inside a pattern, while the loop runs": EXTRACT.format(f"here(); {ENDLESS}"),
    "inside grounding": f"pipeline.record = lambda *_: [here(), {ENDLESS}]",
    "inside aggregation": f"pipeline.assembled = lambda *_: [here(), {ENDLESS}]",
    "while a file is written": """
pipeline.assembled = lambda *_: ()
pipeline.written = lambda *_: output.put(Path("brief.md"), b"words")
os.fsync = lambda _: [here(), threading.Event().wait()]
""",
    "and what is open does not close": EXTRACT.format("""
    try:
        here(); await asyncio.Event().wait()
    finally:
        threading.Event().wait()
"""),
    "and a thread goes on": EXTRACT.format(
        "await asyncio.to_thread(lambda: [here(), threading.Event().wait()])"
    ),
}
TOLD = {"while the local server starts": ["ended"], "while the local server is asked": ["closed", "ended"]}


def started(stage: str) -> subprocess.Popen[str]:
    """A run of an article, with this put in place of its parts."""
    Path("a.txt").write_text(TEXT, "utf-8")
    command, pipe = [sys.executable, "-c", RUN.format(stage=stage)], subprocess.PIPE
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, env=environment, text=True, stdout=pipe, stderr=pipe)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("stage", STAGES)
def test_a_signal_ends_the_run(stage, number):
    """Wherever it comes: one line, exit code 130, no file half-written, and no local server left."""
    with started(STAGES[stage]) as process:
        assert process.stderr
        for line in process.stderr:
            if line == "here\n":
                break
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.splitlines()) == (130, "", [*TOLD.get(stage, []), INTERRUPTED])
    assert [path.name for path in Path().iterdir()] == ["a.txt"]


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="Linux tells")


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        (signal.SIGINT, 130, [INTERRUPTED]),
        (signal.SIGTERM, 130, [INTERRUPTED]),
        pytest.param(signal.SIGKILL, -9, [], marks=LINUX),
    ],
)
def test_a_signal_ends_the_process_that_reads(number, code, said):
    """A file that is never read to its end keeps neither the run nor the process that reads it."""
    os.mkfifo("fifo")
    with started(READING) as process, Path("fifo").open() as reader:
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
        assert reader.read() == ""  # its other end is closed with the process that has it
    assert (process.returncode, err.splitlines()) == (code, said)
