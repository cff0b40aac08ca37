"""What people wrote into the Markdown of a brief, as edits: each line that is new, altered or gone."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from brief.edits import ALIKE, Edit, content, decided, quotes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.daily import Brief, Told
    from brief.edits import What

_ID = re.compile(r"\s*<!-- ([amte]-[0-9a-f]{6}) -->\s*$")
_CITATION = re.compile(r"\s*\[[^\]\n]*\]\([^()\s]*\.txt#L\d+\)")
_PAGES = re.compile(r"^(?:, p\. \d+(?:, \d++)*)")
_BULLET = re.compile(r"^\s*[-*+]\s+")
_NOTE = re.compile(r"^\s+[-*+]\s+Note:\s*")
_MARKS = re.compile(r" (?:·|⚠) ")


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
