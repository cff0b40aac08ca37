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
from brief.records import CitedText, Claim, Evidence, Finding, Record, Residue, Skipped, Usage
from brief.render import Templates, as_json
from docs.reference import schema
from tests import claims, desk
from tests.claims import actor, agreement, at, doubt, meeting, threat

ROOT = Path(__file__).parents[1]
PACKAGED = {path.name: path.read_text("utf-8") for path in (ROOT / "templates").iterdir()}


def templates(**changed: str) -> Templates:
    """Give the packaged templates, some of them changed: `note="…"` stands for `note.md.j2`."""
    own = {f"{name}.md.j2": text for name, text in changed.items()}
    return Templates((PACKAGED | own).get)


def record(name: str = "talks", *told: Claim, **fields: Any) -> Record:
    return claims.record(name, *told, **{"headline": cited("Talks"), **fields})


def cited(text: str, *numbers: int, quoted: bool = False) -> CitedText:
    return CitedText(text=text, sentences=numbers or (1,), quoted=quoted)


ANNA = actor("Anna Berg", "foreign minister", "Aland")
BO = actor("Bo Falk", None, "Bland")
ENVOY = actor(None, "envoy", "Cland")
SENTENCES = (
    "Aland and Bland agree on water.",
    "Anna Berg, the foreign minister of Aland, and Bo Falk met the envoy of Cland in Dorf on Saturday.",
    "Bland agreed with *her* to share the water, Mr Falk said.",
    "Aland pledged $6 million.",
    "Cland threatened to cut the cable if it is left out.",
)
NAMES = {"actors": desk.words(SENTENCES, 2, "Anna Berg", "Bo Falk")}
SHARED = {"what": desk.words(SENTENCES, 3, "share", "water"), "actors": desk.words(SENTENCES, 2, "Bo Falk")}
DORF = {"place": "Dorf", "date": "Saturday", "date_resolved": "2023-12-09", "what": "water"}
ARTICLE = desk.placed(
    "talks-#1",
    SENTENCES,
    (meeting(ANNA, BO, ENVOY, **DORF, spans=NAMES), (2,)),
    (agreement(ANNA, BO, what="share the water", said_by=BO, spans=SHARED), (3, 2)),
    (agreement("Aland", status="pledged", what="$5 million", **doubt("“5” is not in it")), (4,)),
    (threat(ENVOY, what="cut the cable", condition="if it is left out", said_by=ENVOY), (5,)),
    (agreement("Aland", "Bland", what="the border of 1975", background=True), (1,)),
    (threat("Bland", status="danger", what="war", **doubt("not in it", "unsupported")), (1,)),
    path="in/talks #1.html",
    title="Aland & Bland *agree*",
    outlet="The Post",
    date="2023-12-10",
    url="https://post.example/?a=1&b=2",
    genre="opinion",
    headline=cited("Aland and Bland agree on water"),
    summary=(cited("Raids [still] threaten the valley.", 4, quoted=True),),
    residue=(Residue(start=9, end=20, text="Read also:\n@post on #1", reason="link to another article"),),
    findings=(
        Finding(check="answer", field="body", message="sentence 4: no *JSON*", severity="unsupported"),
    ),
    unread=(4,),
    unasked=(1, 5),
    usage=Usage(calls=7, input_tokens=900, output_tokens=80),
)
TALKS = ARTICLE.record
_, _, PLEDGE, _, BORDER, _ = (claim.id for claim in TALKS.claims)
NOTE, DAY = ((ROOT / f"tests/expected/rendered-{name}.md").read_text("utf-8") for name in ("note", "brief"))
WEATHER = record("weather", headline=cited("Weather"))
ARTICLES = (ARTICLE, Article(record=WEATHER, sentences=("Rain.", "*So* what?")))
BRIEF = assemble("2023-12-10", ARTICLES, (Skipped(path="in/scan.pdf", reason="no text"),))


def line(claim: Claim) -> str:
    """Line of the claim in a note, without its citation and id."""
    (found,) = (x for x in templates().note(record("talks", claim)).splitlines() if claim.id in x)
    return found.removeprefix("- ").split(" [")[0]


def test_the_files_of_a_day_are_named_by_their_documents() -> None:
    """Text, record and note for each document, a sentence a line, then the brief; both read as a whole."""
    files = templates().files(BRIEF, reversed(ARTICLES))
    each = "sources/{}.txt", "records/{}.json", "notes/{}.md"
    paths = [path.format(name) for name in ("talks-#1", "weather") for path in each]
    assert list(files) == [*(f"2023-12-10/{path}" for path in [*paths, "brief.json"]), "2023-12-10.md"]
    assert files["2023-12-10.md"] == DAY
    assert files["2023-12-10/notes/talks-#1.md"] == NOTE
    assert files["2023-12-10/sources/weather.txt"] == "Rain.\n*So* what?\n"
    assert Brief.model_validate_json(files["2023-12-10/brief.json"]) == BRIEF
    text = files["2023-12-10/records/talks-#1.json"]
    assert Record.model_validate_json(text) == TALKS
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
    assert "“5” is not in it" in text


def test_what_holds_nothing_says_so() -> None:
    """In one line, and no section is empty: a note without claims, a day on which nothing could be read."""
    assert templates().brief(assemble("undated", ())) == "# Brief, undated\n\nNo document could be read.\n"
    assert templates().note(record()) == (
        "# Talks [1](../sources/talks.txt#L1)\n\n"
        "[text](../sources/talks.txt) · in/talks.txt\n\n"
        "No meeting, agreement or threat was found that this article supports.\n\n"
        "*Read by m with brief 0: 0 calls, 0 tokens in, 0 tokens out.*\n"
    )


@pytest.mark.parametrize(
    ("about", "words"),
    [("status", "Whether it is so"), ("date", "When"), ("place", "Where"), ("figures", "How much")],
)
def test_a_dispute_shows_both_claims_with_their_citations(about: str, words: str) -> None:
    """What contradicts each other stands side by side, whatever it is about."""
    story, *others = BRIEF.stories
    dispute = Disputed.model_validate({"id": "d-000001", "about": about, "claims": [BORDER, PLEDGE]})
    day = BRIEF.model_copy(update={"stories": (story.model_copy(update={"disputed": (dispute,)}), *others)})
    (line,) = (line for line in templates().brief(day).splitlines() if "d-000001" in line)
    assert line == (
        f"- {words}: **Aland** and **Bland** agreed: the border of 1975"
        " [1](2023-12-10/sources/talks-%231.txt#L1)"
        " — but **Aland** pledged: $5 million [4](2023-12-10/sources/talks-%231.txt#L4) <!-- d-000001 -->"
    )


def test_a_sentence_that_begins_or_ends_in_quotation_marks_gets_no_second_pair() -> None:
    """“We met,” he said. stands as it is; other sentences of the article stand in quotation marks."""
    texts = ("“We met,” he said.", "He said: “We met.”", "They met.")
    lines = tuple(cited(text, quoted=True) for text in texts)
    shown = [row for row in templates().note(record(summary=lines)).splitlines() if row.startswith("- ")]
    link = "[1](../sources/talks.txt#L1)"
    assert shown == [f"- {texts[0]} {link}", f"- {texts[1]} {link}", f"- “They met.” {link}"]


def test_many_claims_that_are_left_out_are_folded() -> None:
    """Four stand in a list that opens on a click; the words around them are as before."""
    doubts = [threat(id=f"t-00000{n}", what=f"raid {n}", **doubt("false", "unsupported")) for n in range(4)]
    for count, signs in ((3, []), (4, ["<details>", "</details>"])):
        markdown = templates().brief(assemble("2023-12-10", (claims.article("talks", *doubts[:count]),)))
        html = github_flavored_markdown_to_html(markdown)
        assert [line.split("<summary>")[0] for line in markdown.splitlines() if "details>" in line] == signs
        assert html.count("<li>Not supported") == count


def agreed(*actors: Any, **fields: Any) -> Claim:
    return agreement(*actors or ("A",), **{"what": "share water", **fields})


def danger(*actors: Any, **fields: Any) -> Claim:
    return threat(*actors, **{"status": "danger", "what": "raids", **fields})


def uttered(*actors: Any, **fields: Any) -> Claim:
    return danger(*actors, **{"status": "verbal", **fields})


MENTIONED, DATED = actor("Aland", None, "Aland"), dict.fromkeys(("date", "date_resolved"), "2023-12-09")
BY_ANNA = "according to Anna Berg (foreign minister, Aland)"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (meeting(ANNA, BO), "**Anna Berg** (foreign minister, Aland) and **Bo Falk** (Bland) held talks"),
        (meeting(BO, status="ongoing"), "**Bo Falk** (Bland) is holding talks"),
        (meeting("A", "B", "C", status="ongoing"), "**A**, **B** and **C** are holding talks"),
        (meeting(ENVOY, "B", status="planned"), "**envoy of Cland** and **B** are to hold talks"),
        (meeting(MENTIONED, "B"), "**Aland** and **B** held talks"),
        (
            meeting("A", "B", status="cancelled", place="Dorf"),
            "Talks of **A** and **B** in Dorf were cancelled",
        ),
        (meeting("A", "B", status="proposed", what="tax"), "Talks of **A** and **B** were proposed: tax"),
        (
            meeting("A", "B", status="refused", date="last week"),
            "Talks of **A** and **B** last week were refused",
        ),
        (meeting(), "Talks were held"),
        (meeting(status="planned", what="water"), "Talks are planned: water"),
        (meeting(place="the palace", date="9 May"), "Talks at the palace on 9 May were held"),
        (meeting("A", place="by phone"), "**A** held talks by phone"),
        (meeting("A", date="June 2013"), "**A** held talks in June 2013"),
        (meeting("A", date="June 5"), "**A** held talks on June 5"),
        (meeting("A", date="recent days"), "**A** held talks, recent days"),
        (meeting("A", **DATED), "**A** held talks, 2023-12-09"),
        (meeting(BO, said_by="Bo Falk"), "**Bo Falk** (Bland) held talks"),
        (meeting(BO, said_by=ANNA), f"**Bo Falk** (Bland) held talks — {BY_ANNA}"),
        (meeting("A", said_by=ENVOY), "**A** held talks — according to envoy of Cland"),
        (agreed(), "**A** agreed: share water"),
        (agreed(status="claimed"), "**A** is said to have agreed: share water"),
        (agreed("A", "B", status="claimed"), "**A** and **B** are said to have agreed: share water"),
        (agreed(status="proposed", what="to share water"), "**A** proposed to share water"),
        (agreed(status="pledged", said_by="A"), "**A** pledged: share water"),
        (agreed(status="refused", said_by="Bo"), "**A** refused: share water — according to Bo"),
        (agreement(status="withdrawn", what="share"), "Somebody not named withdrew: share"),
        (agreed(place="Dorf", date="Friday"), "**A** agreed in Dorf on Friday: share water"),
        (agreed(condition="if it rains"), "**A** agreed: share water if it rains"),
        (agreed(condition="Feb. 15 deadline"), "**A** agreed: share water (condition: Feb. 15 deadline)"),
        (agreed(what="share water by May", condition="by May"), "**A** agreed: share water by May"),
        (agreed(what=None), "**A** agreed"),
        (danger(), "Danger: raids"),
        (danger(target="B"), "Danger to **B**: raids"),
        (danger("A", said_by="C"), "**A**, named as a danger: raids — according to C"),
        (danger("A", "D", target="B"), "**A** and **D**, named as a danger to **B**: raids"),
        (uttered(), "Somebody not named threatened: raids"),
        (uttered(target="B"), "Somebody not named threatened **B**: raids"),
        (uttered("A", said_by="A"), "**A** threatened: raids"),
        (uttered("A", target="B"), "**A** threatened **B**: raids"),
        (uttered("A", target="b", what="raid B"), "**A** threatened: raid B"),
    ],
)
def test_a_claim_is_worded_by_its_status(told: Claim, expected: str) -> None:
    """What was held, agreed or uttered is told apart from what is planned, offered, refused or feared."""
    assert line(told) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A threatened to raid B.", "**A** threatened to raid B"),
        ("A said it would raid B.", "**A** threatened to raid B"),
        ("A said it will not raid B.", "**A** threatened to raid B"),
        ("A's threat: raid B.", "**A** threatened: raid B"),
        ("Raid B, A said.", "**A** threatened: raid B"),
    ],
)
def test_the_articles_own_words_complete_a_sentence_where_they_do_so_there(sentence, expected):
    """By the word before them in the article; where that does not tell, they stand behind a colon."""
    start = sentence.lower().index("raid")
    evidence = (Evidence(sentence=1, start=50, end=50 + len(sentence), quote=sentence),)
    spans = {"what": ((50 + start, 54 + start), (55 + start, 56 + start))}
    assert line(threat("A", what="raid B", evidence=evidence, spans=spans)) == expected


def test_role_and_affiliation_stand_at_the_first_mention() -> None:
    """On a page each person is introduced once, unless with another role."""
    pairs = (ANNA, BO), (ANNA, ENVOY), (actor("Anna Berg", "prime minister", "Aland"), BO)
    told = (meeting(*pair, id=f"m-00000{n}") for n, pair in enumerate(pairs))
    lines = [row for row in templates().note(record("talks", *told)).splitlines() if "held talks" in row]
    assert [row.split(" held")[0] for row in lines] == [
        "- **Anna Berg** (foreign minister, Aland) and **Bo Falk** (Bland)",
        "- **Anna Berg** and **envoy of Cland**",
        "- **Anna Berg** (prime minister, Aland) and **Bo Falk**",
    ]


def test_text_of_a_source_never_becomes_markup() -> None:
    """Hostile text in every field shows as text: no image, element, mention or foreign link."""
    evil = "1. ![x](https://evil.example) <b onclick=x> @joe **|** `x`\n# [a]: b"
    who = actor(evil, evil)
    place = Evidence(sentence=1, start=9, end=9 + len(evil), quote=evil)
    spans = {"what": tuple((9 + n, 15 + n) for n in range(0, 60, 9))}
    carried: dict[str, Any] = {"evidence": (place,), "spans": spans}
    hostile = record(
        "a)b",
        meeting(who, place=evil, date=evil, what=evil, **carried),
        agreement(who, actor(None, evil), what=evil, said_by=who, condition=evil, **carried),
        threat(what=evil, target=evil, said_by=who, **carried, **doubt(evil)),
        headline=cited(evil),
        summary=(cited(evil, quoted=True),),
        residue=(Residue(start=0, end=1, text=evil, reason=evil),),
        findings=(Finding(check="answer", field="body", message=evil, severity="unsupported"),),
        **dict.fromkeys(("path", "title", "outlet", "date"), evil),
        url="javascript:alert(1)",
    )
    article = Article(record=hostile, sentences=(evil,))
    day = assemble("2023-12-10", (article,), (Skipped(path=evil, reason=evil),))
    for markdown in (templates().note(hostile), templates().brief(day)):
        html = github_flavored_markdown_to_html(markdown)
        for sign in ("<img", "<b ", "<code", "<table", "<ol", "javascript", 'href="http', "@joe"):
            assert sign not in html
        assert html.count("<a href=") == markdown.count("](../") + markdown.count("](2023-12-10/")
    assert "<strong>" in github_flavored_markdown_to_html(templates().note(hostile).partition("  > ")[2])


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
    assert templates(note=own).note(record(path="*a*")) == "\\*a\\*\n"


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("\n{{ record.hedline }}", "note.md.j2, line 2: 'brief.records.Record object' has no"),
        ("{% if %}", "note.md.j2, line 1: Expected an expression"),
        ("\n\n{% include 'mine.md.j2' %}", "note.md.j2, line 3: there is no template mine.md.j2"),
        ("{% include 'mended.md.j2' %}", "mended.md.j2, line 1: 'nothing' is undefined"),
        ("{{ 1 + record.headline.text }}", "note.md.j2, line 1: TypeError: unsupported operand"),
        ("{{ record.__class__ }}", "note.md.j2, line 1: access to attribute '__class__'"),
        (None, "note.md.j2: there is no template note.md.j2"),
    ],
)
def test_a_template_that_cannot_be_used_is_named(own: str | None, expected: str) -> None:
    """The error says which template, which line and what is missing, and what to do next."""
    repair = "; repair it, or remove it to use the packaged one"
    with pytest.raises(ConfigError, match=f"^templates/{re.escape(expected)}.*{repair}$"):
        Templates({"note.md.j2": own, "mended.md.j2": "{{ nothing }}"}.get).note(TALKS)


def test_a_claim_names_the_pages_of_its_evidence() -> None:
    """Where the source has pages, they stand behind the citations, each once; elsewhere nothing does."""
    pages = [
        item.model_copy(update={"page": page}) for item, page in zip(at(2, 3, 4), (1, 1, 2), strict=True)
    ]
    paged, plain = (record("talks", threat(evidence=evidence)) for evidence in (pages, at(4)))
    assert "[4](../sources/talks.txt#L4), p. 1, 2 <!-- t-000001 -->\n" in templates().note(paged)
    assert ", p." not in templates().note(plain)
    assert '"page": 2' in as_json(paged)
    assert "page" not in as_json(plain)


@pytest.mark.parametrize(("name", "kind"), [("record", Record), ("brief", Brief)])
def test_the_published_schemas_are_current(name: str, kind: type[Record | Brief]) -> None:
    """docs/record.schema.json and docs/brief.schema.json are what `schema()` gives."""
    assert (ROOT / "docs" / f"{name}.schema.json").read_text("utf-8") == schema(kind)


def test_the_cable_is_one_page_of_what_is_verified() -> None:
    """Story by story, with the number of what it does not show."""
    cable = Templates(PACKAGED.get, "cable").brief(BRIEF)
    first = "**Aland and Bland agree on water**\n\n- **Anna"
    assert cable.startswith(f"# 2023-12-10 — 2 stories, 2 sources\n\n{first}")
    assert "**Weather**\n\n- Nothing that is verified.\n" in cable
    assert "Not shown: 1 for review, 1 left out, 1 not read; see the notes: [The Post](2023" in cable
    assert "$5 million" not in cable


def test_every_template_is_documented() -> None:
    """docs/templates.md names the templates that stand for a page, a story or a line."""
    documented = set(re.findall(r"`(\w+\.md\.j2)`", (ROOT / "docs" / "templates.md").read_text("utf-8")))
    inner = "actor actors citations cited doubts matter noted scene sentence".split()
    parts = {f"{name}.md.j2" for name in inner}
    assert documented | parts == {name for name in PACKAGED if name.endswith(".md.j2")} - {"accuracy.md.j2"}
