"""The stores of one data folder, opened and closed together."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from adapters.store import (
    Database,
    DataFolder,
    InboxFiles,
    SqlHistory,
    SqlInbox,
    SqlJobs,
    SqlLedger,
    SqlNotes,
    SqlPreferences,
    open_database,
)
from core.model import PictureSource


class History(SqlHistory):
    """The store's history; forgetting a person also calls `also_forget`, for what is kept elsewhere."""

    def __init__(self, database: Database, files: InboxFiles, *, now: Callable[[], float]) -> None:
        super().__init__(database, now=now)
        self._files = files
        self.also_forget: list[Callable[[str], Awaitable[None]]] = []

    async def forget(self, person: str) -> None:
        """Remove all that is stored of a person, here and elsewhere."""
        pictures = await self.pictures(person)
        await super().forget(person)
        for one in pictures:
            if one.source is PictureSource.PLATFORM and "name" in one.ref:
                await self._files.discard(one.ref["name"])
        for forget in self.also_forget:
            await forget(person)


@dataclass(frozen=True, slots=True)
class Memory:
    """The stores of one data folder."""

    folder: DataFolder
    database: Database
    inbox: SqlInbox
    jobs: SqlJobs
    preferences: SqlPreferences
    ledger: SqlLedger
    history: History
    notes: SqlNotes
    files: InboxFiles

    @classmethod
    async def open(cls, path: Path, url: str = "", *, now: Callable[[], float] = time.time) -> "Memory":
        """Take the folder and open its database (raises StoreError with a readable sentence)."""
        folder = DataFolder.take(path)
        try:
            database = await open_database(folder, url)
        except BaseException:
            folder.release()
            raise
        files = InboxFiles(folder.inbox)
        return cls(
            folder=folder,
            database=database,
            inbox=SqlInbox(database, now=now),
            jobs=SqlJobs(database, now=now),
            preferences=SqlPreferences(database),
            ledger=SqlLedger(database),
            history=History(database, files, now=now),
            notes=SqlNotes(database),
            files=files,
        )

    async def close(self) -> None:
        """Close the database and let the folder go."""
        await self.database.close()
        self.folder.release()
