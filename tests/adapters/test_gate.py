import asyncio
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from adapters.engine import FairGate, SystemClock
from core.model import Job
from tests.adapters.store_samples import a_job


def job_of(person: str, number: int) -> Job:
    return a_job(f"{person}{number}", user=person)


async def enter_all(gate: FairGate, jobs: list[Job], inside: list[str]) -> list[asyncio.Task[bool]]:
    async def one(job: Job) -> bool:
        entered = await gate.enter(job)
        if entered:
            inside.append(job.id)
        return entered

    tasks = [asyncio.create_task(one(job)) for job in jobs]
    await asyncio.sleep(0)
    return tasks


async def leave(gate: FairGate, job_id: str) -> None:
    gate.leave(job_id)
    for _ in range(2):
        await asyncio.sleep(0)


async def test_what_is_over_the_limit_waits_in_turn_by_person() -> None:
    gate, inside = FairGate(2, 2), list[str]()
    jobs = [job_of("a", number) for number in range(5)] + [job_of("b", 0), job_of("c", 0)]
    tasks = await enter_all(gate, jobs, inside)
    assert inside == ["a0", "a1"]
    assert [gate.place(job.id) for job in jobs] == [0, 0, 1, 4, 5, 2, 3]
    assert (gate.ahead("discord:a"), gate.ahead("discord:b"), gate.ahead("discord:new")) == (6, 5, 4)
    for job_id in ("a0", "a1", "a2", "b0", "c0", "a3", "a4"):
        await leave(gate, job_id)
    assert inside == ["a0", "a1", "a2", "b0", "c0", "a3", "a4"]
    assert all(await asyncio.gather(*tasks))
    assert (gate.running, gate.waiting) == (0, 0)


async def test_one_persons_limit_does_not_hold_up_another() -> None:
    gate, inside = FairGate(10, 1), list[str]()
    tasks = await enter_all(gate, [job_of("a", 0), job_of("a", 1), job_of("a", 2), job_of("b", 0)], inside)
    assert inside == ["a0", "b0"]
    assert (
        gate.place("a1"),
        gate.place("a2"),
        gate.ahead("discord:a"),
        gate.ahead("discord:b"),
        gate.ahead("discord:c"),
    ) == (
        1,
        2,
        3,
        1,
        0,
    )
    await leave(gate, "b0")
    assert inside == ["a0", "b0"]
    await leave(gate, "a0")
    assert inside == ["a0", "b0", "a1"]
    for task in tasks:
        task.cancel()


async def test_a_withdrawn_job_leaves_the_queue_and_is_told() -> None:
    gate, inside = FairGate(1, 1), list[str]()
    tasks = await enter_all(gate, [job_of("a", 0), job_of("b", 0), job_of("c", 0)], inside)
    gate.withdraw("b0")
    gate.withdraw("a0")
    gate.withdraw("unknown")
    assert await tasks[1] is False
    await leave(gate, "a0")
    assert inside == ["a0", "c0"]


async def test_a_job_that_is_stopped_while_it_waits_or_just_got_its_place_gives_it_back() -> None:
    gate, inside = FairGate(1, 1), list[str]()
    tasks = await enter_all(gate, [job_of("a", 0), job_of("b", 0), job_of("c", 0)], inside)
    tasks[1].cancel()
    await asyncio.sleep(0)
    gate.leave("a0")
    tasks[2].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert (gate.running, gate.waiting) == (0, 0)
    assert await gate.enter(job_of("d", 0))


async def test_entering_twice_takes_one_place_and_leaving_twice_frees_one() -> None:
    gate = FairGate(1, 1)
    job = job_of("a", 0)
    assert await gate.enter(job)
    assert await gate.enter(replace(job, attempt=2))
    gate.leave(job.id)
    gate.leave(job.id)
    assert await gate.enter(job_of("b", 0))
    assert gate.ahead("discord:c") == 1


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 3)), max_size=60),
    st.integers(1, 4),
    st.integers(1, 3),
)
def test_limits_hold_and_nobody_waits_beside_a_free_place(
    moves: list[tuple[str, int]], max_jobs: int, per_person: int
) -> None:
    async def play() -> None:
        gate, inside = FairGate(max_jobs, per_person), list[str]()
        running, tasks = list[Job](), list[asyncio.Task[bool]]()
        for number, (person, move) in enumerate(moves):
            waiting = [job for job in running if gate.place(job.id)]
            if move == 0 and running:
                chosen = running.pop(0)
                gate.withdraw(chosen.id)
                await leave(gate, chosen.id)
            elif move == 1 and waiting:
                gate.withdraw(waiting[-1].id)
                running.remove(waiting[-1])
            else:
                job = job_of(person, number)
                expected = gate.ahead(job.address.person)
                running.append(job)
                tasks += await enter_all(gate, [job], inside)
                assert gate.place(job.id) == expected
            held = [job for job in running if not gate.place(job.id)]
            assert len(held) == gate.running <= max_jobs
            for name in "abcd":
                own = sum(job.address.user == name for job in held)
                assert own <= per_person
                wants = any(job.address.user == name for job in running if gate.place(job.id))
                assert not (wants and own < per_person and gate.running < max_jobs)
            places = sorted(gate.place(job.id) for job in running if gate.place(job.id))
            if gate.running == max_jobs:
                assert places == list(range(1, len(places) + 1))
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(play())


async def test_a_wait_ends_when_its_job_is_woken_and_no_other() -> None:
    clock = SystemClock(speed=60)
    waits = [asyncio.create_task(clock.sleep(60, job_id=job_id)) for job_id in ("a", "a", "b")]
    await asyncio.sleep(0)
    clock.wake("a")
    clock.wake("unknown")
    await asyncio.wait_for(asyncio.gather(waits[0], waits[1]), 1)
    assert not waits[2].done()
    waits[2].cancel()
    await asyncio.gather(waits[2], return_exceptions=True)
    await clock.sleep(0.01, job_id="a")
    await clock.sleep(0)
    assert clock.speed == 60
    assert not clock._waits


async def test_a_job_that_follows_another_waits_until_that_one_has_its_place() -> None:
    gate = FairGate(1, 1)
    first, second = job_of("a", 1), job_of("a", 2)
    follows = [asyncio.create_task(gate.follow(job.id)) for job in (first, second)]
    await asyncio.sleep(0)
    assert not any(task.done() for task in follows)
    tasks = await enter_all(gate, [first, second], [])
    await asyncio.gather(*follows)  # the second only waits for a place: that will do
    await gate.follow(first.id)
    await leave(gate, first.id)
    await asyncio.gather(*tasks)


async def test_a_job_that_is_over_before_it_had_a_place_keeps_nobody_waiting() -> None:
    gate = FairGate(1, 1)
    follow = asyncio.create_task(gate.follow("a1"))
    await asyncio.sleep(0)
    await leave(gate, "a1")
    await follow
