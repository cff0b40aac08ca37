"""`brief eval`: what a model answers, what grounding does to answers, and how good both together are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from brief.command import FINDINGS, outcome, print_json, progress, say, show
from brief.errors import ConfigError
from brief.flags import AsJson, AskAll, BaseUrl, Jobs, Model, Reading, Timeout, Verbose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.evaluation import Answers, Article, Grounded
    from brief.pipeline import Readings


def evaluate(
    what: Annotated[
        Literal["model", "grounding", "whole"],
        typer.Argument(
            metavar="MEASURE",
            help="model: its answers before grounding; grounding: what it does to right answers and to"
            " falsehoods, without a model; whole: the answers after grounding",
        ),
    ],
    articles: Annotated[
        list[Path],
        typer.Argument(metavar="ARTICLES", help="annotated: .json and .jsonl files, and folders of them"),
    ],
    *,
    model: Model = None,
    base_url: BaseUrl = None,
    reading: Reading = None,
    ask_all: AskAll = None,
    jobs: Jobs = None,
    timeout: Timeout = None,
    split: Annotated[str | None, typer.Option(help="take only articles of this split")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="take only the first so many, by id")] = None,
    as_json: AsJson = False,
    detail: Annotated[
        bool, typer.Option("--detail", help="list what is missed, wrong, left out or let through")
    ] = False,
    floors: Annotated[Path | None, typer.Option(help="JSON file of figures that must not fall")] = None,
    update_floors: Annotated[
        bool, typer.Option("--update-floors", help="make today's figures the floors of --floors")
    ] = False,
    verbose: Verbose = False,
) -> None:
    """Measure brief on annotated articles; docs/gold.md says how to write them.

    Writes no brief. What has been asked before costs no call: every answer is kept.
    """
    flags: dict[str, Any] = {"model": model, "base_url": base_url, "reading": reading}
    flags |= {"ask_all": ask_all, "jobs": jobs, "timeout": timeout}
    with outcome(verbose=verbose):
        from brief import evaluation
        from brief.records import Skipped
        from brief.resources import render_text

        if update_floors and not floors:
            raise ConfigError("--update-floors without --floors: name the file that is to hold the figures")
        readings, report = _measured(what, evaluation.read(articles, split, limit), flags)
        if as_json:
            provenance = readings and readings.provenance.model_dump()
            print_json({"version": 2, "provenance": provenance, **report.model_dump(mode="json")})
        else:
            show(render_text("eval.txt.j2", report=report, readings=readings, detail=detail).rstrip("\n"))
        if floors and update_floors:
            evaluation.set_floors(floors, evaluation.figures(report))
        low = evaluation.below(floors, evaluation.figures(report)) if floors else ()
        for line in low:
            say(line)
        if low or (readings and any(isinstance(item, Skipped) for item in readings.items)):
            raise typer.Exit(FINDINGS)


def _measured(
    what: str, articles: Sequence[Article], flags: dict[str, Any]
) -> tuple[Readings | None, Answers | Grounded]:
    from brief import evaluation

    if what == "grounding":
        return None, evaluation.grounding(articles)
    from brief import config, pipeline

    with progress() as told:
        readings = pipeline.readings([article.document() for article in articles], config.load(flags), told)
    score = evaluation.answers if what == "model" else evaluation.whole
    return readings, score(articles, readings.items)
