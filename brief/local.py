"""The local model server: llama.cpp in a child process, reached over HTTP like any other endpoint.

Parent and child share two pipes. Down the child's stdin goes one line of settings, the key among them, so
that no other user can read it from the process table; the pipe then stays open, and its end is the
child's: however the parent ends, the system closes it. Up the child's stdout comes one line, the
address, since the server chooses its port. All that the child says besides goes to the log.
"""

from __future__ import annotations

import json
import secrets
import sys
import threading
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from http.client import HTTPConnection, HTTPException
from importlib.util import find_spec
from queue import Empty, SimpleQueue
from subprocess import PIPE, Popen, TimeoutExpired
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from brief.errors import RunError, ServerError
from brief.llama import ServerSettings, usable_cores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

READY_WITHIN = 120.0  # seconds; reading the weights from a slow disk is most of it
_STOP_WITHIN = 5.0
_POLL = 0.1
_TAIL = 15  # lines of the log that an error quotes
_INSTEAD = "use a server that runs already (Ollama, LM Studio, vLLM) or a hosted one with --base-url"


@dataclass(frozen=True)
class Endpoint:
    """Where a server listens (`base_url` ends in /v1) and the key that it asks for."""

    base_url: str
    api_key: str = field(repr=False)


@contextmanager
def serve(
    settings: ServerSettings,
    *,
    log: Path,
    ready_within: float = READY_WITHIN,
    command: Sequence[str] | None = None,
) -> Iterator[Endpoint]:
    """Run a server on the loopback interface: ready when the block is entered, stopped when it is left.

    `log` is written anew and kept. `command` starts the child (default: this Python with `run_child`).
    Raises ServerError if the server does not start within `ready_within` seconds, or has ended when the
    block is left by a RunError.
    """
    key = secrets.token_urlsafe(32)
    process = _spawn(command or child_command(), log)
    try:
        endpoint = Endpoint(f"{_ready(process, _order(settings, key), log, ready_within)}/v1", key)
        try:
            yield endpoint
        except RunError as error:
            with suppress(TimeoutExpired):  # a refused connection may be ahead of the exit status
                process.wait(_POLL)
                raise _ended(process, log) from error
            raise
    finally:
        stop(process)


def child_command() -> tuple[str, ...]:
    """Command that starts the child with this Python and its import path. Raises ServerError."""
    if find_spec("xllamacpp") is None:
        raise ServerError(
            f"xllamacpp, which runs models locally, is not installed: pip install xllamacpp, or {_INSTEAD}"
        )
    code = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); import brief.llama as it; it.run_child()"
    return (sys.executable, "-P", "-c", code, json.dumps(sys.path))


def stop(process: Popen[str]) -> None:
    """End the child: ask, wait, kill. Does nothing more the second time."""
    if process.stdin:
        with suppress(BrokenPipeError):
            process.stdin.close()
    process.terminate()
    try:
        process.wait(_STOP_WITHIN)
    except TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:  # only now: closing waits for the thread that reads it
        process.stdout.close()


def _order(settings: ServerSettings, api_key: str) -> str:
    """Line that the child is sent."""
    threads = usable_cores() if settings.threads is None else settings.threads
    order = asdict(settings) | {"threads": threads, "api_key": api_key}
    return json.dumps(order, default=lambda path: str(path.resolve()))


def _spawn(command: Sequence[str], log: Path) -> Popen[str]:
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as sink:
            # A session of its own: Ctrl-C is the parent's to handle, while the server still answers.
            return Popen(
                command, stdin=PIPE, stdout=PIPE, stderr=sink, encoding="utf-8", start_new_session=True
            )
    except OSError as error:
        raise ServerError(f"the model server cannot be started ({error}; log: {log}): {_INSTEAD}") from error


def _ready(process: Popen[str], order: str, log: Path, within: float) -> str:
    """Address of the child once it is healthy. Raises ServerError."""
    give_up = time.monotonic() + within
    address = _exchange(process, order, within)
    if address == "":
        raise _ended(process, log)
    while address is None or not _healthy(address):
        if address is None or time.monotonic() > give_up:
            raise ServerError(f"the model server was not ready within {within:g} s.{_last_words(log)}")
        with suppress(TimeoutExpired):
            process.wait(_POLL)
            raise _ended(process, log)
    return address


def _exchange(process: Popen[str], line: str, within: float) -> str | None:
    """Child's first line in answer to `line`; '' when it ended without one, None when time ran out."""
    stdin, stdout = process.stdin, process.stdout
    if stdin is None or stdout is None:
        raise ValueError("the child has no pipes")
    with suppress(BrokenPipeError):
        stdin.write(line + "\n")
        stdin.flush()
    lines: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=lambda: lines.put(stdout.readline().strip()), daemon=True).start()
    try:
        return lines.get(timeout=within)
    except Empty:
        return None


def _healthy(address: str) -> bool:
    with (
        suppress(OSError, HTTPException),
        closing(HTTPConnection(urlsplit(address).netloc, timeout=_STOP_WITHIN)) as connection,
    ):
        connection.request("GET", "/health")
        return connection.getresponse().status == 200  # noqa: PLR2004
    return False


def _ended(process: Popen[str], log: Path) -> ServerError:
    with suppress(TimeoutExpired):
        process.wait(_STOP_WITHIN)
    return ServerError(f"the model server ended (exit status {process.poll()}).{_last_words(log)}")


def _last_words(log: Path) -> str:
    lines = log.read_text("utf-8", errors="replace").splitlines()[-_TAIL:]
    quoted = "".join(f"\n  {line}" for line in lines) or "\n  (nothing)"
    return f" The end of its log, {log}:{quoted}\nTry a smaller model (--model) or context, or {_INSTEAD}."
