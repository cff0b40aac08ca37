"""Plain forms of agreeing, threatening and meeting, and what looks like one and is none."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.drafts import AgreementDraft, MeetingDraft, ThreatDraft
from brief.extract import extract
from brief.frames import framed
from brief.joining import is_whole
from brief.mentions import mentions
from tests.documents import document
from tests.test_extract import PROVENANCE, Scripted


def agreements(text: str) -> list[tuple[tuple[str, ...], str, str]]:
    """Parties, status and commitment of the agreements framed in a sentence."""
    found = framed(text, mentions(text), "agreement")
    return [(x.parties, x.status, x.commitment) for x in found if isinstance(x, AgreementDraft)]


def threats(text: str) -> list[tuple[str | None, str, str | None]]:
    """Poser, threat and target of the threats framed in a sentence."""
    found = framed(text, mentions(text), "threat")
    return [(x.posed_by, x.threat, x.target) for x in found if isinstance(x, ThreatDraft)]


def meetings(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Status and participants of the meetings framed in a sentence."""
    found = framed(text, mentions(text), "meeting")
    return [(x.status, x.participants) for x in found if isinstance(x, MeetingDraft)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chile and Peru, which share a border, agreed on Monday to open a harbour, officials said.",
            (("Chile", "Peru"), "agreed", "open a harbour"),
        ),
        (
            "Sweden has pledged to send two ships, which are ready.",
            (("Sweden",), "pledged", "send two ships"),
        ),
        (
            "The UN Security Council unanimously approved new sanctions on fuel after the test.",
            (("UN Security Council",), "agreed", "new sanctions on fuel"),
        ),
        ("Hamas rejected calls for a ceasefire and went on.", (("Hamas",), "refused", "a ceasefire")),
        (
            "Crowds cheered a Swiss-brokered truce between Chile and Peru.",
            (("Chile", "Peru"), "agreed", "a Swiss-brokered truce between Chile and Peru"),
        ),
        ("Chile withdrew from the fishing treaty.", (("Chile",), "withdrawn", "the fishing treaty")),
        (
            "Chile signed a trade pact with Peru.",
            (("Chile", "Peru"), "agreed", "a trade pact with Peru"),
        ),
        (
            "Chile turned down an offer to store gas for Peru.",
            (("Chile",), "refused", "store gas for Peru"),
        ),
        ("Chile refused to lift its ban.", (("Chile",), "refused", "lift its ban")),
        ("Chile promised that it would free the crews.", (("Chile",), "pledged", "free the crews")),
        ("Chile vowed never to sell the canal.", (("Chile",), "pledged", "never to sell the canal")),
        ("Chile promised Peru more boats.", (("Chile",), "pledged", "more boats")),
        ("Chile voiced regret and promised an inquiry.", (("Chile",), "pledged", "an inquiry")),
        (
            "Chile vowed that the culprits would be tried.",
            (("Chile",), "pledged", "the culprits would be tried"),
        ),
        (
            "Peru reacted with caution to a promise from Chile to free the crews.",
            (("Chile",), "pledged", "free the crews"),
        ),
        (
            "Ana Silva said the accord would prevent flights over the lake.",
            (("they",), "agreed", "prevent flights over the lake"),
        ),
        (
            "The text says Chile has vowed that “under no circumstances” will it build walls.",
            (("Chile",), "pledged", "under no circumstances will it build walls"),
        ),
        (
            "Peru looked on after the regime promised not to sell arms.",
            (("Peru",), "pledged", "not to sell arms"),
        ),
        (
            "Ana Silva said she intends to terminate the fishing treaty.",
            (("Ana Silva",), "withdrawn", "the fishing treaty"),
        ),
        (
            "Ana Silva says she is pulling Chile out of its Inter-Oceanic Forces Treaty with Peru.",
            (("Chile",), "withdrawn", "its Inter-Oceanic Forces Treaty"),
        ),
        (
            "Chile will therefore suspend its obligations under the Straits Treaty.",
            (("Chile",), "withdrawn", "its obligations under the Straits Treaty"),
        ),
        ("Ana Silva pledged that Chile would open its ports.", (("Chile",), "pledged", "open its ports")),
        (
            "Chile deplored the outcome but expressed a firm commitment to continue the talks.",
            (("Chile",), "pledged", "continue the talks"),
        ),
        (
            "Chile agreed with Peru to open a harbour.",
            (("Chile", "Peru"), "agreed", "open a harbour"),
        ),
        (
            "The UN Security Council has authorised a multinational force for the border.",
            (("UN Security Council",), "agreed", "a multinational force for the border"),
        ),
        ("Ana Silva says Chile will never begin a war.", (("Chile",), "pledged", "never begin a war")),
        (
            "Chile has rejected a call by Peru for an end to its patrols.",
            (("Chile",), "refused", "an end to its patrols"),
        ),
        ("Chile has decided to continue its patrols.", (("Chile",), "pledged", "continue its patrols")),
        (
            "Chile reaffirmed its commitment to open borders.",
            (("Chile",), "pledged", "open borders"),
        ),
        ("Chile said it would remain neutral.", (("Chile",), "pledged", "remain neutral")),
        ("Chile is still willing to abide by the truce.", (("Chile",), "pledged", "abide by the truce")),
        (
            "Ana Silva is pulling Chile out of the fishing treaty.",
            (("Chile",), "withdrawn", "the fishing treaty"),
        ),
        (
            "Chile and Peru are discussing an extension of the truce.",
            (("Chile", "Peru"), "proposed", "an extension of the truce"),
        ),
        ("Under the deal, Chile will free the crews.", (("Chile",), "agreed", "free the crews")),
        ("The new treaty also includes a ban on nets.", (("they",), "agreed", "a ban on nets")),
        (
            "Chile gave Peru assurances that it would free the crews.",
            (("Chile",), "pledged", "free the crews"),
        ),
        (
            "Chile said it was pulling out of the fishing treaty.",
            (("Chile",), "withdrawn", "the fishing treaty"),
        ),
        (
            "Chile announced its withdrawal from the fishing treaty.",
            (("Chile",), "withdrawn", "the fishing treaty"),
        ),
        ("Chile agrees to open a harbour", (("Chile",), "agreed", "open a harbour")),
        (
            "Chile strikes “definitive” deal with Peruvian tech giant Zeta, despite protests",
            (
                ("Chile", "Peruvian tech giant Zeta"),
                "agreed",
                "definitive deal with Peruvian tech giant Zeta",
            ),
        ),
        (
            "Chile has rebuffed calls from the Peruvian government to open its ports.",
            (("Chile",), "refused", "open its ports"),
        ),
        ("Ana Silva said Chile was not ready to cooperate.", (("Chile",), "refused", "cooperate")),
        (
            "It comes in the wake of Ana Silva's night announcement to impose limits on travel.",
            (("Ana Silva",), "pledged", "impose limits on travel"),
        ),
        ("Peru welcomed Chile's offer to free the crews.", (("Chile",), "proposed", "free the crews")),
        ("Peru deplored Chile's refusal to free the crews.", (("Chile",), "refused", "free the crews")),
        (
            "It stems from remarks by Ana Silva, who has already offered asylum to Bo Lind.",
            (("Ana Silva",), "proposed", "asylum to Bo Lind"),
        ),
        (
            "Since the attack inside Peru, Chile is firmly committed to free trade.",
            (("Chile",), "pledged", "free trade"),
        ),
        ("Chile intends to reopen the canal.", (("Chile",), "pledged", "reopen the canal")),
        ("They agreed that the talks would go on.", (("They",), "agreed", "the talks would go on")),
        ("Chile agreed with Peru that tariffs will end.", (("Chile", "Peru"), "agreed", "tariffs will end")),
        (
            "Chile said it had accepted a proposal by Peru to free the crews.",
            (("Chile",), "agreed", "a proposal by Peru to free the crews"),
        ),
        ("Chile endorsed the plan.", (("Chile",), "agreed", "the plan")),
        ("The deal calls for Chile to free the crews.", (("Chile",), "agreed", "free the crews")),
        ("The fishing deal was signed by Chile and Peru.", (("Chile", "Peru"), "agreed", "The fishing deal")),
        ("Chile and Peru exchanged ten prisoners.", (("Chile", "Peru"), "agreed", "ten prisoners")),
        ("The Security Council voted to open a fund.", (("Security Council",), "agreed", "open a fund")),
        ("Chile joined the fishing pact.", (("Chile",), "agreed", "the fishing pact")),
        ("Chile and Peru hammered out a deal on water.", (("Chile", "Peru"), "agreed", "a deal on water")),
        (
            "Chile and Peru extended the truce by a week.",
            (("Chile", "Peru"), "agreed", "the truce by a week"),
        ),
        ("Chile proposed a ceasefire.", (("Chile",), "proposed", "a ceasefire")),
        ("Chile proposed to halt the strikes.", (("Chile",), "proposed", "halt the strikes")),
        ("Chile rejected the plan.", (("Chile",), "refused", "the plan")),
        ("Chile has ruled out lifting sanctions.", (("Chile",), "refused", "lifting sanctions")),
        ("Ana Silva said Chile would not sign the text.", (("Chile",), "refused", "sign the text")),
        ("Chile vetoed a text on Peru.", (("Chile",), "refused", "a text on Peru")),
        ("Chile and Peru failed to reach a deal.", (("Chile", "Peru"), "refused", "a deal")),
        ("Talks between Chile and Peru ended without a deal.", (("Chile", "Peru"), "refused", "a deal")),
        ("Chile told Peru that it backs out of the treaty.", (("Chile",), "withdrawn", "the treaty")),
        ("Chile notified Peru of its exit from the treaty.", (("Chile",), "withdrawn", "the treaty")),
        (
            "Ana Silva pledged Chile's full support for the plan.",
            (("Ana Silva",), "pledged", "Chile's full support for the plan"),
        ),
        ("Chile expressed its readiness to lift the ban.", (("Chile",), "pledged", "lift the ban")),
        ("Ana Silva announced that Chile would provide boats.", (("Chile",), "pledged", "provide boats")),
        ("The two sides will set up a joint fund.", (("The two sides",), "pledged", "set up a joint fund")),
        ("Chile is to send boats.", (("Chile",), "pledged", "send boats")),
        ("Chile to lift ban on fish", (("Chile",), "pledged", "lift ban on fish")),
        ("Chile vows never to sign", (("Chile",), "pledged", "never to sign")),
        ("Chile is willing to drop its demand.", (("Chile",), "pledged", "drop its demand")),
        ("The leaders committed to ending the war.", (("The leaders",), "pledged", "ending the war")),
    ],
)
def test_an_agreement_in_a_plain_form_is_read(text, expected):
    """Who agrees stands before the verb or after "between", and what ends where the aside begins."""
    assert agreements(text) == [expected]


def test_what_a_deal_binds_them_to_is_agreed_as_well():
    """Behind the aside that names the deal stand its other terms."""
    text = "Chile and Peru agreed to open a port, in a deal that also binds them to lift a ban and to pay."
    assert agreements(text) == [
        (("Chile", "Peru"), "agreed", "open a port"),
        (("them",), "agreed", "lift a ban"),
        (("them",), "agreed", "pay"),
    ]


def test_each_commitment_of_a_sentence_is_its_own():
    """Of "agreed to A and to B" each is a commitment."""
    assert agreements("Chile and Peru agreed to open a harbour and to free the crews.") == [
        (("Chile", "Peru"), "agreed", "open a harbour"),
        (("Chile", "Peru"), "agreed", "free the crews"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The talks go on provided Chile agreed to open a harbour.",
        "Efforts to reach a truce between Chile and Peru failed.",
        "Powers led by Chile agreed to open a harbour.",
        "Sweden imposed sanctions on Chile.",
        "Chile promised to attack the island.",
        "Chile promised a harsh response.",
        "Peru fears a pledge by Chile to attack the island.",
        "Sweden left and Peru promised a fight.",
        "Chile pledged to do so.",
        "Chile refused to comment.",
        "They spoke of the 1994 fishing treaty between Chile and Peru.",
        "The limits that the treaty sets are low.",
        "Chile rejected a call to meet Peru.",
        "Analysts welcomed the deal.",
        "Chile offered its sincere condolences to Peru.",
        "Chile offered on Sunday to host talks.",
        "Chile agreed that it would be late.",
        "Chile accepted an offer of talks.",
        "Chile is willing to resume talks.",
        "Chile will be the host.",
        "Chile cut ties with Peru over the deal.",
        "Chile suspended aid to Peru after the truce.",
        "Chile did not accept the plan.",
    ],
)
def test_what_is_no_agreement_has_no_frame(text):
    """Conditions, hopes, actors of another verb, one state's own sanctions and threats are no agreement."""
    assert agreements(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sweden threatened Norway with tariffs if the talks fail.",
            ("Sweden", "tariffs if the talks fail", "Norway"),
        ),
        ("Chile has threatened to shell the port.", ("Chile", "shell the port", None)),
        (
            'Chile vowed on Monday to strike Peru with "tenfold" force after the vote.',
            ("Chile", 'strike Peru with "tenfold" force', "Peru"),
        ),
        (
            "Chile said it would attack any ship near the line.",
            ("Chile", "attack any ship near the line", None),
        ),
        (
            "Sweden announced that it will withdraw its troops unless a vote is held.",
            ("Sweden", "withdraw its troops unless a vote is held", None),
        ),
        (
            "Sweden is giving Norway a two-day ultimatum to leave or face sanctions.",
            ("Sweden", "a two-day ultimatum to leave or face sanctions", "Norway"),
        ),
        (
            "“Peru will face harsh sanctions if it does not stop,” Ana Silva, a minister of Chile, said.",
            ("we", "face harsh sanctions if it does not stop", "Peru"),
        ),
        ("“We will sink any trawler,” he said.", ("we", "sink any trawler", None)),
        (
            "Chile gave Peru until Friday to free the crews or it would close the canal.",
            ("Chile", "until Friday to free the crews or it would close the canal", "Peru"),
        ),
        (
            "Chile warned Peru of severe consequences if the crews are not freed.",
            ("Chile", "severe consequences if the crews are not freed", "Peru"),
        ),
        (
            "Chile said any attack on the canal would be met with force.",
            ("Chile", "any attack on the canal would be met with force", None),
        ),
        ("Chile reserves the right to close the canal.", ("Chile", "close the canal", None)),
        (
            "Chile warned the fleet it “will be met with fire” near the canal.",
            ("Chile", "will be met with fire", None),
        ),
        ("Peru deplored Chile's threat to attack the canal.", ("Chile", "attack the canal", None)),
        (
            "Chile has given Peru and Sweden a two-day deadline to pay or it would close the canal.",
            ("Chile", "a two-day deadline to pay or it would close the canal", "Peru"),
        ),
        ("Chile gave Peru 48 hours to free the crews.", ("Chile", "48 hours to free the crews", "Peru")),
        (
            "Ana Silva said Chile might step up its raids on the coast.",
            ("Chile", "step up its raids on the coast", None),
        ),
        (
            "Hamas issued a statement vowing to continue its holy war.",
            ("Hamas", "continue its holy war", None),
        ),
        (
            "Chile was “ready to teach Peru a severe lesson” by sea.",
            ("Chile", "teach Peru a severe lesson", None),
        ),
        (
            "Ana Silva reacted to the news that Peru had left and warned them they “would regret” it.",
            ("we", "would regret", None),
        ),
        (
            "“Military options are on the table, should Peru act,” Ana Silva said.",
            ("we", "Military options are on the table, should Peru act", "Peru"),
        ),
        (
            "A Chilean admiral said his military stands ready to sink more boats.",
            ("Chile", "sink more boats", None),
        ),
        (
            "Media in Chile said its leaders were seriously considering a plan to fire missiles at the port.",
            ("Chile", "fire missiles at the port", None),
        ),
        (
            "Chile has accused Peru of theft and has threatened retaliation.",
            ("Chile", "retaliation", None),
        ),
        (
            "Peru has been given five weeks to free the crews or face suspension.",
            ("we", "five weeks to free the crews or face suspension", "Peru"),
        ),
        ("Chile has been threatening to blow up the port.", ("Chile", "blow up the port", None)),
        ("Chile is warning of a harsh response.", ("Chile", "a harsh response", None)),
        (
            "Ana Silva's words followed a letter vowing that Peru would “pay dearly” for the raid.",
            ("we", "pay dearly", "Peru"),
        ),
        ("Chile vowed to slap new sanctions on Peru.", ("Chile", "slap new sanctions on Peru", "Peru")),
        ("Chile threatens military action.", ("Chile", "military action", None)),
        ("Chile vowed revenge.", ("Chile", "revenge", None)),
        ("The group vowed more attacks.", ("The group", "more attacks", None)),
        (
            "Their union gave Peru until Friday to pay, or else.",
            ("Their union", "until Friday to pay, or else", "Peru"),
        ),
        ("Chile warned that it would respond to any raid.", ("Chile", "respond to any raid", None)),
        (
            "Ana Silva told Peru to withdraw or face sanctions.",
            ("Ana Silva", "withdraw or face sanctions", "Peru"),
        ),
        (
            "Chile will impose tariffs on Peru from May, Ana Silva said.",
            ("Chile", "impose tariffs on Peru from May", "Peru"),
        ),
        ("Chile is considering sanctions against Peru.", ("Chile", "sanctions against Peru", "Peru")),
        ("Chile will not tolerate attacks.", ("Chile", "not tolerate attacks", None)),
        ("Chile to impose tariffs on Peru", ("Chile", "impose tariffs on Peru", "Peru")),
        ("Peru faces sanctions if it fails.", ("we", "sanctions if it fails", "Peru")),
        ("“They will pay dearly,” Ana Silva said.", ("we", "pay dearly", None)),
        ("“Any raid will be met with force,” he said.", ("we", "Any raid will be met with force", None)),
    ],
)
def test_a_threat_in_a_plain_form_is_read(text, expected):
    """Who threatens stands before the verb, whom after it; a speaker's "we" is the speaker's own."""
    assert threats(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile warned that it would strike at missile sites.", ("Chile", "strike at missile sites", None)),
        (
            "Ana Silva warned Peru that they would see more attacks.",
            ("Ana Silva", "they would see more attacks", "Peru"),
        ),
        ("Chile warned in a letter that it would begin attacks.", ("Chile", "it would begin attacks", None)),
    ],
)
def test_who_warns_of_their_own_act_threatens(text, expected):
    """So does who warns somebody of what they would meet with."""
    assert threats(text) == [expected]


def test_each_threat_of_a_sentence_is_its_own():
    """Two that do not overlap are both told."""
    text = "Chile threatened to shell the port; Peru vowed to attack the canal."
    assert threats(text) == [("Chile", "shell the port", None), ("Peru", "attack the canal", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Chile vowed to rebuild the port.",
        "The government will face its voters in May.",
        "Floods threatened the town.",
        "Sweden warned of rain.",
        "Chile gave Peru two days of rain.",
        "Ana Silva said Chile might step up its aid.",
        "Ana Silva warned that rain would spoil the feast.",
    ],
)
def test_what_is_no_threat_has_no_frame(text):
    """Promises, elections and floods threaten nobody."""
    assert threats(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ana Silva warned on Monday that a retreat could lead to another attack.",
            (None, "a retreat could lead to another attack", None),
        ),
        (
            "Ana Silva praised Bo Lind and cautioned that a retreat could lead to an attack on Peru.",
            (None, "a retreat could lead to an attack on Peru", "Peru"),
        ),
        (
            "Ana Silva warned Peru that Chile might invade it.",
            ("Chile", "Chile might invade it", None),
        ),
        (
            "Ana Silva spoke of a danger that many will be left without papers.",
            (None, "many will be left without papers", None),
        ),
    ],
)
def test_a_danger_told_as_a_clause_is_read(text, expected):
    """It is all that stands behind "that", and posed by the subject of a verb of harm, if by anybody."""
    assert threats(text) == [expected]
    assert all(map(is_whole, framed(text, mentions(text), "threat")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ana Silva of Chile held talks on Monday with Bo Lind of Sweden.",
            ("held", ("Ana Silva of Chile", "Bo Lind of Sweden")),
        ),
        (
            "Prime Minister Ana Silva tweeted that she spoke with President Bo Lind.",
            ("held", ("Prime Minister Ana Silva", "President Bo Lind")),
        ),
        ("Chile said it would not negotiate with Peru.", ("refused", ("Chile", "Peru"))),
        ("Sweden called on Chile to start talks with Peru.", ("proposed", ("Chile", "Peru"))),
        ("Chile will resume talks with Peru.", ("planned", ("Chile", "Peru"))),
        ("Chile has cancelled secret talks with Peru.", ("cancelled", ("Chile", "Peru"))),
        ("Talks between Chile and Peru in Lima have ended.", ("held", ("Chile", "Peru"))),
        ("Ana Silva is ready to hold talks with Bo Lind.", ("proposed", ("Ana Silva", "Bo Lind"))),
        ("Ana Silva was in Lima for talks with Bo Lind.", ("held", ("Ana Silva", "Bo Lind"))),
        ("Ana Silva is headed to Lima to meet with Bo Lind.", ("planned", ("Ana Silva", "Bo Lind"))),
        ("Ana Silva met Bo Lind, Peru said.", ("held", ("Ana Silva", "Bo Lind"))),
        ("Ana Silva and Bo Lind met in Lima.", ("held", ("Ana Silva", "Bo Lind"))),
        ("The foreign ministers of Chile and Peru held talks.", ("held", ("Chile", "Peru"))),
        ("Ana Silva and Bo Lind will meet in Lima.", ("planned", ("Ana Silva", "Bo Lind"))),
        ("Chile and Peru agreed to resume negotiations.", ("planned", ("Chile", "Peru"))),
        ("Chile, Peru to meet in Lima", ("planned", ("Chile", "Peru"))),
        ("Ana Silva is to meet Bo Lind on Monday.", ("planned", ("Ana Silva", "Bo Lind"))),
        ("Chile and Peru are holding talks in Lima.", ("ongoing", ("Chile", "Peru"))),
        ("Talks between Chile and Peru will resume.", ("planned", ("Chile", "Peru"))),
        ("The summit between Chile and Peru was called off.", ("cancelled", ("Chile", "Peru"))),
        ("Chile and Peru cancelled their talks.", ("cancelled", ("Chile", "Peru"))),
        ("Ana Silva welcomed Bo Lind to the palace.", ("held", ("Ana Silva", "Bo Lind"))),
        ("Ana Silva received Bo Lind in Lima.", ("held", ("Ana Silva", "Bo Lind"))),
        ("Ana Silva flew to Lima for a meeting with Bo Lind.", ("held", ("Ana Silva", "Bo Lind"))),
        ("Ana Silva discussed trade with Bo Lind.", ("held", ("Ana Silva", "Bo Lind"))),
        ("Ana Silva and Bo Lind discussed trade in a phone call.", ("held", ("Ana Silva", "Bo Lind"))),
        ("After talks with Bo Lind on Monday, Ana Silva left.", ("held", ("Ana Silva", "Bo Lind"))),
        ("Ana Silva said at a meeting with Bo Lind that it rains.", ("held", ("Ana Silva", "Bo Lind"))),
        ("Ana Silva refused to meet Bo Lind.", ("refused", ("Ana Silva", "Bo Lind"))),
        ("Chile offered to hold talks with Peru.", ("proposed", ("Chile", "Peru"))),
        ("Ana Silva invited Bo Lind to visit Lima.", ("proposed", ("Ana Silva", "Bo Lind"))),
    ],
)
def test_a_meeting_in_a_plain_form_is_read(text, expected):
    """Who met stands on both sides of the verb; a pronoun is the subject before it."""
    assert meetings(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Silva met Bo Lind's aide and Olaf Palm.",
        "Chile welcomed Peru's plan.",
        "Before Ana Silva and Bo Lind meet, Chile will vote.",
        "Talks between Chile and Peru are dead, Ana Silva said, and called off a feast.",
    ],
)
def test_what_is_no_meeting_has_no_frame(text):
    """The aide of one is not that one, a plan is no guest, and what is called off must be the talks."""
    assert meetings(text) == []


@pytest.mark.parametrize(
    ("text", "teller"),
    [
        ("Ana Silva praised Peru and warned that a retreat could lead to an attack.", "Ana Silva"),
        ("It is feared in Peru that rain falls; fears that war could come grew.", None),
    ],
)
def test_who_warns_is_the_subject_of_the_clause(text, teller):
    """A fear has no teller by its form."""
    (found,) = framed(text, mentions(text), "threat")
    assert isinstance(found, ThreatDraft)
    assert found.said_by == teller


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It led to fears of an attack on the canal, envoys said.", ["an attack on the canal"]),
        ("It led to concerns about the price of fish.", []),
        ("The row risks a wider war.", ["a wider war"]),
    ],
)
def test_a_danger_in_a_plain_form_is_read(text, expected):
    """What is feared is a danger if it is a hazard; who poses it such a form leaves open."""
    found = [each for each in framed(text, mentions(text), "threat") if isinstance(each, ThreatDraft)]
    assert [each.threat for each in found] == expected
    assert {(each.kind, each.posed_by) for each in found} <= {("danger", None)}


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("Peru's missiles pose a grave threat, Ana Silva said.", "Peru's missiles pose a grave threat"),
        ("Ana Silva called Peru's raids a danger to trade.", "Peru's raids a danger to trade"),
        ("Chile accused Peru of plotting attacks.", "plotting attacks"),
        ("Ana Silva cited the threat from Peru.", "threat from Peru"),
        ("Chile is alarmed by fears of an attack by Peru.", "an attack by Peru"),
        ("Chile voiced concern about Peru's missile tests.", "Peru's missile tests"),
    ],
)
def test_a_form_says_who_poses_a_danger(text, danger):
    """Whose it is, who is accused of it, or by whom it would come."""
    (found,) = framed(text, mentions(text), "threat")
    assert isinstance(found, ThreatDraft)
    assert (found.kind, found.posed_by, found.threat) == ("danger", "Peru", danger)


@pytest.mark.parametrize(
    "text",
    ["Peru is no threat to Chile, Ana Silva said.", "Peru is under threat.", "Chile fears the rain."],
)
def test_what_poses_no_danger_has_no_frame(text):
    """A denial, a victim, and what is no hazard."""
    assert framed(text, mentions(text), "threat") == ()


def test_a_framed_agreement_costs_no_call():
    """The model is not asked about an agreement or threat that stands there in a plain form."""
    text = "Chile and Peru agreed to open a harbour."
    chat = Scripted()
    record = asyncio.run(extract(document(text), chat, PROVENANCE))
    assert [(claim.parties, claim.verdict) for claim in record.agreements] == [
        (("Chile", "Peru"), "verified")
    ]
    assert chat.asked == []


@given(st.text(alphabet="AChile and Peru agreed to threatened with met, “”\"'@0.;—\n", max_size=300))
def test_any_text_is_read_without_failing(text):
    """Whatever a sentence holds, each framed actor and commitment is made of words."""
    for kind in ("agreement", "threat", "meeting"):
        for body in framed(text, mentions(text), kind):
            assert body.model_dump()
