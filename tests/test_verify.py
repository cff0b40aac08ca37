"""Each check lets a true claim pass, and says of a false one exactly what is wrong with it."""

from __future__ import annotations

import pytest

from brief.records import Agreement, Document, Evidence, Finding, Meeting, Participant, Sentence, Threat
from brief.verify import CHECKS, kind_of, verify

OPEN = "Peru and Chile agreed on Monday to open 3 border posts."
MET = "Ana Rojas of Peru met Luis Vega of Chile in Tacna to discuss 3 border posts."
WARNED = "Bolivia warned that Chile could attack Peru."
OWED = "Peru agreed with Bolivia on Chile's obligation to share the water."
ATE = "Ana Rojas ate with Luis Vega."
FAILED = "Peru and Chile failed to reach a deal to share the water."
SIDES = "Both sides agreed to share the water."
BOMBED = "Chile bombed a border post in a strike."
FEARED = "Bolivia voiced fear of growing trade between Chile and Peru."
ABOUT = "Peru agreed with Chile on opening 3 border posts in Bolivia."
ARMED = "Peru said Chile had threatened Bolivia with a naval strike after long drills by air."
DEFENDED = "Chile sent radar to defend Peru against missiles, a threat to all."
VOWED = "Chile will respond to Peru's threats to strike the canal."
LOOSE = "Peru and Chile, who signed a treaty in Lima some forty years ago this week share the water."
ALL = (OPEN, MET, WARNED, OWED, ATE, FAILED, SIDES, BOMBED, FEARED, ABOUT, ARMED, DEFENDED, LOOSE, VOWED)


def document(*sentences: str) -> Document:
    text, spans = " ".join(sentences), []
    for number, sentence in enumerate(sentences, 1):
        start = text.index(sentence)
        spans.append(Sentence(number=number, start=start, end=start + len(sentence), text=sentence))
    return Document(id="a", path="a.txt", sha256="0", title=None, text=text, sentences=tuple(spans))


ARTICLE = document(*ALL)


def evidence(quote: str) -> tuple[Evidence, ...]:
    here = ARTICLE.sentences[ALL.index(quote)]
    return (Evidence(sentence=here.number, start=here.start, end=here.end, quote=quote),)


def agreement(quote: str = OPEN, **fields: object) -> Agreement:
    told = {"parties": ("Peru", "Chile"), "commitment": "open 3 border posts", "status": "agreed"} | fields
    return Agreement.model_validate(
        {"id": "", "verdict": "verified", "evidence": evidence(quote)} | told,
    )


def meeting(quote: str = MET, **fields: object) -> Meeting:
    people = (Participant(name="Ana Rojas"), Participant(name="Luis Vega"))
    told = {"participants": people, "status": "held", "topic": "border posts"} | fields
    return Meeting.model_validate({"id": "", "verdict": "verified", "evidence": evidence(quote)} | told)


def threat(quote: str = WARNED, **fields: object) -> Threat:
    told = {"threat": "attack Peru", "kind": "danger", "posed_by": "Chile", "target": "Peru"} | fields
    return Threat.model_validate(
        {"id": "", "verdict": "verified", "evidence": evidence(quote), "cited_by": "Bolivia"} | told,
    )


VEGA = (Participant(name="Luis Vega"),)

TRUE = [
    agreement(),
    meeting(),
    meeting(topic=None),
    threat(),
    threat(posed_by=None, target=None),
    threat(FEARED, threat="growing trade between Chile and Peru", target=None),
]


@pytest.mark.parametrize("claim", TRUE)
def test_a_true_claim_passes_every_check(claim: Agreement | Meeting | Threat):
    """What the sentence says, of those whom it names, is verified without a finding."""
    checked = verify(claim, ARTICLE)
    assert (checked.verdict, checked.findings) == ("verified", ())


FALSE = [
    (
        agreement(evidence=(evidence(OPEN)[0].model_copy(update={"sentence": 2}),)),
        ("evidence", "evidence", "sentence 2 does not carry this quote", "unsupported"),
    ),
    (
        agreement(evidence=(evidence(OPEN)[0].model_copy(update={"sentence": 10}),)),
        ("evidence", "evidence", "sentence 10 does not carry this quote", "unsupported"),
    ),
    (
        meeting(ATE, topic=None),
        ("cue", "topic", "no word of the sentence tells of a meeting", "unsupported"),
    ),
    (
        agreement(parties=("Peru", "Ecuador")),
        ("actors", "parties", "Ecuador is not named in the article", "unsupported"),
    ),
    (
        agreement(parties=()),
        ("actors", "parties", "the sentence does not say who", "unsupported"),
    ),
    (
        agreement(SIDES, parties=("both sides",), commitment="share the water"),
        ("actors", "parties", "“both sides” does not say who", "review"),
    ),
    (
        meeting(participants=(Participant(name="Ana Rojas"),)),
        ("actors", "participants", "only one side is named", "review"),
    ),
    (
        threat(posed_by="Paraguay"),
        ("actors", "posed_by", "Paraguay is not named in the article", "unsupported"),
    ),
    (
        threat(posed_by="Luis Vega"),
        ("present", "posed_by", "Luis Vega is not in the cited sentence", "review"),
    ),
    (
        agreement(parties=("Peru", "Chile", "Bolivia")),
        ("present", "parties", "Bolivia is not in the cited sentence", "review"),
    ),
    (
        meeting(place="Lima"),
        ("scene", "place", "“Lima” is not in the cited sentence", "unsupported"),
    ),
    (
        meeting(date="last week"),
        ("scene", "date", "“last week” is not in the cited sentence", "unsupported"),
    ),
    (
        meeting(
            participants=(Participant(name="Ana Rojas", affiliation="Chile"), Participant(name="Luis Vega"))
        ),
        ("office", "participants", "Ana Rojas is of Peru in the article, not of Chile", "review"),
    ),
    (
        agreement(stated_by="Bolivia"),
        ("speaker", "stated_by", "Bolivia is not in the cited sentence", "review"),
    ),
    (
        threat(cited_by="Peru"),
        ("speaker", "cited_by", "by the sentence it is Bolivia who says it", "review"),
    ),
    (
        threat(threat="warned Chile", posed_by=None),
        ("menace", "threat", "“warned Chile” is no harm that may come", "unsupported"),
    ),
    (
        threat(BOMBED, threat="strike", target=None, cited_by=None),
        ("menace", "threat", "the sentence does not speak of it as a threat", "unsupported"),
    ),
    (
        threat(target="Chile"),
        ("roles", "target", "Chile cannot be poser and target", "unsupported"),
    ),
    (
        threat(cited_by="Bolivia, Chile"),
        (
            "roles",
            "posed_by",
            "Chile names the danger, and cannot be the one who poses it",
            "unsupported",
        ),
    ),
    (
        agreement(OWED, parties=("Peru", "Bolivia"), commitment="share the water"),
        ("owner", "parties", "by the sentence it is Chile that is bound to it", "unsupported"),
    ),
    (
        agreement(ABOUT, parties=("Peru", "Chile", "Bolivia")),
        ("part", "parties", "by the sentence Bolivia has no part in it", "review"),
    ),
    (
        threat(ARMED, threat="naval strike", posed_by="Bolivia", target="Peru", cited_by=None),
        ("aim", "posed_by", "by the sentence Bolivia is threatened", "review"),
    ),
    (
        threat(ARMED, threat="naval strike", posed_by=None, target="Chile", cited_by="Peru"),
        ("aim", "target", "by the sentence Chile threatens", "review"),
    ),
    (
        threat(DEFENDED, threat="missiles", target=None, cited_by=None),
        ("poser", "posed_by", "by the sentence it is not Chile that poses it", "review"),
    ),
    (
        threat(VOWED, threat="strike the canal", kind="verbal", posed_by="Chile", target=None, cited_by=None),
        ("owned", "posed_by", "the sentence calls it Peru's", "review"),
    ),
    (
        threat(ARMED, threat="air strike", target="Bolivia", cited_by="Peru"),
        ("compounds", "threat", "the sentence does not say “air strike”", "review"),
    ),
    (
        meeting(topic="4 border posts"),
        ("figures", "topic", "number 4 is not in the cited sentence", "unsupported"),
    ),
    (
        meeting(topic="border posts by Friday"),
        ("figures", "topic", "date Friday is not in the cited sentence", "unsupported"),
    ),
    (
        agreement(commitment="open 3 frontier posts"),
        ("wording", "commitment", "not the words of the sentence: frontier", "review"),
    ),
    (
        agreement(commitment="burn harbour posts"),
        ("wording", "commitment", "not the words of the sentence: burn, harbour", "unsupported"),
    ),
    (
        agreement(commitment="to be"),
        ("wording", "commitment", "it says nothing", "unsupported"),
    ),
    (
        agreement(commitment="not open border posts"),
        ("polarity", "commitment", "it denies what the sentence does not deny", "unsupported"),
    ),
    (
        agreement(LOOSE, commitment="share the water"),
        ("tied", "commitment", "no word just before it makes it agreed", "review"),
    ),
    (
        agreement(status="withdrawn"),
        ("status", "status", "no word of the sentence says “withdrawn”", "review"),
    ),
    (
        meeting(status="cancelled"),
        ("status", "status", "no word of the sentence says “cancelled”", "review"),
    ),
    (
        agreement(FAILED, commitment="share the water"),
        ("status", "status", "the sentence says “failed to reach a deal”", "unsupported"),
    ),
]


@pytest.mark.parametrize(("claim", "found"), FALSE)
def test_a_false_claim_gets_the_finding_that_fits(claim, found):
    """One thing wrong gives one finding: which check, which field, what it saw, how grave; no other."""
    checked = verify(claim, ARTICLE)
    assert [(f.check, f.field, f.message, f.severity) for f in checked.findings] == [found]
    assert checked.verdict == found[3]


def test_every_check_has_a_false_claim_here():
    """The cases above leave no check out."""
    names = {check.__name__.removesuffix("_in_range") for check in CHECKS}
    assert {found[0] for _, found in FALSE} == names


def test_one_who_threatens_may_be_the_one_who_says_it():
    """A verbal threat is posed by who utters it."""
    assert verify(threat(kind="verbal", cited_by="Chile"), ARTICLE).findings == ()


@pytest.mark.parametrize(
    ("text", "threatened", "verdict"),
    [
        ("Peru threatened to quit the talks if Chile did not pay.", "quit the talks", "verified"),
        ("Peru told Chile to pay or it would close the strait.", "close the strait", "verified"),
        ("Peru warned: “If Chile pays, we will close the strait.”", "close the strait", "review"),
        ("Peru said it would quit the talks.", "quit the talks", "unsupported"),
    ],
)
def test_what_is_held_over_somebody_is_a_threat_without_a_word_of_harm(text, threatened, verdict):
    """To quit or to close is harm where it is threatened, or the other choice; a warning with “if” may be."""
    there = document(text)
    said = Evidence(sentence=1, start=0, end=len(text), quote=text)
    claim = threat(threat=threatened, kind="verbal", posed_by="Peru", target=None, cited_by="Peru")
    assert verify(claim.model_copy(update={"evidence": (said,)}), there).verdict == verdict


@pytest.mark.parametrize(
    ("text", "commitment", "message"),
    [
        (
            "Peru and Chile agreed that storms pose a threat.",
            "storms pose a threat",
            "they agree in a view, and undertake nothing",
        ),
        ("Peru and Chile agreed to act on that.", "act on that", "it does not say what is agreed"),
    ],
)
def test_a_shared_view_and_a_mere_that_are_no_commitment(text, commitment, message):
    """What nobody is to do, and what another sentence says, is for a reader to judge."""
    said = Evidence(sentence=1, start=0, end=len(text), quote=text)
    claim = agreement(commitment=commitment).model_copy(update={"evidence": (said,)})
    checked = verify(claim, document(text))
    assert (checked.verdict, [finding.message for finding in checked.findings]) == ("review", [message])


def test_a_general_may_be_president():
    """A rank is no other office."""
    met = "President Ana Rojas of Peru met Luis Vega of Chile."
    there = document("General Ana Rojas of Peru spoke.", met)
    people = (Participant(name="Ana Rojas", role="president"), Participant(name="Luis Vega"))
    said = Evidence(sentence=2, start=there.sentences[1].start, end=there.sentences[1].end, quote=met)
    claim = meeting(participants=people, topic=None).model_copy(update={"evidence": (said,)})
    assert verify(claim, there).findings == ()


def test_the_owner_of_a_duty_may_commit_to_it():
    """An agreement on "X's obligation to share" may be a commitment of X."""
    claim = agreement(OWED, parties=("Chile",), commitment="share the water")
    assert verify(claim, ARTICLE).findings == ()


def test_inflection_changes_no_wording():
    """The word "opening" says what "open" says, and "post" what "posts" says."""
    assert verify(agreement(commitment="opening the border posts"), ARTICLE).verdict == "verified"


def test_what_was_found_before_stays():
    """A finding of an earlier step stands first; a note leaves the verdict alone."""
    note = Finding(check="resolve", field="place", message="m", severity="note")
    checked = verify(agreement(status="withdrawn", findings=(note,)), ARTICLE)
    assert [finding.check for finding in checked.findings] == ["resolve", "status"]
    assert verify(agreement(findings=(note,)), ARTICLE).verdict == "verified"


def test_kinds():
    """A claim is of the kind of its class."""
    assert [kind_of(claim) for claim in (meeting(), agreement(), threat())] == [
        "meeting",
        "agreement",
        "threat",
    ]


@pytest.mark.parametrize(
    ("text", "threatened"),
    [
        ("Peru will urge Chile on Monday to block the strait by force.", "block the strait by force"),
        ("Peru has warned the press and mocked him as a “rocket man”.", "rocket man"),
    ],
)
def test_what_is_asked_or_only_said_of_somebody_is_no_threat_to_them(text, threatened):
    """To urge somebody to act, or to give them a name, threatens nobody."""
    said = Evidence(sentence=1, start=0, end=len(text), quote=text)
    claim = threat(threat=threatened, kind="verbal", posed_by="Peru", target=None, cited_by="Peru")
    checked = verify(claim.model_copy(update={"evidence": (said,)}), document(text))
    assert "it is asked of them, or said of them, and not threatened" in [
        one.message for one in checked.findings
    ]
    assert checked.verdict == "unsupported"


@pytest.mark.parametrize(
    "text",
    [
        "Ana Silva and Bo Lind spoke with reporters in Lima.",
        "Bo Lind spoke with Ana Silva about boats in an interview that will air on Tuesday.",
    ],
)
def test_who_speaks_to_the_press_meets_nobody(text):
    """Reporters and an interview make no meeting."""
    said = Evidence(sentence=1, start=0, end=len(text), quote=text)
    people = (Participant(name="Ana Silva"), Participant(name="Bo Lind"))
    claim = meeting(participants=people, place=None, date=None, topic=None)
    checked = verify(claim.model_copy(update={"evidence": (said,)}), document(text))
    assert "no word of the sentence tells of a meeting" in [one.message for one in checked.findings]
