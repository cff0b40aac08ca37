"""What brief wrote before, and what was decided on it, read back from the folder of briefs or from git."""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import TypeAdapter, ValidationError

from brief.daily import Article, Brief
from brief.edits import Edit
from brief.errors import ConfigError
from brief.records import SCHEMA_VERSION, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_T = TypeVar("_T", Brief, Record)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_EDITS = TypeAdapter(tuple[Edit, ...])
_GIT_SECONDS = 60


class OutdatedError(ConfigError):
    """An earlier version of brief wrote what is to be read."""


def days(folder: Path) -> tuple[str, ...]:
    """Days of the briefs in `folder`, in order; that of undated articles comes last."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/brief.json")))


def day_of(folder: Path, day: str = "") -> str:
    """The day itself, or the last one that `folder` has a brief of. Raises ConfigError if it has none."""
    known = days(folder)
    if not known or (day and day not in known):
        raise ConfigError(f"{folder}: holds no brief{f' of {day}' if day else ''}; `brief make` writes some")
    return day or known[-1]


def brief_of(folder: Path, date: str) -> Brief:
    """The brief of a day. Raises ConfigError if it cannot be read; OutdatedError for an earlier version's."""
    return _read(Brief, folder, folder / date / "brief.json")


def before(folder: Path, date: str, made: Sequence[Brief] = ()) -> Brief | None:
    """The last brief before that day, those `made` in this run in place of their files; None before undated.

    Raises ConfigError as `brief_of`.
    """
    known = {brief.date: brief for brief in made}
    dated = filter(_DAY.fullmatch, {*days(folder), *known} if _DAY.fullmatch(date) else ())
    last = max((day for day in dated if day < date), default=None)
    return (known.get(last) or brief_of(folder, last)) if last else None


def articles_of(folder: Path, date: str) -> tuple[Article, ...]:
    """What the brief of a day was made of, in order of document id. Raises ConfigError as `brief_of`."""
    made = []
    for path in sorted((folder / date / "records").glob("*.json")):
        text = _bytes(folder / date / "sources" / f"{path.stem}.txt").decode("utf-8", "replace")
        made.append(Article(record=_read(Record, folder, path), sentences=tuple(text.split("\n")[:-1])))
    return tuple(made)


def edits_file(folder: Path, date: str) -> Path:
    """The file of a day's edits, which people may write to as well."""
    return folder / date / "edits.toml"


def edits_in_file(folder: Path, date: str) -> tuple[Edit, ...]:
    """The edits in the file of a day; none if it is not there. Raises ConfigError, with the place."""
    path = edits_file(folder, date)
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        if unknown := sorted(table.keys() - {"edit"}):
            raise ConfigError(f"{path}: {unknown[0]}: is no table of edits; write [[edit]]")
        return _EDITS.validate_python(table.get("edit", []))
    except FileNotFoundError:
        return ()
    except ValidationError as error:
        raise ConfigError(f"{path}: edit {_first(error, '')}; repair it") from error
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"{path}: cannot be read ({error}); repair it, reviewers' words are in it"
        ) from error


def edits_as_toml(edits: Iterable[Edit]) -> str:
    """What the file of these edits holds: one table each, empty fields left out."""
    # JSON's strings and lists of strings are TOML's, but for the delete character.
    tables = (
        [f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in edit if value]
        for edit in edits
    )
    return "\n".join(f"[[edit]]\n{''.join(table)}" for table in tables).replace("\x7f", "\\u007F")


def briefs_at(place: str, output: Path) -> tuple[Brief, ...]:
    """The briefs in the folder `place`, or in the folder `output` at the git revision `place`.

    A revision may have none yet, a folder may not. Raises ConfigError for this, or as `brief_of`.
    """
    folder = Path(place)
    if folder.is_dir():
        if not (known := days(folder)):
            raise ConfigError(f"{place}: holds no brief; name a folder of briefs or a git revision")
        return tuple(brief_of(folder, day) for day in known)
    if place.startswith("-"):
        raise ConfigError(f"{place}: name a folder of briefs or a git revision")
    listed = _git(place, "ls-tree", "-r", "-z", "--name-only", place, "--", f"{output.as_posix()}/")
    paths = sorted(path for path in listed.split("\0") if path.endswith("/brief.json"))
    return tuple(_brief_at(place, f"{place}:./{path}") for path in paths)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be read ({error.strerror}); `brief make` writes it anew"
        ) from error


def _read(kind: type[_T], folder: Path, path: Path) -> _T:
    data = _bytes(path)
    try:
        return kind.model_validate_json(data)
    except ValidationError as error:
        if _is_outdated(data):
            every = ((folder / day / "brief.json").read_bytes() for day in days(folder))
            raise OutdatedError(f"{path}: {_renewal(filter(_is_outdated, every))}") from error
        message = f"{path}: {_first(error)}; undo the change, or let `brief make` write it anew"
        raise ConfigError(message) from error


def _first(error: ValidationError, whole: str = "the file") -> str:
    """Place and message of the first fault; `whole` is the place of what is no table."""
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc'])) or whole}: {first['msg']}"


def _brief_at(revision: str, name: str) -> Brief:
    text = _git(revision, "show", name)
    try:
        return Brief.model_validate_json(text)
    except ValidationError as error:
        message = f"not a brief of this version ({error.errors()[0]['msg']}); name another revision"
        if _is_outdated(text):
            message = f"{_renewal([text])}; commit it, and name that revision"
        raise ConfigError(f"{name}: {message}") from error


def _is_outdated(data: str | bytes) -> bool:
    """Whether this is the JSON of a brief or record of an earlier schema."""
    try:
        return bool(json.loads(data)["schema_version"] < SCHEMA_VERSION)
    except (ValueError, TypeError, LookupError):
        return False


def _renewal(briefs: Iterable[str | bytes]) -> str:
    """What to say of briefs, given as JSON, of an earlier schema: the one command that renews them all."""
    documents = (document for data in briefs for document in json.loads(data)["documents"])
    folders = [posixpath.dirname(document["path"].partition("#")[0]) for document in documents]
    place = posixpath.commonpath(folders) if folders else ""
    return (
        "an earlier version of brief wrote it (schema 1); "
        f"`brief make {place or '.'}` renews it, and keeps what reviewers decided"
    )


def _git(revision: str, *arguments: str) -> str:
    try:
        command = ["git", *arguments]  # the one that the user has
        return subprocess.run(
            command, capture_output=True, encoding="utf-8", timeout=_GIT_SECONDS, check=True
        ).stdout
    except FileNotFoundError as error:
        raise ConfigError("git is not there; install it, or name two folders") from error
    except (subprocess.SubprocessError, ValueError) as error:
        said = (getattr(error, "stderr", "") or str(error)).strip().splitlines()[:1]
        what = f"{revision}: neither a folder nor readable by git ({' '.join(said)})"
        raise ConfigError(f"{what}; name a folder of briefs or a revision") from error
