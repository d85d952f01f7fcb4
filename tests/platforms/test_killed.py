"""SIGKILL of a real service with real platforms before it: nothing lost, nothing twice, nothing paid twice."""

import asyncio
import contextlib
import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.ima.sandbox import SandboxStudio
from tests.adapters.discord.stand_in.server import ANN, BEN, StandIn
from tests.adapters.discord.stand_in.world import CHANNEL
from tests.adapters.feishu.events import ALICE, BOB, GROUP, message
from tests.adapters.feishu.script import read
from tests.adapters.feishu.stand_in import LocalFeishu
from tests.platforms.process import Serve

_SPEED = 60.0  # 20 s without the service are 20 minutes without it: half of what a job waits
_JOBS = 8
_KILLS = 3
_PATIENCE_S = 40.0
_ENDED = {"delivered", "in_doubt"}


def _rows(folder: Path, query: str) -> list[tuple[str, ...]]:
    with contextlib.closing(sqlite3.connect(folder / "data" / "app.db", timeout=5)) as db:
        return db.execute(query).fetchall()


async def _ended(folder: Path, log: Callable[[], str]) -> dict[str, str]:
    phases: dict[str, str] = {}
    for _ in range(int(_PATIENCE_S / 0.2)):
        phases = dict(_rows(folder, "SELECT id, phase FROM jobs"))
        if len(phases) == _JOBS and set(phases.values()) <= _ENDED:
            return phases
        await asyncio.sleep(0.2)
    raise AssertionError(f"{Counter(phases.values())} of {_JOBS}\n{log()[-3000:]}")


def _check_ledgers(folder: Path, studio: SandboxStudio, phases: dict[str, str]) -> None:
    prompts = [entry.body["parameters"][0]["parameters"]["prompt"] for entry in studio.ledger.entries]
    assert len(prompts) == len(set(prompts)), "paid twice"
    ((counted,),) = _rows(folder, "SELECT COALESCE(SUM(points), 0) FROM ledger")
    doubts = list(phases.values()).count("in_doubt")
    assert studio.ledger.spent <= int(counted) <= studio.ledger.spent + 25 * doubts
    assert not studio.violations


def _expected(phase: str) -> list[str]:
    return ["start", "media", "link"] if phase == "delivered" else ["start", "doubt"]


def _kind(text: str) -> str:
    if "longer than expected" in text:
        return "late"  # a service that was down for some of its fast seconds says so, once
    for sign, kind in (("🎬", "start"), ("✅", "media"), ("🔗", "link"), ("⚠️", "doubt"), ("⏳", "progress")):
        if sign in text[:60]:
            return kind
    return text[:60]


@pytest.mark.crash
async def test_killed_on_discord_every_request_is_answered_once(tmp_path: Path) -> None:
    dice = random.Random(4)
    async with SandboxStudio(speed=_SPEED) as studio, StandIn() as discord:
        serve = Serve(tmp_path, studio, speed=_SPEED, discord=discord, forked=True)
        asked: list[str] = []
        for life in range(_KILLS + 1):
            await serve.start()
            if life:
                # RESUME and platforms repeat themselves: the last one of the earlier life comes again.
                await discord.gateway.push("MESSAGE_CREATE", discord.world.messages[int(asked[-1])])
            for _ in range(_JOBS // (_KILLS + 1)):
                said = await discord.say(f"a kite over field {len(asked)}", by=(ANN, BEN)[len(asked) % 2])
                asked.append(said["id"])
            if life < _KILLS:
                await asyncio.sleep(dice.uniform(0.1, 1.2))
                await serve.kill()
        try:
            phases = await _ended(tmp_path, lambda: serve.log)
            await asyncio.sleep(0.5)
        finally:
            await serve.kill()
        shown: dict[str, list[str]] = {name: [] for name in asked}
        for one in discord.world.ours(CHANNEL):
            reference = str(one["message_reference"]["message_id"])
            if _kind(one["content"]) not in ("progress", "late"):
                shown[reference].append(_kind(one["content"]))
        for name in asked:
            assert shown[name] == _expected(phases[name]), (name, phases[name])
        beside = Counter(
            (str(one["message_reference"]["message_id"]), kind)
            for one in discord.world.ours(CHANNEL)
            if (kind := _kind(one["content"])) in ("progress", "late")
        )
        assert set(beside.values()) <= {1}
        assert discord.world.violations == []
        _check_ledgers(tmp_path, studio, phases)


@pytest.mark.crash
async def test_killed_on_feishu_every_request_is_answered_once(tmp_path: Path) -> None:
    dice = random.Random(5)
    async with SandboxStudio(speed=_SPEED) as studio, LocalFeishu().running() as feishu:
        serve = Serve(tmp_path, studio, speed=_SPEED, feishu=feishu, forked=True)
        asked: list[str] = []
        for life in range(_KILLS + 1):
            await serve.start()
            if life:
                again = message(f"a kite over field {len(asked) - 1}", message_id=asked[-1], user=ALICE)
                assert (await feishu.socket.push(again)).code == 200
            for _ in range(_JOBS // (_KILLS + 1)):
                event = message(f"a kite over field {len(asked)}", user=(BOB, ALICE)[len(asked) % 2])
                assert (await feishu.socket.push(event)).code == 200
                asked.append(event["event"]["message"]["message_id"])
            if life < _KILLS:
                await asyncio.sleep(dice.uniform(0.1, 1.2))
                await serve.kill()
        try:
            phases = await _ended(tmp_path, lambda: serve.log)
            await asyncio.sleep(0.5)
        finally:
            await serve.kill()
        shown: dict[str, list[str]] = {name: [] for name in asked}
        for sent in feishu.in_chat(GROUP):
            if sent.msg_type == "interactive":
                shown[sent.reply_to].append("start")
                if phases[sent.reply_to] == "delivered":
                    assert sent.card["header"]["template"] == "green", read(sent)
            elif (kind := _kind(read(sent))) != "late":
                shown[sent.reply_to].append(kind)
        for name in asked:
            assert shown[name] == _expected(phases[name]), (name, phases[name])
        assert feishu.violations == []
        _check_ledgers(tmp_path, studio, phases)
