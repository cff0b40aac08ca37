"""Reviewers' decisions on claims: what they are, which claim each is about, and those in a page's Markdown.

A decision is remembered with what the claim said and the sentences that carried it. Its claim is the one of
its kind on the same carrying sentence, so another prompt, another model or a second cited sentence keeps it.
What does not say the same any more, or is carried by another sentence, is reopened.

Of a page that people wrote into, each line of ours that is gone or altered, and each other line, is an edit.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from rapidfuzz import fuzz

from brief.daily import Decision, Remark
from brief.records import Value, content_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from brief.daily import Brief, Story, Told

ALIKE = 60.0
"""Likeness in per cent of what a claim says and said, from which it may be the same on another sentence."""
CLEAR = 10.0
"""Likeness in per cent by which one claim must lead the next to be taken for the one that was decided on."""

_ID = re.compile(r"\s*<!-- ([amte]-[0-9a-f]{6}) -->\s*$")
_CITATION = re.compile(r"\s*\[[^\]\n]*\]\([^()\s]*\.txt#L\d+\)")
_PAGES = re.compile(r"^(?:, p\. \d+(?:, \d++)*)")
_BULLET = re.compile(r"^\s*[-*+]\s+")
_NOTE = re.compile(r"^\s+[-*+]\s+Note:\s*")
_MARKS = re.compile(r" (?:·|⚠) ")

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


class _Line(NamedTuple):
    text: str
    id: str | None
    story: int
    heading: str


def taken_up(edits: Sequence[Edit], rendered: str, found: str, brief: Brief) -> tuple[Edit, ...]:
    """`edits`, and those that make `found`, where people may have written, of the page that `brief` gave."""
    ours, theirs = _lines(rendered), _lines(found)
    base = {line.id: line for line in ours if line.id}
    left = Counter(line.text for line in ours)
    fresh: list[tuple[int, _Line]] = []
    present: set[str] = set()
    reading = _Reading(edits, brief)
    for index, line in enumerate(theirs):
        if left[line.text] > 0:
            left[line.text] -= 1
            present |= {line.id} if line.id else set()
        elif line.id in base and line.id not in present:
            present.add(line.id)
            reading.altered(line, base[line.id])
        elif line.text:
            fresh.append((index, line))
    missing = {name: line for name, line in base.items() if name not in present}
    for index, line in fresh:
        if name := _lost_its_id(line, missing):
            reading.altered(line, missing.pop(name))
        else:
            reading.new(line, theirs[:index])
    for name in missing:
        reading.gone(name)
    gone = {_NOTE.sub("", line.text) for line in ours if left[line.text] > 0 and _NOTE.match(line.text)}
    deleted = [edit for edit in edits if edit.what == "note" and edit.text in gone]
    return tuple(edit for edit in reading.edits if edit not in deleted)


class _Reading:
    """The edits of a brief, to which the lines that people wrote are added one by one."""

    def __init__(self, edits: Sequence[Edit], brief: Brief) -> None:
        self.edits = tuple(edits)
        self._brief, self._told = brief, tuple(brief.told())
        self._by_id = {name: told for told in self._told for name in told.ids}

    def altered(self, line: _Line, was: _Line) -> None:
        """A line of ours in other words: a claim is reworded, an added line replaced."""
        if was.id in self._by_id:
            (words, marks), (before, ours) = _parts(line.text), _parts(was.text)
            words = " ".join([words, *(mark for mark in marks if mark and mark not in ours)])
            if words != before:
                self._decide(was.id, "reword", words)
            return
        text, before = _bare(line.text), _bare(was.text)
        # What the template says behind an added line is no part of it.
        self.edits = tuple(
            edit.model_copy(update={"text": text.removesuffix(before.removeprefix(edit.text))})
            if edit.what == "add" and edit.id == was.id
            else edit
            for edit in self.edits
        )

    def new(self, line: _Line, before: Sequence[_Line]) -> None:
        """A line that is not ours: a note on the claim above it, or a line of its own."""
        ids = (each.id for each in reversed(before) if each.id in self._by_id and each.story == line.story)
        above = next(ids, None) or ""
        note = _NOTE.match(line.text)
        if note and above:
            self._decide(above, "note", line.text[note.end() :])
            return
        near = self._near(above, line, before)
        edit = Edit(
            what="add",
            text=_bare(line.text),
            claim=above,
            was=content(near[0]) if near else "",
            evidence=quotes(near[0]) if near else (),
            claims=tuple(told.id for told in near),
            under=line.heading.lstrip("# ") if line.heading.startswith("###") else "",
        )
        self.edits = (*(each for each in self.edits if each != edit), edit)

    def gone(self, name: str) -> None:
        """A line of ours that was deleted: a claim is rejected, an added line is no more."""
        if name not in self._by_id:
            self.edits = tuple(edit for edit in self.edits if not (edit.what == "add" and edit.id == name))
        elif not self._by_id[name].left_out:
            self._decide(name, "reject")

    def _decide(self, name: str, what: What, text: str = "") -> None:
        self.edits = decided(self.edits, self._by_id[name], what, text, self._told)

    def _near(self, above: str, line: _Line, before: Sequence[_Line]) -> tuple[Told, ...]:
        """Claims of the story that the line stands in, the one above it first."""
        ids = {each.id for each in before if each.story == line.story} | {above}
        for story in self._brief.stories:
            headed = line.heading.startswith("##") and story.headline.text[:40] in line.heading
            if headed or any(told.id in ids for told in story.claims):
                return tuple(sorted(story.claims, key=lambda told: told.id != above))
        return ()


def _lines(markdown: str) -> list[_Line]:
    story, heading = -1, ""
    lines = []
    for text in markdown.splitlines():
        story += text.startswith("## ")
        heading = text if text.startswith(("## ", "### ")) else heading
        found = _ID.search(text)
        lines.append(_Line(text.rstrip(), found[1] if found else None, story, heading))
    return lines


def _bare(line: str) -> str:
    """A line without its bullet and id."""
    return " ".join(_BULLET.sub("", _ID.sub("", line)).split())


def _parts(line: str) -> tuple[str, list[str]]:
    """The words of a claim's line, and the marks behind its citations, where somebody may have written."""
    text = _bare(line)
    found = _CITATION.search(text)
    place = found.start() if found else len(text)
    return text[:place], _MARKS.split(_PAGES.sub("", _CITATION.sub("", text[place:])).strip())


def _lost_its_id(line: _Line, missing: dict[str, _Line]) -> str | None:
    """The claim whose line this is, though its id was cut off."""
    if line.id or not _BULLET.match(line.text):
        return None
    words = _parts(line.text)[0]
    alike = ((fuzz.ratio(words, _parts(was.text)[0]), name) for name, was in missing.items())
    likeness, name = max(alike, default=(0.0, ""))
    return name if likeness >= ALIKE else None
