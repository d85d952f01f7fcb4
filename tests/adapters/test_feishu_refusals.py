"""What becomes of an answer when the platform says no: gone, busy, too long, not allowed."""

import asyncio
from typing import Any

import pytest

from core.errors import ChatError
from core.model import Kind, Post
from tests.adapters.feishu import cards
from tests.adapters.feishu.desk import world
from tests.adapters.feishu.events import ALICE, GROUP
from tests.adapters.feishu.posts import DONE, FAILED, START, asked, progress, the


async def test_a_topic_keeps_its_answers_and_a_chat_without_topics_gets_them_too() -> None:
    async with world() as w:
        address = await asked(w, thread="omt_1")
        first = the(w, await w.gateway.chat.send(address, START, key="a"))
        assert first.in_thread
        w.feishu.fail("reply", 230071)
        second = the(w, await w.gateway.chat.send(address, START, key="b"))
        assert not second.in_thread
        assert second.reply_to == address.message


async def test_a_recalled_request_is_answered_afresh_by_name_and_not_tried_again() -> None:
    async with world() as w:
        address = await asked(w)
        w.feishu.recalled.add(address.message)
        for key in ("a", "b"):
            sent = the(w, await w.gateway.chat.send(address, FAILED, key=key))
            assert sent.chat == GROUP
            assert not sent.reply_to
            assert f'<at user_id="{ALICE}"></at>' in sent.content["text"]
        assert len(w.feishu.named("reply")) == 1


@pytest.mark.parametrize("code", [231003, 230019, 230050, 230111])
async def test_every_way_of_being_gone_is_understood(code: int) -> None:
    async with world() as w:
        address = await asked(w)
        w.feishu.fail("reply", code)
        assert not the(w, await w.gateway.chat.send(address, START, key="a")).reply_to


@pytest.mark.parametrize(
    "failure",
    [
        {"code": 99991400, "status": 429, "headers": {"x-ogw-ratelimit-reset": "0.1"}},
        {"code": 99991400, "status": 400},
        {"code": 230020},
        {"code": 230049},
        {"code": 40009},
        {"code": 1, "status": 502},
        {"code": -1, "status": 503},
        {"code": 99991663},
        {"code": 99991668},
    ],
    ids=str,
)
async def test_passing_trouble_is_borne_with_the_same_uuid(failure: dict[str, Any]) -> None:
    async with world() as w:
        address = await asked(w)
        w.feishu.fail("reply", **failure)
        await w.gateway.chat.send(address, START, key="job-1:start")
        uuids = [call["body"]["uuid"] for call in w.feishu.named("reply")]
        assert len(uuids) == 2
        assert len(set(uuids)) == 1
        assert len(w.feishu.in_chat(GROUP)) == 1


async def test_an_answer_that_got_lost_posts_nothing_twice() -> None:
    async with world() as w:
        address = await asked(w)
        w.feishu.fail("reply", 1, status=502, do_it=True)
        handle = await w.gateway.chat.send(address, START, key="job-1:start")
        assert await w.gateway.chat.send(address, START, key="job-1:start") == handle
        assert len(w.feishu.in_chat(GROUP)) == 1


async def test_a_call_that_hangs_is_tried_again() -> None:
    async with world(timings={"call_s": 0.1}) as w:
        address = await asked(w)
        w.feishu.fail("reply", 1, delay_s=0.5)
        await w.gateway.chat.send(address, START, key="a")


async def test_a_token_that_ends_in_the_middle_of_a_job_is_replaced_once() -> None:
    async with world() as w:
        address = await asked(w)
        handle = await w.gateway.chat.send(address, START, key="a")
        await w.until(lambda: w.feishu.signs.standing[address.message])
        before = len(w.feishu.named("token"))
        w.feishu.revoke_tokens()
        await asyncio.gather(
            *(
                w.gateway.chat.send(
                    address, Post(kind=Kind.TEXT, text=f"{n}", language="zh", job_id="j"), key=f"{n}"
                )
                for n in range(3)
            ),
            w.gateway.chat.edit(address, handle, progress(40), key="p"),
        )
        assert len(w.feishu.named("token")) == before + 1


@pytest.mark.parametrize(
    ("code", "later"),
    [
        (230002, False),
        (232009, False),
        (230018, False),
        (230035, False),
        (230053, False),
        (230006, False),
        (230013, False),
        (230020, True),
    ],
)
async def test_what_cannot_be_said_is_an_error_that_tells_whether_to_try_later(
    code: int, later: bool
) -> None:
    async with world() as w:
        address = await asked(w)
        w.feishu.fail("reply", code, times=99)
        with pytest.raises(ChatError) as caught:
            await w.gateway.chat.send(address, START, key="a")
        assert (caught.value.retry_after_s is not None) is later


async def test_a_refused_card_is_said_as_text_and_changed_as_text() -> None:
    async with world() as w:
        address = await asked(w)
        w.feishu.fail("reply", 230099, message="Failed to create card content, ErrCode: 200861;")
        handle = await w.gateway.chat.send(address, START, key="a")
        assert the(w, handle).msg_type == "text"
        assert await w.gateway.chat.edit(address, handle, progress(40), key="p") == handle
        assert "40%" in the(w, handle).states[-1]["text"]


async def test_sensitive_words_are_left_out_and_long_ones_cut() -> None:
    async with world() as w:
        address = await asked(w)
        w.feishu.fail("reply", 230028)
        soft = the(
            w,
            await w.gateway.chat.send(
                address, Post(kind=Kind.TEXT, text="secret words", language="en"), key="a"
            ),
        )
        assert "secret" not in soft.content["text"]
        w.feishu.fail("reply", 230025)
        short = the(
            w,
            await w.gateway.chat.send(
                address, Post(kind=Kind.TEXT, text="字" * 9000, language="zh"), key="b"
            ),
        )
        assert len(short.content["text"].encode()) <= 1_600
        long = the(
            w,
            await w.gateway.chat.send(
                address, Post(kind=Kind.START, text="字" * 20_000, language="zh"), key="c"
            ),
        )
        assert long.msg_type == "interactive"


async def test_the_last_state_of_a_card_is_tried_hard_but_the_clip_does_not_wait_for_it() -> None:
    async with world(timings={"terminal_budget_s": 0.3}) as w:
        address = await asked(w)
        handle = await w.gateway.chat.send(address, START, key="a")
        w.feishu.fail("patch", 230020, times=6)
        assert await w.gateway.chat.edit(address, handle, DONE, key="done") == handle
        assert w.feishu.failures
        await w.until(lambda: the(w, handle).states)
        assert the(w, handle).card["header"]["template"] == "green"


async def test_a_state_on_the_way_may_be_lost_and_an_outdated_one_is_dropped() -> None:
    async with world() as w:
        address = await asked(w)
        handle = await w.gateway.chat.send(address, START, key="a")
        w.feishu.fail("patch", 230020, times=1000)
        assert await w.gateway.chat.edit(address, handle, progress(20), key="p") == handle
        w.feishu.failures.clear()
        w.feishu.fail("patch", 1, status=502, delay_s=0.1)
        edits = [w.gateway.chat.edit(address, handle, progress(n), key="p") for n in (30, 40, 50)]
        edits.append(w.gateway.chat.edit(address, handle, DONE, key="d"))
        await asyncio.gather(*edits)
        assert the(w, handle).card["header"]["template"] == "green"
        assert len(w.feishu.named("patch")) < 1000


@pytest.mark.parametrize("code", [230031, 230011, 231003])
async def test_a_card_that_is_gone_or_too_old_is_posted_again(code: int) -> None:
    async with world() as w:
        address = await asked(w)
        handle = await w.gateway.chat.send(address, START, key="a")
        w.feishu.fail("patch", code)
        anew = await w.gateway.chat.edit(address, handle, DONE, key="d")
        assert anew != handle
        assert "95s" in cards.texts(the(w, anew).card)


async def test_a_text_from_before_a_restart_is_still_changed() -> None:
    async with world() as w:
        address = await asked(w)
        text = Post(kind=Kind.TEXT, text="稍等", language="zh", job_id="j")
        handle = await w.gateway.chat.send(address, text, key="a")
        w.gateway.chat._texts.clear()
        assert await w.gateway.chat.edit(address, handle, text, key="e") == handle
        assert the(w, handle).states[-1] == {"text": "稍等"}


async def test_taking_away_what_is_gone_is_no_error() -> None:
    async with world() as w:
        address = await asked(w)
        handle = await w.gateway.chat.send(address, START, key="a")
        for _ in range(2):
            await w.gateway.chat.delete(address, handle)
        assert the(w, handle).deleted


async def test_a_busy_chat_is_not_flooded() -> None:
    async with world() as w:
        address = await asked(w)
        posts = [Post(kind=Kind.TEXT, text=f"{n}", language="zh", job_id="j") for n in range(11)]
        since = asyncio.get_running_loop().time()
        await asyncio.gather(*(w.gateway.chat.send(address, post, key=post.text) for post in posts))
        assert asyncio.get_running_loop().time() - since > 1.9


async def test_a_missing_permission_is_named_with_its_page(caplog: pytest.LogCaptureFixture) -> None:
    async with world() as w:
        address = await asked(w)
        link = "https://open.feishu.cn/app/cli_local/auth?q=im:message:send_as_bot&op_from=openapi"
        w.feishu.fail(
            "reply",
            99991672,
            error={
                "permission_violations": [{"subject": "im:message:send_as_bot"}],
                "helps": [{"url": link}],
            },
        )
        with pytest.raises(ChatError):
            await w.gateway.chat.send(address, START, key="a")
        assert "im:message:send_as_bot" in caplog.text
        assert link in caplog.text
        assert w.gateway.health()["missing_scopes"] == ["im:message:send_as_bot"]


async def test_an_address_can_speak_again_after_a_restart() -> None:
    async with world() as w:
        address = await asked(w)
        handle = await w.gateway.chat.send(address, START, key="job-1:start")
        await w.gateway.stop()
        await w.gateway.chat.close()
        with pytest.raises(ChatError) as caught:
            await w.gateway.chat.send(address, DONE, key="too late")
        assert caught.value.retry_after_s
        await w.gateway.start()
        assert await w.gateway.chat.send(address, START, key="job-1:start") == handle
        assert await w.gateway.chat.edit(address, handle, DONE, key="d") == handle
