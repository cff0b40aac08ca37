"""Settings: flags > BRIEF_* variables > brief.toml, or [tool.brief] in pyproject.toml > defaults.

A key that is no setting is an error wherever it stands, so that a misspelt one is never silently
ignored. The API key is no setting: it is read from the environment alone and kept in no file.
"""

from __future__ import annotations

import datetime as dt
import difflib
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, PrivateAttr, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from brief.errors import ConfigError
from brief.records import Reading
from brief.subscription import Subscription

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "BRIEF_"
KEY_VARIABLES = ("BRIEF_API_KEY", "OPENAI_API_KEY")
PROJECT_FILES = {"brief.toml": (), "pyproject.toml": ("tool", "brief")}


def _cache_dir() -> Path:
    import platformdirs

    return platformdirs.user_cache_path("brief", appauthor=False)


def _iso_date(value: object) -> object:
    """Pydantic alone would take 20231210 for a count of seconds."""
    if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        message = "input should be a date written YYYY-MM-DD"
        raise ValueError(message) from error


def _http_url(value: str | None) -> str | None:
    if value is not None and not value.startswith(("http://", "https://")):
        message = "input should be a URL that starts with http:// or https://"
        raise ValueError(message)
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
        message = f"input should name the keys of {', '.join(FACTS)}, and not of {', '.join(unknown)}"
        raise ValueError(message)
    return keys


JsonKeys = Annotated[dict[str, str], NoDecode, BeforeValidator(_pairs), AfterValidator(_of_facts)]
Folder = Annotated[Path, AfterValidator(Path.expanduser)]
FACTS = ("text", "title", "date", "url", "outlet", "authors", "language")


class Settings(BaseSettings):
    """What a run can be told. `load` makes one from all sources, with readable errors."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True)

    model: str = Field("qwen2.5-coder-0.5b", description="packaged model, .gguf file or hosted model")
    base_url: Annotated[str | None, AfterValidator(_http_url)] = Field(
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
    cache_dir: Folder = Field(default_factory=_cache_dir, description="folder of downloaded weights")
    template: str = Field(
        "brief", pattern=r"^[\w-]+$", description="template of the briefs: brief, cable, or one of your own"
    )
    date: Annotated[dt.date | None, BeforeValidator(_iso_date)] = Field(
        None, description="day of documents that carry no date, YYYY-MM-DD"
    )
    jobs: int | None = Field(None, ge=1, description="documents at once; unset: 4 with base_url, else 1")
    timeout: float = Field(300.0, gt=0, description="seconds that one model call may take")
    context: int | None = Field(
        None,
        ge=512,
        description="tokens that the model can see at once; unset: 16384 with base_url, else 8192",
    )
    exclude: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_patterns)] = Field(
        (), description="patterns, as in .gitignore, of files that are left out of the folders named"
    )
    json_keys: JsonKeys = Field(
        {}, description="keys of text, title, date, url and outlet of articles in JSON"
    )
    threads: int | None = Field(None, ge=1, description="threads of the local server; unset: one a core")
    fetch: Annotated[Subscription | None, NoDecode] = Field(
        None, description="table of feeds and pages to fetch; it stands in the file alone"
    )

    _origins: dict[str, str] = PrivateAttr(default_factory=dict)

    def __init__(self, **flags: Any) -> None:
        super().__init__(**flags)
        self._origins = _origins(flags)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then variables, then the project's file."""
        return init_settings, env_settings, InitSettingsSource(settings_cls, _project_file()[1])

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
    given = {name: value for name, value in flags.items() if value is not None}
    stray = ((variable, name) for name, variable in _variables().items() if name not in Settings.model_fields)
    if faults := [_unknown(variable, name) for variable, name in stray]:
        raise ConfigError("\n".join(faults))
    try:
        return Settings(**given)
    except ValidationError as error:
        origins = _origins(given)
        raise ConfigError("\n".join(_fault(fault, origins) for fault in error.errors())) from error


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
                message = f"{variable}: the key holds characters that no key has; copy it again"
                raise ConfigError(message)
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
            message = f"{name}: cannot be read as TOML ({error}); repair it"
            raise ConfigError(message) from error
        for key in header:
            table = table.get(key, {}) if isinstance(table, dict) else table
        if not isinstance(table, dict):
            message = f"{name}: [{'.'.join(header)}] should be a table of settings"
            raise ConfigError(message)
        return (f"{name} [{'.'.join(header)}]" if header else name), table
    return "", {}


def _variables() -> dict[str, str]:
    """Non-empty BRIEF_* variables by setting; the key's variable is not among them."""
    names = sorted(name for name, value in os.environ.items() if value and name.upper().startswith(PREFIX))
    return {name[len(PREFIX) :].lower(): name for name in names if name.upper() not in KEY_VARIABLES}


def _origins(flags: Mapping[str, object]) -> dict[str, str]:
    where, table = _project_file()
    spelt = {name: f"--{name.replace('_', '-')}" for name in flags}
    return dict.fromkeys(table, where) | _variables() | spelt


def _fault(fault: Mapping[str, Any], origins: Mapping[str, str]) -> str:
    origin, name = origins[str(fault["loc"][0])], ".".join(map(str, fault["loc"]))
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
