"""Deleting my data takes away words, pictures and preferences, and nobody else's."""

from core.model import TaskType
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

    job = await memory.jobs.get(mine.id)
    assert job is not None
    assert job.draft.order.prompt == ""
    assert not job.draft.pictures
    assert await memory.preferences.get("stage:ada") == {}
    assert not list(memory.folder.inbox.glob("*"))
    kept = await memory.jobs.get(other.id)
    assert kept is not None
    assert kept.draft.order.prompt
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
