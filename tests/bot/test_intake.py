"""Messages in: once each, in order, and none lost in a crash between taking and answering."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.store import SqlInbox, SqlJobs, StoreError
from core.desk import Desk, take
from core.model import Incoming, Job, Kind
from core.ports import Opening
from tests.stage import Stage, on_stage


async def test_the_same_message_twice_is_one_job(stage: Stage) -> None:
    incoming = stage.incoming("小狗在草地上奔跑")
    await stage.take(incoming)
    await stage.take(incoming)
    assert len(stage.orders) == 1
    assert stage.chat.kinds().count(Kind.START) == 1


async def test_a_claim_left_open_by_a_crash_is_answered_at_the_next_start(stage: Stage) -> None:
    incoming = stage.incoming("小狗在草地上奔跑")
    assert await stage.app.memory.inbox.claim(incoming)
    await stage.restart()
    stage.jobs.append(incoming.id)
    await stage.settle()
    assert len(stage.orders) == 1


async def test_a_claim_whose_job_was_opened_is_only_started(stage: Stage) -> None:
    incoming = stage.incoming("用 Veo 生成城市夜景")
    await stage.take(incoming)
    spoken = len(stage.chat.rows)
    # As a crash would leave it: the job is there, the claim was never marked as answered.
    await stage.app._intake.answer_again(incoming)
    assert len(stage.chat.rows) == spoken
    assert len(stage.orders) == 1


async def test_a_blocked_person_and_a_foreign_chat_get_no_answer(stage: Stage) -> None:
    stage.app._intake._settings = stage.app.settings.model_copy(
        update={"blocked_users": frozenset({"stage:eve"}), "allowed_chats": frozenset({"stage:c1"})}
    )
    await stage.say("a dog", user="eve")
    await stage.say("a dog", room="c2")
    assert not stage.chat.rows
    await stage.say("a dog")
    assert stage.chat.rows


async def test_a_fault_of_ours_is_apologised_for_and_the_service_lives_on(stage: Stage) -> None:
    async def broken(*_: object, **__: object) -> object:
        raise RuntimeError("a bug")

    real = stage.app.desk.history.subjects
    stage.app.desk.history.subjects = broken  # type: ignore[method-assign]
    await stage.say("小狗在草地上奔跑")
    assert stage.chat.texts() == ["系统暂时繁忙，你的消息已收到，请稍后再试一次。"]
    stage.app.desk.history.subjects = real  # type: ignore[method-assign]
    await stage.say("小狗在草地上奔跑")
    assert len(stage.orders) == 1


async def test_an_order_that_was_written_is_gone_on_with_and_never_apologised_for(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = SqlJobs.open

    async def breaks_after(self: SqlJobs, *new: Job, **more: Any) -> Opening:
        await real(self, *new, **more)
        raise StoreError("the connection was lost after the commit")

    monkeypatch.setattr(SqlJobs, "open", breaks_after)
    await stage.say("a puppy running on grass")
    assert stage.chat.kinds().count(Kind.TEXT) == stage.chat.kinds().count(Kind.FAILURE) == 0
    await stage.finish()
    assert len(stage.orders) == 1
    assert not await stage.app.memory.inbox.unanswered()


async def test_what_was_apologised_for_is_ordered_neither_a_minute_later_nor_after_a_restart(
    stage: Stage,
) -> None:
    await stage.app.memory.database.write(
        lambda c: c.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON preferences BEGIN SELECT RAISE(ABORT, 'full'); END"
        ).close()
    )
    await stage.say("a puppy running on grass with Kling")
    assert stage.chat.kinds() == [Kind.FAILURE]
    assert not await stage.app.memory.jobs.unfinished()
    assert not await stage.app.memory.ledger.entries()
    await stage.app.memory.database.write(lambda c: c.exec_driver_sql("DROP TRIGGER full").close())
    await stage.app.look_after()
    await stage.restart()
    await stage.say("a puppy running on grass with Kling")
    assert len(stage.orders) == 1


async def test_while_nobody_knows_what_came_of_a_message_nothing_is_said_and_it_is_answered_later(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> Opening:
        raise StoreError("the database is away")

    with monkeypatch.context() as patched:
        patched.setattr(SqlJobs, "open", away)
        patched.setattr(SqlJobs, "opened", away)
        await stage.say("a puppy running on grass", message="first")
        await stage.app.look_after()
        assert stage.chat.rows == []
    await stage.app.look_after()
    await stage.app.over(["stage-first"])
    assert len(stage.orders) == 1
    await stage.app.look_after()
    assert not await stage.app.memory.inbox.unanswered()


async def test_a_yes_that_was_left_answers_the_question_it_was_said_to_and_no_later_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> Opening:
        raise StoreError("the database is away")

    async with on_stage(tmp_path, confirm_above_points=50) as stage:
        await stage.say("用可灵2.6生成海边日落")
        with monkeypatch.context() as patched:
            patched.setattr(SqlJobs, "open", away)
            patched.setattr(SqlJobs, "opened", away)
            await stage.say("确认", message="yes")
        await stage.say("用 Veo 生成城市夜景")
        await stage.app.look_after()
        await stage.app.over(["stage-yes"])
        assert [order["parameters"][0]["credit"] for order in stage.orders] == [80]
        assert "162" in stage.chat.texts(Kind.TEXT)[-1]


async def test_what_was_answered_and_could_not_be_marked_so_is_not_answered_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise StoreError("the database is away")

    with monkeypatch.context() as patched:
        patched.setattr(SqlInbox, "answered", away)
        await stage.say("好")
    said = len(stage.chat.rows)
    await stage.say("30秒的小猫冒险")
    await stage.app.look_after()
    assert len(stage.chat.rows) == said + 1
    assert stage.orders == []
    assert not await stage.app.memory.inbox.unanswered()


async def test_an_order_that_could_not_be_begun_is_begun_later(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_: str) -> None:
        raise OSError("the engine's disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(stage.engine, "submit", away)
        [job_id] = await stage.app.converse(stage.incoming("a puppy running on grass"))
        assert stage.chat.rows == []
    await stage.app.look_after()
    await stage.app.over([job_id])
    assert len(stage.orders) == 1


async def test_three_jobs_of_one_person_run_and_the_fourth_is_told_its_place(stage: Stage) -> None:
    for number in range(4):
        await stage.say(f"a dog, take {number}", until_s=5)
    texts = stage.chat.texts(Kind.START)
    assert len(texts) == 4
    assert "In the queue, 1 ahead of you" in texts[3]
    assert len(stage.orders) == 3
    await stage.finish()
    assert len(stage.orders) == 4


async def test_who_waits_for_a_job_whose_run_broke_waits_quietly(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, reads = asyncio.Event(), 0
    get = stage.app.memory.jobs.get

    async def counted(job_id: str) -> Job | None:
        nonlocal reads
        reads += 1
        return await get(job_id)

    async def breaks(*_: object) -> None:
        await began.wait()
        raise OSError("database or disk is full")

    monkeypatch.setattr(stage.app.runner, "run", breaks)
    opened = await stage.app.converse(stage.incoming("a dog on the beach"))
    waiting = asyncio.ensure_future(stage.app.over(opened))
    monkeypatch.setattr(stage.app.memory.jobs, "get", counted)
    await asyncio.wait({waiting}, timeout=0.1)
    began.set()
    await asyncio.wait({waiting}, timeout=0.5)
    waiting.cancel()
    await asyncio.wait({waiting}, timeout=2)
    assert waiting.cancelled()
    assert reads < 5


async def test_with_several_machines_a_fresh_claim_left_at_a_start_is_answered_a_minute_later(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path, database_url="postgresql://bot@database/bot") as stage:
        incoming = stage.incoming("小狗在草地上奔跑")
        assert await stage.app.memory.inbox.claim(incoming)
        await stage.restart()
        await stage.app.look_after()
        assert await stage.app.memory.inbox.unanswered() == (incoming,)  # it may be another machine's work
        stage.clock.time += 61
        await stage.app.look_after()
        stage.jobs.append(incoming.id)
        await stage.settle()
        assert len(stage.orders) == 1


async def test_a_claim_is_answered_at_the_next_start_also_when_the_platforms_clock_is_ahead_of_ours(
    stage: Stage,
) -> None:
    incoming = replace(stage.incoming("小狗在草地上奔跑"), at=stage.clock.now() + 90)
    assert await stage.app.memory.inbox.claim(incoming)
    await stage.restart()
    stage.jobs.append(incoming.id)
    await stage.settle()
    assert len(stage.orders) == 1


async def test_what_was_said_more_than_an_hour_ago_is_ordered_no_more_and_its_person_is_told_so_once(
    stage: Stage,
) -> None:
    assert await stage.app.memory.inbox.claim(stage.incoming("小狗在草地上奔跑"))
    stage.clock.time += 3601
    await stage.restart()
    await stage.settle()
    await stage.app.look_after()
    assert stage.chat.texts() == [
        "我刚才不在，这条消息现在才看到，所以没有处理，也没有消耗积分。还需要的话，请再说一次。"
    ]
    assert stage.orders == []


async def test_a_job_that_was_promised_is_begun_however_old_its_message_is(stage: Stage) -> None:
    incoming = stage.incoming("小狗在草地上奔跑")
    assert await stage.app.memory.inbox.claim(incoming)
    assert await take(stage.app.desk, incoming) == (incoming.id,)
    stage.clock.time += 3601
    await stage.restart()
    stage.jobs.append(incoming.id)
    await stage.settle()
    assert len(stage.orders) == 1
    assert Kind.FAILURE not in stage.chat.kinds()


async def test_a_message_that_waits_for_the_one_before_it_is_not_taken_up_a_second_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, is_slow = asyncio.Event(), asyncio.Event()

    async def slow(desk: Desk, incoming: Incoming) -> tuple[str, ...]:
        is_slow.set()
        await goes_on.wait()
        return await take(desk, incoming)

    monkeypatch.setattr("bot.intake.take", slow)
    first = asyncio.create_task(stage.app.converse(stage.incoming("好")))
    await is_slow.wait()
    second = asyncio.create_task(stage.app.converse(stage.incoming("谢谢")))
    while len(await stage.app.memory.inbox.unanswered()) < 2:
        await asyncio.sleep(0.001)
    stage.clock.time += 61
    looked = asyncio.create_task(stage.app.look_after())
    await asyncio.sleep(0.05)
    goes_on.set()
    await asyncio.gather(first, second, looked)
    await stage.settle()
    assert len(stage.chat.rows) == 2
