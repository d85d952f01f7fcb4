"""Another scene with what carries over from the clip at hand: its model and values, or the words for its style."""

from dataclasses import replace

from core.desk.clips import changes
from core.desk.clips.differences import laid_over
from core.desk.pictures.of_message import pictures_of, waiting_pictures
from core.desk.reading import beside_clip, goes_on_as
from core.desk.requests import request
from core.desk.subjects.introduced import described
from core.desk.turn import Turn
from core.model import Act, Draft, Intent, ParseContext
from core.punctuation import clauses, comma
from core.tables import Said


async def same_settings(turn: Turn) -> bool:
    """Handle a scene that is to be made with the settings of the last clip: only these carry over."""
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.SAME_SETTINGS)
    base = changes.base_of(turn)
    if found is None or base is None or not turn.owns_job or pictures_of(turn.incoming):
        return False
    shown = turn.desk.parser.parse(found["rest"], ParseContext(language=turn.incoming.language))
    if shown.action is not Act.GENERATE or not shown.prompt:
        return False
    await with_settings_of(turn, base, shown, found["rest"])
    return True


async def with_settings_of(turn: Turn, base: Draft, shown: Intent, scene: str) -> None:
    """Order a scene with the model and the values of a clip, where its words name no others."""
    said = turn.desk.parser.parse(scene, ParseContext(language=turn.incoming.language))
    intent = replace(
        shown,
        prompt=said.prompt,
        model=shown.model or base.order.model,
        wishes=laid_over(shown.wishes, replace(base.wishes, negative_prompt=None)),
        language=turn.language,
    )
    turn.intent = described(turn, intent)
    turn.incoming = replace(turn.incoming, text=scene)
    turn.close_question()
    await request(turn)


async def same_style(turn: Turn) -> None:
    """Put the style in words into a scene that is to have "the same"."""
    sayings, base = turn.desk.tables.sayings, changes.base_of(turn)
    found = sayings.find(turn.incoming.text, Said.SAME_STYLE)
    if found is None or pictures_of(turn.incoming) or waiting_pictures(turn):
        return
    scene = found["rest"].strip()
    if base is None:
        _of_nothing(turn, scene)
        return
    alone = beside_clip(turn, scene)
    is_change = turn.desk.parser.says_change(scene) or (alone.edit and not found.get("before"))
    what = found.get("what", "").strip()
    named = f"{what}{' ' * what.isascii()}{found['which']}"
    style = named if what else _style_of(turn, base.order.prompt)
    if alone.action is not Act.GENERATE or not alone.prompt or is_change:
        return
    if not style:
        turn.pointed = turn.words("notice.style_unnamed")
    turn.intent = replace(goes_on_as(turn, _joined(scene, style)), edit=False)


def _of_nothing(turn: Turn, scene: str) -> None:
    """Leave out "same style" where this person has no clip here that it could mean, and say so."""
    read = beside_clip(turn, scene)
    if turn.question is None and read.action is Act.GENERATE and read.prompt and not read.edit:
        turn.pointed = turn.words("notice.style_of_nothing")
        turn.intent = replace(goes_on_as(turn, scene), edit=False)


def in_style(turn: Turn, scene: str, base: Draft) -> str:
    """A scene with the words for the style of a clip, if its description names one."""
    return _joined(scene, _style_of(turn, base.order.prompt))


def _joined(scene: str, style: str) -> str:
    return f"{scene}{comma(scene)}{style}" if style else scene


def _style_of(turn: Turn, prompt: str) -> str:
    """The words for the style and the light behind what a description shows; empty where it names none."""
    told = [clause.strip() for clause, _ in clauses(prompt)][1:]
    return comma(prompt).join(one for one in told if turn.desk.tables.sayings.says(one, Said.TELLS_STYLE))
