"""Words of a language, from data files that say where they come from, and words as they are compared."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHORT = 4
_ENDING = re.compile(r"(?:ing|ed|es|s|e)$")
_WORD = re.compile(r"\w+")
_BREAKS = {code: " " for code in range(128) if not _WORD.fullmatch(chr(code))}


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


FUNCTION = frozenset(table("words.en")["function"].split())
"""Words that carry no content of their own."""


def words(text: str) -> list[str]:
    """Runs of letters, digits and "_" in a text."""
    # A table is four times as fast as a pattern, but slower where not all of the text is ASCII.
    return text.translate(_BREAKS).split() if text.isascii() else _WORD.findall(text)


def stems(text: str) -> list[str]:
    """Words cut to what inflection leaves alone: "strengthening" and "strengthen" are one."""
    return [stem(word) for word in words(text.lower())]


@functools.lru_cache(1 << 17)
def stem(word: str) -> str:
    """A word in small letters, cut so."""
    return _ENDING.sub("", word) if len(word) > _SHORT else word
