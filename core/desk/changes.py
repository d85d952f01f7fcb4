"""Changes to what was made before: other values, another model, other words, other pictures."""

from collections.abc import Sequence
from dataclasses import replace

from core import advisor, continuity
from core.advisor import Basis
from core.desk.again import model_is_gone
from core.desk.asking import in_role_order, not_for_this
from core.desk.lists import products_or_say
from core.desk.placing import place
from core.desk.requests import pictures_of, request, waiting_pictures
from core.desk.turn import Turn, told
from core.drafts import Wanted, wanted_of
from core.model import Change, Draft, Pending, Picture, Role, TaskType, Told, Wishes
from core.planner.values import as_text

_SHOWN = (
    "duration",
    "resolution",
    "mode",
    "aspect_ratio",
    "generate_audio",
    "sound",
    "negative_prompt",
    "seed",
    "shot_type",
)


async def edit(turn: Turn) -> None:
    """Change the last job, the one replied to, or the order that waits for a yes."""
    base = base_of(turn)
    if base is None:
        if turn.intent.prompt or turn.intent.task_type is not TaskType.TEXT:
            await request(turn)
            return
        await turn.tell("again.none")
        return
    if not turn.owns_job:
        await turn.tell("ask.not_yours")
        return
    intent = turn.intent
    pictures = pictures_of(turn.incoming, intent) or waiting_pictures(turn)
    task_type, pictures, notes = _pictures_after(turn, base, pictures)
    prompt = base.order.prompt
    if intent.prompt:
        prompt = continuity.revise(prompt, intent.prompt, turn.desk.tables.revisions, turn.language)
    wanted = Wanted(
        task_type=task_type,
        prompt=prompt,
        language=turn.language,
        wishes=intent.wishes.over(base.wishes),
        pictures=pictures,
        names=(*base.names, *intent.names),
        parent=turn.job.id if turn.job is not None else "",
    )
    await _order_changed(turn, base, wanted, notes)


def base_of(turn: Turn) -> Draft | None:
    """What "make it vertical" changes: the order in question, else the job pointed at, else the last one."""
    question = turn.question
    if (
        question is not None
        and question.pending is Pending.CONFIRM
        and not turn.points_at_job
        and question.drafts
    ):
        return question.drafts[0]
    return turn.job.draft if turn.job is not None else None


def _pictures_after(
    turn: Turn, base: Draft, pictures: tuple[Picture, ...]
) -> tuple[TaskType, tuple[Picture, ...], list[Told]]:
    """The task and pictures of a changed job: as before, unless new pictures came or the reference is to go."""
    task_type = base.order.task_type
    if turn.intent.no_reference:
        return TaskType.TEXT, (), [told("notice.reference_undone")]
    if not pictures:
        return task_type, base.pictures, []
    wanted = turn.intent.task_type
    if wanted is not None and wanted is not TaskType.TEXT:
        task_type = wanted
    elif task_type is TaskType.TEXT:
        task_type = TaskType.IMAGE
    if task_type is TaskType.IMAGE:
        pictures = pictures[:1]
    return task_type, in_role_order(pictures), []


async def reword(turn: Turn, prompt: str) -> None:
    """The pressed job with another description, all else as it was."""
    base = base_of(turn)
    if base is None or not prompt.strip():
        await turn.tell("edit.none")
        return
    wanted = replace(
        wanted_of(base), prompt=prompt.strip(), parent=turn.job.id if turn.job is not None else ""
    )
    await _order_changed(turn, base, wanted, [])


async def _order_changed(turn: Turn, base: Draft, wanted: Wanted, notes: list[Told]) -> None:
    products = await products_or_say(turn, wanted.task_type)
    if products is None:
        return
    intent = turn.intent
    priced = turn.desk.drafter.price_all(products, wanted)
    advice = turn.desk.tables.advice
    prices = {key: one.points for key, one in priced.items()}
    key = intent.model or base.order.model or base.order.leaf_id
    if intent.model is None and intent.quality is not None and prices:
        found = advisor.choose(
            advice,
            wanted.task_type,
            asked=None,
            quality=intent.quality,
            preference=None,
            prompt=wanted.prompt,
            prices=prices,
        )
        key = found.model if found is not None else key
    if key not in priced:
        if intent.model is None and wanted.task_type is not base.order.task_type:
            found = advisor.choose(
                advice,
                wanted.task_type,
                asked=None,
                quality=None,
                preference=None,
                prompt=wanted.prompt,
                prices=prices,
            )
            key = found.model if found is not None else key
        elif intent.model is None:
            await model_is_gone(turn, base, wanted)
            return
    if key not in priced:
        await not_for_this(turn, key, wanted, priced)
        return
    if intent.save_preference and intent.model is not None:
        await turn.desk.preferences.set(turn.person, [wanted.task_type], intent.model)
        notes.append(told("notice.saved"))
    if intent.clear_preference:
        await turn.desk.preferences.clear(turn.person, [wanted.task_type])
    basis = Basis.ASKED if intent.model is not None else Basis.CARRIED
    draft = turn.desk.drafter.draft(key, basis, wanted, priced, told=notes)
    changes = _changes(turn, base, draft)
    if not changes and not turn.intent.no_reference:
        is_said = bool(intent.prompt or intent.model or wanted.wishes != Wishes())
        await turn.tell("edit.same" if is_said else "edit.none")
        return
    first = (
        turn.words("edit.header", changes=turn.desk.phrases.changes(changes, turn.language))
        if changes
        else ""
    )
    await place(turn, replace(draft, intro=tuple(line for line in (first, *draft.intro) if line)))


def _changes(turn: Turn, base: Draft, draft: Draft) -> list[Change]:
    before, after = base.order, draft.order
    found: list[Change] = []
    if before.model_name != after.model_name:
        found.append(Change("model", before.model_name, after.model_name))
    for name in _SHOWN:
        old, new = before.params.get(name), after.params.get(name)
        if new is None or old is None or as_text(old) == as_text(new):
            continue
        found.append(Change(name, _seconds(turn, name, as_text(old)), _seconds(turn, name, as_text(new))))
    if before.prompt != after.prompt:
        found.append(Change("prompt", _short(before.prompt), _short(after.prompt)))
    if base.pictures != draft.pictures and draft.pictures:
        found.append(Change("picture", str(len(base.pictures)), str(len(draft.pictures))))
    return found


def _seconds(turn: Turn, name: str, text: str) -> str:
    return turn.words("name.seconds", n=text) if name == "duration" else text


def _short(prompt: str, limit: int = 40) -> str:
    line = " ".join(prompt.split())
    return f"“{line}”" if len(line) <= limit else f"“{line[: limit - 1]}…”"


def wishes_of(value: str) -> Wishes | None:
    """The wish of a button: aspect_ratio=9:16, duration=10, resolution=1080P."""
    name, _, said = value.partition("=")
    match name:
        case "aspect_ratio":
            return Wishes(aspect_ratio=said)
        case "resolution":
            return Wishes(resolution=said)
        case "duration" if said.isdigit():
            return Wishes(duration_s=int(said))
        case _:
            return None


def as_reference(pictures: Sequence[Picture]) -> tuple[Picture, ...]:
    """The pictures with the role of references."""
    return tuple(replace(one, role=Role.REFERENCE) for one in pictures)
