"""Several videos listed in one message: one yes orders all of them, each once."""

from tests.stage import Stage


async def test_a_yes_orders_every_listed_video_once(stage: Stage) -> None:
    await stage.say("make 3 clips: a cat sleeping, a dog running, a bird singing")
    assert stage.orders == []
    await stage.say("yes")
    await stage.finish()
    assert sorted(one["prompt"] for one in stage.params) == [
        "a bird singing",
        "a cat sleeping",
        "a dog running",
    ]
    assert stage.studio.ledger.spent == 75


async def test_a_count_that_does_not_fit_what_is_listed_lists_nothing(stage: Stage) -> None:
    await stage.say("two clips: a cat, a dog and a bird")
    assert len(stage.orders) == 1


async def test_what_all_of_several_videos_are_to_be_counts_for_each(stage: Stage) -> None:
    await stage.say("一个男人在健身房挥汗如雨")
    await stage.finish()
    await stage.say("再来三条，一条举铁，一条跑步机，一条跳绳，都要竖屏，热血一点")
    assert len(stage.orders) == 1
    await stage.say("确认")
    await stage.finish()
    made = [(one["prompt"], one["aspect_ratio"]) for one in stage.params[1:]]
    assert sorted(made) == [
        ("举铁，热血一点", "9:16"),
        ("跑步机，热血一点", "9:16"),
        ("跳绳，热血一点", "9:16"),
    ]
