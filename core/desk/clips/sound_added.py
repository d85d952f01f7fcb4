"""Sound or music wanted in the clip or order at hand, in words that name no parameter."""

from core.desk.clips import changes
from core.desk.pictures.of_message import pictures_of
from core.desk.turn import Turn
from core.model import Act, Intent, Wishes
from core.tables import Pointing


async def adds_sound(turn: Turn) -> bool:
    """Handle a wish for sound or music in the clip or order at hand, in whatever words."""
    if changes.base_of(turn) is None or turn.intent.wishes.audio is not None or pictures_of(turn.incoming):
        return False
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.ADDS_SOUND)
    if found is None:
        return False
    turn.intent = Intent(
        action=Act.GENERATE,
        wishes=Wishes(audio=True),
        prompt=found.parts.get("rest", ""),  # what is to be heard: "the sound of rain"
        edit=True,
        language=turn.intent.language,
    )
    await changes.edit(turn)
    return True
