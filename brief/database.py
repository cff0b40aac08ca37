"""SQLite files of ours: made at the first write, shared by processes, and never anybody else's."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from brief.errors import RunError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUSY_SECONDS = 10.0

_APPLICATION_ID = 0x62726965  # marks a database as ours ("brie"): no table is made in somebody else's


class Database:
    """A file with one table. `noun` is what messages call it, `table` the columns as in CREATE TABLE.

    Several processes may use it at once: each statement is its own transaction, and waits up to
    `BUSY_SECONDS` for others.
    """

    def __init__(self, path: Path, noun: str, table: str) -> None:
        self.path, self._noun, self._table = path, noun, table
        self._connection: sqlite3.Connection | None = None

    @property
    def missing(self) -> bool:
        """Whether there is no file yet, so that a question needs none to be made."""
        return self._connection is None and not self.path.exists()

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """The connection. RunError stands for whatever SQLite or the disk raises while it is used."""
        try:
            if self._connection is None:
                self._connection = self._open()
            yield self._connection
        except sqlite3.OperationalError as error:
            message = f"{self.path}: the {self._noun} is locked or unusable ({error}); end other runs"
            raise RunError(message) from error
        except sqlite3.DatabaseError as error:
            message = f"{self.path}: no {self._noun} of brief, or a damaged one ({error}); move it away"
            raise RunError(message) from error
        except OSError as error:
            message = f"{self.path}: the {self._noun} cannot be made ({error}); set another `state` folder"
            raise RunError(message) from error

    def close(self) -> None:
        """Close the file; a later use opens it again."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            self._claim(database)
            # Without a wait for the disk a power cut may cost the last rows, but never the file.
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _claim(self, database: sqlite3.Connection) -> None:
        """Make the table in a new file; raise DatabaseError for a file that holds something else."""
        database.execute("BEGIN IMMEDIATE")
        (mark,) = database.execute("PRAGMA application_id").fetchone()
        (tables,) = database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if mark != _APPLICATION_ID and tables:
            raise sqlite3.DatabaseError("it holds other tables")
        database.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        database.execute(f"CREATE TABLE IF NOT EXISTS {self._table} STRICT")
        database.execute("COMMIT")
