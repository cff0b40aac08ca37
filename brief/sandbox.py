"""Files are read in a child process (`brief.child`): one that brings it down costs that file and no more."""

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
from brief.formats import Overrun, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

SECONDS = 15.0  # time of a processor that reading a file may take
PATIENCE = 4  # times that, by the clock, as much as a busy machine may make of it
START_SECONDS = 90.0  # time in which the process that reads must have started
MAX_REPLY = 300_000_000  # bytes of the longest answer

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
        """The documents in a format's bytes; `Overrun` if they brought its reader down. Raises RunError."""
        order = {"kind": kind, "size": len(data), "seconds": self._seconds, "json_keys": self._json_keys}
        process = self._running()
        sent = json.dumps(order).encode() + b"\n" + data
        line, late = _exchange(process, sent, PATIENCE * self._seconds)
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
                raise RunError(
                    f"{sys.executable}: the process that reads files does not start; free some memory, or"
                    " install brief anew (`python -c 'import brief.child'` shows what it lacks)"
                )
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
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):  # what was left to be written has no reader
                    _open(pipe).close()
            process.wait()


def _exchange(process: subprocess.Popen[bytes], order: bytes, seconds: float) -> tuple[bytes, bool]:
    """The line that answers an order, cut short or empty if the process ended, and whether time ran out."""
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
        why = f"cannot be started to read files ({error.strerror}); free some memory"
        raise RunError(f"{sys.executable}: {why}") from error
