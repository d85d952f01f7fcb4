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
