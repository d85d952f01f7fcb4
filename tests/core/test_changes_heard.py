"""Changes by what a message means, however it is worded: another of the same kind, two pictures swapped."""

from dataclasses import replace
from typing import Any

from core.desk import take
from core.model import Act, Draft, Intent, ParseContext, Phase, Role, TaskType, Wishes
from core.parser import Parser
from tests.stage import Stage

PICTURES = "从第一张图慢慢过渡到第二张图"


class Heard(Parser):
    """Reads every message as this intent."""

    def __init__(self, intent: Intent) -> None:
        self._intent = intent

    def parse(self, text: str, context: ParseContext) -> Intent:
        return self._intent

    def says_change(self, text: str) -> bool:
        return self._intent.edit

    def is_talk(self, clause: str) -> bool:
        return False

    def is_said_to_us(self, prompt: str) -> bool:
        return False


async def heard(stage: Stage, **more: Any) -> Draft | None:
    """The draft of the order that comes of a change with this meaning; None where nothing is ordered."""
    intent = Intent(action=Act.GENERATE, edit=True, task_type=TaskType.TEXT, **more)
    desk = replace(stage.app.desk, parser=Heard(intent))
    opened = await take(desk, stage.incoming("那个"))
    job = await desk.jobs.get(opened[0]) if opened else None
    return job.draft if job is not None else None


async def test_another_one_that_is_as_it_was_already_is_made(stage: Stage) -> None:
    [before] = await stage.say("城市夜景延时，横屏")
    draft = await heard(stage, again=True, wishes=Wishes(aspect_ratio="16:9"))
    assert draft is not None
    assert draft.order == before.draft.order
    assert draft.intro[0] == "🔁 再来一个，设置不变"


async def test_another_one_that_differs_says_what_is_changed(stage: Stage) -> None:
    await stage.say("城市夜景延时，横屏")
    draft = await heard(stage, again=True, wishes=Wishes(aspect_ratio="9:16"))
    assert draft is not None
    assert draft.intro[0] == "🔧 已修改：画面比例 16:9 → 9:16"


async def test_a_change_to_what_is_there_makes_nothing_unless_another_is_asked_for(stage: Stage) -> None:
    await stage.say("城市夜景延时，横屏")
    assert await heard(stage, wishes=Wishes(aspect_ratio="16:9")) is None
    assert "再来一个" in stage.chat.texts()[-1]


async def test_first_and_last_frame_change_places(stage: Stage) -> None:
    [before] = await stage.say(PICTURES, pictures=2)
    draft = await heard(stage, swap=True)
    assert draft is not None
    first, last = before.draft.pictures
    assert [one.ref for one in draft.pictures] == [last.ref, first.ref]
    assert [one.role for one in draft.pictures] == [Role.FIRST, Role.LAST]
    assert draft.order == before.draft.order
    assert draft.intro[0] == "🔧 已修改：首帧和尾帧对调"


async def test_frames_swapped_twice_stand_as_at_first(stage: Stage) -> None:
    [before] = await stage.say(PICTURES, pictures=2)
    await heard(stage, swap=True)
    draft = await heard(stage, swap=True, wishes=Wishes(duration_s=10))
    assert draft is not None
    assert [one.ref for one in draft.pictures] == [one.ref for one in before.draft.pictures]
    assert draft.intro[0] == "🔧 已修改：时长 5秒 → 10秒，首帧和尾帧对调"


async def test_a_video_without_two_frames_has_nothing_to_swap(stage: Stage) -> None:
    await stage.say("城市夜景延时")
    assert await heard(stage, swap=True) is None
    assert stage.chat.texts()[-1] == "这条视频没有首帧和尾帧两张图，没有可以对调的。"


async def test_another_one_after_a_doubtful_order_waits_for_a_yes(stage: Stage) -> None:
    stage.studio.script("create", "drop", after=True)
    [before] = await stage.say("城市夜景延时，横屏")
    assert before.phase is Phase.IN_DOUBT
    assert await heard(stage, again=True, wishes=Wishes(aspect_ratio="16:9")) is None
    assert "请回复“确认”" in stage.chat.texts()[-1]
