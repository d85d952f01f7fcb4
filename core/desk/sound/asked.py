"""Questions about sound: whether the clip at hand has it, or clips made here at all."""

from core.desk.clips.differences import sound_of
from core.desk.models.abilities import lines_on, say_beside
from core.desk.models.comparing import draft_at_hand
from core.desk.pictures.of_message import pictures_of
from core.desk.turn import Turn
from core.model import Draft, Wishes
from core.tables import Pointing


async def asked_of_sound(turn: Turn) -> bool:
    """Handle such a question: tell it, and which models have sound; order nothing."""
    text, pointers = turn.incoming.text, turn.desk.tables.pointers
    is_of_all = pointers.says(text, Pointing.SOUND_OF_ALL)
    if pictures_of(turn.incoming) or not (is_of_all or pointers.says(text, Pointing.HAS_SOUND)):
        return False
    base = None if is_of_all else draft_at_hand(turn)
    is_on = sound_of(base) if base is not None else None
    first = turn.words("sound.depends") if base is None else await _of_clip(turn, base, is_on=is_on)
    more: list[str] | None = []
    if not is_on:
        model = base.order.model if base is not None else ""
        more = await lines_on(turn, model, Wishes(audio=True), turn.words("name.audio"))
    if more is None:
        return True
    is_said = base is not None and is_on is None  # that this model cannot
    await say_beside(turn, [first, *(more[1:] if is_said else more)])
    return True


async def _of_clip(turn: Turn, base: Draft, *, is_on: bool | None) -> str:
    key = "sound.on" if is_on else "sound.none" if is_on is None else "sound.off"
    last = "notice.what_last" if await turn.means_last_job() else "notice.what_that"
    what = turn.words("sound.what_waits" if turn.order_in_question is not None else last)
    return turn.words(key, what=what, model=base.order.model_name)
