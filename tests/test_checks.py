"""Who acts, what is said and how it stands is read from the sentence; what leaves a doubt is for review."""

from __future__ import annotations

import pytest

from brief.records import Agreement, Evidence, Meeting, Participant, Threat
from brief.verify import verify
from tests.documents import document

RIVER = (
    "Ana Rojas of Peru and Luis Vega, the Chilean envoy, flew to Quito on Monday.",
    "They agreed to dredge the river within 3 years.",
    "Both sides will also share radar data.",
    "Bolivia called the plan a threat to its harbours.",
    "The river is long.",
    "Nothing came of it in the end.",
    "Peru and Chile will not close the border, Vega said, but may tax barges.",
    "Chile offered to host a conference on fishing in Arica.",
    "Peru threatened to attack barges if Chile does not dredge the canal.",
    "Rojas told Vega in a phone call that the harbour must be dredged.",
    "Peru hopes to sign a pact with Chile.",
    "Luis Vega is to meet Jan Berg of Norway in Oslo next week.",
)


ARTICLE = document(*RIVER)


def evidence(*numbers: int) -> tuple[Evidence, ...]:
    rows = (ARTICLE.sentences[number - 1] for number in numbers)
    return tuple(Evidence(sentence=s.number, start=s.start, end=s.end, quote=s.text) for s in rows)


def agreement(number: int, commitment: str, *parties: str, **fields: object) -> Agreement:
    told = {"parties": parties, "commitment": commitment, "status": "agreed"} | fields
    return Agreement.model_validate({"id": "", "verdict": "verified", "evidence": evidence(number)} | told)


def meeting(number: int, *names: str, **fields: object) -> Meeting:
    people = tuple(Participant(name=name) for name in names)
    told = {"participants": people, "status": "held"} | fields
    return Meeting.model_validate({"id": "", "verdict": "verified", "evidence": evidence(number)} | told)


def threat(number: int, words: str, **fields: object) -> Threat:
    told = {"threat": words, "kind": "verbal", "posed_by": "Peru", "cited_by": "Peru"} | fields
    return Threat.model_validate({"id": "", "verdict": "verified", "evidence": evidence(number)} | told)


def found(claim: Agreement | Meeting | Threat) -> list[str]:
    return [f"{one.check} {one.severity}: {one.message}" for one in verify(claim, ARTICLE).findings]


TRUE = [
    ("they have just been named", agreement(2, "dredge the river within 3 years", "Peru", "Chile")),
    ("two are both sides", agreement(3, "share radar data", "Peru", "Chile", status="pledged")),
    ("a word or two of one's own are a paraphrase",
     agreement(2, "dredging the river, the long river, within 3 years", "Peru", "Chile")),
    ("a denial is the sentence's own",
     agreement(7, "will not close the border", "Peru", "Chile", status="pledged")),
    ("a conference has a host before it has guests",
     meeting(8, "Chile", status="proposed", place="Arica", topic="fishing")),
    ("who tells the other by phone has talked", meeting(10, "Ana Rojas", "Luis Vega")),
    ("a threat has its condition",
     threat(9, "attack barges if Chile does not dredge the canal", target="Chile")),
    ("what is to be is planned",
     meeting(12, "Luis Vega", "Jan Berg", status="planned", place="Oslo", date="next week")),
]  # fmt: skip


@pytest.mark.parametrize(("why", "claim"), TRUE, ids=[why for why, _ in TRUE])
def test_what_the_sentence_tells_is_verified(why: str, claim: Agreement | Meeting | Threat):
    """A true claim has no finding, be it worded otherwise or its actors behind a pronoun."""
    assert found(claim) == [], why


FALSE = [
    (
        agreement(3, "share radar data", "Peru", "Chile", "Bolivia", status="pledged"),
        "present review: Bolivia is not in the cited sentence",
    ),
    (
        agreement(6, "nothing in the end", "Peru", "Chile", status="claimed", stated_by=None),
        "present review: Peru is not in the cited sentence",
    ),
    (
        agreement(2, "dredge the river within 3 years", "Norway", "Chile"),
        "present review: Norway is not in the cited sentence",
    ),
    (
        agreement(2, "dredge the river within 7 years", "Peru", "Chile"),
        "figures unsupported: number 7 is not in the cited sentence",
    ),
    (
        agreement(2, "dredge the river within three seven years", "Peru", "Chile"),
        "figures unsupported: number seven is not in the cited sentence",
    ),
    (
        agreement(2, "dredge all the river within 3 years", "Peru", "Chile"),
        "wording review: not the words of the sentence: all",
    ),
    (
        agreement(2, "dredge the river within 3 years, with troops", "Peru", "Chile"),
        "wording review: not the words of the sentence: troop",
    ),
    (
        agreement(7, "will not tax barges", "Peru", "Chile", status="pledged"),
        "polarity review: the sentence does not deny “tax”",
    ),
    (
        agreement(7, "close border", "Peru", "Chile", status="pledged"),
        "polarity review: the sentence denies “clos border”",
    ),
    (
        agreement(11, "sign a pact", "Peru", "Chile"),
        "status review: no word of the sentence says “agreed”",
    ),
    (
        meeting(12, "Luis Vega", "Jan Berg"),
        "status review: no word of the sentence says “held”",
    ),
    (
        meeting(10, "Ana Rojas", "Luis Vega", status="planned"),
        "status review: no word of the sentence says “planned”",
    ),
    (
        meeting(10, "Ana Rojas", "Luis Vega", topic="tax on barges"),
        "wording review: not the words of the sentence: tax, barg",
    ),
    (
        meeting(12, "Luis Vega", "Norway", status="planned", topic="the peace"),
        "wording review: not the words of the sentence: peac",
    ),
    (
        meeting(
            10, participants=(Participant(name="Ana Rojas", role="judge"), Participant(name="Luis Vega"))
        ),
        "office review: the article does not call Ana Rojas judge",
    ),
    (
        threat(4, "a threat", kind="danger", posed_by=None, cited_by="Bolivia"),
        "menace review: it does not say what the threat is",
    ),
    (
        agreement(2, "dredge the river", "Peru", "Chile", stated_by="Jan Berg"),
        "speaker review: Jan Berg is not in the cited sentence",
    ),
]


@pytest.mark.parametrize(("claim", "message"), FALSE, ids=[message for _, message in FALSE])
def test_what_it_does_not_tell_is_not(claim: Agreement | Meeting | Threat, message: str):
    """Each way to be wrong has a finding that names it."""
    assert message in found(claim)


def test_only_a_contradiction_is_unsupported():
    """A topic in other words leaves the meeting for review; a number that is not there does not."""
    assert verify(meeting(10, "Ana Rojas", "Luis Vega", topic="wheat and wool"), ARTICLE).verdict == "review"
    wrong = agreement(2, "dredge the river within 7 years", "Peru", "Chile")
    assert verify(wrong, ARTICLE).verdict == "unsupported"


@pytest.mark.parametrize(
    ("sentence", "name", "verdict"),
    [
        ("Ana Rojas held talks with Luis Vega in Norway.", "Norway", "review"),
        ("Ana Rojas held talks with Luis Vega about Norway.", "Norway", "review"),
        ("Ana Rojas held talks with Luis Vega on Norway's gas.", "Norway", "review"),
        ("Ana Rojas held talks with Luis Vega and Norway.", "Norway", "verified"),
        ("Ana Rojas held talks with Luis Vega and the Norwegian side.", "Norway", "verified"),
        ("Ana Rojas held talks with Luis Vega, Bolivia said.", "Bolivia", "review"),
        ("Ana Rojas held talks with Luis Vega and faces criticism from Bolivia.", "Bolivia", "review"),
        ("Ana Rojas held talks with Luis Vega on its ports, Bolivia said.", "Bolivia", "review"),
        ("Bolivia said its envoy held talks with Ana Rojas and Luis Vega.", "Bolivia", "verified"),
        ("Ana Rojas held talks with Luis Vega as Jan Berg signed a treaty.", "Jan Berg", "review"),
    ],
)
def test_who_is_only_spoken_of_takes_no_part(sentence: str, name: str, verdict: str):
    """A place, a topic, an owner and a teller are no participants, wherever the meeting is."""
    text = document(sentence)
    quote = text.sentences[0]
    item = Evidence(sentence=1, start=quote.start, end=quote.end, quote=quote.text)
    people = tuple(Participant(name=one) for one in ("Ana Rojas", "Luis Vega", name))
    claim = Meeting(id="", verdict="verified", evidence=(item,), participants=people, status="held")
    assert verify(claim, text).verdict == verdict


DANGERS = [
    ("Chile fears Peru's growing stock of missiles.", "Peru", "missiles", "verified"),
    ("Chile is alarmed at attacks by Peru on its harbours.", "Peru", "attacks", "verified"),
    ("Peru is a threat to the coast, and its missiles are near.", "Peru", "missiles", "verified"),
    ("Peru is testing missiles, a danger to the coast, Chile said.", "Peru", "missiles", "verified"),
    ("Peruvian officials are concerned about attacks on ports.", "Peru", "attacks on ports", "review"),
    ("Peru deployed radar to defend against missiles, a threat to all.", "Peru", "missiles", "review"),
    ("Peru will stay out if Chile attacks it, a danger to all.", "Peru", "attacks", "review"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "who", "danger", "verdict"), DANGERS, ids=[row[0] for row in DANGERS])
def test_a_danger_is_laid_at_whom_the_sentence_lays_it_at(sentence: str, who: str, danger: str, verdict: str):
    """Whose danger it is the words beside the name say; to be named in the sentence is not enough."""
    text = document(sentence)
    quote = text.sentences[0]
    item = Evidence(sentence=1, start=quote.start, end=quote.end, quote=quote.text)
    claim = Threat(id="", verdict="verified", evidence=(item,), threat=danger, kind="danger", posed_by=who)
    assert verify(claim, text).verdict == verdict


def test_one_word_is_no_commitment():
    """Of "agreed on peace" nobody learns what was agreed; a truce is one."""
    text = document("Peru and Chile agreed on peace.", "Peru and Chile agreed on a truce.")
    told = {"parties": ("Peru", "Chile"), "status": "agreed"}
    found = []
    for sentence, what in zip(text.sentences, ("peace", "a truce"), strict=True):
        item = Evidence(sentence=sentence.number, start=sentence.start, end=sentence.end, quote=sentence.text)
        claim = Agreement.model_validate(
            {"id": "", "verdict": "verified", "evidence": (item,), "commitment": what} | told
        )
        found.append([one.message for one in verify(claim, text).findings])
    assert found == [["it does not say what is agreed"], []]


def test_who_is_only_asked_is_no_party():
    """Of "urged Chile to free the crews" Chile has promised nothing, and takes no part in an agreement."""
    text = document("Peru proposed a truce and urged Chile to free the crews.")
    quote = text.sentences[0]
    item = Evidence(sentence=1, start=quote.start, end=quote.end, quote=quote.text)
    told = {"parties": ("Chile",), "status": "proposed", "commitment": "free the crews"}
    claim = Agreement.model_validate({"id": "", "verdict": "verified", "evidence": (item,)} | told)
    assert "by the sentence Chile has no part in it" in [one.message for one in verify(claim, text).findings]


@pytest.mark.parametrize(
    ("sentence", "danger", "message"),
    [
        (
            "The treaty, a shield against danger, bars Peru from deploying missiles.",
            "missiles",
            "the sentence says that it is forbidden or prevented",
        ),
        (
            "Peru developed the missiles to compete.",
            "missiles",
            "no strong word of the sentence makes it a threat",
        ),
        (
            "Peru takes every step to avoid the dangers of attacks.",
            "dangers of attacks",
            "the sentence says that it is forbidden or prevented",
        ),
    ],
)
def test_what_is_forbidden_or_only_reported_is_a_doubtful_danger(sentence: str, danger: str, message: str):
    """Weapons that a treaty bars, or that a sentence only tells of, are for review."""
    text = document(sentence)
    quote = text.sentences[0]
    item = Evidence(sentence=1, start=quote.start, end=quote.end, quote=quote.text)
    claim = Threat(id="", verdict="verified", evidence=(item,), threat=danger, kind="danger")
    assert [one.message for one in verify(claim, text).findings] == [message]


def test_another_denial_of_the_claim_does_not_excuse_what_it_affirms():
    """Of "will not open it and will never sell it", "open it and will never sell it" is no pledge."""
    text = document("Peru will not open the canal to barges and will never sell it, Rojas said.")
    words = "open the canal to barges and will never sell it"
    quote = text.sentences[0]
    item = Evidence(sentence=1, start=quote.start, end=quote.end, quote=quote.text)
    told = {"parties": ("Peru",), "status": "pledged", "commitment": words}
    claim = Agreement.model_validate({"id": "", "verdict": "verified", "evidence": (item,)} | told)
    assert "the sentence denies “open canal”" in [one.message for one in verify(claim, text).findings]


@pytest.mark.parametrize("words", ["will only sign a pact", "worked to sign a pact", "need a pact"])
def test_what_is_still_to_be_signed_is_not_agreed(words: str):
    """A word for an agreement that is wished for, needed or to come does not make it agreed."""
    text = document(f"Peru and Chile {words} on fishing.")
    quote = text.sentences[0]
    item = Evidence(sentence=1, start=quote.start, end=quote.end, quote=quote.text)
    told = {"parties": ("Peru", "Chile"), "status": "agreed", "commitment": "fishing"}
    claim = Agreement.model_validate({"id": "", "verdict": "verified", "evidence": (item,)} | told)
    assert "no word of the sentence says “agreed”" in [one.message for one in verify(claim, text).findings]


@pytest.mark.parametrize(
    ("sentence", "people", "verdict"),
    [
        (
            "Ana Rojas met Luis Vega and tribal leaders.",
            ("Ana Rojas", "Luis Vega", "tribal leaders"),
            "verified",
        ),
        ("Ana Rojas met tribal leaders.", ("Ana Rojas", "tribal leaders"), "review"),
    ],
)
def test_beside_two_who_are_named_others_need_no_name(sentence: str, people: tuple[str, ...], verdict: str):
    """That the two met is told, whoever else did; with one alone it is not said who they met."""
    item = Evidence(sentence=1, start=0, end=len(sentence), quote=sentence)
    who = tuple(Participant(name=name) for name in people)
    claim = Meeting(id="", verdict="verified", evidence=(item,), participants=who, status="held")
    assert verify(claim, document(sentence)).verdict == verdict


def test_who_opposed_meeting_did_not_meet():
    """What somebody is against has not been held."""
    sentence = "Ana Rojas and Luis Vega opposed meeting Jan Berg."
    there = document(sentence)
    item = Evidence(sentence=1, start=0, end=len(sentence), quote=sentence)
    people = tuple(Participant(name=name) for name in ("Ana Rojas", "Luis Vega"))
    claim = Meeting(id="", verdict="verified", evidence=(item,), participants=people, status="held")
    assert [each.message for each in verify(claim, there).findings] == ["no word of the sentence says “held”"]


def test_an_initial_ends_no_sentence():
    """What is refused may stand behind "a U.S. demand"."""
    sentence = "Peru rejected a U.S. demand to close the port."
    there = document(sentence)
    item = Evidence(sentence=1, start=0, end=len(sentence), quote=sentence)
    told = {"parties": ("Peru",), "status": "refused", "commitment": "close the port"}
    claim = Agreement(id="", verdict="verified", evidence=(item,), stated_by=None, **told)  # type: ignore[arg-type]
    assert verify(claim, there).findings == ()
