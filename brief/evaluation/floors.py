"""The figures of a report, and floors that they must not fall below, in a file that is committed."""

from __future__ import annotations

import json
from math import floor
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, TypeAdapter, ValidationError

from brief.errors import ConfigError
from brief.evaluation.reports import Answers, Grounding
from brief.evaluation.scoring import ALL
from brief.output import write
from brief.wire import reasons

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from brief.evaluation.reports import Grounded
    from brief.evaluation.scoring import Scores

_DIGITS = 10_000  # a floor has four places, and lies below its figure
_FLOORS = TypeAdapter(dict[str, Annotated[float, Field(ge=0, le=1)]])


def figures(report: Answers | Grounded) -> dict[str, float]:
    """The shares that a report may be held to, from 0 to 1, of which more is better."""
    if isinstance(report, Answers):
        return _named("model", report.scores[ALL])
    if not isinstance(report, Grounding):
        right = report.verified[ALL].shares["precision"]
        return {**_named("whole", report.kept[ALL]), "verified claims right": right}
    return {
        **_named("right answers", report.kept[ALL]),
        "true claims verified": report.told.share,
        "falsehoods not verified": 1 - report.decided.share,
        **{f"{kind} not verified": 1 - each.share for kind, each in report.decidable.items()},
    }


def _named(of: str, scores: Scores) -> dict[str, float]:
    names = {"precision": "precision", "recall": "recall", "f1": "F1", "exact_f1": "exact F1"}
    return {f"{of} {name}": scores.shares[share] for share, name in names.items()}


def below(file: Path, figures: Mapping[str, float]) -> tuple[str, ...]:
    """What is below its floor, a line each: figure, floor, and what to do. One without a floor passes.

    Raises ConfigError for a file that is missing or holds no floors.
    """
    floors = _read(file)
    return tuple(
        f"{file}: {name} is {figures[name]:.4f}, below its floor {floors[name]:.4f}: find out what made it"
        " fall, or if that is meant, set the floors anew with --update-floors"
        for name in figures
        if figures[name] < floors.get(name, 0)
    )


def set_floors(file: Path, figures: Mapping[str, float]) -> None:
    """Make each figure its floor; floors of other figures stay, and a missing file is made.

    Raises ConfigError for a file that holds no floors, RunError if it cannot be written.
    """
    floors = _read(file) if file.exists() else {}
    reached = {name: floor(figure * _DIGITS) / _DIGITS for name, figure in figures.items()}
    write(file.parent, {file.name: json.dumps({**floors, **reached}, indent=2) + "\n"})


def _read(file: Path) -> dict[str, float]:
    try:
        return _FLOORS.validate_json(file.read_bytes())
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror}); --update-floors makes it") from error
    except ValidationError as error:
        raise ConfigError(f"{file}: no floors ({reasons(error)}): figures from 0 to 1 by name") from error
