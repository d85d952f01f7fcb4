"""The model that was recommended for a style: "the one you recommended", why it and not another, and its style."""

from collections.abc import Sequence
from dataclasses import replace

from core.advisor import recommend
from core.desk.models.comparing import for_style, prices, task_at_hand, why
from core.desk.pictures.of_message import pictures_of
from core.desk.reading import said_in
from core.desk.turn import QUESTION_STANDS_S, Turn
from core.model import Act, Intent, TaskType
from core.punctuation import comma
from core.tables import Pointing

_MORE_AT_ONCE = 2
_MISREAD_STYLES = frozenset({Act.CHITCHAT, Act.HELP, Act.QUOTE})


async def recalled(turn: Turn) -> None:
    """Let "the one you recommended" mean the last one recommended for a style, whatever was listed since."""
    talk = turn.talk
    is_meant = turn.desk.tables.pointers.says(turn.incoming.text, Pointing.YOUR_PICK)
    # An order placed since forgets the models that were named.
    if is_meant and is_fresh(turn) and (not talk.named or talk.named_it != talk.advised):
        turn.name_models([talk.advised], talk.named_for)


async def why_not_another(turn: Turn) -> bool:
    """Handle "why not Wan?" behind a recommendation: say what speaks for either, with the prices."""
    found = turn.desk.tables.pointers.first(turn.incoming.text.strip("?？ "), Pointing.WHY_NOT_MODEL)
    if found is None or not is_fresh(turn) or turn.question is not None or pictures_of(turn.incoming):
        return False
    other, key = said_in(turn, found.parts["name"]).model, turn.talk.advised
    style = turn.desk.tables.advice.style_of(turn.talk.advised_style)
    if other is None or other == key:
        return False
    priced = await prices(turn, task_at_hand(turn))
    if priced is None:
        return True
    if key not in priced or other not in priced:
        return False
    turn.name_models([key, other], task_at_hand(turn))
    await turn.tell(
        "models.why_not",
        model=priced[key].product.name,
        reason=await why(turn, style, key) if style is not None else priced[key].row.trait[turn.language],
        points=priced[key].points,
        other=priced[other].product.name,
        trait=priced[other].row.trait[turn.language],
        other_points=priced[other].points,
    )
    return True


async def what_else(turn: Turn) -> bool:
    """Handle "any other recommendation?" behind one, or "the second one" of it: the next ones, with what they are for."""
    pointers = turn.desk.tables.pointers
    if not is_fresh(turn) or not (pointers.says(turn.typed, Pointing.WHAT_ELSE_ADVISED) or _of_one(turn)):
        return False
    if turn.question is not None or pictures_of(turn.incoming) or turn.points_at_job:
        return False
    task = task_at_hand(turn)
    priced = await prices(turn, task)
    if priced is None:
        return True
    talk, advice = turn.talk, turn.desk.tables.advice
    style = advice.style_of(talk.advised_style)
    told = (talk.advised, *talk.named)
    ranked = sorted(priced, key=lambda one: (advice.place(one), priced[one].points))
    fitting = dict.fromkeys((*(style.models if style is not None else ()), *ranked))
    others = [one for one in fitting if one in priced and one not in told][:_MORE_AT_ONCE]
    if not others:
        return False
    name_beside(turn, others, task)
    rows = [
        turn.words(
            "models.also_row",
            model=priced[one].product.name,
            trait=priced[one].row.trait[turn.language],
            points=priced[one].points,
        )
        for one in others
    ]
    await turn.tell("models.also", models=turn.words("models.also_join").join(rows))
    return True


def name_beside(turn: Turn, keys: Sequence[str], task: TaskType) -> None:
    """Remember models that are named beside the one recommended; the scene that it was for stays with them."""
    scene = turn.talk.named_scene
    turn.name_models(keys, task)
    turn.talk = replace(turn.talk, named_scene=scene)


def _of_one(turn: Turn) -> bool:
    """Whether the message takes the second one or a later one where only one was recommended."""
    found = turn.desk.tables.pointers.first(turn.typed, Pointing.TAKES)
    named = turn.talk.named
    if found is None or "nth" not in found.parts or "rest" in found.parts or named != (turn.talk.advised,):
        return False
    return turn.desk.tables.sayings.place(found.parts, len(named)) is None


def in_its_style(turn: Turn, intent: Intent) -> Intent:
    """A scene for the recommended model, in the style that it was recommended for if the scene names none itself."""
    style, tables = turn.talk.advised_style, turn.desk.tables
    is_meant = is_fresh(turn) and intent.model == turn.talk.advised and intent.prompt
    named = tables.pointers.first(style, Pointing.STYLE_SAID)
    if not is_meant or named is None or tables.advice.style_of(intent.prompt) is not None:
        return intent
    if tables.sayings.story.style.search(intent.prompt):
        return intent
    words = named.parts["what"]
    if words.isascii() != intent.prompt.isascii():
        return intent
    return replace(intent, prompt=f"{words}{comma(intent.prompt)}{intent.prompt}")


async def for_another_style(turn: Turn) -> bool:
    """Handle "and for food?" where a model was just recommended, or a wish for one: name the one for that."""
    talk, found = turn.talk, turn.desk.tables.pointers.first(turn.incoming.text, Pointing.FOR_STYLE)
    if found is None or turn.intent.model is not None or pictures_of(turn.incoming):
        return False
    is_fresh = bool(talk.named) and turn.now - talk.named_at <= QUESTION_STANDS_S
    if not is_fresh and "one" not in found.parts:
        return False
    if turn.intent.action not in _MISREAD_STYLES and "asks" not in found.parts:
        return False
    scene = talk.named_scene if is_fresh else ""
    story, text = turn.desk.tables.sayings.story, turn.incoming.text
    is_look = story.style.search(text) or story.look.search(text)
    keeps = bool(scene) and bool(is_look) and not (story.style.search(scene) or story.look.search(scene))
    is_told = await for_style(turn, for_scene=keeps)
    style = turn.desk.tables.advice.style_of(text)
    if keeps and style is not None and turn.talk.named:
        # The scene that was asked about is wanted in that look.
        look = next(one for one in style.words if one in text.casefold())
        turn.talk = replace(turn.talk, named_scene=f"{scene}{comma(scene)}{look}")
    return is_told


async def for_told(turn: Turn, scene: str) -> bool:
    """Name the model that a scene would be made with, and why; False where none can be recommended."""
    task = task_at_hand(turn)
    priced = await prices(turn, task)
    if priced is None:
        return True
    found = recommend(turn.desk.tables.advice, task, scene, priced)
    if found is None:
        return False
    turn.name_models([found.model], task)
    turn.talk = replace(turn.talk, advised=found.model, advised_style=turn.incoming.text, advised_at=turn.now)
    await turn.tell(
        "models.for_told",
        model=priced[found.model].product.name,
        reason=found.reason[turn.language],
        points=priced[found.model].points,
    )
    return True


def is_fresh(turn: Turn) -> bool:
    """Whether a model was recommended for a style not long ago."""
    return bool(turn.talk.advised) and turn.now - turn.talk.advised_at <= QUESTION_STANDS_S
