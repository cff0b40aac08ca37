"""One answer becomes drafts and findings, claim by claim, and never an exception."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.extraction.chance import chance
from brief.extraction.parsing import drafts, parse
from brief.extraction.windows import Window
from brief.records import Actor, Draft, Usage
from brief.wire import Reply, Token
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
    expected = Draft(
        kind="threat",
        status="verbal",
        actors=(Actor(name="Vessia"),),
        what="sink ships",
        sentences=(2,),
    )
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


def test_an_actor_that_runs_on_is_cut_with_a_note():
    """The note has all of it."""
    (draft,), findings = read({"claims": [GOOD | {"said_by": "A | envoy | B, C | D"}]})
    assert draft.said_by == Actor(name="A", role="envoy", affiliation="B, C")
    assert findings == [
        (
            "claims[0]",
            'an actor has more than a name, a role and an affiliation: ["A | envoy | B, C | D"]',
            "note",
        )
    ]


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"kind": "pact"}, "claims[0].kind", "Input should be 'meeting', 'agreement' or 'threat'"),
        ({"status": "held"}, "claims[0].status", "held is no status of a claim of kind threat; there are"),
        ({"sentences": "two"}, "claims[0].sentences", "Input should be a valid tuple"),
        ({"sentences": [1.5]}, "claims[0].sentences[0]", "Input should be a valid integer"),
        ({"actors": [{"name": "Vessia"}]}, "claims[0].actors[0]", "Input should be a valid string"),
        ({"what": "\ud800"}, "claims[0].what", "Input should be a valid string, unable to parse"),
        ({"what": "w" * 2001}, "claims[0].what", "String should have at most 2000 characters"),
    ],
)  # fmt: skip
def test_a_claim_that_does_not_fit_costs_itself_alone(change, field, message):
    """The others stand, and the finding says where the fault is and what was answered."""
    made, ((where, told, severity),) = read({"claims": [GOOD | change, GOOD]})
    assert (len(made), where, severity) == (1, field, "unsupported")
    assert told.startswith(message)
    assert '; left out: {"actors":' in told


def test_a_claim_that_is_no_object_costs_itself_alone():
    """The finding names its place in the list."""
    made, findings = read({"claims": ["met", GOOD]})
    assert (len(made), [where for where, _, _ in findings]) == (1, ["claims[0]"])


def test_numbers_that_were_not_shown_are_no_evidence():
    """They are dropped with a note; a claim that is left with none is left out, and both are told."""
    made, findings = read({"claims": [GOOD | {"sentences": [9, 2, -1, 2, 4]}, GOOD | {"sentences": [0]}]})
    assert [draft.sentences for draft in made] == [(2,)]
    assert findings[0] == (
        "claims[0].sentences", "the sentences shown have no number 9, -1, 4", "note",
    )  # fmt: skip
    assert findings[1] == ("claims[1].sentences", "the sentences shown have no number 0", "note")
    assert findings[2][1].startswith("no sentence shown is cited; left out: {")
    assert findings[2][2] == "unsupported"
    made, findings = read({"claims": [GOOD | {"sentences": []}]})
    assert (made, len(findings)) == ([], 1)


def test_a_claim_belongs_to_the_window_that_asks_about_its_carrying_sentence():
    """One that another window asks about is that window's; one that none asks about is left out, and told."""
    assert read({"claims": [GOOD | {"sentences": [1, 2]}]}) == ([], [])
    made, findings = read({"claims": [GOOD | {"sentences": [1, 2]}]}, elsewhere=())
    assert (made, findings[0][1][:32]) == ([], "sentence 1 is not asked about; l")


def test_a_claim_said_twice_counts_once():
    """Another wording is another claim."""
    made, findings = read({"claims": [GOOD, GOOD, GOOD | {"what": "sink boats"}, GOOD]})
    assert ([draft.what for draft in made], findings) == (["sink ships", "sink boats"], [])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the answer holds no JSON object"),
        ("[]", "the answer holds no JSON object"),
        ('{"answer": []}', "the answer has no list `claims`"),
        ('{"claims": {}}', "the answer has no list `claims`"),
        ('{"claims": [' + json.dumps(GOOD) + ", {]}", "the answer holds no JSON object"),
        ('{"claims":[' + "[" * 20_000, "the answer holds no JSON object"),
    ],
)
def test_an_answer_that_is_none_says_so(content, message):
    """What is whole of it is read all the same."""
    made, findings = read(content)
    assert len(made) == content.count("sink ships")
    assert findings == [("body", message, "unsupported")]


def test_an_answer_that_runs_on_is_bounded():
    """Five hundred claims are read, and a list of numbers without end is cut in its note."""
    more = [GOOD | {"what": str(number)} for number in range(600)]
    made, findings = read({"claims": more})
    assert (len(made), findings) == (
        500,
        [("claims", "only 500 of 600 claims are read", "unsupported")],
    )
    _, ((_, message, _),) = read({"claims": [GOOD | {"sentences": [2, *range(10, 900)]}]})
    assert len(message) == 335


def test_a_genre_that_is_none_is_a_note():
    """The claims stand."""
    made, findings = read({"genre": "news", "claims": [GOOD]})
    assert (len(made), findings) == (1, [("genre", 'no genre: "news"', "note")])


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*GOOD, "claims"]), inner),
    max_leaves=12,
)


@given(st.lists(json_values | st.just(GOOD), max_size=4), st.integers(0, 400))
def test_any_answer_gives_drafts_and_findings(claims, end):
    """Whatever stands in it, and wherever it breaks off, drafts cite sentences that were shown."""
    made, _ = read(json.dumps({"claims": claims})[:end])
    assert all(draft.sentences[0] in {2, 3} and set(draft.sentences) <= {1, 2, 3} for draft in made)


def tokens(*of):
    """Tokens with their alternatives as probabilities, the token itself among them."""
    return [
        Token(text=text, alternatives=tuple((way, math.log(share)) for way, share in ways.items()))
        for text, ways in of
    ]


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
    assert chance(tokens(*answer)) == expected
