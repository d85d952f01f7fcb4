"""Where an interaction is answered while its token lives, after it died, and after a restart."""

from pathlib import Path

from core.model import Kind
from tests.adapters.discord.rig import FakeDesk, bot, post, rigged
from tests.adapters.discord.stand_in.server import ANN
from tests.adapters.discord.stand_in.world import CHANNEL

CLIP = "https://cdn.example/clip_1.mp4"


async def test_after_a_restart_the_deferred_answer_is_still_filled_once(tmp_path: Path) -> None:
    desk = FakeDesk()
    async with rigged(tmp_path, desk=desk) as rig:
        asked = await rig.discord.command("video", options={"prompt": "a cat"})
        address = (await rig.taken()).address
        await rig.gateway.stop()
        await rig.chat.close()
        async with bot(rig.discord, tmp_path, desk) as later:
            start = await later.chat.send(address, post("🎬 Starting", Kind.START), key="start")
            assert start == str(asked.original)
        async with bot(rig.discord, tmp_path, desk) as third:
            again = await third.chat.send(address, post("🎬 Starting", Kind.START), key="start")
            assert again == start
            await third.chat.send(address, post("done", Kind.MEDIA, url=CLIP), key="media")
        assert len(rig.discord.world.ours(CHANNEL)) == 2


async def test_after_fourteen_minutes_the_channel_is_used(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.command("video", options={"prompt": "a cat"})
        address = (await rig.taken()).address
        rig.discord.world.clock_ahead_s = 16 * 60
        await rig.chat.send(address, post("done", Kind.MEDIA, url=CLIP, mention=True), key="media")
        assert rig.discord.world.ours(CHANNEL)[-1]["content"].endswith(CLIP)


async def test_in_a_foreign_server_everything_goes_by_the_token_and_later_directly(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        foreign = 750000000000000001
        rig.discord.world.closed_channels.add(foreign)
        asked = await rig.discord.command(
            "video", options={"prompt": "a cat"}, channel=foreign, user_install=True
        )
        address = (await rig.taken()).address
        start = await rig.chat.send(address, post("🎬", Kind.START), key="start")
        progress = await rig.chat.send(address, post("10%", Kind.PROGRESS), key="progress")
        assert await rig.chat.edit(address, progress, post("20%", Kind.PROGRESS), key="p2") == progress
        await rig.chat.send(address, post("done", Kind.MEDIA, url=CLIP), key="media")
        await rig.chat.send(address, post("link", Kind.LINK, url=CLIP), key="link")
        assert start.startswith("hook:")
        assert asked.follow_ups == 3
        for number in range(3):
            await rig.chat.send(address, post(f"more {number}"), key=f"more{number}")
        assert [one["content"] for one in rig.discord.world.ours(rig.discord.world.direct[ANN])] == ["more 2"]
        rig.discord.world.clock_ahead_s = 15 * 60
        moved = await rig.chat.edit(address, progress, post("90%", Kind.PROGRESS), key="p3")
        assert moved.startswith("dm:")


async def test_a_group_of_friends_is_answered_by_the_token(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        asked = await rig.discord.command(
            "video", options={"prompt": "a cat"}, channel=750000000000000002, user_install=True, context=2
        )
        address = (await rig.taken()).address
        assert not address.direct
        assert (await rig.chat.send(address, post("🎬", Kind.START), key="start")) == "hook:@original"
        assert rig.discord.world.messages[asked.original]["content"] == "🎬"
