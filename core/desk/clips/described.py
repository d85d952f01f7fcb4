"""The description of a changed order: the words that it had, with those of the message worked into them."""

from dataclasses import replace

from core import continuity
from core.desk.clips.differences import as_said, new_words
from core.desk.reading import said_in
from core.desk.rewording import leaves_nobody, replaces_nothing, reworded
from core.desk.subjects.given_way import by_name_alone
from core.desk.turn import LOOKS_BACK, Turn
from core.model import Act, Draft, Intent, Language, TaskType, Wishes
from core.punctuation import ENDS, clauses
from core.tables import Said


async def described_anew(
    turn: Turn, base: Draft, task_type: TaskType, *, has_pictures: bool
) -> tuple[str, Wishes] | None:
    """The changed description and wishes; None where the message leaves open what it is to show, and was asked."""
    prompt, intent = _described(turn, base), turn.intent
    if not (prompt or intent.prompt):
        await turn.tell("ask.empty")
        return None
    if intent.no_reference:
        prompt = await told_in_words(turn, prompt)
    before = _of_task(turn, base, task_type, by_name_alone(turn, prompt))
    prompt, wishes = reworded(turn, before, intent)
    prompt = _instead_of_ours(turn, base, before, prompt)
    is_open = not has_pictures and (
        await leaves_nobody(turn, prompt, wishes) or await replaces_nothing(turn, before, prompt)
    )
    return None if is_open else (prompt, _with_what_comes_back(turn, base, wishes, new_words(before, prompt)))


def _instead_of_ours(turn: Turn, base: Draft, before: str, prompt: str) -> str:
    """The description without our own words for pictures that came alone, where it is told now what somebody there does."""
    tables = turn.desk.tables
    is_ours = base.order.task_type is not TaskType.FRAMES and tables.advice.is_without_words(before)
    if not is_ours or not prompt.startswith(before):
        return prompt
    told = prompt.removeprefix(before).lstrip(ENDS)
    language: Language = "en" if told.isascii() else "zh"
    who = tables.revisions.subject[language].match(told)
    is_known = who is not None and not who["count"]
    return told if is_known or tables.sayings.story.pronoun.match(told) else prompt


def _with_what_comes_back(turn: Turn, base: Draft, wishes: Wishes, added: str) -> Wishes:
    """The wishes, where something that was left out so far is added, without leaving that out: "add people"."""
    absent = base.wishes.negative_prompt
    if not absent or not added or wishes.still_absent is not None:
        return wishes
    left = continuity.without_shown(
        absent, added, turn.desk.tables.revisions, turn.desk.tables.parted.classes
    )
    return wishes if left is None else replace(wishes, still_absent=left)


def _described(turn: Turn, base: Draft) -> str:
    """The description of the last clip; empty where it had only pictures, and these are dropped."""
    advice = turn.desk.tables.advice
    prompt = as_said(base, advice.left_out_words)
    return "" if turn.intent.no_reference and advice.is_without_words(prompt) else prompt


async def told_in_words(turn: Turn, prompt: str) -> str:
    """The description with who it names as they were told when they got the name: without a picture no name shows them."""
    known = [one.name for one in turn.subjects if one.name in prompt]
    for job in await turn.own_jobs(limit=LOOKS_BACK) if known else ():
        name = next((one for one in job.draft.names if one in known), "")
        shown = job.draft.order.prompt
        told = next(iter(continuity.parts_of(shown, turn.desk.tables.parted)), None) if name else None
        if told is not None and told.label == continuity.WHO and not told.start and name not in shown:
            return prompt.replace(name, shown[: told.end], 1)
        found = turn.desk.tables.sayings.find(job.draft.order.prompt, Said.NAMED_AS)
        if found is not None and found["name"] in known and found["what"] not in prompt:
            return prompt.replace(found["name"], found["what"], 1)
    return prompt


def _of_task(turn: Turn, base: Draft, task_type: TaskType, prompt: str) -> str:
    """The description; for pictures without one, our own words for the task that the order has now."""
    advice = turn.desk.tables.advice
    if task_type is base.order.task_type or not advice.is_without_words(prompt):
        return prompt
    return advice.without_words.get(task_type, {}).get(turn.language, prompt)


async def swaps_nothing(turn: Turn) -> bool:
    """Tell that an order has no frames to swap; False where words behind that tell the change."""
    said = _told_behind(turn)  # "the other way round, from night to day"
    if said is not None:
        turn.intent = said
        return False
    await turn.tell("edit.no_frames")
    return True


def _told_behind(turn: Turn) -> Intent | None:
    """What is said of the clip behind a first clause that turns something round; None where nothing is."""
    (first, mark), *rest = clauses(turn.typed) or [("", "")]
    said = said_in(turn, turn.typed[len(first + mark) :]) if rest else None
    is_change = said is not None and said.action is Act.GENERATE and bool(said.prompt) and not said.swap
    return replace(said, edit=True) if said is not None and is_change else None
