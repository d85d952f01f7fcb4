"""The console's voice: prints the conversation as it happens and says which text each message belongs to."""

import asyncio
import json
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TextIO

from adapters.console import outbound
from adapters.console.inbound import by_name, by_url, is_web_address
from core.errors import ChatError, FetchError
from core.model import Address, Json, Picture, Post
from core.pictures import PICTURE_LIMIT_BYTES
from core.ports import Traits

OnPost = Callable[[Address, Post, str], None]


class PictureStore(Protocol):
    """Where the bytes of `--image PATH` wait until their job has fetched them."""

    async def put(self, data: bytes) -> str:
        """Keep the bytes and name them."""
        ...

    async def get(self, name: str) -> bytes:
        """The bytes of that name (raises FetchError)."""
        ...


class ConsoleChat:
    """A chat that prints: lines for people, or with `as_json` one flushed JSON row for each message.

    `on_post` is called after each printed message with its address, the message and the key; `turn_of` tells which
    text of this run a message answers. Messages of a job that an earlier run left carry turn 0.
    """

    def __init__(
        self,
        out: TextIO,
        *,
        as_json: bool,
        now: Callable[[], float],
        pictures: PictureStore,
        on_post: OnPost | None = None,
        redraw: bool | None = None,
    ) -> None:
        self._out = out
        self._as_json = as_json
        self._now = now
        self._began = now()
        self._pictures = pictures
        self._on_post = on_post
        self._redraw = not as_json and (out.isatty() if redraw is None else redraw)
        self._turns: dict[tuple[str, str], int] = {}
        self._handles: set[str] = set()
        self._last = ""  # the handle of the message that was printed last
        self._last_lines: list[str] = []

    # --- turns ------------------------------------------------------------------

    def begin_turn(self, address: Address, text: str, *, pictures: int = 0) -> int:
        """Begin with the next text and return its number, from 0; for people the text is printed too."""
        turn = len(self._turns)
        self._turns[address.chat, address.message] = turn
        if not self._as_json:
            self._print(outbound.write_said(text, pictures=pictures))
            self._last = ""
        return turn

    def turn_of(self, address: Address) -> int | None:
        """The turn that a message to this address belongs to; None for a job of an earlier run."""
        return self._turns.get((address.chat, address.message))

    # --- the port ---------------------------------------------------------------

    def traits(self, address: Address) -> Traits:  # noqa: ARG002 - the port's shape
        """Progress is a message of its own."""
        return Traits()

    async def send(self, address: Address, post: Post, *, key: str) -> str:
        """Print a message; a key that was printed in this run is not printed again."""
        handle = f"{address.message}:{key}"
        if handle in self._handles:
            return handle
        self._show(address, post, key, handle, is_edit=False)
        return handle

    async def edit(self, address: Address, handle: str, post: Post, *, key: str) -> str:
        """Print a message again; on a terminal in its old place, if nothing was printed below it."""
        self._show(address, post, key, handle, is_edit=True)
        return handle

    async def delete(self, address: Address, handle: str) -> None:
        """Nothing: what was printed stays."""

    async def fetch(self, picture: Picture) -> bytes:
        """The bytes of a picture given by its path."""
        name = picture.ref.get("name", "")
        if not name:
            raise FetchError("missing", "a picture without a name")
        return await self._pictures.get(name)

    def _show(self, address: Address, post: Post, key: str, handle: str, *, is_edit: bool) -> None:
        t = max(0.0, self._now() - self._began)
        turn = self.turn_of(address) or 0
        try:
            if self._as_json:
                self._print_row(outbound.write_row(post, t=t, turn=turn, is_edit=is_edit))
            else:
                lines = outbound.write_lines(post, t=t, colour=self._redraw)
                if is_edit and self._redraw and handle == self._last:
                    self._rub_out()
                self._print(lines)
                self._last, self._last_lines = handle, lines
        except OSError as error:
            raise ChatError(f"nobody reads the output any more: {type(error).__name__}") from error
        self._handles.add(handle)
        if self._on_post is not None:
            self._on_post(address, post, key)

    def _print_row(self, row: dict[str, Json]) -> None:
        self._print([json.dumps(row, ensure_ascii=False)])

    def _print(self, lines: list[str]) -> None:
        self._out.write("\n".join(lines) + "\n")
        self._out.flush()

    def _rub_out(self) -> None:
        """Take the last message off the terminal; wrapped lines count as often as they wrap."""
        columns = max(1, shutil.get_terminal_size().columns)
        rows = sum(max(1, -(-outbound.cells(line) // columns)) for line in self._last_lines)
        self._out.write(f"\x1b[{rows}F\x1b[0J")


async def take_picture(argument: str, pictures: PictureStore) -> Picture:
    """The picture that `--image` names: an address stays an address, a file's bytes are kept (raises FetchError)."""
    if is_web_address(argument):
        return by_url(argument)
    return by_name(await pictures.put(await asyncio.to_thread(_read, Path(argument))))


def utf8(out: TextIO) -> TextIO:
    """The same stream in UTF-8 whatever the locale; half a surrogate pair is printed as an escape."""
    reconfigure = getattr(out, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")
    return out


def _read(path: Path) -> bytes:
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise FetchError("missing", f"{path} is not a file")
        if facts.st_size > PICTURE_LIMIT_BYTES:
            raise FetchError("too_big", f"{path} has {facts.st_size} bytes")
        return path.read_bytes()
    except OSError as error:
        raise FetchError("missing", f"{path}: {error.strerror}") from error
