"""Files put in place whole: whoever reads the folder, or stops the run, never sees half a file."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brief.errors import RunError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Written:
    """What became of each path: the given ones are written or unchanged, others may be removed."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def write(folder: Path, files: Mapping[str, str]) -> Written:
    """Put `files` (path below `folder`, with forward slashes, to content) in place, in their order.

    Each is replaced in one step, and only if its bytes differ. Of every day whose brief `<date>.md`
    is among them, the files of documents that are gone are removed; a file that no record of ours
    vouches for stays. One writer at a time: temporary files of a run that was killed are swept.
    Raises `RunError` if a file cannot be written; those put in place before it are whole.
    """
    written: list[str] = []
    unchanged: list[str] = []
    try:
        for parent in dict.fromkeys((folder / path).parent for path in files):
            parent.mkdir(parents=True, exist_ok=True)
            for stale in parent.glob(".brief-*.tmp"):
                stale.unlink()
        for path, content in files.items():
            (written if put(folder / path, content.encode()) else unchanged).append(path)
        removed = tuple(_gone(folder, files))
        for path in removed:
            (folder / path).unlink()
    except OSError as error:
        message = (
            f"{error.filename or folder}: {error.strerror or error}; make room or allow writing there, or"
            " choose another folder, and run again: what is in place already is kept"
        )
        raise RunError(message) from error
    return Written(tuple(written), tuple(unchanged), removed)


@contextmanager
def alone(state: Path) -> Iterator[None]:
    """Be the one run that writes, once every other has written. Raises RunError if `state` cannot be used."""
    from filelock import FileLock

    lock = FileLock(state / "output.lock")
    try:
        state.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except OSError as error:
        message = f"{state}: cannot be used ({error.strerror}); set another `state` folder"
        raise RunError(message) from error
    try:
        yield
    finally:
        lock.release()


def put(target: Path, content: bytes) -> bool:
    """Put one file in place in one step; whether it had to be written to hold `content`.

    Its folder is there. One writer at a time in a folder. Raises OSError.
    """
    if target.is_file() and target.read_bytes() == content:
        return False
    temporary = target.parent / f".brief-{os.getpid()}.tmp"
    try:
        # Not `tempfile`: its files are closed to everyone but their owner, and stay so when renamed.
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def _gone(folder: Path, files: Mapping[str, str]) -> Iterator[str]:
    """Yield the files of documents that `files` no longer holds.

    Of each document the record comes last: it vouches for the others, should the run be killed.
    """
    for day in (path.removesuffix(".md") for path in files if "/" not in path):
        for record in sorted((folder / day / "records").glob("*.json")):
            if f"{day}/records/{record.name}" in files or not _is_record(record):
                continue
            for path in (f"notes/{record.stem}.md", f"sources/{record.stem}.txt", f"records/{record.name}"):
                if (folder / day / path).is_file():
                    yield f"{day}/{path}"


def _is_record(path: Path) -> bool:
    """Whether `path` holds a record of the document that it is named after."""
    try:
        return bool(json.loads(path.read_bytes())["document"]["id"] == path.stem)
    except (ValueError, KeyError, TypeError):
        return False
