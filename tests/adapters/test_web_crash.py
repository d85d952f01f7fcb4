import asyncio
import sys
from pathlib import Path

import pytest

from adapters.web import Transcript

WRITER = """
import asyncio, sys
from pathlib import Path
from adapters.web import Transcript

async def main():
    transcript = await Transcript.open(Path(sys.argv[1]))
    for number in range(100_000):
        entry, _ = await transcript.add("window", key=str(number), at=1.0, face={"text": str(number)}, facts={})
        print(entry.handle, flush=True)

asyncio.run(main())
"""


@pytest.mark.crash
async def test_what_was_written_before_a_kill_is_read_after_it(tmp_path: Path) -> None:
    path = tmp_path / "web.db"
    writer = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WRITER, str(path), stdout=asyncio.subprocess.PIPE
    )
    assert writer.stdout is not None
    async with asyncio.timeout(30):
        told = [int(await writer.stdout.readline()) for _ in range(50)]
        writer.kill()
        told += [int(line) for line in (await writer.stdout.read()).split(b"\n")[:-1]]
        await writer.wait()

    transcript = await Transcript.open(path)
    try:
        kept = [entry.id for entry in await transcript.since("window", 0)]
        again, is_new = await transcript.add("window", key="0", at=2.0, face={"text": "again"}, facts={})
    finally:
        await transcript.close()
    assert kept[: len(told)] == told
    assert len(kept) - len(told) <= 1
    assert (again.id, is_new) == (told[0], False)
