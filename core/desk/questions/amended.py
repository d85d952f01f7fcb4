"""A request that raised a question, changed before the answer: asked again as it is now."""

from collections.abc import Sequence
from dataclasses import replace

from core.desk.clips.differences import around_the_change, laid_over, sound_of
from core.desk.questions.answers import is_list, is_series
from core.desk.questions.words_missing import values_of
from core.desk.requests import request
from core.desk.rewording import in_all_shots, replaces_nothing, reworded
from core.desk.series.offer import scenes_of, shown_in
from core.desk.series.varied import changed_each
from core.desk.turn import Turn
from core.model import Act, Change, Draft, Intent, Notice, Pending
from core.planner.values import as_text, same
from core.ports import Question
from core.punctuation import ENDS, comma
from core.tables import Pointing, Said

_SOUND = {True: "on", False: "off"}


async def amended(turn: Turn, question: Question) -> bool:
    """Ask the question again for the request as it is changed; False if a single draft can be changed instead."""
    if question.together and await changed_each(turn, question):
        return True
    if question.together:
        turn.copies = turn.copies if turn.copies > 1 else len(question.drafts)
        return False
    asked, said = question.intent, turn.intent
    if asked is None or asked.edit or question.incoming is None or said.no_reference:
        return False
    if asked.action is Act.RETRY:
        return False  # "again" has no request of its own; what is offered for it is changed
    if question.pending is not Pending.OFFER and not is_series(question):
        return False
    prompt, wishes = reworded(turn, asked.prompt, said)
    if said.prompt and not is_series(question) and await replaces_nothing(turn, asked.prompt, prompt):
        return True
    story = turn.desk.tables.sayings.story
    goes_on = is_series(question) and story.order_word.match(said.prompt) is not None
    if goes_on:
        prompt = f"{asked.prompt.rstrip(ENDS)}{comma(asked.prompt)}{said.prompt}"  # with its word of order
    before, after = asked.prompt, prompt
    shots = _shots(turn, question)
    if said.prompt and shots and not goes_on:
        words, wishes = in_all_shots(turn, shots, said)
        prompt = "\n".join(words)
        before, after = next(
            (pair for pair in zip(shots, words, strict=True) if pair[0] != pair[1]), ("", "")
        )
    if not shots and is_series(question):
        # Where no scenes were told, what is only added belongs to all of it.
        added = prompt[len(before) :] if before and prompt.startswith(before) else ""
        turn.undivided = bool(added) and not story.then.search(added)
    said = replace(said, wishes=wishes)
    named_now = {kind for kind, value in values_of(wishes).items() if value is not None}
    names_model = said.model is not None
    # Another length is one for each clip of a list, unless they are to be one.
    stays_list = is_list(question) and said.asked_s is None
    stays_list = stays_list and not turn.desk.tables.sayings.says(turn.incoming.text, Said.ONE_CLIP)
    same_length = said.wishes.duration_s is None or stays_list
    kept = [one for one in asked.notices if same_length or one is not Notice.DURATION_CLAMPED]
    turn.intent = replace(
        asked,
        prompt=prompt,
        wishes=laid_over(said.wishes, asked.wishes),
        asked_s=said.asked_s if not same_length else asked.asked_s,
        # Another model takes the place of "the cheapest", and the other way round.
        model=said.model or (asked.model if said.quality is None else None),
        quality=said.quality or (asked.quality if said.model is None else None),
        save_preference=said.save_preference if names_model else asked.save_preference,
        notices=tuple(
            one
            for one in (*kept, *(one for one in said.notices if one is not Notice.MODEL_UNSUPPORTED))
            if one is not Notice.MODEL_UNSUPPORTED or not names_model
        ),
        passed_over=(
            *said.passed_over,
            *(one for one in asked.passed_over if one.name not in named_now),
        ),
        language=turn.language,
    )
    turn.incoming = replace(
        turn.incoming,
        pictures=(*question.incoming.pictures, *turn.incoming.pictures),
        quoted_pictures=question.incoming.quoted_pictures,
    )
    # A change of what another model is offered for, or that is warned of, is no yes to what it now is.
    is_open = question.pending is Pending.OFFER and not names_model and said.quality is None
    turn.only_price = turn.only_price or asked.action is Act.QUOTE or is_open
    turn.takes = said.quality == "budget" and turn.desk.tables.pointers.says(
        turn.incoming.text, Pointing.TAKES_CHEAPER
    )
    is_whole = is_series(question) and not stays_list
    lengths = (asked.asked_s, turn.intent.asked_s or said.wishes.duration_s) if is_whole else None
    changed = _what_changed(turn, said, question.drafts, before, after, lengths=lengths, model=asked.model)
    stays = turn.words("edit.model_stays", model=said.unavailable) if said.unavailable else ""
    turn.preface = turn.desk.phrases.lines(stays, changed)
    turn.close_question()
    await request(turn)
    return True


def _shots(turn: Turn, question: Question) -> tuple[str, ...]:
    """What each shot of a series shows; empty where the shots are parts of one description."""
    if not is_series(question) or question.intent is None or not scenes_of(turn, question.intent.prompt):
        return ()
    return tuple(shown_in(question.drafts))


def _what_changed(
    turn: Turn,
    said: Intent,
    drafts: Sequence[Draft],
    before: str,
    after: str,
    *,
    lengths: tuple[int | None, int | None] | None,
    model: str | None,
) -> str:
    """What the message changed in the request, worded like the changes of a job.

    `lengths` are the old and new length of a whole series, None for one clip; `model` is the one asked for before.
    """
    draft = drafts[0]
    wishes = {
        "duration": said.wishes.duration_s if lengths is None else None,
        "resolution": said.wishes.resolution,
        "aspect_ratio": said.wishes.aspect_ratio,
        "mode": said.wishes.mode,
        "seed": said.wishes.seed,
        "shot_type": said.wishes.shot_type,
    }
    found = [
        Change(name, as_text(draft.order.params[name]), as_text(value))
        for name, value in wishes.items()
        if value is not None and name in draft.order.params and not same(draft.order.params[name], value)
    ]
    is_one_clip = lengths is not None and said.wishes.duration_s is not None and said.asked_s is None
    single = turn.words("series.single", seconds=said.wishes.duration_s, n=len(drafts)) if is_one_clip else ""
    if lengths is not None and said.asked_s is not None and lengths[0] != lengths[1]:
        found.insert(0, Change("duration", str(lengths[0]), str(lengths[1])))
    if said.wishes.negative_prompt:
        found.append(Change("negative_prompt", "", said.wishes.negative_prompt))
    if before != after:
        found.append(Change("prompt", *around_the_change(before, after)))
    found = [*_model_and_sound(turn, model, said, draft), *found]
    if not found:
        return single
    changed = turn.words("edit.would", changes=turn.desk.phrases.changes(found, turn.language))
    return turn.desk.phrases.lines(single, changed)


def _model_and_sound(turn: Turn, model: str | None, said: Intent, draft: Draft) -> list[Change]:
    """The changes of the model, where another had been asked for, and of sound."""
    found = []
    models, task_type = turn.desk.tables.models, draft.order.task_type
    was, now = models.get(model or ""), models.get(said.model or "")
    if was is not None and now is not None and was is not now:
        found.append(Change("model", was.name_for(task_type), now.name_for(task_type)))
    wanted, given = said.wishes.audio, sound_of(draft)
    # A model without a choice of sound, or another model, is told beside the price.
    if wanted is not None and now is None and given is not None and given is not wanted:
        found.append(Change("sound", _SOUND[given], _SOUND[wanted]))
    elif wanted and now is not None:
        found.append(Change("sound", "", _SOUND[wanted]))
    return found
