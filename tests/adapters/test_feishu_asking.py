"""What people can send, end to end through the gateway, and what the bot does before anybody decides anything."""

import pytest

from core.errors import FetchError
from core.model import Address, Picture, PictureSource
from tests.adapters.feishu.clips import JPEG, PNG
from tests.adapters.feishu.desk import world
from tests.adapters.feishu.events import BOT, DIRECT, GROUP, envelope, id_of, mention_of, message, new_id


async def test_the_mention_is_cut_out_anywhere_and_others_become_names() -> None:
    async with world() as w:
        event = message(
            "给@_user_2 做个视频 @_user_1 要竖屏",
            mentions=[mention_of("ou_carol", "@_user_2", "小明")],
        )
        await w.feishu.socket.push(event)
        assert w.desk.taken[0].text == "给小明 做个视频 要竖屏"


@pytest.mark.parametrize(
    "mentions",
    [
        [],
        [mention_of("ou_other_bot", "@_user_1", "Video")],
        [mention_of(BOT, "@_all", "all")],
        [mention_of("", "@_all", "所有人")],
    ],
    ids=["nobody", "another bot of the same name", "all as us", "all"],
)
async def test_a_group_message_that_does_not_mean_us_is_ignored(mentions: list[dict[str, object]]) -> None:
    async with world() as w:
        ack = await w.feishu.socket.push(message("@_user_1 @_all hello", mention=False, mentions=mentions))
        assert ack.code == 200
        assert not w.desk.taken
        assert not w.feishu.named("reaction")


async def test_bots_are_not_heard() -> None:
    async with world() as w:
        await w.feishu.socket.push(message("a cat", sender_type="app"))
        assert not w.desk.taken


async def test_the_tenth_mention_is_not_mistaken_for_the_first() -> None:
    async with world() as w:
        event = message("@_user_1 @_user_10 dance", mentions=[mention_of("ou_ten", "@_user_10", "Ten")])
        await w.feishu.socket.push(event)
        assert w.desk.taken[0].text == "Ten dance"


async def test_a_post_gives_its_words_and_pictures_in_their_order() -> None:
    async with world() as w:
        content = {
            "title": "My film",
            "content": [
                [{"tag": "img", "image_key": "img_a"}],
                [
                    {"tag": "at", "user_id": "@_user_1", "user_name": "Video"},
                    {"tag": "text", "text": " make "},
                    {"tag": "a", "href": "https://x.example/p.png", "text": "this"},
                ],
                [{"tag": "img", "image_key": "img_b"}, {"tag": "img", "image_key": "img_a"}],
                [{"tag": "text", "text": "move"}, {"tag": "emotion", "emoji_type": "SMILE"}],
            ],
        }
        event = message(content, kind="post")
        await w.feishu.socket.push(event)
        taken = w.desk.taken[0]
        assert taken.text == "My film\nmake this https://x.example/p.png\nmove"
        assert [picture.ref["key"] for picture in taken.pictures] == ["img_a", "img_b"]
        assert {picture.ref["message"] for picture in taken.pictures} == {id_of(event)}


async def test_a_picture_in_a_direct_chat_is_a_message_without_words() -> None:
    async with world() as w:
        event = message({"image_key": "img_x"}, kind="image", chat=DIRECT)
        await w.feishu.socket.push(event)
        taken = w.desk.taken[0]
        assert taken.text == ""
        assert taken.address.direct
        assert taken.pictures == (
            Picture(PictureSource.PLATFORM, {"message": id_of(event), "key": "img_x"}, platform="feishu"),
        )


@pytest.mark.parametrize("kind", ["image", "post"])
async def test_a_reply_to_a_picture_brings_the_picture(kind: str) -> None:
    async with world() as w:
        parent = w.feishu.post_picture(PNG, kind=kind)
        await w.feishu.socket.push(message("make it move", parent=parent))
        taken = w.desk.taken[0]
        assert taken.reply_to == parent
        assert not taken.pictures
        assert [picture.ref["message"] for picture in taken.quoted_pictures] == [parent]
        assert await w.gateway.chat.fetch(taken.quoted_pictures[0]) == PNG


async def test_a_picture_of_our_own_does_not_count_and_a_parent_is_read_once() -> None:
    async with world() as w:
        parent = w.feishu.post_picture(PNG, sender="app")
        for text in ("again", "and again"):
            await w.feishu.socket.push(message(text, parent=parent))
        assert [taken.quoted_pictures for taken in w.desk.taken] == [(), ()]
        assert len(w.feishu.named("message")) == 1


async def test_a_parent_that_cannot_be_read_does_not_hold_the_message() -> None:
    async with world() as w:
        parent = w.feishu.post_picture(PNG)
        w.feishu.fail("message", 1, status=500, delay_s=0.5)
        ack = await w.feishu.socket.push(message("make it move", parent=parent))
        assert ack.code == 200
        assert w.desk.taken[0].quoted_pictures == ()
        await w.feishu.socket.push(message("of a deleted one", parent="om_gone"))
        assert w.desk.taken[1].reply_to == "om_gone"


async def test_a_missing_right_to_read_the_parent_is_told_kindly(caplog: pytest.LogCaptureFixture) -> None:
    async with world() as w:
        parent = w.feishu.post_picture(PNG)
        w.feishu.fail(
            "message",
            99991672,
            message="Access denied. One of the following scopes is required: [im:message, im:message:readonly].",
            error={"permission_violations": [{"subject": "im:message"}, {"subject": "im:message:readonly"}]},
        )
        event = message("make it move", parent=parent)
        await w.feishu.socket.push(event)
        await w.until(lambda: w.feishu.in_chat(GROUP))
        hint = w.feishu.in_chat(GROUP)[0]
        assert hint.reply_to == id_of(event)
        assert set(hint.content) == {"zh_cn", "en_us"}
        assert "im:message, im:message:readonly" in caplog.text
        assert "/app/cli_local/auth?q=im:message,im:message:readonly" in caplog.text
        assert any(not f.ok and "im:message:readonly" in f.detail for f in await w.gateway.doctor())


@pytest.mark.parametrize("kind", ["sticker", "file", "audio", "media", "merge_forward", "share_chat"])
async def test_what_cannot_be_read_is_declined_once_in_a_direct_chat(kind: str) -> None:
    async with world() as w:
        event = message({"file_key": "file_x", "file_name": "a.pdf"}, kind=kind, chat=DIRECT)
        for _ in range(2):
            assert (await w.feishu.socket.push(event)).code == 200
        await w.until(lambda: len(w.feishu.named("reply")) == 2)
        assert len(w.feishu.in_chat(DIRECT)) == 1
        assert not w.desk.taken


async def test_stickers_and_files_in_groups_are_nobodys_business() -> None:
    async with world() as w:
        await w.feishu.socket.push(message({"file_key": "f"}, kind="sticker", mention=False))
        await w.feishu.socket.push(message({"image_key": "i"}, kind="image", mention=False))
        assert not w.feishu.named("reply")
        assert not w.desk.taken


async def test_a_topic_is_remembered_in_the_address() -> None:
    async with world() as w:
        event = message("a cat", thread="omt_7")
        await w.feishu.socket.push(event)
        assert w.desk.taken[0].address == Address("feishu", GROUP, "ou_alice", id_of(event), "omt_7")


async def test_a_recalled_message_is_told() -> None:
    async with world() as w:
        recall = envelope(
            "im.message.recalled_v1",
            {"message_id": "om_1", "chat_id": GROUP, "recall_time": "1", "recall_type": "message_owner"},
        )
        assert (await w.feishu.socket.push(recall)).code == 200
        assert w.desk.taken_back == ["om_1"]


async def test_both_ways_of_meeting_the_bot_are_told() -> None:
    async with world() as w:
        operator = {"open_id": "ou_alice"}
        added = envelope("im.chat.member.bot.added_v1", {"chat_id": "oc_new", "operator_id": operator})
        entered = envelope(
            "im.chat.access_event.bot_p2p_chat_entered_v1", {"chat_id": "oc_dm", "operator_id": operator}
        )
        for event in (added, entered):
            assert (await w.feishu.socket.push(event)).code == 200
        await w.until(lambda: len(w.desk.greeted) == 2)
        assert w.desk.greeted == [
            Address("feishu", "oc_new", "ou_alice"),
            Address("feishu", "oc_dm", "ou_alice", direct=True),
        ]


async def test_pictures_are_looked_at_before_they_are_given() -> None:
    async with world() as w:

        async def fetched(data: bytes | None) -> bytes | str:
            message_id, key = new_id("om"), new_id("img")
            if data is not None:
                w.feishu.resources[message_id, key] = data
            ref = {"message": message_id, "key": key}
            try:
                return await w.gateway.chat.fetch(Picture(PictureSource.PLATFORM, ref, platform="feishu"))
            except FetchError as error:
                return error.reason

        assert await fetched(JPEG) == JPEG
        assert await fetched(b"<html>") == "not_a_picture"
        assert await fetched(None) == "missing"
        assert await fetched(PNG + bytes(21 * 1024 * 1024)) == "too_big"
        w.feishu.fail("resource", 1, status=502)
        assert await fetched(PNG) == PNG
        w.feishu.revoke_tokens()
        assert await fetched(PNG) == PNG
        w.feishu.fail("resource", 99991672, message="[im:resource]")
        assert await fetched(PNG) == "forbidden"


async def test_a_reaction_that_fails_fails_nothing() -> None:
    async with world() as w:
        w.feishu.fail("reaction", 231003, times=9)
        assert (await w.feishu.socket.push(message("a cat"))).code == 200
        await w.until(lambda: w.feishu.named("reaction"))
        assert len(w.desk.taken) == 1
