"""The accuracy page and the figures it is made from."""

from __future__ import annotations

import json

import pytest

from benchmarks import accuracy
from tests.annotated import OWN, own_grounding


def test_the_page_is_made_of_its_figures():
    """No figure on docs/accuracy.md is typed."""
    assert accuracy.PAGE.read_text("utf-8") == accuracy.render(
        json.loads(accuracy.FIGURES.read_text("utf-8"))
    )


def test_the_figures_of_grounding_are_those_of_today():
    """What grounding does to our own articles is what docs/accuracy.json says."""
    kept = json.loads(accuracy.FIGURES.read_text("utf-8"))["own"]["grounding"]
    today = own_grounding().model_dump(mode="json")
    del today["faults"]
    assert {name: kept[name] for name in today} == today


def test_each_measure_is_kept_with_its_command_day_and_version(tmp_path, monkeypatch):
    """Measures that are not named stay, and of a collection no word is kept."""
    monkeypatch.setattr(accuracy, "FIGURES", tmp_path / "accuracy.json")
    monkeypatch.setattr(accuracy, "PAGE", tmp_path / "accuracy.md")
    articles = tmp_path / "articles.jsonl"
    lines = [json.loads((OWN / f"{name}.json").read_text("utf-8")) for name in ("called-off", "rail-call")]
    articles.write_text("".join(json.dumps(line | {"split": "dev"}) + "\n" for line in lines), "utf-8")
    accuracy.FIGURES.write_text('{"dev": {"train": {}}}')
    accuracy.main(["dev", "grounding", "--articles", str(articles)])
    kept = json.loads(accuracy.FIGURES.read_text("utf-8"))["dev"]
    assert kept["train"] == {}
    assert kept["grounding"]["command"] == "brief eval grounding articles.jsonl --split dev"
    assert kept["grounding"]["told"]["verified"] + kept["grounding"]["told"]["review"] == 9
    assert len(kept["grounding"]["date"]) == 10
    assert "Kobalia" not in accuracy.FIGURES.read_text("utf-8") + accuracy.PAGE.read_text("utf-8")
    assert "`brief eval grounding articles.jsonl --split dev`" in accuracy.PAGE.read_text("utf-8")
    with pytest.raises(SystemExit):
        accuracy.main(["dev", "nonsense"])
