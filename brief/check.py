"""Is what stands in the folder of briefs what the records say, and do the records say what the sources say?

Nothing is asked of a model, and nothing is written. Each fault has a rule, and names the file and line.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from brief import committed
from brief.assemble import assemble
from brief.errors import BriefError, ConfigError
from brief.records import Value, claim_id, content_hash, verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from brief.daily import Article, Brief
    from brief.records import Claim, Evidence
    from brief.render import Templates

RULES: Mapping[str, str] = {
    "unreadable": "a file is missing or is not what its schema says",
    "quote": "a quote does not stand in its source",
    "place": "a place of a quote or of a claim's words cannot be one",
    "claim": "the id of a claim does not follow from its text and evidence",
    "verdict": "a verdict does not follow from its findings",
    "stale": "a source has changed since its record was made",
    "brief": "brief.json is not what the records make",
    "unknown": "a line states a claim that no record and no edit has",
    "unsupported": "what is not supported is stated as fact",
    "drift": "Markdown is not what the records and edits render to",
    "stray": "a file belongs to no record",
}
_ID = re.compile(r"<!-- ([amt]-[0-9a-f]{6}) -->")


class Fault(Value):
    """One thing that is wrong: which of `RULES` it breaks, where, and what to do."""

    rule: str
    path: str
    line: int | None = None
    message: str
    diff: str | None = None


def check(folder: Path, templates: Templates) -> tuple[Fault, ...]:
    """Every fault of the briefs in `folder`. Raises ConfigError if it has none, or an earlier version's."""
    committed.day_of(folder)
    return tuple(fault for day in committed.days(folder) for fault in _of_day(folder, day, templates))


def _of_day(folder: Path, day: str, templates: Templates) -> Iterator[Fault]:
    try:
        brief = committed.brief_of(folder, day)
        articles = committed.articles_of(folder, day)
        edits = committed.edits_in_file(folder, day)
    except committed.OutdatedError:
        raise
    except ConfigError as error:
        yield Fault(rule="unreadable", path=f"{day}/", message=str(error))
        return
    names = {article.record.document.id for article in articles}
    for path in sorted((*folder.glob(f"{day}/notes/*.md"), *folder.glob(f"{day}/sources/*.txt"))):
        if path.stem not in names:
            shown = path.relative_to(folder).as_posix()
            yield Fault(rule="stray", path=shown, message="no record is of this name; remove it")
    for article in articles:
        record = f"{day}/records/{article.record.document.id}.json"
        for rule, said in _of_record(day, article):
            yield Fault(rule=rule, path=record, message=f"{said}; undo the change, or run `brief make`")
    previous: Brief | None = None
    with suppress(BriefError):
        previous = committed.brief_of(folder, brief.previous) if brief.previous else None
    made = assemble(day, articles, brief.skipped, previous, edits)
    if made != brief and (previous is None) == (brief.previous is None):
        message = "not what the records make; undo the change, or run `brief make`"
        yield Fault(rule="brief", path=f"{day}/brief.json", message=message)
        brief = made
    for page, text in templates.files(brief, articles).items():
        if page.endswith(".md"):
            yield from _page(folder, page, text, brief)


def _of_record(day: str, article: Article) -> Iterator[tuple[str, str]]:
    """Rule and message of each fault within one record, and between it and the sentences of its source."""
    document, claims = article.record.document, article.record.claims
    cited = {item.sentence: item for claim in claims for item in claim.evidence}
    altered = [
        f"{claim.id}: line {item.sentence} of {day}/sources/{document.id}.txt is not the quote “{quote}”"
        for claim in claims
        for item in claim.evidence
        if (quote := " ".join(item.quote.split())) not in article.sentences[item.sentence - 1 : item.sentence]
    ]
    yield from (("quote", said) for said in altered)
    text, seen = content_hash(article.sentences), Counter[tuple[str, ...]]()
    for claim in claims:
        key = (claim.kind, *(item.quote for item in claim.evidence))
        expected = claim_id(text, claim.kind, claim.evidence, seen[key])
        seen[key] += 1
        yield from (("place", f"{claim.id}: {said}") for said in _misplaced(claim, cited))
        if claim.id != expected and not altered:
            yield "claim", f"{claim.id}: is not the id of its evidence in this text"
        if claim.verdict != verdict_of(claim.findings):
            yield "verdict", f"{claim.id}: {claim.verdict} is not what its findings say"
    source = Path(document.path)
    if source.is_file() and hashlib.sha256(source.read_bytes()).hexdigest() != document.sha256:
        yield "stale", f"{document.path} has changed since it was read"


def _misplaced(claim: Claim, cited: Mapping[int, Evidence]) -> Iterator[str]:
    """Places that cannot be: quotes of another length or order than their sentences, words that cross one."""
    for item in claim.evidence:
        other = cited[item.sentence]
        if item.end - item.start != len(item.quote) or (item.start, item.end) != (other.start, other.end):
            yield f"sentence {item.sentence} does not stand at {item.start} to {item.end}"
    for start, end in (span for places in claim.spans.values() for span in places):
        crossed = [item for item in cited.values() if item.start < end and start < item.end]
        if start >= end or any(start < item.start or item.end < end for item in crossed):
            yield f"no words of a sentence stand at {start} to {end}"


def _page(folder: Path, path: str, expected: str, brief: Brief) -> Iterator[Fault]:
    try:
        found = (folder / path).read_bytes().decode("utf-8")
    except (OSError, ValueError) as error:
        yield Fault(rule="unreadable", path=path, message=f"cannot be read ({error}); run `brief make`")
        return
    if found == expected:
        return
    known = {name: told.claim.verdict for told in brief.told() for name in told.ids}
    left_out = False
    for number, line in enumerate(found.splitlines(), start=1):
        left_out = line.startswith("## Left out") if line.startswith("## ") else left_out
        for name in _ID.findall(line):
            if name not in known:
                message = f"{name}: no record and no edit has this claim; remove the line"
                yield Fault(rule="unknown", path=path, line=number, message=message)
            elif known[name] == "unsupported" and not left_out:
                message = f"{name}: its sources do not support it, so it can only stand under “Left out”"
                yield Fault(rule="unsupported", path=path, line=number, message=message)
    names = f"{path} (rendered)", f"{path} (found)"
    lines = list(difflib.unified_diff(expected.splitlines(), found.splitlines(), *names, lineterm="", n=0))
    first = next((int(hunk[1]) for line in lines if (hunk := re.match(r"@@ -\S+ \+(\d+)", line))), 1)
    message = "not what the records and edits render to; `brief review import` takes edits up"
    yield Fault(rule="drift", path=path, line=max(first, 1), message=message, diff="\n".join(lines))
