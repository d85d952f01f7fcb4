import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from core.errors import ChatError, FetchError
from core.model import Action, Address, Button, Incoming, Kind, Picture, PictureSource, Post, Verb
from tests.adapters.web_stage import OTHER, WINDOW, Stage

ADDRESS = Address("web", WINDOW, WINDOW, "1", direct=True)
AGAIN = Button(Action(Verb.AGAIN, "job-1"), "再来一个", "primary")
TEXT = Post(kind=Kind.TEXT, text="你好", language="zh")
PROGRESS = Post(kind=Kind.PROGRESS, text="⏳ 17%", language="zh", percent=17, job_id="job-1")


async def status(
    stage: Stage, method: str, path: str, *, headers: dict[str, str] | None = None, data: bytes | None = None
) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, stage.origin + path, headers=headers, data=data) as answer,
    ):
        return answer.status


def faces(missed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [heard["entry"] for heard in missed if heard["type"] == "entry"]


@contextmanager
def broken(folder: Path, *, writing_only: bool = False) -> Iterator[None]:
    """While this lasts, the transcript's table cannot be written, or cannot even be read."""
    with closing(sqlite3.connect(folder / "web.db", isolation_level=None)) as db:
        if writing_only:
            db.execute(
                "CREATE TRIGGER full BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'disk full'); END"
            )
            yield
            db.execute("DROP TRIGGER full")
            return
        db.execute("ALTER TABLE entries RENAME TO away")
        yield
        db.execute("ALTER TABLE away RENAME TO entries")


# --- who may talk ---------------------------------------------------------------


async def test_the_page_comes_with_its_token_and_a_strict_policy(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage, aiohttp.ClientSession() as session, session.get(stage.url) as answer:
        page = await answer.text()

        assert answer.status == 200
        assert stage.token in page
        assert "{{" not in page
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"


async def test_every_file_that_the_page_names_is_served_and_no_other(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        for name in ("look.css", "entries.css", "first.js", "main.js", "line.js", "icon.svg"):
            assert await status(stage, "GET", f"/page/{name}") == 200
        for path in ("/page/index.html", "/page/words.json", "/page/..%2Fgateway.py", "/web.db", "/page/"):
            assert await status(stage, "GET", path) == 404


@pytest.mark.parametrize(
    ("headers", "refusal"),
    [
        ({"Host": "evil.example"}, "host"),
        ({"Origin": "http://evil.example"}, "origin"),
        ({"Origin": ""}, "origin"),
        ({"Origin": "null"}, "origin"),
        ({"X-Page-Token": ""}, "token"),
        ({"X-Page-Token": "guess" * 9}, "token"),
    ],
)
async def test_a_post_from_anybody_but_our_page_is_refused(
    tmp_path: Path, headers: dict[str, str], refusal: str
) -> None:
    async with Stage(tmp_path) as stage, aiohttp.ClientSession() as session:
        for path in ("/messages", "/presses"):
            async with session.post(
                stage.origin + path, data=b"{}", headers=stage.headers() | headers
            ) as answer:
                assert answer.status == 403
                assert await answer.json() == {"error": refusal}
        assert stage.taken == []


async def test_another_host_does_not_even_get_the_page(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        assert await status(stage, "GET", "/", headers={"Host": f"evil.example:{stage.port}"}) == 403
        assert await status(stage, "GET", "/", headers={"Host": f"localhost:{stage.port}"}) == 200


async def test_a_line_is_opened_only_from_our_page_and_only_with_the_token(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage, aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            await session.ws_connect(f"{stage.origin}/events", headers={"Origin": "http://evil.example"})
        assert caught.value.status == 403
        for hello in ({"token": "wrong", "window": WINDOW}, {"token": stage.token, "window": "../x"}, {}):
            async with session.ws_connect(
                f"{stage.origin}/events", headers={"Origin": stage.origin}
            ) as socket:
                await socket.send_json(hello)
                heard = await socket.receive(timeout=5)
                assert heard.type is aiohttp.WSMsgType.CLOSE
                assert heard.data == aiohttp.WSCloseCode.POLICY_VIOLATION


async def test_it_listens_on_loopback_only(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        with pytest.raises(ValueError, match="loopback"):
            await stage.gateway.start("0.0.0.0", 0)


async def test_a_port_in_use_is_said_and_leaves_nothing_behind(tmp_path: Path) -> None:
    async with Stage(tmp_path) as first:
        (tmp_path / "other").mkdir()
        second = Stage(tmp_path / "other", port=first.port)
        with pytest.raises(OSError, match="use"):
            await second.__aenter__()
        await second.transcript.close()


# --- what comes in --------------------------------------------------------------


async def test_a_posted_message_is_shown_and_handed_to_the_service(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage, stage.line() as line:
        await line.replay()
        assert await stage.say("画只狗 <b>快</b>", b"one", b"two", reply_to="") == (200, {"id": "1"})
        shown = (await line.hear())["entry"]
        await stage.settled(1)

        assert shown["text"] == "画只狗 <b>快</b>"
        assert shown["pending"] is True
        assert (await line.hear())["entry"]["pending"] is False
        assert stage.taken == [
            Incoming(
                id="web-33333333-0001",
                address=ADDRESS,
                text="画只狗 <b>快</b>",
                at=stage.now,
                pictures=tuple(
                    Picture(PictureSource.PLATFORM, {"name": f"picture-{n}"}, "web") for n in (1, 2)
                ),
            )
        ]
        assert await stage.chat.fetch(stage.taken[0].pictures[1]) == b"two"


async def test_a_message_posted_twice_is_one_message(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        first = await stage.say("画只狗", b"picture")
        again = await asyncio.gather(*(stage.say("画只狗", b"picture") for _ in range(3)))
        await stage.settled(1)

        assert [first] * 3 == again
        assert len(stage.taken) == 1
        assert len(stage.pictures.kept) == 1


async def test_an_empty_message_reaches_the_service_which_has_a_word_for_it(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        assert (await stage.say(""))[0] == 200
        await stage.settled(1)
        assert stage.taken[0].text == ""


async def test_what_is_too_big_or_too_many_is_refused_and_nothing_is_taken(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        assert await stage.say("x", *[b"p"] * 17) == (413, {"error": "too_many_pictures"})
        assert await stage.say("x", b"p" * (20 * 1024 * 1024 + 1)) == (413, {"error": "picture_too_big"})
        assert await stage.say("x" * (5 * 1024 * 1024)) == (413, {"error": "message_too_big"})
        assert (await stage.say("x" * 20_001))[0] == 200
        await stage.settled(1)
        assert len(stage.taken[0].text) == 20_000


async def test_a_picture_just_within_the_limit_is_taken(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        assert (await stage.say("x", b"p" * (20 * 1024 * 1024)))[0] == 200


@pytest.mark.parametrize("body", [b"", b"{}", b"\xff\xfe", b'{"id": 5}'])
async def test_nonsense_is_refused_with_400(tmp_path: Path, body: bytes) -> None:
    async with Stage(tmp_path) as stage:
        assert await status(stage, "POST", "/messages", data=body, headers=stage.headers()) == 400
        assert await status(stage, "POST", "/presses", data=body, headers=stage.headers()) == 400


async def test_a_service_that_fails_does_not_take_the_page_down(tmp_path: Path) -> None:
    async def fail(stage: Stage, _: Incoming) -> None:
        if len(stage.taken) == 1:
            raise RuntimeError("planted")

    async with Stage(tmp_path, answer=fail) as stage:
        assert (await stage.say("one"))[0] == 200
        assert (await stage.say("two", uid="33333333-0002"))[0] == 200
        await stage.settled(2)


async def test_a_message_shown_as_sent_is_taken_after_a_crash(tmp_path: Path) -> None:
    async def never(*_: object) -> None:
        await asyncio.Event().wait()

    async with Stage(tmp_path, answer=never) as stage:
        await stage.say("画只狗", b"picture")
        await stage.settled(1)
        before = stage.taken
    async with Stage(tmp_path) as stage:
        await stage.settled(1)
        assert stage.taken == before
    async with Stage(tmp_path) as stage, stage.line() as line:
        _, missed = await line.replay()
        assert [face["pending"] for face in faces(missed)] == [False]
        assert stage.taken == []


async def test_a_reply_to_a_message_brings_the_pictures_of_that_message(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        _, shown = await stage.say("一只鞋", b"one")
        await stage.say("参考这张图，一条小巷", uid="44444444-0002", reply_to=shown["id"])
        await stage.settled(2)

        first, second = stage.taken
        assert second.quoted_pictures == first.pictures != ()
        assert second.pictures == ()


# --- presses --------------------------------------------------------------------


async def test_a_press_sends_the_action_of_the_button_and_shows_its_label(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        handle = await stage.chat.send(ADDRESS, replace(TEXT, buttons=(AGAIN,)), key="k")
        assert (await stage.press(handle))[0] == 200
        assert (await stage.press(handle))[0] == 200
        await stage.settled(1)

        assert len(stage.taken) == 1
        assert stage.taken[0].action == AGAIN.action
        assert stage.taken[0].reply_to == handle
        async with stage.line() as line:
            _, missed = await line.replay()
        assert [(face["text"], face.get("pressed")) for face in faces(missed)] == [
            ("你好", None),
            ("再来一个", handle),
        ]


async def test_a_press_on_a_button_that_went_away_says_so(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        handle = await stage.chat.send(ADDRESS, replace(TEXT, buttons=(AGAIN,)), key="k")
        await stage.chat.edit(ADDRESS, handle, TEXT, key="k")
        assert await stage.press(handle) == (409, {"error": "gone"})
        assert await stage.press("999") == (409, {"error": "gone"})
        assert stage.taken == []


async def test_nobody_presses_the_buttons_of_another_window(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        handle = await stage.chat.send(ADDRESS, replace(TEXT, buttons=(AGAIN,)), key="k")
        assert (await stage.press(handle, window=OTHER))[0] == 409


# --- what goes out --------------------------------------------------------------


async def test_the_same_key_is_one_message_even_after_a_restart(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        first = await stage.chat.send(ADDRESS, PROGRESS, key="job-1:progress")
    async with Stage(tmp_path) as stage:
        assert await stage.chat.send(ADDRESS, PROGRESS, key="job-1:progress") == first
        assert await stage.chat.send(ADDRESS, PROGRESS, key="job-1:media") != first


async def test_an_edit_after_a_restart_changes_the_same_entry(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        handle = await stage.chat.send(ADDRESS, PROGRESS, key="p")
    async with Stage(tmp_path) as stage, stage.line() as line:
        await line.replay()
        assert (
            await stage.chat.edit(ADDRESS, handle, replace(PROGRESS, text="⏳ 35%", percent=35), key="p")
            == handle
        )
        heard = await line.hear()

        assert heard["entry"]["id"] == handle
        assert heard["entry"]["percent"] == 35
        assert heard["entry"]["to"] == "1"


async def test_an_edit_of_a_message_that_is_gone_posts_it_again(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage, stage.line() as line:
        await line.replay()
        handle = await stage.chat.send(ADDRESS, PROGRESS, key="p")
        await stage.chat.delete(ADDRESS, handle)
        await stage.chat.delete(ADDRESS, handle)
        other = await stage.chat.edit(ADDRESS, handle, PROGRESS, key="p")

        assert other != handle
        assert [(heard := await line.hear())["type"] for _ in range(3)] == ["entry", "gone", "entry"]
        assert heard["entry"]["id"] == other


async def test_a_transcript_that_cannot_be_used_for_a_moment_is_a_reason_to_try_again(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        handle = await stage.chat.send(ADDRESS, TEXT, key="a")
        with broken(tmp_path):
            for attempt in (
                stage.chat.send(ADDRESS, TEXT, key="b"),
                stage.chat.edit(ADDRESS, handle, PROGRESS, key="a"),
                stage.chat.delete(ADDRESS, handle),
                stage.chat.forget(WINDOW),
            ):
                with pytest.raises(ChatError) as raised:
                    await attempt
                assert raised.value.retry_after_s is not None
            assert (await stage.say("画只狗"))[0] == 503
            assert (await stage.press(handle))[0] == 503
        assert await stage.chat.edit(ADDRESS, handle, PROGRESS, key="a") == handle
        assert (await stage.say("画只狗"))[0] == 200
        await stage.settled(1)


async def test_an_edit_that_breaks_while_it_is_written_is_a_reason_to_try_again(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        handle = await stage.chat.send(ADDRESS, TEXT, key="a")
        with broken(tmp_path, writing_only=True):
            for attempt in (
                stage.chat.edit(ADDRESS, handle, PROGRESS, key="a"),
                stage.chat.delete(ADDRESS, handle),
            ):
                with pytest.raises(ChatError):
                    await attempt
        await stage.chat.delete(ADDRESS, handle)


async def test_a_text_full_of_markup_arrives_as_data(tmp_path: Path) -> None:
    nasty = '</script><img src=x onerror="alert(1)">{{facts}}\u2028'
    async with Stage(tmp_path) as stage, stage.line() as line:
        await line.replay()
        await stage.chat.send(ADDRESS, replace(TEXT, text=nasty), key="k")
        assert (await line.hear())["entry"]["text"] == nasty


async def test_a_picture_that_is_not_kept_any_more_is_a_fetch_error(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        refs: tuple[dict[str, str], ...] = ({}, {"name": "gone"})
        for ref in refs:
            with pytest.raises(FetchError):
                await stage.chat.fetch(Picture(PictureSource.PLATFORM, ref, "web"))


# --- lines ----------------------------------------------------------------------


async def test_a_line_replays_the_conversation_after_a_restart(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        await stage.say("画只狗")
        await stage.chat.send(ADDRESS, TEXT, key="a")
        handle = await stage.chat.send(ADDRESS, PROGRESS, key="b")
        await stage.chat.delete(ADDRESS, handle)
    async with Stage(tmp_path) as stage, stage.line() as line:
        hello, missed = await line.replay()

        assert hello["anew"] is True
        assert [(face["author"], face["text"]) for face in faces(missed)] == [
            ("me", "画只狗"),
            ("bot", "你好"),
        ]


async def test_a_line_that_comes_back_hears_only_what_it_missed(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        old = await stage.chat.send(ADDRESS, TEXT, key="a")
        edited = await stage.chat.send(ADDRESS, PROGRESS, key="b")
        async with stage.line() as line:
            hello, missed = await line.replay()
            after = max(int(str(heard["rev"])) for heard in missed)
    async with Stage(tmp_path) as stage:
        await stage.chat.edit(ADDRESS, edited, replace(PROGRESS, text="⏳ 35%"), key="b")
        await stage.chat.delete(ADDRESS, old)
        new = await stage.chat.send(ADDRESS, TEXT, key="c")
        async with stage.line(book=str(hello["book"]), after=after) as line:
            again, missed = await line.replay()

    assert again["anew"] is False
    assert [(heard["type"], heard.get("id") or heard["entry"]["id"]) for heard in missed] == [
        ("gone", old),
        ("entry", edited),
        ("entry", new),
    ]


async def test_a_line_from_another_book_starts_anew(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        await stage.chat.send(ADDRESS, TEXT, key="a")
        async with stage.line(book="of-an-emptied-folder", after=500) as line:
            hello, missed = await line.replay()
        assert hello["anew"] is True
        assert len(missed) == 1


async def test_a_window_that_does_not_keep_up_is_let_go_and_hears_the_rest_when_it_comes_back(
    tmp_path: Path,
) -> None:
    long = "x" * 1_000_000
    async with Stage(tmp_path, longest_line=3) as stage:
        async with stage.line() as line:
            hello, _ = await line.replay()
            for number in range(24):  # more than the buffers between the two hold
                await stage.chat.send(ADDRESS, replace(TEXT, text=f"{number} {long}"), key=f"k{number}")
            first = await line.hear()
            assert await line.closing() == aiohttp.WSCloseCode.TRY_AGAIN_LATER
        async with stage.line(book=str(hello["book"]), after=int(str(first["rev"]))) as line:
            again, missed = await line.replay()
            assert again["anew"] is False
            assert len(missed) == 23
            await stage.chat.send(ADDRESS, TEXT, key="live")
            assert (await line.hear())["entry"]["text"] == "你好"


async def test_a_window_whose_line_breaks_notices_and_comes_back(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        await stage.chat.send(ADDRESS, TEXT, key="a")
        with broken(tmp_path):
            async with stage.line() as line:
                assert (await line.hear())["type"] == "hello"
                assert await line.closing() == aiohttp.WSCloseCode.TRY_AGAIN_LATER
        async with stage.line() as line:
            _, missed = await line.replay()
            assert len(missed) == 1


async def test_two_windows_are_two_people(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage, stage.line() as mine, stage.line(OTHER) as theirs:
        await mine.replay()
        await theirs.replay()
        await stage.say("from the first")
        await stage.say("from the second", window=OTHER)
        await stage.settled(2)

        assert {incoming.address.person for incoming in stage.taken} == {f"web:{WINDOW}", f"web:{OTHER}"}
        assert {incoming.address.room for incoming in stage.taken} == {f"web:{WINDOW}", f"web:{OTHER}"}
        assert (await mine.hear())["entry"]["text"] == "from the first"
        assert (await theirs.hear())["entry"]["text"] == "from the second"


async def test_nobody_edits_a_message_of_another_window(tmp_path: Path) -> None:
    other = Address("web", OTHER, OTHER, "1", direct=True)
    async with Stage(tmp_path) as stage:
        handle = await stage.chat.send(ADDRESS, TEXT, key="a")
        assert await stage.chat.edit(other, handle, PROGRESS, key="a") != handle
        await stage.chat.delete(other, handle)
        async with stage.line() as line:
            _, missed = await line.replay()
        assert [face["text"] for face in faces(missed)] == ["你好"]


# --- keeping and forgetting -----------------------------------------------------


async def test_what_is_old_is_swept(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage:
        await stage.chat.send(ADDRESS, TEXT, key="a")
        stage.now += 8 * 86400
        await stage.chat.send(ADDRESS, PROGRESS, key="b")
        await stage.chat.sweep(before=stage.now - 7 * 86400)
        async with stage.line() as line:
            _, missed = await line.replay()
        assert [face["text"] for face in faces(missed)] == ["⏳ 17%"]


async def test_a_person_s_data_can_be_forgotten_while_they_watch(tmp_path: Path) -> None:
    async with Stage(tmp_path) as stage, stage.line() as line:
        await line.replay()
        handle = await stage.chat.send(ADDRESS, replace(TEXT, text="secret canary"), key="a")
        await stage.chat.send(replace(ADDRESS, chat=OTHER, user=OTHER), TEXT, key="a")
        await stage.chat.forget(WINDOW)
        await line.hear()
        assert await line.hear() == {"type": "gone", "rev": 3, "id": handle}
    with sqlite3.connect(tmp_path / "web.db") as db:
        kept = db.execute("SELECT window, face, facts FROM entries").fetchall()
    db.close()
    assert "canary" not in str(kept)
    assert [face is None for _, face, _ in kept] == [True, False]


async def test_the_transcript_is_for_the_owner_alone(tmp_path: Path) -> None:
    async with Stage(tmp_path):
        assert (tmp_path / "web.db").stat().st_mode & 0o777 == 0o600


async def test_stopping_closes_open_lines_within_seconds(tmp_path: Path) -> None:
    stage = await Stage(tmp_path).__aenter__()
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{stage.origin}/events", headers={"Origin": stage.origin}) as socket,
    ):
        await socket.send_json({"token": stage.token, "window": WINDOW})
        async with asyncio.timeout(5):
            stopping = asyncio.ensure_future(stage.__aexit__(None))
            while (heard := await socket.receive()).type is aiohttp.WSMsgType.TEXT:
                pass
            assert heard.data == aiohttp.WSCloseCode.GOING_AWAY
            await stopping
