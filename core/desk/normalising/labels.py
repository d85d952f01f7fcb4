"""Scenes that people label one after another, "part 2: …": the label is no part of the scene, and names its clip later.

So is a number that counts the clip in front of who does something in it.
"""

from collections.abc import Sequence
from dataclasses import replace

from core import continuity
from core.desk.reading import said_in
from core.desk.turn import Turn
from core.model import Act, Intent, Job, numbered
from core.tables import Pointing, Said

_MOST = 8
_ONE_OF_IT = 2  # characters: a number and its measure


def without_label(turn: Turn, text: str) -> str:
    """The message without a label in front of its scene; the turn keeps it. In a change it means a clip."""
    about = turn.desk.tables.pointers.first(text, Pointing.PART_ABOUT)
    known = {one.name.casefold() for one in turn.subjects}
    if about is not None and about.parts["name"].strip().casefold() in known:
        text = about.parts["rest"]
    if onward := _onward(turn, text):
        return onward
    found = turn.desk.tables.pointers.first(text, Pointing.LABELLED)
    if found is None or turn.order_in_question is not None or turn.points_at_job:
        return text
    label = found.parts["name"].casefold()
    is_shot = turn.job is not None and numbered(turn.job.id) is not None
    rest = found.parts["rest"]
    if is_shot or (label in dict(turn.talk.labels) and said_in(turn, rest).edit):
        return text
    turn.label = label
    read = said_in(turn, rest) if turn.job is not None else None
    if read is not None and not read.known_names and (read.edit or read.action is Act.CHITCHAT):
        # It goes on with whom the clip shows: "part 2: the robot finds a flower".
        return _next(turn, rest)
    return rest


def _onward(turn: Turn, text: str) -> str:
    """The next scene of "and then? The cat lands on its head" beside a clip; empty where a change of it is told."""
    found = turn.desk.tables.pointers.first(text, Pointing.ASKS_ONWARD)
    if found is None or turn.job is None or turn.question is not None or turn.points_at_job:
        return ""
    rest = found.parts["rest"]
    return "" if turn.desk.parser.says_change(rest) else _next(turn, rest)


def _next(turn: Turn, scene: str) -> str:
    return turn.desk.tables.pointers.next_part["en" if scene.isascii() else "zh"].format(scene=scene)


def keep_label(turn: Turn) -> None:
    """Remember the label of the clip that the message ordered."""
    if turn.label and len(turn.opened) == 1:
        turn.talk = replace(turn.talk, labels=(*turn.talk.labels, (turn.label, turn.opened[0]))[-_MOST:])


def labelled(turn: Turn, jobs: Sequence[Job], words: str) -> Job | None:
    """The clip that was labelled with these words; None where none was."""
    known = dict(turn.talk.labels).get(words.strip().casefold())
    return next((one for one in jobs if one.id == known), None)


def without_redoing(turn: Turn, text: str) -> str:
    """A change of a clip without the words behind it that only say to do it again."""
    found = turn.desk.tables.pointers.first(text, Pointing.REDONE) if turn.job is not None else None
    return f"{found.parts.get('before', '')}{found.parts['rest']}" if found is not None else text


def without_clip_count(turn: Turn, intent: Intent) -> Intent:
    """The intent without a Chinese number of the clip in front of who does something in it, or of a time."""
    tables = turn.desk.tables
    found = tables.sayings.find(turn.incoming.text, Said.COUNTS_CLIP) if intent.prompt else None
    if found is None or not intent.prompt.endswith(found["what"]):
        return intent
    told, number = found["what"], intent.prompt.removesuffix(found["what"])
    if len(number) != _ONE_OF_IT:
        return intent
    is_of_clip = continuity.is_counted_otherwise(told, number[-1], tables.revisions)
    is_of_clip = is_of_clip or continuity.timeless(told, tables.sayings.story) != told
    return replace(intent, prompt=told) if is_of_clip else intent
