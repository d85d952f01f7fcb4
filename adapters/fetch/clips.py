"""The last frame of a clip: its bytes pass through to a child process, which alone decodes them."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from core.errors import FetchError

# -I: neither our folder nor our environment decides what is imported.
PROGRAM = (sys.executable, "-I", str(Path(__file__).with_name("last_frame.py")))
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")  # what an interpreter needs
_CHUNK_BYTES = 64 * 1024


async def last_frame(
    chunks: AsyncIterator[bytes], *, limit_bytes: int, timeout_s: float, program: Sequence[str] = PROGRAM
) -> bytes:
    """A JPEG of at most `limit_bytes` (raises FetchError not_a_clip if none comes in time).

    `timeout_s` covers the reading of the chunks too. The child is gone afterwards, however it ends.
    """
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    try:
        child = await asyncio.create_subprocess_exec(
            *program, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment
        )
    except OSError as exc:
        raise FetchError("not_a_clip", f"no decoder could be started: {exc.strerror}") from None
    try:
        async with asyncio.timeout(timeout_s):
            picture = await _converse(child, chunks, limit_bytes)
    except TimeoutError:
        raise FetchError("not_a_clip", f"no frame within {timeout_s:.0f} s") from None
    finally:
        if child.returncode is None:
            child.kill()
        await child.communicate()
    if child.returncode or not picture:
        raise FetchError("not_a_clip", f"the decoder ended with {child.returncode}")
    return picture


async def _converse(child: Process, chunks: AsyncIterator[bytes], limit_bytes: int) -> bytes:
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        async for chunk in chunks:
            child.stdin.write(chunk)
            await child.stdin.drain()
    except ConnectionError:  # the child ended before it had read everything; its exit code tells the rest
        return b""
    child.stdin.close()
    picture = b""
    while more := await child.stdout.read(_CHUNK_BYTES):
        picture += more
        if len(picture) > limit_bytes:
            raise FetchError("too_big", "the frame of a clip")
    await child.wait()
    return picture
