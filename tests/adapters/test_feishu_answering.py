"""What the bot says: one card per job, texts, signs, and what becomes of them when the platform says no."""

import asyncio
from dataclasses import replace

from core.model import Action, Address, Button, Kind, Post, Verb
from tests.adapters.feishu import cards
from tests.adapters.feishu.desk import world
from tests.adapters.feishu.events import ALICE, DIRECT, GROUP
from tests.adapters.feishu.posts import CANCEL, DONE, FAILED, START, URL, asked, progress, the


async def test_a_job_is_one_card_from_start_to_end() -> None:
    async with world() as w:
        address = await asked(w)
        chat = w.gateway.chat
        assert chat.traits(address).progress_on_start
        handle = await chat.send(address, START, key="job-1:start")
        assert the(w, handle).reply_to == address.message
        assert cards.buttons(the(w, handle).card)["取消"] == {
            "verb": "cancel",
            "job": "job-1",
            "value": "",
            "language": "zh",
            "message": address.message,
            "by": ALICE,
        }
        for percent in (17, 52):
            assert await chat.edit(address, handle, progress(percent, buttons=(CANCEL,)), key="p") == handle
        seen = cards.texts(the(w, handle).card)
        assert "Kling O1" in seen
        assert "█" in seen
        assert "52%" in seen
        assert await chat.edit(address, handle, DONE, key="done") == handle
        card = the(w, handle).card
        assert card["header"]["template"] == "green"
        assert card["header"]["title"]["i18n_content"] == {
            "zh_cn": "视频已生成",
            "en_us": "Your video is ready",
        }
        assert "█" not in cards.texts(card)
        assert cards.buttons(card) == {}
        assert len(w.feishu.in_chat(GROUP)) == 1


async def test_the_sign_follows_the_story() -> None:
    async with world() as w:
        for post, sign in ((DONE, "DONE"), (FAILED, "CrossMark")):
            address = await asked(w)
            await w.until(lambda a=address: w.feishu.signs.standing[a.message])
            handle = await w.gateway.chat.send(address, START, key=f"{address.message}:start")
            await w.gateway.chat.edit(address, handle, post, key="end")
            link = Post(kind=Kind.LINK, text=URL, language="zh", url=URL, job_id="job-1")
            if post.ok:
                await w.gateway.chat.send(address, link, key=f"{address.message}:link")
            await w.until(lambda a=address, s=sign: list(w.feishu.signs.standing[a.message].values()) == [s])


async def test_an_answer_without_a_job_takes_the_sign_away_and_a_press_has_none() -> None:
    async with world() as w:
        address = await asked(w)
        await w.until(lambda: w.feishu.signs.standing[address.message])
        await w.gateway.chat.send(address, Post(kind=Kind.TEXT, text="帮助", language="zh"), key="help")
        await w.until(lambda: not w.feishu.signs.standing[address.message])
        pressed = Address("feishu", GROUP, ALICE, message=address.message, extra={"press": "1"})
        await w.gateway.chat.send(pressed, FAILED, key="f")
        await asyncio.sleep(0.05)
        assert w.feishu.signs.log[-1][0] == "-"


async def test_a_failure_with_buttons_is_a_red_card_that_calls_the_requester() -> None:
    async with world() as w:
        address = await asked(w)
        button = Button(Action(Verb.ALTERNATIVE, "job-1", "1"), "换 Wan 2.6", "primary")
        select = Button(Action(Verb.EDIT, "job-1"), "换比例", choices=(("aspect_ratio=9:16", "竖屏"),))
        post = Post(
            kind=Kind.FAILURE,
            text="没有成功",
            language="zh",
            buttons=(button, select),
            mention=True,
            ok=False,
        )
        handle = await w.gateway.chat.send(address, post, key="f")
        card = the(w, handle).card
        assert card["header"]["template"] == "red"
        assert f"<at id={ALICE}></at>" in cards.texts(card)
        assert set(cards.buttons(card)) == {"换 Wan 2.6", "换比例"}


async def test_a_failure_without_buttons_is_a_text_that_calls_the_requester_in_groups_only() -> None:
    async with world() as w:
        for chat in (GROUP, DIRECT):
            address = await asked(w, chat=chat)
            handle = await w.gateway.chat.send(address, FAILED, key=f"f {chat}")
            called = the(w, handle).content["text"].startswith(f'<at user_id="{ALICE}"></at> ')
            assert called is (chat == GROUP)


async def test_words_of_people_do_not_come_alive() -> None:
    evil = '看 <at user_id="all"></at> <at id=all></at> [免费](https://evil.example/x) https://evil.example/y @_all **粗**'
    async with world() as w:
        address = await asked(w)
        text = Post(kind=Kind.TEXT, text=evil, language="zh")
        start = Post(kind=Kind.START, text=f"{evil}\n记录：https://www.imastudio.com/records", language="zh")
        said = the(w, await w.gateway.chat.send(address, text, key="t")).content["text"]
        assert "<at" not in said
        assert "](" not in said
        assert "https://evil" not in said
        card = the(w, await w.gateway.chat.send(address, start, key="s")).card
        marked = [e["content"] for e in card["body"]["elements"] if e["tag"] == "markdown"]
        assert marked == ["记录：[https&#58;//www.imastudio.com/records](https://www.imastudio.com/records)"]
        hostile = f"https://imastudio.com.evil.example {evil} https://imastudio.com/a"
        card = the(
            w, await w.gateway.chat.send(address, Post(kind=Kind.START, text=hostile, language="zh"), key="h")
        ).card
        [line] = [e["content"] for e in card["body"]["elements"] if e["tag"] == "markdown"]
        assert line.count("](") == 1
        assert "<" not in line
        assert "**" not in line


async def test_the_link_is_a_text_with_the_whole_address() -> None:
    async with world() as w:
        address = await asked(w)
        post = Post(kind=Kind.LINK, text=f"🔗 视频链接：\n{URL}", language="zh", url=URL, mention=False)
        sent = the(w, await w.gateway.chat.send(address, post, key="l"))
        assert (sent.msg_type, sent.content["text"]) == ("text", f"🔗 视频链接：\n{URL}")
        again = Button(Action(Verb.AGAIN, "job-1"), "再来一个")
        carded = Post(kind=Kind.LINK, text=f"🔗 视频链接：\n{URL}", language="zh", url=URL, buttons=(again,))
        sent = the(w, await w.gateway.chat.send(address, carded, key="l2"))
        assert f"({URL})" in cards.texts(sent.card)


async def test_the_voice_goes_on_when_the_ears_are_closed() -> None:
    async with world() as w:
        address = await asked(w)
        await w.gateway.stop()
        assert await w.gateway.chat.send(address, START, key="a")


async def test_a_press_that_would_need_words_has_no_button_here() -> None:
    async with world() as w:
        address = await asked(w)
        reword = Button(Action(Verb.EDIT, "job-1", "prompt"), "改描述")
        handle = await w.gateway.chat.send(address, replace(START, buttons=(CANCEL, reword)), key="a")
        assert set(cards.buttons(the(w, handle).card)) == {"取消"}
