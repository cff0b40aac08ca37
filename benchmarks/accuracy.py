"""Measure how often brief is right, and write docs/accuracy.json and the page made of it, docs/accuracy.md.

    python -m benchmarks.accuracy            the page anew, from the figures that are there
    python -m benchmarks.accuracy own        tests/gold: four articles of our own writing
    python -m benchmarks.accuracy real GOLD  articles that stay outside: only figures are kept of them
    python -m benchmarks.accuracy seen GOLD  others, with which forms, checks and triage were made
    python -m benchmarks.accuracy apart NAME GOLD  others, with which nothing had been made: scored once
    python -m benchmarks.accuracy table NAME keeps the Markdown table that it reads

The table of trade_off.py is `calls`, that of train_triage.py `triage`. "own" and "real" ask the default
model, or BRIEF_MODEL; seconds are taken when no reply was stored before, so give BRIEF_STATE an empty folder;
else those of an earlier run with as many tokens stay.
Figures of another model than the default are kept under its name.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import jinja2

from brief import config
from brief.eval_json import of_evaluation, of_report
from brief.evals import evaluate, mutated
from brief.manifest import DEFAULT_MODEL

ROOT = Path(__file__).parents[1]
FIGURES = ROOT / "docs/accuracy.json"
PAGE = ROOT / "docs/accuracy.md"
EXAMPLES = 3
ARTICLES = 17


def measure(folder: Path, *, texts: bool) -> dict[str, Any]:
    """Reports of an evaluation and, for the default model, a mutation benchmark over a gold folder.

    Without `texts` no article is named and none of its words are kept.
    """
    settings = config.load({})
    measured = of_evaluation(evaluate(folder, settings))
    articles = measured.pop("articles")
    if texts:
        measured["faults"] = [
            {"article": article["id"], **fault} for article in articles for fault in article["faults"]
        ]
    if measured["calls"]["stored"] > measured["calls"]["asked"]:
        measured["seconds"] = None
    if settings.model == DEFAULT_MODEL:
        mutations = of_report(mutated(folder, settings))
        accepted = mutations.pop("accepted")
        if texts:
            mutations["examples"] = accepted[:EXAMPLES]
        measured["mutations"] = mutations
    return measured


def kept(measured: dict[str, Any]) -> dict[str, Any]:
    """What is kept of articles that are only scored."""
    return {key: measured[key] for key in ("scores", "usage", "provenance")}


def timed(measured: dict[str, Any], before: dict[str, Any] | None) -> dict[str, Any]:
    """The figures with the seconds of an earlier run that asked the same, if this one had its replies."""
    if measured["seconds"] is None and before and before["usage"] == measured["usage"]:
        return {**measured, "seconds": before["seconds"]}
    return measured


def render(figures: dict[str, Any]) -> str:
    """The page of these figures."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  # Markdown
    )
    return environment.get_template("accuracy.md.j2").render(figures | {"articles": ARTICLES})


def main() -> None:
    """Measure what the arguments name, keep it, and write the page."""
    figures = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {"models": {}, "tables": {}}
    match sys.argv[1:]:
        case []:
            pass
        case ["own"]:
            figures["own"] = timed(measure(ROOT / "tests/gold", texts=True), figures.get("own"))
        case ["real", folder]:
            measured = measure(Path(folder), texts=False)
            model = measured["provenance"]["model"]
            measured = timed(measured, figures["models"].get(model))
            if model == DEFAULT_MODEL:
                figures["real"] = measured
            figures["models"][model] = {key: measured[key] for key in ("scores", "usage", "seconds")}
        case ["seen", folder]:
            figures["seen"] = kept(measure(Path(folder), texts=False))
        case ["apart", name, folder]:
            figures["apart"][name] = kept(measure(Path(folder), texts=False))
        case ["table", name]:
            rows = [line for line in sys.stdin.read().splitlines() if line.startswith("|")]
            figures["tables"][name] = "\n".join(rows)
        case _:
            sys.exit(__doc__)
    FIGURES.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
    PAGE.write_text(render(figures), "utf-8")


if __name__ == "__main__":
    main()
