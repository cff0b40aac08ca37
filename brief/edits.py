"""Reviewers' decisions on claims: what they are, and which claim each is about.

A decision is remembered with what the claim said and the sentences that carried it. Its claim is the one of
its kind on the same carrying sentence, so another prompt, another model or a second cited sentence keeps it.
What does not say the same any more, or is carried by another sentence, is reopened.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz

from brief.daily import Decision, Remark
from brief.records import Value, content_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from brief.daily import Story, Told

ALIKE = 60.0
"""Likeness in per cent of what a claim says and said, from which it may be the same on another sentence."""
CLEAR = 10.0
"""Likeness in per cent by which one claim must lead the next to be taken for the one that was decided on."""

What = Literal["accept", "reject", "reword", "note", "add"]


class Edit(Value):
    """One decision. `text` is Markdown on one line: the new words, the note, or the added line.

    `claim` is the id of the claim, `was` what it said when it was edited, `evidence` the sentences that
    carried it then, the carrying one first, `beside` what the other claims of its kind on the same sentence
    said, and `claims` the ids of all its tellings. An added line has the claim that it stood after, or `was`
    and `evidence` of the first of its story, in `claims` those of its story, and `under` its heading.
    """

    what: What
    text: str = ""
    claim: str = ""
    was: str = ""
    evidence: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    under: str = ""

    @property
    def id(self) -> str:
        """Id of an added line."""
        return f"e-{content_hash([self.text, self.claim, self.under])[:6]}"


def decided(
    edits: Sequence[Edit], told: Told, what: What, text: str = "", claims: Sequence[Told] = ()
) -> tuple[Edit, ...]:
    """The edits with one more, on `told` as it stands among `claims`, which are those of its brief.

    It replaces an earlier one on the same claim; a note replaces an earlier note only.
    """

    def place(each: Told) -> tuple[str, str]:
        return each.kind, _carrying(each)

    edit = Edit(
        what=what,
        text=" ".join(text.split()),
        claim=told.id,
        was=content(told),
        evidence=quotes(told),
        beside=tuple(content(each) for each in claims if place(each) == place(told) and each.id != told.id),
        claims=tuple(member.claim for member in told.members),
    )

    def is_replaced(old: Edit) -> bool:
        same_sort = old.what != "add" and (old.what == "note") == (what == "note")
        return same_sort and claim_of(old, claims or (told,)) is told

    return (*(each for each in edits if not is_replaced(each)), edit)


def quotes(told: Told) -> tuple[str, ...]:
    """Sentences that give a claim its words, the carrying one first."""
    return tuple(" ".join(item.quote.split()) for item in told.claim.evidence)


def content(told: Told) -> str:
    """What a claim says of itself, in the words of its fields; what another telling gave is left out."""
    claim, given = told.claim, {field for field, _ in told.completed}
    fields = ("what", "place", "date", "target", "condition", "said_by")
    own = [getattr(claim, field) for field in fields if field not in given]
    parts = (getattr(part, "label", part) for part in (*claim.actors, claim.status, *own))
    return "; ".join(filter(None, parts))


def applied(stories: Sequence[Story], edits: Sequence[Edit]) -> tuple[tuple[Story, ...], tuple[Remark, ...]]:
    """The stories with what was decided, and what was said of claims and stories that are gone."""
    claims = [told for story in stories for told in story.claims]
    decisions: dict[str, Decision] = {}
    remarks: dict[str, list[Remark]] = {}
    gone: list[Remark] = []
    for edit in edits:
        told = claim_of(edit, claims)
        if edit.what == "add":
            # Its story is that of its claim or of one around it, or the only one.
            ids = {told.id} if told else set(edit.claims)
            known = (story for story in stories if any(ids & each.ids for each in story.claims))
            home = next(known, stories[0] if len(stories) == 1 else None)
            after = told.id if told and edit.claim else edit.claim
            remark = Remark(id=edit.id, text=edit.text, under=edit.under, after=after)
            (remarks.setdefault(home.id, []) if home else gone).append(remark)
        elif told:
            decisions[told.id] = _decision(decisions.get(told.id, Decision()), edit, told)
        else:
            gone.append(Remark(id=edit.claim, text=edit.text or edit.was, under=edit.what, after=""))
    done = []
    for story in stories:
        told_now = (told.model_copy(update={"decision": decisions.get(told.id)}) for told in story.claims)
        update = {"claims": tuple(told_now), "remarks": tuple(remarks.get(story.id, ()))}
        done.append(story.model_copy(update=update))
    return tuple(done), tuple(gone)


def _decision(before: Decision, edit: Edit, told: Told) -> Decision:
    # Is it carried by another sentence, or does it say something else, than when it was decided on?
    was, now = ({_plain(part) for part in said.split("; ")} for said in (edit.was, content(told)))
    is_other = was != now or [_carrying(told)] != [_plain(quote) for quote in edit.evidence[:1]]
    words = edit.text if edit.what == "reword" else None
    update = {"note": edit.text} if edit.what == "note" else {"what": edit.what, "words": words}
    return before.model_copy(update={**update, "reopened": before.reopened or is_other})


def claim_of(edit: Edit, claims: Iterable[Told]) -> Told | None:
    """The claim that an edit is about; None where there is none, or no telling which of several.

    It is of the edit's kind and, in this order: has its id or its carrying sentence; shares a carrying
    sentence; says nearly the same.
    """
    evidence = [_plain(quote) for quote in edit.evidence]
    ranks: list[list[Told]] = [[], [], []]
    for told in claims:
        if edit.claim and told.kind[0] != edit.claim[0]:
            continue
        # One that is likelier of those that stood beside the claim on its sentence is none of its own.
        if any(_likeness(was, told) > _likeness(edit.was, told) for was in edit.beside):
            continue
        cited = [_plain(quote) for quote in quotes(told)]
        if _has_id(edit, told) or cited[0] in evidence[:1]:
            ranks[0].append(told)
        elif cited[0] in evidence or set(evidence[:1]) & set(cited):
            ranks[1].append(told)
        elif edit.was and _likeness(edit.was, told) >= ALIKE:
            ranks[2].append(told)
    found = next(filter(None, ranks), None)
    return _likest(edit, found) if found else None


def _likest(edit: Edit, claims: Sequence[Told]) -> Told | None:
    first, *others = sorted(claims, key=lambda told: (-_likeness(edit.was, told), told.id))
    if not others or _likeness(edit.was, first) - _likeness(edit.was, others[0]) >= CLEAR:
        return first
    known = [told for told in claims if _has_id(edit, told)]
    return known[0] if len(known) == 1 else None


def _likeness(was: str, told: Told) -> float:
    return fuzz.ratio(_plain(was), _plain(content(told)))


def _has_id(edit: Edit, told: Told) -> bool:
    return not told.ids.isdisjoint((edit.claim, *(edit.claims if edit.what != "add" else ())))


def _carrying(told: Told) -> str:
    return _plain(quotes(told)[0])


def _plain(text: str) -> str:
    """Text in which letters' case, their composition and white space make no difference."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
