"""A job from its first word to its end, each way it can end, and what it may cost."""

import asyncio
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.ima.client import ImaStudio
from core.errors import ChatError, FetchError
from core.model import Address, Kind, Phase, Picture, Post, Verb
from core.ports import Look, Traits
from tests.core.reading import tables
from tests.fakes import FakeChat
from tests.stage import Stage, on_stage

ASK = "小狗在草地上奔跑"
ASK_EN = "a puppy runs across a meadow"


async def booked(stage: Stage) -> int:
    return await stage.app.memory.ledger.used(person="stage:ada", at=stage.clock.now())


async def test_a_request_is_delivered_in_four_kinds_of_messages(stage: Stage) -> None:
    [job] = await stage.say(ASK)
    assert job.phase is Phase.DELIVERED
    assert stage.chat.kinds() == [Kind.START, Kind.PROGRESS, Kind.MEDIA, Kind.LINK]
    assert not stage.studio.violations
    assert stage.studio.ledger.spent == job.draft.order.points == await booked(stage)


async def test_the_start_message_is_the_specification_word_for_word(stage: Stage) -> None:
    await stage.say(ASK)
    start = stage.chat.texts(Kind.START)[0]
    assert (
        start.startswith(
            "🎬 开始生成视频，请稍候…\n"
            "• 模型：Wan 2.6\n"
            "• 预计耗时：60 ~ 120 秒（约 1 ~ 2 分钟）\n"
            "• 消耗积分：25 pts\n"
            "\n"
            "视频生成需要一定时间，我会每隔一段时间汇报进度 🙏"
        )
        or "• 消耗积分：40 pts" in start
    )
    assert "最新 Wan" in start


async def test_the_start_message_stands_before_the_order_is_sent(stage: Stage) -> None:
    stage.studio.script("create", "refuse", code=400, times=1)
    await stage.say(ASK)
    assert stage.chat.kinds()[0] is Kind.START


async def test_progress_is_one_message_changed_at_each_interval(stage: Stage) -> None:
    await stage.say(ASK)
    rows = [row for row in stage.chat.rows if row.post.kind is Kind.PROGRESS]
    assert [row.is_edit for row in rows] == [False] + [True] * (len(rows) - 1)
    assert rows[0].post.text == "⏳ 视频生成中… 25%\n已等待 30s，预计最长 120s"
    assert rows[-1].post.text.startswith("⏳ 视频生成完成，用时 ")
    assert len({row.handle for row in rows}) == 1


async def test_on_one_card_progress_is_drawn_on_the_start_message(tmp_path: Path) -> None:
    async with on_stage(tmp_path / "data", traits=Traits(progress_on_start=True)) as stage:
        await stage.say(ASK)
        handles = {row.handle for row in stage.chat.rows if row.post.kind in (Kind.START, Kind.PROGRESS)}
        assert len(handles) == 1


async def test_with_the_post_style_each_interval_is_a_new_message(tmp_path: Path) -> None:
    async with on_stage(tmp_path / "data", progress_style="post") as stage:
        await stage.say(ASK)
        rows = [row for row in stage.chat.rows if row.post.kind is Kind.PROGRESS]
        assert rows
        assert not any(row.is_edit for row in rows)


async def test_past_the_estimate_the_percentage_stays_at_95(stage: Stage) -> None:
    stage.studio.script("task", "late", after_s=300)
    await stage.say(ASK)
    texts = stage.chat.texts(Kind.PROGRESS)
    late = [text for text in texts if "快了，稍等一下…" in text]
    assert late
    assert all(text.startswith("⏳ 视频生成中… 95%") for text in late)


async def test_a_late_render_is_announced_once_and_still_delivered(stage: Stage) -> None:
    stage.studio.script("task", "late", after_s=1000)
    [job] = await stage.say(ASK)
    assert job.phase is Phase.DELIVERED
    notes = [text for text in stage.chat.texts(Kind.TEXT) if "比预计的久" in text]
    assert len(notes) == 1
    assert "https://www.imastudio.com/ai-creation/text-to-video" in notes[0]


async def test_a_render_that_never_ends_is_late_and_offers_nothing(stage: Stage) -> None:
    stage.studio.script("task", "never")
    [job] = await stage.say(ASK)
    assert job.phase is Phase.LATE
    last = stage.chat.rows[-1].post
    assert last.kind is Kind.FAILURE
    assert "视频生成时间过长已超时" in last.text
    assert not last.buttons
    assert await booked(stage) == job.draft.order.points


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (400, "视频参数设置有误，请调整时长或分辨率"),
        (6009, "模型参数不匹配，请尝试其他模型"),
        (503, "当前模型暂时不可用，建议换个模型"),
        (987654, "视频生成遇到问题，请稍后重试或换个模型试试"),
    ],
)
async def test_a_refusal_says_its_row_and_offers_two_live_models(
    stage: Stage, code: int, sentence: str
) -> None:
    stage.studio.script("create", "refuse", code=code, times=-1)
    [job] = await stage.say(ASK)
    assert job.phase is Phase.FAILED
    post = stage.chat.rows[-1].post
    assert post.text.startswith(f"❌ 视频生成失败\n• 原因：{sentence}\n• 建议改用：\n  - Hailuo 2.0（")
    assert post.text.endswith("需要我帮你用其他模型重试吗？")
    assert [one.action.verb for one in post.buttons].count(Verb.ALTERNATIVE) == 2
    assert stage.studio.ledger.spent == 0 == await booked(stage)


async def test_a_refused_key_says_where_to_make_a_new_one_and_offers_no_model(stage: Stage) -> None:
    stage.studio.script("create", "refuse", code=401, times=-1)
    await stage.say(ASK)
    assert stage.chat.rows[-1].post.text == (
        "❌ API密钥无效或未授权\n💡 生成新密钥: https://www.imaclaw.ai/imaclaw/apikey"
    )


async def test_missing_points_name_where_to_buy_and_a_cheaper_model(stage: Stage) -> None:
    stage.studio.script("create", "refuse", code=4008, times=-1)
    await stage.say(ASK)
    text = stage.chat.rows[-1].post.text
    assert text.startswith(
        "❌ 积分不足，无法创建任务\n💡 购买积分: https://www.imaclaw.ai/imaclaw/subscription"
    )
    assert "更省的" in text


async def test_words_of_the_description_that_the_studio_repeats_are_not_in_the_log(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    stage.studio.script("create", "refuse", code=400, message="bad word near “草地上”", times=-1)
    stage.studio.script("list", "refuse", code=400, message="bad word near “草地上”", times=-1)
    await stage.say(ASK)
    assert "attempt 1: bad_parameters (refused) http 200 code 400" in caplog.text
    assert "草地" not in caplog.text


async def test_a_rate_limit_asks_for_patience_and_offers_no_model(stage: Stage) -> None:
    stage.studio.script("create", "refuse", code=429, http=429, times=-1)
    await stage.say(ASK)
    text = stage.chat.rows[-1].post.text
    assert "请求过于频繁，请稍等片刻再试" in text
    assert "建议改用" not in text


@pytest.mark.parametrize("fault", ["drop", "cut", "no_id"])
async def test_a_create_nobody_can_vouch_for_is_never_sent_again(stage: Stage, fault: str) -> None:
    stage.studio.script("create", fault, times=1)
    [job] = await stage.say(ASK)
    assert job.phase is Phase.IN_DOUBT
    creates = [one for one in stage.studio.requests if one.path.endswith("/tasks/create")]
    assert len(creates) == 1
    assert stage.chat.rows[-1].post.text == (
        "⚠️ 暂时无法确认这次是否提交成功，可能已扣积分。为避免重复扣费，我不会自动重发。"
        "记录：https://www.imastudio.com/ai-creation/text-to-video"
    )
    assert await booked(stage) == job.draft.order.points


@pytest.mark.parametrize(
    "said",
    [
        {"http": 504, "code": 504, "message": "upstream request timeout"},
        {"http": 502, "code": 502, "message": "Bad Gateway"},
        {"http": 503, "code": 503, "message": "Service Unavailable"},
        {"http": 500, "code": 31337, "message": "something new"},
        {"http": 408, "code": 408, "message": "Request Timeout"},
        {"http": 200, "code": 500, "message": "request timed out"},
    ],
    ids=lambda said: f"{said['http']}-{said['code']}",
)
async def test_a_code_written_by_a_server_in_between_after_the_charge_is_no_refusal(
    stage: Stage, said: dict[str, Any]
) -> None:
    stage.studio.script("create", "refuse", after=True, times=1, **said)
    [job] = await stage.say(ASK)
    assert job.phase is Phase.IN_DOUBT
    assert stage.studio.ledger.spent == job.draft.order.points == await booked(stage)
    assert len(stage.orders) == 1
    assert "为避免重复扣费，我不会自动重发" in stage.chat.rows[-1].post.text


async def test_a_server_fault_with_a_code_is_tried_again_lower_and_told(stage: Stage) -> None:
    stage.studio.script("create", "refuse", code=500, times=1)
    [job] = await stage.say("小狗在草地上奔跑 1080P")
    assert job.phase is Phase.DELIVERED
    assert [params["resolution"] for params in stage.params] == ["720P"]
    told = [text for text in stage.chat.texts(Kind.TEXT) if text.startswith("🔁")]
    assert told == ["🔁 已自动调整后重新提交：分辨率 1080P → 720P，消耗积分：25 pts（原来 40 pts）"]


async def test_a_price_that_fell_is_taken_and_told(stage: Stage) -> None:
    stage.studio.script("create", "reprice", product="Wan 2.6", add=-5, times=1)
    [job] = await stage.say(ASK)
    assert job.phase is Phase.DELIVERED
    assert stage.studio.ledger.spent == job.draft.order.points
    assert any("价格有更新" in text for text in stage.chat.texts(Kind.TEXT))


async def test_a_price_that_rose_is_not_paid(stage: Stage) -> None:
    stage.studio.script("create", "reprice", product="Wan 2.6", add=5, times=1)
    [job] = await stage.say(ASK)
    assert job.phase is Phase.FAILED
    assert stage.studio.ledger.spent == 0
    assert "积分计算异常，系统正在修复" in stage.chat.rows[-1].post.text


async def test_why_a_task_failed_is_in_the_log_and_what_the_studio_wrote_only_when_asked_for(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    stage.studio.script("task", "fail", times=2, error_msg="cannot render 草地")
    await stage.say(ASK)
    assert "stage-u1: the studio made no clip: media_failed resource_status 2 status failed" in caplog.text
    assert "草地" not in caplog.text
    caplog.set_level(logging.DEBUG, logger="core.runner.waiting")
    await stage.say(ASK)
    assert "stage-u2: the studio said: cannot render 草地" in caplog.text


async def test_a_failed_task_offers_another_model_and_a_yes_takes_the_first(stage: Stage) -> None:
    stage.studio.script("task", "fail")
    [failed] = await stage.say(ASK)
    assert failed.phase is Phase.FAILED
    [job] = await stage.say("好")
    assert job.phase is Phase.DELIVERED
    assert job.draft.order.model_name == "Hailuo 2.0"
    assert job.draft.order.prompt == failed.draft.order.prompt


@pytest.mark.parametrize(
    ("settings", "pause_s"), [({}, 20), ({"poll_seconds": 5}, 5), ({"poll_seconds": 8}, 8)]
)
async def test_the_studio_is_asked_as_often_as_the_models_table_says_unless_the_operator_says_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, int], pause_s: int
) -> None:
    looks_s: list[float] = []
    look = ImaStudio.look

    async def noted(studio: ImaStudio, *given: Any, **named: Any) -> Look:
        looks_s.append(stage.clock.elapsed_s)
        return await look(studio, *given, **named)

    monkeypatch.setattr(ImaStudio, "look", noted)
    known = tables()
    rows = {key: replace(row, poll_s=20) for key, row in known.models.items()}
    monkeypatch.setattr("tests.stage.tables", lambda: replace(known, models=rows))
    async with on_stage(tmp_path / "data", **settings) as stage:
        await stage.say(ASK)
        assert looks_s[:3] == [pause_s, 2 * pause_s, 3 * pause_s]


async def test_looks_that_fail_are_missed_looks(stage: Stage) -> None:
    stage.studio.script("detail", "drop", times=4)
    stage.studio.script("detail", "refuse", http=503, times=2)
    [job] = await stage.say(ASK)
    assert job.phase is Phase.DELIVERED


async def test_a_cancel_before_the_order_costs_nothing(stage: Stage) -> None:
    stage.app.gate._max_jobs = 0
    await stage.say(ASK, until_s=1)
    await stage.say("取消", until_s=2)
    jobs = await stage.finish()
    assert jobs[0].phase is Phase.CANCELLED
    assert "已取消，没有消耗积分。" in stage.chat.texts(Kind.TEXT)
    assert stage.studio.ledger.spent == 0 == await booked(stage)


async def test_a_cancel_after_the_order_stops_the_reports_and_says_the_points(stage: Stage) -> None:
    await stage.say(ASK, until_s=40)
    await stage.say("取消", until_s=45)
    jobs = await stage.finish()
    assert jobs[0].phase is Phase.CANCELLED
    assert any("可能已扣" in text for text in stage.chat.texts(Kind.TEXT))
    assert Kind.MEDIA not in stage.chat.kinds()
    stage.clock.time += 600
    await stage.say("重发")
    assert stage.chat.kinds()[-2:] == [Kind.MEDIA, Kind.LINK]
    assert len(stage.orders) == 1


async def fetched_slowly(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, *, requests: int
) -> tuple[list[Picture], asyncio.Event]:
    """Ask for videos of two pictures each, whose pictures take until the event is set; what is being fetched."""
    asked_for: list[Picture] = []
    arrives, fetch = asyncio.Event(), FakeChat.fetch

    async def slow(chat: FakeChat, picture: Picture) -> bytes:
        asked_for.append(picture)
        await arrives.wait()
        return await fetch(chat, picture)

    monkeypatch.setattr(FakeChat, "fetch", slow)
    for _ in range(requests):
        stage.jobs += await stage.app.converse(stage.incoming("从第一张变到第二张", pictures=2))
    async with asyncio.timeout(5):
        while len(asked_for) < requests:
            await asyncio.sleep(0.001)
    return asked_for, arrives


async def test_a_second_cancel_is_for_the_other_job_and_not_for_the_one_that_has_not_noticed_the_first(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, arrives = await fetched_slowly(stage, monkeypatch, requests=2)
    await stage.app.converse(stage.incoming("取消"))
    assert "你还有 1 个在做" in stage.chat.rows[-1].post.text
    await stage.app.converse(stage.incoming("还能取消吗"))
    await stage.app.converse(stage.incoming("取消"))
    assert "在做" not in stage.chat.rows[-1].post.text
    await stage.app.converse(stage.incoming("还能取消吗"))
    assert stage.chat.rows[-1].post.text == "这个任务已经结束，不用取消。"
    arrives.set()
    assert [job.phase for job in await stage.finish()] == [Phase.CANCELLED] * 2
    assert stage.studio.ledger.spent == 0 == await booked(stage)


async def test_a_cancelled_job_fetches_no_further_picture(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for, arrives = await fetched_slowly(stage, monkeypatch, requests=1)
    await stage.app.converse(stage.incoming("取消"))
    arrives.set()
    assert [job.phase for job in await stage.finish()] == [Phase.CANCELLED]
    assert len(asked_for) == 1
    assert stage.studio.ledger.spent == 0 == await booked(stage)


async def test_the_answer_follows_the_language_of_the_request(stage: Stage) -> None:
    await stage.say(ASK_EN)
    texts = stage.chat.texts()
    assert texts[0].startswith("🎬 Starting video generation, this may take 60~120 seconds.")
    assert not any("\u4e00" <= letter <= "\u9fff" for text in texts for letter in text)


async def test_a_picture_is_uploaded_and_its_address_ordered(stage: Stage) -> None:
    [job] = await stage.say("让它动起来，镜头慢慢推近", pictures=1)
    assert job.phase is Phase.DELIVERED
    [body] = stage.orders
    assert body["task_type"] == "image_to_video"
    assert body["src_img_url"] == body["parameters"][0]["parameters"]["input_images"]
    assert len(body["src_img_url"]) == 1


async def test_a_picture_that_is_none_is_told_before_anything_is_spent(stage: Stage) -> None:
    incoming = stage.incoming("让它动起来", pictures=1)
    stage.chat.files[incoming.pictures[0].ref["name"]] = b"not a picture"
    [job] = await stage.take(incoming)
    assert job.phase is Phase.FAILED
    assert "输入图片处理失败，请检查图片格式或换张图" in stage.chat.rows[-1].post.text
    assert stage.studio.ledger.spent == 0


async def test_an_address_out_of_our_reach_is_handed_to_the_studio_as_it_is(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unreachable(_url: str) -> bytes:
        raise FetchError("network")

    monkeypatch.setattr(stage.app.fetch, "picture", unreachable)
    [job] = await stage.say("make it move https://pictures.example/cat.jpg")
    assert job.phase is Phase.DELIVERED
    [body] = stage.orders
    assert body["src_img_url"] == ["https://pictures.example/cat.jpg"]


@pytest.mark.parametrize("reason", ["missing", "too_big", "not_a_picture", "forbidden"])
async def test_an_address_that_is_known_to_be_wrong_orders_nothing(
    reason: str, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def wrong(_url: str) -> bytes:
        raise FetchError(reason)

    monkeypatch.setattr(stage.app.fetch, "picture", wrong)
    [job] = await stage.say("make it move https://pictures.example/cat.jpg")
    assert job.phase is Phase.FAILED
    assert stage.studio.ledger.spent == 0


async def test_a_start_message_that_cannot_be_posted_orders_nothing(stage: Stage) -> None:
    stage.chat.refuse = lambda post: ChatError("forbidden") if post.kind is Kind.START else None
    [job] = await stage.say(ASK)
    assert job.phase is Phase.CANCELLED
    assert not stage.orders


async def test_the_shots_of_a_series_begin_in_their_order_though_the_first_is_held_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send, ticks = FakeChat.send, 50

    async def held_up(chat: FakeChat, address: Address, post: Post, *, key: str) -> str:
        if key.endswith(".1:start"):
            for _ in range(ticks):
                await asyncio.sleep(0.001)
        return await send(chat, address, post, key=key)

    monkeypatch.setattr(FakeChat, "send", held_up)
    async with on_stage(tmp_path / "data") as stage:
        await stage.say("a 40 second clip: a seed sprouts, it grows into a tree, the tree turns red")
        await stage.say("confirm")
        starts = stage.chat.texts(Kind.START)
        assert [f"Shot {number} of 3" in text for number, text in enumerate(starts, 1)] == [True] * 3


async def test_no_delivery_is_promised_for_a_clip_that_was_cancelled_a_moment_ago(stage: Stage) -> None:
    await stage.say(ASK, until_s=40)
    await stage.app.memory.jobs.cancel("stage-u1")  # the one who waits for the clip has not noticed yet
    await stage.say("重发", until_s=41)
    assert "过一会儿再发" in stage.chat.rows[-1].post.text


async def test_the_link_that_is_sent_again_says_what_the_first_one_said(stage: Stage) -> None:
    await stage.say(ASK)
    await stage.say("重发")
    first, again = (row.post for row in stage.chat.rows if row.post.kind is Kind.LINK)
    assert replace(again, url="", text="") == replace(first, url="", text="")
