"""The faults of a check, as lines, as JSON, as annotations of GitHub, or as SARIF."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Literal

from brief import __version__
from brief.check import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from brief.check import Fault

Format = Literal["text", "json", "github", "sarif"]

JSON_VERSION = 1
MOST = 10
"""Annotations of a kind; GitHub shows no more of one step."""
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
        return "\n".join(_annotations(faults, folder))
    return "\n".join(_text(fault, folder) for fault in faults)


def _place(fault: Fault, folder: Path) -> str:
    return (folder / fault.path).as_posix()


def _plain(fault: Fault, folder: Path) -> dict[str, object]:
    return {**fault.model_dump(exclude_none=True), "path": _place(fault, folder)}


def _text(fault: Fault, folder: Path) -> str:
    where = _place(fault, folder) + (f":{fault.line}" if fault.line else "")
    line = f"{where}: {fault.rule}: {fault.message}"
    return f"{line}\n{fault.diff}" if fault.diff else line


def _annotations(faults: Sequence[Fault], folder: Path) -> list[str]:
    """Workflow commands, ten of a rule at most; a last line counts the others."""
    shown: Counter[str] = Counter()
    lines = []
    for fault in faults:
        shown[fault.rule] += 1
        if shown[fault.rule] > MOST:
            continue
        line = f",line={fault.line}" if fault.line else ""
        place = f"file={_property(_place(fault, folder))}{line}"
        lines.append(f"::error {place},title={_property(fault.rule)}::{_data(fault.message)}")
    more = sum(count - MOST for count in shown.values() if count > MOST)
    return (
        [*lines, f"::notice title=brief::{more} more faults are in the log of `brief check`"]
        if more
        else lines
    )


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
