"""The `[fetch]` table of the settings: what is fetched from the web, and within what limits."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from brief import __version__

Address = Annotated[str, Field(pattern=r"^https?://[^/\s]\S*$")]


class Subscription(BaseModel):
    """Feeds and pages, and how they are asked for. Numbers bound one request, or one host."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    feeds: tuple[Address, ...] = Field(default=(), description="addresses of feeds (RSS, Atom)")
    urls: tuple[Address, ...] = Field(default=(), description="addresses of articles")
    folder: Annotated[Path, AfterValidator(Path.expanduser)] = Field(
        default=Path("seeds"), description="folder of the articles; each lies in a folder of its day"
    )
    entries: int = Field(default=50, ge=1, description="entries of a feed that are fetched, from the top")
    max_bytes: int = Field(default=5_000_000, ge=1, description="largest feed or page, unpacked")
    timeout: float = Field(default=30.0, gt=0, description="seconds until a whole answer must be here")
    delay: float = Field(default=1.0, ge=0, description="seconds between two requests to a host")
    allow_private: bool = Field(
        default=False, description="whether addresses of this machine or of its own network may be asked"
    )
    user_agent: str = Field(
        default=f"citebrief/{__version__}",
        pattern=r"^[A-Za-z_-]+(?:/[!-~]+(?: [ -~]+)?)?$",
        description="how servers are told who asks; robots.txt goes by the name before the slash",
    )
