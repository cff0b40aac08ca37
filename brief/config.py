"""Settings: flags > BRIEF_* variables > brief.toml, or [tool.brief] in pyproject.toml > defaults.

A key that is no setting is an error wherever it stands. The API key is none: it is in the environment alone.
"""

from __future__ import annotations

import datetime as dt
import difflib
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from platformdirs import user_cache_path
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, PrivateAttr, ValidationError

from brief.errors import ConfigError
from brief.records import Reading
from brief.subscription import Subscription

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "BRIEF_"
KEY_VARIABLES = ("BRIEF_API_KEY", "OPENAI_API_KEY")
PROJECT_FILES = {"brief.toml": (), "pyproject.toml": ("tool", "brief")}


def _iso_date(value: object) -> dt.date:
    """Pydantic alone would take 20231210 for a count of seconds."""
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise ValueError("input should be a date written YYYY-MM-DD") from error


def _http_url(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("input should be a URL that starts with http:// or https://")
    return value


def _patterns(value: object) -> object:
    """A variable has no lists."""
    return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value


def _pairs(value: object) -> object:
    """A variable has no tables."""
    if not isinstance(value, str):
        return value
    pairs = (pair.partition("=") for pair in value.split(",") if pair.strip())
    return {name.strip(): key.strip() for name, _, key in pairs}


def _of_facts(keys: dict[str, str]) -> dict[str, str]:
    if unknown := sorted(keys.keys() - set(FACTS)):
        raise ValueError(f"input should name the keys of {', '.join(FACTS)}, and not of {', '.join(unknown)}")
    return keys


JsonKeys = Annotated[dict[str, str], BeforeValidator(_pairs), AfterValidator(_of_facts)]
Folder = Annotated[Path, AfterValidator(Path.expanduser)]
FACTS = ("text", "title", "date", "url", "outlet", "authors", "language")


class Settings(BaseModel):
    """What a run can be told, from all sources. `load` makes one with readable errors."""

    model_config = {"extra": "forbid", "frozen": True}

    model: str = Field("qwen2.5-coder-0.5b", description="packaged model, .gguf file or hosted model")
    base_url: Annotated[str, AfterValidator(_http_url)] | None = Field(
        None, description="OpenAI-compatible endpoint, up to /v1; unset: brief starts its own server"
    )
    reading: Reading | None = Field(
        None, description="what a call shows: the article, or windows of it; unset: article with base_url"
    )
    ask_all: bool = Field(
        default=False, description="ask about every window, also those that seem to hold nothing"
    )
    least_chance: float = Field(
        0.5, ge=0, le=1, description="chance of a claim from which on the model's answer on a window counts"
    )
    output: Folder = Field(Path("briefs"), description="folder of the briefs")
    state: Folder = Field(Path(".brief"), description="folder of the reply store and the server's log")
    cache_dir: Folder = Field(
        default_factory=lambda: user_cache_path("brief", appauthor=False),
        description="folder of downloaded weights",
    )
    template: str = Field(
        "brief", pattern=r"^[\w-]+$", description="template of the briefs: brief, cable, or one of your own"
    )
    date: Annotated[dt.date, BeforeValidator(_iso_date)] | None = Field(
        None, description="day of documents that carry no date, YYYY-MM-DD"
    )
    jobs: int | None = Field(None, ge=1, description="documents at once; unset: 4 with base_url, else 1")
    timeout: float = Field(300.0, gt=0, description="seconds that one model call may take")
    context: int | None = Field(
        None,
        ge=512,
        description="tokens that the model can see at once; unset: 16384 with base_url, else 8192",
    )
    exclude: Annotated[tuple[str, ...], BeforeValidator(_patterns)] = Field(
        (), description="patterns, as in .gitignore, of files that are left out of the folders named"
    )
    json_keys: JsonKeys = Field(
        {}, description="keys of text, title, date, url and outlet of articles in JSON"
    )
    threads: int | None = Field(None, ge=1, description="threads of the local server; unset: one a core")
    fetch: Subscription | None = Field(
        None, description="table of feeds and pages to fetch; it stands in the file alone"
    )

    _origins: dict[str, str] = PrivateAttr(default_factory=dict)

    def __init__(self, **flags: Any) -> None:
        given = _given(flags)
        super().__init__(**{name: value for name, (value, _) in given.items()})
        self._origins = {name: origin for name, (_, origin) in given.items()}

    def origin(self, name: str) -> str:
        """Where a setting's value comes from: a flag, a variable, a file, or "default"."""
        return self._origins.get(name, "default")


class Row(NamedTuple):
    """One setting: its name, its value as text ("" if unset) and where the value comes from."""

    name: str
    value: str
    origin: str


def load(flags: Mapping[str, object]) -> Settings:
    """Settings from all sources; a flag that is None was not given.

    Raises ConfigError with one line for each bad value: where it stands and what is expected.
    """
    flags = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**flags)
    except ValidationError as error:
        given = _given(flags)
        faults = (_fault(fault, given[str(fault["loc"][0])][1]) for fault in error.errors())
        raise ConfigError("\n".join(faults)) from error


def explain(settings: Settings) -> tuple[Row, ...]:
    """Every setting in order, with its value and where that comes from."""
    rows: list[Row] = []
    for name in Settings.model_fields:
        value, where = getattr(settings, name), settings.origin(name)
        if isinstance(value, BaseModel):
            rows += (
                Row(f"{name}.{key}", _shown(item), where if key in value.model_fields_set else "default")
                for key, item in value
            )
        else:
            rows.append(Row(name, _shown(value), where))
    return tuple(rows)


def _shown(value: object) -> str:
    """The value as a variable would have it."""
    if isinstance(value, dict):
        return ",".join(f"{name}={key}" for name, key in value.items())
    return ",".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def api_key(environ: Mapping[str, str]) -> str | None:
    """The key in BRIEF_API_KEY, else in OPENAI_API_KEY, else None.

    Raises ConfigError, without the key, for characters that no HTTP header can carry.
    """
    for variable in KEY_VARIABLES:
        if key := environ.get(variable, "").strip():
            if not (key.isascii() and key.isprintable()):
                raise ConfigError(f"{variable}: the key holds characters that no key has; copy it again")
            return key
    return None


def _project_file() -> tuple[str, dict[str, Any]]:
    """Name and content of the settings file in the working directory; brief.toml hides pyproject.toml."""
    for name, header in PROJECT_FILES.items():
        try:
            table: object = tomllib.loads(Path(name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:  # ValueError: bad TOML, or not UTF-8
            raise ConfigError(f"{name}: cannot be read as TOML ({error}); repair it") from error
        for key in header:
            table = table.get(key, {}) if isinstance(table, dict) else table
        if not isinstance(table, dict):
            raise ConfigError(f"{name}: [{'.'.join(header)}] should be a table of settings")
        return (f"{name} [{'.'.join(header)}]" if header else name), table
    return "", {}


def _given(flags: Mapping[str, object]) -> dict[str, tuple[object, str]]:
    """What is given anywhere, by name: the value, and the flag, variable or file that it comes from."""
    where, table = _project_file()
    given: dict[str, tuple[object, str]] = {name: (value, where) for name, value in table.items()}
    for variable, value in sorted(os.environ.items()):
        name = variable.upper()
        if value and name.startswith(PREFIX) and name not in KEY_VARIABLES:
            given[name.removeprefix(PREFIX).lower()] = value, variable
    return given | {name: (value, f"--{name.replace('_', '-')}") for name, value in flags.items()}


def _fault(fault: Mapping[str, Any], origin: str) -> str:
    name = ".".join(map(str, fault["loc"]))
    if fault["type"] == "extra_forbidden":
        return _unknown(origin, name)
    reason = fault["msg"].removeprefix("Value error, ")
    return f"{origin}: {name} = {fault['input']!r}: {reason[0].lower()}{reason[1:]}"


def _unknown(origin: str, name: str) -> str:
    if name.replace("-", "_") in {"api_key", "key"}:
        return f"{origin}: a key belongs in no file or flag; set the variable {KEY_VARIABLES[0]}"
    known = list(Settings.model_fields)
    if name.startswith("fetch."):
        known = [f"fetch.{key}" for key in Subscription.model_fields]
    near = difflib.get_close_matches(name.replace("-", "_"), known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}"
    return f"{origin}: {name} is no setting; {hint}"
