"""Every way to answer, through the real client: replies, edits, results, pings, and Discord in a bad mood."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import ChatError, FetchError
from core.model import Action, Address, Button, Kind, Picture, PictureSource, Verb
from tests.adapters.discord.rig import PACE, Rig, post, rigged
from tests.adapters.discord.stand_in.server import ANN, PNG
from tests.adapters.discord.stand_in.world import CHANNEL, THREAD

CLIP = "https://cdn.example/clip_1.mp4?sign=a_b"


async def asked(rig: Rig, text: str = "a cat", **more: object) -> Address:
    await rig.discord.say(text, **more)
    return (await rig.taken(len(rig.desk.taken) + 1)).address


async def test_an_answer_is_a_reply_that_survives_the_deletion_of_the_request(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        address = await asked(rig)
        rig.discord.world.messages.pop(int(address.message))
        handle = await rig.chat.send(address, post("🎬 Starting", Kind.START), key="start")
        (sent,) = rig.discord.world.sent("POST", f"/channels/{CHANNEL}/messages")
        assert str(sent.body["message_reference"]["message_id"]) == address.message
        assert sent.body["message_reference"]["fail_if_not_exists"] is False
        assert handle in {one["id"] for one in rig.discord.world.ours(CHANNEL)}


async def test_a_thread_is_answered_in_the_thread(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.chat.send(await asked(rig, channel=THREAD), post(), key="start")
        assert len(rig.discord.world.ours(THREAD)) == 1


async def test_whatever_a_prompt_holds_only_the_requester_is_pinged_and_only_where_it_was_meant(
    tmp_path: Path,
) -> None:
    async with rigged(tmp_path) as rig:
        address = await asked(rig)
        evil = "“@everyone <@&710000000000000003> <@730000000000000002> [x](https://evil.example)”"
        await rig.chat.send(address, post(evil, Kind.START), key="start")
        await rig.chat.send(address, post(evil, Kind.MEDIA, url=CLIP, mention=True), key="media")
        start, media = (one.body for one in rig.discord.world.sent("POST", f"/channels/{CHANNEL}/messages"))
        assert start["allowed_mentions"]["parse"] == []
        assert "users" not in start["allowed_mentions"]
        assert media["allowed_mentions"]["users"] == [ANN] or media["allowed_mentions"]["users"] == [str(ANN)]
        assert media["content"].startswith(f"<@{ANN}> ")
        assert media["content"].splitlines()[-1] == CLIP
        assert "@everyone" not in media["content"]


async def test_progress_is_edited_in_place_and_buttons_can_go(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        address = await asked(rig)
        cancel = Button(Action(Verb.CANCEL, "discord:1"), "Cancel", "danger")
        handle = await rig.chat.send(address, post("10%", Kind.PROGRESS, buttons=(cancel,)), key="progress")
        assert rig.discord.world.messages[int(handle)]["components"]
        assert await rig.chat.edit(address, handle, post("20%", Kind.PROGRESS), key="progress:2") == handle
        one = rig.discord.world.messages[int(handle)]
        assert one["content"] == "20%"
        assert one["components"] == []


async def test_an_edit_of_a_message_that_is_gone_becomes_a_new_message(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        address = await asked(rig)
        handle = await rig.chat.send(address, post("10%", Kind.PROGRESS), key="progress")
        rig.discord.world.messages.pop(int(handle))
        other = await rig.chat.edit(address, handle, post("20%", Kind.PROGRESS), key="progress:2")
        assert other != handle
        assert rig.discord.world.messages[int(other)]["content"] == "20%"


async def test_deleting_twice_is_no_error(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        address = await asked(rig)
        handle = await rig.chat.send(address, post(), key="text")
        await rig.chat.delete(address, handle)
        await rig.chat.delete(address, handle)
        assert rig.discord.world.ours(CHANNEL) == []


@pytest.mark.parametrize("mishap", [503, 500, "drop", "drop after", "cloudflare", "limit"])
async def test_a_mishap_neither_loses_nor_doubles_a_message(tmp_path: Path, mishap: int | str) -> None:
    async with rigged(tmp_path) as rig:
        address = await asked(rig)
        rig.discord.fault("POST", f"/channels/{CHANNEL}/messages", mishap)
        await rig.chat.send(address, post("only once", Kind.MEDIA, url=CLIP), key="media")
        assert len(rig.discord.world.ours(CHANNEL)) == 1
        assert len(rig.discord.world.sent("POST", f"/channels/{CHANNEL}/messages")) == 2


async def test_the_same_step_sent_again_is_the_same_message(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        address = await asked(rig)
        first = await rig.chat.send(address, post("🎬", Kind.START, job_id="discord:1"), key="start")
        assert await rig.chat.send(address, post("🎬", Kind.START, job_id="discord:1"), key="start") == first
        assert len(rig.discord.world.ours(CHANNEL)) == 1


async def test_a_discord_that_stays_away_is_given_back_with_a_time_to_try_again(tmp_path: Path) -> None:
    async with rigged(tmp_path, pace=PACE.__class__(**{**_fields(PACE), "deliver_s": 0.2})) as rig:
        address = await asked(rig)
        rig.discord.fault("POST", f"/channels/{CHANNEL}/messages", 503, times=1000)
        with pytest.raises(ChatError) as caught:
            await rig.chat.send(address, post(), key="start")
        assert caught.value.retry_after_s


async def test_a_closed_channel_is_answered_directly_with_the_reason_said_once(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        address = await asked(rig)
        rig.discord.world.closed_channels.add(CHANNEL)
        first = await rig.chat.send(address, post("🎬", Kind.START), key="start")
        await rig.chat.send(address, post("done", Kind.MEDIA, url=CLIP, mention=True), key="media")
        direct = rig.discord.world.direct[ANN]
        start, media = rig.discord.world.ours(direct)
        assert "send messages" in start["content"]
        assert start["content"].endswith("🎬")
        assert "send messages" not in media["content"]
        assert await rig.chat.edit(address, first, post("changed", Kind.START), key="edit") == first
        assert rig.discord.world.messages[int(start["id"])]["content"] == "changed"


async def test_the_reason_is_said_with_the_first_direct_answer_that_has_one_and_room_for_it(
    tmp_path: Path,
) -> None:
    async with rigged(tmp_path) as rig:
        address = await asked(rig)
        rig.discord.world.closed_channels.add(CHANNEL)
        await rig.chat.send(replace(address, extra={"reach": "token"}), post("not closed"), key="token")
        await rig.chat.send(address, post("long " * 390), key="long")
        await rig.chat.send(address, post("short"), key="short")
        contents = [one["content"] for one in rig.discord.world.ours(rig.discord.world.direct[ANN])]
        assert ["send messages" in one for one in contents] == [False, False, True]


async def test_who_cannot_be_reached_at_all_is_a_final_error(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        address = await asked(rig)
        rig.discord.world.closed_channels.add(CHANNEL)
        rig.discord.world.closed_people.add(ANN)
        rig.discord.world.direct_channel(ANN)
        with pytest.raises(ChatError) as caught:
            await rig.chat.send(address, post(), key="start")
        assert caught.value.retry_after_s is None


async def test_a_reply_without_the_right_to_read_history_goes_without_the_reference(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        address = await asked(rig)
        rig.discord.fault("POST", f"/channels/{CHANNEL}/messages", 400, code=160002)
        await rig.chat.send(address, post(), key="start")
        (one,) = rig.discord.world.ours(CHANNEL)
        assert "message_reference" not in one


async def test_a_long_list_comes_in_several_messages(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        address = await asked(rig)
        await rig.chat.send(
            address, post("\n".join(f"Model {n}, 25 points" for n in range(200))), key="models"
        )
        assert len(rig.discord.world.ours(CHANNEL)) == 3


async def test_an_expired_picture_is_found_through_its_message(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        old = rig.discord.picture()
        said = await rig.discord.say("animate it", attachments=[old])
        (picture,) = (await rig.taken()).pictures
        rig.discord.world.expired_files.add(old["url"].removeprefix(rig.discord.world.base).split("?")[0])
        with pytest.raises(FetchError) as caught:
            await rig.chat.fetch(picture)
        assert caught.value.reason == "missing"
        fresh = rig.discord.picture()
        rig.discord.world.messages[int(said["id"])]["attachments"] = [{**fresh, "id": old["id"]}]
        assert await rig.chat.fetch(picture) == PNG


@pytest.mark.parametrize(
    ("data", "reason"), [(b"MZ" + b"\0" * 50, "not_a_picture"), (PNG + b"\0" * (21 << 20), "too_big")]
)
async def test_what_is_no_picture_or_too_large_is_not_fetched(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.say("animate it", attachments=[rig.discord.picture(data)])
        (picture,) = (await rig.taken()).pictures
        with pytest.raises(FetchError) as caught:
            await rig.chat.fetch(picture)
        assert caught.value.reason == reason


@pytest.mark.parametrize(
    "url", ["http://169.254.169.254/latest", "https://evil.example/cat.png", "file:///etc/passwd"]
)
async def test_only_discords_own_file_servers_are_read(tmp_path: Path, url: str) -> None:
    async with rigged(tmp_path) as rig:
        with pytest.raises(FetchError) as caught:
            await rig.chat.fetch(Picture(PictureSource.PLATFORM, {"url": url}, "discord"))
        assert caught.value.reason == "forbidden"


async def test_a_clip_without_a_player_is_attached_when_the_setting_says_so(tmp_path: Path) -> None:
    async def clips(url: str, limit: int, /) -> bytes | None:
        return b"clip" if url == CLIP else None

    async with rigged(tmp_path, upload_missing_player=True, clips=clips) as rig:
        address = await asked(rig)
        rig.discord.world.players = False
        await rig.chat.send(address, post("done", Kind.MEDIA, url=CLIP), key="media")
        (edit,) = await rig.discord.until(
            lambda: rig.discord.world.sent("PATCH", f"/channels/{CHANNEL}/messages")
        )
        assert edit.files == ("files[0]",)


async def test_a_clip_with_a_player_is_left_alone(tmp_path: Path) -> None:
    async def clips(url: str, limit: int, /) -> bytes | None:
        return b"clip"

    async with rigged(tmp_path, upload_missing_player=True, clips=clips) as rig:
        address = await asked(rig)
        await rig.chat.send(address, post("done", Kind.MEDIA, url=CLIP), key="media")
        await rig.discord.until(lambda: rig.discord.world.sent("GET", "/messages/"))
        await asyncio.sleep(0.1)
        assert rig.discord.world.sent("PATCH", "/messages/") == []


def _fields(pace: object) -> dict[str, float]:
    return {name: getattr(pace, name) for name in pace.__dataclass_fields__}  # type: ignore[attr-defined]  # a dataclass
