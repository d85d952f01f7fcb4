"""`python -m bot say`: one conversation through the whole service, printed as it happens."""

import secrets
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from adapters.console import PLATFORM, ConsoleChat, read_line, take_picture, utf8
from bot.app import App
from bot.memory import Memory
from bot.settings import Settings
from core.errors import FetchError
from core.model import Address, Incoming, Job, Kind, Phase, Picture, Post
from core.tables import read_tables

DELIVERED, FAILED, USAGE, IN_DOUBT = 0, 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What to say: the texts in their order, the pictures of the first."""

    texts: Sequence[str]
    images: Sequence[str]
    user: str
    chat: str
    as_json: bool


async def converse(settings: Settings, said: Said) -> int:
    """Hold the conversation; returns the exit code of the worst ending that no later turn made good."""
    memory = await Memory.open(settings.data_dir, settings.database_url.get_secret_value())
    try:
        return await _hold(settings, memory, said)
    finally:
        await memory.close()


async def _hold(settings: Settings, memory: Memory, said: Said) -> int:
    failures: list[int] = []

    def notice(address: Address, post: Post, _key: str) -> None:
        turn = chat.turn_of(address)
        if post.kind is Kind.FAILURE and turn is not None and not post.job_id:
            failures.append(turn)

    chat = ConsoleChat(
        utf8(sys.stdout), as_json=said.as_json, now=time.monotonic, pictures=memory.files, on_post=notice
    )
    # One conversation needs few of the patterns: not all of them are checked.
    app = App(settings, memory, tables=read_tables(checked=False))
    app.chats.add(PLATFORM, chat)
    try:
        pictures = [await take_picture(one, memory.files) for one in said.images]
    except FetchError as fault:
        sys.stderr.write(f"--image: {fault}\n")
        return USAGE
    try:
        await app.start()
        ended: list[Job] = []
        for number, text in enumerate(said.texts):
            incoming = _incoming(text, said, pictures if number == 0 else [])
            chat.begin_turn(incoming.address, text, pictures=len(incoming.pictures))
            ended += await app.over(await app.converse(incoming))
        return exit_code(ended, has_refusal=bool(failures or app.left))
    finally:
        await app.stop()


def _incoming(text: str, said: Said, pictures: Sequence[Picture]) -> Incoming:
    return read_line(
        text,
        user=said.user,
        chat=said.chat,
        message=secrets.token_hex(8),
        at=time.time(),
        pictures=pictures,
    )


def exit_code(ended: Sequence[Job], *, has_refusal: bool) -> int:
    """3 in doubt, 1 failed, late or not posted, 0 otherwise; a failure that a later turn made good does not count."""
    mended = {job.draft.parent for job in ended if job.phase is Phase.DELIVERED}
    left = [job for job in ended if job.id not in mended]
    if any(job.phase is Phase.IN_DOUBT for job in left):
        return IN_DOUBT
    if has_refusal or any(job.phase in (Phase.FAILED, Phase.LATE, Phase.UNPOSTED) for job in left):
        return FAILED
    return DELIVERED
