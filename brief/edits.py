"""Reviewers' decisions on claims: what they are, where they are kept, and which claim each is about.

A decision is remembered with the words and the evidence that it was made on. When the evidence changes, the
claim's id does, too; the decision finds its claim by its words then, and is reopened.
"""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Literal

from pydantic import Field, TypeAdapter, ValidationError
from rapidfuzz import fuzz

from brief.daily import Decision, Remark
from brief.errors import ConfigError
from brief.records import Agreement, Meeting, Value, content_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from brief.daily import Story, Told

ALIKE = 60.0
"""Likeness in per cent of a claim's words and those that were edited, from which it may be the same claim."""
NAME = "edits.toml"

What = Literal["accept", "reject", "reword", "note", "add"]


class Edit(Value):
    """One decision. `text` is Markdown on one line: the new words, the note, or the added line."""

    what: What
    text: str = ""
    claim: str = Field(
        default="", description="id of the claim; of an added line, the claim that it stood after"
    )
    was: str = Field(default="", description="what the claim said when it was edited")
    evidence: tuple[str, ...] = Field(default=(), description="the sentences that carried it then")
    claims: tuple[str, ...] = Field(
        (), description="ids of all its tellings then; of an added line, of its story"
    )
    under: str = Field(default="", description="heading that an added line stood under")

    @property
    def id(self) -> str:
        """Id of an added line."""
        return f"e-{content_hash([self.text, self.claim, self.under])[:6]}"


_EDITS = TypeAdapter(tuple[Edit, ...])


def read(path: Path) -> tuple[Edit, ...]:
    """The edits in a file; none if it is not there. Raises ConfigError for what is none, with the place."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"{path}: cannot be read ({error}); repair it, reviewers' words are in it"
        ) from error
    try:
        if unknown := sorted(table.keys() - {"edit"}):
            raise ConfigError(f"{path}: {unknown[0]}: is no table of edits; write [[edit]]")
        return _EDITS.validate_python(table.get("edit", []))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ConfigError(f"{path}: edit {place}: {first['msg']}; repair it") from error


def written(edits: Iterable[Edit]) -> str:
    """The edits as TOML, one table each, empty fields left out."""
    return "\n".join(_table(edit) for edit in edits)


def _table(edit: Edit) -> str:
    given = ((name, value) for name, value in edit.model_dump().items() if value)
    return "[[edit]]\n" + "".join(f"{name} = {_toml(value)}\n" for name, value in given)


def _toml(value: object) -> str:
    """A TOML string or list of strings: JSON's are the same but for the delete character."""
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def added(edits: Sequence[Edit], edit: Edit) -> tuple[Edit, ...]:
    """The edits with one more; it replaces an earlier one on the same claim, a note only an earlier note."""
    return (*(each for each in edits if not _replaces(edit, each)), edit)


def _replaces(new: Edit, old: Edit) -> bool:
    if "add" in (new.what, old.what):
        return new == old
    same = new.claim == old.claim or bool({new.claim, *new.claims} & {old.claim, *old.claims})
    return same and (new.what == "note") == (old.what == "note")


def about(told: Told, what: What, text: str = "") -> Edit:
    """The edit of a claim as it stands."""
    return Edit(
        what=what,
        text=" ".join(text.split()),
        claim=told.id,
        was=content(told),
        evidence=quotes(told),
        claims=tuple(member.claim for member in told.members),
    )


def quotes(told: Told) -> tuple[str, ...]:
    """Sentences that give a claim its words."""
    return tuple(" ".join(item.quote.split()) for item in told.claim.evidence)


def content(told: Told) -> str:
    """What a claim says, in the words of its fields: by these it is known again on other evidence."""
    claim = told.claim
    if isinstance(claim, Meeting):
        said = [
            *(person.name for person in claim.participants),
            claim.status,
            claim.place,
            claim.date,
            claim.topic,
        ]
    elif isinstance(claim, Agreement):
        said = [*claim.parties, claim.status, claim.commitment]
    else:
        said = [claim.posed_by, claim.target, claim.threat]
    return "; ".join(part for part in said if part)


def applied(stories: Sequence[Story], edits: Sequence[Edit]) -> tuple[tuple[Story, ...], tuple[Remark, ...]]:
    """The stories with what was decided, and what was said of claims and stories that are gone."""
    claims = [told for story in stories for told in story.claims]
    decided: dict[str, Decision] = {}
    remarks: dict[str, list[Remark]] = {}
    gone: list[Remark] = []
    for edit in edits:
        if edit.what == "add":
            home = _home(edit, stories)
            remark = Remark(id=edit.id, text=edit.text, under=edit.under, after=edit.claim)
            (remarks.setdefault(home.id, []) if home else gone).append(remark)
            continue
        told = _claim_of(edit, claims)
        if told is None:
            gone.append(Remark(id=edit.claim, text=edit.text or edit.was, under=edit.what, after=""))
        else:
            decided[told.id] = _decision(decided.get(told.id, Decision()), edit, told)
    done = (
        story.model_copy(
            update={
                "claims": tuple(
                    told.model_copy(update={"decision": decided.get(told.id)}) for told in story.claims
                ),
                "remarks": tuple(remarks.get(story.id, ())),
            }
        )
        for story in stories
    )
    return tuple(done), tuple(gone)


def _decision(before: Decision, edit: Edit, told: Told) -> Decision:
    reopened = before.reopened or edit.evidence != quotes(told)
    if edit.what == "note":
        return before.model_copy(update={"note": edit.text, "reopened": reopened})
    words = edit.text if edit.what == "reword" else None
    return before.model_copy(update={"what": edit.what, "words": words, "reopened": reopened})


def _claim_of(edit: Edit, claims: Sequence[Told]) -> Told | None:
    """The claim that has one of the ids, or the one of its kind whose words are likest to those edited."""
    ids = {edit.claim, *edit.claims}
    for told in claims:
        if ids & {told.id, *(member.claim for member in told.members)}:
            return told
    alike = [
        (fuzz.ratio(edit.was, content(told)), told.id, told)
        for told in claims
        if told.id[:1] == edit.claim[:1] and edit.was
    ]
    best = max(alike, default=None, key=lambda item: item[:2])
    return best[2] if best and best[0] >= ALIKE else None


def _home(edit: Edit, stories: Sequence[Story]) -> Story | None:
    """The story of the claim that an added line stood after, or of one that its story had then."""
    for ids in ({edit.claim}, set(edit.claims)):
        for story in stories:
            if ids & {name for told in story.claims for name in (told.id, *(m.claim for m in told.members))}:
                return story
    return None
