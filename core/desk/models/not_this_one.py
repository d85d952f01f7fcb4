"""The model of what is at hand is turned down, and no other is named: another one makes it."""

from dataclasses import replace

from core.desk.clips import changes
from core.desk.turn import Turn
from core.model import Act
from core.tables import Pointing

_ONLY_SAYS_IT = (Act.CLEAR_PREFERENCE, Act.CHITCHAT, Act.RETRY)


async def another_instead(turn: Turn) -> bool:
    """Handle a model turned down beside a clip, or an order, that has it; False where only a default is meant.

    It is made at once where another one is asked for, else priced first: "not Wan" may be no more than a remark. A
    default that is turned down with the clip is one no longer.
    """
    intent, base, pointers = turn.intent, changes.base_of(turn), turn.desk.tables.pointers
    if base is None or base.order.model not in intent.turned_down or intent.only_for is not None:
        return False
    if intent.action not in _ONLY_SAYS_IT or intent.prompt:
        return False
    stored = await turn.desk.preferences.get(turn.person)
    defaults = [task for task, model in stored.items() if model in intent.turned_down]
    asks = pointers.says(turn.incoming.text, Pointing.ANOTHER_INSTEAD)
    if (defaults and not asks) or pointers.says(turn.incoming.text, Pointing.FROM_NOW_ON):
        return False
    if base.order.model in stored.values():
        await turn.desk.preferences.clear(turn.person, defaults)
        await turn.tell("preference.cleared")
    turn.only_price = turn.only_price or not asks
    turn.intent = replace(intent, action=Act.GENERATE, edit=True, clear_preference=False)
    await changes.edit(turn)
    return True
