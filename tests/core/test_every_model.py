"""Every model and task of the live list, ordered by its name with its default values."""

import pytest

from core.model import Kind, Phase, TaskType
from core.tables import read_tables
from tests.stage import Stage

PICTURES = {TaskType.TEXT: 0, TaskType.IMAGE: 1, TaskType.REFERENCE: 1, TaskType.FRAMES: 2}
WORDS = {
    TaskType.TEXT: "用{name}生成一段小狗奔跑的视频",
    TaskType.IMAGE: "用{name}把这张图动起来",
    TaskType.REFERENCE: "用{name}参考这张图生成小狗奔跑的视频",
    TaskType.FRAMES: "用{name}，第一张是首帧，第二张是尾帧，平滑过渡",
}
WORDS_EN = {
    TaskType.TEXT: "make a video of a running dog with {name}",
    TaskType.IMAGE: "animate this picture with {name}",
    TaskType.REFERENCE: "use this picture as a reference, a running dog, with {name}",
    TaskType.FRAMES: "first picture to last picture, smooth transition, with {name}",
}
COMBINATIONS = [
    (task_type, row.name_for(task_type))
    for row in read_tables().models.values()
    for task_type in TaskType
    if task_type in row.ids
]


def test_the_tables_know_all_47_combinations() -> None:
    assert len(COMBINATIONS) == 47


@pytest.mark.parametrize("words", [WORDS, WORDS_EN], ids=["zh", "en"])
@pytest.mark.parametrize(("task_type", "name"), COMBINATIONS)
async def test_a_model_is_ordered_by_name_and_costs_what_was_shown(
    stage: Stage, task_type: TaskType, name: str, words: dict[TaskType, str]
) -> None:
    [job] = await stage.say(words[task_type].format(name=name), pictures=PICTURES[task_type])
    assert job.phase is Phase.DELIVERED, stage.chat.texts()[-1]
    assert job.draft.order.model_name == name
    assert job.draft.order.task_type is task_type
    assert not stage.studio.violations
    start = next(row.post for row in stage.chat.rows if row.post.kind is Kind.START)
    assert f"{job.draft.order.points} pts" in start.text
    assert stage.studio.ledger.spent == job.draft.order.points == start.points
