"""What was said in each window, on disk: a reload, a restart or a kill shows the same conversation again."""

import asyncio
import json
import os
import secrets
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import aiosqlite

from adapters.web.outbound import Entry
from core.errors import ChatError
from core.model import Json

Line = asyncio.Queue[Entry | None]
"""What a window hears; None ends it."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    window  TEXT NOT NULL,
    key     TEXT,
    rev     INTEGER NOT NULL,
    at      REAL NOT NULL,
    face    TEXT,
    facts   TEXT NOT NULL,
    waiting INTEGER NOT NULL DEFAULT 0,
    UNIQUE (window, key)
);
CREATE INDEX IF NOT EXISTS entries_by_window ON entries (window, rev);
CREATE INDEX IF NOT EXISTS entries_waiting ON entries (id) WHERE waiting;
CREATE TABLE IF NOT EXISTS book (id TEXT NOT NULL, rev INTEGER NOT NULL);
"""
_COLUMNS = "id, window, rev, at, face, facts, waiting"


class Transcript:
    """Entries of all windows, each with a revision that only grows; `listen` streams them.

    Every write is committed before the call returns; one process writes at a time. A file that cannot be read or
    written is a ChatError: a full disk or a lock may be gone in a moment.
    """

    def __init__(self, db: aiosqlite.Connection, book: str, *, longest_line: int) -> None:
        self.book = book
        self._db = db
        self._writing = asyncio.Lock()
        self._lines: dict[str, set[Line]] = {}
        self._longest_line = longest_line

    @classmethod
    async def open(cls, path: Path, *, longest_line: int = 2_000) -> "Transcript":
        """Open or make the file, readable by its owner only; so many entries wait for a slow window at most."""
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        db = await aiosqlite.connect(path)
        try:
            await db.execute("PRAGMA journal_mode = WAL")
            await db.execute(
                "PRAGMA synchronous = NORMAL"
            )  # outlives a killed process; a power cut may cost the tail
            await db.execute("PRAGMA busy_timeout = 5000")
            await db.executescript(_SCHEMA)
            await db.execute(
                "INSERT INTO book SELECT ?, 0 WHERE NOT EXISTS (SELECT 1 FROM book)", (secrets.token_hex(8),)
            )
            await db.commit()
            rows = await db.execute_fetchall("SELECT id FROM book")
        except BaseException:
            await db.close()
            raise
        return cls(db, str(next(iter(rows))[0]), longest_line=longest_line)

    async def close(self) -> None:
        """Close the file."""
        await self._db.close()

    async def add(
        self,
        window: str,
        *,
        key: str | None,
        at: float,
        face: Mapping[str, Json],
        facts: Mapping[str, Json],
        waiting: bool = False,
    ) -> tuple[Entry, bool]:
        """Write an entry; a key that the window has already gives the entry that stands, and False."""
        async with self._change() as rev:
            cursor = await self._db.execute(
                "INSERT INTO entries (window, key, rev, at, face, facts, waiting) VALUES (?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (window, key) DO NOTHING",
                (window, key, rev, at, _dump(face), _dump(facts), int(waiting)),
            )
            if cursor.rowcount == 0:
                found = await self._one("window = ? AND key = ?", (window, key))
                assert found is not None
                return found, False
            entry = Entry(cursor.lastrowid or 0, window, rev, at, face, facts, waiting)
        self._tell(entry)
        return entry, True

    async def change(
        self, handle: str, *, face: Mapping[str, Json] | None, facts: Mapping[str, Json]
    ) -> Entry | None:
        """Give an entry another face (None takes it away); None when there is no such entry."""
        async with self._change() as rev:
            cursor = await self._db.execute(
                "UPDATE entries SET rev = ?, face = ?, facts = ? WHERE id = ? AND face IS NOT NULL",
                (rev, None if face is None else _dump(face), _dump(facts), _number(handle)),
            )
            if cursor.rowcount == 0:
                return None
            entry = await self._one("id = ?", (_number(handle),))
        assert entry is not None
        self._tell(entry)
        return entry

    async def taken(self, handle: str) -> None:
        """A person's own entry waits no longer."""
        async with self._change() as rev:
            await self._db.execute(
                "UPDATE entries SET rev = ?, waiting = 0 WHERE id = ?", (rev, _number(handle))
            )
            entry = await self._one("id = ?", (_number(handle),))
        if entry is not None:
            self._tell(entry)

    async def find(self, handle: str, *, window: str) -> Entry | None:
        """An entry of this window, unless it was taken away."""
        return await self._one("id = ? AND window = ? AND face IS NOT NULL", (_number(handle), window))

    async def by_key(self, window: str, key: str) -> Entry | None:
        """The entry that was written under this key."""
        return await self._one("window = ? AND key = ?", (window, key))

    async def waiting(self) -> tuple[Entry, ...]:
        """People's entries that nobody has taken yet, oldest first."""
        return await self._all("waiting ORDER BY id", ())

    async def since(self, window: str, rev: int) -> tuple[Entry, ...]:
        """What changed in a window after a revision, in the order of the entries (after 0: all that stands)."""
        gone = "" if rev else " AND face IS NOT NULL"
        return await self._all(f"window = ? AND rev > ?{gone} ORDER BY id", (window, rev))

    async def forget(self, window: str) -> None:
        """Take away all that was said in a window."""
        async with self._change() as rev:
            await self._db.execute(
                "UPDATE entries SET rev = ?, face = NULL, facts = '{}', waiting = 0 WHERE window = ?",
                (rev, window),
            )
            entries = await self._all("window = ? ORDER BY id", (window,))
        for entry in entries:
            self._tell(entry)

    async def sweep(self, *, before: float) -> None:
        """Remove entries older than this instant (seconds since the epoch)."""
        async with self._change():
            await self._db.execute("DELETE FROM entries WHERE at < ?", (before,))

    def listen(self, window: str) -> Line:
        """A line that gets every later change of a window; a full line ends, and its reader asks for the rest."""
        line = Line(maxsize=self._longest_line)
        self._lines.setdefault(window, set()).add(line)
        return line

    def hang_up(self, window: str, line: Line) -> None:
        """End a line."""
        lines = self._lines.get(window, set())
        lines.discard(line)
        if not lines:
            self._lines.pop(window, None)

    @asynccontextmanager
    async def _change(self) -> AsyncIterator[int]:
        """One transaction with the next revision; rolled back if anything fails."""
        async with self._writing:
            with _as_chat_error():
                try:
                    rows = await self._db.execute_fetchall("UPDATE book SET rev = rev + 1 RETURNING rev")
                    yield int(next(iter(rows))[0])
                    await self._db.commit()
                except BaseException:
                    await self._db.rollback()
                    raise

    def _tell(self, entry: Entry) -> None:
        for line in tuple(self._lines.get(entry.window, ())):
            try:
                line.put_nowait(entry)
            except asyncio.QueueFull:
                self.hang_up(entry.window, line)
                while not line.empty():
                    line.get_nowait()
                line.put_nowait(None)

    async def _one(self, where: str, values: tuple[Any, ...]) -> Entry | None:
        found = await self._all(where, values)
        return found[0] if found else None

    async def _all(self, where: str, values: tuple[Any, ...]) -> tuple[Entry, ...]:
        # `where` is one of the literals above; values are bound.
        with _as_chat_error():
            rows = await self._db.execute_fetchall(f"SELECT {_COLUMNS} FROM entries WHERE {where}", values)  # noqa: S608
        return tuple(_entry(row) for row in rows)


@contextmanager
def _as_chat_error() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as fault:
        what = f"the transcript could not be read or written: {type(fault).__name__}"
        raise ChatError(what, retry_after_s=1) from fault


def _entry(row: Any) -> Entry:
    number, window, rev, at, face, facts, waiting = row
    return Entry(
        id=number,
        window=window,
        rev=rev,
        at=at,
        face=None if face is None else json.loads(face),
        facts=json.loads(facts),
        waiting=bool(waiting),
    )


def _dump(value: Mapping[str, Json]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _number(handle: str) -> int:
    return int(handle) if handle.isascii() and handle.isdigit() else -1
