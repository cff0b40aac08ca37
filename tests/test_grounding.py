"""What grounding finds in a draft and the sentences that it cites, however these are set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brief.grounding import ground
from brief.records import STATUSES, Actor, Draft
from tests.documents import document

if TYPE_CHECKING:
    from brief.records import Claim, Document, Kind

SENTENCES = (
    "Lorton summit yields canal accord",
    "Foreign Minister Mira Kosal of Norway met Premier Dov Hale in Lorton on Tuesday.",
    "They agreed to dredge the lower canal by 2030 and to hire twenty-two pilots.",
    *(f"Nothing of note was heard from the gallery, wrote the clerk, page {page}." for page in range(40, 50)),
    "Ines Falk, a pilot, was not impressed.",
)
KINDS: dict[str, Kind] = {"m": "meeting", "a": "agreement", "t": "threat"}


def dated(*texts: str, **fields: Any) -> Document:
    return document(*texts).model_copy(update={"date": "2024-05-14", **fields})


def draft(kind: Kind, *actors: Actor | str, **fields: Any) -> Draft:
    """A draft of the first status that its kind may have, which cites sentence 1."""
    people = tuple(actor if isinstance(actor, Actor) else Actor(name=actor) for actor in actors)
    default = {"status": STATUSES[kind][0], "sentences": (1,)}
    return Draft.model_validate(default | fields | {"kind": kind, "actors": people})


def agreed(*actors: Actor | str, **fields: Any) -> Draft:
    return draft("agreement", *actors, **{"what": "dredge the lower canal", "sentences": (3,)} | fields)


def alone(text: str, one: Draft) -> Claim:
    """The claim on a document of this one sentence."""
    return ground(dated(text), [one])[0]


def checks(claim: Claim) -> list[str]:
    """Check, field and severity of each finding."""
    return [f"{each.check} {each.field} {each.severity}" for each in claim.findings]


def rows(text: str) -> list[list[str]]:
    """Rows of a table: cells between `=`, rows between `;`."""
    return [[cell.strip() for cell in row.split("=")] for row in text.split(";")]


def person(text: str) -> Actor:
    """Who has this name, role and affiliation, with slashes between them."""
    parts = (part or None for part in text.split("/"))
    return Actor(**dict(zip(Actor.model_fields, parts, strict=False)))


NAMED = """Mira Kosal=2=; Mira Kosal=3=“Mira Kosal” is named in sentence 2;
Ines Falk=3=“Ines Falk” is not named in the cited sentences or near them;
Borduria=3=“Borduria” is not named in the document;
/foreign minister/Norway=3=“Norway” is named in sentence 2;
/foreign minister/Denmark=2=“Denmark” is not named in the document;
/bishop/Norway=2=“Norway” is not named in the cited sentences or near them;
/foreign minister=3=“foreign minister” is named in sentence 2"""


@pytest.mark.parametrize(("who", "cited", "found"), rows(NAMED))
def test_a_name_is_cited_or_near_or_the_claim_is_not_verified(who, cited, found):
    """In the cited sentences: nothing. Near: a note. Elsewhere: review. Nowhere: unsupported."""
    (claim,) = ground(dated(*SENTENCES), [agreed(person(who), sentences=tuple(sorted({int(cited), 3})))])
    assert [each.message for each in claim.findings] == found.splitlines()
    grave = {"document": "unsupported", "them": "review"}
    assert claim.verdict == grave.get(found.rpartition(" ")[2], "verified")


FORMS = """Tehran=Iran; The Iranians=Iran; IRAN=Iran; The U.S.=United States; Washington=the United States;
Turkiye=Türkiye; Ankara=Türkiye; The EU=European Union; The U.N.=UN; The UN=U.N.; Mr. Hale=Dov Hale;
J.D. Hale=J. D. Hale; Sean O’Dowd=Sean O'Dowd; Nour al-Din Zaki=Nour El-Din Zaki; KOSAL=Mira Kosal;
Kim Jong-un=Kim; Chancellor Weiß=Weiß; Лавров=Лавров; 岸田文雄=岸田"""
LOOKALIKES = """The UN=Kim Jong-un; The UN=Kim Jong Un; They who polish brass=Poland; Chad Brul=Chad Veck;
Norway=Norway and Denmark; Those of us=US; They=They; Everybody= ; Everybody="""


@pytest.mark.parametrize(("text", "name"), [*rows(FORMS), *rows(LOOKALIKES)])
def test_an_actor_is_found_under_another_form_of_its_name_and_under_no_lookalike(text, name):
    """Countries by all their names, others by a surname, initials, or the same letters written otherwise."""
    claim = alone(f"{text} agreed to dredge the lower canal.", agreed(name, sentences=(1,)))
    assert (claim.verdict == "verified") is ([text, name] in rows(FORMS))


def test_somebody_acts_and_nobody_on_both_sides():
    """An agreement has a party; nobody threatens or meets themselves. A person is to look at it.

    A target and the figures of a condition stand there, or the threat is not verified.
    """
    assert checks(alone("They did dredge the lower canal.", agreed(sentences=(1,)))) == ["name actors review"]
    threat = draft("threat", "Lurk", what="close the strait", target="the Lurk")
    assert checks(alone("Lurk threatened to close the strait.", threat)) == ["roles target review"]
    assert checks(alone("Lurk met Lurk.", draft("meeting", "Lurk", "Lurk"))) == ["roles actors review"]
    for said in ({"target": "Besk"}, {"target": "9 barges"}, {"condition": "by 4 May"}):
        threat = draft("threat", "Lurk", what="drain the marsh", **said)
        assert alone("Lurk threatened to drain the marsh.", threat).verdict != "verified"


PEOPLE = """Mira Kosal/foreign minister/Norway=Mira Kosal/foreign minister/Norway;
Mira Kosal/admiral/Norway=Mira Kosal/None/Norway; Mira Kosal/admiral/Peru=Mira Kosal/None/None;
Mira Kosal/foreign minister/Peru=Mira Kosal/foreign minister/None"""


@pytest.mark.parametrize(("who", "kept"), rows(PEOPLE))
def test_a_role_that_no_sentence_with_the_name_carries_is_left_out(who, kept):
    """The finding keeps what was answered, and the verdict stands."""
    (claim,) = ground(dated(*SENTENCES), [agreed("Norway", said_by=person(who))])
    assert claim.said_by
    assert "/".join(str(part) for _, part in claim.said_by) == kept
    notes = [each.message.rpartition("“")[2] for each in claim.findings if each.check == "role"]
    left_out = [f"{part}”" for part in who.split("/") if part not in kept]
    assert (claim.verdict, notes) == ("verified", left_out)


SAME = """22=22; twenty-two=22; 22=twenty-two; 40,000=40000; a dozen=12; March=Mar.; Friday=Fri.;
all who march=all who march"""
OTHER = "twenty-two=two; twenty-two=20; 22=23; 2.5=25; March=May; Friday=Monday; may=May"


@pytest.mark.parametrize(("text", "said"), [*rows(SAME), *rows(OTHER)])
def test_every_figure_of_a_claim_stands_in_its_sentences(text, said):
    """Numbers by value, in digits or words; months and days by name. A month in small letters is a word."""
    one = agreed("Norway", what=f"hire all the pilots, {said}", sentences=(1,), status="proposed")
    claim = alone(f"Norway agreed to hire all the pilots, {text}.", one)
    assert claim.verdict == ("verified" if [text, said] in rows(SAME) else "unsupported")


SCENES = "place=Lorton=note; place=Geneva=review; date=on Tuesday=note; date=on Friday=review; date=2030="


@pytest.mark.parametrize(("field", "value", "severity"), rows(SCENES))
def test_place_and_date_may_stand_near_and_are_left_out_if_they_do_not(field, value, severity):
    """A note where they stand near; left out and marked where they stand nowhere near."""
    (claim,) = ground(dated(*SENTENCES), [agreed("Norway", **{field: value})])
    assert [each.severity for each in claim.findings if each.field == field] == severity.split()
    assert getattr(claim, field) == (None if severity == "review" else value)
    assert claim.verdict == ("review" if severity == "review" else "verified")


WORDINGS = """agreement=dredge the canal=; agreement=dredging canals=; agreement=do so=what review;
agreement=dredge a silted upper canal of Besk=what review; agreement=Norway=what review, evidence review;
agreement=abolish the toll=what unsupported, evidence review; agreement==what review, evidence review;
threat=abolish the toll=what unsupported, evidence review; meeting=the lower canal=;
meeting=the toll on barges=what review, evidence review; meeting==evidence review"""


@pytest.mark.parametrize(("kind", "what", "found"), rows(WORDINGS))
def test_what_is_said_stands_in_the_words_of_the_sentences(kind, what, found):
    """Half of the words of a commitment or threat; of a topic six in ten, which may stand near."""
    (claim,) = ground(dated(*SENTENCES), [draft(kind, "Norway", what=what or None, sentences=(3,))])
    said = {f"{each.field} {each.severity}" for each in claim.findings if each.check != "name"}
    assert said == (set(found.split(", ")) if found else set())


TOLD_AS = """
- a agreed: *Ostra* has never agreed to [drain the marsh], its water board insisted on Friday.
- a agreed: *Lurk* did not promise to [repair the dam], whatever the pamphlets say.
- a agreed: The envoy flatly denied that *Ostra* had agreed to [lease the airfield].
- m held: No such dinner took place, and *Ana Brul* did not meet *Tom Veck* in Lorton.
- a agreed: *Lurk* is rumoured to have agreed to [sell its fleet].
- t verbal: Has *Ostra* threatened to [cut the cable]?!
- m held: “When did *Ana Brul* meet *Tom Veck*?”
- a agreed: *Lurk* almost agreed to [lease the airfield] before the vote.
- a agreed: An earlier version of this article wrongly stated that *Lurk* agreed to [sell its fleet].
- m held: LORTON SUMMIT: *ANA BRUL* MAY MEET *TOM VECK*
+ a agreed: *Lurk* and *Ostra* agreed to [drain the marsh].
+ a agreed: Not only did *Lurk* agree to [repair the dam], it paid at once.
+ a agreed: No doubt remains: *Ostra* agreed to [halve the toll].
+ m held: *Ana Brul*, who had refused all invitations, met *Tom Veck* on Sunday.
+ m held: *Theresa May* met *Tom Veck* in Lorton on Monday.
+ t verbal: *Ostra* threatened to [cut the cable] if the tax is not lifted.
+ a refused: *Lurk* refused to [drain the marsh].
- a agreed: *Lurk* refused to [drain the marsh].
+ a proposed: *Lurk* may [drain the marsh].
+ a proposed: *Lurk* stopped short of promising to [drain the marsh].
- a refused: In the novel, *Lurk* refused to [drain the marsh].
+ a agreed: Ostra denied a bribe, but *Lurk* agreed to [drain the marsh].
- a agreed: Had it rained less, *Lurk* agreed, it would [drain the marsh].
+ a agreed: *Lurk* had agreed to [drain the marsh].
+ a agreed: *Lurk* is likely in the next two or three decades to [drain the marsh].
- a agreed: *Lurk* is likely to [drain the marsh].
""".strip().splitlines()
"""`+` is to be verified; then kind, status and a text, in which `*` marks actors and `[]` what they say."""


@pytest.mark.parametrize("line", TOLD_AS)
def test_only_what_a_text_asserts_is_verified(line):
    """Denials, suppositions, questions, fiction, rumours and near misses need a status that fits."""
    head, _, text = line.partition(": ")
    mark, kind, status = head.split()
    what = re.search(r"\[(.+?)\]", text)
    one = draft(KINDS[kind], *re.findall(r"\*(.+?)\*", text), what=what and what[1], status=status)
    claim = alone(re.sub(r"[*\[\]]", "", text), one)
    assert checks(claim) == ([] if mark == "+" else ["reality status review"])


def test_what_the_claim_itself_supposes_or_denies_is_read_with_its_sentences():
    """Its own condition counts for it, a denial of its own against it; one cited sentence may carry it."""
    one = agreed("Lurk", what="drain the marsh", sentences=(1,))
    own = one.model_copy(update={"condition": "if the rain stops"})
    text = "If the rain stops Lurk will drain the marsh."
    assert [alone(text, each).verdict for each in (one, own)] == ["review", "verified"]
    one = agreed("Lurk", what="not raise the toll", sentences=(1,))
    both = "Lurk agreed to raise the toll.", "Lurk agreed not to raise the toll."
    assert [alone(text, one).verdict for text in both] == ["review", "verified"]
    texts = ("Ana Brul never met Tom Veck.", "Ana Brul met Tom Veck on Friday.", "It was a mild day.")
    meeting = draft("meeting", "Ana Brul", "Tom Veck", sentences=(1, 2))
    assert ground(dated(*texts), [meeting])[0].verdict == "verified"
    assert ground(dated(*texts), [meeting.model_copy(update={"sentences": (1, 3)})])[0].verdict == "review"


SORTS = """genre=report=agreement=verified; genre=satire=threat=review; genre=opinion=meeting=review;
genre=opinion=threat=verified; language=en-GB=agreement=verified; language=fr-CA=agreement=review"""


@pytest.mark.parametrize(("fact", "value", "kind", "verdict"), rows(SORTS))
def test_a_document_of_some_sorts_verifies_nothing(fact, value, kind, verdict):
    """An opinion asserts threats alone; in a language without a lexicon nobody can tell a denial."""
    one = draft(kind, "Lurk", what="drain the marsh")
    assert ground(dated("Lurk will drain the marsh.", **{fact: value}), [one])[0].verdict == verdict


TOLD = """In 1975 Lurk agreed to drain the marsh.=history;
In 1975 Lurk agreed to drain the marsh by 2030.=news; In 2023 Lurk agreed to drain the marsh.=news;
In 1975 Lurk agreed to drain the marsh with 3000 men.=history;
Lurk agreed to drain the marsh with 1,500 men and 1500 mules.=news"""


@pytest.mark.parametrize(("text", "told"), rows(TOLD))
def test_what_its_sentences_date_long_ago_is_background(text, told):
    """Two years before the document, where no model was asked; a figure of another size is no year."""
    one = agreed("Lurk", what="drain the marsh", sentences=(1,))
    assert alone(text, one).background is (told == "history")
    assert alone(text, one.model_copy(update={"background": False})).background is False
    assert ground(dated(text, date=None), [one])[0].background is False


@pytest.mark.parametrize(("chance", "actors"), [(0.6, 0.9), (0.95, 0.2), (None, 0.2)])
def test_a_model_that_was_unsure_is_not_verified(chance, actors):
    """Of its window, or of who acts, where its chances were measured."""
    one = agreed("Lurk", sentences=(1,), chance=chance, field_chances=(("actors", actors),))
    text = "Lurk agreed to dredge the lower canal."
    field = "chance" if actors > 0.5 else "actors"
    assert checks(alone(text, one)) == [f"doubt {field} review"]
    sure = one.model_copy(update={"chance": 0.95, "field_chances": (("actors", 0.95),)})
    assert alone(text, sure).verdict == "verified"


def test_exact_repeats_are_one_claim_and_claims_come_in_the_order_of_the_article():
    """A repeat's sentences are cited, too; each claim has an id of its own, whatever the spaces."""
    twice = [agreed("Norway", sentences=numbers) for numbers in ((3, 2), (2, 3, 3), (1,))]
    other = agreed("Norway", what="dredge the canal", sentences=(2, 2))
    first, second = ground(dated(*SENTENCES), [*twice, other])
    assert [each.sentence for each in second.evidence] == [3, 2, 1]
    assert (first.what, [each.sentence for each in first.evidence]) == ("dredge the canal", [2])
    texts = ("Norway agreed to  dredge.", *["Norway agreed to dredge."] * 2)
    drafts = [agreed("Norway", what=f"dredge{'!' * at}", sentences=(at,)) for at in (3, 1, 2)]
    claims = ground(dated(*texts), drafts)
    assert [each.evidence[0].sentence for each in claims] == [1, 2, 3]
    assert len({each.id for each in claims}) == 3
    assert claims == ground(dated(*texts, path="else/where.txt"), reversed(drafts))


@pytest.mark.parametrize("sentences", [(), (0,), (-1,), (len(SENTENCES) + 1,), (1, 99)])
def test_a_draft_that_cites_what_is_not_there_is_refused(sentences):
    """Whoever calls is at fault, not the content."""
    with pytest.raises(ValueError, match="cites"):
        ground(dated(*SENTENCES), [agreed("Norway", sentences=sentences)])


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
        said = dict.fromkeys(("what", "place", "date", "target", "condition"), FIELDS)
        cited = st.lists(st.integers(1, len(texts)), min_size=1, max_size=3).map(tuple)
        rest = {"status": st.sampled_from(STATUSES[kind]), "sentences": cited, "said_by": st.none() | ACTORS}
        fields = draw(st.fixed_dictionaries({**said, **rest}))
        drafts.append(draft(kind, *draw(st.lists(ACTORS, max_size=3)), **fields))
    return texts, drafts


@settings(deadline=None)
@given(told(), st.lists(st.tuples(st.integers(0), st.sampled_from(MARKS)), max_size=20))
def test_a_claim_is_its_draft_with_evidence_whatever_the_text(told, marks):
    """One for each distinct draft; no word changes, and marks that nobody sees change no verdict."""
    texts, drafts = told
    document = dated(*texts)
    claims = ground(document, drafts)
    assert claims == ground(document, drafts)
    first: dict[Draft, Draft] = {}
    for each in drafts:
        first.setdefault(each.model_copy(update={"sentences": ()}), each)
    for claim, one in zip(claims, sorted(first.values(), key=lambda each: each.sentences[0]), strict=True):
        for field in ("kind", "status", "what", "target", "condition", "place", "date"):
            left_out = {None} if field in {"place", "date"} else set()
            assert getattr(claim, field) in {getattr(one, field), *left_out}
        people = zip((*claim.actors, claim.said_by), (*one.actors, one.said_by), strict=True)
        for kept, asked in people:
            assert (kept and kept.name) == (asked and asked.name)
            for part in ("role", "affiliation") if asked else ():
                assert getattr(kept, part) in (getattr(asked, part), None)
        assert {each.sentence for each in claim.evidence} >= set(one.sentences)
        assert all(each.quote == document.text[each.start : each.end] for each in claim.evidence)
        severities = {each.severity for each in claim.findings}
        graver = [each for each in ("unsupported", "review") if each in severities]
        assert claim.verdict == [*graver, "verified"][0]
        cited = [each.sentence for each in claim.evidence]
        near = {1, 2, *(number - back for number in cited for back in range(6))}
        around = [document.sentences[number - 1] for number in near if 1 <= number <= len(texts)]
        for start, end in (place for places in claim.spans.values() for place in places):
            assert start < end
            assert any(each.start <= start and end <= each.end for each in around)
    marked = list(texts)
    for place, mark in marks:
        number = place % len(marked)
        at = place % (len(marked[number]) + 1)
        marked[number] = marked[number][:at] + mark + marked[number][at:]
    found = [(each.verdict, each.findings) for each in ground(dated(*marked), drafts)]
    assert found == [(each.verdict, each.findings) for each in claims]


def test_a_boundless_sentence_or_claim_is_grounded_in_time_that_grows_with_it():
    """Pairs of words in it are never gone through: 40,000 words and 800 actors are soon done."""
    text = "Mill " + "port " * 20_000 + "denied " * 20_000
    assert ground(dated(text), [agreed("Mill", what="never port", sentences=(1,))])[0].verdict == "review"
    people = [f"Ana Brul{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(650)]
    meeting = draft("meeting", *people, sentences=tuple(range(1, 300)))
    (claim,) = ground(dated(f"{', '.join(people)} met.", *["It rained."] * 300), [meeting])
    assert (claim.verdict, len(claim.spans["actors"])) == ("verified", 1300)
