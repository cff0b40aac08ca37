"""Briefs as they stand in a folder, or stood at a revision of the git repository."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from brief import committed
from brief.daily import Brief
from brief.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable

_SECONDS = 60


def briefs_at(place: str, output: Path) -> tuple[Brief, ...]:
    """The briefs in the folder `place`, or in the folder `output` at the git revision `place`.

    A revision may have none yet. Raises ConfigError if it is neither, if the folder holds none, or if one
    cannot be read.
    """
    if place.startswith("-"):
        raise ConfigError(f"{place}: name a folder of briefs or a git revision")
    folder = Path(place)
    if folder.is_dir():
        if not (days := committed.days(folder)):
            raise ConfigError(f"{place}: holds no brief; name a folder of briefs or a git revision")
        return tuple(committed.brief_of(folder, day) for day in days)
    listed = _git(place, "ls-tree", "-r", "-z", "--name-only", place, "--", f"{output.as_posix()}/")
    paths = [path for path in listed.split("\0") if path.endswith("/brief.json")]
    return tuple(
        _brief(f"{place}:./{path}", _git(place, "show", f"{place}:./{path}")) for path in sorted(paths)
    )


def pages_at(place: str, output: Path, days: Iterable[str]) -> dict[str, str]:
    """Markdown of the briefs of these days, by day, where `briefs_at` has them; none that is not there."""
    folder = Path(place)
    if folder.is_dir():
        paths = {day: folder / f"{day}.md" for day in days}
        return {day: path.read_text("utf-8", "replace") for day, path in paths.items() if path.is_file()}
    listed = _git(place, "ls-tree", "-z", "--name-only", place, "--", f"{output.as_posix()}/")
    known = set(listed.split("\0"))
    names = {day: (output / f"{day}.md").as_posix() for day in days}
    return {day: _git(place, "show", f"{place}:./{name}") for day, name in names.items() if name in known}


def _brief(name: str, text: str) -> Brief:
    try:
        return Brief.model_validate_json(text)
    except ValidationError as error:
        message = f"not a brief of this version ({error.errors()[0]['msg']}); name another revision"
        if committed.is_outdated(text):
            message = f"{committed.renewal(text)}; commit it, and name that revision"
        raise ConfigError(f"{name}: {message}") from error


def _git(revision: str, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", *arguments],  # noqa: S607 - the one that the user has
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_SECONDS,
            check=True,
        )
    except FileNotFoundError as error:
        raise ConfigError("git is not there; install it, or name two folders") from error
    except (subprocess.SubprocessError, ValueError) as error:
        said = (getattr(error, "stderr", "") or str(error)).strip().splitlines()[:1]
        what = f"{revision}: neither a folder nor readable by git ({' '.join(said)})"
        raise ConfigError(f"{what}; name a folder of briefs or a revision") from error
    return done.stdout
