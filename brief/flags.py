"""Flags that several commands have; their help is that of `brief.config`, which is slow to import."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

Model = Annotated[str | None, typer.Option(help="packaged model, .gguf file or hosted model")]
BaseUrl = Annotated[
    str | None, typer.Option(help="OpenAI-compatible endpoint, up to /v1; unset: brief starts its own server")
]
Reading = Annotated[
    Literal["article", "windows"] | None,
    typer.Option(help="what a call shows: the article, or windows of it; unset: article with base_url"),
]
AskAll = Annotated[
    bool | None, typer.Option("--all", help="ask about every window, also those that seem to hold nothing")
]
Jobs = Annotated[int | None, typer.Option(help="documents at once; unset: 4 with base_url, else 1")]
Timeout = Annotated[float | None, typer.Option(help="seconds that one model call may take")]
AsJson = Annotated[bool, typer.Option("--json", help="tell the result as JSON")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="show the traceback of an error")]
