"""What people wrote into the Markdown of a brief, as edits.

Compared are what brief had rendered and what stands in the file. A line of ours that is gone or altered, and
every line that is not ours, becomes an edit: no word of a reviewer's is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from brief.edits import ALIKE, Edit, content, decided, quotes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from brief.daily import Brief, Told
    from brief.edits import What

_ID = re.compile(r"\s*<!-- ([amte]-[0-9a-f]{6}) -->\s*$")
_CITATION = re.compile(r"\s*\[[^\]\n]*\]\([^()\s]*\.txt#L\d+\)")
_PAGES = re.compile(r"^(?:, p\. \d+(?:, \d+)*)")
_BULLET = re.compile(r"^\s*[-*+]\s+")
_NOTE = re.compile(r"^\s+[-*+]\s+Note:\s*")
_MARKS = re.compile(r" (?:·|⚠) ")


class _Line(NamedTuple):
    text: str
    id: str | None
    story: int
    heading: str


class _Claims(NamedTuple):
    """Claims of a brief, and each by its id and those of its tellings."""

    all: tuple[Told, ...]
    by_id: Mapping[str | None, Told]

    def decided(self, edits: tuple[Edit, ...], told: Told, what: What, text: str = "") -> tuple[Edit, ...]:
        return decided(edits, told, what, text, self.all)


def taken_up(edits: Sequence[Edit], rendered: str, found: str, brief: Brief) -> tuple[Edit, ...]:
    """`edits` and those that make `found`, which people may have written to, of `rendered`.

    `brief` is what was rendered, with the edits that there were.
    """
    ours, theirs = _lines(rendered), _lines(found)
    known = _claims(brief)
    base = {line.id: line for line in ours if line.id}
    left = Counter(line.text for line in ours)
    fresh: list[tuple[int, _Line]] = []
    present: set[str] = set()
    result = tuple(edits)
    for index, line in enumerate(theirs):
        if left[line.text] > 0:
            left[line.text] -= 1
            present |= {line.id} if line.id else set()
        elif line.id in base and line.id not in present:
            present.add(line.id)
            result = _altered(result, line, base[line.id], known)
        elif line.text:
            fresh.append((index, line))
    missing = {name: line for name, line in base.items() if name not in present}
    for index, line in fresh:
        name = _lost_its_id(line, missing)
        if name:
            result = _altered(result, line, missing.pop(name), known)
        else:
            result = _new(result, line, theirs[:index], known, brief)
    for name in missing:
        result = _gone(result, name, known)
    return _without_notes(result, edits, [line for line in ours if left[line.text] > 0])


def words_of(line: str) -> str:
    """The words of a claim's line, without its citations, the marks behind them, and its id."""
    text = _BULLET.sub("", _ID.sub("", line))
    found = _CITATION.search(text)
    return " ".join((text[: found.start()] if found else text).split())


def _claims(brief: Brief) -> _Claims:
    told = tuple(brief.told())
    return _Claims(
        told, {name: each for each in told for name in (*(m.claim for m in each.members), each.id)}
    )


def _lines(markdown: str) -> list[_Line]:
    story, heading = -1, ""
    lines = []
    for text in markdown.splitlines():
        if text.startswith("## "):
            story, heading = story + 1, text
        elif text.startswith("### "):
            heading = text
        found = _ID.search(text)
        lines.append(_Line(text.rstrip(), found[1] if found else None, story, heading))
    return lines


def _tail(line: str) -> str:
    """What stands behind the words: marks, and whatever somebody wrote there."""
    text = _BULLET.sub("", _ID.sub("", line))
    found = _CITATION.search(text)
    return _PAGES.sub("", _CITATION.sub("", text[found.start() :])).strip() if found else ""


def _altered(edits: tuple[Edit, ...], line: _Line, was: _Line, known: _Claims) -> tuple[Edit, ...]:
    """A line of ours in other words: a claim is reworded, an added line replaced."""
    told = known.by_id.get(was.id)
    if told is None:
        return _replaced(edits, line, was)
    words, before = words_of(line.text), words_of(was.text)
    ours = set(_MARKS.split(_tail(was.text)))
    extra = [part for part in _MARKS.split(_tail(line.text)) if part and part not in ours]
    words = " ".join([words, *extra])
    return edits if words == before else known.decided(edits, told, "reword", words)


def _replaced(edits: tuple[Edit, ...], line: _Line, was: _Line) -> tuple[Edit, ...]:
    """The edits with an added line as it reads now; what the template says behind it is no part of it."""
    text, before = (" ".join(_BULLET.sub("", _ID.sub("", each.text)).split()) for each in (line, was))
    return tuple(
        edit.model_copy(update={"text": text.removesuffix(before.removeprefix(edit.text))})
        if edit.what == "add" and edit.id == was.id
        else edit
        for edit in edits
    )


def _lost_its_id(line: _Line, missing: dict[str, _Line]) -> str | None:
    """The claim whose line this is, though its id was cut off."""
    if line.id or not _BULLET.match(line.text):
        return None
    alike = [(fuzz.ratio(words_of(line.text), words_of(was.text)), name) for name, was in missing.items()]
    best = max(alike, default=(0.0, ""))
    return best[1] if best[0] >= ALIKE else None


def _new(
    edits: tuple[Edit, ...], line: _Line, before: Sequence[_Line], known: _Claims, brief: Brief
) -> tuple[Edit, ...]:
    """A line that is not ours: a note on the claim above it, or a line of its own."""
    ids = (each.id for each in reversed(before) if each.id in known.by_id and each.story == line.story)
    above = next(ids, None) or ""
    note = _NOTE.match(line.text)
    if note and above:
        return known.decided(edits, known.by_id[above], "note", line.text[note.end() :])
    near = _claims_near(above, line, before, brief)
    edit = Edit(
        what="add",
        text=" ".join(_BULLET.sub("", _ID.sub("", line.text)).split()),
        claim=above,
        was=content(near[0]) if near else "",
        evidence=quotes(near[0]) if near else (),
        claims=tuple(told.id for told in near),
        under=line.heading.lstrip("# ") if line.heading.startswith("###") else "",
    )
    return (*(each for each in edits if each != edit), edit)


def _claims_near(above: str, line: _Line, before: Sequence[_Line], brief: Brief) -> tuple[Told, ...]:
    """Claims of the story that the line stands in, the one above it first."""
    ids = {each.id for each in before if each.story == line.story} | {above}
    for story in brief.stories:
        headed = line.heading.startswith("##") and story.headline.text[:40] in line.heading
        if headed or any(told.id in ids for told in story.claims):
            return tuple(sorted(story.claims, key=lambda told: told.id != above))
    return ()


def _without_notes(
    edits: tuple[Edit, ...], before: Sequence[Edit], gone: Sequence[_Line]
) -> tuple[Edit, ...]:
    """The edits without notes that there were and whose line was deleted."""
    deleted = {line.text[found.end() :] for line in gone if (found := _NOTE.match(line.text))}
    return tuple(
        edit for edit in edits if not (edit.what == "note" and edit in before and edit.text in deleted)
    )


def _gone(edits: tuple[Edit, ...], name: str, known: _Claims) -> tuple[Edit, ...]:
    """A line of ours that was deleted: a claim is rejected, an added line is no more."""
    told = known.by_id.get(name)
    if told is None:
        return tuple(edit for edit in edits if not (edit.what == "add" and edit.id == name))
    return edits if told.left_out else known.decided(edits, told, "reject")
