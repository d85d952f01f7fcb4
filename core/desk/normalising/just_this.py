"""What is to be all that a clip shows: "just the boat", alone or beside what is to go."""

from core import continuity
from core.desk.clips.changes import base_of
from core.desk.turn import Turn
from core.punctuation import PART, clauses, comma
from core.tables import Pointing

_MOST_CLAUSES = 5


def of_left_alone(turn: Turn, text: str) -> str:
    """The message without "just the boat" beside what is to go; alone, it says that whoever else is there goes."""
    base, parts = base_of(turn), clauses(text)
    if base is None or turn.incoming.pictures or not 0 < len(parts) <= _MOST_CLAUSES:
        return text
    prompt, revisions = base.order.prompt, turn.desk.tables.revisions
    rest = [(clause, mark) for clause, mark in parts if not _shown(turn, prompt, clause)]
    if len(rest) == len(parts):
        return text
    if not rest:
        return _without_others(turn, prompt, _shown(turn, prompt, parts[0][0])) or text
    if not all(continuity.takes_away(prompt, clause, revisions) for clause, _ in rest):
        return text
    return comma(text).join(clause for clause, _ in rest)


def _shown(turn: Turn, prompt: str, clause: str) -> str:
    """What a clause leaves as all there is, if the description shows it; else empty."""
    found = turn.desk.tables.pointers.first(clause, Pointing.LEAVES_ALONE)
    name = found.parts["name"] if found is not None else ""
    return name if continuity.shows(prompt, name, turn.desk.tables.revisions) else ""


def _without_others(turn: Turn, prompt: str, name: str) -> str:
    """Takes out whoever the other clauses of the description show; empty where nobody else is there."""
    revisions = turn.desk.tables.revisions
    subject = revisions.subject["en" if prompt.isascii() else "zh"]
    parts = [one for one in PART.split(prompt) if not continuity.shows(one, name, revisions)]
    others = [found.group() for one in parts if (found := subject.search(revisions.plain(one))) is not None]
    others = [one.split()[-1] if one.isascii() else one for one in others]
    away = revisions.gone_said["en" if name.isascii() else "zh"]
    return comma(prompt).join(away.format(what=one) for one in dict.fromkeys(others))
