"""Findings on names: whether each actor, target and speaker of a claim stands in its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from brief import names
from brief.grounding.case import content, match
from brief.grounding.presence import name_of
from brief.records import Actor, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from brief.grounding.case import Case
    from brief.grounding.index import SentenceIndex
    from brief.records import Span

MOST = 0.6
"""Share of the words of a role or a description that the sentences must have."""
HOLDING = 20
"""Sentences with a name that are looked at for its role."""


class Found(NamedTuple):
    """Where an actor stands: its places, and the number of the sentence if it is not a cited one."""

    spans: tuple[Span, ...]
    sentence: int | None


def locate(actor: Actor, case: Case) -> Found | None:
    """Where the cited sentences name an actor, else those near them; None where neither does."""
    if found := places(actor, case.cited):
        return Found(found, None)
    for each in case.near:
        if found := places(actor, (each,)):
            return Found(found, each.number)
    if not actor.name and (found := places(actor, (*case.cited, *case.near))):
        return Found(found, case.near[0].number if case.near else None)
    return None


def places(actor: Actor, sentences: Sequence[SentenceIndex]) -> tuple[Span, ...]:
    """Where the sentences name the actor; one without a name, by its role and its affiliation together."""
    if actor.name:
        return name_of(actor.name).places(sentences)
    served = name_of(actor.affiliation).places(sentences) if actor.affiliation else ()
    if not actor.role:
        return served
    if actor.affiliation and not served:
        return ()
    found = match(actor.role, sentences)
    if found.share < MOST:
        return ()
    return tuple(
        (word.start, word.end)
        for part in name_of(actor.role).words
        for each in sentences
        if (word := each.stems.get(part.stem))
    )[: len(name_of(actor.role).words)]


def finding(field: str, actor: Actor, case: Case, found: Found | None) -> Finding | None:
    """What there is to say of where an actor stands; None if the cited sentences name it."""
    if found is None:
        if name_of(actor.label).stands_in(case.index):
            return Finding(
                check="name",
                field=field,
                message=f"“{actor.label}” is not named in the cited sentences or near them",
                severity="note" if field == "said_by" and actor.name else "review",
            )
        return Finding(
            check="name",
            field=field,
            message=f"“{actor.label}” is not named in the document",
            severity="unsupported",
        )
    if found.sentence is None:
        return None
    return Finding(
        check="name",
        field=field,
        message=f"“{actor.label}” is named in sentence {found.sentence}",
        severity="note",
    )


def trimmed(actor: Actor, field: str, case: Case) -> tuple[Actor, tuple[Finding, ...]]:
    """A named actor without a role or an affiliation that no sentence near the name carries.

    The findings keep what was answered.
    """
    if not actor.name or not (actor.role or actor.affiliation):
        return actor, ()
    missing = [part for part in ("role", "affiliation") if _is_unsaid(actor, part, case)]
    if not missing:
        return actor, ()
    findings = tuple(
        Finding(
            check="role",
            field=field,
            message=f"no sentence with “{actor.name}” carries the {part} “{getattr(actor, part)}”",
            severity="note",
        )
        for part in missing
    )
    return actor.model_copy(update=dict.fromkeys(missing)), findings


def _is_unsaid(actor: Actor, part: str, case: Case) -> bool:
    """Whether a role or an affiliation stands neither near the claim nor beside the name elsewhere."""
    said = getattr(actor, part)
    if not said:
        return False
    around = (case.cited, case.near)
    return not any(_says(part, said, each) for each in around) and not _says(
        part, said, _holding(actor.name or "", case)
    )


def _says(part: str, said: str, sentences: Sequence[SentenceIndex]) -> bool:
    """Whether sentences carry a role or an affiliation."""
    if part == "affiliation" and name_of(said).places(sentences):
        return True
    return match(said, sentences).share >= MOST


def _holding(name: str, case: Case) -> tuple[SentenceIndex, ...]:
    """The first sentences of the document that have the name: they introduce who bears it."""
    known = name_of(name)
    keys = known.countries if known.is_country else (known.words[-1].stem,) if known.words else ()
    numbers = sorted({number for key in keys for number in case.index.holders.get(key, ())})
    return tuple(map(case.index.sentence, numbers[:HOLDING]))


def parts(case: Case) -> Iterator[Finding]:
    """Somebody is named at all, and nobody is both poser and target of a threat, or meets themselves."""
    draft = case.draft
    if draft.target and any(names.same(actor.label, draft.target) for actor in draft.actors if actor.label):
        yield Finding(
            check="roles",
            field="target",
            message=f"“{draft.target}” poses the threat and is its target",
            severity="review",
        )
    may_be_nobody = draft.kind == "threat" and not draft.actors
    if not may_be_nobody and not any(content(actor.label) for actor in draft.actors):
        message = f"“{draft.actors[0].label if draft.actors else ''}” names nobody"
        yield Finding(check="name", field="actors", message=message, severity="review")
    labels, roles = [actor.label for actor in draft.actors], {actor.role for actor in draft.actors}
    is_one = len(labels) > 1 and len(roles) == 1 and all(names.same(labels[0], each) for each in labels)
    if draft.kind == "meeting" and is_one:
        message = f"“{draft.actors[0].label}” meets nobody else"
        yield Finding(check="roles", field="actors", message=message, severity="review")
