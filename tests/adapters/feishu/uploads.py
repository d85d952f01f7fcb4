"""Pictures and clips as they are uploaded."""

from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.adapters.feishu.answers import give, refuse
from tests.adapters.feishu.clips import read_duration_ms
from tests.adapters.feishu.events import new_id

if TYPE_CHECKING:
    from tests.adapters.feishu.stand_in import LocalFeishu


class Uploads:
    """The two upload interfaces; keys belong to this app alone."""

    def __init__(self, feishu: "LocalFeishu") -> None:
        self._feishu = feishu

    async def image(self, request: web.Request) -> web.Response:
        parts = await self._parts(request)
        if parts["image_type"] != b"message":
            self._feishu.violations.append("image_type")
        if parts["image:size"] > 10 * 1024 * 1024:
            return refuse(234006, "The file size exceed the max value.", 400)
        key = new_id("img")
        self._feishu.images[key] = parts["image"]
        return give(image_key=key)

    async def file(self, request: web.Request) -> web.Response:
        if "Content-Length" not in request.headers:
            self._feishu.violations.append("an upload without length")
        parts = await self._parts(request)
        size, data = parts["file:size"], parts["file"]
        if size > self._feishu.file_limit:
            return refuse(234006, "The file size exceed the max value.", 400)
        if size == 0:
            return refuse(234010, "File's size can't be 0.", 400)
        if parts["file_type"] != b"mp4" or not parts["file_name"].isascii() or b"ftyp" not in data[:12]:
            self._feishu.violations.append("not an mp4 upload")
        told = int(parts.get("duration", b"0"))
        real = read_duration_ms(data) if self._feishu.keep_bytes else told
        if real is not None and abs(told - real) > 500:
            self._feishu.violations.append(f"duration {told} for {real}")
        key = new_id("file")
        self._feishu.files[key] = {"size": size, "duration": told, "data": data}
        return give(file_key=key)

    async def _parts(self, request: web.Request) -> dict[str, Any]:
        """The fields of an upload; a file's bytes are kept only as far as the test needs them."""
        found: dict[str, Any] = {}
        async for part in await request.multipart():
            name, kept, size = part.name, bytearray(), 0  # type: ignore[union-attr]  # no nested multiparts here
            while chunk := await part.read_chunk(64 * 1024):  # type: ignore[union-attr]
                size += len(chunk)
                if self._feishu.keep_bytes or len(kept) < 4096:
                    kept += chunk
            found[str(name)], found[f"{name}:size"] = bytes(kept), size
            if part.filename and not part.filename.isascii():  # type: ignore[union-attr]
                self._feishu.violations.append("a file name that is not ASCII")
        return found
