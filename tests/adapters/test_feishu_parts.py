"""The adapter's parts by themselves: pace, token, codes, words, frames."""

import asyncio
import contextlib
import re
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from adapters.feishu import words
from adapters.feishu.codes import Refusal, Remedy, read_refusal, remedy_for
from adapters.feishu.frames import Joiner, ack_frame, ping_frame, read_frame
from adapters.feishu.placeholder import placeholder_png
from adapters.feishu.rates import Pace
from adapters.feishu.sdk import load_sdk
from adapters.feishu.tokens import TenantToken
from core.model import Address, Verb

HERE = Address("feishu", "oc_1", "ou_1", message="om_1")
FOLDER = Path(words.__file__).parent


# --- pace ---------------------------------------------------------------------


class Hand:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_no_second_holds_more_messages_to_a_chat_than_allowed_however_slow_the_way() -> None:
    pace = Pace(place_s=0.1)
    arrived: list[float] = []

    async def call(held_s: float, place: str) -> None:
        async with pace.turn("reply", place):
            await asyncio.sleep(held_s)
            arrived.append(time.monotonic())

    await asyncio.gather(*(call(0.09 if number < 4 else 0.0, "oc_1") for number in range(12)))
    assert all(later - earlier >= 0.095 for earlier, later in zip(arrived, arrived[4:], strict=False))
    since = time.monotonic()
    await call(0.0, "oc_2")
    assert time.monotonic() - since < 0.05


async def test_a_call_that_fails_gives_its_place_back() -> None:
    pace = Pace(place_s=0.01, per_place=1)
    for _ in range(3):
        with contextlib.suppress(RuntimeError):
            async with asyncio.timeout(1), pace.turn("reply", "oc_1"):
                raise RuntimeError


def test_no_minute_holds_more_calls_than_allowed() -> None:
    clock = Hand()
    pace = Pace(clock=clock)
    at = [pace.reserve("reply") for _ in range(2_000)]
    assert all(at[index + 950] - at[index] >= 60.0 for index in range(len(at) - 950))
    assert pace.is_busy("reply")
    assert not pace.is_busy("patch")


async def test_chats_are_forgotten_in_the_end() -> None:
    pace = Pace(per_second=10**6, per_minute=10**6, place_s=0.0)
    for number in range(2_500):
        async with pace.turn("reply", f"oc_{number}"):
            pass
    assert len(pace._places) <= 2_000


# --- token --------------------------------------------------------------------


class Mint:
    def __init__(self, lives_s: float) -> None:
        self.lives_s = lives_s
        self.made = 0
        self.broken = 0

    async def __call__(self) -> tuple[str, float]:
        await asyncio.sleep(0)
        if self.broken:
            self.broken -= 1
            raise Refusal(Remedy.TRANSIENT, "no")
        self.made += 1
        return f"t-{self.made}", self.lives_s


async def test_many_callers_cause_one_fetch() -> None:
    mint = Mint(7200)
    token = TenantToken(mint)
    assert set(await asyncio.gather(*(token.get() for _ in range(10)))) == {"t-1"}
    assert set(await asyncio.gather(*(token.replace("t-1") for _ in range(10)))) == {"t-2"}
    assert mint.made == 2
    await token.stop()


async def test_a_token_is_renewed_before_it_ends() -> None:
    mint = Mint(3.1)
    token = TenantToken(mint)
    token.start()
    async with asyncio.timeout(4):
        while mint.made < 2:
            await asyncio.sleep(0.02)
    assert await token.get() == "t-2"
    await token.stop()


async def test_a_failed_renewal_ends_nothing() -> None:
    mint = Mint(7200)
    mint.broken = 1
    token = TenantToken(mint)
    with pytest.raises(Refusal):
        await token.get()
    assert await token.get() == "t-1"
    await token.stop()


# --- codes --------------------------------------------------------------------

_TABLE = """
99991400 wait|230020 back_off|230049 back_off|99991663 refresh|99991664 refresh|99991665 refresh|99991666 refresh
99991668 refresh|99991672 scope|99991679 scope|230027 scope|230001 format|230002 chat_gone|232009 chat_gone
230018 chat_gone|230035 chat_gone|230053 chat_gone|230006 bot_off|234007 bot_off|230011 target_gone
231003 target_gone|230019 target_gone|230050 target_gone|230111 target_gone|230013 availability|230017 reupload
230022 soften|230028 soften|230025 shorten|230055 as_media|230071 no_thread|230072 no_thread|230099 format
230031 expired|234001 upload|234006 too_big|234010 upload|234011 upload|234039 upload|234042 upload
234043 resource|10003 credentials|10014 credentials|1000040344 credentials|1000040350 too_many_connections
40009 transient|1 transient|1000040343 transient
"""


@pytest.mark.parametrize("row", re.split(r"[|\n]", _TABLE.strip()))
def test_every_code_of_the_platforms_table_has_its_remedy(row: str) -> None:
    code, remedy = row.split()
    assert remedy_for(int(code)) == remedy


def test_codes_that_nobody_listed() -> None:
    assert remedy_for(230099, "Failed to create card content, ErrCode: 200570; ErrMsg: x") is Remedy.REUPLOAD
    assert remedy_for(230099, "ErrCode: 11310;") is Remedy.SHORTEN
    assert remedy_for(230099, "ErrCode: 424242;") is Remedy.FORMAT
    assert remedy_for(-1, status=502) is Remedy.TRANSIENT
    assert remedy_for(-1, status=429) is Remedy.WAIT
    assert remedy_for(987654) is Remedy.UNKNOWN


def test_the_tables_hold_only_known_remedies() -> None:
    table = tomllib.loads((FOLDER / "codes.toml").read_text())
    for group in table.values():
        assert {Remedy(name) for name in group.values()}


def test_a_refusal_keeps_no_address_in_its_words_but_the_scopes_page() -> None:
    body: dict[str, Any] = {
        "code": 99991672,
        "msg": "Access denied. One of the following scopes is required: [im:resource, im:resource:upload].应用尚未开通"
        "所需的应用身份权限：[im:resource]，点击链接申请：https://open.feishu.cn/app/cli_x/auth?q=im:resource&op_from=openapi",
    }
    refusal = read_refusal(body, status=400, headers={"X-Tt-Logid": "log-7"}, action="files")
    assert refusal.scopes == ("im:resource", "im:resource:upload")
    assert refusal.link.startswith("https://open.feishu.cn/app/cli_x/auth?q=im:resource")
    assert "https" not in str(refusal)
    assert "log-7" in str(refusal)
    assert (
        read_refusal(
            {"code": 1}, status=200, headers={"x-ogw-ratelimit-reset": "x"}, action="a"
        ).retry_after_s
        is None
    )


# --- words --------------------------------------------------------------------


def test_no_technical_word_is_said() -> None:
    forbidden = re.compile(r"API|JSON|HTTP|token|scope|URL|uuid|参数|接口|error|code", re.IGNORECASE)
    for key in words.keys():  # noqa: SIM118 - a function of ours, not a mapping
        for language in words.LANGUAGES:
            assert not forbidden.search(
                words.say(key, language, url="") if key == "fallback.watch" else words.say(key, language)
            )


def test_every_verb_has_a_toast_and_every_hint_exists() -> None:
    assert all(words.knows(f"toast.{verb}") for verb in Verb)
    assert all(words.knows(f"fallback.{reason}") for reason in ("too_big", "scope", "no_player"))


def test_no_chinese_stands_in_the_adapters_code() -> None:
    for path in FOLDER.glob("*.py"):
        code = (
            re.sub(r"）》，。、；", "", path.read_text()) if path.name == "neutral.py" else path.read_text()
        )
        assert not re.search(r"[\u4e00-\u9fff]", code), path.name


# --- frames -------------------------------------------------------------------


def _part(number: int, total: int, payload: bytes, name: str = "m") -> Any:
    frame = load_sdk().frame()
    frame.SeqID = frame.LogID = frame.service = 1
    frame.method = 1
    for key, value in {"message_id": name, "sum": str(total), "seq": str(number), "type": "event"}.items():
        header = frame.headers.add()
        header.key, header.value = key, value
    frame.payload = payload
    return frame


def test_parts_are_joined_once_and_forgotten_in_time() -> None:
    joiner = Joiner(keep_s=5)
    assert joiner.add(_part(0, 1, b"whole"), 0.0) == b"whole"
    assert joiner.add(_part(1, 2, b"b"), 0.0) is None
    assert joiner.add(_part(1, 2, b"b"), 0.1) is None
    assert joiner.add(_part(0, 2, b"a"), 0.2) == b"ab"
    assert joiner.add(_part(0, 2, b"a", "late"), 1.0) is None
    assert joiner.add(_part(1, 2, b"b", "late"), 9.0) is None
    assert joiner.add(_part(7, 2, b"x", "wrong"), 9.0) is None
    assert joiner.add(_part(0, 10_000, b"x", "huge"), 9.0) is None
    for number in range(500):
        joiner.add(_part(0, 2, b"a", f"m{number}"), 9.0)
    assert len(joiner._split) <= 64


def test_frames_go_out_as_they_came_in() -> None:
    frame_class = load_sdk().frame
    ping = read_frame(frame_class, ping_frame(frame_class, 33))
    assert ping is not None
    assert (ping.method, ping.service) == (0, 33)
    answer = read_frame(frame_class, ack_frame(_part(0, 1, b"{}"), ok=True, took_ms=3))
    assert answer is not None
    assert answer.payload == b'{"code":200}'
    assert read_frame(frame_class, b"\xff\xff nonsense") is None


def test_the_placeholder_is_a_png() -> None:
    data = placeholder_png()
    assert data.startswith(b"\x89PNG")
    assert len(data) < 2_000
