"""Deleting my data takes away words, pictures and preferences, and nobody else's."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from bot.memory import Memory
from core.model import Address, Draft, Incoming, Job, Picture, PictureSource, TaskType
from core.ports import Subject, Talk
from tests.stage import PNG, Stage


async def test_forgetting_removes_jobs_words_talk_preferences_and_waiting_pictures(stage: Stage) -> None:
    memory = stage.app.memory
    name = await memory.files.put(PNG)
    incoming = stage.incoming("让它动起来", pictures=1)
    stage.chat.files[name] = PNG
    picture = incoming.pictures[0]
    object.__setattr__(picture, "ref", {"name": name})
    [mine] = await stage.take(incoming)
    await stage.say("以后都用可灵")
    [other] = await stage.say("a dog on the beach", user="bob")
    await stage.say("删除我的数据")

    job = await stage.kept(mine.id)
    assert job.draft.order.prompt == ""
    assert not job.draft.pictures
    assert await memory.preferences.get("stage:ada") == {}
    assert not list(memory.folder.inbox.glob("*"))
    assert (await stage.kept(other.id)).draft.order.prompt
    assert stage.chat.texts()[-1].startswith("已删除你的数据")


async def test_after_forgetting_nothing_can_be_repeated(stage: Stage) -> None:
    await stage.say("小狗在草地上奔跑")
    await stage.say("删除我的数据")
    orders = len(stage.orders)
    await stage.say("再来一个")
    assert len(stage.orders) == orders
    assert TaskType.TEXT not in await stage.app.memory.preferences.get("stage:ada")


async def test_a_running_job_whose_data_is_to_go_is_neither_repeated_nor_changed(stage: Stage) -> None:
    await stage.say("小狗在草地上奔跑", until_s=10)
    await stage.say("删除我的数据", until_s=20)
    for words in ("再来一个", "改成竖屏", "换成可灵"):
        await stage.say(words, until_s=30)
    await stage.say("进度", until_s=40)
    assert "小狗" in stage.chat.texts()[-1]
    await stage.finish()
    await stage.say("再来一个")
    assert len(stage.orders) == 1


def whole(kind: Any, pictures: Iterator[Picture]) -> Any:
    """A value of this kind with something in each of its fields: a picture of its own wherever one can be."""
    if kind is Picture:
        return next(pictures)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{one.name: whole(hints[one.name], pictures) for one in fields(kind)})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return whole(next(one for one in inner if one is not type(None)), pictures)
    if origin is tuple:
        return tuple(whole(one, pictures) for one in inner if one is not Ellipsis)
    if origin is Literal:
        return inner[0]
    plain: dict[Any, Any] = {str: "words", int: 1, float: 1.0, bool: False}
    return plain.get(kind, {})


@pytest.fixture
async def memory(tmp_path: Path) -> AsyncIterator[Memory]:
    opened = await Memory.open(tmp_path)
    yield opened
    await opened.close()


@pytest.mark.parametrize("kind", [Talk, Draft, Incoming])
async def test_no_picture_is_left_on_disk_wherever_it_is_spoken_of(memory: Memory, kind: type) -> None:
    names = [await memory.files.put(PNG) for _ in range(40)]
    free = iter(names)
    value = whole(kind, (Picture(PictureSource.PLATFORM, {"name": one}, "stage") for one in free))
    used = names[: len(names) - len(list(free))]
    assert used
    address = Address(platform="stage", chat="c1", user="ada", message="m")
    if isinstance(value, Talk):
        await memory.history.change_talk("stage:ada", "stage:c1", lambda _: value)
    elif isinstance(value, Draft):
        await memory.jobs.open(Job(id="stage-1", address=address, draft=value, created_at=1.0))
    else:
        await memory.inbox.claim(replace(value, address=address))
    await memory.history.forget("stage:ada")
    left = {path.name for path in memory.folder.inbox.glob("*")}
    assert left == set(names) - set(used)


async def test_the_picture_behind_a_name_is_not_left_on_disk(memory: Memory) -> None:
    picture = Picture(PictureSource.PLATFORM, {"name": await memory.files.put(PNG)}, "stage")
    await memory.history.name_subject("stage:c1", Subject("Rex", picture, "stage:ada", 1.0))
    await memory.history.forget("stage:ada")
    assert not list(memory.folder.inbox.glob("*"))
