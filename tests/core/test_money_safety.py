"""Nothing is paid twice, and nothing by accident: double presses, repeated events, stray and late answers."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.store import SqlJobs, StoreError
from core.model import Action, Job, Json, Kind, Phase, TaskType, Verb
from core.ports import Opening, Steps
from tests.stage import Stage, on_stage

DOG = "小狗在草地上奔跑"
KLING = "用可灵2.6生成海边日落"  # 80 pts


def spent(stage: Stage) -> list[int]:
    return [body["parameters"][0]["credit"] for body in stage.orders]


async def test_the_same_message_delivered_twice_is_one_order(stage: Stage) -> None:
    first = stage.incoming(DOG)
    await stage.take(first)
    await stage.take(first)
    assert spent(stage) == [25]


async def test_the_same_follow_up_delivered_twice_at_once_is_one_order(stage: Stage) -> None:
    await stage.say(DOG)
    follow_up = stage.incoming("再来一个")
    await asyncio.gather(stage.take(follow_up), stage.take(follow_up))
    await stage.finish()
    assert spent(stage) == [25, 25]


async def test_a_double_press_while_it_is_being_made_is_one_order(stage: Stage) -> None:
    made = await stage.say(DOG)
    again = {"action": Action(Verb.AGAIN, made[0].id)}
    await stage.say(until_s=stage.clock.elapsed_s + 5, **again)
    await stage.say(until_s=stage.clock.elapsed_s + 5, **again)
    await stage.finish()
    assert spent(stage) == [25, 25]
    assert "已经在做了，好了马上发给你。" in stage.chat.texts(Kind.TEXT)


async def test_a_request_that_is_taken_back_in_the_queue_costs_nothing(tmp_path: Path) -> None:
    async with on_stage(tmp_path, max_jobs=1) as stage:
        await stage.say(DOG, until_s=5)
        waiting = stage.incoming("海边日落", user="bea")
        await stage.take(waiting, until_s=6)
        await stage.app.take_back(waiting.id)
        await stage.app.take_back(waiting.id)
        await stage.app.take_back("nothing of ours")
        jobs = await stage.finish()
        assert [job.phase for job in jobs] == [Phase.DELIVERED, Phase.CANCELLED]
        assert spent(stage) == [25]
        assert stage.chat.texts(Kind.TEXT).count("已取消，没有消耗积分。") == 1


async def test_a_request_that_is_taken_back_after_it_was_paid_for_is_delivered(stage: Stage) -> None:
    asked = stage.incoming(DOG)
    await stage.take(asked, until_s=30)
    await stage.app.take_back(asked.id)
    [job] = await stage.finish()
    assert job.phase is Phase.DELIVERED
    assert stage.chat.texts(Kind.TEXT) == []


async def test_a_request_that_is_taken_back_before_it_is_answered_is_not_begun(stage: Stage) -> None:
    asked = stage.incoming(DOG)
    await stage.app.take_back(asked.id)
    assert await stage.take(asked) == []
    assert stage.orders == []


async def test_a_confirmation_counts_once(tmp_path: Path) -> None:
    async with on_stage(tmp_path, confirm_above_points=50) as stage:
        await stage.say(KLING)
        await stage.say("确认")
        await stage.say("确认")
        await stage.press(Verb.CONFIRM, "stage-u1")
        assert spent(stage) == [80]


async def test_a_second_press_of_yes_never_says_that_nothing_is_being_made(tmp_path: Path) -> None:
    async with on_stage(tmp_path, confirm_above_points=50) as stage:
        await stage.say(KLING, message="request")
        yes = {"action": Action(Verb.CONFIRM, "stage-request")}
        for number in (1, 2):
            event = stage.incoming(**yes)
            event = replace(event, address=replace(event.address, message="request"))
            await stage.take(event, until_s=stage.clock.elapsed_s + 5 * number)
        await stage.finish()
        await stage.say(**yes)
        assert spent(stage) == [80]
        said = stage.chat.texts(Kind.TEXT)
        assert said[-2:] == ["已经在做了，好了马上发给你。", "现在没有等你确认的事。"]
        assert not any("过期" in one for one in said)


async def test_a_button_answers_only_the_question_that_it_was_under(tmp_path: Path) -> None:
    async with on_stage(tmp_path, confirm_above_points=50) as stage:
        await stage.say(KLING)
        await stage.say("用 Veo 生成城市夜景")
        await stage.press(Verb.CONFIRM, "stage-u1")
        assert spent(stage) == []
        await stage.press(Verb.CONFIRM, "stage-u2")
        assert spent(stage) == [162]


async def test_nobody_else_confirms_presses_or_cancels(tmp_path: Path) -> None:
    async with on_stage(tmp_path, confirm_above_points=50) as stage:
        await stage.say(KLING, direct=False)
        await stage.say("确认", user="bob", direct=False)
        await stage.press(Verb.CONFIRM, "stage-u1", user="bob", direct=False)
        assert spent(stage) == []


@pytest.mark.parametrize("word", ["好", "好的", "ok", "yes", "第二个", "2", "确认", "参考", "reference", "1"])
async def test_a_bare_answer_starts_nothing_when_nothing_was_asked(stage: Stage, word: str) -> None:
    await stage.say(word)
    await stage.say(DOG)
    await stage.say(word)
    assert spent(stage) == [25]


@pytest.mark.parametrize("word", ["好", "ok", "第二个", "确认"])
async def test_a_bare_answer_starts_nothing_while_one_is_being_made(stage: Stage, word: str) -> None:
    await stage.say(DOG, until_s=20)
    await stage.say(word, until_s=30)
    await stage.finish()
    assert spent(stage) == [25]


@pytest.mark.parametrize("word", ["好", "第二个", "确认"])
async def test_an_answer_that_comes_too_late_starts_nothing(tmp_path: Path, word: str) -> None:
    async with on_stage(tmp_path, confirm_above_points=50) as stage:
        await stage.say(KLING)
        await stage.pass_time(121)
        await stage.say(word)
        assert spent(stage) == []
        assert "过期" in stage.chat.texts(Kind.TEXT)[-1]


@pytest.mark.parametrize("word", ["好", "第二个", "2"])
async def test_an_offer_after_a_failure_lapses_after_ten_minutes(stage: Stage, word: str) -> None:
    stage.studio.script("task", "fail")
    await stage.say(DOG)
    await stage.pass_time(stage.clock.elapsed_s + 601)
    await stage.say(word)
    assert spent(stage) == [25]


async def failed_hours_ago(stage: Stage) -> Job:
    """A clip that failed, and whose offers have lapsed since."""
    stage.studio.script("task", "fail")
    [job] = await stage.say(DOG)
    await stage.pass_time(stage.clock.elapsed_s + 3600 * 5)
    return job


def offered(stage: Stage, number: int) -> Action:
    """The press on an offer of the last failure."""
    post = next(row.post for row in reversed(stage.chat.rows) if row.post.kind is Kind.FAILURE)
    return post.buttons[number - 1].action


async def test_a_press_on_a_lapsed_offer_orders_what_was_shown_at_the_price_that_was_shown(
    stage: Stage,
) -> None:
    await failed_hours_ago(stage)
    second = stage.chat.rows[-1].post.buttons[1]
    assert "(48 pts)" in second.label.replace("（", "(").replace("）", ")")
    await stage.say(action=offered(stage, 2))
    assert spent(stage) == [25, 48]


async def test_a_press_on_a_lapsed_offer_that_is_dear_is_asked_about_like_any_order(tmp_path: Path) -> None:
    async with on_stage(tmp_path, confirm_above_points=40) as stage:
        await failed_hours_ago(stage)
        await stage.say(action=offered(stage, 2))
        assert spent(stage) == [25]
        assert "48" in stage.chat.texts()[-1]
        await stage.say("确认")
        assert spent(stage) == [25, 48]


@pytest.mark.parametrize("value", ["2 47 kling-o1", "2"])
async def test_a_press_on_a_lapsed_offer_whose_price_is_another_now_or_not_known_is_asked_about(
    stage: Stage, value: str
) -> None:
    job = await failed_hours_ago(stage)
    await stage.press(Verb.ALTERNATIVE, job.id, value)
    assert spent(stage) == [25]
    assert "48" in stage.chat.texts()[-1]
    assert "Wan 2.6" not in stage.chat.texts()[-1], "it is what failed"
    await stage.say("确认")
    assert spent(stage) == [25, 48]


@pytest.mark.parametrize("value", ["2 48 no-model-of-ours", "9", "0", "", "x"])
async def test_a_press_on_a_lapsed_offer_that_is_not_there_any_more_starts_nothing(
    stage: Stage, value: str
) -> None:
    job = await failed_hours_ago(stage)
    await stage.press(Verb.ALTERNATIVE, job.id, value)
    assert spent(stage) == [25]
    assert "过期" in stage.chat.texts()[-1]


async def test_a_price_is_asked_without_spending_whatever_else_is_said(stage: Stage) -> None:
    await stage.say("用 Veo 做雪山多少钱")
    await stage.say("竖屏")
    await stage.say("4K 呢")
    assert spent(stage) == []
    await stage.say("确认")
    assert len(spent(stage)) == 1
    assert stage.params[0]["aspect_ratio"] == "9:16"


async def test_a_series_is_ordered_whole_or_not_at_all(tmp_path: Path) -> None:
    async with on_stage(tmp_path, daily_points_per_user=100) as stage:
        await stage.say("30秒的小猫冒险")
        await stage.say("确认")
        assert spent(stage) == []
        assert "今天的额度不够了" in stage.chat.texts(Kind.TEXT)[-1]


async def test_a_series_whose_second_shot_cannot_be_written_leaves_no_shot_and_no_points_held(
    stage: Stage,
) -> None:
    await stage.say("60秒的短片：小狗起床；小狗吃早饭；小狗出门；小狗看海", message="tale")
    write = stage.app.memory.database.write
    await write(
        lambda c: c.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON jobs WHEN NEW.id LIKE '%.2'"
            " BEGIN SELECT RAISE(ABORT, 'full'); END"
        ).close()
    )
    await stage.say("确认")
    assert not await stage.app.memory.jobs.unfinished()
    assert not await stage.app.memory.ledger.entries()
    await write(lambda c: c.exec_driver_sql("DROP TRIGGER full").close())
    await stage.say("确认")
    assert len(spent(stage)) == 4


async def test_a_confirmation_counts_once_even_when_its_answer_broke_after_the_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(tmp_path, confirm_above_points=50) as stage:
        await stage.say(KLING)
        real = SqlJobs.open

        async def breaks_after(self: SqlJobs, *new: Job, **more: Any) -> Opening:
            await real(self, *new, **more)
            raise StoreError("the connection was lost after the commit")

        with monkeypatch.context() as patched:
            patched.setattr(SqlJobs, "open", breaks_after)
            await stage.say("确认")
        await stage.say("确认")
        assert spent(stage) == [80]


async def test_a_request_whose_order_is_in_question_is_not_ordered_beside_a_new_one(tmp_path: Path) -> None:
    async with on_stage(tmp_path, confirm_above_points=50) as stage:
        await stage.say(KLING)
        await stage.say(DOG)
        await stage.say("确认")
        assert spent(stage) == [25]


async def test_after_a_doubt_nothing_is_sent_again_without_a_word(stage: Stage) -> None:
    stage.studio.script("create", "drop", after=1)
    made = await stage.say(DOG)
    assert made[0].phase is Phase.IN_DOUBT
    await stage.say("再来一个")
    await stage.say("重试")
    assert spent(stage) == [25]
    await stage.say("确认")
    assert spent(stage) == [25, 25]


async def test_a_doubtful_order_whose_model_is_gone_is_not_asked_about_as_if_it_could_be_repeated(
    stage: Stage,
) -> None:
    stage.studio.script("create", "drop", after=1)
    await stage.say(DOG)
    stage.studio.script("list", "withdraw", product="Wan 2.6")
    await stage.app.studio.refresh(TaskType.TEXT)
    since = len(stage.chat.rows)
    await stage.say("再来一个")
    [told] = [row.post.text for row in stage.chat.rows[since:]]
    assert "Wan 2.6 现在不提供了" in told
    assert spent(stage) == [25]


async def test_a_wish_to_use_a_model_is_kept_only_with_an_order_of_it(tmp_path: Path) -> None:
    async with on_stage(tmp_path, confirm_above_points=50) as stage:
        await stage.say(KLING)
        await stage.say("第二个")
        preferences = stage.app.memory.preferences
        assert not await preferences.get("stage:ada")
        await stage.say(KLING)
        await stage.say("确认")
        assert set((await preferences.get("stage:ada")).values()) == {"kling-2.6"}


async def test_no_order_without_its_price_shown_first(stage: Stage) -> None:
    for text in (DOG, "改成竖屏，10秒", "换成可灵", "再来一个", "最便宜的", "把小狗换成小猫"):
        before = stage.studio.ledger.spent
        since = len(stage.chat.rows)
        await stage.say(text)
        start = next(row.post for row in stage.chat.rows[since:] if row.post.kind is Kind.START)
        assert stage.studio.ledger.spent - before == start.points
        assert f"{start.points} pts" in start.text


async def test_the_paid_call_alone_is_guarded_against_a_stop(stage: Stage) -> None:
    guarded = list[str]()
    run = stage.engine._run
    assert run is not None

    class Noting:
        def __init__(self, steps: Steps) -> None:
            self._steps = steps

        async def do(
            self, name: str, effect: Callable[[], Awaitable[Json]], *, guarded: bool = False
        ) -> Json:
            if guarded:
                noted(name)
            return await self._steps.do(name, effect, guarded=guarded)

    noted = guarded.append
    stage.engine._run = lambda job_id, steps: run(job_id, Noting(steps))
    await stage.say(DOG)
    assert guarded == ["create.1"]
    assert spent(stage) == [25]
