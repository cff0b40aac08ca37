"""The command line: arguments to one library call. Nothing else prints, or ends the process.

stdout is data, stderr is progress. Each command imports what it needs itself, so that help comes at once.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from brief import __doc__ as purpose
from brief import __version__, briefs_cli, eval_cli, model_cli, review_cli
from brief.command import FINDINGS, HOUSE, outcome, print_json
from brief.flags import AsJson, AskAll, BaseUrl, Jobs, Model, Reading, Timeout, Verbose
from brief.terminal import progress, say, show

app = typer.Typer(name="brief", help=purpose, **HOUSE)


def _show_version(wanted: bool) -> None:  # noqa: FBT001
    if wanted:
        typer.echo(f"brief {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    *,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="show the version")
    ] = False,
) -> None:
    pass


@app.command()
def make(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH", help="articles, folders that hold some, and - for standard input"),
    ],
    *,
    model: Model = None,
    base_url: BaseUrl = None,
    reading: Reading = None,
    ask_all: AskAll = False,
    output: Annotated[Path | None, typer.Option(help="folder of the briefs")] = None,
    date: Annotated[str | None, typer.Option(help="day of documents that carry no date, YYYY-MM-DD")] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATTERN",
            help="patterns, as in .gitignore, of files that are left out of the folders named",
        ),
    ] = None,
    jobs: Jobs = None,
    timeout: Timeout = None,
    why: Annotated[bool, typer.Option("--why", help="say why articles stand in one story")] = False,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Write a cited brief for each day of the articles.

    Reads text, Markdown, HTML, PDF, Word, mail, feeds, JSON, and gzip and zip archives of these. Prints the
    paths of the briefs. An article that has been read before costs no call: every
    answer is kept.
    """
    flags = {
        "model": model,
        "base_url": base_url,
        "reading": reading,
        "ask_all": ask_all or None,
        "output": output,
        "date": date,
        "exclude": exclude or None,
        "jobs": jobs,
        "timeout": timeout,
    }
    with outcome(verbose=verbose):
        from brief import account, config, pipeline

        settings = config.load(flags)
        with progress() as told:
            made = pipeline.make(paths, settings, told)
        if as_json:
            print_json(account.as_json(made, settings))
        else:
            for path in account.paths(made, settings):
                typer.echo(path)
        for line in (*(account.reasons(made) if why else ()), *account.lines(made, settings)):
            say(line)
        if made.skipped or not made.briefs:
            raise typer.Exit(FINDINGS)


@app.command()
def fetch(
    *,
    date: Annotated[
        str | None, typer.Option(help="day of articles whose feed states none, YYYY-MM-DD")
    ] = None,
    as_json: AsJson = False,
    verbose: Verbose = False,
) -> None:
    """Fetch the feeds and pages of [fetch] in brief.toml into a folder for each day.

    Prints the paths of the articles that are new or changed; a second run fetches nothing that is here.
    """
    with outcome(verbose=verbose):
        from brief import config, fetch

        today = dt.datetime.now().astimezone().date()
        with progress() as told:
            fetched = fetch.fetch(config.load({"date": date}), today, told)
        if as_json:
            print_json(fetch.as_json(fetched))
        else:
            for item in fetched.written:
                show(item.path)
        for line in fetch.lines(fetched):
            say(line)
        if fetched.failures:
            raise typer.Exit(FINDINGS)


app.command("eval")(eval_cli.evaluate)


@app.command("config")
def show_config() -> None:
    """Show every setting: its value, and whether a variable, a file or the default gives it."""
    with outcome():
        from brief import config

        rows = config.explain(config.load({}))
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            typer.echo("  ".join(map(str.ljust, row, widths)).rstrip())


# After the commands that make what these are about, so that help lists them in that order.
for command in (briefs_cli.check, briefs_cli.diff, briefs_cli.summary, briefs_cli.export):
    app.command()(command)
app.add_typer(review_cli.app, name="review")
app.add_typer(model_cli.app, name="model")


def main() -> None:
    """Run the command of this process's arguments, and end the process."""
    app()
