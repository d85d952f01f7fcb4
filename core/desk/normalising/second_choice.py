"""A value that will do where the one wanted cannot be had: only one of the two is asked for, in plain words."""

from core.desk.turn import Turn
from core.tables import Said


def without_second_choice(turn: Turn, text: str) -> str:
    """The message with the one of two such values that counts, without the condition; as it is where it names none."""
    found = turn.desk.tables.sayings.find(text, Said.SECOND_CHOICE)
    if found is None:
        return text
    before, value = found.get("before", ""), found["rest"]
    # A bare figure would be no Chinese any more.
    return before + value if before else turn.desk.tables.revisions.swapped["zh"].format(old="", new=value)
