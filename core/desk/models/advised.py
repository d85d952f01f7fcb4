"""A scene told with the question for a model: a yes to the advice orders it with the model that was named."""

from dataclasses import replace

from core.desk.models import comparing
from core.desk.models.mentioned import model_named
from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.reading import goes_on_as
from core.desk.requests import request
from core.desk.turn import CONFIRMATION_STANDS_S, Turn
from core.model import Act, ParseContext
from core.tables import Pointing
from core.text import is_brief

_NO_YES = frozenset({Act.SET_PREFERENCE, Act.SHOW_PREFERENCES, Act.QUOTE, Act.LIST_MODELS})
_MAY_ASK = frozenset({Act.GENERATE, Act.CHITCHAT})  # how a question with a scene in it may be read
_SHORTEST, _FEWEST_WORDS = 4, 3  # Chinese characters, English words; less is a kind of video and no scene


async def advise(turn: Turn) -> None:
    """Answer a question about models, and remember the scene that it is for."""
    await _advise(turn, _scene_in(turn))


async def asked_with_scene(turn: Turn) -> bool:
    """Handle a description with a question for a model behind it: advise, and order nothing."""
    if turn.intent.action not in _MAY_ASK or turn.intent.edit or pictures_of(turn.incoming):
        return False
    scene = _scene_in(turn)
    if not scene:
        return False
    await _advise(turn, scene)
    return True


async def _advise(turn: Turn, scene: str) -> None:
    await comparing.models(turn, for_scene=bool(scene))
    if turn.talk.named and turn.question is None:
        turn.talk = replace(turn.talk, named_scene=scene)


async def agreed(turn: Turn) -> bool:
    """Handle a yes to a model that was named for a scene: order that scene with it."""
    talk = turn.talk
    if not talk.named_scene or not talk.named or turn.question is not None or turn.points_at_job:
        return False
    if (
        pictures_of(turn.incoming)
        or waiting_pictures(turn)
        or turn.now - talk.named_at > CONFIRMATION_STANDS_S
    ):
        return False
    text, tables = turn.incoming.text, turn.desk.tables
    if turn.intent.action in _NO_YES:
        return False
    taken = tables.pointers.first(text, Pointing.TAKES)
    if tables.pointers.says(text, Pointing.GOES_FOR_IT) or tables.talk.small_talk(text) == "ok":
        key = talk.named_it
    elif taken is not None and "rest" not in taken.parts and (named := model_named(turn, taken)) is not None:
        key = named[0]
    else:
        return False
    turn.talk = replace(talk, named_scene="")
    read = goes_on_as(turn, talk.named_scene)
    turn.intent = replace(
        read, action=Act.GENERATE, model=key, save_preference=False, edit=False, language=turn.language
    )
    await request(turn)
    return True


def _scene_in(turn: Turn) -> str:
    """What the video is to show, told in a question for a model; empty where it tells at most a kind of video."""
    for found in turn.desk.tables.pointers.find(turn.incoming.text.strip("?？ "), Pointing.ADVISED_FOR):
        words = found.parts["rest"]
        read = turn.desk.parser.parse(words, ParseContext())
        is_kind = is_brief(read.prompt, characters=_SHORTEST, words=_FEWEST_WORDS)
        is_kind = is_kind or turn.desk.tables.pointers.says(words, Pointing.ONLY_KIND)
        if read.action is Act.GENERATE and not is_kind and not read.edit:
            return words
    return ""
