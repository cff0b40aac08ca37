"""Prompts and templates: each file the one in the user's own folder of that name, else the packaged one."""

from __future__ import annotations

import functools
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from brief.errors import ConfigError
from brief.records import content_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import jinja2

Kind = Literal["prompts", "templates"]

PACKAGE = Path(__file__).parent
REPAIR = "repair it, or remove it to use the packaged one"


def names(kind: Kind) -> tuple[str, ...]:
    """Names of all files of a kind in effect, sorted: the packaged ones and the user's."""
    return tuple(sorted({path.name for folder in _folders(kind) for path in folder.glob("*.j2")}))


def text(kind: Kind, name: str) -> str:
    """Text of the file in effect. Raises ConfigError if it is missing, unreadable or not UTF-8."""
    try:
        for folder in _folders(kind):
            if (path := folder / name).is_file():
                return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{kind}/{name}: cannot be read as UTF-8 text ({error}); {REPAIR}") from error
    known = ", ".join(names(kind)) or "none"
    message = f"{kind}/{name}: neither the working directory nor the package has it; there are: {known}"
    raise ConfigError(message)


def packaged(name: str) -> bytes:
    """A file of data that comes with the package, and that no user's file replaces."""
    return (PACKAGE / name).read_bytes()


def prompts_sha256() -> str:
    """Content hash over the names and texts of all prompts in effect."""
    return content_hash({name: text("prompts", name) for name in names("prompts")})


def render_prompt(name: str, **values: object) -> str:
    """The prompt with its variables filled in. Raises ConfigError, with file and line, if that fails."""
    return _render("prompts", name, values)


def render_text(name: str, **values: object) -> str:
    """Text of template `name`, nothing escaped: not for Markdown. Raises ConfigError as for a prompt."""
    return _render("templates", name, values)


def _folders(kind: Kind) -> tuple[Path, Path]:
    packaged = PACKAGE / kind
    # In a source checkout the folders stand beside the package; a wheel carries them inside.
    return Path(kind), packaged if packaged.is_dir() else PACKAGE.parent / kind


def _render(kind: Kind, name: str, values: Mapping[str, object]) -> str:
    import jinja2

    try:
        return _environment(kind).get_template(name).render(values)
    except (jinja2.TemplateError, TypeError) as error:
        raise ConfigError(f"{place(kind, name, error)}: {error}; {REPAIR}") from error


@functools.cache
def _environment(kind: Kind) -> jinja2.Environment:
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def load(name: str) -> tuple[str, str, Callable[[], bool]]:
        source = text(kind, name)
        return source, f"{kind}/{name}", lambda: text(kind, name) == source

    # Plain text, for a model or a terminal: HTML escapes would corrupt the article's words.
    return ImmutableSandboxedEnvironment(
        loader=jinja2.FunctionLoader(load),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )


def place(kind: Kind, name: str, error: Exception) -> str:
    """File and line in which rendering failed; an included file, if the fault lies there."""
    import jinja2

    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{error.filename or f'{kind}/{name}'}, line {error.lineno}"
    frames = reversed(traceback.extract_tb(error.__traceback__))
    places = (f"{one.filename}, line {one.lineno}" for one in frames if one.filename.startswith(f"{kind}/"))
    return next(places, f"{kind}/{name}")
