"""“A series about a cartoon bear, episode one: …”: it goes on from nothing, so that only its first scene is asked for."""

from core.desk.turn import Turn
from core.punctuation import comma
from core.tables import Said

_SHORTEST = 2  # characters by which somebody is known again


def as_first_of_series(turn: Turn, text: str) -> str:
    """The first scene of a series that begins, with whom the series is about; as it is where none begins."""
    found = turn.desk.tables.sayings.find(text, Said.BEGINS_SERIES)
    if found is None or turn.question is not None:
        return text
    who, scene = found.get("what", "").strip(), found["rest"].strip()
    if len(who) < _SHORTEST or who in scene:
        return scene
    if not who.isascii():
        name = who[-_SHORTEST:]
        return scene.replace(name, who, 1) if name in scene else who + scene
    noun, known = who.split()[-1], turn.desk.tables.sayings.story.retold.known
    told = scene.replace(f"{known} {noun}", who, 1)
    return told if noun in scene else f"{who}{comma(who)}{scene}"
