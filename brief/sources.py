"""What a file holds, and the files packed into it, within limits; what cannot be read is `Skipped`."""

from __future__ import annotations

import hashlib
import stat
import sys
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from brief.formats import Overrun, Packed, Part, Reading, Refused, suffix_of
from brief.header import find_date
from brief.places import STDIN
from brief.readers import READERS, TEXTS, format_of
from brief.records import Document, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Read = Callable[[str, bytes], Reading]

MAX_BYTES = 5_000_000  # largest text that is read
MAX_FILE_BYTES = 50_000_000  # largest file in another format
MAX_TOTAL = 200_000_000  # bytes of all files that one file holds, and those in them
MAX_PARTS = 10_000  # documents of one file
MAX_DEPTH = 4  # files within files: a message in a mailbox in a gzip file in a zip archive
MAX_OVERRUNS = 3  # parts of a file that may be too much for their reader before the rest is left
NAME_CHARS = 200  # longest name of a part


class Item(NamedTuple):
    """One document of a file, or why there is none; `name` is "" for the file itself.

    `sha256` is that of the bytes that it was read from, or of its text if it shares them with others.
    """

    name: str
    sha256: str
    content: Document | Refused


def items(path: Path, read: Read) -> tuple[Item, ...]:
    """What the file, or standard input, holds: one item at least. `read` is as in `contents`."""
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


def contents(suffix: str, data: bytes, read: Read) -> tuple[Item, ...]:
    """Documents of a file, under names that differ. `suffix` is as in `suffix_of`; `read` never raises."""
    return tuple(_named(_Walk(read).through("", suffix, data, 0)))


class _Walk:
    """What is left of a file's limits."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._bytes = MAX_TOTAL
        self._parts = MAX_PARTS
        self._overruns = MAX_OVERRUNS

    def through(self, name: str, suffix: str, data: bytes, depth: int) -> Iterator[Item]:
        """Yield what the bytes hold."""
        sha256 = hashlib.sha256(data).hexdigest()
        kind = format_of(".gz" if suffix.endswith(".gz") else suffix, data)
        answer = _refusal(kind, data) or self._read(kind, data)
        self._overruns -= isinstance(answer, Overrun)
        if not isinstance(answer, tuple):
            yield Item(name, sha256, answer)
            return
        inner = suffix.removesuffix(".gz") if kind == ".gz" else ""
        for part in answer:
            self._parts -= 1
            below = "#".join(filter(None, (name, part.name)))
            if self._parts < 0:
                yield Item(below, sha256, Refused(f"one file is read up to {MAX_PARTS:,} documents"))
                return
            yield from self._part(below, part, inner, depth)

    def _part(self, name: str, part: Part[Document], inner: str, depth: int) -> Iterator[Item]:
        item = part.item
        if not isinstance(item, Packed):
            text = "" if isinstance(item, Refused) else item.text
            yield Item(name, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), item)
            return
        self._bytes -= len(item.data)
        if depth == MAX_DEPTH:
            yield Item(name, "", Refused(f"packed too deep; files within files are read {MAX_DEPTH} deep"))
        elif self._bytes < 0:
            yield Item(name, "", Refused(f"too much in one file; the limit is {MAX_TOTAL:,} bytes unpacked"))
        elif self._overruns <= 0:
            reason = f"not tried: {MAX_OVERRUNS} parts of the file were too much to read"
            yield Item(name, "", Refused(reason))
        else:
            yield from self.through(name, item.suffix or inner, item.data, depth + 1)


def _refusal(kind: str, data: bytes) -> Refused | None:
    if kind not in READERS:
        return Refused(f"format {kind} is not read; formats read: {', '.join(sorted(READERS))}")
    return _too_large(len(data), MAX_BYTES if kind in TEXTS else MAX_FILE_BYTES)


def _too_large(size: int, limit: int = MAX_FILE_BYTES) -> Refused | None:
    return Refused(f"too large: {size:,} bytes, the limit is {limit:,}") if size > limit else None


def _named(items: Iterator[Item]) -> Iterator[Item]:
    """Yield the items under names of one line that differ: those that share one are numbered."""
    count: Counter[str] = Counter()
    for item in items:
        text = unicodedata.normalize("NFC", item.name.encode("utf-8", "replace").decode())
        name = plain = " ".join(text.split())[:NAME_CHARS]
        while count[name]:
            count[plain] += 1
            name = f"{plain} ({count[plain]})"
        count[name] += 1
        yield item._replace(name=name)


def _data(path: Path) -> bytes | Refused:
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
            return _too_large(len(data)) or data
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Refused("unreadable: not a regular file")
        return _too_large(status.st_size) or path.read_bytes()
    except FileNotFoundError:
        return Refused("unreadable: no longer there")
    except OSError as error:
        return Refused(f"unreadable: {error.strerror or error}")
