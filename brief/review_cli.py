"""`brief review`: decisions on claims, by id, and taking up what was written into the Markdown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from brief.command import HOUSE, outcome
from brief.flags import Verbose
from brief.terminal import say

if TYPE_CHECKING:
    from brief.config import Settings
    from brief.edits import What
    from brief.render import Templates

app = typer.Typer(help="Decide on claims; what is decided stays when the brief is made again.", **HOUSE)

Claims = Annotated[list[str], typer.Argument(metavar="CLAIM-ID", help="at the end of a claim's line")]
Claim = Annotated[str, typer.Argument(metavar="CLAIM-ID", help="at the end of a claim's line")]
Text = Annotated[str, typer.Argument(metavar="TEXT", help="Markdown; it is put on one line")]


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
        from brief.reviewing import taken

        settings, templates = _surroundings()
        found = taken(settings.output, templates)
        for day, count in found.items():
            typer.echo((settings.output / day / "edits.toml").as_posix())
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
    from brief import config, resources
    from brief.render import Templates

    settings = config.load({})
    return settings, Templates(partial(resources.text, "templates"), settings.template)
