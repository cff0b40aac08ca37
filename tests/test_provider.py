"""How a model is asked follows from the server, the model and the settings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brief import config, provider
from brief.cache import Model
from brief.extraction.profile import article_profile, windows_profile

if TYPE_CHECKING:
    from pathlib import Path

OWN, TRAINED = Model("m", "abc"), Model("m", "abc", "lora")


@pytest.fixture(autouse=True)
def _empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_our_own_model_reads_windows():
    """One document at a time; the words are short for a model that was trained on them."""
    own = provider.profile(config.load({}), OWN)
    trained = provider.profile(config.load({}), TRAINED)
    assert own == replace(windows_profile(8192, trained=False), least_chance=0.5)
    assert trained == replace(windows_profile(8192, trained=True), least_chance=0.5)
    assert (own.prompt, trained.prompt, own.jobs, own.marked) == ("claims.j2", "trained.j2", 1, 1)


def test_a_hosted_model_reads_the_article():
    """Four documents at a time; nothing is left out, and the server is asked for no chances."""
    made = provider.profile(config.load({"base_url": "http://x.test/v1"}), Model("big"))
    assert made == replace(article_profile(16_384), jobs=4)
    assert (made.marked, made.triage, made.least_chance, made.whole) == (None, False, None, True)


def test_settings_come_first():
    """Reading, room, threshold, jobs and whether all is asked about."""
    flags = {"base_url": "http://x.test/v1", "reading": "windows", "ask_all": True, "least_chance": 0.7}
    made = provider.profile(config.load({**flags, "jobs": 2}), Model("big"))
    assert (made.reading, made.ask_all, made.least_chance, made.jobs) == ("windows", True, 0.7, 2)
    made = provider.profile(config.load({"reading": "article", "context": 4096}), TRAINED)
    assert (made.reading, made.prompt, made.room) == ("article", "claims.j2", 1716)
