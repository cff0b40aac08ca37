"""Drafts of one document become claims with evidence, spans, findings and a verdict."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from brief import dates
from brief.grounding import actors, values
from brief.grounding.case import Case, match, spans
from brief.grounding.index import DocumentIndex
from brief.lexicon import FUNCTION
from brief.records import Claim, Evidence, Finding, claim_id, content_hash, verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from brief.records import Actor, Document, Draft, Genre, Span

LANGUAGE = "en"
"""What a document is taken to be written in where nothing states it and its words do not speak against it."""
UNKNOWN = "und"
"""The tag of BCP 47 for a language that is not determined."""
SAMPLE = 10
"""Sentences of a document by which its language is told."""
ENOUGH, LEAST = 50, 0.12
"""Words without a capital from which on the share of English function words tells, and that share."""
INVENTED: frozenset[Genre] = frozenset({"fiction", "satire"})
"""Genres in which nothing that is told is verified."""
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
"""A year as news writes it; a figure of other size is no year, nor is "1,950"."""
OPINION: Genre = "opinion"
LONG_AGO = 2
"""Years before the document from which what its sentences date is background, where no model was asked."""


def ground(document: Document, drafts: Iterable[Draft]) -> tuple[Claim, ...]:
    """Claims of a document, in the order of its sentences; what is drafted twice is one claim.

    Raises ValueError for a draft that cites no sentence, or one that the document does not have.
    """
    index = DocumentIndex(document)
    text = content_hash([sentence.text for sentence in document.sentences])
    language = _language(document, index)
    ranks: Counter[tuple[object, ...]] = Counter()
    claims = []
    for draft in sorted(_joined(drafts), key=lambda draft: draft.sentences[0]):
        if not all(1 <= number <= len(index) for number in draft.sentences):
            raise ValueError(f"{document.path}: a claim cites sentences {draft.sentences} of {len(index)}")
        evidence = tuple(_evidence(document, number) for number in draft.sentences)
        key = (draft.kind, *(" ".join(item.quote.split()) for item in evidence))
        identity = claim_id(text, draft.kind, evidence, ranks[key])
        ranks[key] += 1
        claims.append(_grounded(Case(draft, index, language), evidence, identity))
    return tuple(claims)


def _joined(drafts: Iterable[Draft]) -> Iterable[Draft]:
    """The drafts; those that say the same word for word are one, which cites what both do."""
    found: dict[str, Draft] = {}
    for draft in drafts:
        if not draft.sentences:
            raise ValueError(f"a claim cites no sentence: {draft.what!r}")
        key = content_hash(draft.model_dump(exclude={"sentences", "background", "chance", "field_chances"}))
        first = found.get(key, draft)
        cited = tuple(dict.fromkeys((*first.sentences, *draft.sentences)))
        found[key] = first.model_copy(update={"sentences": cited})
    return found.values()


def _language(document: Document, index: DocumentIndex) -> str:
    """The language of a document: as stated, else English unless its letters or its words say otherwise."""
    if document.language:
        return document.language.partition("-")[0].lower()
    sample = [index.sentence(number) for number in range(1, min(len(index), SAMPLE) + 1)]
    letters = [word for each in sample for word in each.words if word.text[0].isalpha()]
    if 2 * sum(word.text.isascii() for word in letters) < len(letters):
        return UNKNOWN
    small = [word.text for word in letters if not word.capital]  # names tell of no language
    is_foreign = len(small) >= ENOUGH and sum(text in FUNCTION for text in small) < LEAST * len(small)
    return UNKNOWN if is_foreign else LANGUAGE


def _evidence(document: Document, number: int) -> Evidence:
    sentence = document.sentences[number - 1]
    return Evidence(
        sentence=number,
        start=sentence.start,
        end=sentence.end,
        quote=document.text[sentence.start : sentence.end],
        page=sentence.page,
    )


def _grounded(case: Case, evidence: tuple[Evidence, ...], identity: str) -> Claim:
    draft, document = case.draft, case.index.document
    places: dict[str, tuple[Span, ...]] = {}
    findings: list[Finding] = []
    people = tuple(
        _actor(actor, f"actors.{i}", case, places, findings) for i, actor in enumerate(draft.actors)
    )
    said_by = draft.said_by and _actor(draft.said_by, "said_by", case, places, findings)
    findings += chain(
        _target(case),
        values.carried(case),
        values.wording(case),
        values.doubt(case),
        values.numbers(case),
        values.reality(case),
        actors.parts(case),
    )
    scene = {field: values.scene(field, case) for field in ("place", "date")}
    findings += filter(None, scene.values())
    kept = {
        field: None if found and found.severity != "note" else getattr(draft, field)
        for field, found in scene.items()
    }
    date = kept["date"] and dates.resolve(kept["date"], document.date, draft.status)
    past = _background(case, date)
    findings += (*past, *_genre(case))
    for field in ("what", "place", "date", "target", "condition"):
        if said := kept.get(field, getattr(draft, field)):
            places[field] = spans(said, case.cited)
    return Claim(
        kind=draft.kind,
        status=draft.status,
        what=draft.what,
        target=draft.target,
        condition=draft.condition,
        chance=draft.chance,
        field_chances=dict(draft.field_chances),
        **kept,
        actors=people,
        said_by=said_by,
        id=identity,
        date_resolved=date or None,
        background=bool(past) if draft.background is None else draft.background,
        evidence=evidence,
        spans={field: found for field, found in places.items() if found},
        verdict=verdict_of(findings),
        findings=tuple(findings),
    )


def _actor(
    actor: Actor, field: str, case: Case, places: dict[str, tuple[Span, ...]], findings: list[Finding]
) -> Actor:
    """The actor as the claim keeps it; where it stands and what there is to say of it are put on record."""
    found = actors.locate(actor, case)
    if finding := actors.finding(field, actor, case, found):
        findings.append(finding)
    if found:
        name = field.partition(".")[0]
        places[name] = (*places.get(name, ()), *found.spans)
    kept, notes = actors.trimmed(actor, field, case)
    findings += notes
    return kept


def _target(case: Case) -> Iterator[Finding]:
    """Whom a threat would hit is named in the sentences or near them."""
    target = case.draft.target
    if target and match(target, (*case.cited, *case.near)).share < values.HALF:
        message = f"“{target}” is not in the cited sentences or near them"
        yield Finding(check="name", field="target", message=message, severity="review")


def _background(case: Case, resolved: str | None) -> tuple[Finding, ...]:
    """A note if the claim's own sentences date it long before the document, and no model was asked."""
    published = (case.index.document.date or "")[:4]
    if case.draft.background is not None or not published.isdigit():
        return ()
    years = [
        [int(v) for v, word in each.figures.items() if _YEAR.fullmatch(word.text)] for each in case.cited
    ]
    told = max((max(found, default=9999) for found in years), default=9999)
    told = min(told, int(resolved[:4])) if resolved else told
    if told > int(published) - LONG_AGO:
        return ()
    message = f"its sentences date it to {told}, and the document is of {published}: background"
    return (Finding(check="background", field="background", message=message, severity="note"),)


def _genre(case: Case) -> Iterator[Finding]:
    """In an opinion, a novel or a satire nobody has met or agreed to anything for certain."""
    genre = case.index.document.genre
    if genre in INVENTED or (genre == OPINION and case.draft.kind != "threat"):
        message = f"the document is {genre}: it is no report"
        yield Finding(check="genre", field="status", message=message, severity="review")
