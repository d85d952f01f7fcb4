"""The stores of one data folder, opened and closed together."""

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
    SqlPreferences,
    open_database,
)


@dataclass(frozen=True, slots=True)
class Memory:
    """The stores of one data folder."""

    folder: DataFolder
    database: Database
    inbox: SqlInbox
    jobs: SqlJobs
    preferences: SqlPreferences
    ledger: SqlLedger
    history: SqlHistory
    files: InboxFiles

    @classmethod
    async def open(cls, path: Path, url: str = "") -> "Memory":
        """Take the folder and open its database (raises StoreError with a readable sentence)."""
        folder = DataFolder.take(path)
        try:
            database = await open_database(folder, url)
        except BaseException:
            folder.release()
            raise
        return cls(
            folder=folder,
            database=database,
            inbox=SqlInbox(database),
            jobs=SqlJobs(database),
            preferences=SqlPreferences(database),
            ledger=SqlLedger(database),
            history=SqlHistory(database),
            files=InboxFiles(folder.inbox, max_bytes=20 * 1024 * 1024),
        )

    async def close(self) -> None:
        """Close the database and let the folder go."""
        await self.database.close()
        self.folder.release()
