"""Every model and task of the live list, ordered by its name with its default values."""

import pytest

from core.model import Kind, Phase, TaskType
from tests.core import reading
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
    for row in reading.tables().models.values()
    for task_type in TaskType
    if task_type in row.ids
]


def test_the_tables_know_all_47_combinations() -> None:
    assert len(COMBINATIONS) == 47


@pytest.mark.parametrize("words", [WORDS, WORDS_EN], ids=["zh", "en"])
async def test_each_model_is_ordered_by_name_and_costs_what_was_shown(
    stage: Stage, words: dict[TaskType, str]
) -> None:
    wrong: list[str] = []
    for number, (task_type, name) in enumerate(COMBINATIONS):
        spent = stage.studio.ledger.spent
        since = len(stage.chat.rows)
        text = words[task_type].format(name=name)
        jobs = await stage.say(text, pictures=PICTURES[task_type], user=f"u{number}")
        posts = [row.post for row in stage.chat.rows[since:]]
        start = next((post for post in posts if post.kind is Kind.START), None)
        if not jobs or start is None or jobs[0].phase is not Phase.DELIVERED:
            wrong.append(f"{text!r}: not delivered: {posts[-1].text if posts else None}")
            continue
        order = jobs[0].draft.order
        if (order.model_name, order.task_type) != (name, task_type):
            wrong.append(f"{text!r}: ordered {order.model_name} for {order.task_type}")
        if not stage.studio.ledger.spent - spent == order.points == start.points:
            wrong.append(f"{text!r}: {start.points} pts shown, {stage.studio.ledger.spent - spent} spent")
        if f"{order.points} pts" not in start.text:
            wrong.append(f"{text!r}: the price is not in the start message")
    assert not wrong, "\n".join(wrong)
    assert not stage.studio.violations
