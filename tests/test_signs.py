"""Signs by which triage tells sentences apart."""

from __future__ import annotations

from brief.signs import signs
from tests.documents import document

MET = "Ana Silva of Chile met Bo Lind of Sweden in Oslo."
CALM = "The sea was calm."


def test_a_sentence_shows_its_words_and_who_is_named():
    """Strong words count by sort, alone and with the number of those named; the subject is a name."""
    (found,) = signs(document(MET))
    assert {sign: value for sign, value in found.items() if sign.startswith("strong.")} == {
        "strong.meeting.verb": 1,
        "strong.meeting.verb.named-2": 1,
        "strong.meeting": 1,
    }
    assert found["cue.meeting"] == 1
    assert found["subject"] == 1
    assert found["names.person"] == 1
    assert "cue.agreement" not in found


def test_no_sign_is_a_word_of_the_article():
    """Other names, places and countries in the same words give the same signs."""
    other = "Eva Novak of Kenya met Jan Brandt of Poland in Lima."
    assert signs(document(MET, CALM)) == signs(document(other, CALM))


def test_a_sentence_knows_its_place():
    """The first sentence is on top, the last at the bottom, and the neighbours' words show in both."""
    first, last = signs(document(MET, CALM))
    assert (first["at.height"], first["at.first"], first["at.lead"]) == (1, 1, 1)
    assert (last["at.height"], "at.first" in last) == (-1, False)
    assert (first["at.new.meeting"], "at.new.meeting" in last) == (1, False)
    assert ("at.before-1.meeting" in last, "at.after-1.meeting" in first) == (True, False)
    assert first["at.article.meeting"] == last["at.article.meeting"] == 0.5


def test_neighbours_show_two_sentences_away():
    """A meeting's verb is seen from the next sentence and the one after it, and from no farther."""
    rows = signs(document(MET, CALM, CALM, CALM))
    seen = [[sign for sign in row if sign.startswith("at.before")] for row in rows]
    assert seen == [[], ["at.before-1.meeting"], ["at.before-2.meeting"], []]


def test_what_the_terms_of_a_deal_ask_for_is_a_sign():
    """Prisoners handed over are a term of something agreed; a calm sea is none."""
    rows = signs(document("The rebels handed over nine prisoners.", CALM))
    assert ["term" in row for row in rows] == [True, False]


def test_what_somebody_will_do_is_a_pledge():
    """What the speaker will do has a strong word for an agreement; what others will do has none."""
    ours, theirs = signs(document("We will mend the nets.", "They will mend the nets."))
    assert ours["strong.agreement.pledge"] == 1
    assert "strong.agreement" not in theirs


def test_manner_shows():
    """Quotation, denial, modality and who speaks are signs of their own."""
    (found,) = signs(document("“We will not go there”, he said."))
    assert {"quoting", "quoted", "modal", "past", "denied", "we", "short"} <= found.keys()
    assert not {"they", "digits"} & found.keys()
