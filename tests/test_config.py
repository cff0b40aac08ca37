"""Settings come from four places, and a misspelt one is never ignored; how a model is asked follows."""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from brief import config, provider
from brief.cache import Model
from brief.errors import ConfigError
from brief.extraction.profile import article_profile, windows_profile


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """An empty working directory, and no variable of ours."""
    for name in [name for name in os.environ if name.startswith("BRIEF_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_defaults(monkeypatch):
    """With nothing given, a local model and folders in the working directory are used.

    CI systems set variables to nothing; that is no value.
    """
    monkeypatch.setenv("BRIEF_BASE_URL", "")
    monkeypatch.setenv("BRIEF_NONSENSE", "")
    settings = config.load({})
    assert settings.model == "qwen2.5-coder-0.5b"
    assert (settings.reading, settings.ask_all, settings.least_chance) == (None, False, 0.5)
    assert (settings.base_url, settings.date, settings.jobs) == (None, None, None)
    assert (settings.output, settings.state) == (Path("briefs"), Path(".brief"))
    assert (settings.timeout, settings.context, settings.threads) == (300.0, None, None)
    assert settings.cache_dir.name == "brief"


def test_flag_beats_variable_beats_file(project, monkeypatch):
    """Each source overrides the next, key by key, and a flag that is None was not given.

    [tool.brief] counts only while no brief.toml stands beside it.
    """
    (project / "pyproject.toml").write_text('[tool.brief]\nmodel = "pyproject"\n')
    settings = config.load({})
    assert (settings.model, settings.origin("model")) == ("pyproject", "pyproject.toml [tool.brief]")
    (project / "brief.toml").write_text("jobs = 2\n")
    assert config.load({}).model == "qwen2.5-coder-0.5b"
    (project / "brief.toml").write_text('model = "file"\noutput = "out"\njobs = 2\n')
    monkeypatch.setenv("BRIEF_MODEL", "variable")
    monkeypatch.setenv("BRIEF_JOBS", "3")
    settings = config.load({"model": "flag", "jobs": None})
    names = ("model", "jobs", "output", "context")
    assert [(getattr(settings, name), settings.origin(name)) for name in names] == [
        ("flag", "--model"),
        (3, "BRIEF_JOBS"),
        (Path("out"), "brief.toml"),
        (None, "default"),
    ]


URL = "string should match pattern '^https?://[^/\\s]\\S*$'"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'modle = "x"', ": modle is no setting; did you mean model?"),
        (b'base-url = "x"', ": base-url is no setting; did you mean base_url?"),
        (b"zzz = 1", f": zzz is no setting; there are: {', '.join(config.Settings.model_fields)}"),
        (b'api_key = "sk-1"', ": a key belongs in no file or flag; set the variable BRIEF_API_KEY"),
        (b"model =", ": cannot be read as TOML (…); repair it"),
        (b'model = "\xff"', ": cannot be read as TOML (…); repair it"),
        (b"[fetch]\nfeed = []", ": fetch.feed is no setting; did you mean fetch.feeds?"),
        (b'[fetch]\nfeeds = ["news.example"]', f": fetch.feeds.0 = 'news.example': {URL}"),
        (b"[fetch]\ndelay = -1", ": fetch.delay = -1: input should be greater than or equal to 0"),
        (b'fetch = "x"', ": fetch = 'x': input should be a valid dictionary or instance of Subscription"),
        (b'[json_keys]\nx = "a"', ": json_keys = …: input should name the keys of text, … and not of x"),
        (b"[tool.brief]\njob = 1", " [tool.brief]: job is no setting; did you mean jobs?"),
        (b"[tool]\nbrief = 1", ": [tool.brief] should be a table of settings"),
    ],
)
def test_fault_in_a_file_is_named(project, content, message):
    """The error names the file, the key and the nearest valid ones, or the value; never an API key."""
    name = "pyproject.toml" if content.startswith(b"[tool") else "brief.toml"
    (project / name).write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        config.load({})
    assert re.fullmatch(re.escape(name + message).replace("…", ".*"), str(caught.value))


@pytest.mark.parametrize(
    ("variable", "message"),
    [
        ("BRIEF_TIMOUT", r"^BRIEF_TIMOUT: timout is no setting; did you mean timeout\?$"),
        ("BRIEF_FETCH", "^BRIEF_FETCH: fetch = "),
    ],
)
def test_variable_that_is_no_setting_is_an_error(monkeypatch, variable, message):
    """It is named, as one for a table is, which no variable can hold; that of the key is none of them."""
    monkeypatch.setenv("BRIEF_API_KEY", "k")
    monkeypatch.setenv(variable, '{"feeds": []}')
    with pytest.raises(ConfigError, match=message):
        config.load({})


def test_each_bad_value_has_its_line(project, monkeypatch):
    """All bad values are told at once, one a line: where, what, and what is expected."""
    (project / "brief.toml").write_text('timeout = "fast"\ndate = "10 May"\n')
    monkeypatch.setenv("BRIEF_JOBS", "0")
    with pytest.raises(ConfigError) as caught:
        config.load({"base_url": "localhost:8000"})
    assert sorted(str(caught.value).splitlines()) == [
        "--base-url: base_url = 'localhost:8000': input should be a URL that starts with http:// or https://",
        "BRIEF_JOBS: jobs = '0': input should be greater than or equal to 1",
        "brief.toml: date = '10 May': input should be a date written YYYY-MM-DD",
        "brief.toml: timeout = 'fast': input should be a valid number, unable to parse string as a number",
    ]


@pytest.mark.parametrize("content", ["date = 2023-12-10", 'date = "2023-12-10"', "date = 20231210"])
def test_date_is_a_day(project, content):
    """A date may be written as TOML's own, as text, or without hyphens: never as a count of seconds."""
    (project / "brief.toml").write_text(content)
    assert config.load({}).date == dt.date(2023, 12, 10)


def test_explain_gives_every_setting_with_its_origin(project, monkeypatch):
    """Rows come in the order of the settings; what is unset has no value; keys of [fetch] have their own."""
    monkeypatch.setenv("BRIEF_CONTEXT", "4096")
    rows = config.explain(config.load({"output": "out"}))
    assert [row.name for row in rows] == list(config.Settings.model_fields)
    assert ("output", "out", "--output") in rows
    assert ("context", "4096", "BRIEF_CONTEXT") in rows
    assert ("jobs", "", "default") in rows
    (project / "brief.toml").write_text('[fetch]\nfeeds = ["https://a.example/x", "https://b.example/y"]')
    rows = config.explain(config.load({}))
    assert ("fetch.feeds", "https://a.example/x,https://b.example/y", "brief.toml") in rows
    assert ("fetch.delay", "1.0", "default") in rows


@pytest.mark.parametrize(
    ("environ", "key"),
    [
        ({"BRIEF_API_KEY": " ours\n", "OPENAI_API_KEY": "theirs"}, "ours"),
        ({"BRIEF_API_KEY": "", "OPENAI_API_KEY": "theirs"}, "theirs"),
        ({}, None),
    ],
)
def test_key_comes_from_our_variable_first(environ, key):
    """BRIEF_API_KEY goes before OPENAI_API_KEY; white space around a key is none of it.

    A key that no header can carry is named by its variable only.
    """
    assert config.api_key(environ) == key
    with pytest.raises(ConfigError) as caught:
        config.api_key({"BRIEF_API_KEY": "sk-\u2026abc"})
    assert str(caught.value) == "BRIEF_API_KEY: the key holds characters that no key has; copy it again"


def test_lists_and_tables_come_from_files_and_variables(project, monkeypatch):
    """TOML has lists and tables; a variable has commas in their place, and `brief config` shows it so."""
    (project / "brief.toml").write_text('exclude = ["*.log", "old/"]\n[json_keys]\ntext = "a.b"\n')
    settings = config.load({})
    assert (settings.exclude, settings.json_keys) == (("*.log", "old/"), {"text": "a.b"})
    rows = {row.name: row.value for row in config.explain(settings)}
    assert (rows["exclude"], rows["json_keys"]) == ("*.log,old/", "text=a.b")
    monkeypatch.setenv("BRIEF_EXCLUDE", "a, b/")
    monkeypatch.setenv("BRIEF_JSON_KEYS", "text=body, title = name")
    settings = config.load({})
    assert (settings.exclude, settings.json_keys) == (("a", "b/"), {"text": "body", "title": "name"})


OWN, TRAINED = Model("m", "abc"), Model("m", "abc", "lora")


def test_our_own_model_reads_windows_and_a_hosted_one_the_article():
    """One document at a time; the words are short for a model that was trained on them.

    Of a hosted one four at a time; nothing is left out, and the server is asked for no chances. Settings come
    first: reading, room, threshold, jobs and whether all is asked about.
    """
    own = provider.profile(config.load({}), OWN)
    trained = provider.profile(config.load({}), TRAINED)
    assert own == replace(windows_profile(8192, trained=False), least_chance=0.5)
    assert trained == replace(windows_profile(8192, trained=True), least_chance=0.5)
    assert (own.prompt, trained.prompt, own.jobs, own.marked) == ("claims.j2", "trained.j2", 1, 1)
    made = provider.profile(config.load({"base_url": "http://x.test/v1"}), Model("big"))
    assert made == replace(article_profile(16_384), jobs=4)
    assert (made.marked, made.triage, made.least_chance, made.whole) == (None, False, None, True)
    flags = {"base_url": "http://x.test/v1", "reading": "windows", "ask_all": True, "least_chance": 0.7}
    made = provider.profile(config.load({**flags, "jobs": 2}), Model("big"))
    assert (made.reading, made.ask_all, made.least_chance, made.jobs) == ("windows", True, 0.7, 2)
    made = provider.profile(config.load({"reading": "article", "context": 4096}), TRAINED)
    assert (made.reading, made.prompt, made.room) == ("article", "claims.j2", 1716)
