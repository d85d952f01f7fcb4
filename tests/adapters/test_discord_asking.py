"""Every way to ask: messages in channels, threads and direct conversations, through the real client."""

from dataclasses import replace
from pathlib import Path

from core.model import Incoming, PictureSource
from tests.adapters.discord.rig import PACE, post, rigged
from tests.adapters.discord.stand_in import payloads
from tests.adapters.discord.stand_in.server import ANN, BEN
from tests.adapters.discord.stand_in.world import BOT, BOT_ROLE, CHANNEL, OTHER_ROLE, THREAD


async def test_a_mention_in_a_channel_is_taken_with_the_mention_cut_out(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        said = await rig.discord.say("a cat on a roof, 10 s")
        incoming = await rig.taken()
    assert incoming.id == said["id"]
    assert incoming.text == "a cat on a roof, 10 s"
    assert incoming.address.platform == "discord"
    assert incoming.address.chat == str(CHANNEL)
    assert incoming.address.user == str(ANN)
    assert incoming.address.message == said["id"]
    assert not incoming.address.direct
    assert incoming.language is None


async def test_a_message_is_seen_at_once_by_a_reaction(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        said = await rig.discord.say("a cat")
        await rig.discord.until(lambda: rig.discord.world.reactions)
        assert rig.discord.world.reactions[0][0] == int(said["id"])


async def test_an_answer_that_is_ready_goes_before_the_reaction(tmp_path: Path) -> None:
    async with rigged(tmp_path, pace=replace(PACE, react_within_s=30.0)) as rig:

        async def answer(incoming: Incoming) -> None:
            await rig.chat.send(incoming.address, post(), key="start")

        rig.desk.answer = answer
        await rig.discord.say("a cat")
        await rig.discord.until(lambda: rig.discord.world.reactions)
        paths = [one.path for one in rig.discord.world.requests if "/messages" in one.path]
        assert [path.endswith("/messages") for path in paths] == [True, False]


async def test_typing_lasts_only_until_the_first_answer(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.say("a cat")
        incoming = await rig.taken()
        await rig.discord.until(lambda: rig.discord.world.typing)
        await rig.chat.send(incoming.address, post(), key="start")
        assert rig.chat.attention._typing == {}


async def test_a_direct_message_needs_no_mention(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.say_directly("一只小猫")
        incoming = await rig.taken()
    assert incoming.text == "一只小猫"
    assert incoming.address.direct


async def test_a_message_in_a_thread_is_answered_in_the_thread(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.say("a cat", channel=THREAD)
        incoming = await rig.taken()
    assert incoming.address.chat == str(CHANNEL)
    assert incoming.address.thread == str(THREAD)


async def test_a_picture_is_kept_by_reference(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        picture = rig.discord.picture()
        other = rig.discord.picture(name="notes.txt", content_type="text/plain")
        said = await rig.discord.say("animate this", attachments=[picture, other])
        incoming = await rig.taken()
        (kept,) = incoming.pictures
        assert kept.source is PictureSource.PLATFORM
        assert kept.ref["attachment"] == picture["id"]
        assert kept.ref["message"] == said["id"]
        assert (await rig.chat.fetch(kept)).startswith(b"\x89PNG")


async def test_a_reply_brings_the_pictures_of_the_message_replied_to(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        original = rig.discord.written("look", by=BEN, mention=False, attachments=[rig.discord.picture()])
        said = await rig.discord.say(
            "animate it",
            type=19,
            message_reference={"type": 0, "message_id": original["id"], "channel_id": str(CHANNEL)},
            referenced_message=original,
        )
        incoming = await rig.taken()
    assert incoming.id == said["id"]
    assert incoming.reply_to == original["id"]
    assert len(incoming.quoted_pictures) == 1
    assert incoming.pictures == ()


async def test_a_reply_with_ping_to_the_bots_own_message_is_for_us(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        answer = payloads.message(rig.discord.world.snowflake(), CHANNEL, payloads.bot(), "done")
        await rig.discord.say(
            "again, vertical",
            content=f"<@{BOT}> again, vertical",
            type=19,
            message_reference={"type": 0, "message_id": answer["id"], "channel_id": str(CHANNEL)},
            referenced_message=answer,
        )
        assert (await rig.taken()).reply_to == answer["id"]


async def test_a_forwarded_message_brings_its_pictures(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        snapshot = {
            "message": {
                "type": 0,
                "content": "",
                "timestamp": payloads.when(rig.discord.world.snowflake()),
                "edited_timestamp": None,
                "attachments": [rig.discord.picture()],
                "embeds": [],
                "flags": 0,
                "mentions": [],
                "mention_roles": [],
                "components": [],
            }
        }
        await rig.discord.say_directly(
            "",
            message_snapshots=[snapshot],
            message_reference={"type": 1, "message_id": "1", "channel_id": "1"},
        )
        incoming = await rig.taken()
    assert len(incoming.pictures) == 1
    assert incoming.reply_to == ""


async def test_what_is_not_for_us_is_ignored(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        where = rig.discord
        await where.say("just chatting", mention=False)
        await where.say("for the artists", mention=False, mention_roles=[str(OTHER_ROLE)])
        await where.say("from a bot", author=payloads.person(BEN, bot=True))
        await where.say("from a hook", webhook_id="740000000000000001")
        await where.say("pinned", type=6)
        await where.say("ours", author=payloads.bot())
        changed = where.written("edited")
        await where.gateway.push("MESSAGE_UPDATE", {**changed, "edited_timestamp": changed["timestamp"]})
        last = await where.say("for us")
        incoming = await rig.taken()
        assert incoming.id == last["id"]
        assert len(rig.desk.taken) == 1
        assert where.world.sent("POST", "/messages") == []


async def test_a_mention_of_the_role_instead_of_the_bot_gets_a_hint(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.say("a cat", mention=False, mention_roles=[str(BOT_ROLE)])
        (hint,) = await rig.discord.until(lambda: rig.discord.world.ours(CHANNEL))
        assert "role" in hint["content"]
        assert rig.desk.taken == []


async def test_a_reply_whose_text_discord_hides_gets_a_hint(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.say("", content="")
        (hint,) = await rig.discord.until(lambda: rig.discord.world.ours(CHANNEL))
        assert "/video" in hint["content"]
        assert rig.desk.taken == []


async def test_a_reply_whose_picture_is_hidden_gets_a_hint_in_the_language_of_the_message(
    tmp_path: Path,
) -> None:
    async with rigged(tmp_path) as rig:
        original = rig.discord.written("", by=BEN, mention=False)
        await rig.discord.say(
            "把它动起来",
            type=19,
            message_reference={"type": 0, "message_id": original["id"], "channel_id": str(CHANNEL)},
            referenced_message=payloads.hidden(original),
        )
        (hint,) = await rig.discord.until(lambda: rig.discord.world.ours(CHANNEL))
        assert "图片" in hint["content"]
        assert rig.desk.taken == []


async def test_a_hidden_picture_that_can_be_read_again_is_used(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        original = rig.discord.written("", by=BEN, mention=False, attachments=[rig.discord.picture()])
        await rig.discord.say(
            "animate it",
            type=19,
            message_reference={"type": 0, "message_id": original["id"], "channel_id": str(CHANNEL)},
            referenced_message=payloads.hidden(original),
        )
        assert len((await rig.taken()).quoted_pictures) == 1


async def test_a_bare_mention_is_taken_so_that_help_can_be_given(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.say("")
        assert (await rig.taken()).text == ""


async def test_the_same_message_twice_is_handed_on_once(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.say("a cat")
        await rig.taken()
        await rig.discord.gateway.replay()
        await rig.discord.say("a dog")
        await rig.taken(2)
        assert len(rig.desk.offered) == 2


async def test_missing_rights_are_told_once_after_the_answer(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        embed_links = 1 << 14
        role = payloads.guild(rig.discord.world)["roles"][0] | {
            "permissions": str(0xFFFFFFFF & ~embed_links & ~8)
        }
        await rig.discord.gateway.push("GUILD_ROLE_UPDATE", {"guild_id": payloads.GUILD, "role": role})
        await rig.discord.say("a cat")
        await rig.discord.say("a dog")
        await rig.taken(2)
        (warning,) = await rig.discord.until(lambda: rig.discord.world.ours(CHANNEL))
        assert "Embed Links" in warning["content"]
