"""Files are read apart from the run: a process that a file brings down costs that file and no more.

Text is read, and a mailbox cut into its messages, where the run is. For the rest one child process
(`brief.child`) reads file after file; it starts with the first, and anew after one that it did not
survive.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from threading import Timer
from typing import TYPE_CHECKING, Self

from brief.errors import RunError
from brief.formats import Overrun
from brief.readers import IN_PROCESS, READERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

    from brief.formats import Answer

SECONDS = 15.0
"""Time in which a file must be read."""
START_SECONDS = 60.0
"""Time in which the process that reads must have started."""
MAX_REPLY = 300_000_000
"""Bytes of the longest answer."""

_GRACE = 1.0  # seconds in which a process whose pipes are closed may end by itself
# What a Python may need to start; the rest, keys among it, is not for a process that may fall to a file.
_VARIABLES = ("LANG", "LC_ALL", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PATH", "SYSTEMROOT", "TZ")
_CODE = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); import brief.child as it; it.serve()"


class Sandbox:
    """Reads files. To be used as a context: the process ends with it."""

    def __init__(self, json_keys: Mapping[str, str] | None = None, seconds: float = SECONDS) -> None:
        self._json_keys = dict(json_keys or {})
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, kind: str, data: bytes) -> Answer:
        """What the reader of a format makes of the bytes; `Overrun` if it did not survive them.

        Raises RunError if no process can be started.
        """
        if kind in IN_PROCESS:
            return READERS[kind](data)
        order = {"kind": kind, "size": len(data), "seconds": self._seconds, "json_keys": self._json_keys}
        process = self._running()
        late = _Deadline(process, self._seconds)
        line = _exchange(process, json.dumps(order).encode() + b"\n" + data)
        if late.passed():
            self._end()
            return Overrun(f"too much to read: not done within {self._seconds:g} seconds")
        if line.endswith(b"\n"):
            return _answer(line)
        return Overrun(self._last_words())

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._process = _spawn()
            self._greeted(self._process)
        return self._process

    def _greeted(self, process: subprocess.Popen[bytes]) -> None:
        from brief.child import READY

        late = _Deadline(process, START_SECONDS)
        greeting = _exchange(process, b"")
        if late.passed() or greeting != READY:
            self._end()
            message = (
                f"{sys.executable}: the process that reads files does not start; free some memory, or install"
                " brief anew (`python -c 'import brief.child'` shows what it lacks)"
            )
            raise RunError(message)

    def _last_words(self) -> str:
        from brief.child import MEMORY, OUT_OF_MEMORY

        status = self._end()
        if status == OUT_OF_MEMORY:
            return f"too much to read: it takes more than {MEMORY // 2**20} MiB of memory"
        name = signal.Signals(-status).name if status < 0 else f"exit status {status}"
        return f"too much to read: it brought its reader down ({name})"

    def _end(self) -> int:
        """End the process; its exit status is that which it ended with itself, if it did."""
        process, self._process = self._process, None
        if process is None:
            return 0
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was left to be written has no reader
                _open(pipe).close()
        try:
            return process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


class _Deadline:
    """Kills the process after so many seconds unless it is asked before whether they have passed."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._process = process
        self._passed = False
        self._timer = Timer(seconds, self._strike)
        self._timer.daemon = True
        self._timer.start()

    def passed(self) -> bool:
        """Whether time was up; if not, it will not be any more."""
        self._timer.cancel()
        self._timer.join()
        return self._passed

    def _strike(self) -> None:
        self._passed = True
        self._process.kill()


def _answer(line: bytes) -> Answer:
    from pydantic import ValidationError

    from brief.child import ANSWER

    try:
        return ANSWER.validate_json(line)
    except ValidationError:
        return Overrun("too much to read: its reader gave an answer that is none")


def _exchange(process: subprocess.Popen[bytes], order: bytes) -> bytes:
    """The line that answers an order; cut short, or empty, if the process ended."""
    try:
        _open(process.stdin).write(order)
        _open(process.stdin).flush()
        return _open(process.stdout).readline(MAX_REPLY)
    except OSError:
        return b""


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise OSError("no pipe")
    return pipe


def _spawn() -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in _VARIABLES if name in os.environ}
    # The same bytes give the same text: no order of a set may depend on a seed.
    environment |= {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        return subprocess.Popen(
            (sys.executable, "-P", "-c", _CODE, json.dumps(sys.path)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
    except OSError as error:
        message = f"{sys.executable}: cannot be started to read files ({error.strerror}); free some memory"
        raise RunError(message) from error
