"""A process that dies at every step of a job: the next start ends it properly, without a second paid call."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from adapters.engine import Died, When
from core.model import Kind, Phase
from tests.stage import Stage, on_stage

DELIVERED = ("start", "create.1", "wait", "delivering", "media", "link", "settle")
FAILED = ("start", "create.1", "wait", "failure")
REFUSED = ("start", "create.1", "adjust.1", "failure")
RETRIED = ("adjust.1", "create.2", "wait", "media")


def nothing(_: Stage) -> None:
    """All goes well."""


def task_fails(stage: Stage) -> None:
    stage.studio.script("task", "fail")


def refused(stage: Stage) -> None:
    stage.studio.script("create", "refuse", code=400, times=-1)


def cheaper(stage: Stage) -> None:
    stage.studio.script("create", "reprice", product="Wan 2.6", add=-5, times=1)


CASES = [
    *((nothing, step, Phase.DELIVERED) for step in DELIVERED),
    *((task_fails, step, Phase.FAILED) for step in FAILED),
    *((refused, step, Phase.FAILED) for step in REFUSED),
    *((cheaper, step, Phase.DELIVERED) for step in RETRIED),
]


@pytest.mark.parametrize("when", list(When))
@pytest.mark.parametrize(("script", "step", "end"), CASES)
async def test_every_job_ends_once_and_is_paid_once(
    tmp_path: Path, script: Callable[[Stage], None], step: str, end: Phase, when: When
) -> None:
    async with on_stage(tmp_path / "data") as stage:
        script(stage)
        stage.engine.die(step, when)
        incoming = stage.incoming("小狗在草地上奔跑")
        [job_id] = await stage.app.converse(incoming)
        await stage.engine.settled()
        assert stage.engine.has_died
        await stage.engine.start(stage.app._run)
        [job] = await stage.app.over([job_id])
        await stage.engine.settled()

        assert job.phase is end
        assert stage.engine.error(job_id) is None
        kinds = stage.chat.kinds()
        assert kinds.count(Kind.START) == 1
        ending = [Kind.MEDIA, Kind.LINK] if end is Phase.DELIVERED else [Kind.FAILURE]
        assert [kind for kind in kinds if kind in (Kind.MEDIA, Kind.LINK, Kind.FAILURE)] == ending
        assert not stage.studio.violations
        used = await stage.app.memory.ledger.used(person="stage:ada", at=stage.clock.now())
        assert used == stage.studio.ledger.spent
        assert len(stage.orders) <= 1


async def test_a_death_between_sending_and_knowing_is_in_doubt_and_not_sent_again(tmp_path: Path) -> None:
    async with on_stage(tmp_path / "data") as stage:
        real = stage.app.studio.create

        async def dies_after_paying(*arguments: Any, **more: Any) -> str:
            await real(*arguments, **more)
            raise Died("killed while the answer was on its way to the disk")

        stage.app.studio.create = dies_after_paying  # type: ignore[method-assign]
        [job_id] = await stage.app.converse(stage.incoming("小狗在草地上奔跑"))
        await stage.engine.settled()
        stage.app.studio.create = real  # type: ignore[method-assign]
        await stage.engine.start(stage.app._run)
        [job] = await stage.app.over([job_id])

        assert job.phase is Phase.IN_DOUBT
        assert len(stage.orders) == 1
        assert "无法确认" in stage.chat.rows[-1].post.text


async def test_a_clip_that_became_ready_while_the_service_was_away_for_an_hour_is_still_brought(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path / "data") as stage:
        stage.engine.die("wait", When.BEFORE)
        [job_id] = await stage.app.converse(stage.incoming("小狗在草地上奔跑"))
        await stage.engine.settled()
        stage.clock.time += 3600
        await stage.engine.start(stage.app._run)
        [job] = await stage.app.over([job_id])
        await stage.engine.settled()
        assert job.phase is Phase.DELIVERED
