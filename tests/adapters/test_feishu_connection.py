"""The long connection: what comes in is claimed and answered in time, and every fall is survived."""

import asyncio
import dataclasses
import logging
import time

import pytest

from adapters.feishu.settings import Timings
from core.model import Verb
from tests.adapters.feishu.desk import World, world
from tests.adapters.feishu.events import ALICE, BOB, DIRECT, GROUP, envelope, id_of, message, old_press, press


async def test_a_message_is_claimed_answered_and_signed() -> None:
    async with world() as w:
        event = message("a cat in the rain")
        ack = await w.feishu.socket.push(event)
        assert ack.code == 200
        assert [incoming.text for incoming in w.desk.taken] == ["a cat in the rain"]
        await w.until(lambda: w.feishu.signs.log == [("+", id_of(event), "OnIt")])


async def test_a_message_sent_again_is_taken_once_and_signed_once() -> None:
    async with world() as w:
        event = message("a cat")
        for _ in range(3):
            assert (await w.feishu.socket.push(event)).code == 200
        await w.until(lambda: w.feishu.signs.log)
        assert len(w.desk.taken) == 1
        assert w.desk.duplicates == [id_of(event)] * 2
        assert len(w.feishu.signs.log) == 1


async def test_two_people_within_a_moment_are_two_requests() -> None:
    async with world() as w:
        acks = await asyncio.gather(
            w.feishu.socket.push(message("a cat", user=ALICE)),
            w.feishu.socket.push(message("a dog", user=BOB)),
        )
        assert [ack.code for ack in acks] == [200, 200]
        assert {(i.address.user, i.text) for i in w.desk.taken} == {(ALICE, "a cat"), (BOB, "a dog")}


async def test_a_picture_and_the_words_after_it_keep_their_order() -> None:
    async with world() as w:
        parent = w.feishu.post_picture(b"x")
        w.feishu.fail("message", 1, times=1, status=500, delay_s=0.05)
        first = message("slow, with a parent", chat=DIRECT, parent=parent)
        second = message("quick", chat=DIRECT)
        await asyncio.gather(w.feishu.socket.push(first), w.feishu.socket.push(second))
        assert [incoming.id for incoming in w.desk.taken] == [id_of(first), id_of(second)]


async def test_split_frames_are_joined_in_any_order() -> None:
    async with world() as w:
        assert (await w.feishu.socket.push(message("long " * 200), split=5, shuffled=True)).code == 200
        assert w.desk.taken[0].text == ("long " * 200).strip()


async def test_an_event_of_an_unknown_kind_is_acknowledged() -> None:
    async with world() as w:
        ack = await w.feishu.socket.push(envelope("drive.file.edit_v1", {"x": 1}))
        assert ack.code == 200
        assert not w.desk.taken


async def test_an_event_that_is_not_json_is_acknowledged() -> None:
    async with world() as w:
        assert (await w.feishu.socket.push({})).code == 200


async def test_a_press_is_answered_with_a_toast_in_the_cards_language() -> None:
    async with world() as w:
        value = {"verb": "cancel", "job": "feishu:om_1", "value": "", "language": "en", "thread": "omt_1"}
        ack = await w.feishu.socket.push(press(value, card="om_c", user=BOB))
        toast = ack.data["toast"]
        assert toast["content"] == "Got it, cancelling" == toast["i18n"]["en_us"]
        taken = w.desk.taken[0]
        assert taken.action is not None
        assert (taken.action.verb, taken.action.job_id) == (Verb.CANCEL, "feishu:om_1")
        assert (taken.address.user, taken.reply_to, taken.address.thread) == (BOB, "om_c", "omt_1")
        assert taken.at == pytest.approx(time.time(), abs=5)


async def test_a_press_on_an_old_card_is_answered_too() -> None:
    async with world() as w:
        ack = await w.feishu.socket.push(old_press({"verb": "again", "job": "j"}), kind="card")
        assert ack.data["toast"]["type"] == "info"
        ack = await w.feishu.socket.push(press({"verb": "again", "job": "j"}), kind="card")
        assert ack.code == 200
        assert len(w.desk.taken) == 2


async def test_two_presses_are_two_and_one_press_sent_twice_is_one() -> None:
    async with world() as w:
        first, second = press({"verb": "again", "job": "j"}), press({"verb": "again", "job": "j"})
        for event in (first, second, first):
            await w.feishu.socket.push(event)
        assert len(w.desk.taken) == 2
        assert len(w.desk.duplicates) == 1


async def test_a_press_that_means_nothing_to_us_says_so() -> None:
    async with world() as w:
        ack = await w.feishu.socket.push(press({"foreign": "value"}))
        assert ack.data["toast"]["type"] == "error"
        assert not w.desk.taken


async def test_a_press_whose_claim_fails_asks_for_another() -> None:
    async with world() as w:
        w.desk.failing = 1
        ack = await w.feishu.socket.push(press({"verb": "again", "job": "j"}))
        assert ack.code == 200
        assert "再点一次" in ack.data["toast"]["content"]


async def test_a_claim_that_fails_is_asked_for_again_and_its_words_are_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with world() as w:
        w.desk.failing = 1
        event = message("a cat")
        assert (await w.feishu.socket.push(event)).code == 500
        assert (await w.feishu.socket.push(event)).code == 200
        assert len(w.desk.taken) == 1
        assert "canary" not in caplog.text


async def test_a_slow_claim_is_answered_in_time_and_goes_on() -> None:
    async with world() as w:
        w.desk.claim_s = 0.9
        event = message("a cat")
        ack = await w.feishu.socket.push(event)
        assert ack.code == 500
        assert ack.took_s < 0.85
        await w.until(lambda: w.desk.taken)
        w.desk.claim_s = 0.0
        assert (await w.feishu.socket.push(event)).code == 200
        assert len(w.desk.taken) == 1


async def test_a_stale_message_is_dropped_with_a_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with world() as w:
        event = message("from yesterday", age_s=700)
        assert (await w.feishu.socket.push(event)).code == 200
        assert not w.desk.taken
        assert w.gateway.health()["stale"] == 1
        assert "dropped" in caplog.text
        assert id_of(event) in caplog.text


async def test_a_dropped_connection_comes_back() -> None:
    async with world() as w:
        await w.feishu.socket.drop()
        await w.feishu.socket.connected(2)
        await w.until(lambda: w.gateway.state == "up")
        assert (await w.feishu.socket.push(message("after the fall"))).code == 200


async def test_a_half_open_socket_is_noticed_and_left_without_waiting() -> None:
    async with world(timings={"ping_s": 0.3}) as w:
        await w.feishu.socket.pinged(1)
        w.feishu.socket.mute = True
        await w.feishu.socket.connected(2)
        w.feishu.socket.mute = False
        assert (await w.feishu.socket.push(message("still here"))).code == 200


async def test_a_peer_that_reads_nothing_does_not_hold_the_stop() -> None:
    async with world() as w:
        w.feishu.socket.deaf = True
        await w.feishu.socket.drop()
        await w.feishu.socket.connected(2)
        since = time.monotonic()
        await w.gateway.stop()
        assert time.monotonic() - since < 1.0
        w.feishu.socket.deaf = False


@pytest.mark.parametrize("code", [1, 1000040343, 1000040344, 1000040350, 99])
async def test_a_refused_bootstrap_is_survived_and_shown(code: int) -> None:
    async with world() as w:
        states = _watch(w)
        w.feishu.socket.endpoint_codes = [code, code]
        await w.feishu.socket.drop()
        await w.feishu.socket.connected(2)
        await w.until(lambda: w.gateway.state == "up")
        assert ("fatal" in states) is (code not in (1, 1000040343))


async def test_a_refused_handshake_is_survived() -> None:
    async with world() as w:
        states = _watch(w)
        refusal = {
            "handshake-status": "514",
            "handshake-msg": "too many",
            "handshake-autherrcode": "1000040350",
        }
        w.feishu.socket.handshake_refusals = [refusal, {}]
        await w.feishu.socket.drop()
        await w.feishu.socket.connected(2)
        assert "fatal" in states


async def test_a_stop_ends_within_a_second_and_leaves_no_task() -> None:
    before = asyncio.all_tasks()
    async with world() as w:
        await w.feishu.socket.push(message("a cat"))
        since = time.monotonic()
        await w.gateway.stop()
        await w.gateway.chat.close()
        assert time.monotonic() - since < 1.0
        assert w.gateway.state == "stopped"
        ours = {
            task.get_name() for task in asyncio.all_tasks() - before if task.get_name().startswith("feishu")
        }
        assert ours == set()
        await w.gateway.stop()


async def test_a_gateway_can_be_started_again() -> None:
    async with world() as w:
        await w.gateway.stop()
        await w.gateway.start()
        await w.feishu.socket.connected(2)
        await w.until(lambda: w.gateway.state == "up")
        assert (await w.feishu.socket.push(message("once more"))).code == 200


async def test_no_ticket_no_secret_and_no_token_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with world() as w:
        await w.feishu.socket.push(message("canary-prompt"))
        await w.feishu.socket.drop()
        await w.feishu.socket.connected(2)
        w.feishu.revoke_tokens()
        await w.feishu.socket.push(message("again"))
        await w.until(lambda: len(w.feishu.signs.log) == 2)
        ours = "\n".join(r.getMessage() for r in caplog.records if r.name.startswith("adapters."))
        for canary in ("canary", "local-secret", *w.feishu.tokens):
            assert canary not in ours


async def test_answers_stay_quick_at_twenty_events_a_second() -> None:
    async with world() as w:
        await w.feishu.socket.connected()

        async def push(number: int) -> float:
            await asyncio.sleep(number * 0.05)
            return (await w.feishu.socket.push(message(f"cat {number}", chat=f"oc_{number}"))).took_s

        took = sorted(await asyncio.gather(*(push(number) for number in range(40))))
        assert len(w.desk.taken) == 40
        assert took[-1] < 0.5


async def test_a_group_message_waits_for_our_own_open_id_or_is_asked_for_again() -> None:
    async with world(start=False) as w:
        w.feishu.fail("bot", 1, times=1000, status=500)
        await w.gateway.start()
        await w.feishu.socket.connected()
        event = message("a cat", chat=GROUP)
        assert (await w.feishu.socket.push(event)).code == 500
        assert (await w.feishu.socket.push(message("in a talk of two", chat=DIRECT))).code == 200
        w.feishu.failures.clear()
        await w.until(lambda: w.gateway.health()["knows_itself"], within_s=5)
        assert (await w.feishu.socket.push(event)).code == 200
        assert len(w.desk.taken) == 2


def _watch(w: World) -> list[str]:
    states: list[str] = []
    enter = w.gateway._connection._on_state  # type: ignore[union-attr]

    def noted(state: object, detail: str) -> None:
        states.append(str(state))
        enter(state, detail)  # type: ignore[arg-type]

    w.gateway._connection._on_state = noted  # type: ignore[union-attr,assignment]
    return states


def test_the_timings_of_service_stay_within_the_platforms_limits() -> None:
    timings = Timings()
    assert timings.claim_s < 2.5
    assert timings.parent_s + timings.self_s < timings.claim_s
    assert {f.name for f in dataclasses.fields(timings)} >= {"ping_s", "pong_s"}
