"""Checks of what `make brief` left in briefs/; run by .ci/run, since they need the model to have run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator

from brief.records import Record

ROOT = Path(__file__).parents[1]
BRIEFS = ROOT / "briefs"
RECORDS = sorted(BRIEFS.glob("*/records/*.json"))
PAGES = sorted([*BRIEFS.glob("*.md"), *BRIEFS.glob("*/notes/*.md")])
LINK = re.compile(r"\]\(([^()\s:]+?)(?:#L([0-9]+))?\)")


def relative(path: Path) -> str:
    return path.relative_to(BRIEFS).as_posix()


def test_each_article_of_seeds_has_its_files():
    """As many records as articles, each with its day's brief, its note and its text."""
    assert len(RECORDS) == len(list((ROOT / "seeds").iterdir())) > 0
    expected = [
        path
        for record in RECORDS
        for day in (record.parents[1],)
        for path in (
            BRIEFS / f"{day.name}.md",
            day / "notes" / f"{record.stem}.md",
            day / "sources" / f"{record.stem}.txt",
        )
    ]
    assert [relative(path) for path in expected if not path.is_file()] == []


@pytest.mark.parametrize("path", RECORDS, ids=relative)
def test_a_record_is_what_its_schema_says(path):
    """The published schema accepts the record."""
    schema = json.loads((ROOT / "docs/record.schema.json").read_bytes())
    errors = Draft202012Validator(schema).iter_errors(json.loads(path.read_bytes()))
    assert [error.message for error in errors] == []


@pytest.mark.parametrize("path", RECORDS, ids=relative)
def test_line_n_of_a_source_is_sentence_n(path):
    """Every quote stands, its white space folded, on the line that its evidence numbers."""
    record = Record.model_validate_json(path.read_bytes())
    lines = (path.parents[1] / "sources" / f"{path.stem}.txt").read_text("utf-8").split("\n")
    evidence = [item for claim in record.claims for item in claim.evidence]
    assert evidence
    assert [" ".join(item.quote.split()) for item in evidence] == [
        lines[item.sentence - 1] for item in evidence
    ]


@pytest.mark.parametrize("path", RECORDS, ids=relative)
def test_an_article_yields_claims_that_are_supported(path):
    """At least one claim of the record is verified or for review."""
    record = Record.model_validate_json(path.read_bytes())
    assert {claim.verdict for claim in record.claims} & {"verified", "review"}


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_every_citation_leads_somewhere(page):
    """Each link within the folder names a file that is there, and a line that it has."""
    links = LINK.findall(page.read_text("utf-8"))
    assert any(line for _, line in links)
    for target, line in links:
        path = page.parent / unquote(target)
        assert path.is_file()
        assert int(line or 1) <= len(path.read_text("utf-8").splitlines())
