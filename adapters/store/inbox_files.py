"""Bytes without a home: pictures posted in the web page or the console, kept until their job has used them."""

import asyncio
import contextlib
import os
import re
import secrets
from pathlib import Path

from adapters.store.folder import not_writable
from core.errors import FetchError
from core.pictures import PICTURE_LIMIT_BYTES

_NAME = re.compile(r"[0-9a-f]{32}")


class InboxFiles:
    """Files with random names in one private folder; names from outside are never joined to a path unchecked."""

    def __init__(self, folder: Path, *, max_bytes: int = PICTURE_LIMIT_BYTES) -> None:
        self._folder = folder
        self._max_bytes = max_bytes

    async def put(self, data: bytes) -> str:
        """Keep these bytes and return their name (FetchError too_big, FolderNotWritable)."""
        if len(data) > self._max_bytes:
            raise FetchError("too_big", f"{len(data)} bytes")
        return await asyncio.to_thread(self._put, data)

    def _put(self, data: bytes) -> str:
        name = secrets.token_hex(16)
        path = self._folder / name
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123  an open descriptor
                file.write(data)
        except OSError as fault:
            with contextlib.suppress(OSError):
                path.unlink()
            raise not_writable(self._folder.parent, fault) from fault
        return name

    async def get(self, name: str) -> bytes:
        """The bytes kept under a name (FetchError missing)."""
        try:
            return await asyncio.to_thread(self._path(name).read_bytes)
        except OSError as fault:
            raise FetchError("missing") from fault

    async def discard(self, name: str) -> None:
        """Remove a file; one that is gone, or a name that was never ours, is no error."""
        with contextlib.suppress(FetchError, OSError):
            await asyncio.to_thread(self._path(name).unlink)

    async def sweep(self, *, before: float) -> int:
        """Remove the files written before this instant; returns how many."""
        return await asyncio.to_thread(self._sweep, before)

    def _sweep(self, before: float) -> int:
        removed = 0
        with contextlib.suppress(FileNotFoundError), os.scandir(self._folder) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):
                    if _NAME.fullmatch(entry.name) and entry.stat(follow_symlinks=False).st_mtime < before:
                        os.unlink(entry.path)  # noqa: PTH108  a scandir entry, not a path of ours
                        removed += 1
        return removed

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise FetchError("missing")
        return self._folder / name
