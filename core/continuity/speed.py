"""Tells the speed of what is done anew: "spin faster" beside somebody who spins, perhaps slowly."""

from core.continuity.labels import DEED
from core.continuity.parts import parts_of
from core.punctuation import ENDS, clauses
from core.tables import Revisions
from core.tables.classes import INNER, VERBS
from core.tables.otherwise import Speed
from core.tables.parted import Parted


def at_other_speed(prompt: str, words: str, revisions: Revisions, parted: Parted) -> tuple[str, str] | None:
    """The Chinese description with what is done there fast, and no more slowly, and the words that are left.

    None where no clause of them tells a speed, or it is that of something that the description does not tell.
    """
    for clause, mark in clauses(words):
        changed = _told(prompt, revisions.plain(clause.strip(ENDS)), revisions, parted)
        if changed is not None:
            return changed, words.replace(clause + mark, "", 1).strip(ENDS)
    return None


def _told(prompt: str, words: str, revisions: Revisions, parted: Parted) -> str | None:
    shown = revisions.plain(prompt)
    for speed in revisions.otherwise.speeds:
        said = speed.says.fullmatch(words)
        found = list(speed.against.finditer(shown)) if said is not None else []
        act = said["act"] or said["then"] or "" if said is not None else ""
        if said is not None and act and not found:
            return _at_speed(prompt, act, speed, parted)
        if said is None or len(found) != 1:
            continue
        start, end = found[0].span("how")
        if act in shown and not shown[found[0].end() :].startswith(act):
            return None
        return prompt[:start] + speed.instead + prompt[end:]
    return None


def _at_speed(prompt: str, act: str, speed: Speed, parted: Parted) -> str | None:
    """The description with the speed in front of the only deed that is meant; None where nothing or too much can be.

    It is told with the same character, as spinning is for "spin", or is the only one and a way to move, as `act` is.
    """
    known, verbs = parted.classes.of(list(prompt)), parted.classes.codes(*VERBS)
    done = [at for at in range(len(prompt)) if prompt.startswith(act, at) and not verbs.isdisjoint(known[at])]
    at = done[0] if len(done) == 1 else _only_deed(prompt, act, parted)
    if at is None or speed.instead in prompt:
        return None
    while at > 0 and known[at].endswith(INNER):
        at -= 1
    return prompt[:at] + speed.instead + prompt[at:]


def _only_deed(prompt: str, act: str, parted: Parted) -> int | None:
    """Where the description tells the deed that an act can mean; None where nothing or too much of it can be."""
    deeds = [
        (one.start, prompt[one.start : one.end]) for one in parts_of(prompt, parted) if one.label == DEED
    ]
    named = [start + told.index(act) for start, told in deeds if act in told]
    if not named and len(deeds) == 1 and parted.classes.are(act, "move"):
        start, told = deeds[0]
        places = [at for at in range(len(told)) if parted.classes.are(told[at:], "move")]
        named = [start + places[0]] if places else []
    return named[0] if len(named) == 1 else None
