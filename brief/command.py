"""What all commands share: what they tell on a terminal or in a log, and how each of them ends.

Exit codes: 0 fine, 1 done with findings, 2 usage or configuration, 3 a failure, 130 interrupted.
"""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import sys
import threading
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from brief.errors import BriefError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from rich.progress import Progress

FINDINGS, FAILURE, INTERRUPTED = 1, 3, 130
GRACE = 0.6  # seconds in which a run that is interrupted may close what it opened

_CONTROL = re.compile(r"[^\n\x20-\x7e\xa0-\U0010ffff]")
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_SAID = "interrupted: no file is half-written, every answer so far is kept; run it again to go on"

# What all groups of commands have in common.
HOUSE: dict[str, Any] = {
    "no_args_is_help": True,
    "add_completion": False,
    "rich_markup_mode": None,  # boxes around the help would cost as much time as all the rest
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


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

    The first is raised as KeyboardInterrupt, so that what is open is closed; more of them do nothing. What is
    not closed in time is left: children end as their pipes close, and files are put in place in one step.
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
                end_at_once()


def end_at_once() -> NoReturn:
    """End the process as interrupted; no thread that still runs is waited for."""
    os._exit(INTERRUPTED)


def print_json(value: Any) -> None:
    """Print a result for other programs."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def say(text: str) -> None:
    """Print one message; names of files and words of servers in it cannot steer the terminal."""
    typer.echo(f"brief: {_CONTROL.sub('?', text)}", err=True)


def show(text: str) -> None:
    """Print a result; words of articles in it cannot steer the terminal."""
    typer.echo(_CONTROL.sub("?", text))


class Lines:
    """Progress as lines, for a log."""

    def __init__(self) -> None:
        self._here = self._total = 0

    def started(self, total_bytes: int) -> None:
        """Begin to count the bytes."""
        self._here, self._total = 0, total_bytes

    def advanced(self, count: int) -> None:
        """Tell each tenth of a download."""
        before, self._here = self._here, self._here + count
        if 10 * self._here // self._total > 10 * before // self._total:
            self.note(f"fetched {self._fetched()}")

    def note(self, text: str) -> None:
        """Tell it."""
        say(text)

    def documents(self, done: int, total: int) -> None:
        """Tell how far the run is."""
        self.note(f"{done} of {total} documents done")

    def answered(self) -> None:
        """Do nothing: a line for each would be too many."""

    def _fetched(self) -> str:
        return f"{self._here / 1e9:.2f} of {self._total / 1e9:.2f} GB"


class Bars(Lines):
    """Progress as bars, for a terminal."""

    def __init__(self, bars: Progress) -> None:
        super().__init__()
        self._bars = bars
        self._download = bars.add_task("weights", visible=False, said="")
        self._documents = bars.add_task("documents", visible=False, said="")
        self._answers = 0

    def started(self, total_bytes: int) -> None:
        """Show the bar of the download, empty."""
        super().started(total_bytes)
        self._bars.reset(self._download, total=total_bytes, visible=True)

    def advanced(self, count: int) -> None:
        """Move the bar of the download."""
        self._here += count
        self._bars.update(self._download, completed=self._here, said=self._fetched())

    def note(self, text: str) -> None:
        """Print it above the bars."""
        self._bars.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def documents(self, done: int, total: int) -> None:
        """Move the bar of the documents."""
        self._bars.update(self._documents, completed=done, total=total, visible=True)

    def answered(self) -> None:
        """Count it beside the bar of the documents, which may not move for minutes."""
        self._answers += 1
        self._bars.update(self._documents, said=f"{self._answers} answers")


@contextmanager
def progress() -> Iterator[Lines]:
    """Bars while the block runs if stderr is a terminal that can draw them, else lines."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[said]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield Bars(bars)
