"""The buttons of a clip: a player has no place for them."""

import asyncio
from dataclasses import replace

from core.model import Action, Button, Kind, Post, Verb
from tests.adapters.feishu import cards
from tests.adapters.feishu.clips import mp4
from tests.adapters.feishu.desk import world
from tests.adapters.feishu.posts import MEDIA, asked, delivered, said

AGAIN = (Button(Action(Verb.AGAIN, "job-1"), "再来一个"),)


async def test_the_buttons_of_a_clip_go_under_the_jobs_card() -> None:
    async with world() as w:
        address = await asked(w)
        chat = w.gateway.chat
        start = Post(kind=Kind.START, text="start", language="zh", job_id="job-1")
        card = await chat.send(address, start, key="s")
        done = Post(kind=Kind.PROGRESS, text="用时 95s", language="zh", job_id="job-1", is_final=True)
        await chat.edit(address, card, done, key="d")
        w.feishu.fail("patch", 230020, times=1)
        await delivered(w, replace(MEDIA, buttons=AGAIN))
        assert said(w) == ["interactive", "post"]
        state = w.feishu.messages[card].card
        assert set(cards.buttons(state)) == {"再来一个"}
        assert "95s" in cards.texts(state)


async def test_a_clip_is_sent_though_its_card_cannot_be_changed_and_the_buttons_follow() -> None:
    async with world(timings={"terminal_budget_s": 0.1, "insist_s": 30.0}) as w:
        address = await asked(w)
        chat = w.gateway.chat
        card = await chat.send(
            address, Post(kind=Kind.START, text="start", language="zh", job_id="job-1"), key="s"
        )
        done = Post(kind=Kind.PROGRESS, text="用时 95s", language="zh", job_id="job-1", is_final=True)
        w.feishu.fail("patch", 230020, times=1000)
        await chat.edit(address, card, done, key="d")
        async with asyncio.timeout(2.0):
            await delivered(w, replace(MEDIA, buttons=AGAIN))
        assert w.feishu.messages[card].states == []
        w.feishu.failures.clear()
        await w.until(lambda: set(cards.buttons(w.feishu.messages[card].card)) == {"再来一个"})
        assert "95s" in cards.texts(w.feishu.messages[card].card)


async def test_the_buttons_of_a_clip_get_a_card_of_their_own_after_a_restart() -> None:
    async with world() as w:
        await delivered(w, replace(MEDIA, buttons=AGAIN))
        await delivered(w, replace(MEDIA, buttons=AGAIN))
        assert said(w) == ["post", "interactive"]
        w.feishu.file_limit = 10
        w.feishu.failures.clear()
        other = "https://cdn.example/other.mp4"
        w.cdn.files[other] = mp4(5000)
        sent = await delivered(w, replace(MEDIA, url=other, buttons=AGAIN), "k2")
        assert set(cards.buttons(sent.card)) == {"打开视频", "再来一个"}
        assert said(w) == ["post", "interactive", "interactive"]
