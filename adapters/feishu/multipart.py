"""A multipart body around a stream, with its length known beforehand: gateways dislike chunked uploads; pure."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from core.errors import FetchError

_LINE = "\r\n"


@dataclass(frozen=True, slots=True)
class Form:
    """Plain fields and one file; the file's name must be ASCII (others arrive broken, seen 2026)."""

    boundary: str
    fields: Mapping[str, str]
    file_field: str
    file_name: str
    file_type: str

    @property
    def content_type(self) -> str:
        """The header's value."""
        return f"multipart/form-data; boundary={self.boundary}"

    @property
    def head(self) -> bytes:
        """Everything before the file's bytes."""
        parts = [
            f'--{self.boundary}{_LINE}Content-Disposition: form-data; name="{name}"{_LINE}{_LINE}{value}{_LINE}'
            for name, value in self.fields.items()
        ]
        parts.append(
            f"--{self.boundary}{_LINE}Content-Disposition: form-data; "
            f'name="{self.file_field}"; filename="{self.file_name}"{_LINE}'
            f"Content-Type: {self.file_type}{_LINE}{_LINE}"
        )
        return "".join(parts).encode("ascii")

    @property
    def tail(self) -> bytes:
        """Everything after the file's bytes."""
        return f"{_LINE}--{self.boundary}--{_LINE}".encode("ascii")

    def length(self, file_bytes: int) -> int:
        """The body's length for a file of so many bytes."""
        return len(self.head) + file_bytes + len(self.tail)

    async def body(self, file: AsyncIterator[bytes], length: int) -> AsyncIterator[bytes]:
        """The body, piece by piece; a file of another length than promised breaks the request at once."""
        yield self.head
        left = length
        async for chunk in file:
            left -= len(chunk)
            if left < 0:
                break
            yield chunk
        if left:
            raise FetchError("network", "the file's length is not as it was told")
        yield self.tail
