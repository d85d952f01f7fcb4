"""What both engines promise to a job, and what only the real one can show."""

import asyncio
import logging
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from dbos import DBOS

from adapters.engine import InMemoryEngine, SystemClock, When
from adapters.engine.dbos_engine import DbosEngine, EngineError
from adapters.engine.dbos_storage import postgres_config, sqlite_engine
from core.model import Json
from core.ports import Steps

Engine = InMemoryEngine | DbosEngine
Run = Callable[[str, Steps], Awaitable[None]]


class Play:
    """A job of three steps that waits in the second one until it is let go; notes what really happened."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.values: list[Json] = []
        self.ended: set[str] = set()
        self.go = asyncio.Event()
        self.changed = asyncio.Event()

    async def run(self, job_id: str, steps: Steps) -> None:
        self.values.append(
            await steps.do("start", lambda: self._effect(job_id, "start", {"a": [1, None, "小狗"]}))
        )
        self.values.append(await steps.do("wait", lambda: self._wait(job_id)))
        self.values.append(await steps.do("end", lambda: self._effect(job_id, "end", None)))
        self.ended.add(job_id)
        self.changed.set()

    async def _effect(self, job_id: str, name: str, value: Json) -> Json:
        self.done.append(f"{job_id} {name}")
        self.changed.set()
        return value

    async def _wait(self, job_id: str) -> Json:
        await self._effect(job_id, "wait", None)
        await self.go.wait()
        return 7

    async def until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not is_so():
                self.changed.clear()
                await self.changed.wait()


async def eventually(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not is_so():
            await asyncio.sleep(0.02)


async def ends_recorded(engine: Engine) -> None:
    """Until how each run ended is on disk, which the library writes after the run: a stop may come between."""
    if isinstance(engine, DbosEngine):
        async with asyncio.timeout(60):
            while await DBOS.list_workflows_async(status="PENDING"):
                await asyncio.sleep(0.02)


@pytest.fixture(params=["memory", "sqlite"])
def new_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Engine]:
    if request.param == "sqlite":
        return lambda: DbosEngine(sqlite=tmp_path / "engine.db")
    # The twin's disk is its memory: the next start is the same object.
    engine = InMemoryEngine()
    return lambda: engine


@pytest.fixture
async def new_real_engine(tmp_path: Path) -> AsyncIterator[Callable[[], DbosEngine]]:
    made = list[DbosEngine]()

    def new() -> DbosEngine:
        made.append(DbosEngine(sqlite=tmp_path / "engine.db"))
        return made[-1]

    yield new
    # There is one engine per process: one that a failed test left running would hang the next test.
    for engine in made:
        if not engine.is_stopping:
            await engine.stop()


async def test_a_job_runs_its_steps_once_however_often_it_is_submitted(
    new_engine: Callable[[], Engine],
) -> None:
    engine, play = new_engine(), Play()
    play.go.set()
    await engine.start(play.run)
    await asyncio.gather(*(engine.submit("j") for _ in range(5)))
    await play.until(lambda: "j" in play.ended)
    await engine.submit("j")
    await engine.stop()
    assert play.done == ["j start", "j wait", "j end"]
    assert play.values == [{"a": [1, None, "小狗"]}, 7, None]


async def test_a_stop_leaves_jobs_open_and_the_next_start_replays_what_was_done(
    new_engine: Callable[[], Engine],
) -> None:
    engine, play = new_engine(), Play()
    await engine.start(play.run)
    for job_id in ("a", "b"):
        await engine.submit(job_id)
    await play.until(lambda: play.done.count("a wait") + play.done.count("b wait") == 2)
    await engine.stop()
    assert play.ended == set()

    play.go.set()
    engine = new_engine()
    await engine.start(play.run)
    await play.until(lambda: play.ended == {"a", "b"})
    await engine.stop()
    assert sorted(play.done) == [
        "a end",
        "a start",
        "a wait",
        "a wait",
        "b end",
        "b start",
        "b wait",
        "b wait",
    ]
    assert play.values.count({"a": [1, None, "小狗"]}) == 4


async def test_a_run_that_breaks_is_logged_once_and_can_be_run_anew_after_a_start(
    new_engine: Callable[[], Engine], caplog: pytest.LogCaptureFixture
) -> None:
    engine, play = new_engine(), Play()
    play.go.set()
    is_broken = True

    async def run(job_id: str, steps: Steps) -> None:
        await play.run(job_id, steps)
        if is_broken and job_id == "bad":
            raise ValueError("a fault of ours")

    caplog.set_level(logging.WARNING)
    await engine.start(run)
    await engine.submit("bad")
    await engine.submit("good")
    await play.until(lambda: play.ended == {"bad", "good"})
    await ends_recorded(engine)
    await engine.stop()
    assert [record.getMessage() for record in caplog.records] == ["The run of job bad broke."]

    is_broken = False
    play.ended.clear()
    engine = new_engine()
    await engine.start(run)
    await engine.submit("bad")
    await asyncio.sleep(0.05)
    assert play.ended == set()
    await engine.resume(["bad", "new"])
    await play.until(lambda: play.ended == {"bad", "new"})
    await engine.stop()
    assert play.done.count("bad start") == 2
    assert play.done.count("good start") == 1


async def test_a_job_that_runs_is_not_run_twice_by_a_resume(new_engine: Callable[[], Engine]) -> None:
    engine, play = new_engine(), Play()
    await engine.start(play.run)
    await engine.submit("j")
    await play.until(lambda: "j wait" in play.done)
    await engine.resume(["j"])
    play.go.set()
    await play.until(lambda: "j" in play.ended)
    await engine.stop()
    assert play.done == ["j start", "j wait", "j end"]


@pytest.mark.parametrize("when", When)
@pytest.mark.parametrize("step", ["start", "wait", "end"])
async def test_the_twin_dies_where_it_is_told_and_goes_on_at_the_next_start(step: str, when: When) -> None:
    engine, play = InMemoryEngine(), Play()
    play.go.set()
    engine.die(step, when)
    await engine.start(play.run)
    await engine.submit("j")
    await engine.settled()
    assert engine.has_died
    assert play.ended == set()
    await engine.start(play.run)
    await engine.settled()
    assert play.ended == {"j"}
    repeated = [f"j {step}"] if when is When.UNRECORDED else []
    assert sorted(play.done) == sorted(["j start", "j wait", "j end", *repeated])
    assert engine.error("j") is None


async def test_the_twin_notices_a_job_whose_steps_changed_their_order() -> None:
    engine, names = InMemoryEngine(), iter("ab")

    async def run(_job_id: str, steps: Steps) -> None:
        async def effect() -> Json:
            return None

        await steps.do(next(names), effect)
        await steps.do("last", effect)

    engine.die("last", When.BEFORE)
    await engine.start(run)
    await engine.submit("j")
    await engine.settled()
    await engine.start(run)
    await engine.settled()
    assert "on replay" in str(engine.error("j"))


async def test_a_stop_with_a_thousand_waiting_jobs_takes_no_more_than_seconds(
    new_real_engine: Callable[[], DbosEngine], caplog: pytest.LogCaptureFixture
) -> None:
    engine, clock, waiting = new_real_engine(), SystemClock(), list[str]()

    async def run(job_id: str, steps: Steps) -> None:
        async def wait() -> Json:
            waiting.append(job_id)
            await clock.sleep(3600, job_id=job_id)
            return None

        await steps.do("wait", wait)

    await engine.start(run)
    for first in range(0, 1000, 50):
        await asyncio.gather(*(engine.submit(f"j{first + number}") for number in range(50)))
    await eventually(lambda: len(waiting) == 1000)
    began = time.monotonic()
    await engine.stop()
    assert time.monotonic() - began < 6
    assert engine.running == 0
    assert caplog.records == []
    with sqlite3.connect(engine._sqlite or "") as file:
        states = file.execute("SELECT status, count(*) FROM workflow_status GROUP BY status").fetchall()
    file.close()
    assert states == [("PENDING", 1000)]


async def test_a_stop_lets_a_paid_call_end_and_be_recorded_and_cuts_all_else(
    new_real_engine: Callable[[], DbosEngine],
) -> None:
    entered, paid, cut, after = asyncio.Event(), list[str](), list[str](), list[str]()

    async def run(_job_id: str, steps: Steps) -> None:
        async def create() -> Json:
            entered.set()
            try:
                await asyncio.sleep(0.3)
            except asyncio.CancelledError:
                cut.append("create")
                raise
            paid.append("task")
            return "task"

        async def wait() -> Json:
            after.append("wait")
            return None

        assert await steps.do("pay", create, guarded=True) == "task"
        await steps.do("wait", wait)

    engine = new_real_engine()
    await engine.start(run)
    await engine.submit("j")
    await entered.wait()
    await engine.stop()
    await engine.submit("too late")
    assert (paid, cut, after) == (["task"], [], [])
    engine = new_real_engine()
    await engine.start(run)
    await eventually(lambda: bool(after))
    await engine.stop()
    assert (paid, after) == (["task"], ["wait"])


async def test_a_cancel_from_nowhere_breaks_the_run_instead_of_leaving_it_hanging(
    new_real_engine: Callable[[], DbosEngine], caplog: pytest.LogCaptureFixture
) -> None:
    lives = list[str]()

    async def run(job_id: str, steps: Steps) -> None:
        async def effect() -> Json:
            lives.append(job_id)
            if len(lives) == 1:
                raise asyncio.CancelledError
            return None

        await steps.do("start", effect)

    engine = new_real_engine()
    await engine.start(run)
    await engine.submit("j")
    await eventually(lambda: engine.running == 0 and bool(lives))
    # That the run broke is recorded after its body; until then it counts as one that still runs.
    async with asyncio.timeout(60):
        while len(lives) < 2:
            await engine.resume(["j"])
    await engine.stop()
    assert [record.getMessage() for record in caplog.records] == ["The run of job j broke."]


async def test_a_call_that_never_ends_is_cut_after_the_grace(tmp_path: Path) -> None:
    entered = asyncio.Event()

    async def run(_job_id: str, steps: Steps) -> None:
        async def create() -> Json:
            entered.set()
            await asyncio.sleep(3600)
            return None

        await steps.do("pay", create, guarded=True)

    engine = DbosEngine(sqlite=tmp_path / "engine.db", grace_s=0.2)
    await engine.start(run)
    await engine.submit("j")
    await asyncio.wait_for(entered.wait(), 60)
    began = time.monotonic()
    await engine.stop()
    assert time.monotonic() - began < 4


async def test_records_of_ended_jobs_are_swept_and_those_of_open_ones_are_not(
    new_real_engine: Callable[[], DbosEngine],
) -> None:
    engine, play = new_real_engine(), Play()
    play.go.set()
    await engine.start(play.run)
    for number in range(3):
        await engine.submit(f"j{number}")
    await play.until(lambda: len(play.ended) == 3)
    play.go.clear()
    await engine.submit("open")
    await play.until(lambda: "open wait" in play.done)
    await eventually(lambda: engine.running == 1)
    assert await engine.sweep(before=time.time() - 60) == 0
    # The last write of a workflow comes after its body.
    swept = 0
    async with asyncio.timeout(60):
        while swept < 3:
            swept += await engine.sweep(before=time.time() + 60)
    assert await engine.dead() == ()
    await engine.stop()
    with sqlite3.connect(engine._sqlite or "") as file:
        left = file.execute("SELECT DISTINCT workflow_uuid FROM operation_outputs").fetchall()
    file.close()
    assert left == [("open",)]


async def test_a_file_that_is_no_database_is_said_so_and_the_process_lives_on(tmp_path: Path) -> None:
    (tmp_path / "engine.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(EngineError):
        await DbosEngine(sqlite=tmp_path / "engine.db").start(Play().run)
    engine, play = DbosEngine(sqlite=tmp_path / "other.db"), Play()
    play.go.set()
    await engine.start(play.run)
    await engine.submit("j")
    await play.until(lambda: "j" in play.ended)
    await engine.stop()
    await asyncio.to_thread(lambda: None)


async def test_the_engine_opens_no_connection_and_no_port(new_real_engine: Callable[[], DbosEngine]) -> None:
    seen, is_watching = list[str](), True

    def watch(event: str, args: tuple[object, ...]) -> None:
        if is_watching and event in {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"}:
            seen.append(f"{event} {args}")

    sys.addaudithook(watch)
    engine, play = new_real_engine(), Play()
    play.go.set()
    await engine.start(play.run)
    await engine.submit("j")
    await play.until(lambda: "j" in play.ended)
    await engine.stop()
    is_watching = False
    assert seen == []


def test_the_error_of_a_lost_record_does_not_repeat_the_value(tmp_path: Path) -> None:
    # On Postgres the library makes its engine itself, from these.
    on_postgres = postgres_config("postgresql://here/db")["db_engine_kwargs"] or {}
    for engine in (sqlite_engine(tmp_path / "engine.db"), sa.create_engine("sqlite://", **on_postgres)):
        with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError) as raised:
            connection.execute(
                sa.text("INSERT INTO steps (output) VALUES (:output)"), {"output": "an otter rows"}
            )
        assert "otter" not in str(raised.value)
        engine.dispose()
