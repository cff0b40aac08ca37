"""The process apart in which files are read and cut into sentences; `brief.sandbox` is its other end.

For each order, a line of JSON and the bytes of a file on stdin, a line of JSON goes out on stdout. Where the
system can, it has little memory, little time for each file, and can write none.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from contextlib import suppress
from math import ceil

from pydantic import TypeAdapter

from brief.documents import read
from brief.formats import Reading, Refused

MEMORY = 400 * 1024 * 1024  # bytes of memory that reading may take, this program's own apart
OUT_OF_MEMORY = 77  # exit status of a process that had not enough of it
READY = b"ready\n"  # what it says before it takes its first order
REASON_CHARS = 200  # longest reason

READING: TypeAdapter[Reading] = TypeAdapter(Reading)  # the form in which answers go between the processes

_PR_SET_PDEATHSIG = 1  # of Linux's prctl: the signal that comes when the parent ends
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def serve() -> None:
    """Be the child: answer every order until stdin ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    orders, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    _limit_process()
    _end_with_parent()
    replies.write(READY)
    replies.flush()
    while line := orders.readline():
        order = json.loads(line)
        data = orders.read(order["size"])
        _limit_time(order["seconds"])
        try:
            reply = _reply(order["kind"], data, order["json_keys"])
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        replies.writelines((reply, b"\n"))
        replies.flush()


def _reply(kind: str, data: bytes, json_keys: dict[str, str]) -> bytes:
    try:
        return READING.dump_json(read(kind, data, json_keys))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # libraries raise anything on bytes that they were not made for
        what = _ADDRESS.sub("", " ".join(f"{type(error).__name__}: {error}".split()))
        safe = what[:REASON_CHARS].encode("utf-8", "replace").decode()
        return READING.dump_json(Refused(f"damaged, or not what it seems ({safe})"))


def _limit_process() -> None:
    if sys.platform == "win32":
        return
    import resource

    limits = {resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_DATA: MEMORY}
    for what, limit in limits.items():
        with suppress(ValueError, OSError):  # not every system has each of them
            resource.setrlimit(what, (limit, limit))


def _end_with_parent() -> None:
    """See to it that this process ends with its parent, even while a library keeps it from its pipes."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _limit_time(seconds: float) -> None:
    """See to it that the system ends this process when it has had so much of a processor."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    soon = ceil(used.ru_utime + used.ru_stime + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (soon, resource.getrlimit(resource.RLIMIT_CPU)[1]))
