"""How one answer is read, each claim by itself: what is right becomes drafts, and what is not, findings."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, get_args

from pydantic import ValidationError

from brief.errors import ReplyError
from brief.extraction.answer import DatedClaim, one_line
from brief.extraction.chance import field_chances
from brief.records import Actor, Draft, Finding, Genre, Severity, canonical_json
from brief.wire import json_object

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from brief.extraction.windows import Window
    from brief.wire import Reply

CHECK = "answer"
CLAIMS = 500
"""So many claims of an answer are read: ten times what a long article has."""
SHOWN_CHARS = 300
"""So much of a claim that is not read stands in its finding."""

_BEGIN = re.compile(r'"claims"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


@dataclass(frozen=True)
class Parsed:
    """What could be read of one answer, with a finding for each thing that could not.

    `is_whole` is false for an answer that is no JSON object with claims, or breaks off: what is whole of it
    was read all the same. `chances` are those of each claim's fields, where the endpoint tells them.
    """

    claims: tuple[tuple[int, DatedClaim], ...]
    genre: Genre | None
    faults: tuple[Finding, ...]
    is_whole: bool
    chances: tuple[Mapping[str, float], ...] = ()

    @property
    def repeats(self) -> bool:
        """Whether the last claim says the same as the one before it: a model that has lost its way."""
        return len(self.claims) > 1 and self.claims[-1][1] == self.claims[-2][1]


def parse(reply: Reply) -> Parsed:
    """What the reply tells. One bad claim costs that claim alone."""
    try:
        value = json_object(reply.content)
    except ReplyError as error:
        return _broken(reply, str(error))
    if not isinstance(value.get("claims"), list):
        return _broken(reply, "the answer has no list `claims`")
    read, genre = replace(_read(value["claims"]), chances=_chances(reply)), value.get("genre")
    if genre is None or genre in get_args(Genre):
        return replace(read, genre=genre)
    return replace(read, faults=(*read.faults, _finding("genre", f"no genre: {_short(genre)}", "note")))


def drafts(
    parsed: Parsed, window: Window, elsewhere: Collection[int], chance: float | None
) -> tuple[list[Draft], list[Finding]]:
    """Drafts of the claims that the window asks about, each once, and findings on what they cite.

    A number that was not shown is no evidence. A claim belongs to the window that asks about the sentence
    that carries it: one whose sentence is asked about `elsewhere` is told there.
    """
    shown = {sentence.number for sentence in window.shown}
    made: dict[Draft, None] = {}
    findings: list[Finding] = []
    for place, claim in parsed.claims:
        field = f"claims[{place}].sentences"
        cited = tuple(number for number in dict.fromkeys(claim.sentences) if number in shown)
        if strange := ", ".join(str(number) for number in claim.sentences if number not in shown):
            message = f"the sentences shown have no number {strange[:SHOWN_CHARS]}"
            findings.append(_finding(field, message, "note"))
        if run_on := [text for text in (*claim.actors, claim.said_by or "") if text.count("|") > 2]:  # noqa: PLR2004
            message = f"an actor has more than a name, a role and an affiliation: {_short(run_on)}"
            findings.append(_finding(f"claims[{place}]", message, "note"))
        if not cited:
            findings.append(_finding(field, f"no sentence shown is cited; left out: {_told(claim)}"))
        elif cited[0] in window.asked:
            sure = parsed.chances[place] if place < len(parsed.chances) else {}
            made[_draft(claim, cited, chance, sure)] = None
        elif cited[0] not in elsewhere:
            message = f"sentence {cited[0]} is not asked about; left out: {_told(claim)}"
            findings.append(_finding(field, message))
    return list(made), findings


def _broken(reply: Reply, why: str) -> Parsed:
    """What stands whole in an answer that breaks off or is no answer."""
    if reply.cut_off is not None:
        why = f"the answer was cut off at max_tokens={reply.cut_off}"
    read = _read([value for value, _, _ in islice(_whole_claims(reply.content), CLAIMS)])
    faults = (_finding("body", why), *read.faults)
    return replace(read, faults=faults, is_whole=False, chances=_chances(reply))


def _chances(reply: Reply) -> tuple[Mapping[str, float], ...]:
    found = islice(_whole_claims(reply.content), CLAIMS)
    return tuple(field_chances(reply, ((start, end) for _, start, end in found)))


def _read(claims: list[Any]) -> Parsed:
    read: list[tuple[int, DatedClaim]] = []
    faults: list[Finding] = []
    for place, value in enumerate(claims[:CLAIMS]):
        try:
            read.append((place, DatedClaim.model_validate(value)))
        except ValidationError as error:
            (fault, *_) = error.errors(include_url=False, include_input=False, include_context=False)
            where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in fault["loc"])
            message = f"{fault['msg'].removeprefix('Value error, ')}; left out: {_short(value)}"
            faults.append(_finding(f"claims[{place}]{where}", message))
    if len(claims) > CLAIMS:
        faults.append(_finding("claims", f"only {CLAIMS} of {len(claims)} claims are read"))
    return Parsed(tuple(read), None, tuple(faults), is_whole=True)


def _whole_claims(content: str) -> Iterator[tuple[Any, int, int]]:
    """Each claim of an answer that is whole, with its place in the text."""
    begin = _BEGIN.search(content)
    at = begin.end() if begin else len(content)
    decoder = json.JSONDecoder()
    while (between := _BETWEEN.match(content, at)) and content.startswith("{", between.end()):
        start = between.end()
        try:
            value, at = decoder.raw_decode(content, start)
        except (ValueError, RecursionError):
            return
        yield value, start, at


def _draft(
    claim: DatedClaim, cited: tuple[int, ...], chance: float | None, sure: Mapping[str, float]
) -> Draft:
    return Draft(
        kind=claim.kind,
        status=claim.status,
        actors=tuple(actor for text in claim.actors if (actor := _actor(text))),
        what=claim.what,
        place=claim.place,
        date=claim.date,
        target=claim.target,
        condition=claim.condition,
        said_by=_actor(claim.said_by or ""),
        sentences=cited,
        background=claim.background,
        chance=chance,
        field_chances=tuple(sure.items()),
    )


def _actor(text: str) -> Actor | None:
    """An actor from `Name | role | affiliation`, each of which may be missing; None without any."""
    name, role, affiliation = (one_line(part) for part in [*text.split("|"), "", ""][:3])
    if not (name or role or affiliation):
        return None
    return Actor(name=name, role=role, affiliation=affiliation)


def _finding(field: str, message: str, severity: Severity = "unsupported") -> Finding:
    return Finding(check=CHECK, field=field, message=message, severity=severity)


def _told(claim: DatedClaim) -> str:
    return _short(claim.model_dump(exclude_none=True))


def _short(value: object) -> str:
    told = canonical_json(value).encode(errors="replace").decode()  # a half of a pair is no character
    return told if len(told) <= SHOWN_CHARS else f"{told[:SHOWN_CHARS]}…"
