"""A record as people read it: whole examples, every wording, and templates that cannot be used."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from cmarkgfm import github_flavored_markdown_to_html

from brief.assemble import assemble
from brief.daily import Article, Brief, Disputed
from brief.errors import ConfigError
from brief.records import (
    Agreement,
    CitedText,
    DocumentRef,
    Evidence,
    Finding,
    Meeting,
    Participant,
    Provenance,
    Record,
    Residue,
    Skipped,
    Threat,
    Usage,
)
from brief.render import Templates, as_json, schema

ROOT = Path(__file__).parents[1]
PACKAGED = {path.name: path.read_text("utf-8") for path in (ROOT / "templates").iterdir()}


def templates(**changed: str) -> Templates:
    """Give the packaged templates, some of them changed: `note="…"` stands for `note.md.j2`."""
    own = {f"{name}.md.j2": text for name, text in changed.items()}
    return Templates((PACKAGED | own).get)


def at(*numbers: int) -> tuple[Evidence, ...]:
    return tuple(Evidence(sentence=number, start=0, end=4, quote="text") for number in numbers)


def doubt(message: str, severity: str = "review") -> dict[str, Any]:
    finding = Finding.model_validate(
        {"check": "names", "field": "date", "message": message, "severity": severity}
    )
    return {"verdict": severity, "findings": (finding,)}


def meeting(**fields: Any) -> Meeting:
    default = {
        "id": "m-000001",
        "evidence": at(2),
        "verdict": "verified",
        "status": "held",
        "participants": (),
    }
    return Meeting.model_validate(default | fields)


def agreement(**fields: Any) -> Agreement:
    default = {"id": "a-000001", "evidence": at(3), "verdict": "verified", "status": "agreed"}
    return Agreement.model_validate(
        default | {"parties": ("Aland",), "commitment": "to share water"} | fields
    )


def threat(**fields: Any) -> Threat:
    default = {"id": "t-000001", "evidence": at(4), "verdict": "verified", "kind": "danger"}
    return Threat.model_validate(default | {"threat": "raids"} | fields)


def record(name: str = "talks", **fields: Any) -> Record:
    default = {
        "document": DocumentRef(
            id=name, path=f"in/{name}.txt", sha256="00", title=None, outlet=None, date=None, url=None
        ),
        "headline": CitedText(text="Talks", sentences=(1,), quoted=False),
        "summary": (),
        "meetings": (),
        "agreements": (),
        "threats": (),
        "provenance": Provenance(
            model="small_1.5b",
            weights_sha256=None,
            prompts_sha256="00",
            protocol="sentence",
            answers="json_schema",
            brief_version="0.1.0",
        ),
        "usage": Usage(),
    }
    return Record.model_validate(default | fields)


ANNA = Participant(name="Anna Berg", role="foreign minister", affiliation="Aland")
BO = Participant(name="Bo Falk", affiliation="Bland")
CY = Participant(name="Cy")
TALKS = record(
    "talks-#1",
    document=DocumentRef(
        id="talks-#1",
        path="in/talks #1.html",
        sha256="00",
        title="Aland & Bland *agree*",
        outlet="The Post",
        date="2023-12-10",
        url="https://post.example/?a=1&b=2",
    ),
    headline=CitedText(text="Aland and Bland agree on water", sentences=(1,), quoted=False),
    summary=(
        CitedText(text="The ministers met and agreed to share water.", sentences=(3, 2), quoted=False),
        CitedText(text="Raids [still] threaten the valley.", sentences=(4,), quoted=True),
    ),
    meetings=(
        meeting(
            id="m-1a2b3c",
            participants=(ANNA, BO, CY),
            place="Dorf",
            date="Saturday",
            date_resolved="2023-12-09",
            topic="water",
            evidence=at(2, 5, 2),
        ),
    ),
    agreements=(
        agreement(id="a-2b3c4d", parties=("Aland", "Bland"), stated_by="Bo Falk"),
        agreement(id="a-3c4d5e", status="pledged", commitment="$5 million", **doubt("“5” is not in it")),
    ),
    threats=(
        threat(id="t-4d5e6f", posed_by="Cland", cited_by="Cland"),
        threat(id="t-5e6f7a", posed_by="Bland", threat="war", **doubt("not in it", "unsupported")),
    ),
    residue=(Residue(start=9, end=20, text="Read also:\n@post on #1", reason="link to another article"),),
    usage=Usage(calls=7, input_tokens=900, output_tokens=80),
)

NOTE = """\
# Aland and Bland agree on water [1](../sources/talks-%231.txt#L1)

The Post · 2023-12-10 · [original](https://post.example/?a=1&amp;b=2) · [text](../sources/talks-%231.txt) \
· in/talks #<!-- -->1.html

- The ministers met and agreed to share water. [2](../sources/talks-%231.txt#L2) \
[3](../sources/talks-%231.txt#L3)
- “Raids \\[still\\] threaten the valley.” [4](../sources/talks-%231.txt#L4)

## Who met

- **Anna Berg** (Aland, foreign minister), **Bo Falk** (Bland) and **Cy** met in Dorf \
on Saturday (2023-12-09): water \
[2](../sources/talks-%231.txt#L2) [5](../sources/talks-%231.txt#L5) <!-- m-1a2b3c -->

## What was agreed

- **Aland, Bland** agreed: to share water — according to Bo Falk \
[3](../sources/talks-%231.txt#L3) <!-- a-2b3c4d -->
- **Aland** pledged: $5 million [3](../sources/talks-%231.txt#L3) ⚠ review: “5” is not in it <!-- a-3c4d5e -->

## What threats were cited

- **Cland**: raids [4](../sources/talks-%231.txt#L4) <!-- t-4d5e6f -->

## Left out

- Not supported (not in it): **Bland**: war [4](../sources/talks-%231.txt#L4) <!-- t-5e6f7a -->

## Not read as article

- link to another article: Read also: @<!-- -->post on #<!-- -->1

*Read by small_1.5b with brief 0.1.0: 7 calls, 900 tokens in, 80 tokens out.*
"""

DAY = """\
# Brief, 2023-12-10

## Bottom line

- **Anna Berg** (Aland, foreign minister), **Bo Falk** (Bland) and **Cy** met in Dorf \
on Saturday (2023-12-09): water \
[2](2023-12-10/sources/talks-%231.txt#L2) [5](2023-12-10/sources/talks-%231.txt#L5)
- **Aland, Bland** agreed: to share water — according to Bo Falk \
[3](2023-12-10/sources/talks-%231.txt#L3)
- **Cland**: raids [4](2023-12-10/sources/talks-%231.txt#L4)

## Aland and Bland agree on water [1](2023-12-10/sources/talks-%231.txt#L1)

[The Post](2023-12-10/notes/talks-%231.md)

- “text” [2](2023-12-10/sources/talks-%231.txt#L2)
- “text” [3](2023-12-10/sources/talks-%231.txt#L3)

### Met

- **Anna Berg** (Aland, foreign minister), **Bo Falk** (Bland) and **Cy** met in Dorf \
on Saturday (2023-12-09): water \
[2](2023-12-10/sources/talks-%231.txt#L2) [5](2023-12-10/sources/talks-%231.txt#L5) <!-- m-1a2b3c -->

### Agreed

- **Aland, Bland** agreed: to share water — according to Bo Falk \
[3](2023-12-10/sources/talks-%231.txt#L3) · one side's account \
<!-- a-2b3c4d -->
- **Aland** pledged: $5 million [3](2023-12-10/sources/talks-%231.txt#L3) ⚠ review: “5” is not in it \
<!-- a-3c4d5e -->

### Threats cited

- **Cland**: raids [4](2023-12-10/sources/talks-%231.txt#L4) <!-- t-4d5e6f -->

## Weather [1](2023-12-10/sources/weather.txt#L1)

[weather](2023-12-10/notes/weather.md)

No meeting, agreement or threat was found that this supports.

## For review

- a-3c4d5e $5 million: “5” is not in it

## Left out

- Not supported (not in it): **Bland**: war [4](2023-12-10/sources/talks-%231.txt#L4) <!-- t-5e6f7a -->

## Not read

- in/scan.pdf: no text

## Sources

- The Post, “Aland & Bland \\*agree\\*”, 2023-12-10, in/talks #<!-- -->1.html: \
[text](2023-12-10/sources/talks-%231.txt) · [note](2023-12-10/notes/talks-%231.md) \
· [original](https://post.example/?a=1&amp;b=2)
- in/weather.txt: [text](2023-12-10/sources/weather.txt) · [note](2023-12-10/notes/weather.md)
"""

WEATHER = record("weather", headline=CitedText(text="Weather", sentences=(1,), quoted=False))
ARTICLES = (
    Article(record=TALKS, sentences=("Talks.",)),
    Article(record=WEATHER, sentences=("Rain.", "*So* what?")),
)
BRIEF = assemble("2023-12-10", ARTICLES, (Skipped(path="in/scan.pdf", reason="no text"),))


def line(claim: Meeting | Agreement | Threat) -> str:
    """Line of the claim in a note, without its citation and id."""
    kind = {"m": "meetings", "a": "agreements", "t": "threats"}[claim.id[0]]
    fields: dict[str, Any] = {kind: (claim,)}
    (found,) = (x for x in templates().note(record(**fields)).splitlines() if claim.id in x)
    return found.removeprefix("- ").split(" [")[0]


def test_a_note_reads_as_a_whole() -> None:
    """Headline, origin, summary, claims, what was left out and why, and who read it."""
    assert templates().note(TALKS) == NOTE


def test_a_brief_reads_as_a_whole() -> None:
    """A day's documents, then what to review, what was left out or not read, and the sources."""
    assert templates().brief(BRIEF) == DAY


def test_a_note_without_claims_says_so() -> None:
    """Nothing found is said in one line, and no section is empty."""
    assert templates().note(record()) == (
        "# Talks [1](../sources/talks.txt#L1)\n\n"
        "[text](../sources/talks.txt) · in/talks.txt\n\n"
        "No meeting, agreement or threat was found that this article supports.\n\n"
        "*Read by small_1.5b with brief 0.1.0: 0 calls, 0 tokens in, 0 tokens out.*\n"
    )


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ("status", "Whether it is so"),
        ("date", "When"),
        ("place", "Where"),
        ("role", "Who, in which role"),
        ("figures", "How much"),
    ],
)
def test_a_dispute_shows_both_claims_with_their_citations(about: str, words: str) -> None:
    """What contradicts each other stands side by side, whatever it is about."""
    story, *others = BRIEF.stories
    dispute = Disputed.model_validate({"id": "d-000001", "about": about, "claims": ["a-2b3c4d", "a-3c4d5e"]})
    day = BRIEF.model_copy(update={"stories": (story.model_copy(update={"disputed": (dispute,)}), *others)})
    (line,) = (line for line in templates().brief(day).splitlines() if "d-000001" in line)
    cited = "[3](2023-12-10/sources/talks-%231.txt#L3)"
    assert line == (
        f"- {words}: **Aland, Bland** agreed: to share water — according to Bo Falk {cited}"
        f" — but **Aland** pledged: $5 million {cited} <!-- d-000001 -->"
    )


def test_a_sentence_that_begins_or_ends_in_quotation_marks_gets_no_second_pair() -> None:
    """“We met,” he said. stands as it is; other sentences of the article stand in quotation marks."""
    texts = ("“We met,” he said.", "He said: “We met.”", "They met.")
    lines = tuple(CitedText(text=text, sentences=(1,), quoted=True) for text in texts)
    shown = [row for row in templates().note(record(summary=lines)).splitlines() if row.startswith("- ")]
    cited = "[1](../sources/talks.txt#L1)"
    assert shown == [f"- {texts[0]} {cited}", f"- {texts[1]} {cited}", f"- “They met.” {cited}"]


def test_many_claims_that_are_left_out_are_folded() -> None:
    """Four stand in a list that opens on a click; the words around them are as before."""
    doubts = [threat(id=f"t-00000{n}", threat=f"raid {n}", **doubt("false", "unsupported")) for n in range(4)]
    for count, signs in ((3, []), (4, ["<details>", "</details>"])):
        day = assemble("2023-12-10", (Article(record=record(threats=doubts[:count]), sentences=("Talks",)),))
        markdown = templates().brief(day)
        html = github_flavored_markdown_to_html(markdown)
        assert [line.split("<summary>")[0] for line in markdown.splitlines() if "details>" in line] == signs
        assert html.count("<li>Not supported") == count


def test_a_brief_without_documents_says_so() -> None:
    """A day on which nothing could be read has a brief as well."""
    assert templates().brief(assemble("undated", ())) == ("# Brief, undated\n\nNo document could be read.\n")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"participants": (ANNA, BO)}, "**Anna Berg** (Aland, foreign minister) and **Bo Falk** (Bland) met"),
        ({"participants": (BO,), "status": "ongoing"}, "**Bo Falk** (Bland) is meeting"),
        ({"participants": (BO,), "status": "planned"}, "**Bo Falk** (Bland) is to meet"),
        ({"participants": (BO, CY), "status": "planned"}, "**Bo Falk** (Bland) and **Cy** are to meet"),
        ({"participants": (Participant(name="Aland", affiliation="Aland"), CY)}, "**Aland** and **Cy** met"),
        ({"status": "cancelled"}, "Participants not named cancelled a meeting"),
        ({"status": "proposed", "topic": "water"}, "Participants not named proposed to meet: water"),
        ({"status": "refused", "date": "last week"}, "Participants not named refused to meet last week"),
        ({"place": "the palace", "date": "9 May"}, "Participants not named met, the palace on 9 May"),
        ({"date": "June 2013"}, "Participants not named met in June 2013"),
        ({"date": "June 5"}, "Participants not named met on June 5"),
        ({"date": "recent days"}, "Participants not named met, recent days"),
        ({"date": "2023-12-09", "date_resolved": "2023-12-09"}, "Participants not named met, 2023-12-09"),
        ({"participants": (BO,), "stated_by": "Bo Falk"}, "**Bo Falk** (Bland) met"),
        ({"participants": (BO,), "stated_by": "Cy"}, "**Bo Falk** (Bland) met — according to Cy"),
    ],
)
def test_a_meeting_is_worded_by_its_status(fields: dict[str, Any], expected: str) -> None:
    """Who met, or was to meet, where and when as the article has it, and who says so."""
    assert line(meeting(**fields)) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "**Aland** agreed: to share water"),
        ({"status": "claimed"}, "**Aland** is said to have agreed: to share water"),
        ({"status": "claimed", "parties": ("A", "B")}, "**A, B** are said to have agreed: to share water"),
        ({"status": "proposed"}, "**Aland** proposed: to share water"),
        ({"status": "pledged", "stated_by": "Aland"}, "**Aland** pledged: to share water"),
        ({"status": "refused", "stated_by": "Bo"}, "**Aland** refused: to share water — according to Bo"),
        ({"status": "withdrawn", "parties": ()}, "Parties not named withdrew from: to share water"),
    ],
)
def test_an_agreement_is_worded_by_its_status(fields: dict[str, Any], expected: str) -> None:
    """What was agreed is told apart from what is said, offered, pledged, refused or left."""
    assert line(agreement(**fields)) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "Danger: raids"),
        ({"target": "B"}, "Danger to **B**: raids"),
        ({"posed_by": "A", "cited_by": "C"}, "**A**: raids — according to C"),
        ({"posed_by": "A", "target": "B"}, "**A**, a danger to **B**: raids"),
        ({"kind": "verbal"}, "Threat: raids"),
        ({"kind": "verbal", "target": "B"}, "Threat against **B**: raids"),
        ({"kind": "verbal", "posed_by": "A", "cited_by": "A"}, "**A** threatened: raids"),
        ({"kind": "verbal", "posed_by": "A", "target": "B"}, "**A** threatened **B**: raids"),
    ],
)
def test_a_threat_is_worded_by_its_kind(fields: dict[str, Any], expected: str) -> None:
    """A threat that was uttered is told apart from a danger that was named."""
    assert line(threat(**fields)) == expected


def test_text_of_a_source_never_becomes_markup() -> None:
    """Hostile text in every field shows as text: no image, element, mention or foreign link."""
    evil = "1. ![x](https://evil.example) <b onclick=x> @joe **|** `x`\n# [a]: b"
    hostile = record(
        document=DocumentRef(
            id="a)b", path=evil, sha256="00", title=evil, outlet=evil, date=evil, url="javascript:alert(1)"
        ),
        headline=CitedText(text=evil, sentences=(1,), quoted=False),
        summary=(CitedText(text=evil, sentences=(1,), quoted=True),),
        meetings=(
            meeting(participants=(Participant(name=evil, role=evil),), place=evil, date=evil, topic=evil),
        ),
        agreements=(agreement(parties=(evil, evil), commitment=evil, stated_by=evil),),
        threats=(threat(threat=evil, target=evil, cited_by=evil, **doubt(evil)),),
        residue=(Residue(start=0, end=1, text=evil, reason=evil),),
    )
    article = Article(record=hostile, sentences=(evil,))
    day = assemble("2023-12-10", (article,), (Skipped(path=evil, reason=evil),))
    for markdown in (templates().note(hostile), templates().brief(day)):
        html = github_flavored_markdown_to_html(markdown)
        for sign in ("<img", "<b ", "<code", "<table", "<ol", "javascript", 'href="http', "@joe"):
            assert sign not in html
        assert html.count("<a href=") == markdown.count("](../") + markdown.count("](2023-12-10/")


@pytest.mark.parametrize(
    "own",
    [
        "{{ document.path }}",
        "{{ document.path | safe }}",
        "{{ [document.path, document.id | path_segment] | first }}",
        "{{ document.path ~ ('' | path_segment) }}",
        "{% set path %}{{ document.path }}{% endset %}{{ path | replace('\\\\', '') }}",
    ],
)
def test_a_template_cannot_print_text_unescaped(own: str) -> None:
    """Neither by forgetting a filter nor by joining, marking or capturing."""
    path = "*a*"
    reference = record().document.model_copy(update={"path": path})
    assert templates(note=own).note(record(document=reference)) == "\\*a\\*\n"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"note": "\n{{ record.hedline }}"},
            "templates/note.md.j2, line 2: 'brief.records.Record object' has no",
        ),
        ({"note": "{% if %}"}, "templates/note.md.j2, line 1: Expected an expression"),
        (
            {"note": "\n\n{% include 'mine.md.j2' %}"},
            "templates/note.md.j2, line 3: there is no template mine.md.j2",
        ),
        ({"cited": "{{ nothing }}"}, "templates/cited.md.j2, line 1: 'nothing' is undefined"),
        (
            {"note": "{{ 1 + record.headline.text }}"},
            "templates/note.md.j2, line 1: TypeError: unsupported operand",
        ),
        ({"note": "{{ record.__class__ }}"}, "templates/note.md.j2, line 1: access to attribute '__class__'"),
    ],
)
def test_a_template_that_cannot_be_used_is_named(changed: dict[str, str], expected: str) -> None:
    """The error says which template, which line and what is missing, and what to do next."""
    with pytest.raises(ConfigError) as caught:
        templates(**changed).note(TALKS)
    assert str(caught.value).startswith(expected)
    assert str(caught.value).endswith("; repair it, or remove it to use the packaged one")


def test_a_template_that_is_not_there_is_named() -> None:
    """A look-up that finds nothing is the user's to mend."""
    with pytest.raises(ConfigError, match=r"^templates/brief\.md\.j2: there is no template brief\.md\.j2;"):
        Templates(lambda _: None).brief(BRIEF)


def test_the_json_of_a_record_is_the_record() -> None:
    """It reads back as the same value, in two-space indent and in its own letters."""
    text = as_json(TALKS)
    assert Record.model_validate_json(text) == TALKS
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
    assert "“5” is not in it" in text


def test_the_files_of_a_day_are_named_by_their_documents() -> None:
    """Text, record and note for each document, one sentence a line, and the brief after them."""
    files = templates().files(BRIEF, reversed(ARTICLES))
    assert list(files) == [
        "2023-12-10/sources/talks-#1.txt",
        "2023-12-10/records/talks-#1.json",
        "2023-12-10/notes/talks-#1.md",
        "2023-12-10/sources/weather.txt",
        "2023-12-10/records/weather.json",
        "2023-12-10/notes/weather.md",
        "2023-12-10/brief.json",
        "2023-12-10.md",
    ]
    assert files["2023-12-10.md"] == DAY
    assert files["2023-12-10/notes/talks-#1.md"] == NOTE
    assert files["2023-12-10/sources/weather.txt"] == "Rain.\n*So* what?\n"
    assert files["2023-12-10/records/weather.json"] == as_json(WEATHER)
    assert Brief.model_validate_json(files["2023-12-10/brief.json"]) == BRIEF


@pytest.mark.parametrize(("name", "kind"), [("record", Record), ("brief", Brief)])
def test_the_published_schemas_are_current(name: str, kind: type[Record | Brief]) -> None:
    """docs/record.schema.json and docs/brief.schema.json are what `schema()` gives."""
    assert (ROOT / "docs" / f"{name}.schema.json").read_text("utf-8") == schema(kind)


def test_a_claim_names_the_pages_of_its_evidence() -> None:
    """Where the source has pages, they stand behind the citations, each once; elsewhere nothing does."""
    pages = tuple(
        Evidence(sentence=number, start=0, end=4, quote="text", page=page)
        for number, page in ((2, 1), (3, 1), (4, 2))
    )
    note = templates().note(record(threats=(threat(evidence=pages),)))
    assert "[4](../sources/talks.txt#L4), p. 1, 2 <!-- t-000001 -->\n" in note
    assert ", p." not in templates().note(record(threats=(threat(),)))


def test_a_page_is_in_the_json_of_records_that_have_pages() -> None:
    """Evidence of a text has no page, and so the JSON of its record has none."""
    assert "page" not in as_json(record(threats=(threat(),)))
    paged = Evidence(sentence=2, start=0, end=4, quote="text", page=7)
    shown = json.loads(as_json(record(threats=(threat(evidence=(paged,)),))))
    assert shown["threats"][0]["evidence"][0]["page"] == 7


def test_the_cable_is_one_page_of_what_is_verified() -> None:
    """Story by story, with the number of what it does not show."""
    cable = Templates(PACKAGED.get, "cable").brief(BRIEF)
    assert cable.startswith(
        "# 2023-12-10 — 2 stories, 2 sources\n\n**Aland and Bland agree on water**\n\n- **Anna"
    )
    assert "**Weather**\n\n- Nothing that is verified.\n" in cable
    assert "Not shown: 1 for review, 1 left out, 1 not read; see the notes: [The Post](2023" in cable
    assert "$5 million" not in cable


def test_every_template_is_documented() -> None:
    """docs/templates.md names the templates that stand for a page, a story or a line."""
    documented = set(re.findall(r"`(\w+\.md\.j2)`", (ROOT / "docs" / "templates.md").read_text("utf-8")))
    parts = {f"{name}.md.j2" for name in "citations cited doubts matter noted sentence words".split()}
    assert documented | parts == {name for name in PACKAGED if name.endswith(".md.j2")} - {"accuracy.md.j2"}
