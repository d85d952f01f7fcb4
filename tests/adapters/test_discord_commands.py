"""Slash commands and menus through the real client: in time, once, in the asker's language."""

from pathlib import Path

import pytest

from core.model import Incoming, Kind, Role
from tests.adapters.discord.rig import bot, post, rigged
from tests.adapters.discord.stand_in.server import ANN, BEN
from tests.adapters.discord.stand_in.world import CHANNEL, EPHEMERAL, LOADING

CLIP = "https://cdn.example/clip_1.mp4"


async def test_the_video_command_becomes_the_words_a_person_would_use(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        options = {
            "prompt": "a cat on a roof",
            "model": "Kling O1",
            "duration": 10,
            "aspect_ratio": "9:16",
            "resolution": "1080P",
            "first_picture": rig.discord.picture(path="ephemeral-attachments"),
            "last_picture": rig.discord.picture(path="ephemeral-attachments"),
        }
        asked = await rig.discord.command("video", options=options, locale="zh-CN")
        incoming = await rig.taken()
        assert incoming.id == str(asked.id)
        assert incoming.text == "a cat on a roof\n--model Kling O1 --duration 10 --ar 9:16 --resolution 1080P"
        assert incoming.language == "zh"
        assert [one.role for one in incoming.pictures] == [Role.FIRST, Role.LAST]
        assert (await rig.chat.fetch(incoming.pictures[0])).startswith(b"\x89PNG")
        assert asked.answered is not None
        assert asked.answered["type"] == 5
        assert incoming.address.message == str(asked.original)


async def test_a_command_is_acknowledged_before_the_desk_is_asked(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        seen: list[bool] = []

        async def answer(incoming: Incoming) -> None:
            seen.append(any(one.answered for one in rig.discord.world.interactions.values()))

        rig.desk.answer = answer
        await rig.discord.command("video", options={"prompt": "a cat"})
        await rig.taken()
        assert seen == [True]


async def test_the_first_answer_fills_the_deferred_one_and_the_rest_follows_in_the_channel(
    tmp_path: Path,
) -> None:
    async with rigged(tmp_path) as rig:
        asked = await rig.discord.command("video", options={"prompt": "a cat"})
        address = (await rig.taken()).address
        start = await rig.chat.send(address, post("🎬 Starting", Kind.START), key="start")
        assert start == str(asked.original)
        assert rig.discord.world.messages[asked.original]["content"] == "🎬 Starting"
        progress = await rig.chat.send(address, post("10%", Kind.PROGRESS), key="progress")
        assert await rig.chat.edit(address, progress, post("20%", Kind.PROGRESS), key="p2") == progress
        await rig.chat.send(address, post("done", Kind.MEDIA, url=CLIP, mention=True), key="media")
        assert [one["content"].split("\n")[0] for one in rig.discord.world.ours(CHANNEL)] == [
            "🎬 Starting",
            "20%",
            f"<@{ANN}> done",
        ]
        assert asked.follow_ups == 0
        assert rig.discord.world.ours(CHANNEL)[2]["message_reference"]["message_id"] in (
            asked.original,
            start,
        )


async def test_a_refusal_is_for_the_asker_alone(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        asked = await rig.discord.command("video", options={"prompt": "a cat"})
        address = (await rig.taken()).address
        await rig.chat.send(address, post("Not today", private=True), key="refusal")
        (one,) = rig.discord.world.ours(CHANNEL)
        assert one["flags"] & EPHEMERAL
        assert asked.original in rig.discord.world.deleted


@pytest.mark.parametrize(
    ("command", "locale", "text"),
    [
        ("models", "en-GB", "list models"),
        ("models", "zh-TW", "有哪些模型"),
        ("jobs", "zh-CN", "我的"),
        ("preferences", "fr", "show my preferences"),
        ("help", "en-US", "help"),
    ],
)
async def test_a_plain_command_is_a_sentence_and_answered_to_its_user_alone(
    tmp_path: Path, command: str, locale: str, text: str
) -> None:
    async with rigged(tmp_path) as rig:
        asked = await rig.discord.command(command, locale=locale)
        incoming = await rig.taken()
        assert incoming.text == text
        await rig.chat.send(incoming.address, post("x" * 2500), key="answer")
        ours = rig.discord.world.ours(CHANNEL)
        assert len(ours) == 2
        assert all(one["flags"] & EPHEMERAL for one in ours)
        assert asked.follow_ups == 1


async def test_values_are_offered_from_memory_in_the_askers_language(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        asked = await rig.discord.command("video", options={"model": "kli"}, focused="model", locale="zh-CN")
        answer = await rig.discord.until(lambda: asked.answered)
        assert answer["data"]["choices"] == [{"name": "Kling O1 · 25 积分", "value": "Kling O1"}]
        asked = await rig.discord.command("video", options={"model": "可灵"}, focused="model", locale="zh-CN")
        assert (await rig.discord.until(lambda: asked.answered)) == answer
        asked = await rig.discord.command("video", options={"model": ""}, focused="model")
        assert len((await rig.discord.until(lambda: asked.answered))["data"]["choices"]) == 25
        asked = await rig.discord.command(
            "video", options={"aspect_ratio": "9"}, focused="aspect_ratio", locale="zh-TW"
        )
        names = [one["name"] for one in (await rig.discord.until(lambda: asked.answered))["data"]["choices"]]
        assert names == ["16:9 橫向", "9:16 直向"]
        asked = await rig.discord.command("video", options={"duration": 1}, focused="duration")
        values = [
            one["value"] for one in (await rig.discord.until(lambda: asked.answered))["data"]["choices"]
        ]
        assert values == [10, 15]


async def test_the_same_command_twice_is_one(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.command("video", options={"prompt": "a cat"}, twice=True)
        await rig.discord.command("help")
        await rig.taken(2)
        assert len(rig.desk.offered) == 2


async def test_a_command_that_an_earlier_process_took_is_not_answered_again(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        asked = await rig.discord.command("video", options={"prompt": "a cat"})
        await rig.taken()
        (event,) = rig.discord.gateway.live[0].events[-1:]
        await rig.gateway.stop()
        await rig.chat.close()
        async with bot(rig.discord, tmp_path, rig.desk) as later:
            await rig.discord.gateway.push(event["t"], event["d"])
            await rig.discord.command("help")
            await later.taken(2)
        assert len(rig.discord.world.sent("POST", f"/interactions/{asked.id}")) == 1
        assert [one.text for one in rig.desk.taken] == ["a cat", "help"]


@pytest.mark.parametrize("mishap", [503, "drop", "drop after", "slow", "cloudflare"])
async def test_the_first_answer_is_in_time_whatever_happens(tmp_path: Path, mishap: int | str) -> None:
    async with rigged(tmp_path) as rig:
        rig.discord.fault("POST", "/callback", mishap, seconds=1.2)
        asked = await rig.discord.command("video", options={"prompt": "a cat"})
        address = (await rig.taken()).address
        assert asked.answered_after_s < 3
        await rig.chat.send(address, post("🎬", Kind.START), key="start")
        (one,) = rig.discord.world.ours(CHANNEL)
        assert one["content"] == "🎬"


async def test_a_first_answer_without_a_receipt_is_an_answer(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        rig.discord.world.receipts = False
        asked = await rig.discord.command("video", options={"prompt": "a cat"})
        address = (await rig.taken()).address
        handle = await rig.chat.send(address, post("🎬", Kind.START), key="start")
        assert handle == str(asked.original)
        await rig.chat.send(address, post("done", Kind.MEDIA, url=CLIP), key="media")
        assert len(rig.discord.world.ours(CHANNEL)) == 2


async def test_an_interaction_that_is_lost_is_dropped_quietly(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        rig.discord.fault("POST", "/callback", 404, code=10062)
        await rig.discord.command("video", options={"prompt": "a cat"})
        await rig.discord.say("a dog")
        assert (await rig.taken()).text == "a dog"


async def test_a_desk_that_breaks_leaves_nobody_waiting(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:

        async def answer(incoming: Incoming) -> None:
            raise RuntimeError("broken")

        rig.desk.answer = answer
        await rig.discord.command("video", options={"prompt": "a cat"})
        one = await rig.discord.until(
            lambda: [m for m in rig.discord.world.ours(CHANNEL) if not m["flags"] & LOADING], timeout=3
        )
        assert "try again" in one[0]["content"]


async def test_the_menu_animates_somebody_elses_picture(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        target = rig.discord.written("look", by=BEN, mention=False, attachments=[rig.discord.picture()])
        await rig.discord.menu("Animate this image", target, locale="zh-CN")
        incoming = await rig.taken()
    assert incoming.text == "把这张图动起来"
    assert [one.role for one in incoming.pictures] == [Role.FIRST]


async def test_the_menu_sees_the_picture_of_an_embed(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        proxy = "https://images-ext-1.discordapp.net/external/x/https/a.example/cat.png"
        embed = {"type": "rich", "image": {"url": "https://a.example/cat.png", "proxy_url": proxy}}
        await rig.discord.menu("Animate this image", rig.discord.written("", mention=False, embeds=[embed]))
        assert (await rig.taken()).pictures[0].ref["url"] == proxy


async def test_a_reference_asks_for_words_and_remembers_the_picture(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        target = rig.discord.written("look", by=BEN, mention=False, attachments=[rig.discord.picture()])
        asked = await rig.discord.menu("Use as reference", target)
        form = await rig.discord.until(lambda: asked.answered)
        assert form["type"] == 9
        sent = await rig.discord.submit(form["data"]["custom_id"], "running on the moon")
        incoming = await rig.taken()
        assert incoming.id == str(sent.id)
        assert incoming.text == "running on the moon"
        assert [one.role for one in incoming.pictures] == [Role.REFERENCE]
        await rig.chat.send(incoming.address, post("🎬", Kind.START), key="start")
        assert rig.discord.world.messages[sent.original]["content"] == "🎬"


async def test_a_message_without_a_picture_is_told_so_privately(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.menu("Animate this image", rig.discord.written("words only", mention=False))
        one = await rig.discord.until(
            lambda: [m for m in rig.discord.world.ours(CHANNEL) if not m["flags"] & LOADING]
        )
        assert "no picture" in one[0]["content"]
        assert one[0]["flags"] & EPHEMERAL
        assert rig.desk.taken == []
