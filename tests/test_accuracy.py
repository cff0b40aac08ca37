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
    apart, real = (figures[name]["scores"]["all"] for name in ("apart", "real"))
    right = {name: figures[name]["scores"]["all"]["verified_right"] for name in ("apart", "real")}
    first = (
        f"precision {apart['precision']:.2f}, recall {apart['recall']:.2f}; of the claims marked verified"
        f" {right['apart']['hits']} of {right['apart']['total']} are right"
    )
    second = (
        f"precision {real['precision']:.2f}, recall {real['recall']:.2f},"
        f" {right['real']['hits']} of {right['real']['total']}"
    )
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    assert [line for line in (first, second) if line not in readme] == []
