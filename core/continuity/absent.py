"""What must not appear, taken out of a description: the model is told it separately."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.model import Act, Intent
from core.punctuation import ENDS, clauses, comma
from core.tables import Revisions

# "a man shouts no people": a "no birds" behind it is shouted too.
_OR = re.compile(r",? or (?:any |the )?")
_TOLD = re.compile(r"[a-z] no [a-z]+[,\s]*$")
_ALONE = frozenset({Act.GENERATE, Act.CHITCHAT, Act.QUOTE})
# What such words are taken for where nothing else is in the message.
_TALK = frozenset({Act.CANCEL, Act.DECLINE, Act.CHITCHAT, Act.LIST_MODELS, Act.HELP})


def without_absent(
    intent: Intent, text: str, revisions: Revisions, *, has_pictures: bool, has_job: bool = False
) -> Intent:
    """The intent with what must not appear as a wish of its own.

    With nothing else in the message, and no pictures, the intent is a change of the last clip.
    """
    is_new = intent.no_reference and bool(intent.prompt)  # "without the picture: a fox in the snow"
    if has_job and not has_pictures and intent.action in _ALONE and not intent.edit and not is_new:
        is_priced = intent.action is Act.QUOTE
        words = intent.prompt.strip(ENDS + "?？") if is_priced else text.strip(ENDS)
        if revisions.gone_of(words) is not None:
            # "without sparks": beside a clip that is no new request.
            intent = replace(intent, action=Act.QUOTE if is_priced else Act.GENERATE, edit=True, prompt=words)
    if intent.action in _TALK:
        rest, absent = split(text, revisions)
        if rest or not absent:
            return intent
        intent = replace(intent, action=Act.GENERATE, edit=True, prompt="")
    elif intent.action in (Act.GENERATE, Act.QUOTE) and (intent.prompt or has_job):
        rest, absent = split(intent.prompt, revisions, is_new=not intent.edit)
        faults = _faults_beside(text, intent.prompt, revisions)
        if not (absent or faults):
            return intent
        absent = joined(absent, faults) if faults else absent
        intent = replace(intent, prompt=rest, edit=intent.edit or not (rest or has_pictures))
    else:
        return intent
    said = intent.wishes.negative_prompt
    return replace(intent, wishes=replace(intent.wishes, negative_prompt=joined(said, absent)))


def split(text: str, revisions: Revisions, *, is_new: bool = False) -> tuple[str, str]:
    """The description without the clauses that say what must not appear, and the things those clauses name.

    In a change, "no butterflies" may take away what is shown; behind a new scene, whatever is several is meant.
    """
    kept: list[str] = []
    absent = ""
    parts = clauses(text)
    in_a_row = _in_a_row([clause for clause, _ in parts], revisions)
    for (clause, mark), named in zip(parts, in_a_row, strict=True):
        is_told = bool(kept) and _TOLD.search(kept[-1]) is not None
        whole = "" if is_told else _absent_in(clause, revisions) or named
        if is_new and kept and not (whole or is_told):
            whole = _what(clause, (revisions.otherwise.absent_behind,), revisions)
        description, is_joined, behind = _parted(clause, revisions)
        thing = _absent_in(behind, revisions) if is_joined else ""
        first = _what(description, revisions.absent_row, revisions) if thing else ""
        if first:
            absent = joined(joined(absent, first), thing)  # "no text and no blood"
        elif whole:
            absent = joined(absent, whole)
        elif thing:
            kept.append(description + mark)
            absent = joined(absent, thing)
        else:
            kept.append(clause + mark)
    rest = "".join(kept)
    return (rest.strip(ENDS) if absent else text), absent


def _in_a_row(parts: Sequence[str], revisions: Revisions) -> list[str]:
    """By clause: the thing that "no …" names beside such a clause that is sure to mean what must not appear."""
    sure = [bool(_absent_in(one, revisions)) for one in parts]
    named = [_what(one, revisions.absent_row, revisions) for one in parts]
    for places in (range(1, len(parts)), range(len(parts) - 2, -1, -1)):
        for place in places:
            sure[place] = sure[place] or (bool(named[place]) and sure[place - places.step])
    return [one if is_sure else "" for one, is_sure in zip(named, sure, strict=True)]


def _absent_in(clause: str, revisions: Revisions) -> str:
    """What a clause says must not appear; empty where it says something else."""
    return _what(clause, (revisions.otherwise.absent_faults, *revisions.absent), revisions)


def _faults_beside(text: str, prompt: str, revisions: Revisions) -> str:
    """What the message does not want to see, in clauses that are no part of what is to be shown."""
    found = ""
    for clause, _ in clauses(text):
        fault = _absent_in(clause, revisions)
        found = joined(found, fault) if fault and clause.strip() not in prompt else found
    return found


def _what(clause: str, patterns: Iterable[re.Pattern[str]], revisions: Revisions) -> str:
    clause = clause.strip()
    found = next((m for one in patterns if (m := one.match(revisions.plain(clause)))), None)
    return clause[slice(*found.span("what"))].strip() if found is not None else ""


def _parted(clause: str, revisions: Revisions) -> tuple[str, bool, str]:
    """A description and what is joined to it by "and don't show"."""
    joint = revisions.absent_joint.search(revisions.plain(clause))
    return (
        (clause[: joint.start()], True, clause[joint.end() :]) if joint is not None else (clause, False, "")
    )


def joined(earlier: str | None, later: str) -> str:
    """Two lists of what must not appear as one, nothing twice."""
    later = _OR.sub(", ", later)  # of a longer list, "or" would stand in the middle
    if not earlier or earlier == later:
        return later
    if later in earlier:
        return earlier
    return f"{earlier}{comma(earlier, later)}{later}"
