"""A day's records become one brief: stories, each claim once, the bottom line, and what changed."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from brief.aliases import aliases_of
from brief.changes import changes
from brief.copies import copies
from brief.daily import Brief, Citation, DocumentFinding, Line, Source, Story
from brief.edits import applied
from brief.records import content_hash
from brief.stories import stories
from brief.telling import Sourced, disputes, line, tell
from brief.weight import bottom_line, by_importance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from brief.daily import Article, Told
    from brief.edits import Edit
    from brief.records import Claim, Record, Skipped

SUMMARY = 2
"""Lines of a story's summary at most."""


def assemble(
    date: str,
    articles: Sequence[Article],
    skipped: Iterable[Skipped] = (),
    previous: Brief | None = None,
    edits: Sequence[Edit] = (),
) -> Brief:
    """The brief of one day, of its records and what could not be read.

    The order of `articles` is of no account, and an article about other events changes no story.
    `previous` is the brief that the changes are counted from; `edits` are what reviewers decided.
    """
    by_id = {article.record.document.id: article for article in articles}
    texts = {name: article.sentences for name, article in sorted(by_id.items())}
    one_text = copies(texts)
    same_text = {name: group[0] for group in one_text for name in group}
    told = [
        _story([by_id[name].record for name in group.documents], same_text, group.reasons)
        for group in stories([by_id[name] for name in sorted(by_id)], one_text)
    ]
    in_order, remarks = applied(sorted(told, key=_weight), edits)
    return Brief(
        date=date,
        previous=previous.date if previous else None,
        bottom_line=bottom_line(in_order),
        stories=in_order,
        changes=changes(in_order, previous),
        documents=tuple(by_id[name].record.document for name in sorted(by_id)),
        unread=tuple(
            Citation(label=str(number), document=name, sentence=number)
            for name in sorted(by_id)
            for number in by_id[name].record.unread
        ),
        findings=tuple(
            DocumentFinding(document=name, finding=finding)
            for name in sorted(by_id)
            for finding in by_id[name].record.findings
        ),
        skipped=tuple(sorted(skipped, key=lambda item: (item.path, item.reason))),
        remarks=remarks,
    )


def _story(records: Sequence[Record], same_text: Mapping[str, str], reasons: tuple[str, ...]) -> Story:
    ids = [record.document.id for record in records]
    letters = {name: _letter(i) for i, name in enumerate(ids)} if len(ids) > 1 else {}
    aliases = aliases_of({record.document.id: record.claims for record in records})
    claims = [
        Sourced(aliases.renamed(claim), record.document.id, same_text[record.document.id])
        for record in records
        for claim in record.claims
    ]
    told = tell(claims, letters, _sides([item.claim for item in claims]))
    lead = min(records, key=lambda record: (-_verified(record), record.document.id))
    letter = letters.get(lead.document.id, "")
    sources: dict[str, list[str]] = {}
    for name in ids:
        sources.setdefault(same_text[name], []).append(name)
    lines = _carrying(told, letters) or [line(item, lead.document.id, letter) for item in lead.summary]
    headline = line(lead.headline, lead.document.id, letter)
    return Story(
        id=f"s-{content_hash(sorted(ids))[:6]}",
        headline=headline,
        summary=tuple(item for item in lines if item.text != headline.text)[:SUMMARY],
        sources=tuple(Source(documents=tuple(group)) for group in sources.values()),
        letters=letters,
        reasons=reasons,
        actors=aliases.actors,
        claims=told,
        disputed=disputes(told, same_text),
    )


def _carrying(told: Sequence[Told], letters: Mapping[str, str]) -> list[Line]:
    """The sentences that carry what matters most, each once."""
    lines: dict[tuple[str, int], Line] = {}
    for item in by_importance(told):
        document = next(member.document for member in item.members if member.claim == item.id)
        said = item.claim.evidence[0]
        cited = Citation(
            label=f"{letters.get(document, '')}{said.sentence}",
            document=document,
            sentence=said.sentence,
            page=said.page,
        )
        quoted = Line(text=" ".join(said.quote.split()), quoted=True, citations=(cited,))
        lines.setdefault((document, said.sentence), quoted)
    return list(lines.values())


def _sides(claims: Iterable[Claim]) -> dict[str, str]:
    """Country or organisation of each person whom the claims place in one."""
    return {
        actor.name: actor.affiliation
        for claim in claims
        for actor in claim.actors
        if actor.name and actor.affiliation
    }


def _letter(index: int) -> str:
    """A to Z, then AA to AZ, BA and so on."""
    above, below = divmod(index, len(ascii_uppercase))
    return (_letter(above - 1) if above else "") + ascii_uppercase[below]


def _verified(record: Record) -> int:
    return sum(claim.verdict == "verified" for claim in record.claims)


def _weight(story: Story) -> tuple[int, int, str]:
    """Stories of more sources come first, then those with more that is verified."""
    verified = sum(told.claim.verdict == "verified" for told in story.claims)
    return -len(story.sources), -verified, story.documents[0]
