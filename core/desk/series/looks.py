"""How all shots of a request are to look: told once in front of them, and put behind what each one shows."""

from core.desk.series.about_whom import names_something
from core.desk.turn import Turn
from core.punctuation import ENDS, clauses, comma
from core.tables import Said


def take_look(turn: Turn, before: str) -> str:
    """What is left of the words in front of the shots; the turn keeps how all of them are to look."""
    left: list[str] = []
    looks: list[str] = []
    for clause, _ in clauses(before):
        words = clause.strip(f"{ENDS}:")
        found = turn.desk.tables.sayings.find(words, Said.SHOTS_LOOK)
        if found is None or names_something(turn, found["told"]):
            left.append(words)
            continue
        looks.append(found["told"].strip())
        left.append(found.get("before", "").strip(ENDS))
    if not looks:
        return before
    turn.shots_look = comma(*looks).join(looks)
    return comma(before).join(one for one in left if one)


def with_look(turn: Turn, scene: str) -> str:
    """A scene in the look that all of them are to have."""
    look = turn.shots_look
    return scene if not look or look in scene else f"{scene}{comma(scene, look)}{look}"
