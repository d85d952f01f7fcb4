"""Tells the speed of what is done anew: "spin faster" beside somebody who spins slowly."""

from core.punctuation import ENDS, clauses
from core.tables import Revisions


def at_other_speed(prompt: str, words: str, revisions: Revisions) -> tuple[str, str] | None:
    """The Chinese description with what is done there fast, and no more slowly, and the words that are left.

    None where no clause of them tells a speed, nothing is told to be slow, or something that the words do not name.
    """
    for clause, mark in clauses(words):
        changed = _told(prompt, revisions.plain(clause.strip(ENDS)), revisions)
        if changed is not None:
            return changed, words.replace(clause + mark, "", 1).strip(ENDS)
    return None


def _told(prompt: str, words: str, revisions: Revisions) -> str | None:
    shown = revisions.plain(prompt)
    for speed in revisions.otherwise.speeds:
        said = speed.says.fullmatch(words)
        found = list(speed.against.finditer(shown)) if said is not None else []
        if said is None or len(found) != 1:
            continue
        act, (start, end) = said["act"] or said["then"] or "", found[0].span("how")
        if act in shown and not shown[found[0].end() :].startswith(act):
            return None
        return prompt[:start] + speed.instead + prompt[end:]
    return None
