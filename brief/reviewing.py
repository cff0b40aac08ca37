"""Reviewers' edits taken up, and the day made again with them: offline, from what stands in the folder."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from brief import committed
from brief.assemble import assemble
from brief.edits import decided
from brief.errors import ConfigError
from brief.handwork import taken_up
from brief.output import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from brief.daily import Article, Brief, Told
    from brief.edits import Edit, What
    from brief.render import Templates

RENDERED = "rendered.sha256"
"""Checksums of a day's Markdown as brief wrote it, as sha256sum has them: what differs, a person wrote."""


def edits_of(folder: Path, day: str, templates: Templates) -> tuple[Edit, ...]:
    """The edits of a day, and those that people made in its Markdown since it was rendered.

    Raises ConfigError if edits or brief cannot be read, or if people wrote into what an earlier version of
    brief rendered: only that version can tell their words from its own.
    """
    known = committed.edits_in_file(folder, day)
    altered = list(_altered(folder, day))
    if not altered:
        return known
    try:
        brief = committed.brief_of(folder, day)
    except committed.OutdatedError as error:
        raise ConfigError(
            f"{folder / altered[0][0]}: was changed by hand since an earlier version of brief wrote it; take"
            " the changes up with that version's `brief review import`, or undo them, and run again"
        ) from error
    ours = templates.files(brief, committed.articles_of(folder, day))
    for path, found in altered:
        if path in ours:
            known = taken_up(known, ours[path], found, brief)
    return known


def files(
    folder: Path, brief: Brief, articles: Iterable[Article], made: Sequence[Edit], templates: Templates
) -> Mapping[str, str]:
    """Every file of a day, with the edits that were applied; a file of edits that is there stays."""
    rendered = templates.files(brief, articles)
    pages = sorted(path for path in rendered if path.endswith(".md"))
    sums = "".join(f"{sha256(rendered[path].encode()).hexdigest()}  ../{path}\n" for path in pages)
    path = committed.edits_file(folder, brief.date)
    if made or path.exists():
        rendered = {path.relative_to(folder).as_posix(): committed.edits_as_toml(made), **rendered}
    # The checksums come last: a run that is killed before them takes nothing of its own for a person's.
    return {**rendered, f"{brief.date}/{RENDERED}": sums}


def reviewed(folder: Path, day: str, made: Sequence[Edit]) -> tuple[Brief, tuple[Article, ...]]:
    """The brief of a day with these edits, and what it is made of. Raises ConfigError."""
    before = committed.brief_of(folder, day)
    articles = committed.articles_of(folder, day)
    previous = committed.brief_of(folder, before.previous) if before.previous else None
    return assemble(day, articles, before.skipped, previous, made), articles


def _rebuild(folder: Path, day: str, made: Sequence[Edit], templates: Templates) -> None:
    brief, articles = reviewed(folder, day, made)
    write(folder, files(folder, brief, articles, made, templates))


def taken(folder: Path, templates: Templates) -> dict[str, int]:
    """Take up what people wrote into the Markdown; the number of new edits by day, of days that have some."""
    found = {}
    for day in committed.days(folder):
        before, now = committed.edits_in_file(folder, day), edits_of(folder, day, templates)
        _rebuild(folder, day, now, templates)
        if now != before:
            found[day] = len(set(now) ^ set(before))
    return found


def decide(
    folder: Path, claims: Sequence[str], what: What, text: str, templates: Templates
) -> tuple[str, ...]:
    """Decide on claims, by id, and make their days again; the days. Raises ConfigError for an unknown id.

    An id that several days have is that of the last; `DAY/ID` names another.
    """
    made: dict[str, tuple[Edit, ...]] = {}
    for name in claims:
        brief, told = _find(folder, name)
        if what == "accept" and told.claim.verdict == "unsupported":
            raise ConfigError(f"{name}: its sources do not support it; reword it, or add a line of your own")
        known = made.get(brief.date) or edits_of(folder, brief.date, templates)
        made[brief.date] = decided(known, told, what, text, tuple(brief.told()))
    for day, edits in made.items():
        _rebuild(folder, day, edits, templates)
    return tuple(made)


def _find(folder: Path, name: str) -> tuple[Brief, Told]:
    only, _, claim = name.rpartition("/")
    for day in reversed(committed.days(folder)):
        if only in ("", day):
            brief = committed.brief_of(folder, day)
            for told in brief.told():
                if claim in told.ids:
                    return brief, told
    raise ConfigError(f"{name}: no brief in {folder} has this claim; ids stand at the end of its line")


def _altered(folder: Path, day: str) -> Iterable[tuple[str, str]]:
    """Markdown of a day that is not as brief wrote it."""
    try:
        lines = (folder / day / RENDERED).read_text("utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        checksum, _, path = line.partition("  ../")
        try:
            found = (folder / path).read_bytes()
        except OSError:
            continue
        if sha256(found).hexdigest() != checksum:
            yield path, found.decode("utf-8", "replace")
