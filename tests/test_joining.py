"""What a form tells and what the model answers, put together."""

from __future__ import annotations

from brief.drafts import AgreementDraft, MeetingDraft, ThreatDraft
from brief.joining import joined


def meeting(status: str, *who: str, place: str | None = None) -> MeetingDraft:
    """A draft of these."""
    fields = {"status": status, "participants": who, "place": place, "date": None, "topic": None}
    return MeetingDraft.model_validate(fields)


def test_who_met_is_of_the_form_and_where_of_the_answer():
    """The model took in who only tells of it, and that the meeting was held."""
    answer = [meeting("held", "Chile", "Peru", "Sweden", place="Lima")]
    told = [meeting("proposed", "Peru", "Sweden")]
    assert joined(answer, told) == (meeting("proposed", "Peru", "Sweden", place="Lima"),)


def test_a_meeting_that_the_answer_lacks_is_added():
    """Each of the answer's own stays."""
    answer, told = [meeting("held", "Ana Silva", "Bo Lind")], [meeting("planned", "Chile", "Peru")]
    assert joined(answer, told) == (*answer, *told)


def test_a_form_without_all_names_changes_nothing():
    """Neither "they" nor one alone says who met; an empty answer leaves what is told."""
    answer = [meeting("held", "Chile", "Peru")]
    for told in ([meeting("planned", "they", "Peru")], [meeting("planned", "Peru")]):
        assert joined(answer, told) == tuple(answer)
        assert joined([], told) == tuple(told)


def threat(words: str) -> ThreatDraft:
    """A draft of this danger of Peru's."""
    fields = {"kind": "danger", "posed_by": "Peru", "threat": words, "target": None, "said_by": None}
    return ThreatDraft.model_validate(fields)


def test_what_a_form_calls_a_danger_is_added_unless_the_answer_has_it():
    """Beside another danger of the sentence; what is only feared is the answer's to tell."""
    other, told = threat("war"), threat("Peru's missiles pose a threat")
    assert joined([other], [told]) == (other, told)
    assert joined([threat("missiles")], [told]) == (threat("missiles"),)
    assert joined([other], [threat("an attack")]) == (other,)


def test_an_agreement_is_the_answers():
    """Forms tell agreements whole, so that none is asked about; where one was, the answer stands."""
    fields = {"parties": ("Chile",), "status": "agreed", "commitment": "open a port", "said_by": None}
    answer = [AgreementDraft.model_validate(fields)]
    assert joined(answer, [AgreementDraft.model_validate(fields | {"status": "refused"})]) == tuple(answer)
