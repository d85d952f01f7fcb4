"""What the adapter needs of a guarded download: the bytes of a public address, as they come."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Protocol


class Stream(Protocol):
    """An open download."""

    @property
    def content_type(self) -> str:
        """The media type, without parameters; empty when not told."""
        ...

    @property
    def length(self) -> int | None:
        """The length in bytes, when the server told it."""
        ...

    def chunks(self) -> AsyncIterator[bytes]:
        """The bytes; raises FetchError when the limit is passed or the connection breaks."""
        ...


class Download(Protocol):
    """Opens public addresses, guarded (allowed hosts, no private address, redirects looked at)."""

    def open(self, url: str, *, limit_bytes: int, timeout_s: float) -> AbstractAsyncContextManager[Stream]:
        """Open an address; raises FetchError."""
        ...
