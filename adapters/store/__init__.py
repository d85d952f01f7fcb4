"""Everything that must outlive the process: one database, the ports of memory, and the private data folder."""

from adapters.store.database import Database
from adapters.store.errors import FolderInUse, FolderNotWritable, StoreError, StoreTooNew
from adapters.store.folder import DataFolder
from adapters.store.history import SqlHistory
from adapters.store.inbox import SqlInbox
from adapters.store.inbox_files import InboxFiles
from adapters.store.jobs import SqlJobs
from adapters.store.ledger import SqlLedger
from adapters.store.notes import SqlNotes
from adapters.store.postgres import PostgresDatabase
from adapters.store.preferences import SqlPreferences
from adapters.store.sqlite import SqliteDatabase

__all__ = [
    "DataFolder",
    "Database",
    "FolderInUse",
    "FolderNotWritable",
    "InboxFiles",
    "PostgresDatabase",
    "SqlHistory",
    "SqlInbox",
    "SqlJobs",
    "SqlLedger",
    "SqlNotes",
    "SqlPreferences",
    "SqliteDatabase",
    "StoreError",
    "StoreTooNew",
    "open_database",
]


async def open_database(folder: DataFolder, url: str = "") -> Database:
    """The database of DATABASE_URL, or the SQLite file of the data folder when that is empty."""
    if url and not url.startswith("sqlite"):
        return await PostgresDatabase.open(url)
    return await SqliteDatabase.open(folder.app_file)
