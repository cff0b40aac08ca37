"""Floors: figures of an evaluation that must not fall, in a file that is committed.

The file is a ratchet. A figure that has risen lifts its floor; none is lowered unless somebody says so.
"""

from __future__ import annotations

import json
from math import floor
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, TypeAdapter, ValidationError

from brief.errors import ConfigError
from brief.output import write
from brief.scoring import ALL
from brief.wire import reasons

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from brief.mutations import Report
    from brief.scoring import Scores

_DIGITS = 10_000  # a floor has four places, and lies below its figure
_FLOORS = TypeAdapter(dict[str, Annotated[float, Field(ge=0, le=1)]])


def of_scores(scores: Mapping[str, Scores]) -> dict[str, float]:
    """What an evaluation is held to: shares from 0 to 1, of which more is better."""
    every = scores[ALL]
    return {
        "precision": every.precision,
        "recall": every.recall,
        "F1": every.f1,
        "exact F1": every.exact_f1,
        "participants F1": scores["meetings"].actors_f1,
        "verified claims right": every.verified_right.ratio,
    }


def of_report(report: Report) -> dict[str, float]:
    """What a mutation benchmark is held to, as in `of_scores`."""
    return {
        "false claims not verified": 1 - report.mutants.share,
        "true claims verified": report.true.share,
    }


def hold(file: Path, figures: Mapping[str, float], *, lower: bool = False) -> tuple[str, ...]:
    """What is below its floor, a line each: figure, floor, and what to do. If nothing is, `file` is raised.

    A figure that has no floor yet gets one; floors of other figures stay. With `lower` every figure becomes
    its floor. Raises ConfigError for a file that is missing or holds no floors, RunError if it cannot be
    written.
    """
    floors = _read(file)
    if not lower and (short := [name for name in figures if figures[name] < floors.get(name, 0)]):
        return tuple(
            f"{file}: {name} is {figures[name]:.4f}, below its floor {floors[name]:.4f}: find out what made"
            " it fall, or if that is meant, lower the floor with --lower"
            for name in short
        )
    reached = {name: floor(figure * _DIGITS) / _DIGITS for name, figure in figures.items()}
    if not lower:
        reached = {name: max(figure, floors.get(name, 0)) for name, figure in reached.items()}
    write(file.parent, {file.name: json.dumps({**floors, **reached}, indent=2) + "\n"})
    return ()


def _read(file: Path) -> dict[str, float]:
    try:
        return _FLOORS.validate_json(file.read_bytes())
    except OSError as error:
        # Not made here: a misspelt path would be a gate that lets everything through.
        message = f"{file}: cannot be read ({error.strerror}); to start a file of floors, write {{}} to it"
        raise ConfigError(message) from error
    except ValidationError as error:
        message = f"{file}: no floors ({reasons(error)}); it should hold figures from 0 to 1 by name"
        raise ConfigError(message) from error
