"""A figure below its floor is told, one above it lifts the floor, and nothing else moves it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from brief.errors import ConfigError
from brief.floors import hold, of_report, of_scores
from brief.mutations import Count, Report
from brief.scoring import Scores, Share

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Floors of three figures."""
    file = tmp_path / "floors.json"
    file.write_text('{"F1": 0.5, "recall": 0.6, "other": 0.7}', "utf-8")
    return file


def floors(file: Path) -> dict[str, float]:
    found: dict[str, float] = json.loads(file.read_text("utf-8"))
    return found


def test_a_figure_below_its_floor_is_told_and_nothing_is_raised(file):
    """The line names figure, floor and file, and how to lower it."""
    before = file.read_bytes()
    assert hold(file, {"F1": 0.4, "recall": 0.9}) == (
        (
            f"{file}: F1 is 0.4000, below its floor 0.5000: find out what made it fall,"
            " or if that is meant, lower the floor with --lower"
        ),
    )
    assert file.read_bytes() == before


def test_a_figure_above_its_floor_lifts_it(file):
    """To four places, rounded down, so that the figure itself is not below; new figures come last."""
    assert hold(file, {"recall": 2 / 3, "F1": 0.5, "new": 0.1}) == ()
    assert file.read_text("utf-8") == (
        '{\n  "F1": 0.5,\n  "recall": 0.6666,\n  "other": 0.7,\n  "new": 0.1\n}\n'
    )
    assert hold(file, {"recall": 2 / 3}) == ()


def test_floors_fall_on_demand(file):
    """Floors of figures that were not measured stay."""
    assert hold(file, {"F1": 0.25, "recall": 0.9}, lower=True) == ()
    assert floors(file) == {"F1": 0.25, "recall": 0.9, "other": 0.7}


def test_a_missing_file_is_an_error(tmp_path):
    """A misspelt path is no gate that lets everything through."""
    with pytest.raises(ConfigError, match=r"none\.json: cannot be read .*to start .* write \{\} to it"):
        hold(tmp_path / "none.json", {"F1": 0.5})
    (tmp_path / "none.json").write_text("{}", "utf-8")
    assert hold(tmp_path / "none.json", {"F1": 0.5}) == ()
    assert floors(tmp_path / "none.json") == {"F1": 0.5}


@pytest.mark.parametrize("text", ["", "[]", '{"F1": 50}', '{"F1": "high"}', "{"])
def test_a_file_without_floors_is_an_error(file, text):
    """It is named, with what it should hold."""
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"floors\.json: no floors .*from 0 to 1 by name"):
        hold(file, {"F1": 0.5})


def test_figures_are_shares_of_which_more_is_better():
    """Found, exact, participants of meetings and verified claims; false claims that are not verified."""
    meetings = Scores(told_actors=Share(hits=1, total=2), gold_actors=Share(hits=1, total=2))
    every = Scores(gold=4, predicted=8, found=2, exact=1, verified_right=Share(hits=3, total=4))
    assert of_scores({"meetings": meetings, "all": every}) == {
        "precision": 0.25,
        "recall": 0.5,
        "F1": pytest.approx(1 / 3),
        "exact F1": pytest.approx(1 / 6),
        "participants F1": 0.5,
        "verified claims right": 0.75,
    }
    false = Count(kind="all", verified=1, review=2, unsupported=1, fair=4)
    true = Count(kind="true claims", verified=1, review=1, unsupported=0, fair=1)
    assert of_report(Report(kinds=(), mutants=false, true=true, optional=true, accepted=())) == {
        "false claims not verified": 0.75,
        "true claims verified": 0.5,
    }
