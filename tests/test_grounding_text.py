"""Grounding reads past how a text is set, points into the text as it was read, and holds for any answer."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.grounding import ground
from brief.records import STATUSES, Actor, Draft
from tests.test_grounding import agreed, dated, draft

MARKS = "\u00ad\u200b\u200d\u200e\u2060\ufeff"
"""Soft hyphen, zero-width space and joiner, mark of direction, word joiner, byte order mark."""
SEEN = """Norway|Lurk|Ostra|UN|Kim Jong-un|agreed to|drain|the marsh|never|not|if|May|22|twenty-two|1975|?|,
“|”|a novel|caf\u00e9|o\ufb03ce|d’Or|習近平|\ufdfa|\u0130""".replace("\n", "|").split("|")
PHRASES = st.lists(st.sampled_from(SEEN) | st.text(max_size=4), max_size=6).map(" ".join)
FIELDS = st.none() | PHRASES
ACTORS = st.builds(Actor, name=FIELDS, role=FIELDS, affiliation=FIELDS)


SET = """
Nor\u00adway agreed to [drain the mar\u00adshes]. = drain the marshes
\u200eNorway\u200e agreed to \u202a[drain\u202c the marshes]. = drain the marshes
Norway agreed to [\ufb02ood the o\ufb03ce]. = flood the office
Norway agreed to [flood the office]. = \ufb02ood the o\ufb03ce
Norway agreed to [tax every caf\u0065\u0301]. = tax every caf\u00e9
Norway agreed to [tax the d’Or]. = tax the d'or
Norway agreed to [tax full\u2010time \u2014 gold]. = tax full-time gold
Norway agreed to [tax \uff11\uff12 mines]. = tax 12 mines
""".strip().splitlines()


@pytest.mark.parametrize("line", SET)
def test_how_a_text_is_set_makes_no_difference_and_spans_are_its_very_words(line):
    """Marks that nobody sees, ligatures, accents composed or not, quotation marks, dashes, widths."""
    text, _, said = line.partition(" = ")
    before, place, after = re.split(r"[][]", text)
    document = dated(before + place + after)
    (claim,) = ground(document, [agreed("Norway", what=said, sentences=(1,))])
    assert (claim.verdict, claim.findings) == ("verified", ())
    assert [document.text[start:end] for start, end in claim.spans["what"]] == [place]
    ((start, end),) = claim.spans["actors"]
    assert re.sub(f"[{MARKS}]", "", document.text[start:end]) == "Norway"


@st.composite
def told(draw: st.DrawFn) -> tuple[list[str], list[Draft]]:
    """Sentences of an article, and what some model answers about them."""
    texts = draw(st.lists(PHRASES, min_size=1, max_size=9))
    drafts = []
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(list(STATUSES)))
        fields: dict[str, Any] = {
            name: draw(FIELDS) for name in ("what", "place", "date", "target", "condition")
        }
        fields["status"] = draw(st.sampled_from(STATUSES[kind]))
        fields["sentences"] = draw(st.lists(st.integers(1, len(texts)), min_size=1, max_size=3).map(tuple))
        fields["said_by"] = draw(st.none() | ACTORS)
        drafts.append(draft(kind, *draw(st.lists(ACTORS, max_size=3)), **fields))
    return texts, drafts


@settings(deadline=None)
@given(told())
def test_a_claim_is_its_draft_with_evidence_whatever_the_text(told):
    """One for each distinct draft. A role, affiliation, place or date may be left out; no word changes."""
    texts, drafts = told
    document = dated(*texts)
    claims = ground(document, drafts)
    assert claims == ground(document, drafts)
    first: dict[Draft, Draft] = {}
    for each in drafts:
        first.setdefault(each.model_copy(update={"sentences": ()}), each)
    for claim, one in zip(claims, sorted(first.values(), key=lambda each: each.sentences[0]), strict=True):
        for field in ("kind", "status", "what", "target", "condition"):
            assert getattr(claim, field) == getattr(one, field)
        assert claim.place in (one.place, None)
        assert claim.date in (one.date, None)
        people = zip((*claim.actors, claim.said_by), (*one.actors, one.said_by), strict=True)
        for kept, asked in people:
            assert (kept and kept.name) == (asked and asked.name)
            for part in ("role", "affiliation") if asked else ():
                assert getattr(kept, part) in (getattr(asked, part), None)
        assert {each.sentence for each in claim.evidence} >= set(one.sentences)
        assert all(each.quote == document.text[each.start : each.end] for each in claim.evidence)
        grave = {each.severity for each in claim.findings} - {"note"}
        assert claim.verdict == (
            "unsupported" if "unsupported" in grave else "review" if grave else "verified"
        )
        cited = [each.sentence for each in claim.evidence]
        near = {1, 2, *(number - back for number in cited for back in range(6))}
        around = [document.sentences[number - 1] for number in near if 1 <= number <= len(texts)]
        for start, end in (place for places in claim.spans.values() for place in places):
            assert start < end
            assert any(each.start <= start and end <= each.end for each in around)


@settings(deadline=None)
@given(told(), st.lists(st.tuples(st.integers(0), st.sampled_from(MARKS)), max_size=20))
def test_marks_that_nobody_sees_leave_every_verdict_as_it_was(told, marks):
    """Wherever in the text they stand."""
    texts, drafts = told
    marked = list(texts)
    for place, mark in marks:
        number = place % len(marked)
        at = place % (len(marked[number]) + 1)
        marked[number] = marked[number][:at] + mark + marked[number][at:]
    before, after = (ground(dated(*each), drafts) for each in (texts, marked))
    assert [(each.verdict, each.findings) for each in after] == [
        (each.verdict, each.findings) for each in before
    ]


def test_a_boundless_sentence_or_claim_is_grounded_in_time_that_grows_with_it():
    """Pairs of words in it are never gone through: 40,000 words and 800 actors are soon done."""
    text = "Mill " + "port " * 20_000 + "denied " * 20_000
    assert ground(dated(text), [agreed("Mill", what="never port", sentences=(1,))])[0].verdict == "review"
    people = [f"Ana Brul{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(650)]
    meeting = draft("meeting", *people, sentences=tuple(range(1, 300)))
    (claim,) = ground(dated(f"{', '.join(people)} met.", *["It rained."] * 300), [meeting])
    assert (claim.verdict, len(claim.spans["actors"])) == ("verified", 1300)
