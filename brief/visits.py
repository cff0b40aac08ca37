"""What is remembered of each visit, so that a second run fetches nothing that it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from brief.database import Database

if TYPE_CHECKING:
    from pathlib import Path

    Kind = Literal["feed", "page"]

_TABLE = (
    "visits (kind TEXT, url TEXT, final TEXT NOT NULL, etag TEXT, last_modified TEXT, stamp TEXT, body BLOB,"
    " PRIMARY KEY (kind, url))"
)


@dataclass(frozen=True)
class Known:
    """What is remembered of a page: the address it came from in the end, and its marks of change."""

    final: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Visit:
    """The last visit that gave a page.

    `stamp` is the time of change that a feed stated then. `body` is kept of feeds alone: while a feed is
    unchanged its entries are read from there, so that those that failed are tried again.
    """

    known: Known
    stamp: str | None = None
    body: bytes | None = None


class Visits:
    """Visits in a SQLite file; see `Database`. Every method raises RunError if the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path, "memory of visits", _TABLE)

    def get(self, kind: Kind, url: str) -> Visit | None:
        """The last visit to a normal address, if there was one."""
        if self._database.missing:
            return None
        with self._database.opened() as database:
            row = database.execute(
                "SELECT final, etag, last_modified, stamp, body FROM visits WHERE kind = ? AND url = ?",
                (kind, url),
            ).fetchone()
        return Visit(Known(*row[:3]), *row[3:]) if row else None

    def put(self, kind: Kind, url: str, visit: Visit) -> None:
        """Remember a visit."""
        known = visit.known
        values = (kind, url, known.final, known.etag, known.last_modified, visit.stamp, visit.body)
        with self._database.opened() as database:
            database.execute("INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def close(self) -> None:
        """Close the file."""
        self._database.close()
