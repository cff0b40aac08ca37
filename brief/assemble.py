"""A day's records become one brief: stories, each claim once, the bottom line, and what changed."""

from __future__ import annotations

from itertools import chain, islice, zip_longest
from string import ascii_uppercase
from typing import TYPE_CHECKING

from brief.aliases import aliases_of
from brief.daily import Brief, DocumentFinding, Line, Source, Story
from brief.differences import changes
from brief.edits import applied
from brief.records import content_hash
from brief.stories import copies, stories
from brief.telling import Sourced, citation, disputes, line, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from brief.daily import Article, Told
    from brief.edits import Edit
    from brief.records import Claim, Record, Skipped

SUMMARY = 2
"""Lines of a story's summary at most."""
BOTTOM_LINE = 5
"""Claims in the bottom line at most."""
_HAPPENED = frozenset({"held", "ongoing", "cancelled", "agreed", "pledged", "refused", "withdrawn", "verbal"})


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
    in_order = sorted(articles, key=lambda article: article.record.document.id)
    records = {article.record.document.id: article.record for article in in_order}
    one_text = copies({article.record.document.id: article.sentences for article in in_order})
    same_text = {name: group[0] for group in one_text for name in group}
    made = [
        _story([records[name] for name in group.documents], same_text, group.reasons)
        for group in stories(in_order, one_text)
    ]
    told, remarks = applied(sorted(made, key=_weight), edits)
    return Brief(
        date=date,
        previous=previous.date if previous else None,
        bottom_line=_bottom_line(told),
        stories=told,
        changes=changes(told, previous),
        documents=tuple(record.document for record in records.values()),
        unread=tuple(citation("", name, number) for name in records for number in records[name].unread),
        findings=tuple(
            DocumentFinding(document=name, finding=item)
            for name in records
            for item in records[name].findings
        ),
        skipped=tuple(sorted(skipped, key=lambda item: (item.path, item.reason))),
        remarks=remarks,
    )


def _story(records: Sequence[Record], same_text: Mapping[str, str], reasons: tuple[str, ...]) -> Story:
    by_id = {record.document.id: record.claims for record in records}
    ids = list(by_id)
    letters = {name: _letter(i) for i, name in enumerate(ids)} if len(ids) > 1 else {}
    aliases = aliases_of(by_id)
    claims = [Sourced(aliases.renamed(claim), name, same_text[name]) for name in ids for claim in by_id[name]]
    people = (actor for item in claims for actor in item.claim.actors)
    sides = {actor.name: actor.affiliation for actor in people if actor.name and actor.affiliation}
    told = tell(claims, letters, sides)
    lead = min(records, key=lambda record: (-_verified(record.claims), record.document.id))
    place = lead.document.id, letters.get(lead.document.id, "")
    sources: dict[str, list[str]] = {}
    for name in ids:
        sources.setdefault(same_text[name], []).append(name)
    lines = _carrying(told, letters) or [line(item, *place) for item in lead.summary]
    headline = line(lead.headline, *place)
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
    for item in _by_importance(told):
        document = next(member.document for member in item.members if member.claim == item.id)
        said = item.claim.evidence[0]
        cited = citation(letters.get(document, ""), document, said.sentence, said.page)
        quoted = Line(text=" ".join(said.quote.split()), quoted=True, citations=(cited,))
        lines.setdefault((document, said.sentence), quoted)
    return list(lines.values())


def _letter(index: int) -> str:
    """A to Z, then AA to AZ, BA and so on."""
    above, below = divmod(index, len(ascii_uppercase))
    return (_letter(above - 1) if above else "") + ascii_uppercase[below]


def _verified(claims: Iterable[Claim]) -> int:
    return sum(claim.verdict == "verified" for claim in claims)


def _weight(story: Story) -> tuple[int, int, str]:
    """Stories of more sources come first, then those with more that is verified."""
    return -len(story.sources), -_verified(told.claim for told in story.claims), story.documents[0]


def _bottom_line(stories: Sequence[Story]) -> tuple[str, ...]:
    """Sure claims that matter most, none of history: of each story its best in turn, while there is room."""
    ranked = (_by_importance([told for told in each.claims if not told.claim.background]) for each in stories)
    in_turn = filter(None, chain.from_iterable(zip_longest(*ranked)))
    return tuple(told.id for told in islice(in_turn, BOTTOM_LINE))


def _by_importance(claims: Sequence[Told]) -> list[Told]:
    """Those that are sure, by what matters most; of each sentence one, then what they tell besides.

    A threat is another matter than what was met on or agreed in the same sentence.
    """
    seen: set[tuple[str, int, bool]] = set()
    ranks: tuple[list[Told], list[Told]] = [], []
    for told in sorted(filter(_is_sure, claims), key=_importance):
        places = {(item.document, item.sentence, told.kind == "threat") for item in told.citations}
        ranks[places <= seen].append(told)
        seen |= places
    return ranks[0] + ranks[1]


def _is_sure(told: Told) -> bool:
    """Is it verified, or accepted by a reviewer?"""
    decided = told.decision and not told.decision.reopened and told.decision.what in {"accept", "reword"}
    return not told.left_out and (told.claim.verdict == "verified" or bool(decided))


def _importance(told: Told) -> tuple[bool, bool, int, int, str]:
    """News before history, what happened before plans; then what more sources carry, and what is early."""
    earliest = min(citation.sentence for citation in told.citations)
    return told.claim.background, told.claim.status not in _HAPPENED, -told.sources, earliest, told.id
