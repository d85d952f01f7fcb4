"""A model that was chosen from several: it was the other one that was meant."""

from core.desk.clips import changes
from core.desk.turn import Turn
from core.model import Act, Intent
from core.tables import Pointing

_TWO = 2


async def rather_another(turn: Turn) -> bool:
    """Handle "no, the first one" behind an order with the second of two models: it is made with the other one."""
    found = turn.desk.tables.pointers.first(turn.incoming.text, Pointing.RATHER_NTH)
    base, rivals, named = changes.base_of(turn), turn.talk.rivals, turn.talk.named
    if base is not None and len(named) == _TWO and base.order.model in named:
        rivals = named  # it was made with one of the two that were compared, called by its name
    is_fresh = bool(named) and named != rivals
    if is_fresh or found is None or base is None or base.order.model not in rivals or not turn.owns_job:
        return False
    others = [one for one in rivals if one != base.order.model]
    place = turn.desk.tables.sayings.place(found.parts, len(rivals)) if "nth" in found.parts else None
    key = rivals[place] if place is not None else others[0] if len(others) == 1 else base.order.model
    if key == base.order.model:
        return False
    turn.intent = Intent(action=Act.GENERATE, edit=True, model=key, language=turn.language)
    await changes.edit(turn)
    return True
