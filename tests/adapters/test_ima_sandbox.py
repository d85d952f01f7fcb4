"""The client against the sandbox studio, which was written from the same contract by other hands."""

import pytest

from adapters.ima.client import ImaStudio
from adapters.ima.sandbox import DEMO_KEY, SandboxStudio
from core.errors import Certainty, StudioError
from core.model import Failure, TaskType
from core.ports import Look, LookState
from tests.adapters.ima_recorded import a_png, order_of
from tests.adapters.ima_server import Sleeps

PICTURES = {TaskType.TEXT: 0, TaskType.IMAGE: 1, TaskType.REFERENCE: 2, TaskType.FRAMES: 2}


class Hands:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.at_s = 1_800_000_000.0

    def __call__(self) -> float:
        return self.at_s


def _client(sandbox: SandboxStudio, key: str = DEMO_KEY) -> ImaStudio:
    return ImaStudio(
        base_url=sandbox.url, upload_base_url=sandbox.url, api_key=key, sleep=Sleeps(), random=lambda: 0.5
    )


async def test_all_47_products_can_be_ordered_by_default_without_one_violation() -> None:
    async with SandboxStudio() as sandbox, _client(sandbox) as studio:
        picture = await studio.upload(a_png())
        points, ordered = 0, 0
        for task_type in TaskType:
            for product in await studio.products(task_type):
                order = order_of(product)
                await studio.create(order, [picture] * PICTURES[task_type], language="zh")
                points, ordered = points + order.points, ordered + 1
        assert ordered == 47
        assert sandbox.violations == []
        assert sandbox.ledger.spent == points


async def test_a_task_is_followed_to_its_clip() -> None:
    clock = Hands()
    async with SandboxStudio(clock=clock) as sandbox, _client(sandbox) as studio:
        (product, *_) = await studio.products(TaskType.TEXT)
        task_id = await studio.create(order_of(product), [], language="en")
        looks: list[Look] = []
        for _ in range(100):
            looks.append(await studio.look(task_id, language="en"))
            clock.at_s += 8
        assert looks[0].state is LookState.WORKING
        assert looks[-1].state is LookState.READY
        assert looks[-1].url.startswith(sandbox.url)
        assert looks[-1].cover.startswith(sandbox.url)
        assert looks[-1].duration_s is not None


@pytest.mark.parametrize("fault", ["drop", "cut", "no_id"])
async def test_a_create_answered_badly_is_in_doubt_and_sent_once(fault: str) -> None:
    async with SandboxStudio() as sandbox, _client(sandbox) as studio:
        (product, *_) = await studio.products(TaskType.TEXT)
        sandbox.script("create", fault, times=-1)
        with pytest.raises(StudioError) as raised:
            await studio.create(order_of(product), [], language="zh")
        assert raised.value.certainty is Certainty.IN_DOUBT
        assert len([one for one in sandbox.requests if one.path.endswith("/tasks/create")]) == 1


async def test_a_stale_price_is_refused_and_the_new_one_taken_after_a_refresh() -> None:
    async with SandboxStudio() as sandbox, _client(sandbox) as studio:
        (product, *_) = await studio.products(TaskType.TEXT)
        sandbox.reprice(add=1)
        with pytest.raises(StudioError) as raised:
            await studio.create(order_of(product), [], language="zh")
        assert (raised.value.failure, raised.value.certainty) == (Failure.POINTS_MISMATCH, Certainty.REFUSED)
        (fresh, *_) = await studio.refresh(TaskType.TEXT)
        assert await studio.create(order_of(fresh), [], language="zh")


async def test_a_lost_put_is_made_again() -> None:
    async with SandboxStudio() as sandbox, _client(sandbox) as studio:
        sandbox.script("put", "drop", times=2)
        assert (await studio.upload(a_png())).startswith(sandbox.url)


async def test_a_refused_key_is_told_by_the_probe_and_by_each_call() -> None:
    async with (
        SandboxStudio(refused_keys=["ima_refused"]) as sandbox,
        _client(sandbox, "ima_refused") as studio,
    ):
        assert (await studio.probe()).key_refused
        with pytest.raises(StudioError) as raised:
            await studio.products(TaskType.TEXT)
        assert raised.value.failure is Failure.UNAUTHORIZED
