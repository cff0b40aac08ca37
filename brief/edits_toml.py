"""The file of a day's edits: `<day>/edits.toml`, which people may write to as well."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from brief.edits import Edit
from brief.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME = "edits.toml"

_EDITS = TypeAdapter(tuple[Edit, ...])


def read(path: Path) -> tuple[Edit, ...]:
    """The edits in a file; none if it is not there. Raises ConfigError for what is none, with the place."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"{path}: cannot be read ({error}); repair it, reviewers' words are in it"
        ) from error
    try:
        if unknown := sorted(table.keys() - {"edit"}):
            raise ConfigError(f"{path}: {unknown[0]}: is no table of edits; write [[edit]]")
        return _EDITS.validate_python(table.get("edit", []))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ConfigError(f"{path}: edit {place}: {first['msg']}; repair it") from error


def written(edits: Iterable[Edit]) -> str:
    """The edits as TOML, one table each, empty fields left out."""
    return "\n".join(_table(edit) for edit in edits)


def _table(edit: Edit) -> str:
    given = ((name, value) for name, value in edit.model_dump().items() if value)
    return "[[edit]]\n" + "".join(f"{name} = {_toml(value)}\n" for name, value in given)


def _toml(value: object) -> str:
    """A TOML string or list of strings: JSON's are the same but for the delete character."""
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
