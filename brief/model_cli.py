"""`brief model`: weights of the models that brief runs itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from brief.command import FINDINGS, HOUSE, outcome
from brief.flags import Verbose
from brief.terminal import progress, say

app = typer.Typer(help="Weights of the models that brief runs itself.", **HOUSE)

Name = Annotated[str | None, typer.Argument(help="packaged model; unset: the one that is set")]


@app.command("list")
def list_models() -> None:
    """List the packaged models: name, size, licence, and where each lies if it is here."""
    with outcome():
        from brief import config, models

        for item in models.listing(config.load({}).cache_dir):
            place = item.path or "not fetched"
            mark = " (default)" if item.default else ""
            typer.echo(
                f"{item.model.name}  {item.model.size / 1e9:.2f} GB  {item.model.licence}  {place}{mark}"
            )


@app.command()
def pull(name: Name = None, *, verbose: Verbose = False) -> None:
    """Fetch and check a model's weights, if they are not here; print their path."""
    with outcome(verbose=verbose):
        from brief import config, models

        settings = config.load({"model": name})
        with progress() as told:
            weights = models.resolve(settings.model, settings.cache_dir, told)
        typer.echo(weights.path)


@app.command()
def path(name: Name = None) -> None:
    """Print the path of a model's weights; fetch nothing."""
    with outcome():
        from brief import config, manifest, models

        settings = config.load({"model": name})
        packaged = manifest.MODELS.get(settings.model)
        if packaged is None:
            found: Path | None = models.resolve(settings.model, settings.cache_dir).path
        else:
            found = models.installed(packaged, settings.cache_dir)
        if found is None:
            say(f"{settings.model} is not here; `brief model pull {settings.model}` fetches it")
            raise typer.Exit(FINDINGS)
        typer.echo(found)
