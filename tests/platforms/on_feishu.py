"""Plays on the local Feishu, over its long connection or its webhook."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.platforms import Waits
from tests.adapters.feishu import cards
from tests.adapters.feishu.desk import QUICK
from tests.adapters.feishu.events import ALICE, APP_ID, BOB, DIRECT, GROUP, id_of, message, new_id, press
from tests.adapters.feishu.script import Sent, read
from tests.adapters.feishu.stand_in import SECRET, LocalFeishu
from tests.platforms.house import House, house
from tests.platforms.play import block
from tests.stage import PNG

_PEOPLE = {"ann": ALICE, "ben": BOB}
_THREAD = "omt_1"
_LOOKS = {"post": "a message with a player", "media": "a bare player", "interactive": "a card", "text": ""}


class FeishuTheatre:
    """One local Feishu and one service on it."""

    def __init__(self, feishu: LocalFeishu, one: House) -> None:
        self.feishu = feishu
        self.house = one
        self._names: dict[str, str] = {}
        self._numbers: list[str] = []
        self._shown: dict[str, str] = {}
        self._newest: dict[str, Any] = {}
        self._answers: list[str] = []
        self._log_at = self._signs_at = 0

    async def connected(self, times: int = 1) -> None:
        await self.feishu.socket.connected(times)
        health = self.house.platforms[0].detail
        await self.house.until(lambda: health()["knows_itself"])

    # --- people --------------------------------------------------------------

    async def say(
        self, who: str, text: str, *, direct: bool, thread: bool, pictures: int, reply: str
    ) -> None:
        chat = DIRECT if direct else GROUP
        more: dict[str, Any] = {"user": _PEOPLE[who], "chat": chat, "thread": _THREAD if thread else ""}
        if reply:
            more["parent"] = self._numbers[int(reply) - 1] if reply.isdigit() else self._shown[reply]
        name = new_id("om")
        keys = [new_id("img") for _ in range(pictures)]
        for number, key in enumerate(keys):
            self.feishu.resources[name, key] = PNG + bytes([number])
        if pictures and not text:
            event = message({"image_key": keys[0]}, kind="image", message_id=name, **more)
        elif pictures:
            rows = [[{"tag": "img", "image_key": key}] for key in keys]
            words = [{"tag": "text", "text": text}]
            event = message({"title": "", "content": [words, *rows]}, kind="post", message_id=name, **more)
        else:
            event = message(text, message_id=name, **more)
        self._names[id_of(event)] = who
        await self._push(event)

    async def show(self, who: str, name: str) -> None:
        self._shown[name] = self.feishu.post_picture(PNG + name.encode()[:1])
        self._names[self._shown[name]] = name

    async def press(self, who: str, message: int, label: str, *, choice: str = "", times: int = 1) -> None:
        card = self._numbers[message - 1]
        values = cards.buttons(self.feishu.messages[card].card)
        assert label in values, (label, list(values))
        option = _option(self.feishu.messages[card].card, choice) if choice else ""
        chat = self.feishu.messages[card].chat
        for _ in range(times):
            await self._push(press(values[label], card=card, user=_PEOPLE[who], chat=chat, option=option))

    async def rewrite(self, who: str, message: int, label: str, text: str) -> None:
        raise AssertionError("there is no such button on Feishu")

    async def use(self, who: str, name: str, options: dict[str, str]) -> None:
        raise AssertionError("there are no commands on Feishu")

    async def open_menu(self, who: str, menu: str, name: str, text: str) -> None:
        raise AssertionError("there are no menus on Feishu")

    async def once_more(self) -> None:
        await self._push(self._newest)

    async def restart(self) -> None:
        await self.house.stop()
        before = self.feishu.socket.connections
        await self.house.start()
        await self.connected(before + 1)

    def refuse(self, interface: str, code: int) -> None:
        self.feishu.fail(interface, code)

    async def _push(self, event: dict[str, Any]) -> None:
        self._newest = event
        ack = await self.feishu.socket.push(event)
        toast = ack.data["toast"]["content"] if ack.data else ""
        self._answers.append(f"toast: {toast}" if toast else f"heard: {ack.code}")

    # --- what is seen --------------------------------------------------------

    def noise(self) -> object:
        return len(self.feishu.calls), len(self.feishu.log)

    def seen(self) -> Sequence[str]:
        out, self._answers = self._answers, []
        signs = self.feishu.signs.log[self._signs_at :]
        self._signs_at = len(self.feishu.signs.log)
        out += [" ".join(["signs:", *(f"{sign}{emoji}" for sign, _, emoji in signs)])] if signs else []
        for what, sent in self.feishu.log[self._log_at :]:
            out.append(self._write(what, sent))
        self._log_at = len(self.feishu.log)
        return out

    def _write(self, what: str, sent: Sent) -> str:
        if sent.id not in self._names:
            self._numbers.append(sent.id)
            self._names[sent.id] = f"bot {len(self._numbers)}"
        name = self._names[sent.id]
        if what == "delete":
            return f"{name} is gone"
        parts = [f"to {self._names.get(sent.reply_to, '?')}"] if sent.reply_to else []
        parts += ["directly"] if sent.chat == DIRECT else []
        parts += ["in the thread"] if sent.in_thread else []
        parts += [_LOOKS[sent.msg_type]] if _LOOKS[sent.msg_type] else []
        head = f"{name}{' edited' if what == 'edit' else ''} ({', '.join(parts)})"
        if sent.msg_type != "interactive":
            return block(head, self._clean(self._called(sent) + read(sent)))
        before = _lines(sent.states[-2] if len(sent.states) > 1 else sent.content) if sent.states else []
        # Of a card that changed: what is new on it.
        lines = [line for line in _lines(sent.card) if line not in before]
        return block(head, self._clean("\n".join(lines)), list(cards.buttons(sent.card)))

    def _called(self, sent: Sent) -> str:
        """Who is called by name in a message with a player."""
        if sent.msg_type != "post":
            return ""
        nodes = [node for post in sent.content.values() for row in post["content"] for node in row]
        return "".join(f"@{node['user_id']}" for node in nodes if node["tag"] == "at")

    def _clean(self, text: str) -> str:
        for name, number in _PEOPLE.items():
            text = text.replace(f'<at user_id="{number}"></at>', f"@{name}")
            text = text.replace(f"<at id={number}></at>", f"@{name}").replace(f"@{number}", f"@{name}")
        text = text.replace(self.house.studio.url, "http://studio")
        return re.sub(r"-[0-9a-f]{12}(-\w+)?\.mp4", ".mp4", text)


def _lines(card: Any) -> list[str]:
    """What stands on a card beside its controls."""
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if value.get("tag") in ("button", "select_static"):
                return
            if isinstance(value.get("content"), str):
                found.extend(value["content"].splitlines())
            for key, inner in value.items():
                if key not in ("i18n_content", "config"):
                    walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(card)
    return found


def _option(card: Any, choice: str) -> str:
    """The value of a select's choice that begins so."""
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            found.extend(
                one["value"] for one in value.get("options", ()) if one["text"]["content"].startswith(choice)
            )
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(card["body"])
    assert found, choice
    return found[0]


@asynccontextmanager
async def on_feishu(folder: Path, **settings: Any) -> AsyncIterator[FeishuTheatre]:
    """A local Feishu with the whole service on it; at the end no rule may have been broken."""
    async with LocalFeishu().running() as feishu:
        places = {"feishu_app_id": APP_ID, "feishu_app_secret": SECRET, "feishu_domain": feishu.origin}
        async with house(folder, Waits(feishu=QUICK), **places, **settings) as one:
            await one.start()
            theatre = FeishuTheatre(feishu, one)
            if settings.get("feishu_mode") != "webhook":
                await theatre.connected()
            yield theatre
        assert feishu.violations == []
