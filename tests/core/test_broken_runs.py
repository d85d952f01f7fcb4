"""A run that breaks is begun again for a while, and then its person is told; a job that is over is not run again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest

from core.model import Json, Kind, Phase
from core.ports import Steps
from tests.stage import Stage

DOG = "小狗在草地上奔跑"
MINUTE_S = 60.0


async def asked(stage: Stage) -> None:
    """Ask for a clip, and wait until its run has ended or broken."""
    await stage.app.converse(stage.incoming(DOG))
    await stage.engine.settled()


async def minutes(stage: Stage, count: int) -> None:
    """So many rounds of the service, a minute apart."""
    for _ in range(count):
        stage.clock.time += MINUTE_S
        await stage.app.look_after()
        await stage.engine.settled()
        while stage.app._given_up:
            await asyncio.sleep(0)


def breaking(stage: Stage, monkeypatch: pytest.MonkeyPatch, step: str) -> list[str]:
    """Every run breaks at this step, as for a full disk; returns the list of those that did."""
    broke: list[str] = []
    real = stage.app.runner.run

    async def run(job_id: str, steps: Steps) -> None:
        class Breaking:
            async def do(
                self, name: str, effect: Callable[[], Awaitable[Json]], *, guarded: bool = False
            ) -> Json:
                if name == step:
                    broke.append(job_id)
                    raise OSError("database or disk is full")
                return await steps.do(name, effect, guarded=guarded)

        await real(job_id, Breaking())

    monkeypatch.setattr(stage.app.runner, "run", run)
    return broke


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


async def test_a_run_that_breaks_before_anything_is_paid_fails_at_last_and_gives_the_points_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    broke = breaking(stage, monkeypatch, "create.1")
    await asked(stage)
    await minutes(stage, 70)
    assert len(broke) == 7
    assert (await stage.kept()).phase is Phase.FAILED
    assert stage.chat.kinds().count(Kind.FAILURE) == 1
    assert stage.orders == []
    assert await stage.app.memory.ledger.entries() == ()


async def test_a_run_that_breaks_after_the_order_ends_in_doubt_and_is_ordered_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    broke = breaking(stage, monkeypatch, "wait")
    await asked(stage)
    await minutes(stage, 70)
    assert len(broke) == 7
    assert (await stage.kept()).phase is Phase.IN_DOUBT
    assert [one for one in stage.chat.texts(Kind.FAILURE) if "无法确认" in one]
    assert len(stage.orders) == 1
    monkeypatch.undo()
    await stage.say("重发")
    assert stage.chat.kinds()[-2:] == [Kind.MEDIA, Kind.LINK]
    assert (await stage.kept()).phase is Phase.DELIVERED


async def test_an_order_that_cannot_be_written_is_not_in_doubt(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unwritable(*_: object) -> dict[str, Json]:
        raise ValueError("Out of range float values are not JSON compliant")

    monkeypatch.setattr("adapters.ima.client.write_order", unwritable)
    await asked(stage)
    await minutes(stage, 70)
    assert (await stage.kept()).phase is Phase.FAILED
    assert await stage.app.memory.ledger.entries() == ()


async def test_a_disk_that_has_room_again_within_the_hour_costs_nothing_but_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaking(stage, monkeypatch, "wait")
    await asked(stage)
    await minutes(stage, 20)
    monkeypatch.undo()
    await minutes(stage, 40)
    assert (await stage.kept()).phase is Phase.DELIVERED
    assert len(stage.orders) == 1


@pytest.mark.parametrize("script", ["", "fail"])
async def test_a_job_that_ended_while_open_ones_were_looked_for_is_not_run_again(
    stage: Stage, script: str
) -> None:
    if script:
        stage.studio.script("task", script)
    [job] = await stage.say(DOG)
    await stage.finish()
    said = len([row for row in stage.chat.rows if not row.is_edit])
    await stage.engine.resume([job.id])
    await stage.engine.settled()
    assert stage.engine.error(job.id) is None
    assert len([row for row in stage.chat.rows if not row.is_edit]) == said
    assert len(stage.orders) == 1
    assert (await stage.kept()).phase is job.phase


async def test_the_last_message_of_a_job_whose_run_broke_before_it_is_said_after_all(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.studio.script("task", "fail")
    report = stage.app.runner.endings._report

    async def breaks(*_: object, **__: object) -> None:
        raise OSError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(report, "close", breaks)
        await asked(stage)
    assert (await stage.kept()).phase is Phase.FAILED
    assert Kind.FAILURE not in stage.chat.kinds()
    await minutes(stage, 3)
    assert stage.chat.kinds().count(Kind.FAILURE) == 1
    await stage.say("第二个")
    assert len(stage.orders) == 2
