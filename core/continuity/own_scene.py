"""A Chinese wish for a clip that shows a whole scene: "one of an astronaut who grows greens on the moon, funny"."""

from collections.abc import Iterator, Sequence

from core.continuity.labels import DEED, PLACE, WHO
from core.continuity.parts import parts_of
from core.tables.classes import VERBS
from core.tables.parted import Parted
from core.tagging import Stretch


def own_scene(message: str, shown: str, parted: Parted) -> str | None:
    """The message as a wish for a clip of its own; None where it tells no whole scene, or one of whom is shown already."""
    found = parted.around.own_scene.match(message)
    if found is None:
        return None
    scene = found["scene"]
    parts = parts_of(scene, parted)
    labels = {one.label for one in parts}
    if not {WHO, DEED} <= labels and not {WHO, PLACE} <= labels:
        return None
    who = [parted.measures.sub("", scene[one.start : one.end]) for one in parts if one.label == WHO]
    if any(one and one in shown for one in who):
        return None
    return message[: found.end("scene")] + message[found.end("mark") :]


def tells_another(told: str, shown: str, parted: Parted) -> bool:
    """Whether one description begins with somebody who does something, and the other shows somebody else who does not."""
    parts, before = parts_of(told, parted), parts_of(shown, parted)
    if not parts or parts[0].label != WHO or parts[0].start > 0:
        return False
    for is_deed in (False, True):
        new, old = (
            {parted.measures.sub("", one) for one in _named(text, found, parted, is_deed=is_deed)}
            for text, found in ((told, parts), (shown, before))
        )
        if not new or not old or any(one in shown for one in new) or any(one in told for one in old):
            return False
    return True


def _named(text: str, parts: Sequence[Stretch], parted: Parted, *, is_deed: bool) -> Iterator[str]:
    """Who a text tells of, or what is done in it; a verb tells that wherever it stands."""
    for one in parts:
        words = text[one.start : one.end]
        if one.label == (DEED if is_deed else WHO) or (is_deed and parted.classes.are(words, *VERBS)):
            yield words
