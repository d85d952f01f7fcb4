"""What the core needs of a chat platform."""

from dataclasses import dataclass
from typing import Protocol

from core.model import (
    Address,
    Picture,
    Post,
)


@dataclass(frozen=True, slots=True)
class Traits:
    """How a platform shows a job; with `progress_on_start`, progress is drawn on the start message (Feishu's card)."""

    progress_on_start: bool = False


class Chat(Protocol):
    """One platform's voice. Every call may raise ChatError; each adapter does its own short retries."""

    def traits(self, address: Address) -> Traits:
        """How this address shows a job."""
        ...

    async def send(self, address: Address, post: Post, *, key: str) -> str:
        """Post a message and return its handle; `key` is stable per job and step, for the platform's own dedupe."""
        ...

    async def edit(self, address: Address, handle: str, post: Post, *, key: str) -> str:
        """Change a message; returns its handle, a new one when the old message was gone and it was posted again."""
        ...

    async def delete(self, address: Address, handle: str) -> None:
        """Take a message of ours away; one that is gone already is no error."""
        ...

    async def fetch(self, picture: Picture) -> bytes:
        """The bytes of a picture posted on this platform (raises FetchError)."""
        ...
