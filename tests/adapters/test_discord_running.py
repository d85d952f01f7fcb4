"""What runs beside the messages: commands, presence, shards, a proxy, and how fast it all is."""

import asyncio
from pathlib import Path
from typing import Self

import aiohttp
import pytest

from adapters.discord.supervision import Phase
from core.model import Address, Incoming, Kind
from tests.adapters.discord.rig import bot, post, rigged
from tests.adapters.discord.stand_in.world import BOT, CHANNEL


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
        await rig.speaks_again()


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
        await rig.speaks_again()
        await rig.discord.gateway.close(1006)
        await rig.discord.gateway.until_live(2)
        await rig.speaks_again(2)


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


async def test_no_prompt_token_or_signed_address_reaches_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with rigged(tmp_path) as rig:
        for path in ("/callback", "/webhooks/", "/messages"):
            for what in (503, "drop", "cloudflare", "limit"):
                rig.discord.fault("*", path, what)
        asked = await rig.discord.command("video", options={"prompt": "a secret canary"})
        address = (await rig.taken()).address
        await rig.chat.send(address, post("🎬 a secret canary", Kind.START), key="start")
        await rig.chat.send(
            address, post("done", Kind.MEDIA, url="https://cdn.example/c.mp4?sign=abc"), key="media"
        )
        await rig.discord.say("a secret canary", attachments=[rig.discord.picture()])
        await rig.taken(2)
    for secret in ("secret canary", asked.token, rig.settings.token, "sign=abc", "hm=00ff"):
        assert secret not in caplog.text
