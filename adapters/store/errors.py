"""What can be wrong with the place where everything is kept: each message may be shown to the operator as it is."""

from core.errors import BotError


class StoreError(BotError):
    """The store cannot be opened or written."""


class FolderInUse(StoreError):  # noqa: N818  the name says what is the matter; `start` tells it from others by it
    """Another process works on this data folder."""


class FolderNotWritable(StoreError):  # noqa: N818  as above
    """The data folder cannot be written: permissions, a read-only disk, or no room left."""


class StoreTooNew(StoreError):  # noqa: N818  as above
    """The database was written by a newer version of this program."""
