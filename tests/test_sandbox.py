"""Files are read apart and within bounds: what brings the reader down, or is too much, costs one file."""

from __future__ import annotations

import subprocess
import sys
from threading import Timer

import pytest

from brief import documents, sandbox
from brief.documents import read
from brief.errors import RunError
from brief.formats import Overrun, Refused
from brief.records import Document
from brief.sandbox import Sandbox
from tests.samples import FIRST, SECOND, TEXT, samples, word_bomb

PROSE = f"{FIRST} {SECOND}\n"
TOO_SLOW = Overrun("too much to read: not done within 15 seconds")
MISSING = "FileNotFoundError: [Errno 2] No such file or directory"
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
    with Sandbox({"text": "body"}) as box:
        for kind, data in {**samples(), ".txt": TEXT.encode()}.items():
            assert box.read(kind, data) == read(kind, data, {"text": "body"})


def test_one_process_reads_many_files_and_ends_with_the_context(started):
    """A file that is refused costs no process; one that something else ended is replaced; none is left."""
    with Sandbox() as box:
        box.read(".html", PAGE)
        assert isinstance(box.read(".docx", word_bomb(20_000_000)), Refused)
        box.read(".html", PAGE)
        (process,) = started
        process.kill()
        process.wait()
        assert isinstance(box.read(".html", PAGE), Document)
    assert [process.returncode for process in started] == [-9, -9]


@pytest.mark.parametrize(
    ("action", "answer"),
    [
        ("os.kill(os.getpid(), 11)", Overrun("too much to read: it brought its reader down (SIGSEGV)")),
        ("os.kill(os.getpid(), __import__('signal').SIGXCPU)", TOO_SLOW),
        pytest.param(
            "bytearray(2 ** 30)",
            Overrun("too much to read: it takes more than 400 MiB of memory"),
            marks=pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux"),
        ),
        ("open('nowhere\\n at 0x7f00')", Refused(f"damaged, or not what it seems ({MISSING}: 'nowhere\\n')")),
        ("print('noise', flush=True) or it.Refused('words')", Refused("words")),
        ("it.Refused(str('OPENAI_API_KEY' in os.environ))", Refused("False")),
    ],
    ids=["crash", "time", "memory", "error", "output", "keys"],
)
def test_what_happens_to_a_reader_is_the_reason_of_one_file(staged, monkeypatch, action, answer):
    """A crash, the system's limits, and what a library raises, without addresses that differ between runs.

    What a library prints is no answer, and no key is in its environment. The next file is read.
    """
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    staged(action)
    with Sandbox() as box:
        assert box.read(".pdf", b"x") == answer
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
        assert box.read(".pdf", b"x") == TOO_SLOW
        assert isinstance(box.read(".html", PAGE), Document)
    assert [process.returncode for process in started] == [-9, -9]


def test_a_process_that_does_not_start_ends_the_run(monkeypatch):
    """No file is blamed for what all of them would meet."""
    monkeypatch.setattr(sandbox, "_CODE", "raise SystemExit(1)")
    with Sandbox() as box, pytest.raises(RunError, match="the process that reads files does not start"):
        box.read(".pdf", b"x")


SIZE = 200_000
HOSTILE = {
    "a headline in capitals": "NORTHERN " * 400 + "\n\n",
    "a sentence of names": "Those named are " + "Ana Lund, " * 800 + "and Bo Falk. ",
    "a list of names in capitals": "LUND, " * (SIZE // 6) + "met. ",
    "spaces": f"A{' ' * SIZE}",
    "line ends": "\n" * SIZE,
    "quotation marks": "”" * SIZE,
    "brackets": "(" * SIZE,
    "full stops": ". " * (SIZE // 2),
    "a text without spaces": "部长们在东京会面。" * (SIZE // 9),
    "pull quotes": "".join(
        f"{PROSE}\n\nto share warning data {n} by the end of the year, the minister said Bo Falk\n\n"
        for n in range(SIZE // 300)
    ),
    "short lines": "Lund met.\n" * (SIZE // 10),
    "a long header": f"Message-ID: <a>\nSubject: {'=?utf-8?q?a?= ' * (SIZE // 14)}\n\n",
    "sections that never end": (
        f"<?xml version='1.0'?><rss><channel><item><description>{'<![CDATA[' * (SIZE // 9)}"
    ),
}


@pytest.fixture(scope="module")
def box():
    """A process that reads, of which no file may take more than two seconds."""
    with Sandbox(seconds=2) as running:
        yield running


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_made_to_take_long_is_read_in_seconds(box, kind):
    """Repeated marks, names and lines take a time that grows as their number, and no more of a processor."""
    suffix = {"a long header": ".eml", "sections that never end": ".xml"}.get(kind, ".txt")
    assert not isinstance(box.read(suffix, (HOSTILE[kind] + PROSE).encode()), Overrun)


def test_a_document_of_too_many_or_too_long_sentences_is_refused(monkeypatch):
    """Every later step may count on the bounds; nothing of the document is read."""
    text = f"{PROSE}\nThey named {'Ana Lund, ' * 5_000}all."
    assert read(".txt", text.encode()) == Refused(
        "too long: a sentence of 50,015 characters, the limit is 50,000"
    )
    monkeypatch.setattr(documents, "MAX_SENTENCES", 4)
    assert isinstance(read(".txt", PROSE.encode()), Document)
    assert read(".txt", f"{PROSE}He left.".encode()) == Refused("too long: 5 sentences, the limit is 4")
