"""How good brief is: measures articles with `brief eval`, keeps the figures, writes docs/accuracy.md of them.

    python -m benchmarks.accuracy own                               the articles in tests/gold
    python -m benchmarks.accuracy dev --articles ARTICLES.jsonl     a split of a collection; or train
    python -m benchmarks.accuracy page                              docs/accuracy.md alone

These take the measures to run, of `model`, `grounding` and `whole` (all if none is named); the figures of
others stay as they are. The model is the default one. What it has answered before is in the store, so `whole`
after `model` asks nothing. Of a collection's articles, which are their publishers', only figures are kept.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import jinja2

from brief import __version__
from brief.output import put

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "benchmarks/accuracy.md.j2"
FIGURES, PAGE = ROOT / "docs/accuracy.json", ROOT / "docs/accuracy.md"
MEASURES = ("model", "grounding", "whole")
OWN = ROOT / "tests/gold"
EXAMPLES = 4
"""Faults of each sort that are shown, of our own articles."""


def main(arguments: list[str]) -> None:
    """Measure what the command line names, and write the page."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("set", choices=("own", "dev", "train", "page"))
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=", ".join(MEASURES))
    parser.add_argument("--articles", type=Path, default=OWN, help="file of annotated articles with splits")
    parser.add_argument("--limit", type=int, help="only the first so many, by id")
    told = parser.parse_args(arguments)
    if unknown := {*told.measures}.difference(MEASURES):
        parser.error(f"no measure: {', '.join(sorted(unknown))}; there are: {', '.join(MEASURES)}")
    chosen = [] if told.set == "own" else ["--split", told.set]
    if told.limit:
        chosen += ["--limit", str(told.limit)]
    figures = json.loads(FIGURES.read_text("utf-8"))
    for measure in () if told.set == "page" else told.measures or MEASURES:
        shown = told.articles.name if told.set != "own" else "tests/gold"
        figures.setdefault(told.set, {})[measure] = {
            "command": shlex.join(("brief", "eval", measure, shown, *chosen)),
            "date": dt.datetime.now().astimezone().date().isoformat(),
            "version": __version__,
            **measured([measure, str(told.articles), *chosen], examples=told.set == "own"),
        }
        put(FIGURES, (json.dumps(figures, ensure_ascii=False, indent=1) + "\n").encode())
    put(PAGE, render(figures).encode())


def measured(arguments: list[str], *, examples: bool) -> dict[str, Any]:
    """What `brief eval` tells, and of its faults some if they may be shown.

    Raises SystemExit if it fails; that some articles gave no answer is told in the figures.
    """
    command = [sys.executable, "-m", "brief", "eval", *arguments, "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{shlex.join(command)}: exit {done.returncode}")
    report: dict[str, Any] = json.loads(done.stdout)
    faults = report.pop("faults")
    return report | ({"faults": _some(faults)} if examples else {})


def render(figures: dict[str, Any]) -> str:
    """docs/accuracy.md."""
    return _environment().from_string(TEMPLATE.read_text("utf-8")).render(sets=figures)


def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - Markdown, of figures and our own articles
    )


def _some(faults: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first faults of each sort, of which falsehoods that only a reader can tell are none."""
    from brief.evaluation.mutations import A_READERS

    sorts: dict[tuple[str, str | None], list[dict[str, Any]]] = {}
    for fault in faults:
        if fault["mutation"] not in A_READERS:
            sorts.setdefault((fault["what"], fault["mutation"]), []).append(fault)
    return [_shown(fault) for sort in sorts.values() for fault in sort[:EXAMPLES]]


def _shown(fault: dict[str, Any]) -> dict[str, Any]:
    """A fault in a few words."""
    said = fault["statement"]
    actors = [who["name"] or who["affiliation"] or who["role"] for who in said["actors"]]
    words = [said[field] for field in ("what", "place", "date") if said[field]]
    return {
        **{name: fault[name] for name in ("article", "what", "mutation")},
        "claim": "; ".join((f"{said['kind']}, {said['status']}: {', '.join(actors) or 'nobody'}", *words)),
        "sentence": fault["sentences"][0][1],
    }


if __name__ == "__main__":
    main(sys.argv[1:])
