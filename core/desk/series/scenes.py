"""Reads words about one shot of a series: which shot it is, and what it is to show."""

import re
from collections.abc import Mapping, Sequence

from core import continuity
from core.desk.reading import said_in
from core.desk.series.offer import whole_of
from core.desk.told_parts import put_in_time
from core.desk.turn import Turn
from core.model import Act, Intent, Language, Wishes
from core.punctuation import clauses, comma
from core.tables import Pointing, Said
from core.tables.patterns import MARKS

_SHORTEST_SCENE_ZH = 4
_ENDINGS = re.compile(r"([,，]\s*)([^,，]+)")
_SHORTEST_SCENE_EN = 3  # words


def place_of(turn: Turn, found: Mapping[str, str], scenes: Sequence[str]) -> int | None:
    """Which shot is meant: by its place, or by a word that only one of them has."""
    if "what" not in found:
        return turn.desk.tables.sayings.place(found, len(scenes))
    plain, in_the_act = turn.desk.tables.revisions.plain, turn.desk.tables.revisions.doing_now
    words = found["what"].strip()
    tries = [words, *(words.split()[-1:] if words.isascii() else [])]
    for one in tries:
        sought = plain(one).casefold()
        shown = [
            number
            for number, scene in enumerate(scenes)
            if _says(plain(scene).casefold(), sought, in_the_act)
        ]
        if sought and len(shown) == 1:
            return shown[0]
    return None


def _says(scene: str, sought: str, in_the_act: re.Pattern[str]) -> bool:
    """Whether a scene has these words: English ones in any order, Chinese ones also without "in the act of"."""
    if sought.isascii():
        return sought in scene or set(sought.split()) <= set(scene.split())
    ends = [at for at in range(len(scene)) if in_the_act.match(scene[at:])]
    return sought in scene or any(sought in scene[:at] + in_the_act.sub("", scene[at:]) for at in ends)


def new_of(found: Mapping[str, str]) -> str:
    """What the words want a shot to show, alone or in addition."""
    return (found.get("new") or found["adds"]).strip()


def only_values(turn: Turn, new: str) -> bool:
    """Whether the words are only values of the clip ("vertical"), and nothing that it shows."""
    read = said_in(turn, new)
    return not read.prompt and (read.wishes != Wishes() or read.model is not None)


def changed_in_all(turn: Turn) -> Mapping[str, str] | None:
    """What a message wants of all shots; None where it wants it of none, or of all who are seen in the clip at hand.

    Where the words do not begin with the shots, they must be a change: a scene of its own shows what it tells.
    """
    found = turn.desk.tables.sayings.find(turn.incoming.text, Said.ALL_CHANGED)
    if found is None or "bare" not in found:
        return found
    job = turn.job
    if (
        "what" in found
        and job is not None
        and turn.desk.tables.pointers.says(job.draft.order.prompt, Pointing.MANY)
    ):
        return None
    is_change = turn.order_in_question is not None or turn.intent.edit
    read = said_in(turn, found["new"].strip(), turn.order_in_question)
    return found if is_change and read.action is Act.GENERATE and read.edit else None


def said_of_all(turn: Turn, new: str, read: Intent) -> Intent:
    """What these words, read so, want of all shots: values, with what else they tell, or only what all are to show."""
    has_values = read.wishes != Wishes() or read.model is not None
    return read if has_values or only_values(turn, new) else Intent(action=Act.GENERATE, prompt=new)


def as_scene(turn: Turn, scenes: Sequence[str], place: int, found: Mapping[str, str]) -> str:
    """The shot's new scene: another one, or the old one with what is added to it.

    Words that are no scene of their own, such as a look, are added. A style that all shots have stays.
    """
    before = scenes[place]
    story = turn.desk.tables.sayings.story
    new = continuity.without_tail(new_of(found), turn.desk.tables.revisions)
    other = continuity.other_animal(before, new, turn.desk.tables.revisions)
    if other is not None and "adds" not in found:
        return other
    if "adds" not in found and tells_when(turn, new):
        return _at_another_time(turn, before, new)
    is_ascii = new.isascii()
    is_short = len(new.split()) < _SHORTEST_SCENE_EN if is_ascii else len(new) < _SHORTEST_SCENE_ZH
    is_thing = is_ascii and story.thing.match(new) is not None
    is_short = is_short and not is_thing and story.pronoun.match(new) is None
    is_short = is_short and (is_ascii or not continuity.does(new, story))
    is_look = is_short or story.style.search(new) or story.look.search(new)
    if is_look and "adds" not in found and not is_ascii:
        return continuity.revise(before, new, turn.desk.tables.revisions, "zh")
    if "adds" in found and is_ascii:
        revisions, first = turn.desk.tables.revisions, new.split()[0].casefold()
        there = continuity.set_at(before, new, revisions)
        if there is not None or first in turn.desk.tables.parted.prepositions:
            return there or continuity.revise(before, new, revisions, "en")  # where, or when, it is now
    if "adds" in found or is_look:
        return f"{before}{comma(before)}{new}"
    return continuity.with_scene(before, new) + _style_of_all(turn, scenes)


def tells_when(turn: Turn, words: str) -> bool:
    """Whether Chinese words tell only when it is, or what the weather is like, and show nobody."""
    if words.isascii():
        return False
    parts = continuity.parts_of(words, turn.desk.tables.parted)
    is_time = bool(parts) and {one.label for one in parts} == {continuity.TIME}
    is_time = is_time and sum(one.end - one.start for one in parts) == len(words)
    return is_time or continuity.tells_only_surroundings(words, turn.desk.tables.revisions)


def _at_another_time(turn: Turn, before: str, new: str) -> str:
    """The scene as it was at another hour, or in another weather, than it tells."""
    found = put_in_time(turn, before, new)
    return (
        found.prompt
        if found is not None
        else continuity.revise(before, new, turn.desk.tables.revisions, "zh")
    )


def with_thing(turn: Turn, scene: str, found: Mapping[str, str]) -> str | None:
    """The scene with a thing in it told anew, "a yellow scarf" for the red one; None where the words tell none."""
    revisions = turn.desk.tables.revisions
    new = continuity.without_tail(found.get("new", "").strip(), revisions)
    labels = {one.label for one in continuity.parts_of(new, turn.desk.tables.parted)} if new else set()
    if not new.isascii() and {continuity.WHO, continuity.DEED} <= labels:
        return None  # somebody does something: a scene of its own
    return continuity.told_anew(scene, new, revisions) if new else None


def _style_of_all(turn: Turn, scenes: Sequence[str]) -> str:
    """The words of style at the end of every scene, with the mark in front of them; empty where there are none."""
    ends = [[mark + clause for mark, clause in _ENDINGS.findall(one)] for one in scenes]
    shared: list[str] = []
    for row in zip(*map(reversed, ends), strict=False):
        if len(set(row)) > 1:
            break
        shared.insert(0, row[0])
    style = "".join(shared)
    return style if len(scenes) > 1 and turn.desk.tables.sayings.story.style.search(style) else ""


def said_of_shot(turn: Turn, words: str) -> Mapping[str, str] | None:
    """What these words say about one shot, and its place; None if nothing, or only values.

    The part `tells` marks words that only say what the shot shows, without a word for a change.
    """
    sayings = turn.desk.tables.sayings
    found = sayings.find(words, Said.SHOT_CHANGED)
    if found is None:
        found = _done_in(turn, words) or sayings.find(words, Said.SHOT_TOLD)
        if found is None or not _is_scene(turn, found["new"]):
            return None
        found = {**found, "tells": ""}
    name = "new" if found.get("new") else "adds"
    found = {**found, name: _without_kept(turn, found[name])}
    return None if only_values(turn, new_of(found)) else found


def _done_in(turn: Turn, words: str) -> Mapping[str, str] | None:
    """What is to be done in a shot, told of one who does it: "make him dig" shows that he digs; "make it red" tells none."""
    found = turn.desk.tables.sayings.find(words, Said.SHOT_DOES)
    verb, _, rest = found["does"].partition(" ") if found is not None else ("", "", "")
    if found is None or turn.desk.tables.revisions.seen.verb.fullmatch(verb) is None:
        return None
    act = f"{continuity.as_one_does(verb)} {rest}".strip()
    who = found.get("who", "")
    return {**found, "new": f"{who} {act}" if " " in who else act}


def _without_kept(turn: Turn, new: str) -> str:
    """What a shot is to show, without clauses behind it that only say that the rest stays as it is."""
    parts = clauses(new)
    while len(parts) > 1 and turn.desk.tables.sayings.says(parts[-1][0], Said.REST_STAYS):
        parts.pop()
    return "".join(f"{clause}{mark}" for clause, mark in parts).rstrip(MARKS)


def _is_scene(turn: Turn, new: str) -> bool:
    """Whether these words show something, or change what is shown."""
    sayings, read = turn.desk.tables.sayings, said_in(turn, new)
    if sayings.says(new, Said.NO_SCENE) or read.continuity is not None:
        return False
    if read.action in (Act.CHITCHAT, Act.STATUS):
        return sayings.story.pronoun.match(new) is not None or sayings.story.clause.match(new) is not None
    return read.action is Act.GENERATE and bool(read.prompt)


def tells_of_somebody(turn: Turn, words: str) -> bool:
    """Whether these words say who does something, and not only what else is to be seen there."""
    tables = turn.desk.tables
    story, subject = tables.sayings.story, tables.revisions.subject
    if words.isascii():
        return any(one.match(words) is not None for one in (story.pronoun, story.clause, story.who))
    named = subject["zh"].match(tables.revisions.plain(words))
    return named is not None or story.pronoun.match(words) is not None or continuity.does(words, story)


def alone(turn: Turn, scenes: Sequence[str], place: int, scene: str) -> str:
    """The shot's new scene made complete in itself, where it only says "he" or leaves him out."""
    story = turn.desk.tables.sayings.story
    if continuity.lead_of(scene):
        return scene  # what stands in front says who it is
    if not any(one.match(scene) for one in (story.pronoun, story.acts, story.leaves_out)):
        return scene
    return in_turn(turn, whole_of(turn, scenes[place]), [scenes[place], *scenes[:place]], [scene])[0]


def in_turn(turn: Turn, whole: str, before: Sequence[str], scenes: Sequence[str]) -> list[str]:
    """Scenes told after others, each made complete in itself.

    They stand behind the description that they are parts of (`whole`), if there is one; else their subject is named.
    """
    if whole and continuity.is_lead(whole):
        return [continuity.under(whole, one) for one in scenes]
    tables = turn.desk.tables
    language: Language = "en" if "".join(scenes).isascii() else "zh"
    subject = tables.revisions.subject[language]
    return continuity.understood_after(before, scenes, tables.sayings.story, subject)
