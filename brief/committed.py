"""What brief wrote before, read back from the folder of briefs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from brief.daily import Article, Brief
from brief.errors import ConfigError
from brief.records import Record

if TYPE_CHECKING:
    from pathlib import Path

_T = TypeVar("_T", Brief, Record)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def days(folder: Path) -> tuple[str, ...]:
    """Days of the briefs in `folder`, in order; that of undated articles comes last."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/brief.json")))


def brief_of(folder: Path, date: str) -> Brief:
    """The brief of a day. Raises ConfigError if its file cannot be read or is not what brief writes."""
    return _read(Brief, folder / date / "brief.json")


def before(folder: Path, date: str) -> Brief | None:
    """The last brief before that day; none before undated articles. Raises ConfigError as `brief_of`."""
    if not _DAY.fullmatch(date):
        return None
    earlier = [day for day in days(folder) if _DAY.fullmatch(day) and day < date]
    return brief_of(folder, earlier[-1]) if earlier else None


def articles_of(folder: Path, date: str) -> tuple[Article, ...]:
    """Records and sentences that the brief of a day was made of, in order of document id.

    Raises ConfigError if one cannot be read.
    """
    return tuple(
        Article(record=_read(Record, path), sentences=_lines(folder / date / "sources" / f"{path.stem}.txt"))
        for path in sorted((folder / date / "records").glob("*.json"))
    )


def _read(kind: type[_T], path: Path) -> _T:
    try:
        return kind.model_validate_json(path.read_bytes())
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); `brief make` writes it anew"
        raise ConfigError(message) from error
    except ValidationError as error:
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
