"""What we keep of a person: the default models, saved, told and cleared; and their data, deleted on request."""

from dataclasses import replace

from core.desk import reports
from core.desk.clips import changes
from core.desk.pictures.of_message import pictures_of, says_without_pictures
from core.desk.questions.words_missing import values_of
from core.desk.reading import beside_clip
from core.desk.turn import Turn
from core.model import Act, TaskType, Wishes
from core.ports import Talk
from core.tables import Pointing


async def set_preference(turn: Turn) -> None:
    """Save a model as default for every task it serves; "it" is the one just named, else that of the turn's job."""
    model, talk, job = turn.intent.model, turn.talk, turn.job
    if model is None and not turn.intent.unavailable:
        is_named = talk.named_it and (job is None or talk.named_at >= job.created_at)
        of_job = job.draft.order.model if job is not None and turn.owns_job else None
        model = talk.named_it if is_named else of_job
    if model is None and not turn.intent.unavailable:
        await reports.models(turn, turn.intent.task_type or TaskType.TEXT)
        return
    row = turn.desk.tables.models.get(model or "")
    if row is None or not row.is_offered:
        asked = turn.intent.unavailable or (row.name if row else "")
        nearest = turn.desk.tables.models.get(turn.intent.nearest)
        if nearest is not None and nearest.is_offered:
            await turn.tell("preference.nearest", model=asked, nearest=nearest.name)
        else:
            await turn.tell("preference.unavailable", model=asked)
        return
    only_for = turn.intent.only_for
    if only_for is not None:
        await _keep(turn, [only_for], row.key)
        text = turn.words(
            "preference.saved_for", model=row.name_for(only_for), task=turn.words(f"task.{only_for}")
        )
        await turn.say(turn.desk.phrases.lines(text, _values_not_kept(turn)))
        return
    await _keep(turn, list(row.ids), row.key)
    text = turn.words("preference.saved", model=row.name)
    missing = [turn.words(f"task.{one}") for one in TaskType if one not in row.ids]
    if missing:
        text += turn.words("preference.saved_partly", tasks=turn.words("changed.join").join(missing))
    await turn.say(turn.desk.phrases.lines(text, _values_not_kept(turn)))


async def _keep(turn: Turn, tasks: list[TaskType], model: str) -> None:
    """Save a default, and remember for the next message what stood in its place."""
    stored = await turn.desk.preferences.get(turn.person)
    turn.talk = replace(turn.talk, saved=tuple((one, stored.get(one, "")) for one in tasks))
    await turn.desk.preferences.set(turn.person, tasks, model)


def forget_saved(turn: Turn) -> None:
    """Forget what was saved where another message was answered since: "forget that" means what was said last."""
    if turn.talk.saved and turn.talk.saved == turn.stored.saved and (turn.said or turn.opened):
        turn.talk = replace(turn.talk, saved=())


async def takes_back_saved(turn: Turn) -> bool:
    """Handle "forget that" behind a default that was just saved: what stood there before is the default again."""
    is_meant = turn.talk.saved and turn.desk.tables.pointers.says(turn.incoming.text, Pointing.UNDOES)
    if not is_meant or turn.points_at_job or turn.question is not None or pictures_of(turn.incoming):
        return False
    await _restore(turn)
    return True


async def _restore(turn: Turn) -> None:
    """Take back the defaults that were just saved: what stood there before is the default again."""
    before = {task: model for task, model in turn.talk.saved if model}
    await turn.desk.preferences.clear(turn.person, [task for task, _ in turn.talk.saved])
    for task, model in before.items():
        await turn.desk.preferences.set(turn.person, [task], model)
    turn.talk = replace(turn.talk, saved=())
    if before:
        await turn.say(turn.desk.phrases.lines(*await preferred(turn)))
    else:
        await turn.tell("preference.cleared")


async def usual_again(turn: Turn) -> bool:
    """Handle "go back to the normal one", or "forget that" with nothing to cancel, beside a clip made with the default.

    The first clears that default; the second may have meant something else, and is told how to.
    """
    pointers, text, job = turn.desk.tables.pointers, turn.incoming.text, turn.job
    found = pointers.first(text, Pointing.USUAL_AGAIN)
    # "Forget that preference" names what is to go.
    is_named = turn.intent.action is Act.CLEAR_PREFERENCE
    undone = pointers.first(text, Pointing.UNDOES) if found is None and not is_named else None
    undoes = undone is not None and "bare" not in undone.parts  # "well, never mind" speaks of no default
    if (found is None and not undoes) or turn.points_at_job or pictures_of(turn.incoming):
        return False
    is_over = job is not None and job.phase.is_over and turn.question is None
    if (
        job is None
        or (undoes and not is_over)
        or (job.draft.parent and (found is None or "name" not in found.parts))
    ):
        return False  # the clip at hand may be meant, or how it was before
    stored = await turn.desk.preferences.get(turn.person)
    if stored.get(job.draft.order.task_type) != job.draft.order.model:
        return False
    if undoes:
        await turn.tell("preference.still", model=job.draft.order.model_name)
        return True
    await turn.desk.preferences.clear(turn.person, list(TaskType))
    await turn.tell("preference.cleared")
    return True


async def clear_preference(turn: Turn) -> None:
    """Clear the default models for every task; a wish for the best, said about a video, changes that instead."""
    stored = await turn.desk.preferences.get(turn.person)
    only_for = turn.intent.only_for
    if only_for is not None:
        await turn.desk.preferences.clear(turn.person, [only_for])
        key = "preference.cleared_for" if only_for in stored else "preference.cleared_none_for"
        await turn.tell(key, task=turn.words(f"task.{only_for}"))
        return
    await turn.desk.preferences.clear(turn.person, list(TaskType))
    said = "preference.cleared" if stored else "preference.cleared_none"
    if not _wants_the_best(turn):
        asks = turn.desk.tables.pointers.says(turn.typed, Pointing.ASKS_PICK)
        if stored or not asks:
            await turn.tell(said)
        if asks:
            await reports.models(turn, TaskType.TEXT)
        return
    if stored:
        await turn.tell(said)
    await changes.edit(turn)


def _wants_the_best(turn: Turn) -> bool:
    """Whether the best is wanted for the video at hand, and not for all future ones."""
    if turn.intent.quality is None or not turn.intent.edit or changes.base_of(turn) is None:
        return False
    return not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.FROM_NOW_ON)


async def show_preferences(turn: Turn) -> None:
    """Tell which default models are stored for this person."""
    rows = await preferred(turn)
    await turn.say(turn.desk.phrases.lines(*rows) if rows else turn.words("preference.none"), private=True)


async def preferred(turn: Turn) -> list[str]:
    """The lines that name this person's default models; none where none is stored."""
    stored = await turn.desk.preferences.get(turn.person)
    rows = [
        turn.words(
            "preference.row",
            task=turn.words(f"task.{one}"),
            model=turn.desk.tables.model(stored[one]).name_for(one),
        )
        for one in TaskType
        if one in stored
    ]
    return [turn.words("preference.list"), *rows] if rows else []


async def forget(turn: Turn) -> None:
    """Delete this person's data."""
    await turn.desk.history.forget(turn.person)
    turn.talk = Talk(language=turn.talk.language)
    await turn.say(turn.words("forget.done"), private=True)


async def keeps_kind(turn: Turn) -> bool:
    """Handle a wish for the cheapest or fastest model from now on: nothing is saved, and nothing ordered.

    "Always the best" is none: it leaves the choice to us.
    """
    if not says_without_pictures(turn, Pointing.KEEPS_KIND):
        return False
    await turn.tell("preference.only_models")
    return True


async def keeps_value(turn: Turn) -> bool:
    """Handle a wish for a length or a shape from now on: nothing is saved, and nothing ordered.

    A model beside it is saved, like one that is wanted alone.
    """
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.KEEPS_VALUE)
    if found is None or pictures_of(turn.incoming):
        return False
    said = beside_clip(turn, found.parts["rest"])
    if said.prompt or said.wishes == Wishes():
        return False
    if said.model is not None:
        turn.intent = replace(said, action=Act.SET_PREFERENCE, edit=False, language=turn.language)
        return False
    await turn.tell("preference.no_values")
    return True


async def takes_back(turn: Turn) -> bool:
    """Handle a value or a model that is not wanted any more: a model that is kept is forgotten, and nothing ordered."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.TAKES_BACK)
    if found is None or pictures_of(turn.incoming):
        return False
    said = beside_clip(turn, found.parts["rest"])
    if said.prompt or (said.model is None and said.wishes == Wishes()) or said.wishes.audio is not None:
        return False
    stored = await turn.desk.preferences.get(turn.person)
    kept_for = [task for task, model in stored.items() if said.model is not None and model == said.model]
    if kept_for and {task for task, _ in turn.talk.saved} == set(kept_for):
        await _restore(turn)
        return True
    if kept_for:
        await turn.desk.preferences.clear(turn.person, kept_for)
        await turn.tell("preference.cleared")
        return True
    waits = turn.words("quote.waiting") if turn.order_in_question is not None else ""
    await turn.say(turn.desk.phrases.lines(turn.words("preference.nothing_kept"), waits))
    return True


def _values_not_kept(turn: Turn) -> str:
    """Says that values named beside a model to be remembered are not; empty where none were."""
    values = turn.desk.phrases.values(values_of(turn.intent.wishes), turn.language)
    return turn.words("preference.not_values", values=values) if values else ""


async def asked_what_is_kept(turn: Turn) -> bool:
    """Handle a question whether, how long or where pictures and data are kept; else False."""
    if not turn.desk.tables.pointers.says(turn.incoming.text, Pointing.ASKS_KEPT):
        return False
    said = turn.desk.phrases.lines(turn.words("forget.kept"), *await preferred(turn))
    await turn.say(said, private=True)
    return True
