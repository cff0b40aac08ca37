"""Checks of what `make brief` left in briefs/; run by .ci/run, since they need the model to have run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator

from brief.check import check
from brief.records import Record
from tests.desk import TEMPLATES

ROOT = Path(__file__).parents[1]
BRIEFS = ROOT / "briefs"
RECORDS = sorted(BRIEFS.glob("*/records/*.json"))
PAGES = sorted([*BRIEFS.glob("*.md"), *BRIEFS.glob("*/notes/*.md")])
LINK = re.compile(r"\]\(([^()\s:]+?)(?:#L([0-9]+))?\)")


def relative(path: Path) -> str:
    return path.relative_to(BRIEFS).as_posix()


def test_each_article_of_seeds_has_its_files():
    """As many records as articles; brief, notes and texts are what the records say, quotes on their lines."""
    assert len(RECORDS) == len(list((ROOT / "seeds").iterdir())) > 0
    assert check(BRIEFS, TEMPLATES) == ()


@pytest.mark.parametrize("path", RECORDS, ids=relative)
def test_a_record_is_what_its_schema_says_and_has_claims_that_are_supported(path):
    """The published schema accepts it; at least one claim is verified or for review."""
    schema = json.loads((ROOT / "docs/record.schema.json").read_bytes())
    errors = Draft202012Validator(schema).iter_errors(json.loads(path.read_bytes()))
    assert [error.message for error in errors] == []
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
