"""A signal ends a run wherever it is, and nothing is left of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
INTERRUPTED = (
    "brief: interrupted: no file is half-written, every answer so far is kept; run it again to go on"
)
ENDLESS = "re.match('(a*)*b', 40 * 'a')"
TEXT = (
    "The ministers of two lands met in Dorf on Monday to talk about the bridge over the river. "
    "They agreed to share the cost of it before the end of the year, and to meet again in May.\n"
)
RUN = """
import asyncio, os, re, sys, threading
from pathlib import Path
from brief import cli, models, local, output, pipeline, provider, sandbox

def here():
    print("here", file=sys.stderr, flush=True)

async def asked(*_):
    pass

pipeline.packaged_extract = asked
pipeline.record = lambda *_: None
{stage}
sys.argv = ["brief", "make", "a.txt", "--base-url", "http://127.0.0.1:1/v1", "--model", "m"]
cli.main()
"""
READING = f"""
code = "import json, re, sys; sys.path[:] = json.loads(sys.argv[1]); import brief.child as it"
sandbox._CODE = code + "; it.read = lambda *_: [open('fifo', 'w'), {ENDLESS}]; it.serve()"
"""
STAGES = {
    "inside a call of the model": """
async def extract(*_):
    here()
    await asyncio.Event().wait()
pipeline.packaged_extract = extract
""",
    "inside a pattern, while the loop runs": f"""
async def extract(*_):
    here()
    {ENDLESS}
pipeline.packaged_extract = extract
""",
    "inside grounding": f"pipeline.record = lambda *_: [here(), {ENDLESS}]",
    "inside aggregation": f"pipeline.assembled = lambda *_: [here(), {ENDLESS}]",
    "while a file is written": """
pipeline.assembled = lambda *_: ()
pipeline.written = lambda *_: output.put(Path("brief.md"), b"words")
os.fsync = lambda _: [here(), threading.Event().wait()]
""",
    "and what is open does not close": """
async def extract(*_):
    here()
    try:
        await asyncio.Event().wait()
    finally:
        threading.Event().wait()
pipeline.packaged_extract = extract
""",
    "and a thread goes on": """
async def extract(*_):
    await asyncio.to_thread(lambda: [here(), threading.Event().wait()])
pipeline.packaged_extract = extract
""",
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working directory with an article."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, "utf-8")
    return tmp_path


def started(stage: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", RUN.format(stage=stage)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "BRIEF_STATE": "state"},
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("stage", STAGES.values(), ids=STAGES)
def test_a_signal_ends_the_run(folder, stage, number):
    """Wherever it comes, it ends the run with one line and exit code 130, and leaves no file half-written."""
    with started(stage) as process:
        assert process.stderr
        for line in process.stderr:
            if line == "here\n":
                break
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err.splitlines()) == (130, [INTERRUPTED])
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        (signal.SIGINT, 130, [INTERRUPTED]),
        (signal.SIGTERM, 130, [INTERRUPTED]),
        pytest.param(
            signal.SIGKILL, -9, [], marks=pytest.mark.skipif(sys.platform != "linux", reason="Linux tells")
        ),
    ],
)
def test_a_signal_ends_the_process_that_reads(folder, number, code, said):
    """A file that is never read to its end keeps neither the run nor the process that reads it."""
    os.mkfifo(folder / "fifo")
    with started(READING) as process, (folder / "fifo").open() as reader:
        process.send_signal(number)
        _, err = process.communicate(timeout=60)
        assert reader.read() == ""  # its other end is closed with the process that has it
    assert (process.returncode, err.splitlines()) == (code, said)
