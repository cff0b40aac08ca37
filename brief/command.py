"""How every command ends: an exit code, and a line on stderr of whatever went wrong.

Exit codes: 0 fine, 1 done with findings, 2 usage or configuration, 3 a failure, 130 interrupted.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import threading
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from brief.errors import BriefError
from brief.terminal import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

FINDINGS, FAILURE, INTERRUPTED = 1, 3, 130
GRACE = 0.6
"""Seconds in which a run that is interrupted may close what it opened."""

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_SAID = "interrupted: no file is half-written, every answer so far is kept; run it again to go on"

HOUSE: dict[str, Any] = {
    "no_args_is_help": True,
    "add_completion": False,
    "rich_markup_mode": None,  # boxes around the help would cost as much time as all the rest
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}
"""What all groups of commands have in common."""


@contextmanager
def outcome(*, verbose: bool = False) -> Iterator[None]:
    """Make an exit code, and a line on stderr, of whatever ends the command."""
    try:
        with _interruptible():
            yield
    except (typer.Exit, BrokenPipeError):
        raise
    except BriefError as error:
        if verbose:
            traceback.print_exc()
        say(f"error: {error}")
        raise typer.Exit(error.exit_code) from error
    except KeyboardInterrupt as error:
        say(_SAID)
        raise typer.Exit(INTERRUPTED) from error
    except Exception as error:  # a defect of brief, whose exit code must not be that of findings
        traceback.print_exc()
        raise typer.Exit(FAILURE) from error


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let SIGINT and SIGTERM end the block, wherever it is, asyncio's loop included.

    The first of them is raised as KeyboardInterrupt, so that what is open is closed; more of them do nothing.
    What is not closed in time is left: children end as their pipes close, and files are put in place in one
    step.
    """
    before = {number: signal.signal(number, _interrupt) for number in _SIGNALS}
    reads, writes = os.pipe()
    os.set_blocking(writes, False)
    # The system writes there when a signal comes, even if a library keeps the interpreter from hearing of it.
    woken = signal.set_wakeup_fd(writes, warn_on_full_buffer=False)
    left = threading.Event()
    threading.Thread(target=_end_in_time, args=(reads, left), daemon=True).start()
    try:
        yield
    finally:
        left.set()
        signal.set_wakeup_fd(woken)
        os.close(writes)
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    for number in _SIGNALS:
        signal.signal(number, _ignore)
    # Of tasks and finalisers that are cut short there is nothing to tell, until the process ends.
    logging.disable()
    sys.unraisablehook = _ignore
    raise KeyboardInterrupt


def _ignore(*_: object) -> None:
    """Do nothing."""


def _end_in_time(reads: int, left: threading.Event) -> None:
    """End the process if it is not done soon after a signal."""
    with open(reads, "rb", buffering=0) as numbers:
        while number := numbers.read(1):
            if number[0] in _SIGNALS and not left.wait(GRACE):
                shown = "\x1b[?25h" if sys.stderr.isatty() else ""  # the cursor, which bars hide
                os.write(2, f"{shown}brief: {_SAID}\n".encode())
                os._exit(INTERRUPTED)


def print_json(value: Any) -> None:
    """Print a result for other programs."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
