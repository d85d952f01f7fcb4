import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.console import ConsoleChat, read_line, take_picture, utf8
from adapters.console.outbound import cells, plain
from core.errors import ChatError, FetchError
from core.model import Action, Address, Button, Kind, PictureSource, Post, Verb
from tests.adapters.web_stage import MemoryPictures

START = Post(kind=Kind.START, text="🎬 开始生成视频\n• 模型：Kling O1", language="zh", points=96)
PROGRESS = Post(kind=Kind.PROGRESS, text="⏳ 17%", language="zh", percent=17)
MEDIA = Post(
    kind=Kind.MEDIA,
    text="✅ 视频生成成功！",
    language="zh",
    url="https://x.example/a.mp4",
    cover="https://x.example/a.jpg",
)
LINK = Post(kind=Kind.LINK, text="🔗 https://x.example/a.mp4", language="zh", url="https://x.example/a.mp4")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Closed(io.StringIO):
    def write(self, _: str) -> int:
        raise BrokenPipeError


class Run:
    def __init__(self, out: io.StringIO | None = None, *, as_json: bool = True) -> None:
        self.out = out or io.StringIO()
        self.now = 1000.0
        self.posts: list[tuple[str, Kind, str]] = []
        self.pictures = MemoryPictures()
        self.chat = ConsoleChat(
            self.out,
            as_json=as_json,
            now=lambda: self.now,
            pictures=self.pictures,
            on_post=lambda address, post, key: self.posts.append((address.message, post.kind, key)),
        )

    def address(self, message: str) -> Address:
        return read_line("x", user="u", chat="c", message=message, at=self.now).address

    def rows(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.getvalue().splitlines()]


def test_a_line_of_the_run_is_a_message_of_a_direct_chat() -> None:
    incoming = read_line("画只猫", user="ann", chat="home", message="m-1", at=5.0)

    assert incoming.id == "console-m-1"
    assert incoming.address == Address("console", "home", "ann", "m-1", direct=True)
    assert incoming.address.person == "console:ann"
    assert incoming.address.room == "console:home"


async def test_json_rows_carry_what_the_design_lists_and_nothing_else() -> None:
    run = Run()
    address = run.address("m-1")
    run.chat.begin_turn(address, "画只狗")
    await run.chat.send(address, START, key="j:start")
    run.now += 64.1234
    handle = await run.chat.send(address, PROGRESS, key="j:progress")
    await run.chat.edit(address, handle, replace(PROGRESS, text="⏳ 35%"), key="j:progress")
    await run.chat.send(address, MEDIA, key="j:media")
    await run.chat.send(address, LINK, key="j:link")

    assert run.rows() == [
        {"t": 0.0, "kind": "start", "text": START.text, "points": 96, "turn": 0},
        {"t": 64.123, "kind": "progress", "text": "⏳ 17%", "turn": 0},
        {"t": 64.123, "kind": "edit", "text": "⏳ 35%", "turn": 0},
        {"t": 64.123, "kind": "media", "text": MEDIA.text, "url": MEDIA.url, "cover": MEDIA.cover, "turn": 0},
        {"t": 64.123, "kind": "link", "text": LINK.text, "url": LINK.url, "turn": 0},
    ]


async def test_a_row_tells_which_text_it_answers_even_when_jobs_overlap() -> None:
    run = Run()
    first, second, old = run.address("m-1"), run.address("m-2"), run.address("left-by-an-earlier-run")
    assert run.chat.begin_turn(first, "一") == 0
    assert run.chat.begin_turn(second, "二") == 1
    await run.chat.send(second, START, key="b:start")
    await run.chat.send(first, MEDIA, key="a:media")
    await run.chat.send(old, MEDIA, key="o:media")

    assert [row["turn"] for row in run.rows()] == [1, 0, 0]
    assert run.chat.turn_of(second) == 1
    assert run.chat.turn_of(old) is None
    assert run.posts == [
        ("m-2", Kind.START, "b:start"),
        ("m-1", Kind.MEDIA, "a:media"),
        ("left-by-an-earlier-run", Kind.MEDIA, "o:media"),
    ]


async def test_the_same_key_is_printed_once() -> None:
    run = Run()
    address = run.address("m-1")
    first = await run.chat.send(address, START, key="j:start")
    again = await run.chat.send(address, START, key="j:start")

    assert first == again
    assert len(run.rows()) == 1
    assert await run.chat.send(run.address("m-2"), START, key="j:start") != first


async def test_people_see_their_own_text_the_clip_s_address_and_what_can_be_said_next() -> None:
    run = Run(as_json=False)
    address = run.address("m-1")
    run.chat.begin_turn(address, "画只狗", pictures=2)
    run.now += 12.3
    again = Button(Action(Verb.AGAIN, "j"), "再来一个", "primary")
    await run.chat.send(address, replace(MEDIA, buttons=(again,)), key="j:media")

    assert run.out.getvalue().splitlines() == [
        "        > 画只狗 [+2 pictures]",
        "   12.3s  ✅ 视频生成成功！",
        "          ▶ https://x.example/a.mp4",
        "          [再来一个]",
    ]


async def test_an_edit_is_a_new_line_where_the_output_is_no_terminal() -> None:
    run = Run(as_json=False)
    address = run.address("m-1")
    handle = await run.chat.send(address, PROGRESS, key="p")
    await run.chat.edit(address, handle, replace(PROGRESS, text="⏳ 35%"), key="p")

    assert run.out.getvalue().splitlines() == ["    0.0s  ⏳ 17%", "    0.0s  ⏳ 35%"]


async def test_an_edit_takes_the_old_place_on_a_terminal_only_while_it_is_the_last_line() -> None:
    run = Run(Terminal(), as_json=False)
    address = run.address("m-1")
    handle = await run.chat.send(address, PROGRESS, key="p")
    await run.chat.edit(address, handle, replace(PROGRESS, text="⏳ 35%"), key="p")
    assert run.out.getvalue().endswith("\x1b[1F\x1b[0J    0.0s  ⏳ 35%\n")

    await run.chat.send(address, START, key="other")
    before = run.out.getvalue()
    await run.chat.edit(address, handle, replace(PROGRESS, text="⏳ 53%"), key="p")
    assert run.out.getvalue().removeprefix(before) == "    0.0s  ⏳ 53%\n"


async def test_a_text_cannot_steer_the_terminal() -> None:
    run = Run(Terminal(), as_json=False)
    await run.chat.send(run.address("m-1"), replace(START, text="a\x1b[2Jb\rc\x9bd"), key="s")

    assert run.out.getvalue() == "    0.0s  a[2Jbcd\n"
    assert plain("\x00x\x1b") == "x"


def test_wide_characters_count_as_two_columns() -> None:
    assert cells("ab视频\x1b[2m!\x1b[0m") == 7


async def test_a_reader_that_went_away_is_a_chat_error_and_not_a_crash() -> None:
    run = Run(Closed())
    with pytest.raises(ChatError):
        await run.chat.send(run.address("m-1"), START, key="s")


async def test_a_picture_by_path_is_kept_and_fetched_again(tmp_path: Path) -> None:
    run = Run()
    path = tmp_path / "dog.png"
    path.write_bytes(b"dog")
    picture = await take_picture(str(path), run.pictures)

    assert (picture.source, picture.platform) == (PictureSource.PLATFORM, "console")
    assert await run.chat.fetch(picture) == b"dog"


async def test_a_picture_by_address_stays_an_address() -> None:
    picture = await take_picture("HTTPS://x.example/dog.png", MemoryPictures())

    assert picture.source is PictureSource.URL
    assert picture.ref == {"url": "HTTPS://x.example/dog.png"}


@pytest.mark.parametrize("name", ["nowhere.png", "."])
async def test_a_path_without_a_file_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(FetchError) as caught:
        await take_picture(str(tmp_path / name), MemoryPictures())
    assert caught.value.reason == "missing"


async def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    with path.open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    with pytest.raises(FetchError) as caught:
        await take_picture(str(path), MemoryPictures())
    assert caught.value.reason == "too_big"


def test_every_text_can_be_printed_whatever_the_locale() -> None:
    raw = io.BytesIO()
    out = utf8(io.TextIOWrapper(raw, encoding="ascii"))
    out.write("🎬 开始 \udc80")
    out.flush()

    assert raw.getvalue() == "🎬 开始 \\udc80".encode()
