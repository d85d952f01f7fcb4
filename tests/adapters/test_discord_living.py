"""The connection dies in every way there is, and the bot is back; what was said meanwhile is answered once."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Self

import aiohttp
import pytest

from adapters.discord.supervision import Backoff, Phase
from core.model import Address, Incoming, Kind
from tests.adapters.discord.rig import PACE, FakeDesk, Rig, bot, post, rigged
from tests.adapters.discord.stand_in.world import BOT, CHANNEL, SECOND_CHANNEL


async def speaks_again(rig: Rig, count: int = 1) -> None:
    """A message sent once the gateway stands reaches the desk."""
    await rig.discord.gateway.until_live()
    await rig.discord.say("still there?")
    assert (await rig.taken(count)).text == "still there?"


# --- deaths ------------------------------------------------------------------


async def test_the_first_connection_is_refused(tmp_path: Path) -> None:
    async with rigged(tmp_path, wait=False) as rig:
        rig.discord.gateway.refuse = 3
        await rig.connected()
        await speaks_again(rig)


@pytest.mark.parametrize("code", [1000, 1001, 1006, 4000, 4007, 4009])
async def test_the_connection_is_closed(tmp_path: Path, code: int) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.gateway.close(code)
        await speaks_again(rig)


@pytest.mark.parametrize("text", ["{this is not json", '"a word"', "[]"])
async def test_the_gateway_talks_nonsense(tmp_path: Path, text: str) -> None:
    async with rigged(tmp_path) as rig:
        before = len(rig.discord.gateway.identifies)
        await rig.discord.gateway.garbage(text)
        await rig.discord.until(lambda: len(rig.discord.gateway.identifies) > before)
        await speaks_again(rig)


async def test_an_event_of_a_strange_shape_costs_nothing_but_itself(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.gateway.push("MESSAGE_CREATE", {"id": "no number"})
        await rig.discord.gateway.push("INTERACTION_CREATE", {})
        await rig.discord.gateway.push("AN_EVENT_OF_NEXT_YEAR", {})
        await speaks_again(rig)
        assert len(rig.discord.gateway.identifies) == 1


async def test_discord_asks_to_reconnect(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.gateway.op(7)
        await rig.discord.until(lambda: rig.discord.gateway.resumes)
        await speaks_again(rig)
        assert len(rig.discord.gateway.identifies) == 1


@pytest.mark.parametrize("resumable", [True, False])
async def test_discord_ends_the_session(tmp_path: Path, resumable: bool) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.gateway.op(9, resumable)
        gateway = rig.discord.gateway
        await rig.discord.until(lambda: gateway.resumes if resumable else len(gateway.identifies) == 2)
        await speaks_again(rig)


async def test_a_silent_gateway_is_left(tmp_path: Path) -> None:
    pace = replace(PACE, connect_patience_s=0.5)
    async with rigged(tmp_path, wait=False, pace=pace) as rig:
        rig.discord.gateway.silent = 1
        await rig.connected()
        assert rig.discord.gateway.connections == 2
        await speaks_again(rig)


async def test_a_gateway_that_stays_away_is_asked_by_a_new_client_before_the_library_would(
    tmp_path: Path,
) -> None:
    async with rigged(tmp_path) as rig:
        rig.discord.gateway.refuse = 4
        await rig.discord.gateway.close(1006)
        await rig.connected()
        await rig.discord.gateway.until_live(timeout=5)
        await speaks_again(rig)


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
        await speaks_again(rig)


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


# --- nothing missed, nothing doubled -----------------------------------------


async def test_events_replayed_by_a_resume_are_served_once(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.say("a cat")
        await rig.taken()
        for session in rig.discord.gateway.live:
            session.events.append({**session.events[-1], "s": len(session.events) + 1})
        await rig.discord.gateway.close(1006)
        await rig.discord.say("a dog")
        await rig.taken(2)
        assert len(rig.desk.offered) == 2


async def test_what_was_said_while_the_bot_was_away_is_answered_once(tmp_path: Path) -> None:
    desk = FakeDesk()
    async with rigged(tmp_path, desk=desk) as rig:
        where = rig.discord
        await where.say("before")
        await where.say_directly("before, directly")
        await rig.taken(2)
        await rig.gateway.stop()
        await rig.chat.close()
        direct = next(iter(where.world.direct.values()))
        where.written("too old", age_s=700)
        where.written("while away", age_s=30)
        where.written("not for us", mention=False)
        where.written("somewhere unknown", channel=SECOND_CHANNEL)
        where.written("directly, while away", channel=direct, mention=False)
        async with bot(where, tmp_path, desk) as later:
            await later.taken(4)
            await asyncio.sleep(0.1)
            assert {one.text for one in desk.taken[2:]} == {"while away", "directly, while away"}
        async with bot(where, tmp_path, desk):
            await asyncio.sleep(0.1)
            assert len(desk.taken) == 4


async def test_a_fresh_session_reads_what_was_missed(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.say("before")
        await rig.taken()
        rig.discord.written("missed")
        await rig.discord.gateway.op(9, False)
        assert (await rig.taken(2)).text == "missed"


async def test_an_unreadable_list_of_channels_is_no_reason_not_to_start(tmp_path: Path) -> None:
    (tmp_path / "discord-channels.json").write_text("{broken")
    async with rigged(tmp_path) as rig:
        await speaks_again(rig)


async def test_a_message_whose_answer_was_posted_before_a_crash_is_not_answered_again(tmp_path: Path) -> None:
    desk = FakeDesk()
    async with rigged(tmp_path, desk=desk) as rig:
        await rig.discord.say("a cat")
        address = (await rig.taken()).address
        handle = await rig.chat.send(address, post("🔗 link", Kind.LINK), key="link")
        await rig.gateway.stop()
        await rig.chat.close()
        rig.discord.world.nonces.clear()  # Discord has forgotten the nonce
        async with bot(rig.discord, tmp_path, desk) as later:
            assert await later.chat.send(address, post("🔗 link", Kind.LINK), key="link") == handle
            await later.chat.send(address, post("🔗 another link", Kind.LINK), key="other")
        assert len(rig.discord.world.ours(CHANNEL)) == 2


# --- commands, presence, shards, roles ---------------------------------------


async def test_commands_are_sent_when_they_changed_and_not_again(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        world = rig.discord.world
        await rig.discord.until(lambda: world.command_puts == 1)
        names = {one["name"] for one in world.commands}
        assert names == {
            "video",
            "models",
            "jobs",
            "preferences",
            "help",
            "Animate this image",
            "Use as reference",
        }
        await rig.discord.until(lambda: list(tmp_path.glob("discord-commands.*")))
        await rig.gateway.stop()
        await rig.chat.close()
        async with bot(rig.discord, tmp_path):
            await asyncio.sleep(0.1)
        assert world.command_puts == 1
        next(tmp_path.glob("discord-commands.*")).write_text("another content")
        async with bot(rig.discord, tmp_path):
            await rig.discord.until(lambda: world.command_puts == 2)


@pytest.mark.parametrize("mishap", [400, 403, 503, "drop"])
async def test_commands_that_cannot_be_sent_do_not_stop_the_messages(
    tmp_path: Path, mishap: int | str
) -> None:
    async with rigged(tmp_path, wait=False) as rig:
        rig.discord.fault("PUT", "/commands", mishap, code=50035)
        await rig.connected()
        await rig.discord.until(lambda: rig.discord.world.sent("PUT", "/commands"))
        await speaks_again(rig)


async def test_the_presence_shows_how_many_videos_are_in_the_making(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        first = rig.discord.gateway.identifies[0]["presence"]
        assert "/help" in first["game"]["state"]
        rig.desk.running = 3
        (shown,) = await rig.discord.until(lambda: rig.discord.gateway.presences)
        assert "3" in shown["activities"][0]["state"]


async def test_no_privileged_intent_is_asked_for(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        assert rig.discord.gateway.identifies[0]["intents"] == (1 << 0) | (1 << 9) | (1 << 12)


async def test_two_shards_serve_one_process(tmp_path: Path) -> None:
    async with rigged(tmp_path, shard_count=2) as rig:
        assert sorted(one["shard"] for one in rig.discord.gateway.identifies) == [[0, 2], [1, 2]]
        await rig.discord.gateway.until_live(2)
        await speaks_again(rig)
        await rig.discord.gateway.close(1006)
        await rig.discord.gateway.until_live(2)
        await speaks_again(rig, 2)


async def test_a_process_that_only_speaks_opens_no_gateway(tmp_path: Path) -> None:
    async with rigged(tmp_path, wait=False, listen=False) as rig:
        await rig.discord.until(lambda: rig.gateway.state.phase is Phase.SPEAKING)
        assert rig.gateway.state.is_healthy
        said = rig.discord.written("a cat")
        address = Address(
            platform="discord", chat=str(CHANNEL), user="730000000000000001", message=said["id"]
        )
        await rig.chat.send(address, post("🎬", Kind.START), key="start")
        assert rig.discord.gateway.connections == 0


async def test_everything_goes_through_the_proxy(tmp_path: Path) -> None:
    async with Proxy() as proxy, rigged(tmp_path, proxy=proxy.url) as rig:
        await rig.discord.command(
            "video", options={"prompt": "a cat", "first_picture": rig.discord.picture()}
        )
        incoming = await rig.taken()
        await rig.chat.send(incoming.address, post("🎬", Kind.START), key="start")
        await rig.chat.fetch(incoming.pictures[0])
        await rig.chat.send(incoming.address, post("done", Kind.MEDIA), key="media")
        seen = " ".join(proxy.seen)
        for part in ("/users/@me", "/gateway", "/callback", "/webhooks/", "/attachments/", "/messages"):
            assert part in seen


async def test_stopping_takes_no_time_and_leaves_the_gateway(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        started = asyncio.get_running_loop().time()
        await rig.gateway.stop()
        assert asyncio.get_running_loop().time() - started < 1.0
        assert rig.gateway.state.phase is Phase.STOPPED
        await rig.discord.until(lambda: not rig.discord.gateway.live)


async def test_the_start_message_leaves_quickly_at_twenty_a_second(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:

        async def answer(incoming: Incoming) -> None:
            await rig.chat.send(incoming.address, post("🎬", Kind.START), key=f"start:{incoming.id}")

        rig.desk.answer = answer
        for number in range(20):
            await rig.discord.say(f"cat {number}")
            await asyncio.sleep(0.05)
        await rig.discord.until(lambda: len(rig.discord.world.ours(CHANNEL)) == 20)
        asked = {one["id"]: int(one["id"]) >> 22 for one in rig.discord.world.messages.values()}
        delays = sorted(
            (int(one["id"]) >> 22) - asked[str(one["message_reference"]["message_id"])]
            for one in rig.discord.world.ours(CHANNEL)
        )
        assert delays[len(delays) // 2] < 150
        assert all(int(one["author"]["id"]) == BOT for one in rig.discord.world.ours(CHANNEL))


class Proxy:
    """An HTTP proxy that notes what passes; plain addresses only."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.url = ""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            line, rest = head.split(b"\r\n", 1)
            method, address, version = line.decode().split()
            self.seen.append(address)  # later requests on this connection are noted as they pass
            url = aiohttp.client_reqrep.URL(address)
            far_reader, far = await asyncio.open_connection(url.host, url.port)
            far.write(f"{method} {url.raw_path_qs} {version}\r\n".encode() + rest)
            await asyncio.gather(_copy(reader, far, self.seen), _copy(far_reader, writer, []))
        except (OSError, asyncio.IncompleteReadError, ValueError):
            pass
        finally:
            writer.close()


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter, notes: list[str]) -> None:
    try:
        while data := await source.read(65536):
            notes.append(data.decode("latin-1"))
            target.write(data)
            await target.drain()
    except OSError:
        pass
    finally:
        target.close()
