"""`brief review`: a page to decide on, decisions by id, and taking up what was written into the Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from brief.briefs_cli import Day
from brief.command import HOUSE, outcome, say
from brief.flags import Verbose

if TYPE_CHECKING:
    from brief.config import Settings
    from brief.edits import What
    from brief.render import Templates

PAGE = "page"


class _Group(TyperGroup):
    """A group whose command is the page if none is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        known = args and args[0] in {*self.commands, *HOUSE["context_settings"]["help_option_names"]}
        return super().parse_args(ctx, args if known else [PAGE, *args])


app = typer.Typer(
    cls=_Group,
    help="Decide on claims, on a page or by id; what is decided stays when the brief is made again.",
    **HOUSE,
)

ID = "at the end of a claim's line; DAY/CLAIM-ID if several days have it"
Claims = Annotated[list[str], typer.Argument(metavar="CLAIM-ID", help=ID)]
Claim = Annotated[str, typer.Argument(metavar="CLAIM-ID", help=ID)]
Text = Annotated[str, typer.Argument(metavar="TEXT", help="Markdown; it is put on one line")]


@app.command(PAGE)
def show_page(
    day: Day = "",
    *,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="open the page in the browser")] = True,
    export: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="write the page to a file, to be read without brief, and end"),
    ] = None,
    verbose: Verbose = False,
) -> None:
    """Open a page with the claims of a day beside their sources, and decide there.

    It is what `brief review` does without a command. Prints the address, and serves this machine alone until
    it is interrupted.
    """
    with outcome(verbose=verbose):
        import threading
        import webbrowser

        from brief import committed, output, review_page, reviewing

        settings, templates = _surroundings()
        folder = settings.output
        of = committed.day_of(folder, day)
        if export:
            brief, articles = reviewing.reviewed(folder, of, reviewing.edits_of(folder, of, templates))
            page = review_page.page(brief, articles, templates, live=False)
            output.put(export, page.html.encode())
            typer.echo(export.as_posix())
            return
        committed.brief_of(folder, of)  # one that cannot be read is told before a browser is opened
        with review_page.Desk(folder, of, templates) as desk:
            typer.echo(desk.url)
            say(f"{of} is open for review until Ctrl-C")
            if browser:
                # A browser may take as long as it likes to start.
                threading.Thread(target=webbrowser.open, args=(desk.url,), daemon=True).start()
            desk.serve_forever()


@app.command()
def accept(claims: Claims, *, verbose: Verbose = False) -> None:
    """State claims that are for review as facts; a reviewer vouches for them."""
    _decide(claims, "accept", "", verbose=verbose)


@app.command()
def reject(claims: Claims, *, verbose: Verbose = False) -> None:
    """Leave claims out; they are listed as rejected."""
    _decide(claims, "reject", "", verbose=verbose)


@app.command()
def reword(claim: Claim, text: Text, *, verbose: Verbose = False) -> None:
    """Say a claim in other words; its citations stay."""
    _decide([claim], "reword", text, verbose=verbose)


@app.command()
def note(claim: Claim, text: Text, *, verbose: Verbose = False) -> None:
    """Put a note below a claim."""
    _decide([claim], "note", text, verbose=verbose)


@app.command("import")
def take_up(*, verbose: Verbose = False) -> None:
    """Take up what people wrote into the Markdown: changed, deleted and added lines become edits.

    `brief make` does so, too; this asks no model and reads no article.
    """
    with outcome(verbose=verbose):
        from brief.committed import edits_file
        from brief.reviewing import taken

        settings, templates = _surroundings()
        found = taken(settings.output, templates)
        for day, count in found.items():
            typer.echo(edits_file(settings.output, day).as_posix())
            say(f"{day}: edits taken up: {count}")
        if not found:
            say("no Markdown was written to since it was rendered")


def _decide(claims: list[str], what: What, text: str, *, verbose: bool) -> None:
    with outcome(verbose=verbose):
        from brief.reviewing import decide

        settings, templates = _surroundings()
        for day in decide(settings.output, claims, what, text, templates):
            typer.echo((settings.output / f"{day}.md").as_posix())


def _surroundings() -> tuple[Settings, Templates]:
    from brief import config, render

    settings = config.load({})
    return settings, render.templates(settings.template)
