"""The child in which llama.cpp serves; brief/local.py is its parent, and has the pipes between them."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

CONTEXT = 8192  # tokens
_PROMPT_CACHE_MIB = 1024  # the server's own bound is 8 GiB, as much as the machine may have
_COUNT_ITSELF = -1  # llama.cpp's word for: count the physical cores


@dataclass(frozen=True)
class ServerSettings:
    """What to run. `name` is what the server calls its model in replies; `n_ctx` is in tokens.

    `threads` defaults to `usable_cores`. `adapter` is a LoRA adapter, as GGUF, for these weights.
    """

    weights: Path
    name: str
    n_ctx: int = CONTEXT
    threads: int | None = None
    adapter: Path | None = None


def usable_cores(system: Path = Path("/sys")) -> int:
    """Physical cores that this process may use: affinity and a container's quota count; -1 where unknown.

    Two threads on one core slow llama.cpp down, and so do threads that a quota puts to sleep.
    """
    if sys.platform != "linux":
        return _COUNT_ITSELF
    allowed = os.sched_getaffinity(0)
    try:
        siblings = "devices/system/cpu/cpu{}/topology/thread_siblings_list"
        cores = len({(system / siblings.format(cpu)).read_text() for cpu in allowed})
    except OSError:
        cores = len(allowed)
    with suppress(OSError, ValueError):  # no such file outside a container; quota "max" is no number
        quota, period = (system / "fs/cgroup/cpu.max").read_text().split()
        cores = min(cores, ceil(int(quota) / int(period)))
    return cores


def run_child(start: Callable[[ServerSettings, str], Any] | None = None) -> None:
    """Be the child: start the server with settings and key, tell its address, and end with the parent.

    What `start` gives has a `listening_address`, a URL without a path, such as http://127.0.0.1:41753.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as report:
        os.dup2(2, 1)  # llama.cpp writes to stdout too: to the log with it
        order = json.loads(sys.stdin.readline())
        _end_with_parent()
        api_key, weights, adapter = order.pop("api_key"), Path(order.pop("weights")), order.pop("adapter")
        settings = ServerSettings(weights, adapter=Path(adapter) if adapter else None, **order)
        server = (start or _start_llama)(settings, api_key)
        report.write(f"{server.listening_address}\n")
    threading.Event().wait()


def _end_with_parent() -> None:
    """See to it that this process ends when the other end of its stdin is closed."""
    if sys.platform == "linux":
        import fcntl

        # llama.cpp loads with the interpreter locked, so no thread could act; SIGIO ends a process by itself.
        fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)
    threading.Thread(target=_exit_at_end_of_stdin, daemon=True).start()


def _exit_at_end_of_stdin() -> None:
    while os.read(0, 1):  # not sys.stdin: a thread inside it aborts the interpreter's own shutdown
        pass
    os._exit(0)


def _start_llama(settings: ServerSettings, api_key: str) -> Any:
    """Start llama.cpp's server; what it would serve to anyone by default is off."""
    import xllamacpp  # type: ignore[import-untyped]

    params = xllamacpp.CommonParams()
    params.model.path = str(settings.weights)
    if settings.adapter:
        params.lora_adapters = [xllamacpp.CommonAdapterLoraInfo(str(settings.adapter), 1.0)]
    params.model_alias = {settings.name}  # else replies name the model by its absolute path
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [api_key]
    params.cors_origins = ""
    params.endpoint_slots = False
    params.ui = False
    params.n_ctx = settings.n_ctx
    params.n_parallel = 1  # the context is divided among slots
    params.cpuparams.n_threads = settings.threads
    params.cpuparams_batch.n_threads = settings.threads
    params.cache_ram_mib = _PROMPT_CACHE_MIB
    params.verbosity = 2  # warnings; requests, and so articles, stay out of the log
    return xllamacpp.Server(params)
