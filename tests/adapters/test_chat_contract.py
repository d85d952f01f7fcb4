"""One contract for every way of speaking: console, page, Discord, Feishu."""

import io
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import adapters.feishu
from adapters.console import ConsoleChat, read_line
from adapters.web import Transcript, WebChat
from core.model import Address, Picture, PictureSource
from tests.adapters.chat_contract import (
    URL,
    ChatContract,
    LosingContract,
    PassingContract,
    Place,
    RefusingContract,
)
from tests.adapters.discord.rig import PACE, rigged
from tests.adapters.discord.stand_in.server import ANN
from tests.adapters.discord.stand_in.server import PNG as DISCORD_PNG
from tests.adapters.discord.stand_in.world import CHANNEL
from tests.adapters.feishu.clips import PNG, mp4
from tests.adapters.feishu.desk import world
from tests.adapters.feishu.events import ALICE, GROUP, message
from tests.adapters.feishu.script import Sent, read
from tests.adapters.web_stage import WINDOW, MemoryPictures


class TestConsole(ChatContract, RefusingContract):
    """Lines on a terminal: what was printed stays."""

    @pytest.fixture
    async def place(self) -> Place:
        class Out(io.StringIO):
            closed_now = False

            def write(self, text: str) -> int:
                if self.closed_now:
                    raise BrokenPipeError
                return super().write(text)

        out, pictures = Out(), MemoryPictures()
        chat = ConsoleChat(out, as_json=False, now=lambda: 0.0, pictures=pictures)
        name = await pictures.put(b"picture")

        def shown() -> list[str]:
            return [one for one in re.split(r"^ *\d+\.\ds  ", out.getvalue(), flags=re.MULTILINE) if one]

        def close() -> None:
            out.closed_now = True

        return Place(
            chat=chat,
            address=read_line("x", user="u", chat="c", message="m", at=0.0).address,
            shown=shown,
            alive=lambda: re.findall(r"\x1b", out.getvalue()),
            picture=Picture(PictureSource.PLATFORM, {"name": name}, "console"),
            picture_bytes=b"picture",
            can_delete=False,
            refuse_for_good=close,
            edits_in_place=False,
        )


class TestPage(ChatContract, LosingContract):
    """Entries of a window; the page writes them as text."""

    @pytest.fixture
    async def place(self, tmp_path: Path) -> AsyncIterator[Place]:
        transcript, pictures = await Transcript.open(tmp_path / "web.db"), MemoryPictures()
        name = await pictures.put(b"picture")
        lost: set[str] = set()
        faces: dict[str, Any] = {}

        class Watched(WebChat):
            """What the page would show, read back after every call."""

            async def _look(self) -> None:
                faces.clear()
                for entry in await transcript.since(WINDOW, 0):
                    if entry.face is not None:
                        faces[entry.handle] = entry.face

            async def send(self, *args: Any, **more: Any) -> str:
                handle = await super().send(*args, **more)
                await self._look()
                return handle

            async def edit(self, address: Address, handle: str, *args: Any, **more: Any) -> str:
                if handle in lost:
                    await transcript.change(handle, face=None, facts={})
                handle = await super().edit(address, handle, *args, **more)
                await self._look()
                return handle

            async def delete(self, *args: Any, **more: Any) -> None:
                await super().delete(*args, **more)
                await self._look()

        yield Place(
            chat=Watched(transcript, pictures, now=lambda: 0.0),
            address=Address("web", "c", WINDOW, message="1", direct=True),
            shown=lambda: [f"{face['text']}\n{face.get('url', '')}" for face in faces.values()],
            alive=list,  # tests/e2e looks at the page itself
            picture=Picture(PictureSource.PLATFORM, {"name": name}, "web"),
            picture_bytes=b"picture",
            lose=lost.add,
        )
        await transcript.close()


_DISCORD_ALIVE = (
    r"(?<!\\)\*\*\w",
    r"@everyone|@here",
    r"(?<!\\)<@[&!]",
    r"(?<!\\)\]\(",
    r"(?<!<)https?://evil",
)


class TestDiscord(ChatContract, LosingContract, RefusingContract, PassingContract):
    """The real client on a local Discord."""

    @pytest.fixture
    async def place(self, tmp_path: Path) -> AsyncIterator[Place]:
        pace = replace(PACE, deliver_s=0.3, attempt_s=1.0)
        async with rigged(tmp_path, pace=pace) as rig:
            file = rig.discord.picture()
            asked = await rig.discord.say("a cat", attachments=[file])
            incoming = await rig.taken()
            there = rig.discord.world

            def shown() -> list[str]:
                return [str(one["content"]) for one in there.ours(CHANNEL)]

            def alive() -> list[str]:
                found = [hit for text in shown() for one in _DISCORD_ALIVE for hit in re.findall(one, text)]
                for request in there.sent("POST", "/messages"):
                    allowed = request.body.get("allowed_mentions", {"parse": ["all"]})
                    found += allowed.get("parse", [])
                    found += [one for one in allowed.get("users", []) if int(one) != ANN]
                return found

            def close() -> None:
                there.closed_channels.add(CHANNEL)
                there.direct_channel(ANN)
                there.closed_people.add(ANN)

            assert asked["id"] == incoming.address.message
            yield Place(
                chat=rig.chat,
                address=incoming.address,
                shown=shown,
                alive=alive,
                picture=incoming.pictures[0],
                picture_bytes=DISCORD_PNG,
                lose=lambda handle: there.messages.pop(int(handle)),
                refuse_for_good=close,
                refuse_for_now=lambda: rig.discord.fault("POST", "/messages", 503, times=100),
            )


def _alive_in_feishu(sent: Sent) -> list[str]:
    if sent.msg_type == "interactive":
        found: list[str] = []

        def walk(value: Any) -> None:
            if isinstance(value, dict):
                if value.get("tag") in ("markdown", "lark_md"):
                    found.extend(re.findall(r"<at id=(?!ou_alice)\S+|evil\.example", str(value["content"])))
                for one in value.values():
                    walk(one)
            elif isinstance(value, list):
                for one in value:
                    walk(one)

        walk(sent.card)
        return found
    if sent.msg_type == "post":
        nodes = [node for post in sent.content.values() for row in post["content"] for node in row]
        at = [str(node["user_id"]) for node in nodes if node["tag"] == "at" and node["user_id"] != ALICE]
        return at + [str(node) for node in nodes if node["tag"] in ("a", "md")]
    text = str(sent.content.get("text", "")).replace(f'<at user_id="{ALICE}"></at>', "", 1)
    return re.findall(r"<at\b|@_all|\]\(|https?://evil", text)


class TestFeishu(ChatContract, LosingContract, RefusingContract, PassingContract):
    """The gateway's chat on a local Feishu."""

    @pytest.fixture
    async def place(self) -> AsyncIterator[Place]:
        async with world() as w:
            w.cdn.files[URL] = mp4(5000)
            picture = message({"image_key": "img_asked"}, kind="image", chat="oc_direct")
            await w.feishu.socket.push(picture)
            name = picture["event"]["message"]["message_id"]
            w.feishu.resources[name, "img_asked"] = PNG
            await w.feishu.socket.push(message("a cat"))
            seen = w.desk.taken[0].pictures[0]

            def standing() -> list[Sent]:
                return [
                    sent
                    for sent in w.feishu.in_chat(GROUP)
                    if not sent.deleted and sent.id not in w.feishu.recalled
                ]

            yield Place(
                chat=w.gateway.chat,
                address=w.desk.taken[1].address,
                shown=lambda: [read(sent) for sent in standing()],
                alive=lambda: [hit for sent in standing() for hit in _alive_in_feishu(sent)],
                picture=seen,
                picture_bytes=PNG,
                lose=w.feishu.recalled.add,
                refuse_for_good=lambda: w.feishu.fail("reply", 230002, times=100),
                refuse_for_now=lambda: w.feishu.fail("reply", 230020, times=100),
            )


def test_all_platforms_are_held_to_the_contract() -> None:
    here = {one for one in globals().values() if isinstance(one, type) and issubclass(one, ChatContract)}
    folders = {
        path.name
        for path in Path(adapters.feishu.__file__).parents[1].iterdir()
        if (path / "outbound.py").exists()
    }
    assert len(here - {ChatContract}) == len(folders), json.dumps(sorted(folders))
