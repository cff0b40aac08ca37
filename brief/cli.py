"""The command line: arguments to one library call. Nothing else prints, or ends the process.

stdout is data, stderr is progress. Exit codes: 0 fine, 1 done with findings, 2 usage or configuration,
3 a failure, 130 interrupted. Each command imports what it needs itself, so that help comes at once.
"""

from __future__ import annotations

import json
import signal
import traceback
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from brief import __doc__ as purpose
from brief import __version__
from brief.errors import BriefError
from brief.terminal import progress, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from brief.config import Settings
    from brief.pipeline import Made
    from brief.records import Brief

JSON_VERSION = 1
FINDINGS, FAILURE, INTERRUPTED = 1, 3, 130

_HOUSE: dict[str, Any] = {
    "no_args_is_help": True,
    "add_completion": False,
    "rich_markup_mode": None,  # boxes around the help would cost as much time as all the rest
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}

app = typer.Typer(name="brief", help=purpose, **_HOUSE)
model_app = typer.Typer(help="Weights of the models that brief runs itself.", **_HOUSE)
app.add_typer(model_app, name="model")

Name = Annotated[str | None, typer.Argument(help="packaged model; unset: the one that is set")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="show the traceback of an error")]


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
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="articles, and folders that hold some")],
    *,
    model: Annotated[str | None, typer.Option(help="packaged model, .gguf file or hosted model")] = None,
    base_url: Annotated[
        str | None,
        typer.Option(help="OpenAI-compatible endpoint, up to /v1; unset: brief starts its own server"),
    ] = None,
    output: Annotated[Path | None, typer.Option(help="folder of the briefs")] = None,
    date: Annotated[str | None, typer.Option(help="day of documents that carry no date, YYYY-MM-DD")] = None,
    jobs: Annotated[
        int | None, typer.Option(help="documents at once; unset: 4 with base_url, else 1")
    ] = None,
    timeout: Annotated[float | None, typer.Option(help="seconds that one model call may take")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="tell the result as JSON")] = False,
    verbose: Verbose = False,
) -> None:
    """Write a cited brief for each day of the articles.

    Prints the paths of the briefs. An article that has been read before costs no call: every answer is kept.
    """
    flags = {
        "model": model,
        "base_url": base_url,
        "output": output,
        "date": date,
        "jobs": jobs,
        "timeout": timeout,
    }
    with _outcome(verbose=verbose):
        from brief import config, pipeline

        settings = config.load(flags)
        with progress() as told:
            made = pipeline.make(paths, settings, told)
        if as_json:
            typer.echo(json.dumps(_as_json(made, settings), ensure_ascii=False, indent=2))
        else:
            for item in made.briefs:
                typer.echo(_path(item, settings))
        _summarise(made, settings)
        if made.skipped or not made.briefs:
            raise typer.Exit(FINDINGS)


@model_app.command("list")
def list_models() -> None:
    """List the packaged models: name, size, licence, and where each lies if it is here."""
    with _outcome():
        from brief import config, models

        for item in models.listing(config.load({}).cache_dir):
            place = item.path or "not fetched"
            mark = " (default)" if item.default else ""
            typer.echo(
                f"{item.model.name}  {item.model.size / 1e9:.2f} GB  {item.model.licence}  {place}{mark}"
            )


@model_app.command()
def pull(name: Name = None, *, verbose: Verbose = False) -> None:
    """Fetch and check a model's weights, if they are not here; print their path."""
    with _outcome(verbose=verbose):
        from brief import config, models

        settings = config.load({"model": name})
        with progress() as told:
            weights = models.resolve(settings.model, settings.cache_dir, told)
        typer.echo(weights.path)


@model_app.command()
def path(name: Name = None) -> None:
    """Print the path of a model's weights; fetch nothing."""
    with _outcome():
        from brief import config, models

        settings = config.load({"model": name})
        packaged = models.MODELS.get(settings.model)
        if packaged is None:
            found: Path | None = models.resolve(settings.model, settings.cache_dir).path
        else:
            found = models.installed(packaged, settings.cache_dir)
        if found is None:
            say(f"{settings.model} is not here; `brief model pull {settings.model}` fetches it")
            raise typer.Exit(FINDINGS)
        typer.echo(found)


@app.command("config")
def show_config() -> None:
    """Show every setting: its value, and whether a variable, a file or the default gives it."""
    with _outcome():
        from brief import config

        rows = config.explain(config.load({}))
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            typer.echo("  ".join(map(str.ljust, row, widths)).rstrip())


def main() -> None:
    """Run the command of this process's arguments, and end the process."""
    app()


@contextmanager
def _outcome(*, verbose: bool = False) -> Iterator[None]:
    """Make an exit code, and a line on stderr, of whatever ends the command."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    except (typer.Exit, BrokenPipeError):
        raise
    except BriefError as error:
        if verbose:
            traceback.print_exc()
        say(f"error: {error}")
        raise typer.Exit(error.exit_code) from error
    except KeyboardInterrupt as error:
        say("interrupted: no file is half-written, every answer so far is kept; run it again to go on")
        raise typer.Exit(INTERRUPTED) from error
    except Exception as error:  # a defect of brief, whose exit code must not be that of findings
        traceback.print_exc()
        raise typer.Exit(FAILURE) from error
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_number: int, frame: FrameType | None) -> None:
    """Do as for Ctrl-C, whoever handles that now: while asyncio runs, it cancels the run in good order."""
    handler = signal.getsignal(signal.SIGINT)
    if not callable(handler):
        raise KeyboardInterrupt
    handler(signal.SIGINT, frame)


def _path(item: Brief, settings: Settings) -> str:
    return (settings.output / f"{item.date}.md").as_posix()


def _verdicts(item: Brief) -> dict[str, int]:
    count = Counter(claim.verdict for record in item.records for claim in record.claims)
    return {verdict: count[verdict] for verdict in ("verified", "review", "unsupported")}


def _summarise(made: Made, settings: Settings) -> None:
    for item in made.briefs:
        claims = "{verified} verified, {review} for review, {unsupported} left out".format(**_verdicts(item))
        say(f"{_path(item, settings)}: articles: {len(item.records)}; claims: {claims}")
    if not made.briefs:
        say("no readable article; nothing was written")
    if made.skipped:
        say(f"files left out: {len(made.skipped)}, each for the reason above")
    usage = made.usage
    say(
        f"calls: {made.asked} now, {made.stored} answered before; tokens behind the briefs: "
        f"{usage.input_tokens:,} in, {usage.output_tokens:,} out; {made.seconds:.1f} s"
    )


def _as_json(made: Made, settings: Settings) -> dict[str, Any]:
    return {
        "version": JSON_VERSION,
        "briefs": [
            {
                "date": item.date,
                "path": _path(item, settings),
                "documents": [record.document.id for record in item.records],
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
