"""Settings come from four places, in a fixed order, and a misspelt one is never ignored."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from brief import config
from brief.errors import ConfigError


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, and no variable of ours."""
    for name in [name for name in os.environ if name.startswith("BRIEF_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_defaults() -> None:
    """With nothing given, a local model and folders in the working directory are used."""
    settings = config.load({})
    assert settings.model == "qwen2.5-coder-0.5b"
    assert (settings.reading, settings.ask_all, settings.least_chance) == (None, False, 0.5)
    assert (settings.base_url, settings.date, settings.jobs) == (None, None, None)
    assert (settings.output, settings.state) == (Path("briefs"), Path(".brief"))
    assert (settings.timeout, settings.context, settings.threads) == (300.0, None, None)
    assert settings.cache_dir.name == "brief"


def test_flag_beats_variable_beats_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each source overrides the next, key by key, and a flag that is None was not given."""
    (project / "brief.toml").write_text('model = "file"\noutput = "out"\njobs = 2\ntimeout = 9\n')
    monkeypatch.setenv("BRIEF_MODEL", "variable")
    monkeypatch.setenv("BRIEF_JOBS", "3")
    settings = config.load({"model": "flag", "jobs": None})
    assert (settings.model, settings.jobs, settings.output, settings.timeout) == (
        "flag",
        3,
        Path("out"),
        9.0,
    )
    assert [settings.origin(name) for name in ("model", "jobs", "output", "context")] == [
        "--model",
        "BRIEF_JOBS",
        "brief.toml",
        "default",
    ]


def test_pyproject_is_read_where_there_is_no_brief_toml(project: Path) -> None:
    """[tool.brief] counts only while no brief.toml stands beside it."""
    (project / "pyproject.toml").write_text('[tool.brief]\nmodel = "pyproject"\n')
    settings = config.load({})
    assert (settings.model, settings.origin("model")) == ("pyproject", "pyproject.toml [tool.brief]")
    (project / "brief.toml").write_text("jobs = 2\n")
    assert config.load({}).model == "qwen2.5-coder-0.5b"


def test_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """CI systems set variables to nothing; that is no value."""
    monkeypatch.setenv("BRIEF_BASE_URL", "")
    monkeypatch.setenv("BRIEF_NONSENSE", "")
    assert config.load({}).base_url is None


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("brief.toml", 'modle = "x"', "brief.toml: modle is no setting; did you mean model?"),
        ("brief.toml", 'base-url = "x"', "brief.toml: base-url is no setting; did you mean base_url?"),
        (
            "pyproject.toml",
            "[tool.brief]\njob = 1",
            "pyproject.toml [tool.brief]: job is no setting; did you mean jobs?",
        ),
        (
            "brief.toml",
            'api_key = "sk-1"',
            "brief.toml: a key belongs in no file or flag; set the variable BRIEF_API_KEY",
        ),
        ("pyproject.toml", "[tool]\nbrief = 1", "pyproject.toml: [tool.brief] should be a table of settings"),
    ],
)
def test_unknown_key_in_a_file_is_an_error(project: Path, name: str, content: str, message: str) -> None:
    """The error names the file, the key, and the nearest valid one; never a key's value."""
    (project / name).write_text(content)
    with pytest.raises(ConfigError) as caught:
        config.load({})
    assert str(caught.value) == message


def test_unknown_key_that_resembles_none_lists_all(project: Path) -> None:
    """Without a near key, all settings are named."""
    (project / "brief.toml").write_text("zzz = 1")
    with pytest.raises(
        ConfigError, match=r"^brief.toml: zzz is no setting; there are: model, base_url, .*threads, fetch$"
    ):
        config.load({})


def test_unknown_variable_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A BRIEF_ variable that is no setting is named, and the key's variable is not one of them."""
    monkeypatch.setenv("BRIEF_API_KEY", "k")
    monkeypatch.setenv("BRIEF_TIMOUT", "3")
    with pytest.raises(ConfigError, match=r"^BRIEF_TIMOUT: timout is no setting; did you mean timeout\?$"):
        config.load({})


def test_each_bad_value_has_its_line(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


@pytest.mark.parametrize("content", [b"model =", b'model = "\xff"'])
def test_file_that_is_no_toml_is_named(project: Path, content: bytes) -> None:
    """A file that cannot be parsed is a ConfigError with its name."""
    (project / "brief.toml").write_bytes(content)
    with pytest.raises(ConfigError, match=r"^brief\.toml: cannot be read as TOML"):
        config.load({})


@pytest.mark.parametrize("content", ["date = 2023-12-10", 'date = "2023-12-10"', "date = 20231210"])
def test_date_is_a_day(project: Path, content: str) -> None:
    """A date may be written as TOML's own, as text, or without hyphens: never as a count of seconds."""
    (project / "brief.toml").write_text(content)
    assert config.load({}).date == dt.date(2023, 12, 10)


def test_explain_gives_every_setting_with_its_origin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows come in the order of the settings; what is unset has no value."""
    monkeypatch.setenv("BRIEF_CONTEXT", "4096")
    rows = config.explain(config.load({"output": "out"}))
    assert [row.name for row in rows] == list(config.Settings.model_fields)
    assert ("output", "out", "--output") in rows
    assert ("context", "4096", "BRIEF_CONTEXT") in rows
    assert ("jobs", "", "default") in rows


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[fetch]\nfeed = []", "brief.toml: fetch.feed is no setting; did you mean fetch.feeds?"),
        (
            '[fetch]\nfeeds = ["news.example"]',
            "brief.toml: fetch.feeds.0 = 'news.example': string should match pattern '^https?://[^/\\s]\\S*$'",
        ),
        ("[fetch]\ndelay = -1", "brief.toml: fetch.delay = -1: input should be greater than or equal to 0"),
        (
            'fetch = "x"',
            "brief.toml: fetch = 'x': input should be a valid dictionary or instance of Subscription",
        ),
    ],
)
def test_fault_in_the_table_of_fetching_is_named(project: Path, content: str, message: str) -> None:
    """A bad key or value within [fetch] is told as those outside are."""
    (project / "brief.toml").write_text(content)
    with pytest.raises(ConfigError) as caught:
        config.load({})
    assert str(caught.value) == message


def test_table_of_fetching_is_no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable cannot hold a table; it is an error, not a traceback."""
    monkeypatch.setenv("BRIEF_FETCH", '{"feeds": []}')
    with pytest.raises(ConfigError, match=r"^BRIEF_FETCH: fetch = "):
        config.load({})


def test_table_of_fetching_is_explained_key_by_key(project: Path) -> None:
    """Each key has its row, and what the file does not name is a default."""
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
def test_key_comes_from_our_variable_first(environ: dict[str, str], key: str | None) -> None:
    """BRIEF_API_KEY goes before OPENAI_API_KEY; white space around a key is none of it."""
    assert config.api_key(environ) == key


def test_impossible_key_is_refused_and_not_repeated() -> None:
    """A key that no header can carry is named by its variable only."""
    with pytest.raises(ConfigError) as caught:
        config.api_key({"BRIEF_API_KEY": "sk-\u2026abc"})
    assert str(caught.value) == "BRIEF_API_KEY: the key holds characters that no key has; copy it again"


def test_lists_and_tables_come_from_files_and_variables(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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


def test_a_key_of_something_else_is_an_error(project: Path) -> None:
    """A fact that no article has is named, with those there are."""
    (project / "brief.toml").write_text('[json_keys]\ntexts = "a"\n')
    with pytest.raises(
        ConfigError,
        match=r"^brief.toml: json_keys = .*: input should name the keys of text, .* and not of texts$",
    ):
        config.load({})
