"""Mentions become actors, and fields the article's own words."""

# mypy: disable-error-code="union-attr, arg-type, no-untyped-def, no-untyped-call, attr-defined"
from __future__ import annotations

import pytest

from brief.drafts import AgreementDraft, Draft, MeetingDraft, ThreatDraft
from brief.mentions import mentions
from brief.resolve import resolve
from tests.documents import document

MET = "Defence ministers Ana Silva of Chile and Bo Lind of Sweden met in Oslo on Monday."


def met(place: str | None = "Oslo") -> Draft:
    """The draft of `MET`."""
    people = ("Ana Silva", "Bo Lind")
    return Draft(1, MeetingDraft(status="held", participants=people, place=place, date="Monday", topic=None))


def agreed(number: int, *parties: str, status="agreed", said_by: str | None = None) -> Draft:
    """The draft of an agreement to open a harbour."""
    return Draft(
        number, AgreementDraft(parties=parties, status=status, commitment="open a harbour", said_by=said_by)
    )


def threat(posed_by: str | None, text: str, target: str | None = None) -> Draft:
    """The draft of a danger in sentence 1."""
    return Draft(1, ThreatDraft(kind="danger", posed_by=posed_by, threat=text, target=target, said_by=None))


def test_a_plural_title_holds_for_each_name_after_it():
    """In "Defence ministers A and B" both are defence ministers."""
    (meeting,) = resolve(document(MET), [met()])
    assert [(person.name, person.role) for person in meeting.participants] == [
        ("Ana Silva", "defence minister"),
        ("Bo Lind", "defence minister"),
    ]


def test_a_title_that_the_sentence_lacks_is_not_taken():
    """A role is what the sentence gives, whatever the model says."""
    (meeting,) = resolve(document(MET), [met()])
    assert [person.role for person in meeting.participants] == ["defence minister", "defence minister"]


def test_a_place_that_the_sentence_lacks_is_dropped_with_a_note():
    """The meeting stands without it."""
    (meeting,) = resolve(document(MET), [met(place="Riga")])
    assert meeting.place is None
    assert [finding.message for finding in meeting.findings] == ["“Riga” is not in the cited sentence"]


def test_a_sentence_calls_itself_off_without_another():
    """What says "was to have met" is cited once, beside another that tells of it."""
    texts = ("Chile called off a visit to Peru.", "Chile was to have met Peru.")
    draft = MeetingDraft(status="planned", participants=("Chile", "Peru"), place=None, date=None, topic=None)
    cited = []
    for number, lines in ((1, texts[1:]), (2, texts)):
        (meeting,) = resolve(document(*lines), [Draft(number, draft)])
        cited.append((meeting.status, [item.sentence for item in meeting.evidence]))
    assert cited == [("cancelled", [1]), ("cancelled", [1, 2])]


def test_a_date_that_names_no_time_is_dropped_with_a_note():
    """Lunch is no date, May Day is one."""
    text = "Ana Silva of Chile and Bo Lind of Sweden met over lunch on May Day."
    draft = {"status": "held", "participants": ("Ana Silva", "Bo Lind"), "place": None, "topic": None}
    dates = []
    for date in ("over lunch", "May Day"):
        (meeting,) = resolve(document(text), [Draft(1, MeetingDraft(**draft, date=date))])
        dates.append((meeting.date, [finding.message for finding in meeting.findings]))
    assert dates == [(None, ["“over lunch” names no time"]), ("May Day", [])]


def test_a_king_and_a_prince_of_one_name_both_take_part():
    """The longer name is not the shorter one's; and a king who only owns what follows is not there."""
    text = "Ana Silva met King Salman and Crown Prince Mohammed bin Salman, and praised the King's son."
    draft = held(1, "Ana Silva", "King Salman", "Crown Prince Mohammed bin Salman", "King")
    (meeting,) = resolve(document(text), [draft])
    assert [one.name for one in meeting.participants] == ["Ana Silva", "Salman", "Mohammed bin Salman"]


@pytest.mark.parametrize("party", ["We", "They", "The two sides"])
def test_it_takes_two_to_agree(party):
    """The words "we" and "the two sides" stand for those who met."""
    text = f"{party} agreed to open a harbour."
    _, agreement = resolve(document(MET, text), [met(), agreed(2, party)])
    assert agreement.parties == ("Chile", "Sweden")


LEAKED = ("the answer names “Norland”, of whom the article has no word", "unsupported")


def test_an_answer_with_a_name_from_the_prompt_is_unsupported():
    """A name that no sentence has was copied from an example, and so may be the rest of the answer."""
    text = "Chile and Sweden agreed to open a harbour."
    (agreement,) = resolve(document(text), [agreed(1, "Chile", "Sweden", "Norland")])
    assert agreement.parties == ("Chile", "Sweden")
    assert [(finding.message, finding.severity) for finding in agreement.findings] == [LEAKED]
    (meeting,) = resolve(document("Chile met Sweden."), [held(1, "Chile", "Norland")])
    assert [(finding.message, finding.severity) for finding in meeting.findings] == [LEAKED]


def test_an_investigation_is_no_party():
    """However it is named; those who agree to it are."""
    for party in (("They", "UN Investigation"), ("UN Investigation",)):
        text = "The two nations agreed on a UN Investigation."
        _, agreement = resolve(document(MET, text), [met(), agreed(2, *party)])
        assert agreement.parties == ("Chile", "Sweden")


def test_what_nobody_could_be_is_no_party():
    """A phrase without a name or a word for people is dropped from the parties."""
    text = "Whilst this is a new deal, Chile agreed to open a harbour."
    (agreement,) = resolve(document(text), [agreed(1, "this is a new deal", "Chile")])
    assert agreement.parties == ("Chile",)
    assert [finding.message for finding in agreement.findings] == [
        "“this is a new deal” is nobody who could agree"
    ]


def test_the_two_are_those_who_met_by_name():
    """Whom the last meeting named "the two" means, not their countries."""
    (_, again) = resolve(document(MET, "The two will meet again."), [met(), held(2, "The two")])
    assert [person.name for person in again.participants] == ["Ana Silva", "Bo Lind"]


STATEMENT = ("The government of Chile closed its harbours today.", "We regret it.", "We will open a harbour.")


def test_we_of_a_statement_are_its_author():
    """Where nobody is quoted, "we" is whom the head has as its subject: a government's country."""
    (agreement,) = resolve(document(*STATEMENT), [agreed(3, "We", status="proposed")])
    assert (agreement.parties, agreement.stated_by) == (("Chile",), "government of Chile")
    assert agreement.status == "pledged"


def test_whoever_says_we_met_was_there():
    """The one who says "we" takes part, also where the answer has only the other side."""
    text = "“We met the Swedish envoy in Riga,” said Ana Silva of Chile."
    (meeting,) = resolve(document(text), [held(1, "the Swedish envoy")])
    assert [person.name for person in meeting.participants] == ["Ana Silva", "Swedish envoy"]


@pytest.mark.parametrize(
    ("text", "drafted", "expected"),
    [
        (
            "Illegal logging threatens the river towns.",
            ("illegal logging", "the river towns"),
            (None, "illegal logging"),
        ),
        (
            "Chile threatens the river towns.",
            ("Chile", "river towns"),
            ("Chile", "threatens the river towns"),
        ),
        ("Chile's police warned that a strike is near.", ("Chile", "a strike"), (None, "a strike")),
    ],
)
def test_what_is_threatened_is_no_threat(text, drafted, expected):
    """Of "X threatens Y" the danger is X, or that X does so; and who warns of a danger does not pose it."""
    (claim,) = resolve(document(text), [threat(*drafted)])
    assert (claim.posed_by, claim.threat) == expected


def test_whom_a_commitment_is_about_is_no_party():
    """A country that stands only as an owner or a target is dropped from several parties."""
    text = "Chile and Sweden agreed to open a harbour against Russia's wishes."
    (agreement,) = resolve(document(text), [agreed(1, "Chile", "Sweden", "Russia")])
    assert agreement.parties == ("Chile", "Sweden")


def test_a_status_without_a_word_is_that_of_the_sentence():
    """The status "agreed" stands where the model had "proposed" without any word for it."""
    text = "Chile and Sweden agreed to open a harbour."
    (agreement,) = resolve(document(text), [agreed(1, "Chile", "Sweden", status="proposed")])
    assert agreement.status == "agreed"


def test_we_who_threaten_are_the_speaker():
    """The poser of "we will strike" is who says it, not all who met."""
    (claim,) = resolve(document('"We will strike," said Bo Lind.'), [threat("We", "strike")])
    assert (claim.posed_by, claim.cited_by) == ("Bo Lind", "Bo Lind")


def test_a_partner_is_no_target():
    """A danger "with Russia" does not aim at Russia."""
    text = "They fear Chile's trade in arms with Russia."
    (claim,) = resolve(document(text), [threat("Chile", "trade in arms with Russia", "Russia")])
    assert (claim.posed_by, claim.target) == ("Chile", None)


def held(number: int, *names: str) -> Draft:
    """The draft of a meeting of these."""
    return Draft(number, MeetingDraft(status="held", participants=names, place=None, date=None, topic=None))


@pytest.mark.parametrize(
    ("text", "drafted", "expected"),
    [
        (
            "Chile's president met the Swedish foreign minister, Bo Lind.",
            ("Chile's president", "Swedish foreign minister"),
            [("Chile's president", "president", "Chile"), ("Bo Lind", "foreign minister", "Sweden")],
        ),
        (
            "Envoys of Chile and Sweden met in Oslo.",
            ("Chile", "Sweden", "Oslo"),
            [("Chile", "envoy", "Chile"), ("Sweden", "envoy", "Sweden")],
        ),
        ("The two Koreas held talks on a deal.", ("two Koreas", "deal"), ["North Korea", "South Korea"]),
        ("Chile met other international players.", ("other international players",), None),
        ("Chile met Sweden.", ("Norland",), []),
    ],
)
def test_who_takes_part(text, drafted, expected):
    """Offices and countries are those of the sentence; a place, a thing and a stranger take no part."""
    (meeting,) = resolve(document(text), [held(1, *drafted)])
    people = [(each.name, each.role, each.affiliation) for each in meeting.participants]
    if expected is None:
        assert people == [("other international players", None, None)]
    elif expected and isinstance(expected[0], str):
        assert people == [(name, None, name) for name in expected]
    else:
        assert people == expected


def test_an_office_is_its_holder():
    """Who is the Swedish minister another sentence says."""
    texts = ("Swedish Foreign Minister Bo Lind arrived.", "Chile met the Swedish foreign minister.")
    (meeting,) = resolve(document(*texts), [held(2, "Chile", "Swedish foreign minister")])
    assert [each.name for each in meeting.participants] == ["Chile", "Bo Lind"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Chile and Peru met in Lima.", "held"),
        ("Chile and Peru are discussing the canal.", "ongoing"),
        ("Chile and Peru will meet in Lima.", "planned"),
        ("Chile cancelled its talks with Peru.", "cancelled"),
        ("Chile was to have met Peru.", "cancelled"),
    ],
)
def test_a_meeting_is_not_planned_without_a_word_for_it(text, status):
    """Where the answer has "planned" and no word beside the meeting does, its words decide."""
    draft = MeetingDraft(status="planned", participants=("Chile", "Peru"), place=None, date=None, topic=None)
    (meeting,) = resolve(document(text), [Draft(1, draft)])
    assert meeting.status == status


def test_what_a_president_threatens_his_country_threatens():
    """The poser is the country, if the article says whose president it is."""
    text = "Swedish President Bo Lind threatened a strike."
    (claim,) = resolve(document(text), [threat("Bo Lind", "a strike")])
    assert claim.posed_by == "Sweden"


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Ana Silva met Bo Lind near the town of Lund.", "Lund"),
        ("Ana Silva and Bo Lind met over her visit to Lund.", "Lund"),
        ("Ana Silva met Bo Lind, the first talks since Eva Holt was recalled.", "Eva Holt"),
        ("Ana Silva met Bo Lind and accused them of hiding Eva Holt.", "Eva Holt"),
        ("Ana Silva met Bo Lind, Eva Holt's office said.", "Eva Holt"),
        ("Ana Silva met Bo Lind, Reuters reported.", "Reuters"),
    ],
)
def test_who_is_only_spoken_of_takes_no_part(text, other):
    """A town, whom something else happened to, who is accused and whose office tells of it did not meet."""
    people = ("Ana Silva", "Bo Lind", other)
    draft = MeetingDraft(status="held", participants=people, place=None, date=None, topic=None)
    (meeting,) = resolve(document(text), [Draft(1, draft)])
    assert [person.name for person in meeting.participants] == ["Ana Silva", "Bo Lind"]


def test_who_threatens_is_who_utters_it():
    """Where the sentence names no other, and though what a minister would do his country would do."""
    text = "Bo Lind, a minister of Sweden, threatened to strike the port."
    draft = ThreatDraft(
        kind="verbal", posed_by="Bo Lind", threat="strike the port", target=None, said_by=None
    )
    (claim,) = resolve(document(text), [Draft(1, draft)])
    assert (claim.posed_by, claim.cited_by) == ("Sweden", "Bo Lind")


@pytest.mark.parametrize(
    ("drafted", "expected"), [("terrorism", None), ("president", None), ("ships", "ships")]
)
def test_a_danger_and_a_bare_office_are_nobodys_target(drafted, expected):
    """What could be hit may be things, but no danger, and no office without its holder."""
    text = "As president he warned of terrorism, ships and an attack by Chile."
    (claim,) = resolve(document(text), [threat("Chile", "an attack", target=drafted)])
    assert claim.target == expected


def test_the_president_is_the_only_one_of_the_article():
    """An office without a name is its holder, where the article has one holder."""
    text = "The president vowed an attack."
    draft = ThreatDraft(kind="verbal", posed_by="president", threat="an attack", target=None, said_by=None)
    first = "President Ana Silva of Chile arrived."
    (claim,) = resolve(document(first, text), [Draft(2, draft)])
    assert (claim.posed_by, claim.cited_by) == ("Chile", "Ana Silva")


def test_an_office_without_a_country_is_its_only_holder():
    """A release says "the Foreign Secretary" of the one whom it has named."""
    texts = ("Foreign Secretary Ana Silva came.", "The Foreign Secretary met Bo Lind of Sweden.")
    meeting, agreement = resolve(
        document(*texts), [held(2, "Foreign Secretary", "Bo Lind"), agreed(2, "The Foreign Secretary")]
    )
    assert [one.name for one in meeting.participants] == ["Ana Silva", "Bo Lind"]
    assert agreement.parties[0] == "Ana Silva"


def test_one_who_is_named_agrees_alone():
    """Of those who met the sentence has one agree to something, and so for a country."""
    _, claim = resolve(
        document(MET, "The Swedish minister agreed to open a harbour."),
        [met(), agreed(2, "The Swedish minister")],
    )
    assert claim.parties == ("Sweden",)


def test_what_envoys_agree_to_binds_their_countries():
    """Who holds an office of state acts for a country; a singer acts for herself."""
    text = "Envoys Ana Silva of Chile and Bo Lind of Sweden agreed with Eva Holt to open a harbour."
    (claim,) = resolve(document(text), [agreed(1, "Ana Silva", "Bo Lind", "Eva Holt")])
    assert claim.parties == ("Chile", "Sweden", "Eva Holt")


def test_a_warning_without_a_subject_of_its_own_is_the_first_actors():
    """She who reacted is she who warned."""
    text = "Ana Silva, an envoy of Chile, reacted and warned them they “would regret” an attack."
    draft = ThreatDraft(kind="verbal", posed_by="we", threat="would regret", target=None, said_by=None)
    (claim,) = resolve(document(text), [Draft(1, draft)])
    assert (claim.posed_by, claim.cited_by) == ("Chile", "Ana Silva")


def test_who_is_given_an_ultimatum_does_not_pose_it():
    """Nobody is said to."""
    text = "Peru has been given five weeks to free the crews or face suspension."
    said = "five weeks to free the crews or face suspension"
    draft = ThreatDraft(kind="verbal", posed_by="we", threat=said, target="Peru", said_by=None)
    (claim,) = resolve(document(text), [Draft(1, draft)])
    assert (claim.posed_by, claim.target) == (None, "Peru")


def test_a_clause_is_no_teller():
    """In more than eight words nobody is named, though the answer says that they tell it."""
    text = "Neither shall Chile flinch from arms unless the threat to its ports is gone."
    said = "Neither shall Chile flinch from arms unless the threat"
    draft = ThreatDraft(kind="danger", posed_by=None, threat="threat to its ports", target=None, said_by=said)
    (claim,) = resolve(document(text), [Draft(1, draft)])
    assert claim.cited_by is None


@pytest.mark.parametrize(
    "text",
    [
        "Ana Silva spoke after meeting with Bo Lind of Sweden and Eva Holt of Norway.",
        "Ana Silva wrote it after talks in Oslo with Bo Lind of Sweden and Eva Holt of Norway.",
        "Ana Silva told a meeting of Bo Lind of Sweden and Eva Holt of Norway that she would stay.",
    ],
)
def test_all_with_whom_a_meeting_is_take_part(text):
    """Whoever is joined to a partner by "and" is one; "after" tells of the only meeting there is."""
    draft = MeetingDraft(status="held", participants=("Ana Silva",), place=None, date=None, topic=None)
    (meeting,) = resolve(document(text), [Draft(1, draft)])
    assert [person.name for person in meeting.participants] == ["Ana Silva", "Bo Lind", "Eva Holt"]


def test_who_acts_after_an_and_is_no_partner():
    """In "met with Bo Lind and Eva Holt said" she speaks, and nothing says that she met anybody."""
    text = "Ana Silva met with Bo Lind, and Eva Holt said it was late."
    draft = MeetingDraft(status="held", participants=("Ana Silva",), place=None, date=None, topic=None)
    (meeting,) = resolve(document(text), [Draft(1, draft)])
    assert [person.name for person in meeting.participants] == ["Ana Silva", "Bo Lind"]


def test_an_adjective_of_faith_is_nobody():
    """In "the armed wing of the Islamic movement" no actor is called Islamic."""
    assert [each.name for each in mentions("The armed wing of the Islamic movement met.")] == []


@pytest.mark.parametrize(
    ("text", "drafted", "expected"),
    [
        (
            "Bo Lind held talks with Chilean officials including Ana Silva.",
            ("Bo Lind", "Chilean officials"),
            ["Bo Lind", "Ana Silva"],
        ),
        (
            "Sweden, which shuns Hamas, held talks with the Islamists.",
            ("Sweden", "Hamas", "Islamists"),
            ["Sweden", "Hamas"],
        ),
        (
            "Sweden held talks with Hamas and the Syrian rebels.",
            ("Sweden", "Hamas", "Syrian rebels"),
            ["Sweden", "Hamas", "Syrian rebels"],
        ),
    ],
)
def test_a_class_of_whom_one_is_named_is_that_one(text, drafted, expected):
    """Officials "including X" are X, "the Islamists" the group named before, unless "and" joins them."""
    (meeting,) = resolve(document(text, "Silva and Lind left."), [held(1, *drafted)])
    assert [person.name for person in meeting.participants] == expected


def test_presidents_agree_as_countries_only_together():
    """Where one's country is unknown, both parties go by name."""
    text = "President Ana Silva and Peruvian President Rui Paz agreed to open a harbour."
    (agreement,) = resolve(document(text), [agreed(1, "Ana Silva", "Rui Paz")])
    assert agreement.parties == ("Ana Silva", "Rui Paz")


def test_my_administration_is_the_speakers():
    """What "my administration" will do is a promise of the country of whoever says so."""
    text = "“My administration will open a harbour,” Peruvian President Rui Paz said."
    (agreement,) = resolve(document(text), [agreed(1, "My administration", status="pledged")])
    assert agreement.parties == ("Peru",)


def danger(text: str, said_by: str | None, posed_by: str | None, target: str | None, words: str):
    """The claim that a drafted danger of a sentence becomes."""
    draft = ThreatDraft(kind="danger", posed_by=posed_by, threat=words, target=target, said_by=said_by)
    return resolve(document(text), [Draft(1, draft)])[0]


def test_who_warns_of_a_danger_does_not_pose_it():
    """That one is dropped; without a word for warning the answer stays as it is, for the checks to judge."""
    for verb, poser in (("warned", None), ("spoke", "Ana Silva")):
        claim = danger(f"Ana Silva {verb} of war, Ana Silva said.", "Ana Silva", "Ana Silva", None, "war")
        assert (claim.posed_by, claim.cited_by) == (poser, "Ana Silva")


def test_who_utters_a_threat_would_do_it_to_whom_it_is_put():
    """Where one actor was drafted as poser and target."""
    text = "If Peru does not comply, punishment will follow, Ana Silva, a minister of Chile, said."
    words = "punishment will follow"
    draft = ThreatDraft(kind="verbal", posed_by="Peru", threat=words, target="Peru", said_by="Ana Silva")
    (claim,) = resolve(document(text), [Draft(1, draft)])
    assert (claim.posed_by, claim.target) == ("Chile", "Peru")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Any raid would trigger war, Chile said.", "war"),
        ("Chile would attack the port, Chile warned.", "Chile would attack the port"),
    ],
)
def test_what_we_would_do_is_a_threat_of_ours(text, words):
    """Where the teller is drafted to pose the danger, and the sentence says what their side would do."""
    claim = danger(text, "Chile", "Chile", None, words)
    assert (claim.kind, claim.posed_by, claim.cited_by) == ("verbal", "Chile", "Chile")


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("cut off gas to Peru", "Peru"),
        ("cut off gas to Peru and Sweden", None),
        ("cut off Chile's gas", None),
    ],
)
def test_a_threat_hits_the_only_other_one_it_names(words, target):
    """Of two it is open which, and nobody threatens themselves."""
    text = f"Chile threatened to {words}."
    draft = ThreatDraft(kind="verbal", posed_by="Chile", threat=words, target=None, said_by="Chile")
    (claim,) = resolve(document(text), [Draft(1, draft)])
    assert claim.target == target


@pytest.mark.parametrize(
    ("before", "poser"), [("Hamas spoke.", "Hamas"), ("Hamas met Fatah.", "group"), ("It rained.", "group")]
)
def test_the_group_is_the_armed_group_just_named(before, poser):
    """If one alone was named; else it stays as worded, and the checks say that it is nobody's name."""
    texts = (before, "The group vowed revenge.")
    draft = ThreatDraft(kind="verbal", posed_by="The group", threat="revenge", target=None, said_by=None)
    (claim,) = resolve(document(*texts), [Draft(2, draft)])
    assert claim.posed_by == poser


def test_a_thing_poses_nothing():
    """A letter is nobody, so the answer is left out; a fire may threaten; and "Tuesday" tells nothing."""
    claim = danger("On Tuesday a letter spoke of war.", "Tuesday", "letter", None, "war")
    assert (claim.posed_by, claim.cited_by) == (None, None)
    assert [each.severity for each in claim.findings] == ["unsupported"]
    claim = danger("A fire threatens the port.", None, "fire", None, "fire")
    assert [each.severity for each in claim.findings] == ["note"]


def test_she_is_the_last_person_named():
    """Where nobody has spoken yet; and ministers of several countries go by these."""
    texts = ("Ana Silva, an envoy of Chile, left.", "She met the foreign ministers of Peru and Sweden.")
    (meeting,) = resolve(document(*texts), [held(2, "She", "Peru's foreign ministers")])
    assert [(one.name, one.role) for one in meeting.participants][:2] == [
        ("Ana Silva", "envoy"),
        ("Peru", "foreign minister"),
    ]
