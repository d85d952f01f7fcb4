"""The connection dies in every way there is, and the bot is back; what was said meanwhile is answered once."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.discord.supervision import Backoff, Phase
from core.model import Kind
from tests.adapters.discord.rig import PACE, post, rigged
from tests.adapters.discord.stand_in.world import CHANNEL


async def test_the_first_connection_is_refused(tmp_path: Path) -> None:
    async with rigged(tmp_path, wait=False) as rig:
        rig.discord.gateway.refuse = 3
        await rig.connected()
        await rig.speaks_again()


async def test_a_lost_connection_is_one_line_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with rigged(tmp_path) as rig:
        rig.discord.gateway.refuse = 1
        await rig.discord.gateway.close()
        await rig.speaks_again()
    news = [one for one in caplog.records if one.name == "discord.client" and "reconnect" in one.getMessage()]
    assert [(one.levelname, one.exc_info) for one in news] == [("WARNING", None)]
    assert news[0].getMessage().endswith("Error)")


@pytest.mark.parametrize("code", [1000, 1001, 1006, 4000, 4007, 4009])
async def test_the_connection_is_closed(tmp_path: Path, code: int) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.gateway.close(code)
        await rig.speaks_again()


async def test_an_event_of_a_closed_client_is_dropped(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        closed = rig.gateway._client
        assert closed is not None
        await closed.close()
        closed.dispatch("disconnect")
        await rig.speaks_again()


@pytest.mark.parametrize("text", ["{this is not json", '"a word"', "[]"])
async def test_the_gateway_talks_nonsense(tmp_path: Path, text: str) -> None:
    async with rigged(tmp_path) as rig:
        before = len(rig.discord.gateway.identifies)
        await rig.discord.gateway.garbage(text)
        await rig.discord.until(lambda: len(rig.discord.gateway.identifies) > before)
        await rig.speaks_again()


async def test_an_event_of_a_strange_shape_costs_nothing_but_itself(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.gateway.push("MESSAGE_CREATE", {"id": "no number"})
        await rig.discord.gateway.push("INTERACTION_CREATE", {})
        await rig.discord.gateway.push("AN_EVENT_OF_NEXT_YEAR", {})
        await rig.speaks_again()
        assert len(rig.discord.gateway.identifies) == 1


async def test_discord_asks_to_reconnect(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.gateway.op(7)
        await rig.discord.until(lambda: rig.discord.gateway.resumes)
        await rig.speaks_again()
        assert len(rig.discord.gateway.identifies) == 1


@pytest.mark.parametrize("resumable", [True, False])
async def test_discord_ends_the_session(tmp_path: Path, resumable: bool) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.gateway.op(9, resumable)
        gateway = rig.discord.gateway
        await rig.discord.until(lambda: gateway.resumes if resumable else len(gateway.identifies) == 2)
        await rig.speaks_again()


async def test_a_silent_gateway_is_left(tmp_path: Path) -> None:
    pace = replace(PACE, connect_patience_s=0.5)
    async with rigged(tmp_path, wait=False, pace=pace) as rig:
        rig.discord.gateway.silent = 1
        await rig.connected()
        assert rig.discord.gateway.connections == 2
        await rig.speaks_again()


async def test_a_gateway_that_stays_away_is_asked_by_a_new_client_before_the_library_would(
    tmp_path: Path,
) -> None:
    async with rigged(tmp_path) as rig:
        rig.discord.gateway.refuse = 4
        await rig.discord.gateway.close(1006)
        await rig.connected()
        await rig.discord.gateway.until_live(timeout=5)
        await rig.speaks_again()


async def test_while_the_gateway_is_away_the_bot_still_speaks(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.say("a cat")
        address = (await rig.taken()).address
        rig.discord.gateway.refuse = 1000
        await rig.discord.gateway.close(4000)
        await rig.discord.until(lambda: rig.gateway.state.phase is Phase.WAITING)
        assert not rig.gateway.state.is_healthy
        await rig.chat.send(address, post("🎬", Kind.START), key="start")
        assert len(rig.discord.world.ours(CHANNEL)) == 1


@pytest.mark.parametrize(
    ("code", "word"), [(4004, "DISCORD_BOT_TOKEN"), (4014, "message content intent"), (4011, "shards")]
)
async def test_a_fatal_close_is_reported_once_and_not_tried_again(
    tmp_path: Path, code: int, word: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with rigged(tmp_path, wait=False) as rig:
        rig.discord.gateway.close_identify_with = code
        await rig.discord.until(lambda: rig.gateway.state.phase is Phase.FATAL)
        assert word in rig.gateway.state.remedy
        await asyncio.sleep(0.1)
        assert len(rig.discord.gateway.identifies) == 1
    assert len([one for one in caplog.records if word in one.getMessage()]) == 1


async def test_a_wrong_token_is_fatal_and_never_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with rigged(tmp_path, wait=False, token="a-wrong-and-secret-token") as rig:
        await rig.discord.until(lambda: rig.gateway.state.phase is Phase.FATAL)
        assert "DISCORD_BOT_TOKEN" in rig.gateway.state.remedy
    assert "a-wrong-and-secret-token" not in caplog.text


async def test_a_login_that_fails_for_a_while_is_tried_again(tmp_path: Path) -> None:
    async with rigged(tmp_path, wait=False) as rig:
        rig.discord.fault("GET", "/users/@me", 503, times=2)
        rig.discord.fault("GET", "/users/@me", "drop")
        await rig.connected()
        await rig.speaks_again()


def test_pauses_grow_to_their_cap_and_a_settled_connection_forgets_them() -> None:
    now = [0.0]
    pace = replace(PACE, reconnect_s=0.5, reconnect_cap_s=5.0, long_trouble_s=600, long_cap_s=60)
    backoff = Backoff(pace, lambda: now[0])
    pauses = [backoff.pause_s(lived_s=0.0) for _ in range(8)]
    assert 0.3 < pauses[0] <= 0.5
    assert 3.5 < pauses[-1] <= 5.0
    now[0] = 1000.0
    assert backoff.pause_s(lived_s=0.0) > 5.0
    assert backoff.pause_s(lived_s=100.0) <= 0.5
