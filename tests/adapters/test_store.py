"""The contract of the memory ports, run against SQLite and, with TEST_POSTGRES_URL, against Postgres."""

import asyncio
import traceback
from dataclasses import replace

import pytest
import sqlalchemy as sa

from adapters.store import Database, SqlHistory, SqlInbox, SqlJobs, SqlLedger, SqlPreferences
from core.model import Act, Address, Intent, Pending, Phase, TaskType
from core.ports import FenceState, Opening, Question, Subject, Talk
from tests.adapters.store_samples import (
    ADDRESS,
    DAY,
    DRAFT,
    KINDS,
    NOW,
    ORDER,
    PICTURE,
    POSTGRES_URL,
    a_job,
    a_message,
)


@pytest.fixture
def ledger(database: Database) -> SqlLedger:
    return SqlLedger(database)


@pytest.fixture
def inbox(database: Database) -> SqlInbox:
    return SqlInbox(database, now=lambda: NOW)


@pytest.fixture
def history(database: Database) -> SqlHistory:
    return SqlHistory(database, now=lambda: NOW)


@pytest.mark.skipif(
    not POSTGRES_URL, reason="TEST_POSTGRES_URL names no Postgres server: SQLite alone was tested"
)
def test_the_contract_was_run_against_postgres() -> None:
    assert "postgres" in KINDS


# --- inbox -------------------------------------------------------------------


async def test_a_message_is_claimed_once_even_when_it_comes_many_times_at_once(inbox: SqlInbox) -> None:
    claims = await asyncio.gather(*(inbox.claim(a_message()) for _ in range(20)))
    assert sum(claims) == 1


async def test_a_message_is_known_from_its_claim_on_answered_or_not(inbox: SqlInbox) -> None:
    assert not await inbox.knows("1")
    await inbox.claim(a_message("1"))
    assert await inbox.knows("1")
    await inbox.answered("1")
    assert await inbox.knows("1")
    assert not await inbox.knows("2")


async def test_an_unanswered_message_comes_back_whole_and_oldest_first(inbox: SqlInbox) -> None:
    late, early = a_message("2", at=NOW + 5), a_message("1", at=NOW)
    for message in (late, early, a_message("3")):
        await inbox.claim(message)
    await inbox.answered("3")
    assert await inbox.unanswered() == (early, late)
    assert await inbox.claim(a_message("3")) is False


async def test_odd_characters_of_a_message_are_kept_or_replaced_and_never_refused(inbox: SqlInbox) -> None:
    assert await inbox.claim(a_message("a\0b", text="nul \0, half an emoji \ud83d, 😀"))
    assert await inbox.claim(a_message("a\0b")) is False
    (kept,) = await inbox.unanswered()
    assert kept.text == "nul \ufffd, half an emoji \ufffd, 😀"


# --- jobs --------------------------------------------------------------------


async def test_a_job_is_opened_once_and_read_back_as_it_was(jobs: SqlJobs) -> None:
    job = a_job()
    opened = await asyncio.gather(*(jobs.open(job) for _ in range(10)))
    assert opened.count(Opening.NEW) == 1
    assert await jobs.get(job.id) == job
    assert await jobs.get("discord:other") is None


async def test_a_value_keeps_its_type_through_the_store(jobs: SqlJobs) -> None:
    await jobs.open(a_job())
    stored = await jobs.get("discord:m-1")
    assert stored is not None
    assert [(name, type(value)) for name, value in stored.draft.order.params.items()] == [
        (name, type(value)) for name, value in ORDER.params.items()
    ]


async def test_saving_writes_all_but_the_cancel_flag(jobs: SqlJobs) -> None:
    job = a_job()
    await jobs.open(job)
    assert await jobs.cancel(job.id) is Phase.OPEN
    changed = job.become(
        Phase.DELIVERED,
        task_id="t",
        url="https://u",
        cover="https://c",
        elapsed_s=90,
        attempt=2,
        rendering_since=NOW + 1,
    )
    changed = replace(changed, draft=replace(DRAFT, hint="another"))
    await jobs.save(changed)
    assert await jobs.get(job.id) == replace(changed, cancel_asked=True)


async def test_saving_a_job_that_was_never_opened_is_a_programmers_mistake(jobs: SqlJobs) -> None:
    with pytest.raises(LookupError):
        await jobs.save(a_job())


async def test_cancelling_tells_the_phase_and_leaves_an_ended_job_alone(jobs: SqlJobs) -> None:
    assert await jobs.cancel("discord:other") is None
    await jobs.open(a_job())
    await jobs.save(a_job().become(Phase.FAILED, failure="moderation"))
    assert await jobs.cancel("discord:m-1") is Phase.FAILED
    stored = await jobs.get("discord:m-1")
    assert stored is not None
    assert not stored.cancel_asked


async def test_jobs_are_found_newest_first_by_person_and_chat(jobs: SqlJobs) -> None:
    for number in range(4):
        await jobs.open(a_job(f"discord:{number}", at=NOW + number // 2))
    await jobs.open(a_job("discord:other", user="user-2", at=NOW + 9))
    found = await jobs.latest("discord:user-1", "discord:room-1", limit=3)
    assert [job.id for job in found] == ["discord:3", "discord:2", "discord:1"]
    assert await jobs.latest("discord:user-1", "discord:room-2") == ()
    newest = await jobs.newest_in("discord:room-1")
    assert newest is not None
    assert newest.id == "discord:other"
    of_others = await jobs.newest_in("discord:room-1", besides="discord:user-2")
    assert of_others is not None
    assert of_others.id == "discord:3"
    assert await jobs.newest_in("discord:room-2") is None


async def test_open_jobs_come_oldest_first_and_ended_ones_do_not(jobs: SqlJobs) -> None:
    for number in range(3):
        await jobs.open(a_job(f"discord:{number}", at=NOW - number))
    await jobs.save(a_job("discord:1").become(Phase.IN_DOUBT))
    assert [job.id for job in await jobs.unfinished()] == ["discord:2", "discord:0"]


async def test_a_job_is_found_by_any_of_its_messages_and_by_the_request(jobs: SqlJobs) -> None:
    await jobs.open(a_job())
    await jobs.open(a_job("discord:m-2", message="m-2"))
    await jobs.mark_sent("discord:m-1", "progress", "p-1")
    await jobs.mark_sent("discord:m-1", "progress", "p-2")
    assert await jobs.sent("discord:m-1", "progress") == "p-2"
    assert await jobs.sent("discord:m-1", "media") is None
    for handle, owner in (("p-2", "discord:m-1"), ("m-1", "discord:m-1"), ("m-2", "discord:m-2")):
        job = await jobs.by_handle("discord:room-1", handle)
        assert job is not None
        assert job.id == owner
    assert await jobs.by_handle("discord:room-1", "p-1") is None
    assert await jobs.by_handle("discord:room-2", "p-2") is None
    assert await jobs.by_handle("discord:room-1", "") is None


async def test_the_first_order_of_an_attempt_stands(jobs: SqlJobs) -> None:
    await jobs.open(a_job())
    assert await jobs.order("discord:m-1", 2) is None
    orders = [replace(ORDER, points=points) for points in range(8)]
    await jobs.set_order("discord:m-1", 2, orders[3])
    await asyncio.gather(*(jobs.set_order("discord:m-1", 2, order) for order in orders))
    assert await jobs.order("discord:m-1", 2) == orders[3]


# --- the fence ---------------------------------------------------------------


async def test_a_fence_lets_one_call_through_and_then_tells_what_is_known(jobs: SqlJobs) -> None:
    await jobs.open(a_job())
    states = [
        fence.state for fence in await asyncio.gather(*(jobs.fence("discord:m-1", 1) for _ in range(8)))
    ]
    assert sorted(states) == [FenceState.CLEAR] + [FenceState.UNKNOWN] * 7
    await jobs.fence_outcome("discord:m-1", 1, task_id="t-1", outcome={"at": 1.5})
    await jobs.fence_outcome("discord:m-1", 1, outcome={"failure": "server"})
    fence = await jobs.fence("discord:m-1", 1)
    assert (fence.state, fence.task_id, fence.outcome) == (FenceState.KNOWN, "t-1", {"at": 1.5})
    assert await jobs.cancel("discord:m-1") is Phase.SUBMITTING


async def test_a_recorded_refusal_is_told_again_and_the_next_attempt_is_free(jobs: SqlJobs) -> None:
    await jobs.open(a_job())
    await jobs.fence("discord:m-1", 1)
    refusal = {"failure": "server", "code": 500, "more": [1, None, {"a": True}]}
    await jobs.fence_outcome("discord:m-1", 1, outcome=refusal)
    fence = await jobs.fence("discord:m-1", 1)
    assert (fence.state, fence.outcome) == (FenceState.REFUSED, refusal)
    assert (await jobs.fence("discord:m-1", 2)).state is FenceState.CLEAR


async def test_a_cancel_before_the_fence_stops_it_and_one_after_it_learns_so(jobs: SqlJobs) -> None:
    await jobs.open(a_job("discord:1"))
    await jobs.cancel("discord:1")
    assert (await jobs.fence("discord:1", 1)).state is FenceState.CANCELLED
    await jobs.open(a_job("discord:2"))
    await jobs.fence("discord:2", 1)
    assert await jobs.cancel("discord:2") is Phase.SUBMITTING
    assert (await jobs.fence("discord:2", 1)).state is FenceState.UNKNOWN


async def test_a_late_save_of_an_earlier_phase_does_not_hide_the_fence_from_a_cancel(jobs: SqlJobs) -> None:
    await jobs.open(a_job())
    await jobs.fence("discord:m-1", 1)
    await jobs.save(a_job().become(Phase.STARTED))
    assert await jobs.cancel("discord:m-1") is Phase.SUBMITTING


async def test_a_cancel_between_a_refusal_and_the_next_attempt_costs_nothing(jobs: SqlJobs) -> None:
    await jobs.open(a_job())
    await jobs.fence("discord:m-1", 1)
    await jobs.fence_outcome("discord:m-1", 1, outcome={})
    assert await jobs.cancel("discord:m-1") is Phase.STARTED
    assert (await jobs.fence("discord:m-1", 2)).state is FenceState.CANCELLED


async def test_a_job_that_is_over_is_not_paid_for_any_more(jobs: SqlJobs) -> None:
    await jobs.open(a_job())
    await jobs.save(a_job().become(Phase.FAILED))
    assert (await jobs.fence("discord:m-1", 2)).state is FenceState.CANCELLED


async def test_cancel_and_fence_at_the_same_instant_always_agree(jobs: SqlJobs) -> None:
    for number in range(30):
        job_id = f"discord:{number}"
        await jobs.open(a_job(job_id))
        both = [jobs.cancel(job_id), jobs.fence(job_id, 1)]
        answers = await asyncio.gather(*(both if number % 2 else reversed(both)))
        phase, fence = answers if number % 2 else reversed(answers)
        assert (phase, fence.state) in {
            (Phase.OPEN, FenceState.CANCELLED),
            (Phase.SUBMITTING, FenceState.CLEAR),
        }


async def test_a_fence_without_a_job_or_an_outcome_without_a_fence_is_a_mistake(jobs: SqlJobs) -> None:
    with pytest.raises(LookupError):
        await jobs.fence("discord:other", 1)
    await jobs.open(a_job())
    with pytest.raises(LookupError):
        await jobs.fence_outcome("discord:m-1", 1, task_id="t")


# --- preferences -------------------------------------------------------------


async def test_a_preference_is_kept_by_person_and_task_type(database: Database) -> None:
    preferences = SqlPreferences(database)
    await preferences.set("discord:a", [TaskType.TEXT, TaskType.IMAGE], "kling-o1")
    await preferences.set("discord:a", [TaskType.TEXT], "wan-2.6")
    assert await preferences.get("discord:a") == {TaskType.TEXT: "wan-2.6", TaskType.IMAGE: "kling-o1"}
    await preferences.clear("discord:a", [TaskType.TEXT, TaskType.FRAMES])
    assert await preferences.get("discord:a") == {TaskType.IMAGE: "kling-o1"}
    assert await preferences.get("discord:b") == {}


# --- ledger ------------------------------------------------------------------


async def test_points_are_held_once_and_become_what_was_spent(jobs: SqlJobs, ledger: SqlLedger) -> None:
    job = a_job()
    for _ in range(2):
        await jobs.open(job)
    assert await ledger.used(person="discord:user-1", at=NOW) == 48
    for _ in range(2):
        await ledger.spend(job.id, 1, 30, at=NOW)
    await ledger.spend(job.id, 2, 5, at=NOW)
    await ledger.release(job.id)
    assert await ledger.used(person="discord:user-1", at=NOW) == 35
    assert await ledger.used(room="discord:room-1", at=NOW) == 35
    assert await ledger.used(person="discord:user-1", at=NOW + DAY) == 0
    await jobs.open(job)
    assert await ledger.used(person="discord:user-1", at=NOW) == 35


async def test_released_points_are_free_again_and_uncertain_ones_stay_counted(
    jobs: SqlJobs, ledger: SqlLedger
) -> None:
    await jobs.open(a_job("discord:1", points=10))
    await jobs.open(a_job("discord:2", points=20))
    await ledger.release("discord:1")
    await ledger.hold("discord:2")
    assert await ledger.used(person="discord:user-1", at=NOW) == 20
    assert await ledger.entries() == (("discord:2", 0, 20, True),)


async def test_what_each_job_cost_adds_up_its_attempts(jobs: SqlJobs, ledger: SqlLedger) -> None:
    for name in ("discord:1", "discord:2"):
        await jobs.open(a_job(name, points=10))
    await ledger.spend("discord:1", 1, 10, at=NOW)
    await ledger.spend("discord:1", 2, 7, at=NOW)
    await ledger.hold("discord:2")
    found = await ledger.of_jobs(["discord:1", "discord:2", "discord:3"])
    assert found == {"discord:1": (17, False), "discord:2": (10, True)}


async def test_spending_without_a_hold_is_counted_for_the_jobs_owner(
    jobs: SqlJobs, ledger: SqlLedger
) -> None:
    await jobs.open(a_job())
    await ledger.release("discord:m-1")
    await ledger.spend("discord:m-1", 1, 9, at=NOW)
    assert await ledger.used(person="discord:user-1", room="discord:room-1", at=NOW) == 9


# --- history -----------------------------------------------------------------


async def test_a_conversation_is_empty_at_first_and_then_as_it_was_saved(history: SqlHistory) -> None:
    assert await history.talk("discord:a", "discord:r") == Talk()
    question = Question(
        pending=Pending.OFFER,
        asked_at=NOW,
        expires_at=NOW + 600,
        drafts=(DRAFT, DRAFT),
        incoming=a_message(),
        intent=Intent(action=Act.GENERATE, task_type=TaskType.TEXT, prompt="x", names=("旺财",)),
        job_id="discord:m-1",
    )
    talk = Talk(question=question, pictures=((NOW, PICTURE),), last_pictures=(PICTURE,), language="en")
    await history.change_talk("discord:a", "discord:r", lambda _: Talk(greeted_at=1.0))
    await history.change_talk("discord:a", "discord:r", lambda _: talk)
    assert await history.talk("discord:a", "discord:r") == talk
    assert await history.talk("discord:a", "discord:other") == Talk()


async def test_odd_characters_of_a_person_or_chat_are_replaced_and_never_refused(history: SqlHistory) -> None:
    await history.change_talk("console:a\ud83d", "console:r\0", lambda _: Talk(greeted_at=1.0))
    assert await history.talk("console:a\ud83d", "console:r\0") == Talk(greeted_at=1.0)


async def test_changes_of_a_conversation_at_the_same_time_keep_each_other(history: SqlHistory) -> None:
    def one_more(talk: Talk) -> Talk:
        return replace(talk, greeted_at=talk.greeted_at + 1)

    await asyncio.gather(*(history.change_talk("discord:a", "discord:r", one_more) for _ in range(12)))
    assert await history.talk("discord:a", "discord:r") == Talk(greeted_at=12.0)


async def test_the_same_name_again_replaces_the_subject(history: SqlHistory) -> None:
    first, second = Subject("旺财", PICTURE, "discord:a", NOW), Subject("Rex", PICTURE, "discord:b", NOW + 1)
    again = Subject("旺财", replace(PICTURE, role=None), "discord:b", NOW + 2)
    for subject in (first, second, again):
        await history.name_subject("discord:r", subject)
    assert await history.subjects("discord:r") == (again, second)
    assert await history.subjects("discord:other") == ()


async def test_forgetting_a_person_leaves_only_what_money_and_dedupe_need(
    database: Database, jobs: SqlJobs, ledger: SqlLedger, inbox: SqlInbox, history: SqlHistory
) -> None:
    preferences = SqlPreferences(database)
    ended, running, other = a_job("discord:1"), a_job("discord:2"), a_job("discord:3", user="user-2")
    for job in (ended, running, other):
        await jobs.open(job)
        await jobs.mark_sent(job.id, "start", f"h-{job.id}")
        await history.change_talk(job.address.person, "discord:room-1", lambda _: Talk(greeted_at=1.0))
        await preferences.set(job.address.person, [TaskType.TEXT], "kling-o1")
    await jobs.save(ended.become(Phase.DELIVERED, url="https://u", cover="https://c", elapsed_s=60))
    await ledger.release("discord:1")
    await inbox.claim(a_message("discord:9"))
    await history.name_subject("discord:room-1", Subject("旺财", PICTURE, "discord:user-1", NOW))

    await history.forget("discord:user-1")

    blank = await jobs.get("discord:1")
    assert blank is not None
    assert (blank.address, blank.draft.order.prompt, blank.draft.pictures) == (
        Address("discord", "", ""),
        "",
        (),
    )
    assert (blank.url, blank.cover, blank.phase) == ("", "", Phase.DELIVERED)
    assert await jobs.get("discord:2") == replace(running, is_forgotten=True)
    assert await jobs.get("discord:3") == other
    assert [job.id for job in await jobs.latest("discord:user-1", "discord:room-1", limit=9)] == ["discord:2"]
    assert await jobs.by_handle("discord:room-1", "h-discord:1") is None
    assert await history.talk("discord:user-1", "discord:room-1") == Talk()
    assert await history.talk("discord:user-2", "discord:room-1") == Talk(greeted_at=1.0)
    assert await preferences.get("discord:user-1") == {}
    assert await history.subjects("discord:room-1") == ()
    assert await inbox.unanswered() == ()
    assert await inbox.claim(a_message("discord:9")) is False
    assert await jobs.open(ended) is Opening.KNOWN
    assert await ledger.used(person="discord:user-1", at=NOW) == 48

    await jobs.save(running.become(Phase.DELIVERED, url="https://u", elapsed_s=70))
    blank = await jobs.get("discord:2")
    assert blank is not None
    assert (blank.address.user, blank.draft.order.prompt, blank.url) == ("", "", "")
    await jobs.save(running.become(Phase.DELIVERED, url="https://u", elapsed_s=70))
    assert await jobs.get("discord:2") == blank


async def test_a_sweep_blanks_at_once_and_forgets_ids_a_day_later(
    jobs: SqlJobs, ledger: SqlLedger, inbox: SqlInbox, history: SqlHistory
) -> None:
    ended, running = a_job("discord:1"), a_job("discord:2")
    for job in (ended, running):
        await jobs.open(job)
    await jobs.save(ended.become(Phase.FAILED))
    await jobs.fence("discord:1", 1)
    await inbox.claim(a_message("discord:9"))
    await history.change_talk("discord:user-1", "discord:room-1", lambda _: Talk(greeted_at=1.0))
    await history.name_subject("discord:room-1", Subject("旺财", PICTURE, "discord:user-1", NOW))

    await history.sweep(before=NOW - 1)
    assert await jobs.get("discord:1") == ended.become(Phase.FAILED)
    assert len(await inbox.unanswered()) == 1

    await history.sweep(before=NOW + 1)
    blank = await jobs.get("discord:1")
    assert blank is not None
    assert blank.draft.order.prompt == ""
    assert blank.draft.order.points == 48
    assert await jobs.get("discord:2") == running
    assert await jobs.latest("discord:user-1", "discord:room-1", limit=5) == (running,)
    assert await inbox.unanswered() == ()
    assert await inbox.claim(a_message("discord:9")) is False
    assert await jobs.open(ended) is Opening.KNOWN
    assert await history.talk("discord:user-1", "discord:room-1") == Talk()
    assert await history.subjects("discord:room-1") == ()

    await history.sweep(before=NOW + DAY + 1)
    assert await jobs.get("discord:1") is None
    assert await jobs.get("discord:2") == running
    assert await inbox.claim(a_message("discord:9"))
    assert await ledger.used(person="discord:user-1", at=NOW) == 0
    assert await ledger.used(room="discord:room-1", at=NOW) == 96


async def test_what_ended_long_after_it_was_asked_for_is_kept_from_its_last_change_on(
    jobs: SqlJobs, history: SqlHistory
) -> None:
    job = a_job(at=NOW - 7 * DAY)
    await jobs.open(job)
    await jobs.save(job.become(Phase.DELIVERED, url="https://u"))
    await history.sweep(before=NOW - 1)
    kept = await jobs.get(job.id)
    assert kept is not None
    assert kept.draft.order.prompt == ORDER.prompt
    await history.sweep(before=NOW + 1)
    swept = await jobs.get(job.id)
    assert swept is not None
    assert swept.draft.order.prompt == ""


async def test_a_sweep_of_many_jobs_reaches_them_all(jobs: SqlJobs, history: SqlHistory) -> None:
    for number in range(220):
        job = a_job(f"discord:{number}")
        await jobs.open(job)
        await jobs.save(job.become(Phase.DELIVERED, elapsed_s=number))
    await history.sweep(before=NOW + 2 * DAY)
    left = await jobs.opened(a_job().address, [f"discord:{number}" for number in range(220)])
    assert left == ()


async def test_the_error_of_a_statement_does_not_repeat_what_people_wrote(
    database: Database, jobs: SqlJobs
) -> None:
    await database.write(
        lambda connection: connection.exec_driver_sql("ALTER TABLE jobs RENAME COLUMN draft TO lost")
    )
    with pytest.raises(sa.exc.DBAPIError) as raised:
        await jobs.open(a_job())
    told = "".join(traceback.format_exception(raised.value))
    assert "INSERT INTO jobs" in told
    assert DRAFT.order.prompt not in told
    assert ADDRESS.user not in told
