"""Findings on figures and words: whether what a claim says stands in its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.grounding.actors import places
from brief.grounding.case import content, match
from brief.grounding.figures import figures
from brief.grounding.normal import phrase
from brief.grounding.reality import LANGUAGES, denied, expanded, hit, negations
from brief.records import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from brief.grounding.case import Case
    from brief.grounding.index import SentenceIndex
    from brief.records import Kind

LEAST: Mapping[Kind, float] = {"agreement": 0.5, "threat": 0.5, "meeting": 0.6}
"""Share of the content words of `what` that the cited sentences must have; for the topic of a meeting, these
and the sentences near them. Set on split `train`: `brief eval grounding` shows what they let through."""
FEWEST = 0.2
"""Share below which nothing of the claim is in its sentences: unsupported."""
SURE = 0.9
"""Chance from which on a model's window counts as sure."""
SURE_FIELDS: Mapping[str, tuple[float, str]] = {
    "actors": (0.6, "who acts"),
    "status": (0.5, "how it stands"),
    "said_by": (0.3, "who says so"),
    "target": (0.3, "whom it would hit"),
}
"""Chance of a field's least likely token from which on the model counts as sure of it, and words for it."""
SOME = 0.34
"""Share of the words of `what`, a place or a date that a claim needs whose sentences name no actor."""
HALF = 0.5
"""Share of the words of a place, a date or a target that must stand there."""


def wording(case: Case) -> Iterator[Finding]:
    """What is agreed, threatened or talked about is said in the words of the sentences."""
    draft = case.draft
    is_topic = draft.kind == "meeting"
    if not is_topic and all(word.stem in case.actor_stems for word in content(draft.what or "")):
        message = f"“{draft.what or ''}” does not say what the {draft.kind} is"
        yield Finding(check="words", field="what", message=message, severity="review")
    if not draft.what:
        return
    sentences = (*case.cited, *case.near) if is_topic else case.cited
    found = match(draft.what, sentences, case.actor_stems)
    if found.share < LEAST[draft.kind]:
        shown = ", ".join(f"“{word}”" for word in found.missing[:3])
        yield Finding(
            check="words",
            field="what",
            message=f"{len(found.missing)} words are not in the cited sentences: {shown}",
            severity="unsupported" if found.share < FEWEST and not is_topic else "review",
        )


def carried(case: Case) -> Iterator[Finding]:
    """Something of a claim stands in the very sentences that it cites: an actor, words, its place or date."""
    draft = case.draft
    said = (draft.what, draft.place, draft.date)
    if any(text and match(text, case.cited).share >= SOME for text in said):
        return
    if draft.actors and not any(places(actor, case.cited) for actor in draft.actors):
        message = "nothing of the claim stands in the sentences that it cites"
        yield Finding(check="evidence", field="evidence", message=message, severity="review")


def numbers(case: Case) -> Iterator[Finding]:
    """Every number, month and day of the claim stands in its sentences; of a meeting, or near them."""
    draft = case.draft
    sentences = (*case.cited, *case.near) if draft.kind == "meeting" else case.cited
    for field in ("what", "condition", "target"):
        for value, word in figures(phrase(getattr(draft, field) or "")).items():
            if not any(value in each.figures for each in sentences):
                yield Finding(
                    check="figures",
                    field=field,
                    message=f"“{word.text}” is not in the cited sentences",
                    severity="review" if draft.kind == "meeting" else "unsupported",
                )


def scene(field: str, case: Case) -> Finding | None:
    """Whether a place or date stands in the cited sentences or near them; None: in the cited ones."""
    value = getattr(case.draft, field)
    if not value:
        return None
    asked = figures(phrase(value))
    for each in (case.cited, *((sentence,) for sentence in case.near), (*case.cited, *case.near)):
        dated = all(any(figure in sentence.figures for sentence in each) for figure in asked)
        if dated and match(value, each, aliases=field != "place").share >= HALF:
            if each is case.cited:
                return None
            where = f"sentence {each[0].number}" if len(each) == 1 else "several sentences"
            return Finding(
                check="scene",
                field=field,
                message=f"“{value}” stands in {where}",
                severity="note",
            )
    return Finding(
        check="scene",
        field=field,
        message=f"“{value}” is not in the cited sentences or near them, and is left out",
        severity="review",
    )


def reality(case: Case) -> Iterator[Finding]:
    """No denial, supposition, question, rumour, correction or fiction governs the words of the claim."""
    draft = case.draft
    if case.language not in LANGUAGES:
        message = f"denials cannot be told: there is no lexicon for the language “{case.language}”"
        yield Finding(check="reality", field="status", message=message, severity="review")
        return
    said = {word.text for text in (draft.what, draft.condition) for word in phrase(text or "")}
    own = frozenset(map(expanded, said))
    hits = [hit(each, case.places_in(each), own, draft.status, case.language) for each in _carrying(case)]
    if all(hits) and (found := hits[0]):
        message = f"{found.name} (“{found.words}”) in the cited sentence, and the status is {draft.status}"
        yield Finding(check="reality", field="status", message=message, severity="review")
    denials = {word for word in said if expanded(word) in negations(case.language)}
    cited = frozenset(word.text for each in case.cited for word in each.words)
    if denials - cited and not any(denied(each, case.places_in(each), case.language) for each in case.cited):
        message = f"“{min(denials - cited)}” does not stand with these words in the cited sentences"
        yield Finding(check="reality", field="what", message=message, severity="review")


def _carrying(case: Case) -> Sequence[SentenceIndex]:
    """Cited sentences that have the words of `what`, or where it is empty name all actors; else the first."""
    what, least = case.draft.what, LEAST[case.draft.kind]
    found = [
        each
        for each in case.cited
        if (match(what, (each,), case.actor_stems).share >= least if what else _names_all(case, each))
        and case.places_in(each)
    ]
    return found or case.cited[:1]


def _names_all(case: Case, sentence: SentenceIndex) -> bool:
    return all(places(actor, (sentence,)) for actor in case.draft.actors)


def doubt(case: Case) -> Iterator[Finding]:
    """The model was sure that its window carries a claim, and of who acts, where it told its chances."""
    draft = case.draft
    if draft.chance is not None and draft.chance < SURE:
        message = f"the model gave its window a chance of {draft.chance:.2f} to carry a claim"
        yield Finding(check="doubt", field="chance", message=message, severity="review")
    for field, chance in draft.field_chances:
        least, words_for = SURE_FIELDS.get(field, (0.0, ""))
        if chance < least:
            message = f"the model was unsure {words_for}: a chance of {chance:.2f}"
            yield Finding(check="doubt", field=field, message=message, severity="review")
