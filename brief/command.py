"""How every command ends: an exit code, and a line on stderr of whatever went wrong.

Exit codes: 0 fine, 1 done with findings, 2 usage or configuration, 3 a failure, 130 interrupted.
"""

from __future__ import annotations

import json
import signal
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
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    except (typer.Exit, BrokenPipeError):
        raise
    except BriefError as error:
        if verbose:
            traceback.print_exc()
        say(f"error: {error}")
        raise typer.Exit(error.exit_code) from error
    except KeyboardInterrupt as error:
        say("interrupted: no file is half-written, every answer so far is kept; run it again to go on")
        raise typer.Exit(INTERRUPTED) from error
    except Exception as error:  # a defect of brief, whose exit code must not be that of findings
        traceback.print_exc()
        raise typer.Exit(FAILURE) from error
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_number: int, frame: FrameType | None) -> None:
    """Do as for Ctrl-C, whoever handles that now: while asyncio runs, it cancels the run in good order."""
    handler = signal.getsignal(signal.SIGINT)
    if not callable(handler):
        raise KeyboardInterrupt
    handler(signal.SIGINT, frame)


def print_json(value: Any) -> None:
    """Print a result for other programs."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
