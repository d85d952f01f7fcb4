"""A clip's way into the chat: every rung of the ladder, and the bytes that pass through us."""

import asyncio
import hashlib
from dataclasses import replace
from typing import Any

import pytest

from core.errors import ChatError, FetchError
from core.model import Kind, Post
from tests.adapters.feishu import cards
from tests.adapters.feishu.clips import PNG, mp4
from tests.adapters.feishu.desk import CLIP, COVER, world
from tests.adapters.feishu.events import ALICE, GROUP
from tests.adapters.feishu.posts import MEDIA, asked, delivered, said
from tests.adapters.feishu.script import Sent


def player(sent: Sent) -> dict[str, Any]:
    [rows] = [post["content"] for post in sent.content.values()]
    return dict(rows[-1][0])


async def test_a_clip_is_a_player_with_caption_cover_and_length() -> None:
    async with world() as w:
        sent = await delivered(w)
        assert sent.msg_type == "post"
        assert sent.reply_to == w.desk.taken[0].address.message
        words, [node] = sent.content["zh_cn"]["content"]
        assert words[0] == {"tag": "at", "user_id": ALICE}
        assert words[-1]["text"].startswith("✅ 视频生成成功！")
        assert "<at" not in words[-1]["text"]
        file = w.feishu.files[node["file_key"]]
        assert (file["data"], file["duration"]) == (mp4(5000), 5000)
        assert w.feishu.images[node["image_key"]] == PNG
        assert said(w) == ["post"]


@pytest.mark.parametrize(
    ("file", "told_s", "length_told"),
    [
        (mp4(7200), None, True),
        (mp4(7200), None, False),
        (mp4(7200, version=1), 7.2, True),
        (mp4(7200, faststart=False, size=400_000), None, True),
        (mp4(7200, faststart=False, size=400_000), 7.2, True),
        (mp4(7200, faststart=False, size=400_000), 7.2, False),
    ],
    ids=[
        "at the front",
        "size not told",
        "64-bit times",
        "at the end",
        "at the end but told",
        "nothing told",
    ],
)
async def test_the_length_is_right_wherever_the_file_keeps_it(
    file: bytes, told_s: float | None, length_told: bool
) -> None:
    async with world() as w:
        w.cdn.files[CLIP] = file
        w.cdn.tell_length = length_told
        post = Post(kind=Kind.MEDIA, text="ok", language="en", url=CLIP, cover=COVER, duration_s=told_s)
        node = player(await delivered(w, post))
        uploaded = w.feishu.files[node["file_key"]]
        assert uploaded["duration"] == 7200
        assert hashlib.sha256(uploaded["data"]).digest() == hashlib.sha256(file).digest()


async def test_a_cover_that_fails_costs_only_itself() -> None:
    async with world() as w:
        w.cdn.files[COVER] = FetchError("missing")
        node = player(await delivered(w))
        assert w.feishu.images[node["image_key"]].startswith(b"\x89PNG")
        none = Post(kind=Kind.MEDIA, text="ok", language="zh", url=CLIP, duration_s=5.0)
        assert player(await delivered(w, none, "k2"))["image_key"] in w.feishu.images


@pytest.mark.parametrize("code", [230001, 230099, 230055])
async def test_a_refused_player_is_sent_bare_with_its_caption_beside(code: int) -> None:
    async with world() as w:
        w.feishu.fail("reply", code, when=lambda call: call["body"]["msg_type"] == "post")
        sent = await delivered(w)
        assert sent.msg_type == "media"
        assert said(w) == ["media", "text"]


async def test_no_player_at_all_becomes_a_cover_card_with_a_button() -> None:
    async with world() as w:
        w.feishu.fail(
            "reply", 230001, times=2, when=lambda call: call["body"]["msg_type"] in ("post", "media")
        )
        sent = await delivered(w)
        assert said(w) == ["interactive"]
        assert cards.buttons(sent.card) == {"打开视频": CLIP}
        assert sent.card["body"]["elements"][0]["tag"] == "img"


async def test_a_refused_card_becomes_a_link() -> None:
    async with world() as w:
        w.feishu.fail("files", 234001, times=9)
        w.feishu.fail("reply", 230099, times=2, when=lambda call: call["body"]["msg_type"] == "interactive")
        sent = await delivered(w)
        assert said(w) == ["text"]
        assert CLIP in sent.content["text"]


@pytest.mark.parametrize(
    "how", ["told by the cdn", "told by nobody", "told by the platform", "not an mp4", "forbidden"]
)
async def test_what_cannot_be_uploaded_becomes_a_cover_card(how: str) -> None:
    async with world(video_limit_bytes=300_000) as w:
        match how:
            case "told by the cdn":
                w.cdn.sizes[CLIP] = 31 * 1024 * 1024
            case "told by nobody":
                w.cdn.files[CLIP], w.cdn.tell_length = mp4(size=500_000, faststart=False), False
            case "told by the platform":
                w.feishu.file_limit = 100
            case "not an mp4":
                w.cdn.files[CLIP] = b"<html>" + bytes(500)
            case _:
                w.cdn.files[CLIP] = FetchError("forbidden")
        sent = await delivered(w)
        assert said(w) == ["interactive"]
        assert cards.buttons(sent.card) == {"打开视频": CLIP}
        large = "比较大" in cards.texts(sent.card)
        assert large is how.startswith("told")
        assert not w.feishu.files


async def test_a_missing_permission_to_upload_is_said_kindly_and_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with world() as w:
        w.feishu.fail("files", 99991672, message="One of the following scopes is required: [im:resource].")
        sent = await delivered(w)
        assert "缺一项权限" in cards.texts(sent.card)
        assert "im:resource" in caplog.text


@pytest.mark.parametrize(
    "failure", [{"code": 1, "status": 502}, {"code": 40009}, {"code": 99991663}], ids=str
)
async def test_an_upload_that_fails_for_a_moment_is_done_again(failure: dict[str, Any]) -> None:
    async with world() as w:
        w.feishu.fail("files", **failure)
        assert (await delivered(w)).msg_type == "post"
        assert len(w.feishu.named("files")) == 2
        assert said(w) == ["post"]


async def test_a_download_that_breaks_in_the_middle_is_begun_again() -> None:
    async with world() as w:
        w.cdn.break_after[CLIP] = 1
        node = player(await delivered(w))
        assert w.feishu.files[node["file_key"]]["data"] == mp4(5000)


async def test_a_clip_that_cannot_be_reached_for_a_moment_still_plays_in_the_chat() -> None:
    async with world() as w:
        w.cdn.unreachable = {CLIP: 2, COVER: 1}
        node = player(await delivered(w))
        assert w.feishu.images[node["image_key"]] == PNG
        w.cdn.opened.clear()
        w.cdn.files[other := "https://cdn.example/gone.mp4"] = FetchError("missing")
        assert (await delivered(w, replace(MEDIA, url=other), "k2")).msg_type == "interactive"
        assert w.cdn.opened.count(other) == 1


async def test_a_send_that_is_repeated_does_not_upload_again() -> None:
    async with world(timings={"retry_budget_s": 0.05}) as w:
        w.feishu.fail("reply", 230020, times=9, when=lambda call: call["body"]["msg_type"] == "post")
        with pytest.raises(ChatError) as caught:
            await delivered(w)
        assert caught.value.retry_after_s
        w.feishu.failures.clear()
        first = await delivered(w)
        assert (await delivered(w)).id == first.id
        assert len(w.feishu.named("files")) == len(w.feishu.named("images")) == 1
        assert said(w) == ["post"]


async def test_a_key_of_another_app_is_uploaded_anew() -> None:
    async with world() as w:
        await delivered(w)
        w.feishu.files.clear()
        again = await delivered(w, key="another")
        assert again.msg_type == "post"
        assert len(w.feishu.named("files")) == 2


async def test_sensitive_captions_are_replaced_and_long_ones_cut() -> None:
    async with world() as w:
        w.feishu.fail("reply", 230022)
        sent = await delivered(w)
        assert sent.content["zh_cn"]["content"][0][-1]["text"] == "视频生成好了"
        w.feishu.fail("reply", 230025)
        long = Post(kind=Kind.MEDIA, text="字" * 3000, language="en", url=CLIP, cover=COVER, duration_s=5.0)
        sent = await delivered(w, long, "k2")
        assert len(sent.content["en_us"]["content"][0][-1]["text"].encode()) <= 1_500


async def test_a_recalled_request_still_gets_its_clip() -> None:
    async with world() as w:
        address = await asked(w)
        w.feishu.recalled.add(address.message)
        sent = await delivered(w)
        assert (sent.msg_type, sent.reply_to, sent.chat) == ("post", "", GROUP)


async def test_trouble_that_passes_never_goes_down_the_ladder() -> None:
    async with world(timings={"retry_budget_s": 0.05}) as w:
        w.feishu.fail("reply", 1, status=502, times=9, do_it=True)
        with pytest.raises(ChatError):
            await delivered(w)
        w.feishu.failures.clear()
        await delivered(w)
        assert said(w) == ["post"]


async def test_two_jobs_with_one_clip_upload_it_once() -> None:
    async with world() as w:
        await asked(w)
        await asyncio.gather(delivered(w, key="a"), delivered(w, key="b"))
        assert len(w.feishu.named("files")) == 1
        assert said(w) == ["post", "post"]
