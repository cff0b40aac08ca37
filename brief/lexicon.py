"""Words of a language, from the data files in brief/lexicons: each file says where it comes from."""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@functools.cache
def table(name: str) -> Mapping[str, Any]:
    """The lexicon of this name, such as "calendar.en", parsed from its TOML file."""
    return tomllib.loads(_text(f"{name}.toml"))


@functools.cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Rows of a file of tab-separated values, such as "countries", without its comments."""
    lines = _text(f"{name}.tsv").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def _text(name: str) -> str:
    return files("brief").joinpath("lexicons", name).read_text("utf-8")
