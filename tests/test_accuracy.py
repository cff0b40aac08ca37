"""The accuracy page and the figures it is made from."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.accuracy import FIGURES, PAGE, render
from brief import config
from brief.eval_json import of_report
from brief.evals import mutated

ROOT = Path(__file__).parents[1]


def test_the_page_is_made_of_its_figures() -> None:
    """No figure on docs/accuracy.md is typed."""
    assert PAGE.read_text("utf-8") == render(json.loads(FIGURES.read_text("utf-8")))


def test_the_figures_of_the_checks_are_those_of_today() -> None:
    """The mutation benchmark over tests/gold gives what docs/accuracy.json says."""
    report = of_report(mutated(ROOT / "tests/gold", config.load({})))
    kept = json.loads(FIGURES.read_text("utf-8"))["own"]["mutations"]
    assert {name: report[name] for name in ("kinds", "mutants", "true", "optional")} == {
        name: kept[name] for name in ("kinds", "mutants", "true", "optional")
    }


def test_the_readme_says_what_the_page_says() -> None:
    """Its line on accuracy has the figures of docs/accuracy.json."""
    figures = json.loads(FIGURES.read_text("utf-8"))
    apart = [report["scores"]["all"] for report in figures["apart"].values()]
    real = figures["real"]["scores"]["all"]
    lines = [
        f"precision {row['precision']:.2f}, recall {row['recall']:.2f},"
        f" {row['verified_right']['hits']} of {row['verified_right']['total']}"
        for row in (*apart, real)
    ]
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    assert [line for line in lines if line not in readme] == []
