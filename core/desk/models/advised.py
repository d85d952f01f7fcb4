"""A scene told with the question for a model: a yes to the advice orders it with the model that was named."""

from dataclasses import replace

from core import continuity
from core.desk.clips.differences import around_the_change, laid_over
from core.desk.clips.request_or_change import changes_something
from core.desk.clips.telling import header
from core.desk.models import comparing
from core.desk.models.just_named import model_named
from core.desk.models.recommended import for_told, in_its_style
from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.prices.quotes import quote
from core.desk.reading import beside_clip, goes_on_as, said_in
from core.desk.requests import request
from core.desk.rewording import reworded
from core.desk.small_talk import is_told
from core.desk.turn import CONFIRMATION_STANDS_S, QUESTION_STANDS_S, Turn
from core.model import Act, Change, Intent, ParseContext, Pending, Wishes
from core.punctuation import comma, ends_asking
from core.tables import Found, Pointing
from core.tables.patterns import MARKS
from core.text import is_brief

_NO_YES = frozenset({Act.SHOW_PREFERENCES, Act.QUOTE, Act.LIST_MODELS})
_MAY_CHOOSE = frozenset({Act.GENERATE, Act.SET_PREFERENCE})  # "use Kling" alone would be kept for all clips
_MAY_ASK = frozenset({Act.GENERATE, Act.CHITCHAT})  # how a question with a scene in it may be read
_LOOK, _LOOK_WORDS = 7, 4  # as long as a look may be
_SHORTEST, _FEWEST_WORDS = 4, 3  # Chinese characters, English words; less is a kind of video and no scene


async def advise(turn: Turn) -> None:
    """Answer a question about models, and remember the scene that it is for: its own, or one told shortly before."""
    scene, names_one = _scene_in(turn)
    await _advise(turn, scene or held_scene(turn), names_one=names_one)


async def priced_for_scene(turn: Turn) -> bool:
    """Handle a question what a model or a value costs, asked after a scene was told: its price is for that scene."""
    scene, asked = held_scene(turn), turn.intent
    is_price = asked.action is Act.QUOTE or (asked.action is Act.LIST_MODELS and asked.model is not None)
    if not scene or not is_price or asked.prompt or not asked.names_something:
        return False
    if pictures_of(turn.incoming) or waiting_pictures(turn):
        return False
    _go_on_with(turn, scene, asked, Act.QUOTE)
    await quote(turn)
    return True


async def asked_with_scene(turn: Turn) -> bool:
    """Handle a description with a question for a model behind it: advise, and order nothing."""
    if turn.intent.action not in _MAY_ASK or turn.intent.edit or pictures_of(turn.incoming):
        return False
    scene, names_one = _scene_in(turn)
    if not scene:
        return False
    await _advise(turn, scene, names_one=names_one)
    return True


async def _advise(turn: Turn, scene: str, *, names_one: bool) -> None:
    """Answer with the model for this scene where the question is for one, else with a list."""
    if not await comparing.told_of_some(turn, for_scene=bool(scene)) and not (
        names_one and turn.question is None and await for_told(turn, scene)
    ):
        await comparing.list_all(turn)
    if turn.talk.named and turn.question is None:
        turn.talk = replace(turn.talk, named_scene=scene)


async def agreed_with_another(turn: Turn) -> bool:
    """Handle "ok, a robot watering flowers" where one model was named: order what is told now with that model."""
    talk, said = turn.talk, _told_now(turn)
    if len(talk.named) != 1 or turn.question is not None or turn.now - talk.named_at > CONFIRMATION_STANDS_S:
        return False
    if said is None or turn.points_at_job or pictures_of(turn.incoming) or waiting_pictures(turn):
        return False
    if said.model is not None or said.quality is not None or _yes_in(turn) is None:
        return False
    if turn.quoted is not None and talk.quoted_at >= talk.named_at:
        return False  # the yes is to that price
    wishes = laid_over(said.wishes, talk.named_wishes)
    turn.intent = in_its_style(turn, replace(said, model=talk.named_it, wishes=wishes))
    await request(turn)
    return True


def _yes_in(turn: Turn) -> Found | None:
    """A yes in front of what else is said, parted from it: "fine dust in the sun" begins with none."""
    text = turn.incoming.text
    found = turn.desk.tables.pointers.first(text, Pointing.AGREES)
    if found is None or found.start:
        return None
    is_parted = text[: found.end].rstrip()[-1:] in MARKS
    return found if is_parted or not _begins(text, turn.intent) else None


def _begins(text: str, said: Intent) -> bool:
    """Whether a message begins with what it is read to show."""
    return text.casefold().startswith(said.prompt.casefold() or text.casefold())


def _says_no(turn: Turn) -> bool:
    """Whether the message turns down what it would answer, were the advice a question of ours."""
    asked = ParseContext(pending=Pending.CONFIRM)
    return turn.desk.parser.parse(turn.incoming.text, asked).action is Act.DECLINE


def _told_now(turn: Turn) -> Intent | None:
    """The scene that the message tells, perhaps behind a yes or a no; None where it tells none, or only talks to us."""
    text, found, parser = turn.incoming.text, _yes_in(turn), turn.desk.parser
    said = turn.intent
    if turn.desk.tables.pointers.says(text, Pointing.GOES_FOR_IT):
        return None
    if found is not None and _begins(text, said):
        said = said_in(turn, text[found.end :])  # the yes was taken for a part of the scene
    if said.action is not Act.GENERATE or not said.prompt or said.edit or ends_asking(text):
        return None
    return None if is_told(turn, said.prompt) or parser.is_said_to_us(said.prompt) else said


async def agreed(turn: Turn) -> bool:
    """Handle a yes to a model that was named for a scene: order that scene with it."""
    talk, scene = turn.talk, held_scene(turn)
    if not scene or pictures_of(turn.incoming) or waiting_pictures(turn) or turn.intent.action in _NO_YES:
        return False
    text, tables, said = turn.incoming.text, turn.desk.tables, turn.intent
    taken = tables.pointers.first(text, Pointing.TAKES)
    is_late = turn.now - talk.named_at > CONFIRMATION_STANDS_S
    look = ""
    if len(talk.named) == 1 and tables.pointers.says(text, Pointing.CHEAPER_ONE):
        # Than the only one that was named: the cheapest, with the values that are told.
        said = Intent(action=Act.GENERATE, quality="budget")
    elif _only_chooses(turn):
        pass
    elif said.action is Act.SET_PREFERENCE and not tables.pointers.says(text, Pointing.GOES_FOR_IT):
        return False
    elif tables.pointers.says(text, Pointing.GOES_FOR_IT) or tables.talk.small_talk(text) == "ok":
        if is_late or not talk.named_it or _told_now(turn) is not None or _says_no(turn):
            return False
        # To a whole list "ok" alone chooses none: what comes first has its price told.
        is_choice = len(talk.named) == 1 or tables.pointers.says(text, Pointing.GOES_FOR_IT)
        action = Act.GENERATE if is_choice else Act.QUOTE
        said = Intent(action=action, model=talk.named_it, wishes=said.wishes)  # "ok, vertical"
    elif (
        taken is not None
        and (named := model_named(turn, taken)) is not None
        and (behind := _values_behind(turn, taken)) is not None
    ):
        values, look = behind
        said = Intent(action=Act.GENERATE, model=named[0], wishes=values)
    else:
        return False
    scene = comma(scene).join((scene, look)) if look else scene
    turn.talk = replace(talk, named_scene="")
    if said.action is Act.QUOTE:
        _go_on_with(turn, scene, said, Act.QUOTE)
        await quote(turn)
    else:
        _go_on_with(turn, scene, said, Act.GENERATE)
        await request(turn)
    return True


async def changed(turn: Turn) -> bool:
    """Handle a change of the scene that a model was named for, or values for it: it is priced so, with that model."""
    talk, scene, text = turn.talk, held_scene(turn), turn.incoming.text
    if not scene or turn.intent.action is not Act.GENERATE or not talk.named_it:
        return False
    if pictures_of(turn.incoming) or waiting_pictures(turn) or _says_no(turn):
        return False
    said, revisions = beside_clip(turn, text), turn.desk.tables.revisions
    if said.action is not Act.GENERATE or said.model is not None or said.quality is not None:
        return False
    words = said.prompt or scene
    if said.prompt:
        is_about = continuity.is_about_it(scene, text, revisions, turn.language)
        is_change = said.edit or changes_something(turn, text, said)
        if not is_change or (turn.job is not None and not is_about):
            return False
        words, wishes = reworded(turn, scene, said)
        if words != scene:
            turn.preface = header(turn, [Change("prompt", *around_the_change(scene, words))])
        said = replace(said, prompt="", wishes=wishes)
    elif turn.job is not None or said.wishes == Wishes():
        return False
    turn.talk = replace(talk, named_scene="")
    _go_on_with(turn, words, replace(said, model=talk.named_it), Act.QUOTE)
    await quote(turn)
    return True


def _values_behind(turn: Turn, taken: Found) -> tuple[Wishes, str] | None:
    """The values behind "use that one", and the look, "cinematic"; None where anything else stands there."""
    if "rest" not in taken.parts:
        return Wishes(), ""
    read, story = said_in(turn, taken.parts["rest"]), turn.desk.tables.sayings.story
    look = read.prompt
    is_look = bool(story.style.search(look) or story.look.search(look))
    if look and not (is_look and is_brief(look, characters=_LOOK, words=_LOOK_WORDS)):
        return None
    if read.model is not None or (not look and read.wishes == Wishes()):
        return None
    return read.wishes, look


def held_scene(turn: Turn) -> str:
    """The scene that models were asked about for, as long as nothing else is meant; else empty."""
    talk = turn.talk
    if not talk.named or turn.question is not None or turn.points_at_job:
        return ""
    return talk.named_scene if turn.now - talk.named_at <= QUESTION_STANDS_S else ""


def _only_chooses(turn: Turn) -> bool:
    """Whether a message names a model, or the cheapest or best, perhaps with values, and shows nothing itself."""
    said, text = turn.intent, turn.incoming.text
    if said.action not in _MAY_CHOOSE or said.prompt or ends_asking(text):
        return False
    if turn.desk.tables.pointers.says(text, Pointing.FROM_NOW_ON):
        return False
    return said.model is not None or said.quality is not None


def _go_on_with(turn: Turn, scene: str, said: Intent, action: Act) -> None:
    """Read the scene as the message, with the model and the values that the message names."""
    read = goes_on_as(turn, scene)
    turn.intent = replace(
        read,
        action=action,
        model=said.model or (read.model if said.quality is None else None),
        quality=said.quality or (read.quality if said.model is None else None),
        wishes=laid_over(said.wishes, read.wishes),
        save_preference=False,
        edit=False,
        language=turn.language,
    )


def _scene_in(turn: Turn) -> tuple[str, bool]:
    """What the video is to show, told in a question for a model, and whether it is for one model, not for all or the price.

    Empty where it tells at most a kind of video.
    """
    for found in turn.desk.tables.pointers.find(turn.incoming.text.strip("?？ "), Pointing.ADVISED_FOR):
        if "asks" in found.parts and not ends_asking(turn.incoming.text):
            continue
        words = found.parts["rest"]
        read = turn.desk.parser.parse(words, ParseContext())
        is_kind = is_brief(read.prompt, characters=_SHORTEST, words=_FEWEST_WORDS)
        is_kind = is_kind or turn.desk.tables.pointers.says(words, Pointing.ONLY_KIND)
        if read.action is Act.GENERATE and not is_kind and not read.edit:
            return words, "count" not in found.parts
    return "", False
