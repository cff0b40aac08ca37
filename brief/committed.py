"""What brief wrote before, read back from the folder of briefs."""

from __future__ import annotations

import json
import posixpath
import re
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from brief.daily import Article, Brief
from brief.errors import ConfigError
from brief.records import SCHEMA_VERSION, Record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_T = TypeVar("_T", Brief, Record)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class OutdatedError(ConfigError):
    """An earlier version of brief wrote what is to be read."""


def days(folder: Path) -> tuple[str, ...]:
    """Days of the briefs in `folder`, in order; that of undated articles comes last."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/brief.json")))


def brief_of(folder: Path, date: str) -> Brief:
    """The brief of a day.

    Raises ConfigError if its file cannot be read or is not what brief writes; OutdatedError for an earlier
    version's.
    """
    return _read(Brief, folder, folder / date / "brief.json")


def before(folder: Path, date: str, made: Sequence[Brief] = ()) -> Brief | None:
    """The last brief before that day; none before undated articles.

    Those `made` in this run stand for the files of their days, which they are yet to replace. Raises
    ConfigError as `brief_of`.
    """
    if not _DAY.fullmatch(date):
        return None
    known = {brief.date: brief for brief in made}
    earlier = sorted(day for day in {*days(folder), *known} if _DAY.fullmatch(day) and day < date)
    return (known.get(earlier[-1]) or brief_of(folder, earlier[-1])) if earlier else None


def articles_of(folder: Path, date: str) -> tuple[Article, ...]:
    """Records and sentences that the brief of a day was made of, in order of document id.

    Raises ConfigError if one cannot be read.
    """
    return tuple(
        Article(
            record=_read(Record, folder, path),
            sentences=_lines(folder / date / "sources" / f"{path.stem}.txt"),
        )
        for path in sorted((folder / date / "records").glob("*.json"))
    )


def is_outdated(data: str | bytes) -> bool:
    """Whether this is the JSON of a brief or record of an earlier schema."""
    return isinstance(version := _value(data).get("schema_version"), int) and version < SCHEMA_VERSION


def renewal(*briefs: str | bytes) -> str:
    """What to say of briefs, given as JSON, of an earlier schema: the one command that renews them all."""
    listed = (document for data in briefs for document in _value(data).get("documents", ()))
    folders = {posixpath.dirname(document["path"].partition("#")[0]) for document in listed}
    place = posixpath.commonpath(folders) if folders else ""
    return (
        "an earlier version of brief wrote it (schema 1); "
        f"`brief make {place or '.'}` renews it, and keeps what reviewers decided"
    )


def _value(data: str | bytes) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _read(kind: type[_T], folder: Path, path: Path) -> _T:
    data = b""
    try:
        data = path.read_bytes()
        return kind.model_validate_json(data)
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); `brief make` writes it anew"
        raise ConfigError(message) from error
    except ValidationError as error:
        if is_outdated(data):
            every = ((folder / day / "brief.json").read_bytes() for day in days(folder))
            raise OutdatedError(f"{path}: {renewal(*filter(is_outdated, every))}") from error
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        message = f"{path}: {place}: {first['msg']}; undo the change, or let `brief make` write it anew"
        raise ConfigError(message) from error


def _lines(path: Path) -> tuple[str, ...]:
    try:
        return tuple(path.read_text("utf-8").split("\n")[:-1])
    except (OSError, ValueError) as error:
        message = f"{path}: cannot be read ({error}); `brief make` writes it anew"
        raise ConfigError(message) from error
