"""What the next process finds when the one before was killed between two steps."""

import pytest

from tests.adapters.feishu.desk import world
from tests.adapters.feishu.events import GROUP
from tests.adapters.feishu.posts import FAILED, MEDIA, START, asked


@pytest.mark.parametrize("limit", [100_000_000, 10])
async def test_a_message_sent_again_by_the_next_process_is_the_same_to_the_last_key(limit: int) -> None:
    async with world() as w:
        w.feishu.file_limit = limit
        address = await asked(w)
        first = await w.gateway.chat.send(address, MEDIA, key="job-1:media")
        async with w.another_life() as later:
            assert await later.gateway.chat.send(address, MEDIA, key="job-1:media") == first
        assert len(w.feishu.named("files")) == 1
        assert len(w.feishu.in_chat(GROUP)) == 1


@pytest.mark.parametrize("written_down", [True, False])
async def test_the_sign_is_changed_by_the_next_process_too(written_down: bool) -> None:
    async with world() as w:
        address = await asked(w)
        await w.until(lambda: w.feishu.signs.standing[address.message])
        await w.gateway.chat.send(address, START, key="job-1:start")
        await w.until(lambda: w.notes.kept)
        if not written_down:
            w.notes.kept.clear()
        async with w.another_life() as later:
            await later.gateway.chat.send(address, FAILED, key="job-1:failure")
            await w.until(lambda: list(w.feishu.signs.standing[address.message].values()) == ["CrossMark"])
            await w.until(lambda: "CrossMark" in w.notes.kept.values())
        async with w.another_life() as last:
            await last.gateway.chat.send(address, FAILED, key="job-1:failure")
        assert [sign for _, _, sign in w.feishu.signs.log] == ["OnIt", "OnIt", "CrossMark"]
        assert len(w.feishu.named("reactions")) == (0 if written_down else 1)


async def test_a_full_disk_costs_no_sign(caplog: pytest.LogCaptureFixture) -> None:
    async with world() as w:
        w.notes.is_full = True
        address = await asked(w)
        await w.gateway.chat.send(address, START, key="job-1:start")
        await w.gateway.chat.send(address, FAILED, key="job-1:failure")
        await w.until(lambda: list(w.feishu.signs.standing[address.message].values()) == ["CrossMark"])
        await w.until(lambda: "a sign was not noted: OSError" in caplog.text)
