"""Gold answers are read as docs/gold.md says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from brief import gold
from brief.errors import ConfigError
from brief.records import Agreement, Document, Meeting, Participant, Threat
from tests.documents import read as read_file

ROOT = Path(__file__).parents[1]
OWN = ROOT / "tests/gold"
EMPTY = '{"id": "a", "meetings": [], "agreements": [], "threats": []}'


def read(folder: Path, article: gold.GoldArticle) -> Document:
    document = read_file(gold.text_of(folder, article), article.id)
    assert isinstance(document, Document)
    return document


@pytest.fixture
def documented(tmp_path):
    """A gold folder with the example of docs/gold.md."""
    page = (ROOT / "docs/gold.md").read_text("utf-8")
    (text,) = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    (answers,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/ferry.txt").write_text(text, "utf-8", newline="")
    (tmp_path / "ferry.json").write_text(answers, "utf-8")
    return tmp_path


def test_the_example_of_the_documentation_is_read_as_it_is_meant(documented):
    """Its facts become claims that cite the sentences which the page means."""
    (article,) = gold.read_gold(documented)
    meeting, agreement, threat = gold.claims(article, read(documented, article))
    assert isinstance(meeting, Meeting)
    assert isinstance(agreement, Agreement)
    assert isinstance(threat, Threat)
    assert meeting.participants == (
        Participant(name="Ingrid Dahl", role="transport minister", affiliation="Norway"),
        Participant(name="Denmark", role="transport minister", affiliation="Denmark"),
    )
    assert (meeting.status, meeting.place, meeting.date) == ("held", "Oslo", "on Monday")
    assert [[item.sentence for item in claim.evidence] for claim in (meeting, agreement, threat)] == [
        [2],
        [1, 2],
        [3],
    ]
    assert threat.evidence[0].quote == '"If the crews strike, we will sue," Dahl warned.'


def test_the_documentation_names_every_field_and_status():
    """None that is read is missing from the page."""
    page = (ROOT / "docs/gold.md").read_text("utf-8")
    models = (gold.GoldMeeting, gold.GoldAgreement, gold.GoldThreat, gold.GoldParticipant)
    names = {name for model in models for name in model.model_fields}
    names |= {*"held ongoing planned cancelled proposed refused agreed claimed pledged withdrawn".split()}
    assert [name for name in sorted(names | {"verbal", "danger"}) if f"`{name}`" not in page] == []


def test_each_span_of_our_own_gold_is_a_sentence():
    """It begins and ends where a sentence of its document does."""
    articles = gold.read_gold(OWN)
    assert [article.id for article in articles] == [
        "called-off",
        "fisheries-statement",
        "rail-call",
        "river-patrols",
    ]
    for article in articles:
        sentences = {(each.start, each.end) for each in read(OWN, article).sentences}
        facts = (*article.meetings, *article.agreements, *article.threats)
        assert {span for fact in facts for span in fact.spans} <= sentences, article.id
        assert all(fact.spans for fact in facts)


def test_our_own_gold_is_as_varied_as_news():
    """Statuses that are hard to tell apart occur, and both kinds of threat."""
    articles = gold.read_gold(OWN)
    assert {fact.status for article in articles for fact in article.meetings} == {
        *("held", "planned", "cancelled", "proposed"),
    }
    assert {fact.status for article in articles for fact in article.agreements} == {
        *("agreed", "claimed", "pledged", "refused", "withdrawn"),
    }
    assert {fact.kind for article in articles for fact in article.threats} == {"verbal", "danger"}


def test_optional_facts_are_no_claims(documented):
    """A reader may leave them out, so nobody is held to them."""
    answers = documented / "ferry.json"
    answers.write_text(
        answers.read_text("utf-8").replace('"optional": false', '"optional": true', 2), "utf-8"
    )
    (article,) = gold.read_gold(documented)
    assert [type(claim) for claim in gold.claims(article, read(documented, article))] == [Threat]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, r"gold: no gold answers \(<id>\.json beside texts/<id>\.txt\)"),
        ({"a.json": EMPTY}, r"a\.json: its id is 'a', and texts/a\.txt should be its text$"),
        (
            {"b.json": EMPTY, "texts/b.txt": ""},
            r"b\.json: its id is 'a', and texts/b\.txt should be its text$",
        ),
        ({"a.json": "{"}, r"a\.json: no gold answers \(.*Invalid JSON.*\); docs/gold\.md shows the form"),
        (
            {"a.json": EMPTY.replace("[]", '[{"status": "met"}]', 1)},
            r"a\.json: .*meetings\.0\.spans: Field required; .*meetings\.0\.status: Input should be 'held'",
        ),
    ],
    ids=["no file", "no text", "another id", "no JSON", "another form"],
)
def test_what_is_no_gold_folder_is_told(tmp_path, files, message):
    """The error names the file and the fault."""
    for name, text in files.items():
        file = tmp_path / "gold" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    with pytest.raises(ConfigError, match=message):
        gold.read_gold(tmp_path / "gold")
