"""Files are read apart: what brings the reader down costs one file."""

from __future__ import annotations

import subprocess
import sys
from threading import Timer

import pytest

from brief import sandbox
from brief.errors import RunError
from brief.formats import Overrun, Refused
from brief.records import Document
from brief.sandbox import Sandbox
from tests.samples import TEXT, samples, word_bomb

PAGE = b"".join(b"<p>Page %d tells of a day in the town of Dorf." % n for n in range(9))


@pytest.fixture
def staged(monkeypatch):
    """Let the child do something else than read a .pdf file."""

    def stage(action: str) -> None:
        patch = (
            "import os; it.real = it.read;"
            f"it.read = lambda kind, *rest: ({action}) if kind == '.pdf' else it.real(kind, *rest)"
        )
        code = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); import brief.child as it"
        monkeypatch.setattr(sandbox, "_CODE", f"{code}; {patch}; it.serve()")

    return stage


@pytest.fixture
def started(monkeypatch):
    """The processes that are started."""
    processes: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def recorded(*args, **options):
        processes.append(start(*args, **options))
        return processes[-1]

    monkeypatch.setattr(subprocess, "Popen", recorded)
    return processes


def test_answers_are_the_same_as_without_a_process():
    """What comes back over the pipe is what reading gave, for every format."""
    from brief.documents import read

    with Sandbox({"text": "body"}) as box:
        for kind, data in {**samples(), ".txt": TEXT.encode()}.items():
            assert box.read(kind, data) == read(kind, data, {"text": "body"})


def test_one_process_reads_many_files_and_ends_with_the_context(started):
    """A file that is refused costs no process, and none is left."""
    with Sandbox() as box:
        box.read(".html", PAGE)
        assert isinstance(box.read(".docx", word_bomb(20_000_000)), Refused)
        box.read(".html", PAGE)
    assert [process.returncode for process in started] == [-9]


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_a_reader_that_crashes_costs_its_file(staged):
    """A crash is the reason of one file, and the next is read by a new process."""
    staged("os.kill(os.getpid(), 11)")
    with Sandbox() as box:
        assert box.read(".pdf", b"x") == Overrun("too much to read: it brought its reader down (SIGSEGV)")
        assert isinstance(box.read(".html", PAGE), Document)


def test_a_reader_that_hangs_is_ended(staged, started, monkeypatch):
    """After its time a file has its reason, and the next is read by a new process."""
    staged("__import__('threading').Event().wait()")

    class Bell(Timer):
        """Rings as soon as the first process has its order."""

        def start(self) -> None:
            if len(started) == 1 and self.interval == sandbox.PATIENCE * sandbox.SECONDS:
                self.function()

        def join(self, timeout=None) -> None:
            pass

    monkeypatch.setattr(sandbox, "Timer", Bell)
    with Sandbox() as box:
        assert box.read(".pdf", b"x") == Overrun("too much to read: not done within 15 seconds")
        assert isinstance(box.read(".html", PAGE), Document)
    assert [process.returncode for process in started] == [-9, -9]


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_a_reader_that_takes_all_time_is_ended(staged):
    """The system ends what has had its share of a processor, however busy the machine is."""
    staged("os.kill(os.getpid(), __import__('signal').SIGXCPU)")
    with Sandbox() as box:
        assert box.read(".pdf", b"x") == Overrun("too much to read: not done within 15 seconds")


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")
def test_a_reader_that_takes_all_memory_is_ended(staged):
    """Memory has a limit that the run does not share."""
    staged("bytearray(2 ** 30)")
    with Sandbox() as box:
        assert box.read(".pdf", b"x") == Overrun("too much to read: it takes more than 400 MiB of memory")


def test_a_process_that_does_not_start_ends_the_run(monkeypatch):
    """No file is blamed for what all of them would meet."""
    monkeypatch.setattr(sandbox, "_CODE", "raise SystemExit(1)")
    with Sandbox() as box, pytest.raises(RunError, match="the process that reads files does not start"):
        box.read(".pdf", b"x")


def test_an_error_of_a_library_is_a_reason(staged):
    """Whatever a library raises is told in one line, without addresses that differ from run to run."""
    staged("[][print('noise')] if False else open('nowhere\\n at 0x7f00')")
    with Sandbox() as box:
        answer = box.read(".pdf", b"x")
    assert isinstance(answer, Refused)
    assert answer.reason.startswith("damaged, or not what it seems (FileNotFoundError: ")
    assert "0x7f00" not in answer.reason


def test_what_a_library_prints_is_no_answer(staged):
    """Output of a library is lost, and the answer stands."""
    staged("print('noise', flush=True) or it.Refused('words')")
    with Sandbox() as box:
        assert box.read(".pdf", b"x") == Refused("words")


def test_keys_are_kept_from_the_reader(staged, monkeypatch):
    """The environment of the process has no variable that it does not need."""
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    staged("it.Refused(','.join(sorted(os.environ)))")
    with Sandbox() as box:
        answer = box.read(".pdf", b"x")
    assert isinstance(answer, Refused)
    assert "OPENAI_API_KEY" not in answer.reason


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_a_process_that_died_between_files_is_replaced(started):
    """A process that something else ended is no fault of the next file."""
    with Sandbox() as box:
        box.read(".html", PAGE)
        started[0].kill()
        started[0].wait()
        assert isinstance(box.read(".html", PAGE), Document)
