"""The faults of a check, as lines, as JSON, as annotations of GitHub, or as SARIF; notices as annotations."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Literal

from brief import __version__
from brief.check import RULES
from brief.notices import Notice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from brief.check import Fault

Format = Literal["text", "json", "github", "sarif"]

JSON_VERSION = 1
MOST = 10
"""Annotations of a level; GitHub shows no more of one step."""
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def report(faults: Sequence[Fault], folder: Path, form: Format) -> str:
    """The faults of the briefs in `folder` in this form; no fault gives no text, but valid JSON and SARIF."""
    if form == "json":
        return json.dumps(
            {"version": JSON_VERSION, "faults": [_plain(fault, folder) for fault in faults]},
            indent=2,
            ensure_ascii=False,
        )
    if form == "sarif":
        return json.dumps(_sarif(faults, folder), indent=2, ensure_ascii=False)
    if form == "github":
        return annotated([_notice(fault) for fault in faults], folder, "brief check")
    return "\n".join(_text(fault, folder) for fault in faults)


def _place(fault: Fault, folder: Path) -> str:
    return (folder / fault.path).as_posix()


def _plain(fault: Fault, folder: Path) -> dict[str, object]:
    return {**fault.model_dump(exclude_none=True), "path": _place(fault, folder)}


def _text(fault: Fault, folder: Path) -> str:
    where = _place(fault, folder) + (f":{fault.line}" if fault.line else "")
    line = f"{where}: {fault.rule}: {fault.message}"
    return f"{line}\n{fault.diff}" if fault.diff else line


def annotated(notices: Sequence[Notice], folder: Path, command: str) -> str:
    """Workflow commands for notices of the briefs in `folder`, ten of a level at most.

    The first of each title stands before the second of any. A last line, which is no command, counts the
    others, and names the command that shows them.
    """
    of_title: Counter[str] = Counter()
    ranked = []
    for place, notice in enumerate(notices):
        of_title[notice.title] += 1
        ranked.append((of_title[notice.title], place, notice))
    shown: Counter[str] = Counter()
    lines = []
    for _, _, notice in sorted(ranked, key=lambda item: item[:2]):
        shown[notice.level] += 1
        if shown[notice.level] <= MOST:
            lines.append(_command(notice, folder))
    more = len(notices) - len(lines)
    return "\n".join([*lines, f"{more} more: `{command}` shows them"] if more else lines)


def _command(notice: Notice, folder: Path) -> str:
    line = f",line={notice.line}" if notice.line else ""
    place = f"file={_property((folder / notice.path).as_posix())}{line}"
    return f"::{notice.level} {place},title={_property(notice.title)}::{_data(notice.message)}"


def _notice(fault: Fault) -> Notice:
    return Notice(level="error", path=fault.path, line=fault.line, title=fault.rule, message=fault.message)


def _data(text: str) -> str:
    """Text as GitHub's workflow commands take it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sarif(faults: Sequence[Fault], folder: Path) -> dict[str, object]:
    """SARIF 2.1.0 (OASIS)."""
    rules = [{"id": name, "shortDescription": {"text": text}} for name, text in RULES.items()]
    return {
        "$schema": _SARIF,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "brief", "version": __version__, "rules": rules}},
                "results": [
                    {
                        "ruleId": fault.rule,
                        "level": "error",
                        "message": {"text": fault.message},
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": _place(fault, folder)},
                                    "region": {"startLine": fault.line or 1},
                                }
                            }
                        ],
                    }
                    for fault in faults
                ],
            }
        ],
    }
