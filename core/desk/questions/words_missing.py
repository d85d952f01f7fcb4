"""A request that tells how a video is to be made, and not what it shows: what was said waits for the words."""

from collections.abc import Mapping
from dataclasses import replace

from core.desk.clips.differences import laid_over
from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.turn import Turn
from core.model import Act, Intent, Notice, Pending, Wishes
from core.tables import Pointing

# These ask what the clip shows; values said before them count for the answer.
_ASK_WHAT = frozenset({Pending.WORDS_MISSING, Pending.PICTURE_ALONE})
_GO_ON = frozenset({Act.GENERATE, Act.QUOTE})


async def only_what_for(turn: Turn) -> bool:
    """Handle a request that only tells whom or what a video is for: ask what it is to show."""
    if pictures_of(turn.incoming, turn.intent) or turn.intent.action not in (Act.GENERATE, Act.MINE):
        return False
    is_for_somebody = turn.desk.tables.pointers.says(turn.incoming.text, Pointing.ONLY_FOR)
    is_request = turn.intent.action is Act.GENERATE
    if not is_for_somebody and (
        not is_request or is_answered(turn) or not turn.desk.parser.tells_no_scene(turn.typed)
    ):
        return False
    await ask_for_words(turn, turn.intent)
    return True


def is_answered(turn: Turn) -> bool:
    """Whether a message can be about something that is there: a clip, a question of ours, pictures that wait."""
    is_asked = turn.question is not None and turn.question.pending is not Pending.WORDS_MISSING
    is_of_other = turn.job is None or (
        turn.desk.tables.pointers.says(turn.typed, Pointing.OF_CLIP) and not turn.intent.names_something
    )
    return turn.intent.edit or is_asked or not is_of_other or bool(waiting_pictures(turn))


async def ask_for_words(turn: Turn, intent: Intent, *, how: str = "") -> None:
    """Ask what the video is to show; the model and the values of this intent, and `how` else it is wanted, wait."""
    named, gone = turn.talk, _not_offered(turn, intent)
    if gone:
        intent = replace(intent, model=intent.nearest or None, unavailable="", notices=())
    turn.ask(replace(turn.question_now(Pending.WORDS_MISSING), intent=replace(intent, prompt="", edit=False)))
    # The model that was named is still "it".
    turn.talk = replace(turn.talk, named=named.named)
    shots = turn.words("ask.as_shots") if intent.asked_s is not None else ""
    how = how or _how(turn, intent)
    ask = turn.words("ask.words_missing", how=how) if how else turn.words("ask.empty")
    await turn.say(turn.desk.phrases.lines(gone, ask, shots))


def _not_offered(turn: Turn, intent: Intent) -> str:
    """That the model which was named is not offered, and which one comes nearest; empty if none such was named."""
    if Notice.MODEL_UNSUPPORTED not in intent.notices or not intent.unavailable:
        return ""
    nearest = turn.desk.tables.models.get(intent.nearest)
    if nearest is None or not nearest.is_offered:
        return turn.words("ask.not_offered", asked=intent.unavailable)
    return turn.words("ask.nearest", asked=intent.unavailable, nearest=nearest.name)


def with_what_was_said(turn: Turn) -> None:
    """Give a message that answers what the video is to show the model and the values that were said before."""
    question, intent = turn.question, turn.intent
    if question is None or question.pending not in _ASK_WHAT or question.intent is None:
        return
    goes_on = intent.action in _GO_ON or (bool(pictures_of(turn.incoming)) and intent.action is Act.CHITCHAT)
    if not goes_on or intent.edit:
        return
    if question.intent.names_something:
        turn.intent = _over(intent, question.intent)
    asked = question.incoming.text if question.incoming is not None else ""
    shapes, rest = turn.desk.tables.several.both_shapes(asked)
    turn.each = turn.each or (() if rest else tuple(shapes))


def _over(now: Intent, before: Intent) -> Intent:
    """An intent with the model and values of an earlier one, where it names none itself."""
    names_model = now.model is not None or now.quality is not None
    is_long = before.asked_s is not None and now.wishes.duration_s is None
    return replace(
        now,
        asked_s=before.asked_s if is_long else now.asked_s,
        notices=(*now.notices, Notice.DURATION_CLAMPED) if is_long else now.notices,
        wishes=laid_over(now.wishes, before.wishes),
        model=now.model if names_model else before.model,
        model_id=now.model_id if names_model else before.model_id,
        model_name=now.model_name if names_model else before.model_name,
        quality=now.quality if names_model else before.quality,
        save_preference=now.save_preference or (before.save_preference and not names_model),
    )


def _how(turn: Turn, intent: Intent) -> str:
    """What was named so far, in words: the model, then the values."""
    desk = turn.desk
    row = desk.tables.models.get(intent.model or "")
    name = row.name_for(intent.task_type or turn.talk.named_for) if row is not None else ""
    wishes = replace(intent.wishes, duration_s=intent.asked_s or intent.wishes.duration_s)
    parts = [one for one in (name, desk.phrases.values(values_of(wishes), turn.language)) if one]
    return turn.words("changed.join").join(parts)


def values_of(wishes: Wishes) -> Mapping[str, object]:
    """The values of wishes by the names under which people are told of them."""
    return {
        "duration": wishes.duration_s,
        "resolution": wishes.resolution,
        "aspect_ratio": wishes.aspect_ratio,
        "mode": wishes.mode,
        "sound": {None: None, True: "on", False: "off"}[wishes.audio],
    }
