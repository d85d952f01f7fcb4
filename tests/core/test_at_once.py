"""A job ends while its person is being answered: neither loses what the other wrote down."""

import asyncio
from collections.abc import Callable

import pytest

from core.model import Address, Kind, Post, Verb
from core.ports import Question, Talk
from tests.stage import Stage

DOG = "小狗在草地上奔跑"


async def meanwhile(stage: Stage, text: str) -> None:
    """Say this; while its answer is on its way, all jobs end."""
    arrives, is_said, send = asyncio.Event(), asyncio.Event(), stage.chat.send

    async def slow(address: Address, post: Post, *, key: str) -> str:
        if ":say" in key:
            arrives.set()
            await is_said.wait()
        return await send(address, post, key=key)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(type(stage.chat), "send", lambda _self, *given, **named: slow(*given, **named))
        turn = asyncio.create_task(stage.app.converse(stage.incoming(text)))
        await arrives.wait()
        stage.clock.run_on()
        await stage.engine.settled()
        is_said.set()
        await turn


async def asked(stage: Stage) -> Question | None:
    talk = await stage.app.memory.history.talk("stage:ada", "stage:c1")
    return talk.question


async def test_an_offer_made_while_something_else_is_answered_can_be_taken(stage: Stage) -> None:
    stage.studio.script("task", "fail")
    await stage.say(DOG, until_s=5)
    await meanwhile(stage, "有哪些模型")
    question = await asked(stage)
    assert question is not None
    assert question.job_id == "stage-u1"
    await stage.press(Verb.ALTERNATIVE, "stage-u1", "2")
    assert len(stage.orders) == 2


async def test_a_question_closed_by_an_answer_does_not_come_back_with_the_end_of_a_job(stage: Stage) -> None:
    stage.studio.script("task", "fail")
    await stage.say(DOG, until_s=5)
    history = stage.app.memory.history
    await stage.say("30秒的小猫冒险", until_s=6)
    real = history.change_talk

    async def declined_first(who: str, where: str, change: Callable[[Talk], Talk]) -> None:
        # The answer "no" is written just before the end of the job is.
        history.change_talk = real  # type: ignore[method-assign]
        await stage.app.converse(stage.incoming("不要了"))
        await real(who, where, change)

    history.change_talk = declined_first  # type: ignore[method-assign]
    await stage.finish()
    question = await asked(stage)
    assert question is not None
    assert question.job_id == "stage-u1"


@pytest.mark.parametrize(
    ("first", "change", "said"),
    [
        (DOG, "等等，改成竖屏吧", "上一个照常进行，不受影响；这是另外一个，也会消耗积分。"),
        ("a dog runs", "wait, make it vertical", "The one before goes on; this is another one"),
    ],
)
async def test_a_change_while_the_clip_is_being_made_says_that_the_clip_goes_on(
    stage: Stage, first: str, change: str, said: str
) -> None:
    await stage.say(first, until_s=50)
    await stage.say(change, until_s=51)
    await stage.finish()
    await stage.say("10 seconds")  # nothing runs any more
    started = [row.post.text for row in stage.chat.rows if row.post.kind is Kind.START]
    assert [said in text for text in started] == [False, True, False]
    assert len(stage.orders) == 3
