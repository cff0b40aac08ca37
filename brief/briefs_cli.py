"""`brief check`, `diff`, `summary` and `export`: what is done with briefs that are written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from brief.command import FINDINGS, outcome, print_json, say, show
from brief.flags import Verbose

Day = Annotated[str, typer.Argument(help="day of the brief; unset: the last one", show_default=False)]
REPORT = typer.Option("--format", help="form of the report")
Folder = Annotated[Path | None, typer.Argument(metavar="[BRIEFS]", help="folder of briefs; unset: `output`")]


def check(
    folder: Folder = None,
    *,
    form: Annotated[Literal["text", "json", "github"], REPORT] = "text",
    verbose: Verbose = False,
) -> None:
    """Check that briefs, records and sources agree; ask no model, write nothing.

    Exit code 1 says that there are faults: a quote that does not stand in its source, a claim without a
    record, Markdown that is not what records and edits render to.
    """
    with outcome(verbose=verbose):
        from brief import config, render
        from brief.check import check
        from brief.export import report

        settings = config.load({})
        place = folder or settings.output
        faults = check(place, render.templates(settings.template))
        if text := report(faults, place, form):
            show(text)
        say(f"{place}: {len(faults) or 'no'} fault{'' if len(faults) == 1 else 's'}")
        if faults:
            raise typer.Exit(FINDINGS)


def diff(
    before: Annotated[
        str, typer.Argument(metavar="A", help="git revision or folder of briefs; `.` for `output` as it is")
    ],
    after: Annotated[str, typer.Argument(metavar="B", help="the same")] = ".",
    *,
    form: Annotated[Literal["markdown", "json", "github"], REPORT] = "markdown",
    verbose: Verbose = False,
) -> None:
    """Show which claims two states of the briefs tell differently, as Markdown for a pull request.

    Nothing is printed where nothing changed in substance. With --format github, annotations at the lines of
    B: what is to be decided on the days that differ, then what changed.
    """
    with outcome(verbose=verbose):
        from brief import config, render
        from brief.committed import briefs_at
        from brief.differences import differences
        from brief.export import annotated, notices

        settings = config.load({})
        output, templates = settings.output, render.templates(settings.template)
        old, new = (str(output) if place == "." else place for place in (before, after))
        briefs = briefs_at(new, output)
        found = differences(briefs_at(old, output), briefs)
        if form == "json":
            print_json({"version": 1, "differences": [item.model_dump(mode="json") for item in found]})
        elif found and form == "github":
            days = {item.day for item in found}
            pages = {item.date: templates.brief(item) for item in briefs if item.date in days}
            place = Path(new) if Path(new).is_dir() else output
            show(annotated(notices(found, briefs, pages), place, f"brief diff {before} {after}"))
        elif found:
            show(templates.markdown("differences.md.j2", differences=found).rstrip("\n"))


def summary(day: Day = "", *, verbose: Verbose = False) -> None:
    """Tell what to read first in a brief: what is open, disputed, changed, or of a single source."""
    with outcome(verbose=verbose):
        from brief import committed, config, render

        output = config.load({}).output
        brief = committed.brief_of(output, committed.day_of(output, day))
        show(render.templates().markdown("summary.md.j2", briefs=[brief]).rstrip("\n"))


def export(
    folder: Folder = None,
    *,
    form: Annotated[
        Literal["json", "csv", "atom"], typer.Option("--format", help="form of the export")
    ] = "json",
    url: Annotated[str, typer.Option(help="where the folder of briefs can be read, for links in atom")] = "",
    verbose: Verbose = False,
) -> None:
    """Print all briefs as JSON, as a table of claims, or as an Atom feed."""
    with outcome(verbose=verbose):
        from brief import committed, config, render
        from brief.errors import ConfigError
        from brief.export import as_atom, as_csv, as_json

        place = folder or config.load({}).output
        briefs = [committed.brief_of(place, day) for day in committed.days(place)]
        if form == "atom":
            if not url.startswith(("http://", "https://")):
                raise ConfigError("--format atom without --url: say where the folder of briefs can be read")
            pages = {brief.date: (place / f"{brief.date}.md").read_text("utf-8") for brief in briefs}
            show(as_atom(briefs, pages, url, render.templates()).rstrip("\n"))
        else:
            show((as_csv if form == "csv" else as_json)(briefs).rstrip("\n"))
