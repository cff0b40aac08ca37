"""What a run tells: results on stdout; on stderr bars on a terminal, else lines. For `brief.cli` alone."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress

_CONTROL = re.compile(r"[^\n\x20-\x7e\xa0-\U0010ffff]")


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
