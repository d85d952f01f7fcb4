"""Which chats were greeted: one line each in a small file, because the platform tells of an opened chat every time."""

import asyncio
from pathlib import Path


class Welcomes:
    """A set of rooms that only grows."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: set[str] | None = None
        self._lock = asyncio.Lock()

    async def first(self, room: str) -> bool:
        """Whether this room was never greeted; it is from now on."""
        async with self._lock:
            known = self._known
            if known is None:
                known = self._known = await asyncio.to_thread(self._read)
            if room in known:
                return False
            known.add(room)
            await asyncio.to_thread(self._append, room)
            return True

    def _read(self) -> set[str]:
        try:
            return set(self._path.read_text(encoding="utf-8").split("\n"))
        except FileNotFoundError:
            return set()

    def _append(self, room: str) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(room + "\n")
