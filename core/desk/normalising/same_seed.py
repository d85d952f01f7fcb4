"""Once more with the seed of the clip at hand: the same with something else in it, or another scene."""

from core.desk.clips.changes import base_of
from core.desk.reading import is_another
from core.desk.turn import Turn
from core.planner.values import as_text
from core.tables import hints


def of_same_seed(turn: Turn, text: str) -> str:
    """The message with "same seed, but …" put as the parser knows it, with the number where the clip has one."""
    base = base_of(turn)
    if base is None or turn.incoming.pictures:
        return text
    found = next(iter(hints(text, turn.desk.tables.wished.of_seed)), None)
    if found is None:
        return text
    rest = found.parts.get("rest", "")
    plain = rest if rest and is_another(turn, rest) else found.plain
    seed = as_text(base.order.params.get("seed", ""))
    if seed.isdecimal():
        name = turn.desk.tables.words.plain["seed.names"][0]
        return f"{plain}, {name} {seed}"
    turn.seed_unknown = True  # the studio draws one, and does not tell it
    return plain
