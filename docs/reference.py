"""Write the pages of reference from the code: docs/cli.md and docs/config.md.

Usage: python -m docs.reference
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from brief.check import RULES
from brief.cli import app
from brief.config import Settings

DOCS = Path(__file__).parent
OWN = ("cache_dir",)  # its default is another on each machine
FILE_ALONE = ("fetch",)
ORDER = (
    "A flag stands above a variable, a variable above `brief.toml` or `[tool.brief]` in `pyproject.toml`, and"
    " that above the default. `brief config` shows what is in effect, and where that comes from. The key of a"
    " hosted model is `BRIEF_API_KEY` or `OPENAI_API_KEY`, and in no file."
)


def cli() -> str:
    """Help of every command, as `--help` prints it."""
    return "# Commands\n\n" + "\n".join(_help(typer.main.get_command(app), "brief"))


def config() -> str:
    """Every setting, with its variable and default."""
    rows = [
        f"| `{name}` | {_variable(name)} | {_default(name, field)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    rules = [f"| `{name}` | {text} |" for name, text in RULES.items()]
    return "\n".join([
        "# Settings",
        "",
        ORDER,
        "",
        "| setting | variable | default | |",
        "|---|---|---|---|",
        *rows,
        "",
        "# Rules of `brief check`",
        "",
        "| rule | what is wrong |",
        "|---|---|",
        *rules,
        "",
    ])  # fmt: skip


def _variable(name: str) -> str:
    return "" if name in FILE_ALONE else f"`BRIEF_{name.upper()}`"


def _default(name: str, field: Any) -> str:
    if name in OWN:
        return "the user's cache folder"
    value = field.get_default(call_default_factory=True)
    return f"`{value}`" if value not in (None, (), {}) else ""


def _help(command: Any, name: str) -> list[str]:
    import click.testing

    text = click.testing.CliRunner().invoke(command, ["--help"], prog_name=name, terminal_width=90).output
    parts = [f"## {name}\n\n```\n{text.rstrip()}\n```\n"]
    for sub in getattr(command, "commands", {}):
        parts += _help(command.commands[sub], f"{name} {sub}")
    return parts


if __name__ == "__main__":
    (DOCS / "cli.md").write_text(cli(), "utf-8")
    (DOCS / "config.md").write_text(config(), "utf-8")
