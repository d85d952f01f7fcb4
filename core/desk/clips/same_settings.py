"""Another scene with the model and the values of the clip at hand: "same settings, but a heron in the reeds"."""

from dataclasses import replace

from core.desk.clips import changes
from core.desk.clips.differences import laid_over
from core.desk.pictures.of_message import pictures_of
from core.desk.requests import request
from core.desk.turn import Turn
from core.model import Act, Draft, Intent, ParseContext
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
    turn.intent = replace(
        shown,
        prompt=said.prompt,
        model=shown.model or base.order.model,
        wishes=laid_over(shown.wishes, replace(base.wishes, negative_prompt=None)),
        language=turn.language,
    )
    turn.incoming = replace(turn.incoming, text=scene)
    turn.close_question()
    await request(turn)
