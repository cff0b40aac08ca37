"""Briefs read back from their folder."""

from __future__ import annotations

import pytest

from brief import committed
from brief.assemble import assemble
from brief.errors import ConfigError
from brief.output import write
from brief.render import Templates
from tests.claims import article, threat

TALKS = article("talks", threat("Iran"))


def put(folder, date):
    brief = assemble(date, (TALKS,))
    write(folder, Templates(lambda name: name).files(brief, (TALKS,)))
    return brief


def test_a_brief_reads_back_as_it_was(tmp_path):
    """Its articles and itself are the same values."""
    brief = put(tmp_path, "2024-05-03")
    assert committed.brief_of(tmp_path, "2024-05-03") == brief
    assert committed.articles_of(tmp_path, "2024-05-03") == (TALKS,)


def test_the_brief_before_a_day_is_the_last_earlier_one(tmp_path):
    """Undated articles are neither before nor after a day."""
    for date in ("2024-05-01", "2024-05-03", "undated"):
        put(tmp_path, date)
    found = {
        day: committed.before(tmp_path, day) for day in ("2024-05-01", "2024-05-03", "2024-06-01", "undated")
    }
    assert {day: brief and brief.date for day, brief in found.items()} == {
        "2024-05-01": None,
        "2024-05-03": "2024-05-01",
        "2024-06-01": "2024-05-03",
        "undated": None,
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [("{", "the file: Invalid JSON"), ('{"date": "x"}', "previous: Field required")],
)
def test_a_brief_that_was_altered_is_named(tmp_path, text, message):
    """The error says which file, where in it, and what to do."""
    put(tmp_path, "2024-05-03")
    path = tmp_path / "2024-05-03/brief.json"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        committed.brief_of(tmp_path, "2024-05-03")
    assert str(caught.value).startswith(f"{path}: {message}")
    assert str(caught.value).endswith("; undo the change, or let `brief make` write it anew")
