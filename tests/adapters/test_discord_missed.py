"""Nothing that is said is missed, and nothing is answered twice."""

import asyncio
from pathlib import Path

from core.model import Kind
from tests.adapters.discord.rig import FakeDesk, bot, post, rigged
from tests.adapters.discord.stand_in.world import CHANNEL, SECOND_CHANNEL


async def test_events_replayed_by_a_resume_are_served_once(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.say("a cat")
        await rig.taken()
        for session in rig.discord.gateway.live:
            session.events.append({**session.events[-1], "s": len(session.events) + 1})
        await rig.discord.gateway.close(1006)
        await rig.discord.say("a dog")
        await rig.taken(2)
        assert len(rig.desk.offered) == 2


async def test_what_was_said_while_the_bot_was_away_is_answered_once(tmp_path: Path) -> None:
    desk = FakeDesk()
    async with rigged(tmp_path, desk=desk) as rig:
        where = rig.discord
        await where.say("before")
        await where.say_directly("before, directly")
        await rig.taken(2)
        await rig.gateway.stop()
        await rig.chat.close()
        direct = next(iter(where.world.direct.values()))
        where.written("too old", age_s=700)
        where.written("while away", age_s=30)
        where.written("not for us", mention=False)
        where.written("where nobody spoke to it before", channel=SECOND_CHANNEL)
        where.written("there, and not for us", channel=SECOND_CHANNEL, mention=False)
        where.written("directly, while away", channel=direct, mention=False)
        async with bot(where, tmp_path, desk) as later:
            await later.taken(5)
            await asyncio.sleep(0.1)
            assert {one.text for one in desk.taken[2:]} == {
                "while away",
                "directly, while away",
                "where nobody spoke to it before",
            }
        async with bot(where, tmp_path, desk):
            await asyncio.sleep(0.1)
            assert len(desk.taken) == 5


async def test_a_fresh_session_reads_what_was_missed(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.say("before")
        await rig.taken()
        rig.discord.written("missed")
        await rig.discord.gateway.op(9, False)
        assert (await rig.taken(2)).text == "missed"


async def test_an_unreadable_list_of_channels_is_no_reason_not_to_start(tmp_path: Path) -> None:
    (tmp_path / "discord-channels.json").write_text("{broken")
    async with rigged(tmp_path) as rig:
        await rig.speaks_again()


async def test_a_message_whose_answer_was_posted_before_a_crash_is_not_answered_again(tmp_path: Path) -> None:
    desk = FakeDesk()
    async with rigged(tmp_path, desk=desk) as rig:
        await rig.discord.say("a cat")
        address = (await rig.taken()).address
        handle = await rig.chat.send(address, post("🔗 link", Kind.LINK), key="link")
        await rig.gateway.stop()
        await rig.chat.close()
        rig.discord.world.nonces.clear()  # Discord has forgotten the nonce
        async with bot(rig.discord, tmp_path, desk) as later:
            assert await later.chat.send(address, post("🔗 link", Kind.LINK), key="link") == handle
            await later.chat.send(address, post("🔗 another link", Kind.LINK), key="other")
        assert len(rig.discord.world.ours(CHANNEL)) == 2
