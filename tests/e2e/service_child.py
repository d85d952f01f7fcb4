"""A whole service in a process of its own, to be killed: see tests/lives.py.

Asks come as lines "user<TAB>text" in FOLDER/asks, which it reads again at each start: a line is one message, so that
what was taken before is a repeated event. What is shown goes to FOLDER/shown as JSON lines, written like a platform
that knows a repeated key.
"""

import asyncio
import json
import os
import time
from multiprocessing.connection import Connection
from pathlib import Path

from bot.app import App
from bot.memory import Memory
from bot.settings import Settings
from core.model import Address, Incoming, Picture, Post
from core.ports import Traits
from tests.core.reading import parser, tables

parser()  # read once, for every life


class FileChat:
    """Port Chat on a file."""

    def __init__(self, path: Path) -> None:
        self._known = {row["key"] for row in read_rows(path) if not row["edit"]}
        self._file = path.open("a", encoding="utf-8")

    def traits(self, address: Address) -> Traits:
        return Traits()

    async def send(self, address: Address, post: Post, *, key: str) -> str:
        if key not in self._known:
            self._known.add(key)
            self._write(address, post, key, is_edit=False)
        return key

    async def edit(self, address: Address, handle: str, post: Post, *, key: str) -> str:
        self._write(address, post, key, is_edit=True)
        return handle

    async def delete(self, address: Address, handle: str) -> None:
        return None

    async def fetch(self, picture: Picture) -> bytes:
        return b""

    def _write(self, address: Address, post: Post, key: str, *, is_edit: bool) -> None:
        row = {
            "key": key,
            "message": address.message,
            "kind": post.kind,
            "edit": is_edit,
            "points": post.points,
        }
        self._file.write(json.dumps(row) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())


def read_rows(path: Path) -> list[dict[str, object]]:
    """The rows of a file that may end in half a line."""
    if not path.exists():
        return []
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return rows


def live(folder: Path, studio: str, speed: float, ready: Connection) -> None:
    """One life: says when it is there, and goes on until it is killed."""
    asyncio.run(_serve(folder, studio, speed, ready))


async def _serve(folder: Path, studio: str, speed: float, ready: Connection) -> None:
    memory = await Memory.open(folder / "data")
    settings = Settings(
        _env_file=None,
        ima_api_key="ima_test_key_0001",
        ima_base_url=studio,
        ima_upload_base_url=studio,
        speed=speed,
        max_jobs=100,
        max_jobs_per_user=100,
    )
    app = App(settings, memory, tables=tables(), parser=parser())
    app.chats.add("file", FileChat(folder / "shown"))
    await app.start()
    ready.send("ready")
    for number, line in enumerate((folder / "asks").read_text(encoding="utf-8").splitlines()):
        user, _, text = line.partition("\t")
        address = Address(platform="file", chat="c", user=user, message=f"m{number}", direct=True)
        await app.take(Incoming(id=f"file-m{number}", address=address, text=text, at=time.time()))
    await asyncio.Event().wait()
