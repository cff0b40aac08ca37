"""Files are read apart from the run: a process that a file brings down costs that file and no more.

One child process (`brief.child`) reads file after file, and cuts what it reads into sentences; it starts with
the first file, and anew after one that it did not survive.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from threading import Event, Timer
from typing import TYPE_CHECKING, Self

from pydantic import ValidationError

from brief.child import MEMORY, OUT_OF_MEMORY, READING, READY
from brief.errors import RunError
from brief.formats import Overrun

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

    from brief.formats import Reading

SECONDS = 15.0
"""Time of a processor that reading a file may take."""
PATIENCE = 4
"""Times that, by the clock, as much as a busy machine may make of it."""
START_SECONDS = 90.0
"""Time in which the process that reads must have started."""
MAX_REPLY = 300_000_000
"""Bytes of the longest answer."""

_GRACE = 1.0  # seconds for the exit status of a process that has closed its pipes
# What a Python may need to start; the rest, keys among it, is not for a process that may fall to a file.
_VARIABLES = ("LANG", "LC_ALL", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PATH", "SYSTEMROOT", "TZ")
_CODE = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); import brief.child as it; it.serve()"


class Sandbox:
    """Reads files. To be used as a context: the process ends with it, at once."""

    def __init__(self, json_keys: Mapping[str, str] | None = None, seconds: float = SECONDS) -> None:
        self._json_keys = dict(json_keys or {})
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def read(self, kind: str, data: bytes) -> Reading:
        """The documents in the bytes of a format; `Overrun` if its reader did not survive them.

        Raises RunError if no process can be started.
        """
        order = {"kind": kind, "size": len(data), "seconds": self._seconds, "json_keys": self._json_keys}
        process = self._running()
        allowed = PATIENCE * self._seconds
        line, late = _exchange(process, json.dumps(order).encode() + b"\n" + data, allowed)
        if late or not line.endswith(b"\n"):
            return Overrun(self._last_words(process, late=late))
        try:
            return READING.validate_json(line)
        except ValidationError:
            return Overrun("too much to read: its reader gave an answer that is none")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._process = _spawn()
            if _exchange(self._process, b"", START_SECONDS) != (READY, False):
                self._end()
                message = (
                    f"{sys.executable}: the process that reads files does not start; free some memory, or"
                    " install brief anew (`python -c 'import brief.child'` shows what it lacks)"
                )
                raise RunError(message)
        return self._process

    def _last_words(self, process: subprocess.Popen[bytes], *, late: bool) -> str:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE)
        self._end()
        status = process.returncode
        if late or -status == getattr(signal, "SIGXCPU", None):
            return f"too much to read: not done within {self._seconds:g} seconds"
        if status == OUT_OF_MEMORY:
            return f"too much to read: it takes more than {MEMORY // 2**20} MiB of memory"
        name = signal.Signals(-status).name if status < 0 else f"exit status {status}"
        return f"too much to read: it brought its reader down ({name})"

    def _end(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was left to be written has no reader
                _open(pipe).close()
        process.wait()


def _exchange(process: subprocess.Popen[bytes], order: bytes, seconds: float) -> tuple[bytes, bool]:
    """The line that answers an order, and whether time ran out, by which the process is killed.

    The line is cut short, or empty, if the process ended.
    """
    late = Event()

    def strike() -> None:
        late.set()
        process.kill()

    timer = Timer(seconds, strike)
    timer.daemon = True
    timer.start()
    try:
        _open(process.stdin).write(order)
        _open(process.stdin).flush()
        line = _open(process.stdout).readline(MAX_REPLY)
    except OSError:
        line = b""
    finally:
        timer.cancel()
    timer.join()
    return line, late.is_set()


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
