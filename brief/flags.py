"""Flags that several commands have; their help is that of `brief.config`, which is slow to import."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

Model = Annotated[str | None, typer.Option(help="packaged model, .gguf file or hosted model")]
BaseUrl = Annotated[
    str | None,
    typer.Option(help="OpenAI-compatible endpoint, up to /v1; unset: brief starts its own server"),
]
Protocol = Annotated[
    Literal["sentence", "document"] | None,
    typer.Option(help="what a call reads; unset: document with base_url"),
]
Jobs = Annotated[int | None, typer.Option(help="documents at once; unset: 4 with base_url, else 1")]
Timeout = Annotated[float | None, typer.Option(help="seconds that one model call may take")]
AsJson = Annotated[bool, typer.Option("--json", help="tell the result as JSON")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="show the traceback of an error")]
