"""The command line: arguments to one library call. Nothing else prints, or ends the process.

stdout is data, stderr is progress. Each command imports what it needs itself, so that help comes at once.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from brief import __doc__ as purpose
from brief import __version__, briefs_cli, eval_cli, review_cli
from brief.command import FINDINGS, HOUSE, INTERRUPTED, end_at_once, outcome, print_json, progress, say, show
from brief.flags import AsJson, AskAll, BaseUrl, Jobs, Model, Reading, Timeout, Verbose

if TYPE_CHECKING:
    from brief.config import Settings
    from brief.pipeline import Made

app = typer.Typer(name="brief", help=purpose, **HOUSE)
models = typer.Typer(help="Weights of the models that brief runs itself.", **HOUSE)


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
    ask_all: AskAll = None,
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
    paths of the briefs. An article that has been read before costs no call: every answer is kept.
    """
    flags: dict[str, Any] = {"model": model, "base_url": base_url, "reading": reading, "ask_all": ask_all}
    flags |= {"jobs": jobs, "timeout": timeout, "output": output, "date": date, "exclude": exclude or None}
    with outcome(verbose=verbose):
        from brief import config, pipeline
        from brief.resources import render_text

        settings = config.load(flags)
        with progress() as told:
            made = pipeline.make(paths, settings, told)
        run = _run_as_json(made, settings)
        if as_json:
            print_json(run)
        else:
            for day in run["briefs"]:
                typer.echo(day["path"])
        joined = [(day.date, story) for day in made.briefs for story in day.stories if why and story.reasons]
        for line in render_text("run.txt.j2", run=run, stories=joined).splitlines():
            say(line)
        if made.skipped or not made.briefs:
            raise typer.Exit(FINDINGS)


def _run_as_json(made: Made, settings: Settings) -> dict[str, Any]:
    """Everything there is to know of a run, for other programs."""
    briefs = []
    for item in made.briefs:
        verdicts = Counter(told.claim.verdict for told in item.told())
        briefs.append({
            "date": item.date,
            "path": (settings.output / f"{item.date}.md").as_posix(),
            "documents": [document.id for document in item.documents],
            "claims": {verdict: verdicts[verdict] for verdict in ("verified", "review", "unsupported")},
        })  # fmt: skip
    return {
        "version": 1,
        "briefs": briefs,
        "files": made.files._asdict(),
        "skipped": [item.model_dump() for item in made.skipped],
        "calls": {"asked": made.asked, "stored": made.stored},
        "usage": made.usage.model_dump(),
        "seconds": round(made.seconds, 3),
    }


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
            print_json({"version": 1, **dataclasses.asdict(fetched)})
        else:
            for item in fetched.written:
                show(item.path)
        found = f"{len(fetched.written)} new or changed, {fetched.unchanged} as before"
        say(f"articles: {found}; failures: {len(fetched.failures)}")
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


Name = Annotated[str | None, typer.Argument(help="packaged model; unset: the one that is set")]


@models.command("list")
def list_models() -> None:
    """List the packaged models: name, size, licence, and where each lies if it is here."""
    with outcome():
        from brief import config
        from brief.manifest import DEFAULT_MODEL, MODELS
        from brief.models import installed

        folder = config.load({}).cache_dir
        for model in MODELS.values():
            place = installed(model, folder) or "not fetched"
            told = f"{model.name}  {model.size / 1e9:.2f} GB  {model.licence}  {place}"
            typer.echo(f"{told} (default)" if model.name == DEFAULT_MODEL else told)


@models.command()
def pull(name: Name = None, *, verbose: Verbose = False) -> None:
    """Fetch and check a model's weights, if they are not here; print their path."""
    with outcome(verbose=verbose):
        from brief import config
        from brief.models import resolve

        settings = config.load({"model": name})
        with progress() as told:
            weights = resolve(settings.model, settings.cache_dir, told)
        typer.echo(weights.path)


@models.command()
def path(name: Name = None) -> None:
    """Print the path of a model's weights; fetch nothing."""
    with outcome():
        from brief import config, manifest
        from brief.models import installed, resolve

        settings = config.load({"model": name})
        packaged, folder = manifest.MODELS.get(settings.model), settings.cache_dir
        found = installed(packaged, folder) if packaged else resolve(settings.model, folder).path
        if found is None:
            say(f"{settings.model} is not here; `brief model pull {settings.model}` fetches it")
            raise typer.Exit(FINDINGS)
        typer.echo(found)


# After the commands that make what these are about, so that help lists them in that order.
for command in (briefs_cli.check, briefs_cli.diff, briefs_cli.summary, briefs_cli.export):
    app.command()(command)
app.add_typer(review_cli.app, name="review")
app.add_typer(models, name="model")


def main() -> None:
    """Run the command of this process's arguments, and end the process."""
    try:
        app()
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            end_at_once()
        raise
