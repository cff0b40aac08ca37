"""Files put in place whole: whoever reads the folder, or stops the run, never sees half a file."""

from __future__ import annotations

import json
import os
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from brief.errors import RunError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


class Written(NamedTuple):
    """What became of each path: the given ones are written or unchanged, others may be removed."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def write(folder: Path, files: Mapping[str, str]) -> Written:
    """Put `files` (path below `folder`, with forward slashes, to content) in place, in their order.

    Each is replaced in one step, and only if its bytes differ. Of every day whose brief `<date>.md` is among
    them, the files of documents that are gone are removed, if a record of ours vouches for them. One writer
    at a time: temporary files of a killed run are swept. Raises RunError if a file cannot be written.
    """
    written, unchanged = list[str](), list[str]()
    try:
        for parent in {(folder / path).parent for path in files}:
            for stale in parent.glob(".brief-*.tmp"):
                stale.unlink()
        for path, content in files.items():
            (written if put(folder / path, content.encode()) else unchanged).append(path)
        removed = tuple(_gone(folder, files))
        for path in removed:
            (folder / path).unlink()
    except OSError as error:
        raise _unwritable(error.filename or folder, error) from error
    return Written(tuple(written), tuple(unchanged), removed)


@contextmanager
def alone(state: Path) -> Iterator[None]:
    """Be the one run that writes, once every other has written. Raises RunError if `state` cannot be used."""
    from filelock import FileLock

    with ExitStack() as held:
        try:
            state.mkdir(parents=True, exist_ok=True)
            held.enter_context(FileLock(state / "output.lock"))
        except OSError as error:
            message = f"{state}: cannot be used ({error.strerror}); set another `state` folder"
            raise RunError(message) from error
        yield


def put(target: Path, content: bytes) -> bool:
    """Put one file in place in one step; whether it had to be written to hold `content`.

    One writer at a time in a folder. Raises RunError if it cannot be written.
    """
    temporary = target.parent / f".brief-{os.getpid()}.tmp"
    try:
        if target.is_file() and target.read_bytes() == content:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        # Not `tempfile`: its files are closed to everyone but their owner, and stay so when renamed.
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink()
    return True


def _unwritable(place: object, error: OSError) -> RunError:
    return RunError(
        f"{place}: {error.strerror or error}; make room or allow writing there, or choose"
        " another folder, and run again: what is in place already is kept"
    )


def _gone(folder: Path, files: Mapping[str, str]) -> Iterator[str]:
    """Files of documents that `files` no longer holds; last the record, which vouches for the others."""
    for day in (path.removesuffix(".md") for path in files if "/" not in path):
        for record in sorted((folder / day / "records").glob("*.json")):
            try:
                is_ours = json.loads(record.read_bytes())["document"]["id"] == record.stem
            except (ValueError, KeyError, TypeError):
                is_ours = False
            if is_ours and f"{day}/records/{record.name}" not in files:
                parts = f"notes/{record.stem}.md", f"sources/{record.stem}.txt", f"records/{record.name}"
                yield from (f"{day}/{path}" for path in parts if (folder / day / path).is_file())
