"""A chat that cannot be reached for a while, or at all: nobody else waits for it, and a cancel is heard."""

from pathlib import Path

import pytest

from bot.metrics import Metrics
from core.errors import ChatError
from core.model import Kind, Phase, Post
from tests.stage import Stage, on_stage

DOG = "小狗在草地上奔跑"


def away(*kinds: Kind, stage: Stage, for_good: bool = False) -> None:
    """From now on messages of these kinds cannot be posted."""
    retry_after_s = None if for_good else 30.0

    def refuse(post: Post) -> ChatError | None:
        return ChatError("down", retry_after_s=retry_after_s) if post.kind in kinds else None

    stage.chat.refuse = refuse


async def test_a_clip_that_cannot_be_posted_yet_holds_no_place(tmp_path: Path) -> None:
    async with on_stage(tmp_path, max_jobs=1) as stage:
        away(Kind.MEDIA, Kind.LINK, stage=stage)
        await stage.say(DOG, until_s=600)
        await stage.say("海边日落", user="bea", until_s=700)
        assert len(stage.orders) == 2
        assert stage.app.gate.place("stage-u2") == 0
        stage.chat.refuse = lambda _: None
        jobs = await stage.finish()
        assert {job.phase for job in jobs} == {Phase.DELIVERED}


async def test_a_failure_that_cannot_be_told_yet_holds_no_place(tmp_path: Path) -> None:
    async with on_stage(tmp_path, max_jobs=1) as stage:
        stage.studio.script("create", "refuse", code=400, times=1)
        away(Kind.FAILURE, stage=stage)
        await stage.say(DOG, until_s=60)
        await stage.say("海边日落", user="bea", until_s=70)
        assert len(stage.orders) == 1
        stage.chat.refuse = lambda _: None
        await stage.finish()


async def test_progress_that_cannot_be_posted_keeps_nobody_from_looking_at_the_studio(stage: Stage) -> None:
    away(Kind.PROGRESS, stage=stage)
    [job] = await stage.say(DOG)
    assert job.phase is Phase.DELIVERED
    assert job.elapsed_s is not None
    assert job.elapsed_s < 200


async def test_a_cancel_while_the_start_message_cannot_be_posted_ends_the_job_at_once(stage: Stage) -> None:
    away(Kind.START, stage=stage)
    await stage.say(DOG, until_s=5)
    await stage.say("取消", until_s=6)
    assert stage.chat.texts()[-1] == "已取消，没有消耗积分。"
    await stage.hold()
    assert (await stage.kept()).phase is Phase.CANCELLED
    assert stage.orders == []


async def test_a_clip_that_no_message_could_bring_is_not_called_delivered_and_comes_when_asked_for(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    away(Kind.MEDIA, Kind.LINK, stage=stage, for_good=True)
    [job] = await stage.say(DOG)
    assert job.phase is Phase.UNPOSTED
    assert job.url
    assert [one.levelname for one in caplog.records if "could not be posted at all" in one.message] == [
        "ERROR"
    ]
    assert b"imabot_unposted_total 1.0" in Metrics(stage.app, []).text()
    await stage.say("重发")
    assert (await stage.kept()).phase is Phase.UNPOSTED
    stage.chat.refuse = lambda _: None
    await stage.say("我的视频")
    assert "没能发到这里" in stage.chat.texts()[-1]
    await stage.say("重发")
    assert stage.chat.kinds()[-2:] == [Kind.MEDIA, Kind.LINK]
    assert (await stage.kept()).phase is Phase.DELIVERED
    assert len(stage.orders) == 1


async def test_a_clip_whose_link_alone_could_be_posted_is_delivered(stage: Stage) -> None:
    away(Kind.MEDIA, stage=stage, for_good=True)
    [job] = await stage.say(DOG)
    assert job.phase is Phase.DELIVERED


async def test_an_order_whose_change_cannot_be_told_is_not_sent_again(stage: Stage) -> None:
    stage.studio.script("create", "reprice", product="Wan 2.6", add=-5, times=1)
    away(Kind.TEXT, stage=stage)
    [job] = await stage.say(DOG)
    assert job.phase is Phase.FAILED
    assert stage.orders == []
    assert await stage.app.memory.ledger.entries() == ()
    assert stage.clock.elapsed_s < 1200


async def test_a_cancel_between_a_refusal_and_the_next_attempt_ends_the_job_as_cancelled(
    stage: Stage,
) -> None:
    stage.studio.script("create", "reprice", product="Wan 2.6", add=-5, times=1)
    away(Kind.TEXT, stage=stage)
    await stage.say(DOG, until_s=5)
    assert await stage.app.memory.jobs.cancel("stage-u1") is Phase.STARTED
    stage.clock.wake("stage-u1")
    [job] = await stage.finish()
    assert job.phase is Phase.CANCELLED
    assert stage.orders == []
    assert Kind.FAILURE not in stage.chat.kinds()
