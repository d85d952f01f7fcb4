"""Going on from an earlier clip: from its last frame, by real decoding, or else from its cover, which is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from adapters.engine import Died, When
from adapters.ima.sandbox.clips import Clip, read_clip, render_cover
from adapters.ima.sandbox.uploads import GET_PREFIX
from core.errors import FetchError
from core.model import Job, Kind, Phase, TaskType
from tests.pixels import ALIKE, distance, drawn_frame
from tests.stage import Stage, on_stage

ASK = "小狗在草地上奔跑"
GO_ON = "下一个镜头：小狗跳进河里"
SAID = "首帧用上一个视频的最后一帧。不需要的话回复“不用参考图”"
COVER_SAID = "没能取到那条视频的最后一帧，这次的首帧改用它的封面（开头的画面）"

NOT_THERE = "前面那条视频的画面取不到：可能还没做好，或者已经失效。"


def picture_of(stage: Stage, number: int = -1) -> bytes:
    """The picture that came with an order, as the studio has it."""
    [address] = stage.orders[number]["src_img_url"]
    data = stage.studio.uploads.bytes_of(urlsplit(address).path.removeprefix(GET_PREFIX))
    assert data is not None
    return data


def clip_of(job: Job) -> Clip:
    found = read_clip(urlsplit(job.url).path)
    assert found is not None
    return found[0]


def is_last(picture: bytes, job: Job) -> bool:
    return distance(picture, drawn_frame(clip_of(job), -1)) < ALIKE


def is_cover(picture: bytes, job: Job) -> bool:
    return picture == render_cover(clip_of(job))


@pytest.mark.parametrize(
    "words", [GO_ON, "接着上一个视频，小狗跳进河里", "continue the shot, the puppy jumps into a river"]
)
async def test_the_next_shot_starts_from_the_last_frame(stage: Stage, words: str) -> None:
    [before] = await stage.say(ASK)
    [after] = await stage.say(words)
    assert after.draft.order.task_type is TaskType.IMAGE
    assert is_last(picture_of(stage), before)
    assert not is_cover(picture_of(stage), before)
    texts = stage.chat.texts()
    assert any("最后一帧" in text or "the last frame of the last video" in text for text in texts)
    assert COVER_SAID not in texts


@pytest.mark.parametrize("words", ["同一只小狗，在雪地里", "把它动起来"])
async def test_a_look_or_a_picture_that_moves_is_the_cover(stage: Stage, words: str) -> None:
    [before] = await stage.say(ASK)
    await stage.say(words)
    assert is_cover(picture_of(stage), before)
    assert not any("最后一帧" in text for text in stage.chat.texts())


async def test_a_chain_of_shots_goes_from_last_frame_to_last_frame(stage: Stage) -> None:
    await stage.say(ASK)
    [second] = await stage.say(GO_ON)
    await stage.say("下一个镜头：小狗上岸抖水")
    assert is_last(picture_of(stage), second)


async def test_the_shot_replied_to_is_the_one_gone_on_from(stage: Stage) -> None:
    [first] = await stage.say(ASK)
    media = next(row.handle for row in stage.chat.rows if row.post.kind is Kind.MEDIA)
    await stage.say("大海日落")
    await stage.say(GO_ON, reply_to=media)
    assert is_last(picture_of(stage), first)


async def test_once_more_and_a_change_keep_the_last_frame(stage: Stage) -> None:
    [before] = await stage.say(ASK)
    await stage.say(GO_ON)
    await stage.say("再来一个")
    await stage.say("10秒的")
    assert is_last(picture_of(stage, -2), before)
    assert is_last(picture_of(stage, -1), before)


@pytest.mark.parametrize(
    ("ask", "words", "prompt"),
    [
        (ASK, "继续", f"{ASK}，紧接着的下一个镜头"),
        (ASK, "接着拍，10秒", f"{ASK}，紧接着的下一个镜头"),
        ("a dog runs", "Keep going!", "a dog runs, the next shot, going straight on"),
        ("a dog runs", "continue it with Kling", "a dog runs, the next shot, going straight on"),
    ],
)
async def test_a_next_shot_that_is_not_described_goes_on_with_the_last_description(
    stage: Stage, ask: str, words: str, prompt: str
) -> None:
    await stage.say(ask)
    await stage.say(words)
    await stage.say("继续")
    assert [one["prompt"] for one in stage.params] == [ask, prompt, prompt]
    assert [body["task_type"] for body in stage.orders[1:]] == ["image_to_video"] * 2


async def test_a_series_is_gone_on_from_at_its_last_shot(stage: Stage) -> None:
    await stage.say("做一个40秒的小猫冒险短片")
    shots = await stage.say("确认")
    await stage.say("接着拍，小猫回家了")
    assert is_last(picture_of(stage), shots[-1])


async def test_no_reference_undoes_it(stage: Stage) -> None:
    await stage.say(ASK)
    await stage.say(GO_ON)
    await stage.say("不用参考图")
    assert [body["task_type"] for body in stage.orders] == [
        "text_to_video",
        "image_to_video",
        "text_to_video",
    ]


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "answer", "http": 404, "body": "gone"},
        {"fault": "answer", "http": 403, "body": "expired"},
        {"fault": "answer", "http": 200, "body": "<html>maintenance</html>"},
        {"fault": "cut"},
    ],
    ids=lambda fault: "-".join(str(one) for one in fault.values()),
)
async def test_without_the_clip_the_cover_is_used_and_said(stage: Stage, fault: dict[str, Any]) -> None:
    [before] = await stage.say(ASK)
    since = len(stage.chat.rows)
    stage.studio.script("clip", times=1, **fault)
    [after] = await stage.say(GO_ON)
    assert after.phase is Phase.DELIVERED
    assert is_cover(picture_of(stage), before)
    start, told, *_ = stage.chat.texts()[since:]
    assert SAID in start
    assert told == COVER_SAID


async def test_without_clip_and_cover_nothing_is_ordered_and_the_reason_said(stage: Stage) -> None:
    await stage.say(ASK)
    stage.studio.script("clip", "answer", http=404, body="gone", times=-1)
    [after] = await stage.say(GO_ON)
    assert after.phase is Phase.FAILED
    assert len(stage.orders) == 1
    assert COVER_SAID not in stage.chat.texts()
    assert NOT_THERE in stage.chat.texts()[-1]


async def test_a_cancelled_clip_that_is_not_there_yet_is_told_as_that(stage: Stage) -> None:
    await stage.say(ASK, until_s=20)
    await stage.say("取消", until_s=22)
    await stage.say(GO_ON)
    assert len(stage.orders) == 1
    assert NOT_THERE in stage.chat.texts()[-1]


async def test_a_late_clip_that_is_there_after_all_is_gone_on_from(stage: Stage) -> None:
    stage.studio.script("task", "late", after_s=3000)
    [late] = await stage.say(ASK)
    assert late.phase is Phase.LATE
    await stage.pass_time(3200)
    [after] = await stage.say(GO_ON)
    assert after.phase is Phase.DELIVERED
    assert COVER_SAID not in stage.chat.texts()


async def test_an_address_that_has_run_out_is_asked_for_anew(stage: Stage) -> None:
    [before] = await stage.say(ASK)
    stored = await stage.app.memory.jobs.get(before.id)
    assert stored is not None
    gone = f"{stage.studio.url}/media/expired"
    await stage.app.memory.jobs.save(stored.become(Phase.DELIVERED, url=gone, cover=gone))
    await stage.say(GO_ON)
    assert is_last(picture_of(stage), before)


async def test_a_studio_that_cannot_be_asked_leaves_the_address_of_the_delivery(stage: Stage) -> None:
    [before] = await stage.say(ASK)
    stage.studio.script("detail", "refuse", code=500, message="sorry", times=1)
    await stage.say(GO_ON)
    assert is_last(picture_of(stage), before)


# --- deaths ------------------------------------------------------------------


@pytest.mark.parametrize("when", list(When))
@pytest.mark.parametrize(("step", "is_lost"), [("pictures", False), ("pictures", True), ("cover", True)])
async def test_a_death_around_the_picture_costs_nothing(
    tmp_path: Path, step: str, when: When, *, is_lost: bool
) -> None:
    async with on_stage(tmp_path / "data") as stage:
        [before] = await stage.say(ASK)
        if is_lost:
            stage.app.fetch.last_frame = _fails  # type: ignore[method-assign]
        stage.engine.die(step, when)
        after = await _die_and_live_again(stage)
        assert after.phase is Phase.DELIVERED
        assert len(stage.orders) == 2
        assert (is_cover if is_lost else is_last)(picture_of(stage), before)
        assert stage.chat.texts().count(COVER_SAID) == int(is_lost)
        assert stage.studio.ledger.spent == before.draft.order.points + after.draft.order.points


async def test_a_death_while_the_clip_is_decoded_is_made_good_by_the_next_start(tmp_path: Path) -> None:
    async with on_stage(tmp_path / "data") as stage:
        [before] = await stage.say(ASK)
        real = stage.app.fetch.last_frame
        stage.app.fetch.last_frame = _dies  # type: ignore[method-assign]
        after = await _die_and_live_again(stage, lambda: setattr(stage.app.fetch, "last_frame", real))
        assert after.phase is Phase.DELIVERED
        assert is_last(picture_of(stage), before)
        assert COVER_SAID not in stage.chat.texts()


async def _die_and_live_again(stage: Stage, then: Callable[[], object] = lambda: None) -> Job:
    [job_id] = await stage.app.converse(stage.incoming(GO_ON))
    await stage.engine.settled()
    then()
    await stage.engine.start(stage.app._run)
    [job] = await stage.app.over([job_id])
    await stage.engine.settled()
    return job


async def _fails(url: str) -> bytes:
    raise FetchError("not_a_clip")


async def _dies(url: str) -> bytes:
    raise Died("killed while a clip was decoded")


async def test_a_request_refused_for_a_clip_that_is_not_made_yet_is_made_without_it_on_demand(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.say("a little dragon named Ember sleeping on gold coins", until_s=40)
        await stage.say("Same character, now walking through a rainy city, vertical", until_s=41)
        assert len(stage.orders) == 1
        await stage.say("no reference please")
        made = stage.params[-1]
        assert "rainy city" in made["prompt"]
        assert "gold coins" not in made["prompt"]
        assert made["aspect_ratio"] == "9:16"
        await stage.finish()
