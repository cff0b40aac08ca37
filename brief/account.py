"""What a run has made: the paths of its briefs, a few lines about them, and all of it as JSON."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.config import Settings
    from brief.daily import Brief
    from brief.pipeline import Made

JSON_VERSION = 1


def paths(made: Made, settings: Settings) -> Iterator[str]:
    """Path of each brief."""
    return (_path(item, settings) for item in made.briefs)


def lines(made: Made, settings: Settings) -> Iterator[str]:
    """What each brief holds, what was left out, and what the run cost."""
    for item in made.briefs:
        claims = "{verified} verified, {review} for review, {unsupported} left out".format(**_verdicts(item))
        yield f"{_path(item, settings)}: articles: {len(item.documents)}; claims: {claims}"
    if not made.briefs:
        yield "no readable article; nothing was written"
    if made.skipped:
        yield f"files left out: {len(made.skipped)}, each for the reason above"
    usage = made.usage
    yield (
        f"calls: {made.asked} now, {made.stored} answered before; tokens behind the briefs: "
        f"{usage.input_tokens:,} in, {usage.output_tokens:,} out; {made.seconds:.1f} s"
    )


def reasons(made: Made) -> Iterator[str]:
    """Why the articles of each story stand together; a story of one article needs no reason."""
    for item in made.briefs:
        for story in item.stories:
            if story.reasons:
                yield f"{item.date}, {story.id}: {', '.join(story.documents)}"
                yield from (f"  {reason}" for reason in story.reasons)


def as_json(made: Made, settings: Settings) -> dict[str, Any]:
    """Everything there is to know of a run, for other programs."""
    return {
        "version": JSON_VERSION,
        "briefs": [
            {
                "date": item.date,
                "path": _path(item, settings),
                "documents": [document.id for document in item.documents],
                "claims": _verdicts(item),
            }
            for item in made.briefs
        ],
        "files": {
            "written": list(made.files.written),
            "unchanged": list(made.files.unchanged),
            "removed": list(made.files.removed),
        },
        "skipped": [item.model_dump() for item in made.skipped],
        "calls": {"asked": made.asked, "stored": made.stored},
        "usage": made.usage.model_dump(),
        "seconds": round(made.seconds, 3),
    }


def _path(item: Brief, settings: Settings) -> str:
    return (settings.output / f"{item.date}.md").as_posix()


def _verdicts(item: Brief) -> dict[str, int]:
    count = Counter(told.claim.verdict for told in item.told())
    return {verdict: count[verdict] for verdict in ("verified", "review", "unsupported")}
