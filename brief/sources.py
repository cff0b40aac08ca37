"""The files of a run, opened: what each holds, and the documents that come of it.

What cannot be read is a `Skipped` with its reason, never an exception.
"""

from __future__ import annotations

import hashlib
import stat
import sys
from typing import TYPE_CHECKING, Any

from brief.formats import Refused, suffix_of
from brief.header import find_date
from brief.parts import MAX_FILE_BYTES, Item, contents, too_large
from brief.places import STDIN
from brief.records import Skipped

if TYPE_CHECKING:
    from pathlib import Path

    from brief.parts import Read
    from brief.records import Document


def items(path: Path, read: Read) -> tuple[Item, ...]:
    """What the file, or standard input, holds: one item at least. `read` is as in `brief.parts`."""
    data = _data(path)
    if isinstance(data, Refused):
        return (Item("", hashlib.sha256().hexdigest(), data),)
    return contents(suffix_of(path.name), data, read)


def as_document(item: Item, document_id: str, shown: str) -> Document | Skipped:
    """The document of an item, or why there is none. `shown` is its path, which may date it."""
    if isinstance(item.content, Refused):
        return Skipped(path=shown, reason=item.content.reason)
    known: dict[str, Any] = {"id": document_id, "path": shown, "sha256": item.sha256}
    folders, _, name = shown.rpartition("/")
    if item.content.date is None and (date := find_date(name) or find_date(folders)):
        known |= {"date": date, "origins": item.content.origins.model_copy(update={"date": "path"})}
    return item.content.model_copy(update=known)


def _data(path: Path) -> bytes | Refused:
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
            return data if len(data) <= MAX_FILE_BYTES else too_large(len(data))
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Refused("unreadable: not a regular file")
        return path.read_bytes() if status.st_size <= MAX_FILE_BYTES else too_large(status.st_size)
    except FileNotFoundError:
        return Refused("unreadable: no longer there")
    except OSError as error:
        return Refused(f"unreadable: {error.strerror or error}")
