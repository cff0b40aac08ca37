"""Write the reference from the code: docs/cli.md, config.md, findings.md, records.md and the JSON Schemas.

Usage: python -m docs.reference
"""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from brief import command, errors
from brief.check import RULES
from brief.cli import app
from brief.config import Settings
from brief.daily import Brief
from brief.records import Finding, Record, verdict_of
from docs import checks

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parent
PAGES = ("cli", "config", "findings", "records")
SCHEMAS: dict[str, type[Record | Brief]] = {"record": Record, "brief": Brief}
OWN = ("cache_dir",)  # its default is another on each machine
FILE_ALONE = ("fetch",)
ORDER = (
    "A flag stands above a variable, a variable above `brief.toml` or `[tool.brief]` in `pyproject.toml`, and"
    " that above the default. `brief config` shows what is in effect, and where that comes from. The key of a"
    " hosted model is `BRIEF_API_KEY` or `OPENAI_API_KEY`, and in no file."
)
WHERE = (
    "`briefs/<day>/records/<doc>.json` holds a record, `briefs/<day>/brief.json` the brief of the day. As"
    " JSON Schema: [record.schema.json](record.schema.json), [brief.schema.json](brief.schema.json)."
)


def cli() -> str:
    """Help of every command, as `--help` prints it, and the exit codes."""
    codes = command.__doc__ or ""
    tree = (errors.__doc__ or "").split("\n\n")[1]
    return "\n".join([
        "# Commands",
        "",
        *_help(typer.main.get_command(app), "brief"),
        "## Exit codes",
        "",
        codes.partition("Exit codes: ")[2].strip().capitalize(),
        "",
        "What ends a run:",
        "",
        "```text",
        textwrap.dedent(tree),
        "```",
        "",
    ])  # fmt: skip


def config() -> str:
    """Every setting, with its variable and default."""
    rows = [
        f"| `{name}` | {_variable(name)} | {_default(name, field)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    head = ["| setting | variable | default | |", "|---|---|---|---|"]
    return "\n".join(["# Settings", "", ORDER, "", *head, *rows, ""])


def findings() -> str:
    """All that can be found of a claim and of an answer, and every rule of `brief check`."""
    about = f"{' '.join((Finding.__doc__ or '').split())} {verdict_of.__doc__}"
    return "\n".join([
        "# Findings",
        "",
        f"{about} [How verification works](verification.md) says what the checks do not see.",
        "",
        *_found("brief.grounding"),
        "",
        "## Of an answer as a whole",
        "",
        "They stand in a record's own `findings`, and decide no verdict.",
        "",
        *_found("brief.extraction"),
        "",
        "## Rules of `brief check`",
        "",
        "| rule | what is wrong |",
        "|---|---|",
        *(f"| `{name}` | {text} |" for name, text in RULES.items()),
        "",
    ])  # fmt: skip


def _found(package: str) -> Iterator[str]:
    """A table of what the functions of a package find."""
    yield from ("| check | about | field | severity | message |", "|---|---|---|---|---|")
    for row in checks.found(package):
        yield f"| `{row.check}` | {' | '.join(map(_cell, row[1:]))} |"


def records() -> str:
    """Every value in a record and in a brief, with its fields."""
    lines = [
        "# Records and briefs",
        "",
        WHERE,
    ]
    seen: set[str] = set()
    for kind in (Record, Brief):
        described = kind.model_json_schema(mode="serialization")
        tables = {kind.__name__: described, **described.get("$defs", {})}
        for name, table in tables.items():
            if name not in seen:
                lines += ["", f"## {name}", "", *_table(table)]
        seen |= tables.keys()
    return "\n".join([*lines, ""])


def _table(described: dict[str, Any]) -> Iterator[str]:
    """What a value is, and a row for each of its fields."""
    yield " ".join(described.get("description", "").split())
    yield from ("", "| field | type | |", "|---|---|---|")
    for name, field in described["properties"].items():
        yield f"| `{name}` | {_type(field)} | {_cell(field.get('description', ''))} |"


def _type(field: dict[str, Any]) -> str:
    """The type of a field in words."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in field:
        return " or ".join(map(_type, field["anyOf"]))
    if "enum" in field or "const" in field:
        return ", ".join(f"`{value}`" for value in field.get("enum", [field.get("const")]))
    if field.get("type") == "array":
        of = [field["items"]] if "items" in field else field.get("prefixItems", [])
        return "list of " + ", ".join(dict.fromkeys(map(_type, of)))
    if field.get("type") == "object":
        return "object of " + _type(field.get("additionalProperties", {}))
    return str(field.get("type", "any"))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "\\<")


def _variable(name: str) -> str:
    return "" if name in FILE_ALONE else f"`BRIEF_{name.upper()}`"


def _default(name: str, field: Any) -> str:
    if name in OWN:
        return "the user's cache folder"
    value = field.get_default(call_default_factory=True)
    return f"`{value}`" if value not in (None, (), {}) else ""


def schema(kind: type[Record | Brief]) -> str:
    """JSON Schema of the JSON that is published."""
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **kind.model_json_schema(mode="serialization"),
    }
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def _help(group: Any, name: str) -> list[str]:
    import click.testing

    text = click.testing.CliRunner().invoke(group, ["--help"], prog_name=name, terminal_width=90).output
    parts = [f"## {name}\n\n```text\n{text.rstrip()}\n```\n"]
    for sub in getattr(group, "commands", {}):
        parts += _help(group.commands[sub], f"{name} {sub}")
    return parts


if __name__ == "__main__":
    for page in PAGES:
        (DOCS / f"{page}.md").write_text(globals()[page](), "utf-8")
    for name, kind in SCHEMAS.items():
        (DOCS / f"{name}.schema.json").write_text(schema(kind), "utf-8")
