"""The whole service behind Feishu where a play would not show it: the webhook, two at once, a card after a restart."""

import asyncio
from pathlib import Path

import aiohttp

from bot.health import HttpFace
from core.model import Kind
from tests.adapters.feishu import cards
from tests.adapters.feishu.events import ALICE, BOB, DIRECT, GROUP, envelope, id_of, message
from tests.adapters.feishu.script import read
from tests.adapters.test_feishu_webhook import KEY, TOKEN, sealed, signed
from tests.e2e.process_demo import free_pair
from tests.platforms.on_feishu import FeishuTheatre, on_feishu


async def _finished(theatre: FeishuTheatre, jobs: int) -> None:
    store = theatre.house.app.memory.jobs if theatre.house.app else None
    assert store is not None
    await theatre.house.until(lambda: len(theatre.house.studio.ledger.entries) == jobs)
    await theatre.house.calm(theatre.noise)
    assert await store.unfinished() == ()


async def test_a_request_by_webhook_is_served_once_and_a_forged_one_never(tmp_path: Path) -> None:
    async with on_feishu(
        tmp_path / "data", feishu_mode="webhook", feishu_encrypt_key=KEY, feishu_verification_token=TOKEN
    ) as theatre:
        house = theatre.house
        assert house.app is not None
        face = HttpFace(house.app, host="127.0.0.1", port=free_pair(), platforms=house.platforms)
        await face.start()
        try:
            await house.until(lambda: house.platforms[0].state() == "up")
            url = f"http://127.0.0.1:{face._port}/feishu/events"
            raw = sealed(message("a cat on a skateboard", token=TOKEN))
            forged = sealed(message("a dog on a skateboard", token=TOKEN), key="another")
            async with aiohttp.ClientSession() as session:
                for body, headers, status in (
                    (raw, signed(raw), 200),
                    (raw, signed(raw), 200),
                    (forged, signed(forged, key="another"), 401),
                ):
                    async with session.post(url, data=body, headers=headers) as answer:
                        assert answer.status == status
            await _finished(theatre, 1)
        finally:
            await face.stop()
        kinds = [sent.msg_type for sent in theatre.feishu.in_chat("unknown")]
        assert kinds == ["interactive", "post", "text"]


async def test_two_people_within_a_moment_are_two_jobs(tmp_path: Path) -> None:
    async with on_feishu(tmp_path / "data") as theatre:
        await asyncio.gather(
            *(theatre.feishu.socket.push(message("a cat", user=user)) for user in (ALICE, BOB))
        )
        await _finished(theatre, 2)
        assert [sent.msg_type for sent in theatre.feishu.in_chat(GROUP)].count("post") == 2


async def test_a_card_keeps_what_the_start_said_over_a_restart(tmp_path: Path) -> None:
    async with on_feishu(tmp_path / "data") as theatre:
        theatre.house.hold(40)
        await theatre.feishu.socket.push(message("a cat on a roof"))
        await theatre.house.calm(theatre.noise)
        await theatre.restart()
        theatre.house.clock.run_on()
        await _finished(theatre, 1)
        card = next(sent for sent in theatre.feishu.in_chat(GROUP) if sent.msg_type == "interactive")
        assert len(card.states) > 2
        for state in card.states:
            assert "• Model: Wan 2.6" in cards.texts(state), Kind.START


async def test_each_chat_is_greeted_once_and_a_group_is_told_how_to_use_a_picture(tmp_path: Path) -> None:
    added = envelope("im.chat.member.bot.added_v1", {"chat_id": GROUP, "operator_id": {"open_id": ALICE}})
    opened = envelope(
        "im.chat.access_event.bot_p2p_chat_entered_v1",
        {"chat_id": DIRECT, "operator_id": {"open_id": ALICE}},
    )
    async with on_feishu(tmp_path / "data") as theatre:
        for life in range(2):
            if life:
                await theatre.restart()
            for event in (added, opened, added, opened):
                await theatre.feishu.socket.push(event)
            await theatre.house.calm(theatre.noise)
        [to_group], [to_one] = theatre.feishu.in_chat(GROUP), theatre.feishu.in_chat(DIRECT)
        assert "群里可以先发图" in read(to_group)
        assert "群里可以先发图" not in read(to_one)


async def test_a_recalled_request_leaves_the_queue_and_its_author_is_told(tmp_path: Path) -> None:
    async with on_feishu(tmp_path / "data", max_jobs=1) as theatre:
        theatre.house.hold(40)
        await theatre.feishu.socket.push(message("a cat on a roof", user=BOB))
        await theatre.house.calm(theatre.noise)
        waiting = message("a dog in a boat", user=ALICE)
        await theatre.feishu.socket.push(waiting)
        await theatre.house.calm(theatre.noise)
        theatre.feishu.recalled.add(id_of(waiting))
        recall = {"message_id": id_of(waiting), "chat_id": GROUP, "recall_type": "message_owner"}
        await theatre.feishu.socket.push(envelope("im.message.recalled_v1", recall))
        await theatre.house.calm(theatre.noise)
        theatre.house.clock.run_on()
        await _finished(theatre, 1)
        said = [read(sent) for sent in theatre.feishu.in_chat(GROUP)]
        assert [text for text in said if f'<at user_id="{ALICE}"></at> Cancelled' in text]
