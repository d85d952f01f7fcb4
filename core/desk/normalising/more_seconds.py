"""A length told by how much it differs: "5 seconds longer" beside a clip of five seconds is one of ten.

So is one told without its unit: "back to 5".
"""

from core.desk.clips.changes import base_of
from core.desk.questions.answers import orders_all
from core.desk.turn import Turn
from core.planner.values import number
from core.tables import Said


def of_more_seconds(turn: Turn, text: str) -> str:
    """The message with the length that it wants in all, or whose price it asks for, where it tells the difference."""
    base, tables, question = base_of(turn), turn.desk.tables, turn.order_in_question
    found = tables.sayings.find(text, Said.MORE_SECONDS) if base is not None else None
    now = number(base.order.params.get("duration", "")) if base is not None else None
    if found is None or not now or (question is not None and orders_all(question)):
        return text
    told = found.get("count") or found["number"]
    by_s = int(told) if told.isdigit() else tables.sayings.count(told) or 0
    length_s = round(now) + (-by_s if "less" in found else by_s) if "count" in found else by_s
    if not by_s or length_s < 1:
        return text
    says = tables.pointers.lasts_asked if "told" in found else tables.pointers.lasts
    return says["en" if text.isascii() else "zh"].format(n=length_s) + found.get("rest", "")
