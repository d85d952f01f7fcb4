import asyncio
import contextlib

import pytest

from adapters.ima.shelf import Shelf
from core.errors import StudioError
from core.model import Failure, Product, TaskType
from tests.adapters.ima_recorded import recorded
from tests.adapters.ima_server import Sleeps, a_studio, answering

LIST = "/open/v1/product/list"


class Reads:
    """A reader that answers when it is let go, with a list named by its turn."""

    def __init__(self) -> None:
        self.asked: list[TaskType] = []
        self.go = asyncio.Event()
        self.fails = False

    async def __call__(self, task_type: TaskType) -> tuple[Product, ...]:
        self.asked.append(task_type)
        turn = len(self.asked)
        await self.go.wait()
        if self.fails:
            raise StudioError(Failure.NETWORK)
        return (Product(task_type, str(turn), "m", "M", (), ()),)


def _shelf(reads: Reads, sleeps: Sleeps | None = None) -> Shelf:
    return Shelf(reads, sleep=sleeps or Sleeps(), random=lambda: 0.5)


async def test_many_who_ask_at_once_share_one_request() -> None:
    reads = Reads()
    shelf = _shelf(reads)
    waiting = [asyncio.create_task(shelf.products(TaskType.TEXT)) for _ in range(5)]
    waiting.append(asyncio.create_task(shelf.refresh(TaskType.TEXT)))
    await asyncio.sleep(0)
    reads.go.set()
    assert {products[0].leaf_id for products in await asyncio.gather(*waiting)} == {"1"}
    assert reads.asked == [TaskType.TEXT]


async def test_a_list_in_memory_serves_while_a_new_one_is_read_and_when_that_fails() -> None:
    reads = Reads()
    reads.go.set()
    shelf = _shelf(reads)
    await shelf.products(TaskType.TEXT)
    reads.go.clear()
    renewing = asyncio.create_task(shelf.refresh(TaskType.TEXT))
    await asyncio.sleep(0)
    assert (await shelf.products(TaskType.TEXT))[0].leaf_id == "1"
    reads.fails = True
    reads.go.set()
    with pytest.raises(StudioError):
        await renewing
    assert (await shelf.products(TaskType.TEXT))[0].leaf_id == "1"
    assert len(reads.asked) == 2


async def test_one_who_gives_up_does_not_take_the_list_from_the_others() -> None:
    reads = Reads()
    shelf = _shelf(reads)
    first, second = (asyncio.create_task(shelf.products(TaskType.TEXT)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await first
    reads.go.set()
    assert (await second)[0].leaf_id == "1"


async def test_a_failure_that_nobody_waits_for_is_quiet() -> None:
    reads = Reads()
    reads.fails = True
    shelf = _shelf(reads)
    only = asyncio.create_task(shelf.products(TaskType.TEXT))
    await asyncio.sleep(0)
    only.cancel()
    reads.go.set()
    for _ in range(5):
        await asyncio.sleep(0)
    await shelf.close()


async def _fresh(shelf: Shelf, sleeps: Sleeps, rounds: int) -> None:
    enough = asyncio.Event()

    async def count(pauses: int) -> None:
        if pauses >= rounds:
            enough.set()
            await asyncio.Event().wait()

    sleeps.then = count
    keeping = asyncio.create_task(shelf.keep_fresh(every_s=300, task_types=tuple(TaskType)))
    async with asyncio.timeout(5):
        await enough.wait()
    keeping.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await keeping


async def test_lists_are_kept_fresh_at_the_interval() -> None:
    reads, sleeps = Reads(), Sleeps()
    reads.go.set()
    await _fresh(_shelf(reads, sleeps), sleeps, 3)
    assert sleeps.asked == [300, 300, 300]
    assert reads.asked == list(TaskType) * 3


async def test_after_failures_the_pauses_grow_up_to_the_interval() -> None:
    reads, sleeps = Reads(), Sleeps()
    reads.fails = True
    reads.go.set()
    await _fresh(_shelf(reads, sleeps), sleeps, 8)
    assert sleeps.asked == [5, 10, 20, 40, 80, 160, 300, 300]


async def test_lists_are_still_asked_for_after_days_of_failures() -> None:
    reads, sleeps = Reads(), Sleeps()
    reads.fails = True
    reads.go.set()
    await _fresh(_shelf(reads, sleeps), sleeps, 1_100)
    assert sleeps.asked[-1] == 300


async def test_a_list_that_breaks_its_reader_is_logged_and_asked_for_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    sleeps = Sleeps()

    async def break_off(_: TaskType) -> tuple[Product, ...]:
        raise KeyError("children")

    await _fresh(Shelf(break_off, sleep=sleeps, random=lambda: 0.5), sleeps, 3)
    assert sleeps.asked == [5, 10, 20]
    assert "KeyError: 'children'" in caplog.text


async def test_the_interval_has_a_jitter_of_a_tenth() -> None:
    reads, sleeps = Reads(), Sleeps()
    reads.go.set()
    draws = iter([0.0, 1.0])
    shelf = Shelf(reads, sleep=sleeps, random=lambda: next(draws))
    await _fresh(shelf, sleeps, 2)
    assert sleeps.asked == pytest.approx([270, 330])


async def test_closing_stops_what_is_being_read() -> None:
    reads = Reads()
    shelf = _shelf(reads)
    waiting = asyncio.create_task(shelf.products(TaskType.TEXT))
    await asyncio.sleep(0)
    await shelf.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_a_list_of_which_nothing_can_be_read_does_not_replace_a_good_one() -> None:
    async with answering() as host, a_studio(host.url) as studio:
        host.on = {LIST: [recorded("list_text_to_video"), {"code": 0, "data": {"rows": []}}]}
        assert len(await studio.products(TaskType.TEXT)) == 5
        with pytest.raises(StudioError) as raised:
            await studio.refresh(TaskType.TEXT)
        assert raised.value.failure is Failure.UNKNOWN
        assert len(await studio.products(TaskType.TEXT)) == 5


async def test_an_empty_list_is_the_studios_word_and_faulty_leaves_are_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with answering() as host, a_studio(host.url) as studio:
        host.on = {LIST: [recorded("list_with_faults"), {"code": 0, "data": []}]}
        assert [one.name for one in await studio.products(TaskType.TEXT)] == ["Good"]
        assert "12 faults" in caplog.text
        assert await studio.refresh(TaskType.TEXT) == ()
