"""One answer becomes drafts and findings, claim by claim, and never an exception; its schema is small."""

from __future__ import annotations

import json
import math
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from brief.extraction.chance import chance
from brief.extraction.parsing import drafts, parse
from brief.extraction.windows import Window
from brief.records import Actor, Draft, Usage
from brief.wire import Reply, Token, json_object, wire_schema
from tests.documents import document

GOOD = {"sentences": [2], "kind": "threat", "status": "verbal", "actors": ["Vessia"], "what": "sink ships"}
SENTENCES = document("One.", "Two.", "Three.", "Four.").sentences


def read(answer, asked=(2, 3), elsewhere=(1,)):
    """Drafts and findings of an answer on sentences 1 to 3."""
    content = answer if isinstance(answer, str) else json.dumps(answer)
    parsed = parse(Reply(content=content, usage=Usage(calls=1), answers="text"))
    made, findings = drafts(parsed, Window(SENTENCES[:3], frozenset(asked)), elsewhere, None)
    return made, [(one.field, one.message, one.severity) for one in (*parsed.faults, *findings)]


def test_a_field_without_a_value_may_be_null_empty_or_absent():
    """All three are the same draft, and fields that we do not know are passed over."""
    null = GOOD | {"place": None, "target": None, "said_by": None, "background": None}
    empty = GOOD | {"place": "", "target": " ", "said_by": " | | ", "confidence": 0.9}
    vessia = (Actor(name="Vessia"),)
    expected = Draft(kind="threat", status="verbal", actors=vessia, what="sink ships", sentences=(2,))
    for claim in (GOOD, null, empty):
        assert read({"claims": [claim]}) == ([expected], [])
    assert read({"claims": [GOOD | {"actors": None}]})[0][0].actors == ()


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Ana Lund | envoy | Norland", Actor(name="Ana Lund", role="envoy", affiliation="Norland")),
        ("Norland", Actor(name="Norland")),
        ("| foreign minister | Iran", Actor(name=None, role="foreign minister", affiliation="Iran")),
        ("Trump|President", Actor(name="Trump", role="President")),
        (" A \n B | | C ", Actor(name="A B", affiliation="C")),
    ],
)  # fmt: skip
def test_an_actor_is_name_role_and_affiliation(text, actor):
    """Each may be missing."""
    (draft,), _ = read({"claims": [GOOD | {"actors": [text, " | "], "said_by": text}]})
    assert (draft.actors, draft.said_by) == ((actor,), actor)


def test_an_actor_that_runs_on_and_a_genre_that_is_none_are_noted():
    """The actor is cut, and the note has all of it; the claims stand."""
    (draft,), (finding,) = read({"claims": [GOOD | {"said_by": "A | envoy | B, C | D"}]})
    assert draft.said_by == Actor(name="A", role="envoy", affiliation="B, C")
    told = 'an actor has more than a name, a role and an affiliation: ["A | envoy | B, C | D"]'
    assert finding == ("claims[0]", told, "note")
    made, findings = read({"genre": "news", "claims": [GOOD]})
    assert (len(made), findings) == (1, [("genre", 'no genre: "news"', "note")])


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"kind": "pact"}, ".kind", "Input should be 'meeting', 'agreement' or 'threat'"),
        ({"status": "held"}, ".status", "held is no status of a claim of kind threat; there are"),
        ({"sentences": "two"}, ".sentences", "Input should be a valid tuple"),
        ({"sentences": [1.5]}, ".sentences[0]", "Input should be a valid integer"),
        ({"actors": [{"name": "Vessia"}]}, ".actors[0]", "Input should be a valid string"),
        ({"what": "\ud800"}, ".what", "Input should be a valid string, unable to parse"),
        ({"what": "w" * 2001}, ".what", "String should have at most 2000 characters"),
        (None, "", "Input should be a valid dictionary"),
    ],
)  # fmt: skip
def test_a_claim_that_does_not_fit_costs_itself_alone(change, field, message):
    """The others stand, and the finding says where the fault is and what was answered."""
    claim = GOOD | change if change else "met"
    made, ((where, told, severity),) = read({"claims": [claim, GOOD]})
    assert (len(made), where, severity) == (1, f"claims[0]{field}", "unsupported")
    assert told.startswith(message)
    left_out = '{"actors":' if change else '"met"'
    assert f"; left out: {left_out}" in told


def test_numbers_that_were_not_shown_are_no_evidence():
    """They are dropped with a note; a claim that is left with none is left out, and both are told."""
    made, findings = read({"claims": [GOOD | {"sentences": [9, 2, -1, 2, 4]}, GOOD | {"sentences": [0]}]})
    assert [draft.sentences for draft in made] == [(2,)]
    assert findings[:2] == [
        ("claims[0].sentences", "the sentences shown have no number 9, -1, 4", "note"),
        ("claims[1].sentences", "the sentences shown have no number 0", "note"),
    ]
    assert findings[2][1].startswith("no sentence shown is cited; left out: {")
    assert findings[2][2] == "unsupported"
    made, findings = read({"claims": [GOOD | {"sentences": []}]})
    assert (made, len(findings)) == ([], 1)


def test_a_claim_belongs_to_the_window_that_asks_about_its_carrying_sentence():
    """One that another window asks about is that window's; one that none asks about is left out, and told."""
    assert read({"claims": [GOOD | {"sentences": [1, 2]}]}) == ([], [])
    made, findings = read({"claims": [GOOD | {"sentences": [1, 2]}]}, elsewhere=())
    assert (made, findings[0][1][:32]) == ([], "sentence 1 is not asked about; l")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        *((text, "the answer holds no JSON object") for text in ("", "[]", "[1]", "no", '{"name": "Li"')),
        ('{"people": [{"name": "Li"},]}', "the answer holds no JSON object"),
        ('{"answer": []}', "the answer has no list `claims`"),
        ('{"claims": {}}', "the answer has no list `claims`"),
        ('{"claims": [' + json.dumps(GOOD) + ", {]}", "the answer holds no JSON object"),
        ('{"claims":[' + "[" * 20_000, "the answer holds no JSON object"),
    ],
)
def test_an_answer_that_is_none_says_so(content, message):
    """What is whole of it is read all the same; an object inside a broken one is never the answer."""
    made, findings = read(content)
    assert len(made) == content.count("sink ships")
    assert findings == [("body", message, "unsupported")]


def test_an_answer_that_runs_on_is_bounded():
    """Five hundred claims are read, and a list of numbers without end is cut in its note.

    A claim said again counts once; another wording is another claim.
    """
    more = [GOOD | {"what": str(number)} for number in range(600)]
    made, findings = read({"claims": more})
    assert len(made) == 500
    assert findings == [("claims", "only 500 of 600 claims are read", "unsupported")]
    _, ((_, message, _),) = read({"claims": [GOOD | {"sentences": [2, *range(10, 900)]}]})
    assert len(message) == 335
    made, findings = read({"claims": [GOOD, GOOD, GOOD | {"what": "sink boats"}, GOOD]})
    assert ([draft.what for draft in made], findings) == (["sink ships", "sink boats"], [])


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=9) | st.text('{}"\\`', max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*GOOD, "claims"]) | st.text('{}"\\`', min_size=1), inner)
    ),
    max_leaves=12,
)


@given(
    st.just("") | st.text('{}"\\`\n ajson', max_size=50),
    st.lists(json_values | st.just(GOOD), max_size=4),
    st.integers(0, 400),
)
def test_any_answer_gives_drafts_and_findings(prose, claims, end):
    """Whatever stands in it, and wherever it breaks off, drafts cite sentences that were shown."""
    made, _ = read(prose + json.dumps({"claims": claims})[:end])
    assert all(draft.sentences[0] in {2, 3} and set(draft.sentences) <= {1, 2, 3} for draft in made)


START = (('{"', {'{"': 0.98, "{": 0.02}), ("claims", {"claims": 1.0}))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ([*START, ('":[{"', {'":[{"': 0.75, '":': 0.25})], 0.75),
        ([*START, ('":', {'":[{"': 0.3, '":': 0.6, "x": 0.1}), ("[]", {"[]": 1.0})], 0.33),
        ([*START, ('":', {'":': 0.9, '":[{': 0.1}), ("[", {"[": 0.5, "[]": 0.5}),
          ("{", {"{": 0.8, "]": 0.2})], 0.46),
        ([*START, ('":', {'":': 1.0}), (" [", {" [": 1.0}), ("]", {"]": 0.6, '{"': 0.4})], 0.4),
        ([*START, ('":[{"', {})], None),
        ([("No", {"No": 1.0})], None),
        ([*START], None),
        ([], None),
    ],
)  # fmt: skip
def test_the_chance_is_the_odds_where_the_answer_is_decided(answer, expected):
    """Whatever the tokens are: a way that would have begun a claim counts, other ways do not."""
    tokens = [
        Token(text=text, alternatives=tuple((way, math.log(share)) for way, share in ways.items()))
        for text, ways in answer
    ]
    assert chance(tokens) == expected


@pytest.mark.parametrize(
    "content",
    [
        '{"name": "Li {", "role": null}',
        'Here it is: {"name": "Li {", "role": null} Good luck.',
        '<think>{"name": "no"}</think>{"name": "Li {", "role": null}',
        'Not {"a": 1} but\n```json\n{"name": "Li {", "role": null}\n```\n',
        'As {asked}: {"name": "Li {", "role": null}',
    ],
)
def test_first_json_object_is_the_answer(content):
    """Prose, fences, reasoning and braces that are no JSON stand around the answer harmlessly."""
    assert json_object(content) == {"name": "Li {", "role": None}


@given(
    st.dictionaries(st.text("xyz{}", min_size=1), json_values, max_size=3),
    st.text("ab \n\"'[]", max_size=9),
    st.sampled_from([None, 1]),
)
def test_any_object_is_found_in_prose(value, prose, indent):
    """Whatever an object's strings hold, and whatever brace-free prose surrounds it, it is found whole."""
    content = prose + json.dumps(value, ensure_ascii=False, indent=indent) + prose
    assert json_object(content) == value


class Person(BaseModel):
    """A docstring that is no word for a model."""

    name: str = Field(max_length=80, description="who")
    role: str | None = None


class Meeting(BaseModel):
    title: str
    status: Literal["held", "planned"] = "held"
    people: list[Person] = Field(max_length=9)
    host: Person | None = None


class Node(BaseModel):
    children: list[Node]


def test_wire_schema_is_structure_and_choices_only():
    """All fields are required, references inlined; no title, default, length or description is left.

    A model that holds itself is refused: a grammar would let its answer run on.
    """

    def whole(**fields):
        required = {"required": list(fields), "additionalProperties": False}
        return {"type": "object", "properties": fields, **required}

    text, null = {"type": "string"}, {"type": "null"}
    person = whole(name=text, role={"anyOf": [text, null]})
    assert wire_schema(Meeting) == whole(
        title=text,
        status={"type": "string", "enum": ["held", "planned"]},
        people={"type": "array", "items": person},
        host={"anyOf": [person, null]},
    )
    with pytest.raises(ValueError, match="Node holds itself"):
        wire_schema(Node)
