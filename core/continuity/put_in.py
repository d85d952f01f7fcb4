"""Works what a message tells part by part into a description: other parts, things added, things taken out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.continuity import attribute
from core.continuity.absent import joined
from core.continuity.doing import in_the_act
from core.continuity.labels import ADDED, DEED, ELSE, GIVES_WAY, PLACE, TIME, WHO
from core.continuity.other_parts import in_place_of_like, with_other, with_other_name
from core.continuity.parts import Told
from core.continuity.removal import cut_out, without
from core.continuity.scene import Scene, scene_of
from core.tables import Revisions
from core.tables.parted import THING, Parted
from core.tagging import Stretch

_REPLACED = (WHO, DEED, PLACE, TIME)


@dataclass(frozen=True, slots=True)
class PutIn:
    """A description with what was told of it worked in; `absent` are things to be taken out that it does not name."""

    prompt: str
    absent: str = ""
    replaces: bool = False  # something of the old description gave way


def put_in(description: str, changes: Sequence[Told], parted: Parted, revisions: Revisions) -> PutIn | None:
    """The description changed part by part; None where what is to give way is not there, or only a detail of a part is."""
    looks = [one for one in changes if one.sort == ELSE]
    if looks and not all(
        in_place_of_like(scene_of(description, parted, revisions), one.text) for one in looks
    ):
        return None
    changes = [replace(one, sort=ADDED) if one.sort == ELSE else one for one in changes]
    is_swap = any(one.sort in _REPLACED for one in changes)
    found = PutIn(description)
    old = ""
    for one in changes:
        scene = scene_of(found.prompt, parted, revisions)
        if one.sort == GIVES_WAY and is_swap:
            if _named(scene, one.text) is None:
                return None
            old = one.text  # what comes in its place is told as well
            continue
        other = with_other_name(scene, old, one.text) if old and one.sort == WHO else None
        changed = replace(found, prompt=other, replaces=True) if other else _worked_in(scene, found, one)
        if changed is None:
            return None
        found = changed
    return found


def _worked_in(scene: Scene, so_far: PutIn, change: Told) -> PutIn | None:
    text = change.text if scene.language == "en" else scene.parted.ending.sub("", change.text)
    if change.sort == DEED and scene.parted.around.worn.search(text):
        first, _, more = text.partition(" ")
        worn = f"{in_the_act(first)} {more}" if scene.language == "en" and not first.endswith("ing") else text
        return replace(so_far, prompt=scene.with_added(worn))
    if change.sort == ADDED:
        like = in_place_of_like(scene, text)
        return replace(
            so_far, prompt=like or scene.with_added(text), replaces=so_far.replaces or like is not None
        )
    if change.sort in _REPLACED:
        other = with_other(scene, change.sort, text)
        if other is None:
            return None
        return replace(so_far, prompt=other, replaces=so_far.replaces or not other.startswith(scene.text))
    shorter = _taken_out(scene, text)
    if shorter is None:
        return replace(so_far, absent=joined(so_far.absent, text))
    return replace(so_far, prompt=shorter, replaces=True)


def _taken_out(scene: Scene, thing: str) -> str | None:
    """The description without a thing; None where it does not tell of it, or a cut would tear a sentence."""
    bare = attribute.without_article(thing, scene.revisions) if scene.language == "en" else thing
    shorter = without(scene.text, bare, scene.revisions)
    if shorter != scene.text:
        return shorter
    found = _named(scene, bare)
    part = next((one for one in scene.parts if found and one.start <= found[0] < one.end), None)
    if found is None or part is None:
        return None
    if part.label == ELSE:
        last = scene.text[: part.start].split()[-1:]
        if last and (last[0] in scene.parted.empty or last[0] in scene.parted.prepositions):
            return None  # it is told as a piece of something else
        if scene.language == "en" and scene.text[: part.end].split()[-1] in scene.parted.open:
            return None  # it goes on
        return cut_out(scene.text, part.start, part.end)
    return _without_look(scene, part, scene.text[found[0] : found[1]])


def _named(scene: Scene, thing: str) -> tuple[int, int] | None:
    """Where the description names the thing, or the last of its words that say something."""
    folded, whole = scene.text.casefold(), thing.casefold()
    if scene.language == "en":
        names = [whole, *(one for one in reversed(whole.split()) if one not in scene.parted.empty)]
    else:
        size = len(whole)
        names = [whole[at:] for at in range(max(1, size - 1))]
        names += [whole[:end] for end in range(size - 1, 1, -1)]  # "the look of a film"
    found = ((folded.find(one), len(one)) for one in names)
    return next(((at, at + size) for at, size in found if at >= 0), None)


def _without_look(scene: Scene, part: Stretch, thing: str) -> str | None:
    """The description with somebody told without the thing that is worn or carried; None where that is all there is."""
    last = scene.words(part).split()[-1:]
    if last and last[0].casefold() in scene.parted.open:
        return None  # it goes on behind the part
    pattern = scene.parted.wearing[scene.language].replace(THING, re.escape(thing))
    shorter, count = re.subn(pattern, "", scene.words(part), count=1, flags=re.IGNORECASE)
    return scene.with_instead(part, shorter.strip()) if count and shorter.strip() else None
